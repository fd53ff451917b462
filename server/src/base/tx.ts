import type pg from 'pg'
import type { Ctx, Seen } from './ctx.ts'
import { flight, type Row } from './db.ts'
import { atOnce, isWrite, type Query, sql, type Together, type Write } from './sql.ts'

/** The session facts of the program are older than those of the database: read them again and repeat. */
export class StaleSession extends Error {}

/**
 * How often the facts of a session are read again for one request. Each time somebody changed what they hang on in between, and a request may
 * change it itself before it reads its answer; more often than this it is told to come again.
 */
export const STALE_READS = 5

/** Runs a request, and once more with facts read anew as long as those of its session grew old. `fresh`: not from memory. */
export async function withFreshFacts<T>(work: (fresh: boolean) => Promise<T>): Promise<T> {
  for (let again = 0; ; again++) {
    try {
      return await work(again > 0)
    } catch (error) {
      if (!(error instanceof StaleSession) || again === STALE_READS) throw error
    }
  }
}

/**
 * One transaction in two flights. `first` holds begin, scope, locks and facts; `last` holds effects and commit.
 * What lies between is a pure decision. `more` may follow `first` when facts depend on facts.
 */
export interface Tx {
  first(queries: readonly Query[]): Promise<Row[][]>
  more(queries: readonly Query[]): Promise<Row[][]>
  /** Effects and commit. Writes that stand together are one statement, with the look at the record among them. */
  last(effects: readonly (Query | Together)[]): Promise<Row[][]>
  /** Notes that a record was looked at; written with the commit, also when the answer is a refusal. */
  seen(patron_id: string | null, outcome?: Seen['outcome'], reason?: Seen['reason']): void
  /** The same of somebody whose row this transaction read, so that it need not be looked up again. */
  sawPatron(patron: { readonly patron_id: string; readonly library_id: string }): void
}

const begin = sql`begin`
const commit = sql`commit`
const rollback = sql`rollback`
const enter = ({ enters }: Ctx, secret: string) =>
  enters === 'reader'
    ? sql`select patrons.enter_reader(${secret}) as version`
    : sql`select organisation.enter(${secret}) as version`

interface Open {
  readonly client: pg.PoolClient
  began: boolean
  ended: boolean
  readonly looked: Seen[]
}

async function firstFlight(ctx: Ctx, open: Open, queries: readonly Query[]): Promise<Row[][]> {
  open.began = true
  if (ctx.secret === null) return (await flight(open.client, [begin, ...queries])).slice(1)
  const rows = await flight(open.client, [begin, enter(ctx, ctx.secret), ...queries])
  if (ctx.actor && rows[1]?.[0]?.version !== ctx.actor.version) throw new StaleSession()
  return rows.slice(2)
}

async function lastFlight(ctx: Ctx, open: Open, effects: readonly (Query | Together)[]): Promise<Row[][]> {
  const log = open.looked.length > 0 ? ctx.logAccess(ctx, open.looked) : null
  // An effect that fails ends the flight before its commit, and `transact` rolls back, so nothing is half done.
  // Who looks by a ticket writes nothing, so their looks are written behind the commit, and before anything is answered.
  const apart = log !== null && ctx.actor?.help?.writes === false
  const { statements, carries } = withLook(effects, apart ? null : log)
  const rows = await flight(open.client, [...statements, ...(log && !apart && !carries ? [log] : []), commit])
  open.ended = true
  if (log && apart) await flight(open.client, [log])
  return rows.slice(0, effects.length)
}

/** The effects as statements; the look goes along with the first writes that stand together, where it is a write itself. */
function withLook(
  effects: readonly (Query | Together)[],
  log: Query | null,
): { statements: Query[]; carries: boolean } {
  const look: Write[] = log && isWrite(log) ? [{ as: 'look', query: log }] : []
  const first = look.length > 0 ? effects.findIndex(e => 'together' in e) : -1
  const statements = effects.map((e, i) =>
    'together' in e ? atOnce(i === first ? [...look, ...e.together] : e.together) : e,
  )
  return { statements, carries: first >= 0 }
}

/** Runs one use case in one transaction. Whatever it throws, nothing of it stays. */
export async function transact<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await ctx.db.desk.connect()
  const open: Open = { client, began: false, ended: false, looked: [] }
  let broken: Error | undefined
  try {
    const result = await work({
      first: queries => firstFlight(ctx, open, queries),
      more: queries => flight(client, queries),
      last: effects => lastFlight(ctx, open, effects),
      seen: (patron_id, outcome = 'seen', reason) =>
        void open.looked.push({ patron_id, outcome, ...(reason ? { reason } : {}) }),
      sawPatron: ({ patron_id, library_id }) =>
        void open.looked.push({ patron_id, library_id, outcome: 'seen' }),
    })
    if (open.began && !open.ended)
      await (open.looked.length > 0 ? lastFlight(ctx, open, []) : flight(client, [rollback]))
    return result
  } catch (error) {
    if (open.began) await flight(client, [rollback]).catch((e: Error) => (broken = e))
    throw error
  } finally {
    client.release(
      broken ?? (client.getTransactionStatus() === 'I' ? undefined : new Error('transaction left open')),
    )
  }
}

/**
 * A transaction that only reads, for the many screens whose facts are one flight. It is committed: what entering notes of the session, as that it
 * is in use, is to stay, or each one that follows would note it again, and wait for those beside it.
 */
export const read = (ctx: Ctx, queries: readonly Query[], seen: readonly string[] = []): Promise<Row[][]> =>
  transact(ctx, async tx => {
    const rows = await tx.first(queries)
    for (const id of seen) tx.seen(id)
    await tx.last([])
    return rows
  })

/** The same where one question follows from the answer to another: all of them in one transaction. */
export const reading = <T>(
  ctx: Ctx,
  work: (ask: (queries: readonly Query[]) => Promise<Row[][]>) => Promise<T>,
): Promise<T> =>
  transact(ctx, async tx => {
    let begun = false
    const answer = await work(queries => {
      const asked = begun ? tx.more(queries) : tx.first(queries)
      begun = true
      return asked
    })
    if (begun) await tx.last([])
    return answer
  })
