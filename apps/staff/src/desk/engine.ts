import { patronLoans, recentActions, scan, undo } from '@kaft/contract/circulation'
import { patronHolds } from '@kaft/contract/holds'
import { claimReturned, type ItemOutcome, markItem } from '@kaft/contract/items'
import { readClassList } from '@kaft/contract/class-lists'
import { switchStaff } from '@kaft/contract/organisation'
import { readPatronHead } from '@kaft/contract/patrons'
import type { Problem } from '@kaft/contract/problem'
import { call, timeOut } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { currentPatron, deskAsks, patronChanged } from '../base/desk-door.ts'
import { actsWaiting, sessionEnded } from '../base/online.ts'
import { isNotSignedIn, mayRepeat, ProblemError } from '../base/problem.ts'
import { queryClient } from '../base/query-client.ts'
import { createStore } from '../base/store.ts'
import { takeSession } from '../sign-in/take-session.ts'
import { deskAfter, turnOf } from './desk.model.ts'
import { returnModeEnds } from './return.model.ts'
import {
  type DeskEvent,
  emptyDesk,
  type ItemAct,
  type ScanBody,
  type ScanWords,
  type Task,
} from './desk.state.ts'
import { scanBodyOf } from './scan-body.model.ts'
import { tellExpired, tellOutcome, tellState, tellUndo } from './effects.ts'
import { pauseBefore, silentAfterMs, unfinished } from './queue.model.ts'

/**
 * Moves the desk: takes events, sends what has its turn, repeats what got no answer, and tells ear and eye. The desk
 * outlives its screen, so that a patron stays open while somebody looks something up.
 */

export const desk = createStore(emptyDesk)
/** Ticks while something is under way, so that a row can say that it takes long. */
export const clock = createStore(Date.now())

/** A refusal that says "try again" is tried again this often; silence is tried until there is an answer. */
const mostRetries = 5

export const happen = (event: DeskEvent): void => {
  const before = desk.get()
  const next = deskAfter(before, event)
  if (next === before) return
  desk.set(next)
  currentPatron.set(next.visit?.patron ?? null)
  actsWaiting.set(unfinished(next.queue))
  tellState(before, next)
  pump()
}

const bodyOf = (task: Task): unknown => {
  if (task.kind === 'scan') return scanBodyOf(desk.get(), task)
  return task.kind === 'undo' ? { command_id: task.command_id, event_id: task.event_id } : null
}

/** Sends the task whose turn it is. One at a time, so that the order of the hands is the order of the acts. */
const pump = (): void => {
  if (sessionEnded.get()) return
  const task = turnOf(desk.get())
  if (task === null) return
  happen({ type: 'departed', task, body: bodyOf(task), now: Date.now() })
  if (task.kind !== 'close') void fly()
}

const sayOfItem = (
  { act, command_id }: Extract<Task, { kind: 'item' }>,
  signal: AbortSignal,
): Promise<ItemOutcome> => {
  if (act.say === 'claim')
    return call(claimReturned, { params: { loan_id: act.loan_id }, body: { command_id } }, { signal })
  const { item_id, mark } = act
  return call(markItem, { params: { item_id }, body: { command_id, mark } }, { signal })
}

const send = async (task: Task, body: unknown, signal: AbortSignal): Promise<DeskEvent> => {
  if (task.kind === 'scan') {
    const answer = await call(scan, { body: body as ScanBody }, { signal })
    // A badge takes the workstation over; the row then says whose it is now.
    if (answer.did === 'badge')
      takeSession(await call(switchStaff, { body: { badge: task.code } }, { signal }))
    return { type: 'answered', answer, now: Date.now() }
  }
  if (task.kind === 'undo') {
    const { command_id, event_id } = task
    return { type: 'undone', undone: await call(undo, { body: { command_id, event_id } }, { signal }) }
  }
  if (task.kind === 'item')
    return { type: 'item_done', outcome: await sayOfItem(task, signal), now: Date.now() }
  if (task.kind === 'close') throw new Error('Closing is never sent')
  const patron = await call(readPatronHead, { params: { patron_id: task.patron_id } }, { signal })
  return { type: 'head_read', patron, now: Date.now() }
}

