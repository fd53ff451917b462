import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Postgres, startPostgres } from '../postgres.ts'
import { residueInPages } from './residue-pages.ts'

/*
 * A server of its own that writes images of pages into its log, packed as on a real one; the cluster that tests share writes none.
 */
const MARK = 'Gepaktewoudezelmarkering'
let root: string
let folder: string
let server: Postgres
let client: pg.Client
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'kaft-packed-'))
  const settings = {
    full_page_writes: true,
    wal_level: 'replica',
    max_wal_size: '64MB',
    min_wal_size: '32MB',
  }
  server = await startPostgres({ dataFolder: root, durable: false, settings })
  folder = join(root, 'pg18')
  client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query(
    `create table public.planted (no int primary key, words text) with (autovacuum_enabled = false)`,
  )
  await client.query('create table public.done (at text)')
})
after(async () => {
  await client.end()
  await server.stop()
  await rm(root, { recursive: true })
})

const lies = async (part: 'base' | 'pg_wal'): Promise<boolean> => {
  for (const name of await readdir(join(folder, part), { recursive: true })) {
    const bytes = await readFile(join(folder, part, name)).catch(() => Buffer.alloc(0))
    if (bytes.includes(MARK)) return true
  }
  return false
}
const found = async (part: 'base' | 'pg_wal') => {
  await client.query('checkpoint')
  return residueInPages(folder, [part], [MARK])
}
/** What the statement of privacy promises: the table is written anew, and the files of the log come round. */
async function nightAndDays(): Promise<number> {
  await client.query('vacuum (full) public.planted')
  return filesComeRound()
}
async function filesComeRound(): Promise<number> {
  let files = 0
  do {
    for (let no = 0; no < 8; no++, files++) {
      await client.query('truncate public.done')
      await client.query('select pg_switch_wal()')
    }
  } while ((await found('pg_wal')).length > 0 && files < 64)
  return files
}
/** Words in which `MARK` stands once, after so many others. */
const long = (
  before: number,
  after: number,
) => `(select string_agg(md5((no / 2)::text), ' ') from generate_series(1, ${before}) no)
  || ' ${MARK} ' || (select string_agg(md5((no / 2)::text), ' ') from generate_series(1, ${after}) no)`

test('a value that is packed in its row is found, and nobody reads it in the bytes as they lie', async () => {
  await client.query(`insert into public.planted select no, 'buur ' || no from generate_series(100, 150) no`)
  await client.query(
    `insert into public.planted select 1, repeat('veel woorden ', 200) || '${MARK}' || repeat(' nog meer', 100)`,
  )
  const [row] = (
    await client.query(
      'select pg_column_compression(words) as way, pg_column_size(words) as size from public.planted where no = 1',
    )
  ).rows as [{ way: string; size: number }]
  assert.equal(row.way, 'pglz')
  assert.ok(row.size < 1000, 'it stands in the row')
  assert.equal((await found('base')).length, 1)
  assert.equal((await found('pg_wal')).length, 1, 'and in the log, as the row was written')
  assert.deepEqual([await lies('base'), await lies('pg_wal')], [false, false])
  // Dead, and swept away: its bytes are in the hole between the rows.
  await client.query('delete from public.planted where no < 10')
  await client.query('vacuum public.planted')
  assert.equal((await found('base')).length, 1)
  await nightAndDays()
  assert.deepEqual([await found('base'), await found('pg_wal')], [[], []])
})

test('a value that is kept apart in pieces is found: packed, and where two pieces part it', async () => {
  await client.query(`insert into public.planted select 2, ${long(900, 1400)}`)
  await client.query('create table public.parted (no int, words text storage external)')
  await client.query(
    `insert into public.parted select 1, repeat('x', 1985) || '${MARK}' || repeat('y', 5000)`,
  )
  const pieces = async () => (await found('base')).length
  assert.equal(await pieces(), 2)
  assert.deepEqual([await lies('base'), await lies('pg_wal')], [false, false])
  assert.ok((await found('pg_wal')).length > 0)
  await client.query('drop table public.parted')
  await client.query('checkpoint')
  assert.equal(await pieces(), 1)
  await client.query('delete from public.planted where no < 10')
  await nightAndDays()
  assert.deepEqual([await found('base'), await found('pg_wal')], [[], []])
})

test('a value in the packed image of a page in the log is found, until its files came round', async () => {
  await client.query(`insert into public.planted select 3, '${MARK}'`)
  await client.query(`insert into public.planted select no, 'buur ' || no from generate_series(10, 60) no`)
  await filesComeRound()
  assert.deepEqual(await found('pg_wal'), [], 'what was written of the row itself is gone')
  // The first change of the page after a checkpoint writes all of it.
  await client.query(`update public.planted set words = 'buur' where no = 10`)
  assert.equal((await found('pg_wal')).length, 1)
  assert.equal(await lies('pg_wal'), false, 'it is packed')
  assert.equal(await lies('base'), true)
  await client.query('delete from public.planted where no = 3')
  await nightAndDays()
  assert.deepEqual([await found('base'), await found('pg_wal')], [[], []])
})
