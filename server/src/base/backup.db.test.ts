import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type BackupPlace, lockBackups, makeBackup } from './backup.ts'
import { newRing } from './keys.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { isAlive } from './postgres-folder.ts'
import { restoreBackup, verifyBackup } from './restore.ts'
import { StartError } from './start-error.ts'

const root = await mkdtemp(join(tmpdir(), 'kaft-backup-test-'))
const keys = newRing(join(root, 'kaft.keys'))
const place: BackupPlace = {
  dataFolder: join(root, 'var'),
  backupFolder: join(root, 'backups'),
  databaseUrl: undefined,
}
const now = Temporal.Instant.from('2026-10-25T00:59:59.9Z')
const sentence = (pattern: RegExp) => (e: unknown) => e instanceof StartError && pattern.test(e.message)
const MARKER = 'Zebedeus-Marker'
let server: Postgres

before(async () => {
  server = await startPostgres({ dataFolder: place.dataFolder })
  await ask(server.url, `create table written (id int primary key, name text default '${MARKER}')`)
  await ask(server.url, 'create table heavy as select n, md5(n::text) from generate_series(1, 200000) n')
  await ask(server.url, 'create database "Second Library"')
})
after(async () => {
  await server.stop()
  await rm(root, { recursive: true, force: true })
})

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Writes rows one by one, with checkpoints between, until told to stop; `last` is the last acknowledged. */
function writer() {
  const state = { last: 0, going: true }
  const done = (async () => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    while (state.going) {
      await client.query('insert into written values ($1)', [state.last + 1])
      state.last += 1
      // Changes every page again and recycles log, so that a copy without its log would be a ruin.
      if (state.last % 50 === 0) await client.query('update heavy set n = n + 1 where n % 10 = 0')
      if (state.last % 100 === 0) await client.query('checkpoint')
    }
    await client.end()
  })()
  return { state, stop: () => ((state.going = false), done) }
}

test('a backup under writes, restored elsewhere, has every row acknowledged before it and no half of a later one', async () => {
  const writing = writer()
  while (writing.state.last < 200) await new Promise(resolve => setTimeout(resolve, 10))
  const before = writing.state.last
  const made = await makeBackup(place, keys, now)
  const after = writing.state.last
  await writing.stop()
  assert.ok(after > before, 'nothing was written meanwhile')
  assert.equal(made.path, join(place.backupFolder, 'kaft-2026-10-25T010000Z.backup'))
  assert.equal((await stat(made.path)).mode & 0o777, 0o600)
  assert.equal(made.bytes, (await stat(made.path)).size)
  assert.ok(!(await readFile(made.path)).includes(MARKER))
  assert.deepEqual(await ask(server.url, 'select slot_name from pg_replication_slots'), [])

  const verified = await verifyBackup(place, keys, made.path)
  assert.equal(verified.made_at, '2026-10-25T01:00:00Z')
  assert.deepEqual(
    verified.databases.map(d => [d.name, d.tables]),
    [
      ['postgres', 2],
      ['Second Library', 0],
    ].sort(),
  )
  const rows = verified.databases.find(d => d.name === 'postgres')?.rows ?? 0
  assert.ok(rows >= 200_000 + before && rows <= 200_000 + after + 1, `${rows}`)
  assert.deepEqual(await readdir(place.backupFolder), ['kaft-2026-10-25T010000Z.backup'])

  const elsewhere = { ...place, dataFolder: join(root, 'elsewhere') }
  await restoreBackup(elsewhere, keys, made.path)
  const restored = await startPostgres({ dataFolder: elsewhere.dataFolder })
  try {
    const [found] = await ask(
      restored.url,
      'select count(*)::int n, max(id) last, min(name) name from written',
    )
    assert.equal(found?.n, found?.last)
    assert.ok(Number(found?.n) >= before && Number(found?.n) <= after + 1)
    assert.equal(found?.name, MARKER)
    assert.deepEqual(
      await ask(restored.url, 'select count(*)::int n, count(distinct md5)::int m from heavy'),
      [{ n: 200_000, m: 200_000 }],
    )
    await ask(restored.url, 'insert into written values (0)')
  } finally {
    await restored.stop()
  }
  assert.deepEqual((await readdir(elsewhere.dataFolder)).sort(), ['pg18', 'postgres.log'])
})

