import { myDay, scan } from '@kaft/contract/circulation'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { useSession } from '../base/session.ts'
import { Empty, Read } from '../base/states.tsx'
import { type DoorTo, doorsOf, untilWords } from './counters.model.ts'
import css from './my-day.module.css'
import { myDayTexts } from './texts.ts'

const Door = ({ door }: { door: DoorTo }): ReactNode => {
  const t = useTexts(myDayTexts)
  const f = useFormats()
  return (
    <li data-state={door.work ? 'ask' : 'hold'}>
      <Link to={door.to} className={`k-spine k-panel ${css['door']}`}>
        <span className={css['count']}>{f.count(door.count)}</span>
        <span>
          <span className="k-text-md k-strong">{t.names[door.id]}</span>
          <br />
          <span className="k-quiet">{t.about_counter[door.id]}</span>
          {door.until !== null && (
            <>
              <br />
              <span className="k-text-xs k-quiet">{t.until(untilWords(door.until, f, dayOf()))}</span>
            </>
          )}
        </span>
      </Link>
    </li>
  )
}

const Doors = ({ title, doors }: { title: string; doors: readonly DoorTo[] }): ReactNode =>
  doors.length > 0 && (
    <section className="k-stack" aria-label={title}>
      <h2 className="k-text-md k-strong">{title}</h2>
      <ul className={css['doors']}>
        {doors.map(door => (
          <Door key={door.id} door={door} />
        ))}
      </ul>
    </section>
  )

/** The start of a shift: what waits at this branch, each counter a door to where it is done. */
export const Screen = (): ReactNode => {
  const t = useTexts(myDayTexts)
  const f = useFormats()
  const go = useGo()
  const { branch_name } = useSession()
  const read = useRead(myDay, {}, { every_ms: 60_000 })
  const day = f.dayLong(dayOf())
  return (
    <Page title={t.title} about={t.about(day.charAt(0).toUpperCase() + day.slice(1), branch_name)}>
      <Read of={read}>
        {({ counters }) => {
          const doors = doorsOf(counters)
          const work = doors.filter(door => door.work)
          return (
            <>
              {work.length === 0 && (
                <Empty
                  action={
                    <Allowed op={scan}>
                      <Button onClick={() => go(paths.desk)}>{t.toDesk}</Button>
                    </Allowed>
                  }
                >
                  {t.none}
                </Empty>
              )}
              <Doors title={t.waits} doors={work} />
              <Doors title={t.ready} doors={doors.filter(door => !door.work)} />
              <p className="k-text-xs k-quiet">{t.updated(f.time(read.dataUpdatedAt))}</p>
            </>
          )
        }}
      </Read>
    </Page>
  )
}
