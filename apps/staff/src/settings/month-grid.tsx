import type { Day } from '@kaft/contract/values'
import type { State } from '@kaft/ui/tokens'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { type DayType, type Exceptional, holdsOn, monthOf, stepFrom, weeksOf } from './calendar.model.ts'
import type { Hours } from './hours.model.ts'
import css from './settings.module.css'
import { settingsTexts } from './texts/index.ts'

const states: Readonly<Record<DayType, State>> = {
  normaal: 'ok',
  boetevrij: 'move',
  gesloten: 'stop',
  vakantie: 'ask',
}

interface GridProps {
  readonly month: string
  readonly hours: Hours
  readonly exceptions: readonly Exceptional[]
  /** The chosen days; `to` is where the focus is. */
  readonly range: { readonly from: Day; readonly to: Day }
  readonly choose: (range: { from: Day; to: Day }) => void
}

const Cell = ({ day, focusable, ...grid }: GridProps & { day: Day; focusable: boolean }): ReactNode => {
  const t = useTexts(settingsTexts)
  const f = useFormats()
  const { month, hours, exceptions, range, choose } = grid
  const holds = holdsOn(day, hours, exceptions)
  const [first, last] = range.from <= range.to ? [range.from, range.to] : [range.to, range.from]
  const chosen = day >= first && day <= last
  const word =
    holds.kind === 'set'
      ? t.calendar.types[holds.type]
      : holds.kind === 'shut'
        ? t.calendar.shut
        : t.calendar.open
  return (
    <td
      role="gridcell"
      className={css['day']}
      data-day={day}
      data-state={holds.kind === 'set' ? states[holds.type] : undefined}
      data-shut={holds.kind === 'shut' || undefined}
      data-other={monthOf(day) !== month || undefined}
      data-past={day < dayOf() || undefined}
      aria-selected={chosen}
      aria-current={day === dayOf() ? 'date' : undefined}
      tabIndex={focusable ? 0 : -1}
      onClick={event => choose(event.shiftKey ? { from: range.from, to: day } : { from: day, to: day })}
    >
      <span className={css['number']}>{Number(day.slice(8))}</span>
      <span className="k-sr-only">
        {f.dayLong(day)}: {word}
      </span>
      {holds.kind === 'set' && <span className={css['what']}>{holds.note ?? word}</span>}
    </td>
  )
}

/** A month as a grid (ARIA grid pattern): one stop for Tab, arrows inside, Shift extends the choice. */
export const MonthGrid = (grid: GridProps): ReactNode => {
  const t = useTexts(settingsTexts)
  const { month, range, choose } = grid
  const table = useRef<HTMLTableElement>(null)
  const moved = useRef(false)
  useEffect(() => {
    // Only a key moves the focus; a month that is shown by a button leaves it where it is.
    if (!moved.current) return
    moved.current = false
    table.current?.querySelector<HTMLElement>(`[data-day='${range.to}']`)?.focus()
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepFrom(range.to, event.key)
    if (next === null) return
    event.preventDefault()
    moved.current = true
    choose(event.shiftKey ? { from: range.from, to: next } : { from: next, to: next })
  }
  const weeks = weeksOf(month)
  const inMonth = weeks.flat().includes(range.to)
  const entry = inMonth ? range.to : `${month}-01`
  const name = `${t.calendar.months[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`
  return (
    <table
      ref={table}
      role="grid"
      aria-label={t.calendar.grid(name)}
      aria-multiselectable="true"
      className={css['calendar']}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr>
          {t.shortDays.map(day => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr key={week[0]}>
            {week.map(day => (
              <Cell key={day} day={day} focusable={day === entry} {...grid} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
