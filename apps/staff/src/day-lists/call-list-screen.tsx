import { myDay } from '@kaft/contract/circulation'
import { type CallLine, callList, callPaper, markCalled } from '@kaft/contract/day-lists'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { call } from '../base/api.ts'
import { tell } from '../base/tell.ts'
import { offerWayBack } from '../base/undo.ts'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { PurposeForm } from '../base/purpose-form.tsx'
import { actOnRow, Row, Rows } from '../base/rows.tsx'
import { useSession } from '../base/session.ts'
import { Read } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import { To } from '../base/to.tsx'
import { ListPage, type Out } from './list-page.tsx'
import { printTable } from '../base/paper-table.tsx'
import { csvList } from './out.ts'
import { dayListTexts } from './texts.ts'

const useMark = (line: CallLine) => {
  const t = useTexts(dayListTexts)
  const base = useTexts(baseTexts)
  const mark = useDo(markCalled, [callList, myDay])
  const { hold_id } = line
  const set = (called: boolean): void =>
    mark.mutate(
      { params: { hold_id }, body: { command_id: newCommandId(), called } },
      {
        onSuccess: () => {
          if (!called) return tell(base.undone)
          offerWayBack(t.calls.done(line.name), [callList, myDay], async () => {
            await call(markCalled, {
              params: { hold_id },
              body: { command_id: newCommandId(), called: false },
            })
            return base.undone
          })
        },
      },
    )
  return { set, busy: mark.isPending }
}

const LineRow = ({ line }: { line: CallLine }): ReactNode => {
  const t = useTexts(dayListTexts)
  const f = useFormats()
  const { set, busy } = useMark(line)
  return (
    <Row state={line.called_at === null ? 'ask' : 'ok'}>
      <To to={paths.patron(line.patron_id)} className="k-strong" data-act="open">
        {line.name}
      </To>
      {line.phone === null ? (
        <span className="k-quiet">{t.calls.noPhone}</span>
      ) : (
        <a href={`tel:${line.phone.replaceAll(/[^\d+]/g, '')}`}>{line.phone}</a>
      )}
      <span>
        {line.title} <span className="k-quiet">· {t.calls.code(line.hold_code)}</span>
      </span>
      <span>{t.calls.until(f.dayShort(line.ready_until))}</span>
      <span className="k-line">
        {line.called_at === null ? (
          <Button size="compact-sm" data-act="called" loading={busy} onClick={() => set(true)}>
            {t.calls.called}
          </Button>
        ) : (
          <>
            <StateWord state="ok">
              {t.calls.calledBy(line.called_by ?? '–', f.time(line.called_at))}
            </StateWord>
            <Button size="compact-sm" loading={busy} onClick={() => set(false)}>
              {t.calls.undo}
            </Button>
          </>
        )}
      </span>
    </Row>
  )
}

/** On paper or into a file: a list of people, with what it is for and its last day. */
const TakeOut = ({
  how,
  title,
  cells,
  close,
}: {
  how: Out
  title: string
  cells: (line: CallLine) => readonly string[]
  close: () => void
}): ReactNode => {
  const t = useTexts(dayListTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const make = useDo(callPaper)
  const run = (purpose: string): void =>
    make.mutate(
      { body: { command_id: newCommandId(), purpose } },
      {
        onSuccess: ({ rows, until }) => {
          const footer = b.listFooter(purpose, f.dayYear(until))
          const { heads } = t.calls
          const lines = rows.map(cells)
          if (how === 'paper')
            printTable({ title, above: [f.dayLong(dayOf())], heads, rows: lines, below: [footer] })
          else csvList('bellijst', heads, [...lines, [footer]])
          close()
        },
      },
    )
  return (
    <PurposeForm
      action={how === 'paper' ? t.print : t.csv}
      run={run}
      busy={make.isPending}
      error={make.error}
      close={close}
    />
  )
}

const List = ({ lines }: { lines: readonly CallLine[] }): ReactNode => {
  const t = useTexts(dayListTexts)
  const f = useFormats()
  const list = useRef<HTMLUListElement>(null)
  const { branch_name } = useSession()
  const { nl, en } = dayListTexts
  const [out, setOut] = useState<Out | null>(null)
  const cells = (line: CallLine): readonly string[] => [
    line.name,
    line.phone ?? '',
    line.title,
    line.hold_code,
    f.dayShort(line.ready_until),
  ]
  const rows = lines.filter(line => line.called_at === null).map(cells)
  useShortcuts([
    {
      id: 'calls.called',
      combo: 'g',
      does: { nl: nl.keys.called, en: en.keys.called },
      run: () => actOnRow(list.current, 'called'),
    },
  ])
  return (
    <ListPage
      title={t.calls.title(branch_name)}
      about={t.calls.about}
      none={lines.length === 0 ? t.calls.none : null}
      paper={{ file: 'bellijst', heads: t.calls.heads, rows }}
      out={setOut}
    >
      {out !== null && (
        <TakeOut how={out} title={t.calls.title(branch_name)} cells={cells} close={() => setOut(null)} />
      )}
      <Rows
        label={t.calls.rows}
        list={list}
        columns="minmax(10rem, 14rem) minmax(9rem, auto) minmax(12rem, 1fr) auto auto"
      >
        {lines.map(line => (
          <LineRow key={line.hold_id} line={line} />
        ))}
      </Rows>
    </ListPage>
  )
}

/** Whom to call because something lies ready and no e-mail reaches them. Each look is written down. */
export const Screen = (): ReactNode => {
  const read = useRead(callList, {})
  return <Read of={read}>{({ rows }) => <List lines={rows} />}</Read>
}
