import type { Ctx } from './ctx.ts'
import { type Day, dayOf } from './dates.ts'
import type { Row } from './db.ts'
import type { Log } from './log.ts'
import { allOf } from './row.ts'
import { type Query, sql } from './sql.ts'
import { type Tx, transact } from './tx.ts'
import { Type } from 'typebox'

/** What a job is given: the way to the database as the role of jobs, a clock, and a signal that says: stop now. */
export interface JobCtx extends Ctx {
  readonly log: Log
  readonly signal: AbortSignal
}

/** Work that is done by the clock. It runs in one process at a time, and may run twice: so it must be repeatable. */
export interface Job {
  /** Stands in the log, in the metrics and in the database. */
  readonly name: string
  /** Five fields of cron, in UTC. */
  readonly timetable: string
  /** Longer than this it does not run: it is told to stop and counts as failed. */
  readonly limit_ms: number
  /** A turn that was missed is made up for when a process starts within this time; absent: the next turn is soon enough. */
  readonly catch_up_ms?: number
  handler(ctx: JobCtx): Promise<void>
}

const Library = Type.Object({ library_id: Type.String() })
const everyLibrary: Query = sql`select library_id from organisation.library order by library_id`
const awakeLibraries: Query = sql`select library_id from organisation.library where rests_since is null order by library_id`
const enter = (library_id: string): Query => sql`select organisation.enter_library(${library_id})`

/** One transaction in the scope of one library. The database lets nobody but the role of jobs in without a session. */
export const inLibrary = <T>(ctx: JobCtx, library_id: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  transact(ctx, tx =>
    work({
      ...tx,
      first: async (queries): Promise<Row[][]> => (await tx.first([enter(library_id), ...queries])).slice(1),
    }),
  )

/** Does the work for every library, one after the other, each in its own scope; active or not, since what must go must go. */
export const eachLibrary = (ctx: JobCtx, work: (library_id: string) => Promise<void>): Promise<void> =>
  eachOf(ctx, everyLibrary, work)

/**
 * The same for what counts days against people, or writes to them: a library that is moving in rests, since its loans
 * and holds are not yet what is so.
 */
export const eachAwakeLibrary = (ctx: JobCtx, work: (library_id: string) => Promise<void>): Promise<void> =>
  eachOf(ctx, awakeLibraries, work)

async function eachOf(ctx: JobCtx, which: Query, work: (library_id: string) => Promise<void>): Promise<void> {
  const [rows = []] = await transact(ctx, tx => tx.first([which]))
  for (const { library_id } of allOf(Library, rows)) {
    ctx.signal.throwIfAborted()
    await work(library_id)
  }
}

/**
 * Asks that a job comes at once and not with its next turn; it begins when the asking transaction commits. Where no
 * worker was ever made, its turn comes by the timetable alone.
 */
export const soon = (job: string): Query => sql`select base.soon(${job})`

const Gone = Type.Object({ gone: Type.Integer() })

/**
 * Deletes in each library, a few thousand rows in each transaction, so that nobody waits for it.
 * @param remove a statement that deletes at most `most` rows of the library and answers one row with `gone`
 * @returns how many rows went
 */
export async function forgetEverywhere(
  ctx: JobCtx,
  remove: (library_id: string, most: number) => Query,
  most = 5_000,
): Promise<number> {
  let total = 0
  await eachLibrary(ctx, async library_id => {
    for (let gone = most; gone === most; ) {
      ctx.signal.throwIfAborted()
      const [rows = []] = await inLibrary(ctx, library_id, async tx => {
        await tx.first([])
        return tx.last([remove(library_id, most)])
      })
      gone = allOf(Gone, rows)[0]?.gone ?? 0
      total += gone
    }
  })
  ctx.log('info', 'forgot what had to go', { job: ctx.operation, rows: total })
  return total
}

/** One statement of a job over all libraries, in a transaction of its own: what it answers is nobody's. */
export const overAll = (ctx: JobCtx, statement: Query): Promise<Row[][]> =>
  transact(ctx, async tx => {
    await tx.first([])
    return tx.last([statement])
  })

/**
 * A job of the night that deletes what has had its time, in each library. A night that was missed is made up for.
 * @param remove as in `forgetEverywhere`; it is told the day and the moment of the run
 */
export const nightlyForget = (of: {
  readonly name: string
  readonly timetable: string
  readonly most?: number
  readonly remove: (library_id: string, at: { today: Day; now: string; most: number }) => Query
}): Job => ({
  name: of.name,
  timetable: of.timetable,
  limit_ms: 30 * 60_000,
  catch_up_ms: 20 * 3_600_000,
  handler: async ctx => {
    const at = { today: dayOf(ctx.now), now: ctx.now.toString() }
    await forgetEverywhere(ctx, (library_id, most) => of.remove(library_id, { ...at, most }), of.most)
  },
})
