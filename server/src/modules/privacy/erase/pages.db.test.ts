import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { residueInDatabase } from '../../../base/catalogue/residue.ts'
import { residueInPages } from '../../../base/catalogue/residue-pages.ts'
import { readDataMap } from '../../../base/catalogue/data-map.ts'
import { ownTestCluster } from '../../../base/postgres-for-tests.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { movingPersonal } from '../../moving/index.ts'
import { ctxOf } from '../../patrons/testing/ctx.ts'
import { aForm } from '../../patrons/testing/forms.ts'
import { askErasure, ErasureAsked, readErasure } from '../index.ts'
import { privacyJobs } from '../jobs.ts'
import { wordedTables } from './clean-pages.rules.ts'

/*
 * What stands on the disk, read as bytes, past SQL, in a cluster of its own: a checkpoint that another test brings on gives files of the log away.
 * The cluster writes no images of pages into its log; a real one does, packed: that they are opened, and go with the log, stands in
 * base/catalogue/residue-pages.db.test.ts.
 */
let world: World
let clock: TestClock
let here: Library
let desk: Someone
let dpo: Someone
let cluster: Awaited<ReturnType<typeof ownTestCluster>>
let server: string
let own: string
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-pages-'))
  // With a short log: to let it come round is to write all of it, and each look reads all of it.
  cluster = await ownTestCluster(join(folder, 'var'), { max_wal_size: '64MB', min_wal_size: '32MB' })
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  desk = await world.staff(here, ['hoofd_balie'])
  dpo = await world.staff(here, ['dpo'])
  const [at] = await world.rows(
    'select pg_backend_pid()::text as pid, (select oid::text from pg_database where datname = current_database()) as oid',
  )
  // The server names its folder as it sees it: by the process it is found.
  server = `/proc/${at!['pid']}/cwd`
  own = `base/${at!['oid']}`
})
after(async () => {
  await clock.close()
  await world.close()
  await cluster.stop()
  await rm(folder, { recursive: true })
})
const id = () => uuid7(world.now)
const night = () => runJobs(clock, privacyJobs(join(folder, 'erased.jsonl'), [movingPersonal]), 'clean_pages')
/** As the server does every five minutes. */
const checkpoint = () => world.rows('checkpoint')
const inPages = async (values: readonly string[]): Promise<string[]> => {
  await checkpoint()
  const names = new Map(
    (
      await world.rows(
        'select pg_relation_filenode(oid)::text as file, oid::regclass::text as name from pg_class',
      )
    ).map(row => [row['file'], row['name']]),
  )
  const found = await residueInPages(server, [own], values)
  return found.map(({ where }) => {
    const file = where.slice(own.length + 1)
    return names.get(/^\d+/.exec(file)?.[0] ?? '') ?? file
  })
}
const inLog = async (values: readonly string[]) => residueInPages(server, ['pg_wal'], values)

async function plant(mark: string): Promise<{ patron_id: string; values: readonly string[] }> {
  const values = [mark, `${mark}straat`, `${mark.toLowerCase()}@example.invalid`, `${mark}notitie`]
  const form = aForm({
    family_name: mark,
    street: `${mark}straat 7`,
    postcode: '9000',
    municipality: 'Gent',
    email: `${mark.toLowerCase()}@example.invalid`,
  })
  const made = await world.call(op.registerPatron, { body: form }, desk)
  assert.equal(made.status, 201, made.text)
  const { patron_id } = made.body
  const params = { patron_id }
  const noted = await world.call(
    op.addNote,
    { params, body: { command_id: id(), text: `${mark}notitie`, until: '2027-12-01' } },
    desk,
  )
  assert.ok(noted.status < 300, noted.text)
  return { patron_id, values }
}

