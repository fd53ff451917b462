import {
  bulkLines,
  type BulkRun,
  type BulkSubject,
  listBulk,
  readBulk,
  rollBackBulk,
  startBulk,
  stopBulk,
} from '@kaft/contract/bulk'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePart } from '../base/address.ts'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Failed, Read } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import css from './bulk.module.css'
import { isWorking } from './change.model.ts'
import { Lines } from './lines-table.tsx'
import { bulkTexts } from './texts/index.ts'
import { useRun } from './use-work.ts'

const stateOf: Readonly<Record<BulkRun['state'], State>> = {
  preparing: 'move',
  ready: 'ask',
  running: 'move',
  done: 'ok',
  rolling_back: 'move',
  rolled_back: 'ok',
  stopped: 'ask',
}

/** What the run says of itself, in one sentence. */
const useSentence = (run: BulkRun): string => {
  const { run: t } = useTexts(bulkTexts)
  const f = useFormats()
  const [planned, skipped, done] = [f.count(run.planned), f.count(run.skipped), f.count(run.done)]
  const said: Readonly<Record<BulkRun['state'], string>> = {
    preparing: t.preparing,
    running: t.running,
    rolling_back: t.rolling_back,
    ready: run.planned === 0 ? t.nothing : t.ready(planned, skipped),
    done: t.done(done, skipped),
    rolled_back: t.rolled_back(f.count(run.rolled_back), f.count(run.kept)),
    stopped: t.stopped(done),
  }
  return said[run.state]
}

const Progress = ({ run }: { run: BulkRun }): ReactNode => {
  const t = useTexts(bulkTexts)
  const f = useFormats()
  return (
    <div className="k-line">
      <progress
        className={css['bar']}
        max={run.lines}
        value={run.handled}
        aria-label={t.stateNames[run.state]}
      />
      <span>{t.run.progress(f.count(run.handled), f.count(run.lines))}</span>
    </div>
  )
}

const refreshed = [readBulk, bulkLines, listBulk]
const Acts = ({ run }: { run: BulkRun }): ReactNode => {
  const t = useTexts(bulkTexts)
  const f = useFormats()
  const start = useDo(startBulk, refreshed)
  const stop = useDo(stopBulk, refreshed)
  const back = useDo(rollBackBulk, refreshed)
  const { run_id } = run
  const ask = () => ({ params: { run_id }, body: { command_id: newCommandId() } })
  const subject = run.kind.split('_')[0] as BulkSubject
  const named = t.run.startKind[run.kind] ?? t.run.start[subject]
  const mayReturn =
    run.closure_id === null &&
    (run.state === 'done' || run.state === 'stopped') &&
    run.done > 0 &&
    (run.undo_until === null || run.undo_until >= dayOf())
  const error = start.error ?? stop.error ?? back.error
  const mayStop = run.state === 'ready' || run.state === 'running' || run.state === 'preparing'
  if (!mayStop && !mayReturn) return error === null ? null : <Failed error={error} />
  return (
    <>
      {error !== null && <Failed error={error} />}
      <div className="k-line k-line-end">
        {mayStop && (
          <Button loading={stop.isPending} onClick={() => stop.mutate(ask())}>
            {run.state === 'running' ? t.run.stop : t.run.drop}
          </Button>
        )}
        {run.state === 'ready' && run.planned > 0 && (
          <Button
            variant="filled"
            loading={start.isPending}
            onClick={() =>
              start.mutate({ params: { run_id }, body: { command_id: newCommandId(), count: run.planned } })
            }
          >
            {named(f.count(run.planned))}
          </Button>
        )}
        {mayReturn && (
          <Button loading={back.isPending} onClick={() => back.mutate(ask())}>
            {t.run.takeBack(f.count(run.done))}
          </Button>
        )}
      </div>
    </>
  )
}

const Shown = ({ run, error }: { run: BulkRun; error: unknown }): ReactNode => {
  const t = useTexts(bulkTexts)
  const f = useFormats()
  const sentence = useSentence(run)
  return (
    <Page
      title={t.kinds[run.kind] ?? run.kind}
      about={t.run.reason(
        run.reason,
        run.made_by,
        `${f.dayShort(dayOf(run.made_at))}, ${f.time(run.made_at)}`,
      )}
      actions={<To to={paths.bulk}>{t.run.back}</To>}
    >
      <Spine state={stateOf[run.state]} soft panel className="k-stack">
        <StateWord state={stateOf[run.state]}>
          <span role="status">{sentence}</span>
        </StateWord>
        {isWorking(run.state) && <Progress run={run} />}
        {run.closure_id !== null && (
          <p>
            {t.run.closure} <To to={paths.closures}>{t.run.toClosures}</To>
          </p>
        )}
        {run.closure_id === null &&
          run.undo_until !== null &&
          run.done > 0 &&
          (run.state === 'done' || run.state === 'stopped') && (
            <p className="k-quiet">{t.run.until(f.dayLong(run.undo_until))}</p>
          )}
        {error !== null && <Failed error={error} />}
        <Acts run={run} />
      </Spine>
      {run.state !== 'preparing' && <Lines run={run} />}
    </Page>
  )
}

/** One run: what changes row by row, the start, the progress, the result, and the way back. */
export const Screen = (): ReactNode => {
  const { read, error } = useRun(usePart('run_id'))
  return <Read of={read}>{run => <Shown run={run} error={error} />}</Read>
}
