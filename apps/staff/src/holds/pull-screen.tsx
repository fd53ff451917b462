import { pullList, pullNotFound, startPull } from '@kaft/contract/logistics'
import { Button } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { actOnRow, Row, Rows } from '../base/rows.tsx'
import { useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { useUndoKey } from '../base/undo.ts'
import { fetched, useHandling } from './found.ts'
import { HandledList } from './handled-list.tsx'
import { missed, useRound } from './pull-acts.ts'
import { oursIn, type Pull, pullCounts, type PullLine, pulledBy } from './pull.model.ts'
import { printPullList } from './pull-print.tsx'
import { pullTexts } from './pull-texts.ts'
import { ShareTable } from './share-table.tsx'

const ClaimWords = ({ line }: { line: PullLine }): ReactNode => {
  const t = useTexts(pullTexts)
  const f = useFormats()
  if (line.claim === null) return null
  const time = f.time(line.claim.until)
  if (line.state === 'elsewhere') return <span>{t.elsewhere(line.claim.branch_name, time)}</span>
  const by = line.claim.by
  return <span>{by === null ? t.until(time) : t.colleague(by, time)}</span>
}

const LineRow = ({ line }: { line: PullLine }): ReactNode => {
  const t = useTexts(pullTexts)
  const who = line.own ? 'own' : 'others'
  const away = line.state === 'elsewhere'
  return (
    <Row state={away ? undefined : line.own ? 'hold' : 'move'} soft={line.state === 'here'}>
      <span className="k-strong">{[line.shelf, line.call_number].filter(Boolean).join(' · ')}</span>
      <span>
        <span className="k-strong" {...inLanguage(line.language)}>
          {line.title}
        </span>
        {line.author !== null && <span className="k-quiet"> · {line.author}</span>}
        {line.tries > 0 && <span className="k-quiet"> · {t.tries(line.tries)}</span>}
      </span>
      <span>
        {t.here(line.items_here)} · {t.needed(line.needed)}
      </span>
      <span className="k-quiet">
        {t.mark[who]} <span className="k-sr-only">({t.markLong[who]})</span> · {t.forBranch(line.for_branch)}
        <br />
        <ClaimWords line={line} />
      </span>
      {away ? (
        <span />
      ) : (
        <Allowed op={pullNotFound} otherwise={<span />}>
          <Button size="compact-sm" data-act="missed" onClick={() => void missed(line)}>
            {t.notFound}
          </Button>
        </Allowed>
      )}
    </Row>
  )
}

const Actions = ({
  pull,
  round,
  print,
}: {
  pull: Pull
  round: ReturnType<typeof useRound>
  print: () => void
}) => {
  const t = useTexts(pullTexts)
  const go = useGo()
  return (
    <>
      <Button onClick={() => go(paths.shelfOrder)}>{t.order}</Button>
      <Button onClick={print}>
        {t.print} <kbd>P</kbd>
      </Button>
      <Button onClick={() => go(paths.pullWalk)}>{t.walk}</Button>
      <Allowed op={startPull}>
        {pull.until !== null && (
          <Button loading={round.busy} onClick={round.stop}>
            {t.stop}
          </Button>
        )}
        <Button variant="filled" loading={round.busy} onClick={round.start}>
          {pull.until === null ? t.start : t.goOn} <kbd>S</kbd>
        </Button>
      </Allowed>
    </>
  )
}

const useKeys = (run: { start: () => void; print: () => void; missed: () => void }): void => {
  const { nl, en } = pullTexts
  const keys = { nl: nl.keys, en: en.keys }
  useUndoKey()
  useShortcuts([
    { id: 'pull.start', combo: 's', does: { nl: keys.nl.start, en: keys.en.start }, run: run.start },
    { id: 'pull.missed', combo: 'x', does: { nl: keys.nl.missed, en: keys.en.missed }, run: run.missed },
    { id: 'pull.print', combo: 'p', does: { nl: keys.nl.print, en: keys.en.print }, run: run.print },
  ])
}

const List = ({ pull }: { pull: Pull }): ReactNode => {
  const t = useTexts(pullTexts)
  const go = useGo()
  const { branch_name } = useSession()
  const { handled, waiting, run } = useHandling()
  const round = useRound()
  const list = useRef<HTMLUListElement>(null)
  const print = (): void => printPullList(oursIn(pull.rows), branch_name)
  const counts = pullCounts(pull.rows)
  const empty = pull.rows.length === 0
  useScans(({ code }) =>
    run(pulledBy(pull.rows, code)?.title ?? code, fetched(code), where =>
      t.found(pulledBy(pull.rows, code)?.title ?? code, where),
    ),
  )
  useKeys({ start: round.start, print, missed: () => actOnRow(list.current, 'missed') })
  return (
    <Page
      title={t.title(branch_name)}
      about={empty ? undefined : t.about(counts.all, counts.own, counts.others)}
      actions={!empty && <Actions pull={pull} round={round} print={print} />}
    >
      {round.error !== null && <Failed error={round.error} />}
      {waiting > 1 && <p className="k-quiet">{t.waiting(waiting)}</p>}
      <HandledList handled={handled} label={t.foundHeading} />
      {empty ? (
        <Empty action={<Button onClick={() => go(paths.holdShelf)}>{t.toShelf}</Button>}>{t.none}</Empty>
      ) : (
        <>
          <p className="k-quiet">{t.scan}</p>
          <Rows
            label={t.rows}
            list={list}
            columns="minmax(7rem, 14rem) minmax(12rem, 1fr) auto minmax(8rem, 16rem) auto"
          >
            {pull.rows.map(line => (
              <LineRow key={line.title_id} line={line} />
            ))}
          </Rows>
          {pull.more && <p className="k-quiet">{t.more}</p>}
        </>
      )}
      <ShareTable share={pull.share} />
    </Page>
  )
}

/** What is waited for and stands on a shelf here, in the order in which one walks along the shelves. */
export const Screen = (): ReactNode => {
  const read = useRead(pullList, {}, { every_ms: 30_000 })
  return <Read of={read}>{pull => <List pull={pull} />}</Read>
}
