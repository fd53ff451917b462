import pg from 'pg'
import type { Row } from './db.ts'
import { nothing, type Query } from './sql.ts'

/**
 * How the doors that anyone may use reach the database: by a role of their own, `kaft_public`, which may read the
 * catalogue and where items are, and no table with a person in it. So no mistake in these doors can tell of one. Few
 * connections, so that a harvester never takes a desk's.
 */
export interface PublicDb {
  ask(queries: readonly Query[]): Promise<Row[][]>
  /** The same where one question follows from the answer to another: all in one snapshot. */
  asking<T>(work: (ask: (queries: readonly Query[]) => Promise<Row[][]>) => Promise<T>): Promise<T>
  /** The one thing that these doors write: that a turn was taken. */
  turn(query: Query): Promise<Row[]>
  close(): Promise<void>
}

const LIMITS = [
  '-c timezone=UTC',
  '-c statement_timeout=10s',
  '-c transaction_timeout=20s',
  '-c idle_in_transaction_session_timeout=30s',
]
const READS = [...LIMITS, '-c default_transaction_read_only=on'].join(' ')
const MOST_CONNECTIONS = 4
const MOST_COUNTERS = 2

/** `timestamptz` and `date` as text, numbers of eight bytes as text, as elsewhere in the program. */
const AS_TEXT = new Set([20, 1082, 1114, 1184, 1700])
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    AS_TEXT.has(oid)
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

/** Opens the pools; a connection is made when the first question comes. */
export function openPublicDb(connectionString: string): PublicDb {
  const poolOf = (options: string, max: number): pg.Pool => {
    const pool = new pg.Pool({
      connectionString,
      types,
      max,
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: 10_000,
      options,
    })
    // A broken idle connection is dropped by the pool; without a listener it would end the process.
    pool.on('error', () => undefined)
    pool.on('connect', client => void client.on('error', () => undefined))
    return pool
  }
  const pool = poolOf(READS, MOST_CONNECTIONS)
  // Turns have connections of their own: who asks much must not keep the others from being counted.
  const turns = poolOf(LIMITS.join(' '), MOST_COUNTERS)
  return {
    ask: queries => within(pool, ask => ask(queries)),
    asking: work => within(pool, work),
    turn: async ({ text, values, name }) =>
      (await turns.query<Row>({ text, values: values as unknown[], name })).rows,
    close: async () => void (await Promise.all([pool.end(), turns.end()])),
  }
}

/**
 * All in one snapshot. Without names: what anyone may ask has as many forms as they like, and the server would keep
 * each of them prepared.
 */
async function within<T>(
  pool: pg.Pool,
  work: (ask: (queries: readonly Query[]) => Promise<Row[][]>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin isolation level repeatable read')
    const result = await work(async queries => {
      const rows: Row[][] = []
      for (const query of queries)
        rows.push(
          query === nothing
            ? []
            : (await client.query<Row>({ text: query.text, values: query.values as unknown[] })).rows,
        )
      return rows
    })
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true))
    throw error
  } finally {
    client.release(broken)
  }
}
