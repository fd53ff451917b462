import pg from 'pg'
import { type Measured, measure } from './load.ts'

/**
 * As TPC-B and pgbench measure out a bank: ten tellers and a hundred thousand accounts a branch, and more branches than clients, or it is measured
 * how they wait for each other's row.
 */
const BRANCHES = 40
const SIZE = { tellers: 10, accounts: 100_000 }

export interface Control {
  run(count: number): Promise<Measured>
  close(): Promise<void>
}

/** Rows of a hundred bytes, and of fifty in the history, as TPC-B has them (clause 3.2). */
const tables = `
  create table branch (id int primary key, balance int not null, filler char(88));
  create table teller (id int primary key, branch int not null, balance int not null, filler char(84));
  create table account (id int primary key, branch int not null, balance int not null, filler char(84));
  create table history (teller int, branch int, account int, delta int, at timestamptz, filler char(22));`

/** A bank of its own in the database, once. `scale` of a full one, yet with a branch for each of a few clients. */
export async function fillControl(url: string, scale: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(tables)
  const branches = branchesOf(scale)
  await client.query(`insert into branch select i, 0, '' from generate_series(1, $1::int) i`, [branches])
  for (const [table, each] of [
    ['teller', SIZE.tellers],
    ['account', SIZE.accounts],
  ] as const)
    await client.query(
      `insert into ${table} select i, 1 + (i - 1) / ${each}, 0, '' from generate_series(1, $1::int) i`,
      [branches * each],
    )
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  await client.end()
}
const branchesOf = (scale: number): number => Math.max(8, Math.floor(BRANCHES * scale))

/**
 * The control of the house: a transaction like TPC-B's through the same driver, on the same server, in the same
 * run. Three updates, a read and an insert, each awaited, named statements, commit to disk.
 */
export async function openControl(url: string, clients: number, scale: number): Promise<Control> {
  const pool = new pg.Pool({ connectionString: url, max: clients })
  const branches = branchesOf(scale)
  await measure(clients, clients * 10, () => transaction(pool, branches))
  return {
    run: count => measure(clients, count, () => transaction(pool, branches)),
    close: () => pool.end(),
  }
}

const one = (of: number): number => 1 + Math.floor(Math.random() * of)

async function transaction(pool: pg.Pool, branches: number): Promise<boolean> {
  const [a, t, b, d] = [one(branches * SIZE.accounts), one(branches * SIZE.tellers), one(branches), 7]
  const client = await pool.connect()
  const query = (name: string, text: string, values: number[] = []) => client.query({ name, text, values })
  try {
    await query('b', 'begin')
    await query('ua', 'update account set balance = balance + $1 where id = $2', [d, a])
    await query('sa', 'select balance from account where id = $1', [a])
    await query('ut', 'update teller set balance = balance + $1 where id = $2', [d, t])
    await query('ub', 'update branch set balance = balance + $1 where id = $2', [d, b])
    await query(
      'ih',
      'insert into history (teller, branch, account, delta, at) values ($1, $2, $3, $4, now())',
      [t, b, a, d],
    )
    await query('c', 'commit')
    return true
  } finally {
    client.release()
  }
}
