import type { DeskAnswer } from '@kaft/contract/circulation'
import type { Code } from '@kaft/contract/codes'
import { itemAsked, itemDone, undone } from './care.model.ts'
import type { DeskEvent, DeskState, Row, Task } from './desk.state.ts'
import { emptyDesk } from './desk.state.ts'
import { isPatronCode } from './outcome.rules.ts'
import {
  departed,
  landed,
  nextTask,
  queued,
  queuedFirst,
  turnedBack,
  unanswered,
  unfinished,
} from './queue.model.ts'
import { returnKept, returnStarted, withCrate } from './return.model.ts'
import {
  cardRead,
  closed,
  headAsks,
  isHeld,
  keepsHead,
  opened,
  openQuestions,
  refusedClosing,
  withHead,
  withNextPatron,
  withRow,
} from './visit.model.ts'

/** The desk as data: what stands open, what waits, and what each scan became. Pure; tested without a browser. */

const isAnswer = (task: Task): boolean => task.answer

/** Rows that are kept; older ones are in the list of the last actions. */
const mostRows = 300

/** The task whose turn it is, or null. */
export const turnOf = (state: DeskState): Task | null => nextTask(state.queue, isHeld(state), isAnswer)

const flyingRow = (state: DeskState): Row | undefined => {
  const task = state.queue.flight?.task
  return task !== undefined && 'row_id' in task
    ? state.rows.find(row => row.row_id === task.row_id)
    : undefined
}

/** An answer tells every reason again, also those that were passed: of these nothing is asked any more. */
const withoutPassed = (answer: DeskAnswer, passed: readonly Code[]): DeskAnswer => ({
  ...answer,
  findings: answer.findings.map(one =>
    one.weight === 'ask' && passed.includes(one.code) ? { ...one, weight: 'info' as const } : one,
  ),
})

const answered = (state: DeskState, answer: DeskAnswer, now: number): DeskState => {
  const row = flyingRow(state)
  const free: DeskState = { ...state, queue: landed(state.queue) }
  if (row === undefined) return free
  const passed = [...row.accepted, ...(state.visit?.accepted ?? [])]
  const done: Row = {
    ...row,
    phase: 'done',
    answer: withoutPassed(answer, passed),
    problem: null,
    note: null,
  }
  const filled = withRow(free, row.row_id, () => done)
  if (answer.did === 'opened' && answer.patron !== null) return cardRead(filled, done, answer.patron, now)
  const next = keepsHead(withCrate(filled, answer), answer.patron)
  return withNextPatron(next, now)
}

const failed = (state: DeskState, event: Extract<DeskEvent, { type: 'failed' }>): DeskState => {
  const task = state.queue.flight?.task
  const free: DeskState = { ...state, queue: landed(state.queue) }
  if (task === undefined || !('row_id' in task)) return free
  if (task.kind === 'undo' || task.kind === 'item')
    return withRow(free, task.row_id, row => ({ ...row, problem: event.problem, note: 'undo_refused' }))
  return withRow(free, task.row_id, row => ({ ...row, phase: 'done', problem: event.problem, answer: null }))
}

const scanned = (state: DeskState, event: Extract<DeskEvent, { type: 'scanned' }>): DeskState => {
  const row_id = state.last_row + 1
  const row: Row = {
    row_id,
    code: event.code,
    at: event.now,
    phase: 'waiting',
    chapter: null,
    return_on: state.return_mode?.return_on ?? null,
    child: state.child,
    answer: null,
    problem: null,
    accepted: [],
    put_away: false,
    undone: null,
    care: null,
    note: null,
  }
  const rows = [row, ...state.rows].slice(0, mostRows)
  const active = state.return_mode === null ? null : { ...state.return_mode, active_at: event.now }
  const noted: DeskState = { ...state, rows, last_row: row_id, return_mode: active, closed: null }
  if (state.cancelling) return cancelScanned(noted, row, event.command_id)
  const task: Task = {
    kind: 'scan',
    row_id,
    command_id: event.command_id,
    code: event.code,
    answer: false,
    words: {},
  }
  return { ...noted, queue: queued(noted.queue, task) }
}

/** After F4: the item that was lent in this visit is taken off the patron's name again. */
const cancelScanned = (state: DeskState, row: Row, command_id: string): DeskState => {
  const lent = state.rows.find(
    one =>
      one.chapter === state.chapter &&
      one.undone === null &&
      one.answer?.did === 'lent' &&
      (one.answer.item?.barcode === row.code || one.code === row.code),
  )
  const event_id = lent?.answer?.event_id
  if (lent === undefined || event_id == null)
    return withRow({ ...state, cancelling: false }, row.row_id, one => ({
      ...one,
      phase: 'done',
      chapter: state.chapter,
      note: 'not_lent_here',
    }))
  const without = { ...state, cancelling: false, rows: state.rows.filter(one => one.row_id !== row.row_id) }
  return undoAsked(without, lent.row_id, event_id, command_id)
}

const undoAsked = (
  state: DeskState,
  row_id: number | null,
  event_id: string,
  command_id: string,
): DeskState => {
  const task: Task = { kind: 'undo', row_id, event_id, command_id, answer: true }
  return { ...state, queue: queuedFirst(state.queue, task, isAnswer) }
}

