import { type DeskAnswer, myDay } from '@kaft/contract/circulation'
import { shelfFirst, shelfFirstFound, type ShelfFirstLine, shelfFirstMark } from '@kaft/contract/day-lists'
import type { State } from '@kaft/ui/tokens'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { DestinationBand, destinationNow, soundOfDestination } from '../base/destination.tsx'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { language, textsNow, useTexts } from '../base/language.ts'
import { problemText } from '../base/problem-text.ts'
import { queryClient } from '../base/query-client.ts'
import { actOnRow, Row, Rows } from '../base/rows.tsx'
import { passScanOn, type Scan, useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { offerUndo, useUndoKey } from '../base/undo.ts'
import { ListPage } from './list-page.tsx'
import { dayListTexts } from './texts.ts'

const stateOf: Readonly<Record<ShelfFirstLine['state'], State>> = {
  to_search: 'ask',
  found: 'ok',
  not_found: 'stop',
}
const refreshes = [shelfFirst, myDay]

/** A scan that is on the list is taken back as of its due day; `Ctrl Z` takes that back. Gives what was found last. */
const useFound = (lines: readonly ShelfFirstLine[]): DeskAnswer | null => {
  const [last, setLast] = useState<DeskAnswer | null>(null)
  const take = async (scan: Scan, line: ShelfFirstLine): Promise<void> => {
    const t = textsNow(dayListTexts)
    try {
      const said = await call(shelfFirstFound, { body: { command_id: newCommandId(), code: scan.code } })
      await Promise.all(refreshes.map(op => queryClient.invalidateQueries({ queryKey: [op.id] })))
      const { destination } = said
      playSound(destination === null ? 'ok' : soundOfDestination[destination.to])
      setLast(said)
      const text = t.shelf.found(line.title, destination === null ? '' : destinationNow(destination))
      if (said.event_id === null) tell(text)
      else offerUndo(text, said.event_id, refreshes, () => setLast(null))
    } catch (error) {
      setLast(null)
      playSound('stop')
      announce(problemText(error, language.get()).text, 'assertive')
    }
  }
  useScans(scan => {
    const line = lines.find(one => one.barcode === scan.code && one.state !== 'found')
    if (line !== undefined) return void take(scan, line)
    tell(textsNow(dayListTexts).shelf.notOnList(scan.code))
    passScanOn(scan)
  })
  return last
}

const LineRow = ({ line }: { line: ShelfFirstLine }): ReactNode => {
  const t = useTexts(dayListTexts)
  const f = useFormats()
  const mark = useDo(shelfFirstMark, refreshes)
  const { loan_id } = line
  const set = (not_found: boolean): void =>
    mark.mutate(
      { params: { loan_id }, body: { command_id: newCommandId(), not_found } },
      { onSuccess: () => not_found && announce(t.shelf.marked(line.title)) },
    )
  return (
    <Row state={stateOf[line.state]}>
      <span className="k-strong">{[line.shelf, line.call_number].filter(Boolean).join(' · ')}</span>
      <span>
        <span className="k-strong">{line.title}</span>
        {line.author !== null && <span className="k-quiet"> · {line.author}</span>}{' '}
        <code className="k-quiet">{line.barcode}</code>
      </span>
      <span>
        {t.shelf.why[line.why](f.dayShort(line.message_on))}{' '}
        <span className="k-quiet">· {t.shelf.due(f.dayShort(line.due_on))}</span>
      </span>
      <span className="k-line">
        {line.state !== 'to_search' && (
          <StateWord state={stateOf[line.state]}>{t.shelf.states[line.state]}</StateWord>
        )}
        {line.state === 'to_search' && (
          <Button size="compact-sm" data-act="not-found" loading={mark.isPending} onClick={() => set(true)}>
            {t.shelf.notFound}
          </Button>
        )}
        {line.state === 'not_found' && (
          <Button size="compact-sm" loading={mark.isPending} onClick={() => set(false)}>
            {t.shelf.again}
          </Button>
        )}
      </span>
    </Row>
  )
}

const List = ({ lines }: { lines: readonly ShelfFirstLine[] }): ReactNode => {
  const t = useTexts(dayListTexts)
  const f = useFormats()
  const list = useRef<HTMLUListElement>(null)
  const { branch_name } = useSession()
  const { nl, en } = dayListTexts
  const left = lines.filter(line => line.state === 'to_search')
  const found = useFound(lines)
  useUndoKey()
  useShortcuts([
    {
      id: 'shelf-first.not-found',
      combo: 'x',
      does: { nl: nl.keys.notFound, en: en.keys.notFound },
      run: () => actOnRow(list.current, 'not-found'),
    },
  ])
  const rows = left.map(line => [
    line.shelf ?? '',
    line.call_number ?? '',
    [line.title, line.author].filter(Boolean).join(' · '),
    line.barcode,
    t.shelf.why[line.why](f.dayShort(line.message_on)),
  ])
  return (
    <ListPage
      title={t.shelf.title(branch_name)}
      about={t.shelf.about(f.count(left.length), f.count(lines.length))}
      none={lines.length === 0 ? t.shelf.none : null}
      paper={{ file: 'zoek-eerst', heads: t.shelf.heads, rows }}
    >
      <p className="k-quiet">{t.shelf.scan}</p>
      {found?.destination != null && (
        <DestinationBand
          destination={found.destination}
          title={found.item?.title ?? ''}
          item_id={found.item?.item_id ?? null}
        />
      )}
      <Rows label={t.shelf.rows} list={list} columns="minmax(8rem, 14rem) minmax(12rem, 1fr) auto auto">
        {lines.map(line => (
          <LineRow key={`${line.loan_id} ${line.message_on}`} line={line} />
        ))}
      </Rows>
    </ListPage>
  )
}

/** What to look for before its next reminder or invoice, in the order in which one walks. No person stands here. */
export const Screen = (): ReactNode => {
  const read = useRead(shelfFirst, {}, { every_ms: 60_000 })
  return <Read of={read}>{({ rows }) => <List lines={rows} />}</Read>
}
