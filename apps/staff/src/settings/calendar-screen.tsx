import { readCalendar } from '@kaft/contract/organisation'
import type { Day } from '@kaft/contract/values'
import { Button, NativeSelect } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { addMonths } from '../base/day.model.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { daysBetween, type Exceptional, monthOf } from './calendar.model.ts'
import { DayForm } from './day-form.tsx'
import { MonthGrid } from './month-grid.tsx'
import { type Branch, useOwnBranches } from './own-branches.ts'
import css from './settings.module.css'
import { SettingsPage } from './settings-page.tsx'
import { settingsTexts } from './texts/index.ts'

const Coming = ({ days }: { days: readonly Exceptional[] }): ReactNode => {
  const t = useTexts(settingsTexts)
  const f = useFormats()
  return (
    <div className="k-stack">
      <h2 className="k-text-md k-strong">{t.calendar.coming}</h2>
      {days.length === 0 ? (
        <p className="k-quiet">{t.calendar.none}</p>
      ) : (
        <TableBox label={t.calendar.coming}>
          <Heads names={t.calendar.heads} />
          <tbody>
            {days.map(day => (
              <tr key={day.on_day}>
                <th scope="row">{f.dayLong(day.on_day)}</th>
                <td>{t.calendar.types[day.type]}</td>
                <td>{day.note}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </div>
  )
}

const Head = ({ month, show }: { month: string; show: (month: string) => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const name = `${t.calendar.months[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`
  const step = (by: number): void => show(monthOf(addMonths(`${month}-01`, by)))
  return (
    <div className="k-line k-line-between">
      <Button onClick={() => step(-1)}>‹ {t.calendar.previous}</Button>
      <h2 className="k-text-lg k-strong" aria-live="polite">
        {name}
      </h2>
      <Button onClick={() => step(1)}>{t.calendar.next} ›</Button>
    </div>
  )
}

const OfBranch = ({ branch, branches }: { branch: Branch; branches: readonly Branch[] }): ReactNode => {
  const t = useTexts(settingsTexts)
  const today = dayOf()
  const [month, setMonth] = useState(monthOf(today))
  const [range, setRange] = useState<{ from: Day; to: Day }>({ from: today, to: today })
  const { branch_id } = branch
  const from = addMonths(`${month}-01`, -1)
  const read = useRead(
    readCalendar,
    { params: { branch_id }, query: { from: from < today ? from : today } },
    { keep: true },
  )
  const days = daysBetween(range.from, range.to)
  const choose = (next: { from: Day; to: Day }): void => {
    setRange(next)
    setMonth(monthOf(next.to))
  }
  return (
    <Read of={read}>
      {({ rows }) => (
        <>
          <div className={css['aside']}>
            <div className="k-stack">
              <Head month={month} show={setMonth} />
              <MonthGrid month={month} hours={branch.hours} exceptions={rows} range={range} choose={choose} />
              <p className="k-quiet k-text-xs">{t.calendar.how}</p>
            </div>
            <DayForm
              key={`${range.from} ${range.to}`}
              days={days}
              branch={branch}
              branches={branches}
              exceptions={rows}
            />
          </div>
          <Coming days={rows.filter(day => day.on_day >= today)} />
        </>
      )}
    </Read>
  )
}

/** Exceptional days of a branch on a month: arrows walk, Shift chooses more days at once. */
export const Screen = (): ReactNode => {
  const t = useTexts(settingsTexts)
  const session = useSession()
  const read = useOwnBranches()
  const [chosen, choose] = useState(session.branch_id)
  return (
    <SettingsPage
      room="calendar"
      actions={
        <NativeSelect
          aria-label={t.calendar.branch}
          value={chosen}
          data={session.branches.map(one => ({ value: one.branch_id, label: one.name }))}
          onChange={event => choose(event.currentTarget.value)}
        />
      }
    >
      <Read of={read}>
        {branches => {
          const branch = branches.find(one => one.branch_id === chosen)
          return branch === undefined ? null : <OfBranch key={chosen} branch={branch} branches={branches} />
        }}
      </Read>
    </SettingsPage>
  )
}
