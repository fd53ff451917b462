import {
  type DoubleSide,
  doublesOfTitle,
  mergeTitles,
  previewTitleMerge,
  titleDoubles,
  titleMerges,
  undoTitleMerge,
} from '@kaft/contract/catalogue-doubles'
import { readRecord } from '@kaft/contract/catalogue-records'
import { readTitle, searchTitles } from '@kaft/contract/cataloguing'
import type { OkOf } from '@kaft/contract/operation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo, usePart } from '../../base/address.ts'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { inLanguage } from '../../base/in-language.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { findingText } from '../../base/problem-text.ts'
import { Failed, Read } from '../../base/states.tsx'
import { TableBox } from '../../base/table-box.tsx'
import { offerWayBack } from '../../base/undo.ts'
import { recordOf } from '../record/line.model.ts'
import css from './doubles.module.css'
import { type Beside, isSame, layBeside } from './merge.model.ts'
import { doubleTexts } from './texts.ts'

type Preview = OkOf<typeof previewTitleMerge>
const touched = [titleDoubles, doublesOfTitle, titleMerges, readTitle, searchTitles, readRecord] as const

const Head = ({ says, of }: { says: string; of: DoubleSide }): ReactNode => {
  const t = useTexts(doubleTexts)
  const lang = useLanguage()
  const facts = [of.author, of.provisional ? t.provisionalOne : kindName(of.material, lang), of.year]
  return (
    <th scope="col">
      <span className={css['head']}>
        <span className="k-quiet">{says}</span>
        <span className="k-text-md k-strong" {...inLanguage(of.language)}>
          {of.title}
        </span>
        <span>{[...facts, t.items(of.items)].filter(Boolean).join(' · ')}</span>
        <span className="k-quiet">{t.line(of.source, of.control_number)}</span>
      </span>
    </th>
  )
}

const Moves = ({ of }: { of: Preview }): ReactNode => {
  const t = useTexts(doubleTexts)
  const { items, libraries, loans, holds, holds_twice, reports } = of.moves
  const parts = [
    items > 0 && t.what.items(items, libraries),
    loans > 0 && t.what.loans(loans),
    holds > 0 && t.what.holds(holds),
    reports > 0 && t.what.reports(reports),
  ].filter(Boolean)
  return (
    <div>
      <p>
        <span className="k-strong">{t.moves}: </span>
        {parts.length > 0 ? parts.join(' · ') : t.what.nothing}
      </p>
      {holds > 0 && <p>{t.order}</p>}
      {holds_twice > 0 && <p>{t.twice(holds_twice)}</p>}
      <p className="k-quiet">{t.old}</p>
    </div>
  )
}

const useMerge = (of: Preview, take: readonly number[]) => {
  const t = useTexts(doubleTexts)
  const go = useGo()
  const merge = useDo(mergeTitles, [...touched])
  const { title_id } = of.kept
  const accept = of.findings.filter(f => f.weight === 'ask').map(f => f.code)
  const run = (): void =>
    merge.mutate(
      {
        params: { title_id },
        body: { command_id: newCommandId(), gone_id: of.gone.title_id, take: [...take], accept },
      },
      {
        onSuccess: ({ merge_id, title }) => {
          offerWayBack(t.done(title), [...touched], async () => {
            await call(undoTitleMerge, { params: { merge_id }, body: { command_id: newCommandId() } })
            return t.undone
          })
          go(paths.title(title_id))
        },
      },
    )
  return { run, busy: merge.isPending, error: merge.error }
}

/** A field of both. What only the record that goes has can be taken over. */
const Line = ({
  line,
  taken,
  take,
}: {
  line: Beside
  taken: boolean
  take: ((at: number, on: boolean) => void) | null
}): ReactNode => {
  const t = useTexts(doubleTexts)
  const { at, gone } = line
  return (
    <tr>
      <th scope="row" className={css['marc']}>
        {line.tag}
      </th>
      <td className={css['marc']}>{line.kept}</td>
      <td className={css['marc']}>
        {at !== null && take !== null ? (
          <Checkbox
            checked={taken}
            label={gone}
            aria-label={t.field(`${line.tag} ${gone ?? ''}`)}
            onChange={event => take(at, event.currentTarget.checked)}
          />
        ) : isSame(line) ? (
          <span className="k-quiet">{t.same}</span>
        ) : (
          gone
        )}
      </td>
    </tr>
  )
}

const Compare = ({
  of,
  records,
}: {
  of: Preview
  records: readonly [ReturnType<typeof recordOf>, ReturnType<typeof recordOf>]
}): ReactNode => {
  const t = useTexts(doubleTexts)
  const lang = useLanguage()
  const go = useGo()
  const [take, setTake] = useState<readonly number[]>([])
  const [all, setAll] = useState(false)
  const merge = useMerge(of, take)
  const lines = layBeside(...records)
  const differ = lines.filter(line => !isSame(line))
  const stops = of.findings.some(f => f.weight === 'stop' || f.may_accept === false)
  const toggle = (at: number, on: boolean): void =>
    setTake(on ? [...take, at] : take.filter(one => one !== at))
  return (
    <Spine panel className="k-stack">
      <Moves of={of} />
      {of.findings.map(finding => (
        <StateWord key={finding.code} state={finding.weight === 'stop' ? 'stop' : 'ask'}>
          {findingText(finding, lang)}
        </StateWord>
      ))}
      {merge.error !== null && <Failed error={merge.error} />}
      <div className="k-line">
        <Button variant="filled" loading={merge.busy} disabled={stops} onClick={merge.run}>
          {of.findings.length > 0 ? t.anyway : t.do}
        </Button>
        <Button onClick={() => go(paths.mergeTitles(of.gone.title_id, of.kept.title_id))}>{t.swap}</Button>
        <span className="k-quiet">{of.may_take ? t.lead : t.cannotTake}</span>
      </div>
      <TableBox label={t.title}>
        <thead>
          <tr>
            <th scope="col" />
            <Head says={t.kept} of={of.kept} />
            <Head says={t.gone} of={of.gone} />
          </tr>
        </thead>
        <tbody className={css['beside']}>
          {(all ? lines : differ).map(line => (
            <Line
              key={line.key}
              line={line}
              taken={line.at !== null && take.includes(line.at)}
              take={of.may_take ? toggle : null}
            />
          ))}
        </tbody>
      </TableBox>
      {lines.length > differ.length && (
        <button type="button" className="k-quiet-link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t.onlyDiffers : t.showSame(lines.length - differ.length)}
        </button>
      )}
    </Spine>
  )
}

const Pair = ({ kept_id, gone_id }: { kept_id: string; gone_id: string }): ReactNode => {
  const t = useTexts(doubleTexts)
  const preview = useRead(previewTitleMerge, { params: { title_id: kept_id, gone_id } })
  const kept = useRead(readRecord, { params: { title_id: kept_id } })
  const gone = useRead(readRecord, { params: { title_id: gone_id } })
  return (
    <Page title={t.title}>
      <Read of={preview}>
        {of => (
          <Read of={kept}>
            {left => (
              <Read of={gone}>
                {right => <Compare of={of} records={[recordOf(left.record), recordOf(right.record)]} />}
              </Read>
            )}
          </Read>
        )}
      </Read>
    </Page>
  )
}

/** Two titles side by side, field by field: the left one stays, and what hangs on the other moves to it. */
export const Screen = (): ReactNode => {
  const [kept_id, gone_id] = [usePart('title_id'), usePart('gone_id')]
  return <Pair key={`${kept_id} ${gone_id}`} kept_id={kept_id} gone_id={gone_id} />
}
