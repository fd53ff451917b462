import { readSearchIndex, type SearchIndex, steerSearchIndex } from '@kaft/contract/search-index'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, type Formats, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { Failed, Read } from '../base/states.tsx'
import css from './catalogue.module.css'
import { searchTexts } from './texts/search.ts'

type Run = NonNullable<SearchIndex['run']>
const working = (run: Run | null): boolean =>
  run !== null && ['building', 'indexing', 'swapping'].includes(run.state)
const stateOf = (run: Run): State =>
  working(run) ? 'move' : run.state === 'done' ? 'ok' : run.state === 'failed' ? 'stop' : 'ask'

const moment = (at: string, f: Formats): string => `${f.dayLong(dayOf(at))}, ${f.time(at)}`

const RunFacts = ({ run }: { run: Run }): ReactNode => {
  const { index: t } = useTexts(searchTexts)
  const f = useFormats()
  const share = run.of_titles === 0 ? 0 : Math.min(1, run.titles / run.of_titles)
  return (
    <section className="k-stack" aria-label={t.run}>
      <h2 className="k-text-md k-strong">{t.run}</h2>
      <StateWord state={stateOf(run)}>{t.states[run.state]}</StateWord>
      {working(run) && (
        <>
          <progress
            aria-label={t.states[run.state]}
            max={1}
            value={run.state === 'building' ? share : undefined}
          />
          <p>{t.progress(f.count(run.titles), f.count(Math.max(run.titles, run.of_titles)))}</p>
        </>
      )}
      <p className="k-quiet">
        {t.whys[run.why]} {t.begun(moment(run.begun_at, f))}
        {run.finished_at !== null && ` ${t.ended(moment(run.finished_at, f))}`}
      </p>
      {run.fault !== null && <p>{t.fault(run.fault)}</p>}
    </section>
  )
}

const Steer = ({ index }: { index: SearchIndex }): ReactNode => {
  const { index: t } = useTexts(searchTexts)
  const steer = useDo(steerSearchIndex, [readSearchIndex])
  const act = (action: 'begin' | 'stop') => (): void =>
    steer.mutate({ body: { command_id: newCommandId(), action } })
  if (!index.may_steer) return <p className="k-quiet">{t.readOnly}</p>
  return (
    <div className="k-stack">
      <div className="k-line">
        {working(index.run) ? (
          <Button variant="default" loading={steer.isPending} onClick={act('stop')}>
            {t.stop}
          </Button>
        ) : (
          <Button loading={steer.isPending} onClick={act('begin')}>
            {t.begin}
          </Button>
        )}
      </div>
      {steer.error !== null && <Failed error={steer.error} />}
    </div>
  )
}

/** The index of search as a whole, and building it anew while everybody searches on. */
export const Screen = (): ReactNode => {
  const { index: t } = useTexts(searchTexts)
  const f = useFormats()
  const read = useRead(readSearchIndex, {}, { every_ms: 2_000 })
  return (
    <Page title={t.title} about={t.about}>
      <Read of={read}>
        {index => (
          <>
            <dl className={css['facts']}>
              <div className={css['fact']}>
                <dt>{t.titles}</dt>
                <dd>{f.count(index.titles)}</dd>
              </div>
              <div className={css['fact']}>
                <dt>{t.size}</dt>
                <dd>{t.megabytes(f.count(Math.max(1, Math.round(index.bytes / 1_000_000))))}</dd>
              </div>
              <div className={css['fact']}>
                <dt>{t.shape}</dt>
                <dd>{index.shape === index.shape_wanted ? t.current : t.older}</dd>
              </div>
              <div className={css['fact']}>
                <dt>{t.built}</dt>
                <dd>{index.built_at === null ? t.grown : moment(index.built_at, f)}</dd>
              </div>
            </dl>
            {index.run !== null && <RunFacts run={index.run} />}
            <Steer index={index} />
          </>
        )}
      </Read>
    </Page>
  )
}
