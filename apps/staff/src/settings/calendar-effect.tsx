import { previewCalendar } from '@kaft/contract/items'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { type Change, isNothing } from './calendar.model.ts'
import { settingsTexts } from './texts/index.ts'

/** What saving would do to what is open now, before anybody saves. */
export const CalendarEffect = ({ branch_id, change }: { branch_id: string; change: Change }): ReactNode => {
  const t = useTexts(settingsTexts)
  const f = useFormats()
  const nothing = isNothing(change)
  const read = useRead(
    previewCalendar,
    { params: { branch_id }, body: { set: [...change.set], clear: [...change.clear] } },
    { enabled: !nothing, fresh_ms: 0, keep: true },
  )
  if (nothing || read.data === undefined) return null
  const { fines, due } = read.data
  const quiet = fines.loans === 0 && due.length === 0
  return (
    <Spine state={quiet ? 'ok' : 'ask'} soft panel role="status" className="k-stack">
      <StateWord state={quiet ? 'ok' : 'ask'}>{t.calendar.effect}</StateWord>
      <p>
        {fines.loans === 0
          ? t.calendar.effectNoFines
          : t.calendar.effectFines(fines.loans, f.money(fines.before_cents), f.money(fines.after_cents))}
      </p>
      {due.map(day => (
        <p key={day.on_day}>{t.calendar.effectDue(day.loans, f.dayLong(day.on_day))}</p>
      ))}
      <p className="k-quiet">{t.calendar.effectBooked}</p>
    </Spine>
  )
}
