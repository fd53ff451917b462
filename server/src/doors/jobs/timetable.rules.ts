import type { Job } from '../../base/job.ts'

/** Whether a timetable has a turn in the minute of an instant. */
export type Turns = (minute: Temporal.Instant) => boolean

const DAYS = 8

/**
 * The last turn that should have been: within eight days, since no job waits longer than a week. Null when there
 * was none since the job is known.
 */
export function lastTurn(
  turns: Turns,
  since: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | null {
  let minute = now.round({ smallestUnit: 'minute', roundingMode: 'trunc' })
  for (let i = 0; i < DAYS * 1440 && Temporal.Instant.compare(minute, since) > 0; i++) {
    if (turns(minute)) return minute
    minute = minute.subtract({ minutes: 1 })
  }
  return null
}

/** How late a job is: the seconds since a turn that it has not done yet; 0 when it did its last one. */
export interface Lag {
  readonly job: Job['name']
  readonly lag_s: number
  readonly failures: number
}

export interface Known {
  readonly known_since: string
  readonly succeeded_at: string | null
  readonly failures: number
}

export function lagOf(job: Job['name'], turns: Turns, known: Known, now: Temporal.Instant): Lag {
  const since = Temporal.Instant.from(known.known_since)
  const done = known.succeeded_at === null ? since : Temporal.Instant.from(known.succeeded_at)
  const due = lastTurn(turns, Temporal.Instant.compare(done, since) > 0 ? done : since, now)
  return { job, lag_s: due === null ? 0 : now.since(due).total('seconds'), failures: known.failures }
}
