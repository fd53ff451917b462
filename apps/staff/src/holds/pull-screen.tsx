import { pullList } from '@kaft/contract/circulation'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { announce } from '../base/announce.ts'
import { useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { printNow } from '../base/print.tsx'
import { Row, Rows } from '../base/rows.tsx'
import { useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { Empty, Read } from '../base/states.tsx'
import { showToast } from '../base/toast.ts'
import { useUndoKey } from '../base/undo.ts'
import { takeIn, useHandling } from './found.ts'
import { HandledList } from './handled-list.tsx'
import css from './holds.module.css'
import { pullCounts, type PullLine, pulledBy } from './lines.model.ts'
import { holdTexts } from './texts.ts'

const printList = (lines: readonly PullLine[], branch: string): void => {
  const t = textsNow(holdTexts)
  printNow({
    paper: 'page',
    title: t.pull.title(branch),
    body: (
      <article>
        <h1>{t.pull.title(branch)}</h1>
        <table className={css['paper']}>
          <thead>
            <tr>
              {t.pull.heads.map(head => (
                <th key={head}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <tr key={line.title_id}>
                <td>{line.shelf}</td>
                <td>{line.call_number}</td>
                <td>{[line.title, line.author].filter(Boolean).join(' · ')}</td>
                <td>{line.hold_count}</td>
                <td>{line.for_branch}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </article>
    ),
  })
}

const LineRow = ({ line }: { line: PullLine }): ReactNode => {
  const t = useTexts(holdTexts)
  const own = line.own_first ? 'own' : 'others'
  return (
    <Row state={line.own_first ? 'hold' : 'move'}>
      <span className="k-strong">{[line.shelf, line.call_number].filter(Boolean).join(' · ')}</span>
      <span>
        <span className="k-strong">{line.title}</span>
        {line.author !== null && <span className="k-quiet"> · {line.author}</span>}
      </span>
      <span>
        {t.pull.here(line.items_here)} · {t.pull.needed(line.hold_count)}
      </span>
      <span className="k-quiet">
        {t.pull.mark[own]} <span className="k-sr-only">({t.pull.markLong[own]})</span> ·{' '}
        {t.pull.forBranch(line.for_branch)}
      </span>
    </Row>
  )
}

/** What is found by scanning: each scan is handled in its turn, and what nobody looks for is told so. */
const useFinding = (lines: readonly PullLine[]) => {
  const t = useTexts(holdTexts)
  const { handled, run } = useHandling()
  useScans(({ code }) => {
    const line = pulledBy(lines, code)
    if (line !== null)
      return run(
        line.title,
        () => takeIn(code),
        where => t.pull.found(line.title, where),
      )
    const said = t.pull.notOnList(code)
    playSound('stop')
    showToast({ text: said })
    announce(said, 'assertive')
  })
  return handled
}

const List = ({ lines }: { lines: readonly PullLine[] }): ReactNode => {
  const t = useTexts(holdTexts)
  const go = useGo()
  const { branch_name } = useSession()
  const handled = useFinding(lines)
  const print = (): void => printList(lines, branch_name)
  const counts = pullCounts(lines)
  const { nl, en } = holdTexts
  useUndoKey()
  useShortcuts([{ id: 'pull.print', combo: 'p', does: { nl: nl.keys.print, en: en.keys.print }, run: print }])
  return (
    <Page
      title={t.pull.title(branch_name)}
      about={lines.length === 0 ? undefined : t.pull.about(counts.all, counts.own, counts.others)}
      actions={
        lines.length > 0 && (
          <Button onClick={print}>
            {t.pull.print} <kbd>P</kbd>
          </Button>
        )
      }
    >
      <HandledList handled={handled} label={t.pull.foundHeading} />
      {lines.length === 0 ? (
        <Empty action={<Button onClick={() => go(paths.holdShelf)}>{t.pull.toShelf}</Button>}>
          {t.pull.none}
        </Empty>
      ) : (
        <>
          <p className="k-quiet">{t.pull.scan}</p>
          <Rows label={t.pull.rows} columns="minmax(7rem, 14rem) minmax(12rem, 1fr) auto auto">
            {lines.map(line => (
              <LineRow key={line.title_id} line={line} />
            ))}
          </Rows>
        </>
      )}
    </Page>
  )
}

/** What is waited for and stands on a shelf here, in the order in which one walks along the shelves. */
export const Screen = (): ReactNode => {
  const read = useRead(pullList, {}, { every_ms: 30_000 })
  return <Read of={read}>{({ rows }) => <List lines={rows} />}</Read>
}
