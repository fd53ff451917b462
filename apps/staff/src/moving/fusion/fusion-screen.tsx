import { type Fusion, readFusion } from '@kaft/contract/fusions'
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
import { Acts, Counts, WayBack } from './fusion-acts.tsx'
import { isWorking, mayGoBack, stateOf } from './fusion.model.ts'
import { Report } from './report.tsx'
import { fusionTexts } from './texts.ts'

const Standing = ({ fusion }: { fusion: Fusion }): ReactNode => {
  const t = useTexts(fusionTexts)
  const f = useFormats()
  const moment = (at: string): string => `${f.dayLong(dayOf(at))}, ${f.time(at)}`
  const { state, undo_until, signed_at, signed_by } = fusion
  const until = state === 'live' && (mayGoBack(fusion) ? t.until(moment(undo_until ?? '')) : t.told)
  return (
    <Spine state={stateOf[state]} soft panel className="k-stack">
      <StateWord state={stateOf[state]}>
        <span role="status">
          {t.says[state]}
          {until !== false && ` ${until}`}
        </span>
      </StateWord>
      {isWorking(state) && fusion.total > 0 && (
        <div className="k-line">
          <progress
            className={css['bar']}
            max={fusion.total}
            value={fusion.done}
            aria-label={t.states[state]}
          />
          <span>
            {t.progress(f.count(fusion.done), f.count(fusion.total))}
            {fusion.step !== null && ` · ${t.steps[fusion.step]}`}
          </span>
        </div>
      )}
      {fusion.fault !== null && <p>{t.fault(fusion.fault)}</p>}
      {signed_at !== null && signed_by !== null && (
        <p className="k-quiet">{t.signed(signed_by, moment(signed_at))}</p>
      )}
      {fusion.taken_back_because !== null && <p>{t.wayTold(fusion.taken_back_because)}</p>}
      <Acts fusion={fusion} />
    </Spine>
  )
}

const Shown = ({ fusion }: { fusion: Fusion }): ReactNode => {
  const t = useTexts(fusionTexts)
  const f = useFormats()
  const counts = ['moved', 'live'].includes(fusion.state) && fusion.counts.length > 0
  return (
    <Page
      title={t.name(fusion.absorbed_name, fusion.kept_name)}
      about={f.dayYear(fusion.fused_on)}
      actions={<To to={paths.fusions}>{t.back}</To>}
    >
      <Standing fusion={fusion} />
      {counts && <Counts fusion={fusion} />}
      {fusion.report !== null && ['checked', 'moving'].includes(fusion.state) && (
        <Report fusion={fusion} report={fusion.report} />
      )}
      <WayBack fusion={fusion} />
    </Page>
  )
}

/** One fusion: what comes, how far it is, the counts, and the way back. */
export const Screen = (): ReactNode => {
  const fusion_id = usePart('fusion_id')
  const known = useRead(readFusion, { params: { fusion_id } }, { every_ms: 3_000 })
  return <Read of={known}>{fusion => <Shown fusion={fusion} />}</Read>
}
