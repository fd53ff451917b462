import pg from 'pg'
import { type Measured, measure } from './load.ts'

const ACCOUNTS = 100_000

/**
 * The control of the house: a transaction like TPC-B's through the same driver, on the same server, in the same
 * run. Three updates, a read and an insert, each awaited, named statements, commit to disk.
 */
export async function tpcB(url: string, clients: number, count: number): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: url, max: clients })
  await pool.query('create table if not exists account (id int primary key, balance int not null)')
  await pool.query('create table if not exists teller (id int primary key, balance int not null)')
  await pool.query('create table if not exists branch (id int primary key, balance int not null)')
  await pool.query('create table if not exists history (tid int, bid int, aid int, delta int, at timestamptz)')
  await pool.query(`insert into account select i, 0 from generate_series(1, ${ACCOUNTS}) i on conflict do nothing`)
  await pool.query('insert into teller select i, 0 from generate_series(1, 100) i on conflict do nothing')
  await pool.query('insert into branch select i, 0 from generate_series(1, 10) i on conflict do nothing')
  await pool.query('analyze')
  const said = await measure(clients, count, () => transaction(pool))
  await pool.end()
  return said
}

async function transaction(pool: pg.Pool): Promise<boolean> {
  const [a, t, b, d] = [1 + Math.floor(Math.random() * ACCOUNTS), 1 + Math.floor(Math.random() * 100), 1 + Math.floor(Math.random() * 10), 7]
  const client = await pool.connect()
  try {
    await client.query({ name: 'b', text: 'begin' })
    await client.query({ name: 'ua', text: 'update account set balance = balance + $1 where id = $2', values: [d, a] })
    await client.query({ name: 'sa', text: 'select balance from account where id = $1', values: [a] })
    await client.query({ name: 'ut', text: 'update teller set balance = balance + $1 where id = $2', values: [d, t] })
    await client.query({ name: 'ub', text: 'update branch set balance = balance + $1 where id = $2', values: [d, b] })
    await client.query({ name: 'ih', text: 'insert into history values ($1, $2, $3, $4, now())', values: [t, b, a, d] })
    await client.query({ name: 'c', text: 'commit' })
    return true
  } finally {
    client.release()
  }
}