/** Lists that stand open beside the rows follow each act; a list that is not on the screen is not read. */
const refreshLists = (): void => {
  for (const op of [patronLoans, patronHolds, recentActions, readClassList])
    void queryClient.invalidateQueries({ queryKey: [op.id] })
}

const faultOf = (error: unknown): Problem =>
  error instanceof ProblemError
    ? error.problem
    : { type: 'about:blank', title: 'Fault', status: 500, code: 'fault', texts: { nl: '', en: '' } }

/** An undo without a row of its own: asked from a list, or of a visit that was closed since. */
const isBare = (task: Task): boolean =>
  task.kind === 'undo' && desk.get().rows.every(row => row.row_id !== task.row_id)

const givesUp = (error: unknown, silences: number): boolean =>
  !mayRepeat(error) ||
  (error instanceof ProblemError && error.problem.status !== 503 && silences >= mostRetries)

const fly = async (): Promise<void> => {
  const { flight } = desk.get().queue
  if (flight === null) return
  const control = new AbortController()
  const timer = setTimeout(() => control.abort(timeOut), silentAfterMs)
  try {
    const event = await send(flight.task, flight.body, control.signal)
    happen(event)
    refreshLists()
    tellOutcome(desk.get(), flight.task, undoAction)
    if (event.type === 'undone' && isBare(flight.task)) tellUndo(event.undone)
  } catch (error) {
    if (isNotSignedIn(error)) {
      sessionEnded.set(true)
      happen({ type: 'turned_back' })
    } else if (givesUp(error, flight.silences)) {
      happen({ type: 'failed', problem: faultOf(error) })
      if (isBare(flight.task)) tellUndo(faultOf(error))
      tellOutcome(desk.get(), flight.task, undoAction)
    } else {
      happen({ type: 'silent' })
      setTimeout(() => void fly(), pauseBefore(flight.silences + 1))
    }
  } finally {
    clearTimeout(timer)
  }
}

/** A scan reached the desk. Its row stands before this returns. */
export const scanned = (code: string): void =>
  happen({ type: 'scanned', code, command_id: newCommandId(), now: Date.now() })

export const choose = (row_id: number, words: ScanWords): void =>
  happen({ type: 'chosen', row_id, words, command_id: newCommandId() })

/** Says something of the item of a row: damaged, complete, claimed. */
export const sayOf = (row_id: number, act: ItemAct): void =>
  happen({ type: 'item_asked', row_id, act, command_id: newCommandId() })

export const undoAction = (row_id: number | null, event_id: string): void =>
  happen({ type: 'undo_asked', row_id, event_id, command_id: newCommandId() })

/** Takes what other screens left for the desk. */
const takeAsks = (): void => {
  const asks = deskAsks.get()
  if (asks.length === 0) return
  deskAsks.set([])
  for (const ask of asks) {
    if (ask.kind === 'crate' && desk.get().return_mode === null)
      happen({ type: 'return_started', return_on: null, reason: null, now: Date.now() })
    if (ask.kind === 'open') happen({ type: 'open_asked', patron_id: ask.patron_id })
    else scanned(ask.code)
  }
}

const tick = (): void => {
  const now = Date.now()
  if (unfinished(desk.get().queue) > 0) clock.set(now)
  const ends = returnModeEnds(desk.get())
  if (ends !== null) {
    clock.set(now)
    if (now >= ends) {
      happen({ type: 'return_stopped' })
      tellExpired()
    }
  }
}

let running = false
/** Starts the desk once for the life of the page. */
export const startDesk = (): void => {
  if (running) return takeAsks()
  running = true
  setInterval(tick, 250)
  deskAsks.subscribe(takeAsks)
  sessionEnded.subscribe(pump)
  patronChanged.subscribe(() => {
    const changed = patronChanged.get()
    if (changed !== null && changed.patron_id === desk.get().visit?.patron.patron_id)
      happen({ type: 'refresh_asked', patron_id: changed.patron_id })
  })
  window.addEventListener('beforeunload', event => {
    if (unfinished(desk.get().queue) > 0) event.preventDefault()
  })
  takeAsks()
}

/** Another branch or library: nothing of the former may stay on the screen. */
export const leaveDesk = (): void => happen({ type: 'left' })
