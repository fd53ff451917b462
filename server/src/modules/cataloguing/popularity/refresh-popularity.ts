import type pg from 'pg'
import { dayOf } from '../../../base/dates.ts'
import type { Db } from '../../../base/db.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { refreshHeld } from '../search/held.store.ts'
import { monthsToCount, monthsToForget } from './months.rules.ts'
import { keepCounts, listChanged, Month, monthsKept, Part, partOf } from './popularity.store.ts'

const PART = 2_000

const send = async (client: pg.PoolClient, query: Query): Promise<Record<string, unknown>[]> =>
  (await client.query({ text: query.text, values: query.values as unknown[], name: query.name })).rows

/**
 * Counts the loans of the last months from the events of the desk and brings the search rows into the order of
 * popularity. A row moves to another tier by itself, in small transactions, so searching, importing and the desk go
 * on meanwhile; broken off, the next run does the rest. Runs in the pool of `kaft_jobs`, across all libraries.
 * @returns how many counts changed
 */
export async function refreshPopularity(deps: {
  readonly db: Pick<Db, 'bulk'>
  readonly now: Temporal.Instant
  readonly signal: AbortSignal
}): Promise<number> {
  const client = await deps.db.bulk.connect()
  try {
    const today = dayOf(deps.now, 'UTC')
    const stored = allOf(Month, await send(client, monthsKept)).map(m => m.month)
    let changed = 0
    for (const month of monthsToForget(today, stored))
      changed += await recount(client, {
        month,
        counts: false,
        signal: deps.signal,
        now: deps.now.toString(),
      })
    for (const month of monthsToCount(today))
      changed += await recount(client, { month, counts: true, signal: deps.signal, now: deps.now.toString() })
    return changed
  } finally {
    client.release()
  }
}

interface Recount {
  readonly month: string
  /** False for a month that counts no more: its counts go. */
  readonly counts: boolean
  readonly signal: AbortSignal
  readonly now: string
}

async function recount(client: pg.PoolClient, { month, counts, signal, now }: Recount): Promise<number> {
  for (const query of listChanged(month, counts)) await send(client, query)
  let done = 0
  for (;;) {
    signal.throwIfAborted()
    const part = allOf(Part, await send(client, partOf(done, PART)))
    if (part.length === 0) return done
    await client.query('begin')
    try {
      for (const query of keepCounts(month, done, PART)) await send(client, query)
      await send(
        client,
        refreshHeld(
          part.map(p => p.title_id),
          now,
        ),
      )
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
    done += part.length
  }
}
