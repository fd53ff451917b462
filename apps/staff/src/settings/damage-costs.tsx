import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { parseMoney, typedMoney } from '../base/money.model.ts'
import { baseTexts } from '../base/texts.ts'
import { EditedRows, type RowFields } from './edited-rows.tsx'
import { settingsTexts } from './texts/index.ts'

export interface DamageCost {
  readonly name: string
  readonly cents: number
}
interface Typed {
  readonly name: string
  readonly amount: string
}

const Fields = ({ row, set, tried }: RowFields<Typed>): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  return (
    <>
      <TextInput
        aria-label={t.library.costName}
        value={row.name}
        maxLength={60}
        autoComplete="off"
        error={tried && row.name.trim() === '' ? b.needed : undefined}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t.library.costCents}
        value={row.amount}
        leftSection="€"
        inputMode="decimal"
        autoComplete="off"
        error={tried && !parseMoney(row.amount) ? b.moneyUnreadable : undefined}
        onChange={event => set({ amount: event.currentTarget.value })}
      />
    </>
  )
}

/** The list of damage that the desk chooses from: a name and an amount each. */
export const DamageCosts = ({
  costs,
  save,
  busy,
}: {
  costs: readonly DamageCost[]
  save: (costs: readonly DamageCost[]) => void
  busy: boolean
}): ReactNode => {
  const { library: t } = useTexts(settingsTexts)
  const read = (typed: readonly Typed[]): void => {
    const rows = typed.map(row => ({ name: row.name.trim(), cents: parseMoney(row.amount) ?? 0 }))
    if (rows.every(one => one.name !== '' && one.cents > 0)) save(rows)
  }
  return (
    <EditedRows
      rows={costs.map(cost => ({ name: cost.name, amount: typedMoney(cost.cents) }))}
      empty={{ name: '', amount: '' }}
      words={{ add: t.addCost, remove: row => t.removeCost(row.name) }}
      fields={of => <Fields {...of} />}
      save={read}
      busy={busy}
    />
  )
}
