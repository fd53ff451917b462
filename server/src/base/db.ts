import pg from 'pg'
import { Flight, type Row } from './flight.ts'
import { nothing, type Query } from './sql.ts'

export type { Row }

/** The three ways in which the program reaches the database: at the desk, for long work, and for jobs. */
export interface Db {
  /** Short transactions in one flight; cursors and COPY are refused on it. */
  readonly desk: pg.Pool
  /** Streams, COPY and long reads. */
  readonly bulk: pg.Pool
  close(): Promise<void>
}

/** `timestamptz` as PostgreSQL prints it in UTC, turned into ISO 8601 with `Z`. */
const instant = (text: string): string => `${text.replace(' ', 'T').replace(/\+00(:00)?$/, '')}Z`
const PARSERS: Record<number, (text: string) => unknown> = {
  20: text => text, // int8 stays a decimal string: no digit is lost
  1082: text => text, // date stays a Day: a JavaScript Date would lose a day in Brussels
  1184: instant,
  1700: text => text,
}
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

export interface Connect {
  readonly connection: pg.ClientConfig
  readonly deskSize: number
  readonly bulkSize: number
}

/** Opens both pools. Timeouts hold in the server only: a client-side one would break a pipelined connection. */
export function openDb({ connection, deskSize, bulkSize }: Connect): Db {
  const options = [
    '-c timezone=UTC',
    // Empty, as in the definer functions: a function without a path of its own that is called under two would be
    // parsed and planned anew at each change.
    '-c search_path=',
    '-c lock_timeout=5s',
    '-c idle_in_transaction_session_timeout=30s',
    '-c plan_cache_mode=force_generic_plan',
  ]
  const desk = new pg.Pool({
    ...connection,
    types,
    pipeline: true,
    max: deskSize,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    options: [...options, '-c statement_timeout=10s', '-c transaction_timeout=20s'].join(' '),
  })
  const bulk = new pg.Pool({
    ...connection,
    types,
    max: bulkSize,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    options: [...options, '-c statement_timeout=0'].join(' '),
  })
  // A broken idle connection is dropped by the pool; without a listener it would end the process.
  for (const pool of [desk, bulk]) {
    pool.on('error', () => undefined)
    // The pool does not listen to a connection that is in use; whoever uses it hears of the end from their statement.
    pool.on('connect', client => void client.on('error', () => undefined))
  }
  return {
    desk,
    bulk,
    close: async () => {
      await Promise.all([desk.end(), bulk.end()])
    },
  }
}

/**
 * Sends all statements at once, in order, and waits for all answers. The first that fails ends the flight: what stands behind it is
 * not done. Effects must never travel in the flight that holds BEGIN: if BEGIN failed, what follows would commit by itself.
 */
export async function flight(client: pg.PoolClient, queries: readonly Query[]): Promise<Row[][]> {
  const sent = queries.filter(q => q !== nothing)
  if (sent.length === 0) return queries.map(() => [])
  const answers = await new Promise<Row[][]>((done, failed) => {
    client.query(new Flight(client, sent, (error, rows) => (error ? failed(error) : done(rows))))
  })
  const rows = answers.values()
  return queries.map(q => (q === nothing ? [] : (rows.next().value ?? [])))
}