async function erase(patron_id: string): Promise<void> {
  const { open } = (await world.call(op.readAccount, { params: { patron_id } }, desk)).body
  const entry_ids = open.map(line => line.entry_id)
  const paid = await world.call(
    op.receivePayment,
    { params: { patron_id }, body: { command_id: id(), method: 'card', entry_ids } },
    desk,
  )
  assert.equal(paid.status, 201, paid.text)
  const ctx = await ctxOf(world, dpo, 'askErasure')
  const erasure_id = await transact(ctx, async tx => {
    await tx.first([])
    const [rows = []] = await tx.last(
      askErasure(ctx, { library_id: here.library_id, patron_id, parts: ['everything'] }),
    )
    return oneOf(ErasureAsked, rows)!.erasure_id
  })
  await runJobs(clock, privacyJobs(join(folder, 'erased.jsonl'), [movingPersonal]), 'erase_asked')
  const told = await transact(ctx, async tx => {
    await tx.first([])
    return readErasure(tx, erasure_id)
  })
  assert.equal(told?.state, 'done', JSON.stringify(told?.blocks))
}

test('P58 P83 nothing of an erased person is left in the pages of the database after the night, and it was there before', async () => {
  // Neighbours in the same pages: a table that became empty would give its pages back by itself.
  const neighbours = async (name: string) => {
    for (let no = 0; no < 6; no++) await plant(`Blijver${name}${no}`)
  }
  await neighbours('a')
  const { patron_id, values } = await plant('Vluchtigwoudezel')
  await neighbours('b')
  const name = values.slice(0, 1)
  // Whoever begins a new file of the log writes the old one out.
  await world.rows('select pg_switch_wal()')
  assert.ok((await inLog(name)).length > 0, 'the log of writes has it')
  await world.rows('analyze')
  assert.ok((await inPages(values)).includes('patrons.patron'))

  await erase(patron_id)
  assert.deepEqual(await residueInDatabase(world.db.admin, values), [])
  const before = await inPages(values)
  for (const table of ['patrons.note', 'patrons.name_token'])
    assert.ok(before.includes(table), `${table} still has its bytes: ${before.join(', ')}`)
  // To sweep alone leaves them in the holes between the rows.
  await world.rows('vacuum')
  assert.ok((await inPages(values)).length > 0)

  await night()
  assert.deepEqual(await inPages(values), [])
  assert.equal((await inPages(['Blijvera0straat'])).includes('patrons.patron'), true, 'the others stay')

  // The log of writes: a server that does something begins a new file each hour, and overwrites old ones in turn.
  const [most] = await world.rows(
    "select pg_size_bytes(current_setting('max_wal_size')) / pg_size_bytes(current_setting('wal_segment_size')) as files",
  )
  let hours = 0
  for (; hours <= Number(most!['files']); hours++) {
    await world.rows("select pg_logical_emit_message(false, 'hour', 'something')")
    await world.rows('select pg_switch_wal()')
    await checkpoint()
  }
  assert.deepEqual(await inLog(name), [], `after ${hours} files`)
})

test('a table that somebody holds waits for the next night, and keeps nobody waiting', async () => {
  const { patron_id, values } = await plant('Haltwoudezel')
  await erase(patron_id)
  await world.rows('begin')
  await world.rows('select count(*) from patrons.patron')
  try {
    await night()
    const left = await inPages(values.slice(0, 1))
    // Its own pages and those of its indexes; every other table was written anew.
    assert.ok(left.length > 0 && left.every(name => name.startsWith('patrons.patron')), left.join(', '))
  } finally {
    await world.rows('rollback')
  }
  await night()
  assert.deepEqual(await inPages(values), [])
})

test('whoever lets pages be written anew may do so with every table in which words of people stand', async () => {
  const { personal } = await readDataMap(world.db.admin)
  const tables = wordedTables(personal)
  assert.ok(tables.includes('patrons.patron') && tables.includes('privacy.rights_case'), tables.join(', '))
  const missing = await world.rows(
    `select c.oid::regclass::text as table from pg_class c
      where c.relkind = 'r' and c.oid = any (select t::regclass from unnest($1::text[]) t) and not has_table_privilege('kaft_jobs', c.oid, 'maintain')`,
    [tables],
  )
  assert.deepEqual(missing, [], 'grant maintain on it to kaft_jobs, in its migration')
})
