import { type BulkLine, type BulkRun, bulkLines } from '@kaft/contract/bulk'
import type { State } from '@kaft/ui/tokens'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { call } from '../base/api.ts'
import { saveCsv } from '../base/csv.ts'
import { everyRow } from '../base/every-row.ts'
import { useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { printNow } from '../base/print.tsx'
import { More } from '../base/rows.tsx'
import { useSession } from '../base/session.ts'
import { Empty, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import css from './bulk.module.css'
import { lasting, type LineSpeech, rowWords, sideWords, whyWords } from './line-words.ts'
import { bulkTexts } from './texts/index.ts'

type LineState = 'planned' | 'refused' | 'done' | 'rolled_back' | 'kept'
const spineOf: Readonly<Record<BulkLine['state'], State>> = {
  new: 'offline',
  planned: 'move',
  refused: 'ask',
  done: 'ok',
  rolled_back: 'move',
  kept: 'stop',
}

const useSpeech = (): LineSpeech => {
  const t = useTexts(bulkTexts)
  const f = useFormats()
  const lang = useLanguage()
  const { branches } = useSession()
  return { t, f, lang, branch: id => branches.find(one => one.branch_id === id)?.name ?? id }
}

/** Every row of a state, page after page, for paper and spreadsheets. */
const allLines = (run_id: string, state: LineState | null): Promise<BulkLine[]> =>
  everyRow(after =>
    call(bulkLines, {
      params: { run_id },
      query: { after: after ?? '0', ...(state === null ? {} : { state }) },
    }),
  )

const useOut = (run: BulkRun, state: LineState | null) => {
  const speech = lasting(useSpeech())
  const { t } = speech
  const title = `${t.kinds[run.kind] ?? run.kind} · ${run.reason}`
  const csv = async (): Promise<void> => {
    const rows = (await allLines(run.run_id, state)).map(line => rowWords(line, speech))
    saveCsv(`reeks-${run.run_id}.csv`, [t.run.linesHeads, ...rows])
  }
  const print = async (): Promise<void> => {
    const lines = await allLines(run.run_id, state)
    printNow({
      paper: 'page',
      title,
      body: (
        <article>
          <h1>{title}</h1>
          <table className={css['paper']}>
            <Heads names={t.run.linesHeads} />
            <tbody>
              {lines.map(line => (
                <tr key={line.line_no}>
                  {rowWords(line, speech).map((text, i) => (
                    <td key={t.run.linesHeads[i]}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </article>
      ),
    })
  }
  return { csv, print }
}

const Table = ({ run, state }: { run: BulkRun; state: LineState | null }): ReactNode => {
  const speech = useSpeech()
  const { t, lang } = speech
  const query = state === null ? {} : { state }
  const pages = useReadPages(bulkLines, { params: { run_id: run.run_id }, query }, { keep: true })
  return (
    <Read of={pages}>
      {({ pages: all }) => {
        const rows = all.flatMap(page => page.rows)
        if (rows.length === 0) return <Empty>{t.run.empty}</Empty>
        return (
          <>
            <TableBox label={t.run.lines}>
              <Heads names={t.run.linesHeads} />
              <tbody>
                {rows.map(line => (
                  <tr key={line.line_no}>
                    <td>{line.line_no}</td>
                    <td>{line.label ?? line.code}</td>
                    <td>{sideWords(line, 'before', speech)}</td>
                    <td className="k-strong">{sideWords(line, 'after', speech)}</td>
                    <td>
                      <StateWord state={spineOf[line.state]}>
                        {line.why === null ? t.lineStates[line.state] : whyWords(line, lang)}
                      </StateWord>
                    </td>
                  </tr>
                ))}
              </tbody>
            </TableBox>
            <More of={pages} />
          </>
        )
      }}
    </Read>
  )
}

/** The rows by what happens with them; on paper and as a spreadsheet too. */
export const Lines = ({ run }: { run: BulkRun }): ReactNode => {
  const t = useTexts(bulkTexts)
  const f = useFormats()
  const { nl, en } = bulkTexts
  const [tab, show] = useState<string>('all')
  const counts: Readonly<Record<LineState, number>> = {
    planned:
      run.state === 'ready' || run.state === 'stopped' || run.state === 'running'
        ? run.planned - run.done - run.rolled_back
        : 0,
    refused: run.skipped,
    done: run.done,
    rolled_back: run.rolled_back,
    kept: run.kept,
  }
  const states = (Object.keys(counts) as LineState[]).filter(state => counts[state] > 0)
  const state = states.find(one => one === tab) ?? null
  const { csv, print } = useOut(run, state)
  useShortcuts([
    {
      id: 'bulk.print',
      combo: 'p',
      does: { nl: nl.shortcuts.print, en: en.shortcuts.print },
      run: () => void print(),
    },
  ])
  return (
    <section className="k-stack" aria-label={t.run.lines}>
      <div className="k-line k-line-between">
        <Tabs value={state ?? 'all'} onChange={next => show(next ?? 'all')}>
          <Tabs.List aria-label={t.run.lines}>
            <Tabs.Tab value="all">
              {t.run.all} {f.count(run.lines)}
            </Tabs.Tab>
            {states.map(one => (
              <Tabs.Tab key={one} value={one}>
                {t.lineStates[one]} {f.count(counts[one])}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <div className="k-line">
          <Button onClick={() => void csv()}>{t.run.csv}</Button>
          <Button onClick={() => void print()}>
            {t.run.print} <kbd>P</kbd>
          </Button>
        </div>
      </div>
      <Table key={`${run.state} ${state}`} run={run} state={state} />
    </section>
  )
}
