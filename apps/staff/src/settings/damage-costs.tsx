import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { parseMoney, typedMoney } from '../base/money.model.ts'
import { baseTexts } from '../base/texts.ts'
import { settingsTexts } from './texts/index.ts'

export interface DamageCost {
  readonly name: string
  readonly cents: number
}
interface Typed {
  readonly key: number
  readonly name: string
  readonly amount: string
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
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const [rows, setRows] = useState<readonly Typed[]>(
    costs.map((c, key) => ({ key, name: c.name, amount: typedMoney(c.cents) })),
  )
  const [next, setNext] = useState(costs.length)
  const [tried, setTried] = useState(false)
  const set = (key: number, change: Partial<Typed>): void =>
    setRows(all => all.map(row => (row.key === key ? { ...row, ...change } : row)))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const read = rows.map(row => ({ name: row.name.trim(), cents: parseMoney(row.amount) }))
    if (read.every(one => one.name !== '' && one.cents !== null && one.cents > 0))
      save(read.map(one => ({ name: one.name, cents: one.cents ?? 0 })))
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {rows.map(row => (
        <div key={row.key} className="k-line">
          <TextInput
            aria-label={t.library.costName}
            value={row.name}
            maxLength={60}
            autoComplete="off"
            error={tried && row.name.trim() === '' ? b.needed : undefined}
            onChange={event => set(row.key, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t.library.costCents}
            value={row.amount}
            leftSection="€"
            inputMode="decimal"
            autoComplete="off"
            error={tried && !parseMoney(row.amount) ? b.moneyUnreadable : undefined}
            onChange={event => set(row.key, { amount: event.currentTarget.value })}
          />
          <button
            type="button"
            className="k-cross"
            aria-label={t.library.removeCost(row.name)}
            onClick={() => setRows(all => all.filter(one => one.key !== row.key))}
          >
            ×
          </button>
        </div>
      ))}
      <div className="k-line">
        <Button
          onClick={() => {
            setRows([...rows, { key: next, name: '', amount: '' }])
            setNext(next + 1)
          }}
        >
          {t.library.addCost}
        </Button>
        <Button type="submit" loading={busy}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}
