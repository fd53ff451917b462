/**
 * The line of things to do at the desk, in strict order, one under way at a time. It never forgets: a task leaves
 * only when its answer came. No browser and no clock of its own; the engine feeds it.
 */

export interface Flight<Task> {
  readonly task: Task
  /** What is sent. Frozen at the first try, so that a repeat is the same command in every byte. */
  readonly body: unknown
  /** Milliseconds at which it was first sent. */
  readonly since: number
  /** Tries that stayed without an answer. */
  readonly silences: number
}

export interface Queue<Task> {
  readonly waiting: readonly Task[]
  readonly flight: Flight<Task> | null
}

export const emptyQueue: Queue<never> = { waiting: [], flight: null }

/** Puts a task at the end of the line. */
export const queued = <T>(queue: Queue<T>, task: T): Queue<T> => ({
  ...queue,
  waiting: [...queue.waiting, task],
})

/** Puts an answer to a question before everything that waits, behind the answers that were given earlier. */
export const queuedFirst = <T>(queue: Queue<T>, task: T, isAnswer: (task: T) => boolean): Queue<T> => {
  const at = queue.waiting.findIndex(one => !isAnswer(one))
  const cut = at === -1 ? queue.waiting.length : at
  return { ...queue, waiting: [...queue.waiting.slice(0, cut), task, ...queue.waiting.slice(cut)] }
}

/** The task whose turn it is; while the line is held only answers pass. Null when nothing may go. */
export const nextTask = <T>(queue: Queue<T>, held: boolean, isAnswer: (task: T) => boolean): T | null => {
  if (queue.flight !== null) return null
  const first = queue.waiting[0]
  return first === undefined || (held && !isAnswer(first)) ? null : first
}

/** Sends `task` on its way. */
export const departed = <T>(queue: Queue<T>, task: T, body: unknown, now: number): Queue<T> => ({
  waiting: queue.waiting.filter(one => one !== task),
  flight: { task, body, since: now, silences: 0 },
})

/** Its answer came. */
export const landed = <T>(queue: Queue<T>): Queue<T> => ({ ...queue, flight: null })

/** No answer came; it stays under way and is sent again with the same body. */
export const unanswered = <T>(queue: Queue<T>): Queue<T> =>
  queue.flight === null
    ? queue
    : { ...queue, flight: { ...queue.flight, silences: queue.flight.silences + 1 } }

/** It could not be sent for want of a session: back to the head of the line, to be sent after signing in. */
export const turnedBack = <T>(queue: Queue<T>): Queue<T> =>
  queue.flight === null ? queue : { waiting: [queue.flight.task, ...queue.waiting], flight: null }

/** Milliseconds to wait before the next try: short at first, never longer than five seconds. */
export const pauseBefore = (silences: number): number => Math.min(5000, 250 * 2 ** Math.max(0, silences - 1))

export const busyAfterMs = 1000
export const silentAfterMs = 5000

/** What the row says while it waits: nothing yet, "nog bezig", or that no answer comes. */
export const slowness = (flight: Flight<unknown>, now: number): 'quick' | 'busy' | 'silent' => {
  const waited = now - flight.since
  if (waited >= silentAfterMs) return 'silent'
  return waited >= busyAfterMs ? 'busy' : 'quick'
}

/** How many scans have no answer yet. */
export const unfinished = (queue: Queue<unknown>): number =>
  queue.waiting.length + (queue.flight === null ? 0 : 1)
