import { Spine, StateIcon } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import { type KeyboardEvent, memo, type ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { line } from '../base/online.ts'
import { printCrateLabel, printItemSlip } from '../base/slips.tsx'
import { useStore } from '../base/store.ts'
import { baseTexts } from '../base/texts.ts'
import { whoMay } from '../base/who-may.ts'
import { Incident } from '../base/states.tsx'
import { openWhy } from '../base/why.tsx'
import { openQuickAdd } from '../items/quick-panel.tsx'
import { openWho } from '../items/who-panel.tsx'
import css from './desk.module.css'
import type { Row } from './desk.state.ts'
import { problemOfRow, undoableOf } from './effects.ts'
import { choose, clock, desk, happen, sayOf, undoAction } from './engine.ts'
import { type Choice, choicesOf, isQuestion, missingLeave } from './outcome.rules.ts'
import { slowness } from './queue.model.ts'
import { RowMenu } from './row-menu.tsx'
import { openRowDetails } from './row-details.tsx'
import { type RowText, rowText } from './row-text.ts'
import { type DeskTexts, deskTexts } from './texts/index.ts'
import { isHeld } from './visit.model.ts'
import { whyOf } from './why-of.ts'

/** What a row that is still under way says, by how long it takes and what it waits for. */
const Waiting = ({ row }: { row: Row }): ReactNode => {
  const t = useTexts(deskTexts)
  const now = useStore(clock)
  const flight = useStore(desk, s => s.queue.flight)
  const held = useStore(desk, isHeld)
  const asks = useStore(desk, s => s.visit?.asks === true)
  const online = useStore(line, l => l.online)
  if (row.phase === 'waiting') {
    const inLine = online ? t.waiting : t.waitingOffline
    const why = held ? (asks ? t.waitingForAnswer : t.waitingForQuestion) : inLine
    return <span className={css['waiting']}>{why}</span>
  }
  const slow = flight === null ? 'quick' : flight.silences > 0 ? 'silent' : slowness(flight, now)
  const said = { quick: t.busy, busy: t.stillBusy, silent: t.silent }[slow]
  return (
    <span className={css['waiting']} data-slow={slow}>
      {said}
    </span>
  )
}

const labelOf = (choice: Choice, row: Row, t: DeskTexts): string => {
  if (choice.kind === 'send' && choice.label !== undefined)
    return choice.as === 'patron' ? t.asPatron(choice.label) : choice.label
  const renews = row.answer?.findings.some(finding => finding.code.startsWith('renewal')) === true
  return choice.id === 'anyway' && renews ? t.anywayRenew : t.choices[choice.id]
}

/** Does what a choice says. Shared by the buttons and by Alt 1 to 3. */
export const takeChoice = (row: Row, choice: Choice, pay: () => void, renewMembership: () => void): void => {
  if (choice.kind === 'dismiss') happen({ type: 'put_away', row_id: row.row_id, now: Date.now() })
  else if (choice.kind === 'remedy') {
    const { item } = row.answer ?? {}
    if (choice.id === 'quick_add') openQuickAdd(row.code, () => choose(row.row_id, {}))
    else if (choice.id === 'who') openWho(item?.item_id ?? '')
    else (choice.id === 'pay' ? pay : renewMembership)()
  } else if (choice.kind === 'mark') {
    const item_id = row.answer?.item?.item_id
    if (item_id !== undefined) sayOf(row.row_id, { say: 'mark', item_id, mark: choice.id })
  } else {
    const { as, accept, other_loan_fine, chosen_id } = choice
    choose(row.row_id, {
      ...(as === undefined ? {} : { as }),
      ...(accept === undefined ? {} : { accept: [...accept] }),
      ...(other_loan_fine === undefined ? {} : { other_loan_fine }),
      ...(chosen_id === undefined ? {} : { chosen_id }),
    })
  }
}

export interface RowActions {
  readonly pay: () => void
  readonly renewMembership: () => void
  readonly focusField: () => void
}

const Choices = ({ row, newest, actions }: { row: Row; newest: boolean; actions: RowActions }): ReactNode => {
  const t = useTexts(deskTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  if (row.answer === null || row.put_away || row.undone !== null || row.care !== null) return null
  const missing = missingLeave(row.answer)
  const question = isQuestion(row.answer)
  const all = choicesOf(row.answer)
  // A refusal with a way past it needs no button "nothing": going on scanning is that. What was misread is put away.
  const shown = question ? all : all.filter(one => one.kind !== 'dismiss' || one.id === 'scan_again')
  return (
    <div className={css['choices']}>
      {shown.map((choice, index) => (
        <Button
          key={`${choice.id} ${choice.kind === 'send' ? (choice.chosen_id ?? '') : ''}`}
          size="compact-md"
          onClick={() => {
            takeChoice(row, choice, actions.pay, actions.renewMembership)
            actions.focusField()
          }}
        >
          {labelOf(choice, row, t)}
          {question && newest && index < 3 && <kbd className={css['key']}>Alt {index + 1}</kbd>}
        </Button>
      ))}
      {missing !== null && <span className="k-quiet">{b.askAnyway(whoMay([missing], lang))}</span>}
    </div>
  )
}

/** The crate of a row that opened or closed it: its label goes on it. */
const labelOfRow = ({ answer, undone }: Row) =>
  undone === null && (answer?.did === 'crate_opened' || answer?.did === 'crate_closed') ? answer.crate : null

const Tail = ({ row, actions }: { row: Row; actions: RowActions }): ReactNode => {
  const t = useTexts(deskTexts)
  const b = useTexts(baseTexts)
  const patron_id = useStore(desk, s => s.visit?.patron.patron_id)
  const why = whyOf(row, patron_id ?? null)
  const event_id = undoableOf(row)
  const { destination, item } = row.answer ?? {}
  const labelled = labelOfRow(row)
  const slip = destination != null && destination.to !== 'shelf' && row.undone === null
  return (
    <span className={css['tail']}>
      {why !== null && (
        <button type="button" className="k-quiet-link" onClick={() => openWhy(why)}>
          {b.why}
        </button>
      )}
      {slip && item != null && (
        <button type="button" className="k-quiet-link" onClick={() => void printItemSlip(item.item_id)}>
          {t.printSlip}
        </button>
      )}
      {labelled !== null && (
        <button type="button" className="k-quiet-link" onClick={() => void printCrateLabel(labelled.trip_id)}>
          {t.crate.label}
        </button>
      )}
      <RowMenu row={row} />
      {event_id !== null && (
        <button
          type="button"
          className="k-quiet-link"
          onClick={() => {
            undoAction(row.row_id, event_id)
            actions.focusField()
          }}
        >
          {t.undo}
        </button>
      )}
    </span>
  )
}

const Problem = ({ row }: { row: Row }): ReactNode => {
  if (row.problem === null) return null
  const incident = row.problem.code === 'fault' ? row.problem.instance?.split('/').at(-1) : undefined
  return (
    <>
      {row.note === 'undo_refused' && <span className={css['refusal']}>{problemOfRow(row)}</span>}
      {incident !== undefined && <Incident code={incident} />}
    </>
  )
}

const Words = ({ text, row }: { text: RowText; row: Row }): ReactNode => (
  <span className={css['said']} data-state={text.state ?? undefined}>
    {text.word !== '' && <span className={css['word']}>{text.word}</span>}{' '}
    {row.phase === 'done' ? <span>{text.detail}</span> : <Waiting row={row} />}
    {text.remarks.map(remark => (
      <span key={remark} className={css['remark']} data-state="ask">
        <StateIcon state="ask" size={16} /> {remark}
      </span>
    ))}
    <Problem row={row} />
  </span>
)

/** One scan: what it was, what became of it, why, and the way back. */
export const RowView = memo(
  ({
    row,
    latest,
    newestQuestion,
    actions,
    onStep,
  }: {
    row: Row
    latest: boolean
    newestQuestion: boolean
    actions: RowActions
    onStep: (row_id: number, step: 1 | -1) => void
  }): ReactNode => {
    const t = useTexts(deskTexts)
    const f = useFormats()
    const lang = useLanguage()
    const text = rowText(row, { t, f, lang }, problemOfRow)
    const onKeyDown = (event: KeyboardEvent<HTMLLIElement>): void => {
      if (event.target !== event.currentTarget) return
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        onStep(row.row_id, event.key === 'ArrowDown' ? 1 : -1)
      } else if (event.key === 'Enter') openRowDetails(row)
      else if (event.key === 'Escape') actions.focusField()
      else return
      event.stopPropagation()
    }
    return (
      <li
        className={css['item']}
        data-row={row.row_id}
        data-latest={latest || undefined}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <Spine state={text.state ?? undefined} soft={latest && text.state !== null} className={css['row']}>
          <span className={css['icon']} data-state={text.state ?? undefined}>
            {text.state === null ? null : <StateIcon state={text.state satisfies State} />}
          </span>
          <span className={css['what']}>
            <span className={css['title']} {...inLanguage(row.answer?.item?.language)}>
              {text.title}
            </span>
            {text.author !== '' && <span className="k-quiet"> · {text.author}</span>}
          </span>
          <Words text={text} row={row} />
          <Tail row={row} actions={actions} />
          <Choices row={row} newest={newestQuestion} actions={actions} />
        </Spine>
      </li>
    )
  },
)
