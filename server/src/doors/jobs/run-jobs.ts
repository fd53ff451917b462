import {
  type JobHelpers,
  type ParsedCronItem,
  parseCronItem,
  type Runner,
  run,
  type Task,
} from 'graphile-worker'
import type { Ctx } from '../../base/ctx.ts'
import { type Db, flight, openDb } from '../../base/db.ts'
import type { Job, JobCtx } from '../../base/job.ts'
import { faultFields, type Log } from '../../base/log.ts'
import type { Query } from '../../base/sql.ts'
import { jobFailed, jobSucceeded, knowJobs } from './job-runs.store.ts'
import { keepWorking, WORKERS } from './keep-working.ts'
import { SCHEMA } from './migrate-jobs.ts'
import { workerLogger } from './worker-log.ts'

/** What the door needs from the one who opens it. */
export interface JobsAsk {
  /** Address of the database as `kaft_jobs`. The tables of the worker must stand there (`migrateJobs`). */
  readonly connectionString: string
  readonly jobs: readonly Job[]
  readonly base: Pick<Ctx, 'keys' | 'testNumbers' | 'logAccess'>
  readonly now: () => Temporal.Instant
  readonly log: Log
}

export interface JobsDoor {
  /** Lets running jobs end for a few seconds, tells them to stop then, and closes the connections. */
  stop(): Promise<void>
}

/** A job that failed is tried again when nobody else makes up for it: one that comes each minute has its next turn. */
const tries = (job: Job): number => (job.catch_up_ms === undefined ? 1 : 5)

const planned = (job: Job): ParsedCronItem =>
  parseCronItem({
    task: job.name,
    match: job.timetable,
    options: {
      backfillPeriod: job.catch_up_ms ?? 0,
      maxAttempts: tries(job),
      // One waits at a time: a worker that comes back after a day does the work once.
      jobKey: job.name,
    },
  })

async function note(db: Db, query: Query): Promise<void> {
  const client = await db.bulk.connect()
  try {
    await flight(client, [query])
  } finally {
    client.release()
  }
}

/** Ends with the work, or when the signal says stop, even if the work does not listen. */
const within = (signal: AbortSignal, work: Promise<void>): Promise<void> =>
  Promise.race([
    work,
    new Promise<never>((_, stop) => {
      const abort = () => stop(signal.reason)
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort, { once: true })
    }),
  ])

function taskOf(job: Job, ask: JobsAsk, db: Db): Task {
  return async (_payload: unknown, { abortSignal }: JobHelpers) => {
    const signal = AbortSignal.any([AbortSignal.timeout(job.limit_ms), abortSignal])
    const now = ask.now()
    const ctx: JobCtx = {
      ...ask.base,
      db,
      now,
      secret: null,
      actor: null,
      source: 'job',
      operation: job.name,
      purpose: null,
      log: ask.log,
      signal,
    }
    const started = performance.now()
    try {
      await within(signal, job.handler(ctx))
      await note(db, jobSucceeded(job.name, now.toString(), Math.round(performance.now() - started)))
    } catch (error) {
      ask.log('error', 'a job failed', { job: job.name, ...faultFields(error) })
      await note(db, jobFailed(job.name, now.toString()))
      // The worker keeps this message in its tables: it must not quote what the database said.
      throw new Error(`job ${job.name} failed`)
    }
  }
}

/** What the worker is told; it has connections of its own, since it reads dates in its own way. */
const workerOf = (ask: JobsAsk, db: Db): Promise<Runner> =>
  run({
    connectionString: ask.connectionString,
    preset: {
      worker: {
        schema: SCHEMA,
        concurrentJobs: WORKERS,
        maxPoolSize: 4,
        // Noted at once, but through the worker's queue: only there it handles that the database does not answer.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    noHandleSignals: true,
    logger: workerLogger(ask.log),
    taskList: Object.fromEntries(ask.jobs.map(job => [job.name, taskOf(job, ask, db)])),
    parsedCronItems: ask.jobs.map(planned),
  })

/**
 * Runs the jobs by their timetables. Any number of processes may: the database gives each turn to one of them.
 * Every handler opens its own transactions as `kaft_jobs`, and enters one library at a time.
 */
export async function openJobsDoor(ask: JobsAsk): Promise<JobsDoor> {
  const db = openDb({ connection: { connectionString: ask.connectionString }, deskSize: 2, bulkSize: 5 })
  try {
    const names = ask.jobs.map(job => job.name)
    await note(db, knowJobs(names, ask.now().toString()))
    const work = await keepWorking(() => workerOf(ask, db), ask.log)
    return {
      stop: async () => {
        await work.stop()
        await db.close()
      },
    }
  } catch (error) {
    await db.close()
    throw error
  }
}
