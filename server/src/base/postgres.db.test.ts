import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseAccount, findBinaries, isRoot } from './postgres-binaries.ts'
import { isAlive } from './postgres-folder.ts'
import { joinPostgres, type Postgres, startPostgres } from './postgres.ts'
import { StartError } from './start-error.ts'

// Real servers, killed for real; only those that are started here. They are durable, so that "acknowledged" means
// what it means in a library.

const root = await mkdtemp(join(tmpdir(), 'kaft-pg-test-'))
const started: Postgres[] = []
const starters: ChildProcess[] = []
after(async () => {
  for (const child of starters) child.kill('SIGKILL')
  for (const server of started) await server.stop()
  await rm(root, { recursive: true, force: true })
})

let folders = 0
const freshFolder = () => join(root, `data-${++folders}`)
const sentence = (pattern: RegExp) => (e: unknown) => e instanceof StartError && pattern.test(e.message)

async function start(dataFolder: string, more: { note?: (text: string) => void } = {}): Promise<Postgres> {
  const server = await startPostgres({ dataFolder, ...more })
  started.push(server)
  return server
}

async function ask(server: Postgres, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/**
 * Another process that starts the server and writes rows one after the other, saying each number once the server
 * has acknowledged it. With `leave` it gives up the folder first and ends when its connection breaks.
 */
function startElsewhere(dataFolder: string, what: 'hold' | 'write' | 'leave') {
  const url = JSON.stringify(new URL('./postgres.ts', import.meta.url).href)
  const program = `
    import { startPostgres } from ${url}
    import pg from ${JSON.stringify(import.meta.resolve('pg'))}
    try {
      const server = await startPostgres({ dataFolder: ${JSON.stringify(dataFolder)} })
      console.log('pid ' + server.pid)
      if (${what === 'leave'}) await server.release()
      else setInterval(() => undefined, 1000)
      if (${what !== 'hold'}) {
        const client = new pg.Client({ connectionString: server.url })
        client.on('error', () => undefined)
        await client.connect()
        await client.query('create table if not exists written (id int primary key)')
        for (let id = 1; ; id++) {
          await client.query('insert into written values ($1)', [id])
          process.stdout.write(id + '\\n')
        }
      }
    } catch (error) {
      if (error.name === 'StartError') console.log(error.name + ' ' + error.message)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  starters.push(child)
  const lines: string[] = []
  let rest = ''
  child.stdout.on('data', part => {
    const parts = (rest + part.toString()).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  const said = async (count: number) => {
    for (let waits = 0; lines.length < count; waits++) {
      assert.ok(waits < 2000, `the other process said only ${lines.join(', ')}`)
      await sleep(10)
    }
    return lines
  }
  const kill = async () => {
    child.kill('SIGKILL')
    while (child.exitCode === null && child.signalCode === null) await sleep(5)
    return Number(lines.at(-1))
  }
  return { child, data: dataFolder, said, kill, pid: () => Number(lines[0]?.slice(4)) }
}

/** Every acknowledged row is there, and at most the one that was under way besides. */
async function assertKept(server: Postgres, last: number): Promise<void> {
  assert.ok(last > 10, `only ${last} rows were written`)
  const [row] = await ask(server, 'select count(*)::int n, max(id) m from written')
  assert.ok(row?.n === last || row?.n === last + 1, `${String(row?.n)} of ${last} rows`)
  assert.equal(row?.n, row?.m)
}

async function childrenOf(pid: number): Promise<number[]> {
  const children: number[] = []
  for (const name of await readdir('/proc')) {
    const text = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : ''
    if (text.replace(/^.*\) /, '').split(' ')[1] === String(pid)) children.push(Number(name))
  }
  return children
}

/** Kills a postmaster and all its children at one blow. */
async function killServer(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  for (const each of [...(await childrenOf(pid)), pid]) process.kill(each, 'SIGKILL')
}

test('the first start makes a private server, and the second finds its data', async () => {
  const data = freshFolder()
  const server = await start(data)
  assert.equal(server.adopted, false)
  await ask(server, 'create table kept as select 1 as one')
  const [row] = await ask(
    server,
    `select current_setting('server_version_num')::int >= 180000 as version, current_setting('listen_addresses') as addresses,
       current_setting('fsync') as fsync, current_setting('data_checksums') as checksums, current_setting('timezone') as zone,
       (select datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding) from pg_database where datname = 'postgres') as locale,
       current_setting('shared_preload_libraries') as libraries, inet_server_addr() as address`,
  )
  assert.deepEqual(row, {
    version: true,
    addresses: '',
    fsync: 'on',
    checksums: 'on',
    zone: 'UTC',
    locale: 'b PG_UNICODE_FAST UTF8',
    libraries: 'pg_stat_statements',
    address: null,
  })
  assert.equal((await stat(server.connection.host)).mode & 0o777, 0o700)
  assert.equal((await stat(join(data, 'pg18'))).mode & 0o777, 0o700)
  await server.stop()
  await server.stop()
  assert.equal(isAlive(server.pid), false)
  await assert.rejects(stat(server.connection.host), { code: 'ENOENT' })
  const again = await start(data)
  assert.equal(again.adopted, false)
  assert.deepEqual(await ask(again, 'select one from kept'), [{ one: 1 }])
  await again.stop()
})

test('a server that outlived its killed starter is adopted, with every acknowledged row', async () => {
  const data = freshFolder()
  const other = startElsewhere(data, 'write')
  await other.said(100)
  const last = await other.kill()
  assert.equal(isAlive(other.pid()), true)
  const server = await start(data)
  assert.equal(server.adopted, true)
  assert.equal(server.pid, other.pid())
  await assertKept(server, last)
  await server.stop()
  assert.equal(isAlive(other.pid()), false)
})

test('Ctrl-C reaches the starter and not the server', async () => {
  const other = startElsewhere(freshFolder(), 'hold')
  await other.said(1)
  // What a terminal does: SIGINT to the whole process group.
  process.kill(-Number(other.child.pid), 'SIGINT')
  while (other.child.signalCode === null) await sleep(5)
  await sleep(300)
  assert.equal(isAlive(other.pid()), true)
  const server = await start(other.data)
  assert.equal(server.pid, other.pid())
  await server.stop()
})

/** A process that is no PostgreSQL, under the server's account: one of another account PostgreSQL overlooks by itself. */
async function foreignProcess(data: string): Promise<number> {
  const account = await chooseAccount(join(data, 'pg18'))
  const sleeper = spawn('sleep', ['120'], { stdio: 'ignore', cwd: '/', ...(isRoot() ? account : {}) })
  starters.push(sleeper)
  assert.ok(sleeper.pid)
  return sleeper.pid
}

for (const reused of [false, true]) {
  const besides = reused ? ' and its number was used again' : ''
  test(`after the postmaster alone was killed${besides}, the next start waits for its children and recovers`, async () => {
    const data = freshFolder()
    const other = startElsewhere(data, 'leave')
    await other.said(100)
    const [slow] = await childrenOf(other.pid())
    assert.ok(slow)
    process.kill(slow, 'SIGSTOP')
    process.kill(other.pid(), 'SIGKILL')
    while (other.child.exitCode === null) await sleep(5)
    const last = await other.kill()
    const file = join(data, 'pg18', 'postmaster.pid')
    if (reused) {
      const foreign = await foreignProcess(data)
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(foreign)))
    }
    const first = Date.now()
    const continued = sleep(1000).then(() => process.kill(slow, 'SIGCONT'))
    const server = await start(data)
    assert.ok(Date.now() - first >= 1000)
    await continued
    assert.equal(server.adopted, false)
    await assertKept(server, last)
    await server.stop()
  })
}

test('after everything was killed at once, the next start has every acknowledged row', async () => {
  const data = freshFolder()
  const other = startElsewhere(data, 'write')
  await other.said(100)
  await killServer(other.pid())
  const last = await other.kill()
  const server = await start(data)
  assert.equal(server.adopted, false)
  await assertKept(server, last)
  await server.stop()
})

test('a server that dies under a living starter is started again, at the same address', async () => {
  const notes: string[] = []
  const server = await start(freshFolder(), { note: text => notes.push(text) })
  const { pid, url } = server
  await ask(server, 'create table kept as select 1 as one')
  await killServer(pid)
  while (server.pid === pid || !notes.includes('PostgreSQL runs again.')) await sleep(20)
  assert.equal(server.url, url)
  assert.deepEqual(await ask(server, 'select one from kept'), [{ one: 1 }])
  await server.stop()
  assert.equal(isAlive(server.pid), false)
})

test('pid and lock files that name a foreign process, or nothing, do not stop the start', async () => {
  const data = freshFolder()
  const server = await start(data)
  const file = join(data, 'pg18', 'postmaster.pid')
  const text = await readFile(file, 'utf8')
  await server.stop()
  const foreign = text.replace(/^\d+/, String(await foreignProcess(data)))
  const account = await chooseAccount(join(data, 'pg18'))
  for (const stale of [foreign, '', 'x\n']) {
    await writeFile(file, stale)
    await mkdir(server.connection.host, { mode: 0o700 })
    if (isRoot()) await chown(server.connection.host, account.uid, account.gid)
    await writeFile(join(server.connection.host, '.s.PGSQL.5432.lock'), stale)
    const again = await start(data)
    assert.equal(again.adopted, false)
    assert.equal((await ask(again, 'select 1 as one')).length, 1)
    await again.stop()
  }
})

test('a server whose socket was swept away is replaced', async () => {
  const data = freshFolder()
  const first = await start(data)
  await first.release()
  await rm(first.connection.host, { recursive: true })
  const server = await start(data)
  assert.equal(server.adopted, false)
  assert.notEqual(server.pid, first.pid)
  assert.equal((await ask(server, 'select 1 as one')).length, 1)
  await server.stop()
})

test('of two starts on one folder one goes on, and the other gets one sentence', async () => {
  const data = freshFolder()
  const both = [startElsewhere(data, 'hold'), startElsewhere(data, 'hold')]
  const said = (await Promise.all(both.map(b => b.said(1)))).map(lines => lines[0] ?? '')
  const winner = said.findIndex(line => line.startsWith('pid '))
  assert.match(
    said[1 - winner] ?? '',
    /^StartError The data folder .* is in use by process \d+: stop that first/,
  )
  assert.match(said[1 - winner] ?? '', new RegExp(` process ${both[winner]?.child.pid}:`))
  await both[winner]?.kill()
  const server = await start(data)
  assert.equal(server.adopted, true)
  await assert.rejects(startPostgres({ dataFolder: data }), sentence(/in use by process/))
  await server.stop()
})

test('a guest uses the server of the house and leaves it alone; without one it has its own', async () => {
  const data = freshFolder()
  const server = await start(data)
  const guest = await joinPostgres({ dataFolder: data })
  assert.equal(guest.pid, server.pid)
  await guest.stop()
  assert.equal((await ask(server, 'select 1 as one')).length, 1)
  await server.stop()
  const alone = await joinPostgres({ dataFolder: data })
  started.push(alone)
  assert.notEqual(alone.pid, server.pid)
  await assert.rejects(startPostgres({ dataFolder: data }), sentence(/in use by process/))
  await alone.stop()
  assert.equal(isAlive(alone.pid), false)
})

test('stopping ends open transactions at once', async () => {
  const server = await start(freshFolder())
  const client = new pg.Client({ connectionString: server.url })
  const errors: Error[] = []
  client.on('error', e => errors.push(e))
  await client.connect()
  await client.query('begin; create table half_done ()')
  const first = Date.now()
  await server.stop()
  assert.ok(Date.now() - first < 5000)
  assert.ok(errors.length > 0)
})

test('a folder of another version, or with something else in it, is left untouched', async () => {
  const older = freshFolder()
  await mkdir(join(older, 'pg17'), { recursive: true })
  await assert.rejects(
    startPostgres({ dataFolder: older }),
    sentence(/holds data of PostgreSQL 17, and this Kaft runs PostgreSQL 18/),
  )
  assert.deepEqual(await readdir(older), ['pg17'])

  const disguised = freshFolder()
  await mkdir(join(disguised, 'pg18'), { recursive: true })
  await writeFile(join(disguised, 'pg18', 'PG_VERSION'), '19\n')
  await assert.rejects(
    startPostgres({ dataFolder: disguised }),
    sentence(/holds data of PostgreSQL 19, .*left untouched/),
  )

  const strange = freshFolder()
  await mkdir(join(strange, 'pg18', 'holiday'), { recursive: true })
  await assert.rejects(startPostgres({ dataFolder: strange }), sentence(/is not a data folder of PostgreSQL/))
  assert.deepEqual(await readdir(join(strange, 'pg18')), ['holiday'])
})

test('a first start that was broken off leaves nothing in the way', async () => {
  const data = freshFolder()
  await mkdir(join(data, 'new-pg-1', 'base'), { recursive: true })
  await mkdir(join(data, 'pg18'))
  const server = await start(data)
  await server.stop()
  assert.deepEqual((await readdir(data)).sort(), ['pg18', 'postgres.log'])
})

test('a folder that cannot be used, and a full disk, are one sentence each', async () => {
  await writeFile(join(root, 'a-file'), '')
  await assert.rejects(
    startPostgres({ dataFolder: join(root, 'a-file', 'var') }),
    sentence(/^The data folder .* cannot be made \(ENOTDIR\): set KAFT_DATA/),
  )
  await assert.rejects(
    startPostgres({ dataFolder: freshFolder(), leastFree: 1e12 }),
    sentence(/^The disk of the data folder .* is full: \d+ MB are free, 1000000000000 MB are needed/),
  )
  await assert.rejects(
    startPostgres({ dataFolder: freshFolder(), logFile: join(root, 'nowhere', 'log') }),
    sentence(/^The log file .* cannot be written \(ENOENT\)/),
  )
  const broken = freshFolder()
  const server = await start(broken)
  await server.stop()
  await rm(join(broken, 'pg18', 'global', 'pg_control'))
  await assert.rejects(
    startPostgres({ dataFolder: broken }),
    sentence(/^PostgreSQL does not start on .*: .*pg_control/),
  )
})

test('below a folder that only its owner may enter, data work in place and programs from a copy', async () => {
  const closed = join(root, 'closed')
  await mkdir(closed, { mode: 0o700 })
  const server = await start(join(closed, 'var'))
  assert.equal((await ask(server, 'select 1 as one')).length, 1)
  await server.release()
  const adopted = await start(join(closed, 'var'))
  assert.equal(adopted.adopted, true)
  await adopted.stop()

  const account = await chooseAccount(join(closed, 'none'))
  const installed = join(await findBinaries(account), '..')
  const native = join(closed, 'package', 'native')
  for (const part of ['bin', 'lib', 'share']) {
    await cp(join(installed, part), join(native, part), { recursive: true, verbatimSymlinks: true })
  }
  await writeFile(join(closed, 'package', 'package.json'), '{}')
  const found = await findBinaries(account, native)
  // Root becomes another user, who cannot enter; everyone else is the owner.
  assert.equal(found === join(native, 'bin'), !isRoot())
  if (isRoot()) await rm(join(found, '..'), { recursive: true })
})

test("nothing of what people are called gets into the server's log", async () => {
  const data = freshFolder()
  const server = await start(data)
  const marker = 'Zebedeus-Marker'
  await ask(server, 'create table people (name text primary key, born date)')
  await ask(server, `insert into people values ('${marker}', '2000-01-01')`)
  for (const sql of [
    `insert into people values ('${marker}', '2000-01-01')`,
    `insert into people values ('x', '${marker}')`,
    `selekt '${marker}'`,
    `do $$ begin raise '%', '${marker}'; end $$`,
    `do $$ begin raise warning '%', '${marker}'; end $$; select 1/0`,
  ]) {
    await assert.rejects(ask(server, sql))
  }
  await server.stop()
  const log = await readFile(join(data, 'postgres.log'), 'utf8')
  assert.match(log, /database system is ready/)
  assert.ok(!log.includes(marker), log)
})