const departedWith = (state: DeskState, event: Extract<DeskEvent, { type: 'departed' }>): DeskState => {
  const { task, body, now } = event
  const sent: DeskState = { ...state, queue: departed(state.queue, task, body, now) }
  if (task.kind !== 'scan') return sent
  return withRow(sent, task.row_id, row => ({
    ...row,
    phase: 'busy',
    chapter: row.chapter ?? state.chapter,
    return_on: state.return_mode?.return_on ?? null,
  }))
}

const turnedBackTo = (state: DeskState): DeskState => {
  const row = flyingRow(state)
  const back: DeskState = { ...state, queue: turnedBack(state.queue) }
  return row === undefined ? back : withRow(back, row.row_id, one => ({ ...one, phase: 'waiting' }))
}

const headRead = (state: DeskState, event: Extract<DeskEvent, { type: 'head_read' }>): DeskState => {
  const task = state.queue.flight?.task
  const free: DeskState = { ...state, queue: landed(state.queue) }
  if (task?.kind === 'open')
    return openQuestions(free).length > 0 ? refusedClosing(free) : opened(free, event.patron, event.now)
  const kept = withHead(free, event.patron)
  if (kept.visit === null || kept.visit.patron.patron_id !== event.patron.patron_id) return kept
  return { ...kept, visit: { ...kept.visit, asks: kept.visit.asks && headAsks(event.patron) } }
}

/** Closing stands in the line behind the scans that came before it. */
const closeAsked = (state: DeskState): DeskState => {
  if (state.visit === null) return state
  const scansWait = state.visit.asks && unfinished(state.queue) > 0
  if (openQuestions(state).length > 0 || scansWait) return refusedClosing(state)
  if (unfinished(state.queue) > 0)
    return { ...state, queue: queued(state.queue, { kind: 'close', answer: false }) }
  return closed(state)
}
const closeDue = (state: DeskState, task: Task): DeskState => {
  const waiting = state.queue.waiting.filter(one => one !== task)
  const without: DeskState = { ...state, queue: { ...state.queue, waiting } }
  return openQuestions(without).length > 0 ? refusedClosing(without) : closed(without)
}

const chosen = (state: DeskState, event: Extract<DeskEvent, { type: 'chosen' }>): DeskState => {
  const row = state.rows.find(one => one.row_id === event.row_id)
  if (row === undefined || row.phase !== 'done') return state
  const accepted = [...new Set([...row.accepted, ...(event.words.accept ?? [])])]
  const task: Task = {
    kind: 'scan',
    row_id: row.row_id,
    command_id: event.command_id,
    code: row.code,
    answer: true,
    words: { ...event.words, ...(accepted.length === 0 ? {} : { accept: accepted }) },
  }
  const ofPatron = accepted.filter(isPatronCode)
  const visit =
    state.visit === null || ofPatron.length === 0
      ? state.visit
      : { ...state.visit, accepted: [...new Set([...state.visit.accepted, ...ofPatron])] }
  const waiting = withRow({ ...state, visit, closing_waits: false }, row.row_id, one => ({
    ...one,
    phase: 'waiting',
    answer: null,
    accepted,
    put_away: false,
  }))
  return { ...waiting, queue: queuedFirst(waiting.queue, task, isAnswer) }
}

const patronAnswered = (
  state: DeskState,
  event: Extract<DeskEvent, { type: 'patron_answered' }>,
): DeskState =>
  state.visit === null
    ? state
    : {
        ...state,
        closing_waits: false,
        visit: {
          ...state.visit,
          asks: false,
          accepted: [...new Set([...state.visit.accepted, ...event.accept])],
        },
      }

type Handlers = {
  readonly [T in DeskEvent['type']]: (state: DeskState, event: Extract<DeskEvent, { type: T }>) => DeskState
}

const handlers: Handlers = {
  scanned,
  departed: (state, event) =>
    event.task.kind === 'close' ? closeDue(state, event.task) : departedWith(state, event),
  silent: state => ({ ...state, queue: unanswered(state.queue) }),
  turned_back: turnedBackTo,
  answered: (state, event) => answered(state, event.answer, event.now),
  undone,
  item_asked: itemAsked,
  item_done: itemDone,
  head_read: headRead,
  failed,
  chosen,
  put_away: (state, event) =>
    withNextPatron(
      withRow({ ...state, closing_waits: false }, event.row_id, row => ({ ...row, put_away: true })),
      event.now,
    ),
  undo_asked: (state, event) => undoAsked(state, event.row_id, event.event_id, event.command_id),
  open_asked: (state, event) => ({
    ...state,
    queue: queued(state.queue, { kind: 'open', patron_id: event.patron_id, answer: false }),
  }),
  refresh_asked: (state, event) => ({
    ...state,
    queue: queuedFirst(state.queue, { kind: 'refresh', patron_id: event.patron_id, answer: true }, isAnswer),
  }),
  close_asked: closeAsked,
  patron_answered: patronAnswered,
  child_chosen: (state, event) => ({ ...state, child: event.child }),
  cancelling: (state, event) => ({ ...state, cancelling: event.on && state.visit !== null }),
  return_started: returnStarted,
  return_kept: returnKept,
  return_stopped: state => ({ ...state, return_mode: null, chapter: 0 }),
  left: () => emptyDesk,
}

/** The desk after something happened. */
export const deskAfter = (state: DeskState, event: DeskEvent): DeskState =>
  (handlers[event.type] as (s: DeskState, e: DeskEvent) => DeskState)(state, event)
