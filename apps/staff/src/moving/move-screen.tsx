import { type Move, readMove } from '@kaft/contract/moving'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { usePart } from '../base/address.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Read } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import { Acts } from './acts.tsx'
import { Counts } from './counts.tsx'
import { Files } from './files.tsx'
import { isOver, isWorking, mayGoBack, stateOf } from './move.model.ts'
import css from './moving.module.css'
import { Report } from './report.tsx'
import { movingTexts } from './texts/index.ts'
import { WayBack } from './way-back.tsx'

const useMoment = (): ((at: string) => string) => {
  const f = useFormats()
  return at => `${f.dayLong(dayOf(at))}, ${f.time(at)}`
}

const Standing = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const moment = useMoment()
  const back = move.state === 'live' && mayGoBack(move)
  return (
    <Spine state={stateOf[move.state]} soft panel className="k-stack">
      <StateWord state={stateOf[move.state]}>
        <span role="status">
          {t.says[move.state]}
          {back && ` ${t.liveUntil(moment(move.undo_until ?? ''))}`}
        </span>
      </StateWord>
      {isWorking(move.state) && (
        <div className="k-line">
          <progress
            className={css['bar']}
            max={Math.max(1, move.total)}
            value={move.done}
            aria-label={t.states[move.state]}
          />
          <span>
            {t.progress(f.count(move.done), f.count(move.total))}
            {move.step !== null && ` · ${t.kinds[move.step.split(' ')[0] ?? ''] ?? ''}`}
          </span>
        </div>
      )}
      {move.fault !== null && <p>{t.fault(move.fault)}</p>}
      {move.signed_by !== null && move.signed_at !== null && (
        <p className="k-quiet">{t.signedBy(move.signed_by, moment(move.signed_at))}</p>
      )}
      <Acts move={move} />
    </Spine>
  )
}

const Shown = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const moment = useMoment()
  return (
    <Page
      title={t.title}
      about={`${t.systems[move.mapping.system] ?? move.mapping.system} · ${t.made(move.made_by, moment(move.made_at))}`}
      actions={<To to={paths.moves}>{t.back}</To>}
    >
      <Standing move={move} />
      {(move.state === 'loaded' || move.state === 'live') && <Counts move={move} />}
      {move.state === 'loaded' && <Report move={move} />}
      {!isOver(move.state) && <Files move={move} />}
      {move.state !== 'loaded' && <Report move={move} />}
      <WayBack move={move} />
    </Page>
  )
}

/** One move: what it needs now, its files, what happens to the rows, the counts, and the way back. */
export const Screen = (): ReactNode => {
  const move_id = usePart('move_id')
  const known = useRead(readMove, { params: { move_id } }, { every_ms: 3_000 })
  return <Read of={known}>{move => <Shown move={move} />}</Read>
}
