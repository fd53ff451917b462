import {
  type AuthorityRun,
  authorityRunTitles,
  listAuthorityRuns,
  readAuthority,
  readAuthorityRun,
  steerAuthorityRun,
} from '@kaft/contract/authorities'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePart } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead, useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import css from '../imports/imports.module.css'
import { isWorking, stateOf } from './run-state.ts'
import { authorityTexts } from './texts.ts'

const Counts = ({ run }: { run: AuthorityRun }): ReactNode => {
  const { runs: t } = useTexts(authorityTexts)
  const f = useFormats()
  const shown = (['titles', 'done', 'kept', 'reverted'] as const).filter(n => n === 'titles' || run[n] > 0)
  return (
    <dl className={css['counts']}>
      {shown.map(name => (
        <div key={name}>
          <dt>{t.counts[name]}</dt>
          <dd className="k-strong">{f.count(run[name])}</dd>
        </div>
      ))}
    </dl>
  )
}

const Acts = ({ run }: { run: AuthorityRun }): ReactNode => {
  const { runs: t } = useTexts(authorityTexts)
  const steer = useDo(steerAuthorityRun, [
    readAuthorityRun,
    listAuthorityRuns,
    readAuthority,
    authorityRunTitles,
  ])
  const act = (what: 'stop' | 'resume' | 'revert') => () =>
    steer.mutate({ params: { run_id: run.run_id }, body: { command_id: newCommandId(), act: what } })
  const mayRevert = ['done', 'stopped', 'failed'].includes(run.state)
  return (
    <>
      {steer.error !== null && <Failed error={steer.error} />}
      {mayRevert && <p className="k-quiet">{t.revertAbout}</p>}
      <div className="k-line k-line-end">
        {run.state === 'working' && (
          <Button loading={steer.isPending} onClick={act('stop')}>
            {t.stop}
          </Button>
        )}
        {mayRevert && (
          <Button loading={steer.isPending} onClick={act('revert')}>
            {t.revert}
          </Button>
        )}
        {(run.state === 'stopped' || run.state === 'failed') && (
          <Button variant="filled" loading={steer.isPending} onClick={act('resume')}>
            {t.resume}
          </Button>
        )}
      </div>
    </>
  )
}

const Kept = ({ run_id }: { run_id: string }): ReactNode => {
  const { runs: t } = useTexts(authorityTexts)
  const params = { run_id }
  const read = useReadPages(authorityRunTitles, { params })
  return (
    <Read of={read}>
      {({ pages }) => (
        <>
          <TableBox label={t.kept}>
            <Heads names={t.keptHeads} />
            <tbody>
              {pages
                .flatMap(page => page.rows)
                .map(row => (
                  <tr key={row.title_id}>
                    <th scope="row">
                      <To to={paths.title(row.title_id)}>{row.title ?? row.title_id}</To>
                    </th>
                    <td>{t.reasons[row.reason]}</td>
                  </tr>
                ))}
            </tbody>
          </TableBox>
          <More of={read} />
        </>
      )}
    </Read>
  )
}

const Shown = ({ run }: { run: AuthorityRun }): ReactNode => {
  const texts = useTexts(authorityTexts)
  const { runs: t } = texts
  const f = useFormats()
  const working = isWorking(run.state)
  const over = run.state === 'working' ? run.done + run.kept : run.reverted
  return (
    <Page
      title={run.kind === 'merge' ? t.merged(run.was, run.now) : run.now}
      about={`${t.kinds[run.kind]} · ${f.dayShort(dayOf(run.made_at))}, ${f.time(run.made_at)} · ${run.made_by}`}
      actions={
        <>
          <To to={paths.authority(run.authority_id)}>{run.heading}</To>
          <To to={`${paths.authorities}?lijst=runs`}>{texts.tabs.runs}</To>
        </>
      }
    >
      <Spine state={stateOf[run.state]} soft panel className="k-stack">
        <StateWord state={stateOf[run.state]}>
          <span role="status">{t.sentences[run.state]}</span>
        </StateWord>
        {run.fault !== null && <p>{t.fault(run.fault)}</p>}
        {working && run.titles > 0 && (
          <progress className={css['bar']} max={run.titles} value={over} aria-label={t.states[run.state]} />
        )}
        <Counts run={run} />
        <Acts run={run} />
      </Spine>
      {run.kept > 0 && !working && (
        <>
          <h2 className="k-text-lg k-strong">{t.kept}</h2>
          <Kept key={`${run.state} ${run.kept}`} run_id={run.run_id} />
        </>
      )}
    </Page>
  )
}

/** One heading that is carried through: how far, what stayed, and the way back. */
export const Screen = (): ReactNode => {
  const run_id = usePart('run_id')
  const read = useRead(readAuthorityRun, { params: { run_id } }, { every_ms: 1_500 })
  return <Read of={read}>{run => <Shown run={run} />}</Read>
}
