import {
  changeLineStates,
  readTitleChange,
  readTitleChangeLine,
  steerTitleChange,
  type TitleChange,
  type TitleChangeLine,
  titleChangeLines,
} from '@kaft/contract/catalogue-changes'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { usePart } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo, useRead, useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More, Row, Rows } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { To } from '../../base/to.tsx'
import { Difference } from '../record/versions.tsx'
import { recordOf } from '../record/line.model.ts'
import { stateOf } from './changes-screen.tsx'
import css from './changes.module.css'
import { changeTexts } from './texts.ts'

const TOLD = ['planned', 'same', 'refused', 'done', 'reverted', 'kept'] as const
const goes = (of: TitleChange): boolean =>
  of.state === 'looking' || of.state === 'running' || of.state === 'reverting'

const Steer = ({ of }: { of: TitleChange }): ReactNode => {
  const t = useTexts(changeTexts)
  const steer = useDo(steerTitleChange, [readTitleChange, titleChangeLines])
  const act = (what: 'start' | 'stop' | 'revert'): void =>
    steer.mutate({
      params: { change_id: of.change_id },
      body: { command_id: newCommandId(), act: what },
    })
  return (
    <>
      <div className="k-line">
        {of.state === 'ready' && of.counts.planned > 0 && (
          <Button variant="filled" loading={steer.isPending} onClick={() => act('start')}>
            {t.start(of.counts.planned)}
          </Button>
        )}
        {(of.state === 'looking' || of.state === 'running') && (
          <Button loading={steer.isPending} onClick={() => act('stop')}>
            {t.stop}
          </Button>
        )}
        {of.counts.done > 0 && (of.state === 'done' || of.state === 'stopped' || of.state === 'failed') && (
          <Button loading={steer.isPending} onClick={() => act('revert')}>
            {t.revert}
          </Button>
        )}
      </div>
      {of.state === 'ready' && of.counts.planned === 0 && <p>{t.nothing}</p>}
      {steer.error !== null && <Failed error={steer.error} />}
    </>
  )
}

const Head = ({ of }: { of: TitleChange }): ReactNode => {
  const t = useTexts(changeTexts)
  const f = useFormats()
  const counts = TOLD.filter(state => of.counts[state] > 0).map(
    state => `${t.lineStates[state]}: ${f.count(of.counts[state])}`,
  )
  const all = of.state === 'running' ? of.counts.planned + of.counts.done : of.titles
  return (
    <Spine panel className="k-stack" state={stateOf[of.state]}>
      <div className="k-line" role="status">
        <StateWord state={stateOf[of.state]}>{t.states[of.state]}</StateWord>
        {goes(of) && <span>{t.far(f.count(Math.min(of.handled, all)), f.count(all))}</span>}
      </div>
      <p>{counts.join(' · ')}</p>
      {of.fault !== null && <p>{of.fault}</p>}
      <Steer of={of} />
    </Spine>
  )
}

const Opened = ({ change_id, line_no }: { change_id: string; line_no: number }): ReactNode => {
  const read = useRead(readTitleChangeLine, { params: { change_id, line_no: String(line_no) } })
  return (
    <Read of={read}>
      {({ before, after }) => <Difference before={recordOf(before)} now={recordOf(after)} />}
    </Read>
  )
}

const useWhy = () => {
  const t = useTexts(changeTexts)
  return (why: string | null): string => {
    const [code = '', ...about] = (why ?? '').split(' ')
    const said = Object.entries(t.why).find(([name]) => name === code)?.[1]
    return said === undefined ? (why ?? '') : [said, about.join(' ')].filter(Boolean).join(': ')
  }
}
const spines = {
  new: 'move',
  planned: 'ask',
  same: undefined,
  refused: 'stop',
  done: 'ok',
  reverted: 'ok',
  kept: 'stop',
} as const

const Line = ({ of, change_id }: { of: TitleChangeLine; change_id: string }): ReactNode => {
  const t = useTexts(changeTexts)
  const why = useWhy()
  const [open, setOpen] = useState(false)
  const shows = of.title_id !== null && ['planned', 'done', 'reverted', 'kept'].includes(of.state)
  return (
    <Row state={spines[of.state]}>
      <span>
        {of.title_id === null ? (
          <code>{of.number}</code>
        ) : (
          <To to={paths.title(of.title_id)} className="k-strong">
            {of.title}
          </To>
        )}
        {of.author !== null && <span className="k-quiet"> · {of.author}</span>}
      </span>
      <span className="k-quiet">{[t.lineStates[of.state], why(of.why)].filter(Boolean).join(' · ')}</span>
      {shows ? (
        <Button size="compact-sm" data-act="open" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.close : t.compare}
        </Button>
      ) : (
        <span />
      )}
      {open && (
        <div style={{ gridColumn: '1 / -1' }}>
          <Opened change_id={change_id} line_no={of.line_no} />
        </div>
      )}
    </Row>
  )
}

const Lines = ({ of }: { of: TitleChange }): ReactNode => {
  const t = useTexts(changeTexts)
  const [state, setState] = useState<TitleChangeLine['state'] | null>(null)
  const params = { change_id: of.change_id }
  const asked = state === null ? {} : { state }
  const read = useReadPages(titleChangeLines, { params, query: asked })
  const rows = read.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <div className="k-stack">
      <NativeSelect
        className={css['show']}
        label={t.show}
        value={state ?? ''}
        data={[
          { value: '', label: t.all },
          ...changeLineStates.map(value => ({ value, label: t.lineStates[value] })),
        ]}
        onChange={event => setState(changeLineStates.find(one => one === event.currentTarget.value) ?? null)}
      />
      <Read of={read}>
        {() =>
          rows.length === 0 ? (
            <Empty>{t.noLines}</Empty>
          ) : (
            <Rows label={t.lines} columns="minmax(12rem, 1fr) auto auto">
              {rows.map(line => (
                <Line key={line.line_no} of={line} change_id={of.change_id} />
              ))}
            </Rows>
          )
        }
      </Read>
      <More of={read} />
    </div>
  )
}

const Run = ({ change_id }: { change_id: string }): ReactNode => {
  const client = useQueryClient()
  const first = useRead(readTitleChange, { params: { change_id } })
  const going = first.data !== undefined && goes(first.data)
  const read = useRead(readTitleChange, { params: { change_id } }, going ? { every_ms: 1_000 } : {})
  const state = read.data?.state
  // What became of the titles is asked anew when a step ends.
  useEffect(() => {
    if (state !== undefined) void client.invalidateQueries({ queryKey: [titleChangeLines.id] })
  }, [state, client])
  return (
    <Read of={read}>
      {of => (
        <Page title={of.name}>
          <Head of={of} />
          <Lines of={of} />
        </Page>
      )}
    </Read>
  )
}

/** One change of many descriptions: how far it is, and what becomes of each title. */
export const Screen = (): ReactNode => {
  const change_id = usePart('change_id')
  return <Run key={change_id} change_id={change_id} />
}
