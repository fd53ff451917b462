import { listBranches } from '@kaft/contract/organisation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useRead } from '../base/hooks.ts'
import { useLanguage } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import type { StepsRow } from './hold-policy.model.ts'
import css from './settings.module.css'
import { holdSettingTexts } from './texts/holds.ts'

/** Branches between which items of this library travel: its own first, then those that it works with. */
const useReached = (): readonly { readonly value: string; readonly label: string }[] => {
  const { library_id, scope } = useSession()
  const read = useRead(listBranches, {}, { fresh_ms: 300_000 })
  const known = new Set(scope.map(one => one.library_id))
  const own = (read.data?.rows ?? []).filter(one => one.library_id === library_id)
  const others = (read.data?.rows ?? []).filter(
    one => one.library_id !== library_id && known.has(one.library_id),
  )
  return [
    ...own.map(one => ({ value: one.branch_id, label: one.name })),
    ...others.map(one => ({ value: one.branch_id, label: `${one.name} (${one.library_name})` })),
  ]
}

/** Ways between two branches that are shorter or longer than where they lie says. */
export const TransportSteps = ({
  rows,
  wrong,
  set,
}: {
  rows: readonly StepsRow[]
  wrong: ReadonlySet<string>
  set: (rows: readonly StepsRow[]) => void
}): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  const reached = useReached()
  const [next, setNext] = useState(rows.length)
  const data = [{ value: '', label: '–' }, ...reached]
  const change = (key: number, to: Partial<StepsRow>): void =>
    set(rows.map(row => (row.key === key ? { ...row, ...to } : row)))
  const nameOf = (id: string): string => reached.find(one => one.value === id)?.label ?? '–'
  return (
    <div className="k-stack">
      <div>
        <p className="k-strong">{t.transport}</p>
        <p className="k-quiet">{t.transportAbout}</p>
      </div>
      {rows.map(row => (
        <div key={row.key}>
          <div className={css['steps']}>
            <NativeSelect
              label={t.from}
              value={row.from}
              data={data}
              onChange={event => change(row.key, { from: event.currentTarget.value })}
            />
            <NativeSelect
              label={t.to}
              value={row.to}
              data={data}
              onChange={event => change(row.key, { to: event.currentTarget.value })}
            />
            <TextInput
              label={t.steps}
              value={row.steps}
              inputMode="numeric"
              autoComplete="off"
              onChange={event => change(row.key, { steps: event.currentTarget.value })}
            />
            <button
              type="button"
              className="k-cross"
              aria-label={t.removeSteps(nameOf(row.from), nameOf(row.to))}
              onClick={() => set(rows.filter(one => one.key !== row.key))}
            >
              ×
            </button>
          </div>
          {wrong.has(`transport ${row.key}`) && (
            <StateWord state="stop" size={16}>
              {t.wrongSteps}
            </StateWord>
          )}
        </div>
      ))}
      <div>
        <Button
          onClick={() => {
            set([...rows, { key: next, from: '', to: '', steps: '1' }])
            setNext(next + 1)
          }}
        >
          {t.addSteps}
        </Button>
      </div>
    </div>
  )
}
