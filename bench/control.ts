import pg from 'pg'
import { type Measured, measure } from './load.ts'

/** More branches than clients, as pgbench asks for: otherwise it measures how they wait for each other's row. */
const BRANCHES = 100
const TELLERS = 10 * BRANCHES
const ACCOUNTS = 100_000

export interface Control {
  run(count: number): Promise<Measured>
  close(): Promise<void>
}

/**
 * The control of the house: a transaction like TPC-B's through the same driver, on the same server, in the same
 * run. Three updates, a read and an insert, each awaited, named statements, commit to disk.
 */
export async function openControl(url: string, clients: number): Promise<Control> {
  const pool = new pg.Pool({ connectionString: url, max: clients })
  await pool.query('create table if not exists account (id int primary key, balance int not null)')
  await pool.query('create table if not exists teller (id int primary key, balance int not null)')
  await pool.query('create table if not exists branch (id int primary key, balance int not null)')
  await pool.query(
    'create table if not exists history (tid int, bid int, aid int, delta int, at timestamptz)',
  )
  for (const [table, rows] of [
    ['account', ACCOUNTS],
    ['teller', TELLERS],
    ['branch', BRANCHES],
  ] as const) {
    await pool.query(
      `insert into ${table} select i, 0 from generate_series(1, $1::int) i on conflict do nothing`,
      [rows],
    )
  }
  await pool.query('vacuum analyze')
  await measure(clients, clients * 10, () => transaction(pool))
  return { run: count => measure(clients, count, () => transaction(pool)), close: () => pool.end() }
}

const one = (of: number): number => 1 + Math.floor(Math.random() * of)

async function transaction(pool: pg.Pool): Promise<boolean> {
  const [a, t, b, d] = [one(ACCOUNTS), one(TELLERS), one(BRANCHES), 7]
  const client = await pool.connect()
  const query = (name: string, text: string, values: number[] = []) => client.query({ name, text, values })
  try {
    await query('b', 'begin')
    await query('ua', 'update account set balance = balance + $1 where id = $2', [d, a])
    await query('sa', 'select balance from account where id = $1', [a])
    await query('ut', 'update teller set balance = balance + $1 where id = $2', [d, t])
    await query('ub', 'update branch set balance = balance + $1 where id = $2', [d, b])
    await query('ih', 'insert into history values ($1, $2, $3, $4, now())', [t, b, a, d])
    await query('c', 'commit')
    return true
  } finally {
    client.release()
  }
}