test('a restore never touches a database that is there, and a bad file leaves nothing', async () => {
  const [name] = await readdir(place.backupFolder)
  const good = join(place.backupFolder, name ?? '')
  await assert.rejects(restoreBackup(place, keys, good), sentence(/is in use: stop Kaft first/))
  const full = { ...place, dataFolder: join(root, 'full') }
  await mkdir(join(full.dataFolder, 'pg18'), { recursive: true })
  await writeFile(join(full.dataFolder, 'pg18', 'PG_VERSION'), '18\n')
  await assert.rejects(restoreBackup(full, keys, good), sentence(/holds a database already/))
  assert.deepEqual(await readdir(join(full.dataFolder, 'pg18')), ['PG_VERSION'])

  const target = { ...place, dataFolder: join(root, 'target') }
  const bytes = await readFile(good)
  const bad = join(root, 'bad.backup')
  const changed = Buffer.from(bytes)
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1
  for (const wrong of [bytes.subarray(0, bytes.length >> 1), bytes.subarray(0, -1), changed]) {
    await writeFile(bad, wrong)
    await assert.rejects(
      restoreBackup(target, keys, bad),
      sentence(/^The backup .*bad\.backup is damaged, cut short or was changed/),
    )
    await assert.rejects(verifyBackup(target, keys, bad), sentence(/is damaged/))
    assert.deepEqual(await readdir(target.dataFolder), [])
  }
  await assert.rejects(
    restoreBackup(target, newRing('/other'), good),
    sentence(/is not in the key file \/other/),
  )
  await assert.rejects(restoreBackup(target, keys, join(root, 'none')), sentence(/cannot be read \(ENOENT\)/))
  await assert.rejects(restoreBackup(target, keys, root), sentence(/cannot be read \(EISDIR\)/))
  assert.deepEqual(await readdir(target.dataFolder), [])
})

test("a server of one's own, no database, a second backup at once and a bad folder are one sentence each", async () => {
  const own = { ...place, databaseUrl: 'postgresql://db/kaft' }
  await assert.rejects(
    makeBackup(own, keys, now),
    sentence(/^DATABASE_URL points to a server of your own: use that server's own backup/),
  )
  await assert.rejects(restoreBackup(own, keys, 'x'), sentence(/^DATABASE_URL points/))
  await assert.rejects(
    makeBackup({ ...place, dataFolder: join(root, 'new') }, keys, now),
    sentence(/There is no database in/),
  )
  await writeFile(join(root, 'a-file'), '')
  await assert.rejects(
    makeBackup({ ...place, backupFolder: join(root, 'a-file') }, keys, now),
    sentence(/^The backup .* cannot be written \(E[A-Z]+\): set KAFT_BACKUPS/),
  )
  const lock = await lockBackups(place.backupFolder)
  assert.ok(typeof lock === 'object')
  await assert.rejects(
    makeBackup(place, keys, now),
    sentence(/^A backup is being made already, by process \d+\.$/),
  )
  await lock.release()
})

test('what a broken-off backup, and a broken-off try of one, left goes with the next one', async () => {
  const left = join(place.backupFolder, 'kaft-2026-01-01T000000Z.backup.part')
  await writeFile(left, 'x')
  // A try that was killed: its database lives on, and what it restored can be read without a key.
  const died = spawnSync(process.execPath, ['-e', '']).pid
  const tried = join(place.backupFolder, `verify-${died}`)
  const orphan = await startPostgres({ dataFolder: tried, durable: false })
  await orphan.release()
  const inUse = join(place.backupFolder, `verify-${process.ppid}`)
  await mkdir(inUse)
  await makeBackup(place, keys, now.add({ hours: 1 }))
  assert.deepEqual(
    (await readdir(place.backupFolder)).filter(name => !name.endsWith('.backup')),
    [`verify-${process.ppid}`],
    'that of a living process stays',
  )
  assert.ok(!isAlive(orphan.pid), 'nothing is left running')
  await rm(inUse, { recursive: true })
})
