import { type Departure, readDeparture } from '@kaft/contract/departures'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { usePart } from '../../base/address.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Read } from '../../base/states.tsx'
import { To } from '../../base/to.tsx'
import css from '../moving.module.css'
import { Checks } from './checks.tsx'
import { Acts } from './departure-acts.tsx'
import { isWorking, mayStop, stateOf } from './departure.model.ts'
import { CertificatePanel, Files, Report } from './report.tsx'
import { departureTexts } from './texts.ts'

/** What is still needed, each in a sentence. */
const Needed = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const { state, missing, wants } = departure
  if (!mayStop(state) || wants !== null) return null
  if (missing.length === 0) return <p className="k-strong">{t.ready}</p>
  return (
    <div>
      <p>{t.needed}</p>
      <ul>
        {missing.map(what => (
          <li key={what}>{t.missing[what]}</li>
        ))}
      </ul>
    </div>
  )
}

const Standing = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const moment = (at: string): string => `${f.dayLong(dayOf(at))}, ${f.time(at)}`
  const { state, wants, fault, confirmed_at, confirmed_by, step } = departure
  const says = wants === null ? t.says[state] : t.wants[wants]
  return (
    <Spine state={isWorking(departure) ? 'move' : stateOf[state]} soft panel className="k-stack">
      <StateWord state={isWorking(departure) ? 'move' : stateOf[state]}>
        <span role="status">{says}</span>
      </StateWord>
      {state === 'erasing' && departure.total > 0 && (
        <div className="k-line">
          <progress
            className={css['bar']}
            max={departure.total}
            value={departure.done}
            aria-label={t.states[state]}
          />
          <span>
            {t.progress(f.count(departure.done), f.count(departure.total))}
            {step !== null && ` · ${t.steps[step]}`}
          </span>
        </div>
      )}
      {departure.replayed && <p>{t.replayed}</p>}
      {fault !== null && <p>{fault === 'changed' ? t.changed : t.fault(fault)}</p>}
      <p className="k-quiet">
        {t.madeBy(departure.made_by, moment(departure.made_at))}
        {confirmed_at !== null &&
          confirmed_by !== null &&
          ` ${t.confirmedBy(confirmed_by, moment(confirmed_at))}`}
      </p>
      {departure.stopped_because !== null && <p>{t.stoppedBecause(departure.stopped_because)}</p>}
      <Needed departure={departure} />
      <Acts departure={departure} />
    </Spine>
  )
}

const Shown = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const { state, report } = departure
  return (
    <Page
      title={t.name(departure.library_name)}
      about={t.lastDay(f.dayYear(departure.leaves_on), departure.reason)}
      actions={<To to={paths.departures}>{t.back}</To>}
    >
      <Standing departure={departure} />
      {state === 'left' && departure.certificate_id !== null && <CertificatePanel departure={departure} />}
      {state === 'confirmed' && report !== null && <Report report={report} />}
      {state === 'confirmed' && <Checks departure={departure} />}
      {state === 'confirmed' && <Files departure={departure} />}
    </Page>
  )
}

/** One library that leaves: what will happen, what is open, what it takes along, how far it is, and the certificate. */
export const Screen = (): ReactNode => {
  const departure_id = usePart('departure_id')
  const known = useRead(readDeparture, { params: { departure_id } }, { every_ms: 3_000 })
  return <Read of={known}>{departure => <Shown departure={departure} />}</Read>
}
