import {
  type CatalogueImport,
  importProblems,
  listImports,
  readImport,
  steerImport,
} from '@kaft/contract/catalogue-imports'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePart } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead, useReadPages } from '../../base/hooks.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { detailIn } from './details.model.ts'
import css from './imports.module.css'
import { isWorking, stateOf } from './import-state.ts'
import { importTexts } from './texts.ts'

const Counts = ({ one }: { one: CatalogueImport }): ReactNode => {
  const t = useTexts(importTexts)
  const f = useFormats()
  return (
    <dl className={css['counts']}>
      {Object.entries(one.counts)
        .filter(([name, n]) => n > 0 || name === 'records')
        .map(([name, n]) => (
          <div key={name}>
            <dt>{t.counts[name]}</dt>
            <dd className="k-strong">{f.count(n)}</dd>
          </div>
        ))}
    </dl>
  )
}

const Acts = ({ one }: { one: CatalogueImport }): ReactNode => {
  const t = useTexts(importTexts)
  const f = useFormats()
  const steer = useDo(steerImport, [readImport, importProblems, listImports])
  const { import_id, state, counts } = one
  const act = (act: 'check' | 'start' | 'stop' | 'revert') => () =>
    steer.mutate({ params: { import_id }, body: { command_id: newCommandId(), act } })
  const titles =
    counts.titles_new +
    counts.titles_changed +
    counts.titles_kept +
    counts.titles_unchanged +
    counts.authorities_new +
    counts.authorities_changed +
    counts.holdings_new +
    counts.holdings_changed +
    counts.holdings_removed
  const wasStarted = one.started_at !== null
  return (
    <>
      {steer.error !== null && <Failed error={steer.error} />}
      {state === 'loaded' && <p className="k-quiet">{t.revertAbout}</p>}
      <div className="k-line k-line-end">
        {['open', 'checking', 'checked', 'loading'].includes(state) && (
          <Button loading={steer.isPending} onClick={act('stop')}>
            {t.stop}
          </Button>
        )}
        {['checked', 'failed', 'stopped'].includes(state) && one.whole && !wasStarted && (
          <Button loading={steer.isPending} onClick={act('check')}>
            {t.check}
          </Button>
        )}
        {wasStarted && ['loaded', 'stopped', 'failed'].includes(state) && (
          <Button loading={steer.isPending} onClick={act('revert')}>
            {t.revert}
          </Button>
        )}
        {state === 'checked' && titles > 0 && (
          <Button variant="filled" loading={steer.isPending} onClick={act('start')}>
            {t.start(f.count(titles))}
          </Button>
        )}
      </div>
    </>
  )
}

const Problems = ({ one }: { one: CatalogueImport }): ReactNode => {
  const t = useTexts(importTexts)
  const lang = useLanguage()
  const f = useFormats()
  const params = { import_id: one.import_id }
  const read = useReadPages(importProblems, { params }, { fresh_ms: 0 })
  return (
    <Read of={read}>
      {({ pages }) => {
        const rows = pages.flatMap(page => page.rows)
        if (rows.length === 0) return <Empty>{t.noProblems}</Empty>
        return (
          <>
            <TableBox label={t.problems}>
              <Heads names={t.problemHeads} />
              <tbody>
                {rows.map(p => (
                  <tr key={p.problem_id}>
                    <td className="k-number">{p.record_no === null ? '' : f.count(p.record_no)}</td>
                    <td>{t.reasons[p.reason] ?? p.reason}</td>
                    <td className="k-quiet">{detailIn(lang, p.detail)}</td>
                    <td>{p.title_id !== null && <To to={paths.title(p.title_id)}>{t.toTitle}</To>}</td>
                  </tr>
                ))}
              </tbody>
            </TableBox>
            <More of={read} />
          </>
        )
      }}
    </Read>
  )
}

const Shown = ({ one }: { one: CatalogueImport }): ReactNode => {
  const t = useTexts(importTexts)
  const f = useFormats()
  const working = isWorking(one.state)
  return (
    <Page
      title={one.name}
      about={`${one.profile_name} · ${f.dayShort(dayOf(one.made_at))}, ${f.time(one.made_at)} · ${one.made_by}`}
      actions={<To to={paths.catalogueImports}>{t.back}</To>}
    >
      <Spine state={stateOf[one.state]} soft panel className="k-stack">
        <StateWord state={stateOf[one.state]}>
          <span role="status">{t.sentences[one.state]}</span>
        </StateWord>
        {one.fault !== null && <p>{t.fault(one.fault)}</p>}
        {working && one.bytes > 0 && one.state !== 'reverting' && (
          <div className="k-line">
            <progress
              className={css['bar']}
              max={one.bytes}
              value={one.read_bytes}
              aria-label={t.states[one.state]}
            />
            <span>{`${f.count(one.counts.records)} ${t.counts['records']}`}</span>
          </div>
        )}
        <Counts one={one} />
        <Acts one={one} />
      </Spine>
      {one.problems > 0 && (
        <h2 className="k-text-lg k-strong">{`${t.problems} (${f.count(one.problems)})`}</h2>
      )}
      {!working && one.state !== 'open' && <Problems key={`${one.state} ${one.problems}`} one={one} />}
    </Page>
  )
}

/** One import: what would happen or happened, what could not, and the way back. */
export const Screen = (): ReactNode => {
  const import_id = usePart('import_id')
  const first = useRead(readImport, { params: { import_id } }, { every_ms: 1_500 })
  return <Read of={first}>{one => <Shown one={one} />}</Read>
}
