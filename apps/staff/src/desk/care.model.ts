import { crateUndone } from './return.model.ts'
import type { Closed, DeskEvent, DeskState, Task, Undone } from './desk.state.ts'
import { landed, queuedFirst } from './queue.model.ts'
import { keepsHead, withNextPatron, withRow } from './visit.model.ts'

/** What is said of the item of a row beside its scan, and what is taken back. Pure. */

const isAnswer = (task: Task): boolean => task.answer

/** Goes before the scans that wait, as an answer does. */
export const itemAsked = (state: DeskState, event: Extract<DeskEvent, { type: 'item_asked' }>): DeskState => {
  const { row_id, act, command_id } = event
  const task: Task = { kind: 'item', row_id, command_id, act, answer: true }
  return { ...state, closing_waits: false, queue: queuedFirst(state.queue, task, isAnswer) }
}

export const itemDone = (state: DeskState, event: Extract<DeskEvent, { type: 'item_done' }>): DeskState => {
  const task = state.queue.flight?.task
  const free: DeskState = { ...state, queue: landed(state.queue) }
  if (task?.kind !== 'item') return free
  const care = { act: task.act, outcome: event.outcome }
  const said = withRow(free, task.row_id, row => ({ ...row, care, problem: null, note: null }))
  return withNextPatron(said, event.now)
}

/** What a visit that is closed was told to have been, less what is taken back of it now. */
const lessOf = (closed: Closed | null, event_id: string | null, undone: Undone): Closed | null =>
  closed === null || event_id === null || !closed.event_ids.includes(event_id)
    ? closed
    : {
        ...closed,
        lent: Math.max(0, closed.lent - (undone.loan_removed ? 1 : 0)),
        returned: Math.max(0, closed.returned - (undone.loan_restored ? 1 : 0)),
      }

export const undone = (state: DeskState, event: Extract<DeskEvent, { type: 'undone' }>): DeskState => {
  const task = state.queue.flight?.task
  const row_id = task?.kind === 'undo' ? task.row_id : null
  const event_id = task?.kind === 'undo' ? task.event_id : null
  const free: DeskState = {
    ...state,
    queue: landed(state.queue),
    closed: lessOf(state.closed, event_id, event.undone),
  }
  const row = state.rows.find(one => one.row_id === row_id)
  // What was said of the item goes; the scan itself stands until it is taken back too.
  if (row?.care != null && row.care.outcome.event_id === event_id)
    return withRow(free, row_id, one => ({ ...one, care: null, problem: null, note: null }))
  const marked = withRow(free, row_id, one => ({ ...one, undone: event.undone, problem: null, note: null }))
  return keepsHead(crateUndone(marked, row, event.undone), event.undone.patron)
}
