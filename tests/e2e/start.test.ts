import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { lookInside } from './program/library-of-program.ts'
import {
  type Environment,
  isAlive,
  launchProgram,
  placeForProgram,
  postmasterOf,
  type Program,
  runToEnd,
  startProgram,
} from './program/run-program.ts'

let place: Awaited<ReturnType<typeof placeForProgram>>
before(async () => (place = await placeForProgram()))
after(() => place.remove())

const get = (program: Program, path: string, headers: Record<string, string> = {}) =>
  fetch(`${program.address}${path}`, { headers })

test('a first start makes all it needs, opens, answers, and stops on SIGTERM with nothing left', async t => {
  const program = await startProgram(place.env)
  assert.match(program.printed(), new RegExp(`The key file was made: ${place.env['KAFT_KEYS']}`))
  assert.equal((await stat(place.env['KAFT_KEYS'] ?? '')).mode & 0o777, 0o600)
  assert.deepEqual(await (await get(program, '/healthz')).json(), { alive: true })
  const ready = await (await get(program, '/readyz')).json()
  assert.deepEqual(ready, { ready: true, checks: ready.checks })
  assert.deepEqual(
    ready.checks.map((c: { name: string }) => c.name),
    ['database', 'schema', 'months_ahead', 'jobs'],
  )
  assert.match(await (await get(program, '/metrics')).text(), /kaft_operation_seconds/)
  const postmaster = (await postmasterOf(place.folder)) ?? 0
  assert.ok(isAlive(postmaster))
  assert.deepEqual(await program.stop(), { code: 0, signal: null })
  assert.ok(!isAlive(postmaster))
  const started = performance.now()
  const again = await startProgram(place.env)
  t.diagnostic(`second start: ${Math.round(performance.now() - started)} ms`)
  assert.doesNotMatch(again.printed(), /key file was made/)
  await again.stop()
})

test('the staff client comes with a nonce of its own, its files for ever, and the API is never the client', async () => {
  const program = await startProgram(place.env)
  try {
    const pages = await Promise.all(['/', '/lener/12', '/index.html'].map(path => get(program, path)))
    for (const page of pages) {
      const text = await page.text()
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? '-'
      assert.equal(page.status, 200)
      assert.equal(page.headers.get('cache-control'), 'no-store')
      assert.ok(
        page.headers.get('content-security-policy')?.includes(`'nonce-${nonce}'`),
        'the policy names it',
      )
      assert.doesNotMatch(text, /__NONCE__/)
    }
    const again = await (await get(program, '/')).text()
    const script = /assets\/[^"]+\.js/.exec(again)?.[0]
    const file = await get(program, `/${script}`, { 'accept-encoding': 'br' })
    assert.equal(file.headers.get('content-encoding'), 'br')
    assert.match(file.headers.get('cache-control') ?? '', /immutable/)
    assert.match(file.headers.get('content-type') ?? '', /javascript/)
    for (const path of [
      '/api/nothing',
      '/api',
      '/assets/none.js',
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2fvite.config.ts',
      '/%zz',
    ]) {
      const missing = await get(program, path)
      assert.ok([400, 403, 404].includes(missing.status), `${path}: ${missing.status}`)
      assert.doesNotMatch(await missing.text(), /<!doctype|workspaces/, path)
    }
    const docs = await get(program, '/api/docs')
    assert.ok(docs.redirected && docs.url.endsWith('/api/v1/docs'))
    assert.equal((await (await get(program, '/api/openapi.json')).json()).openapi, '3.1.0')
    assert.equal((await get(program, '/demo/sheet.json')).status, 404, 'no demonstration, no sheet')
  } finally {
    await program.stop()
  }
})

test('what was accepted is finished before the end; who comes later is not let in', async () => {
  const program = await startProgram(place.env)
  const inside = await lookInside(place.folder)
  await inside.client.query('begin; lock table organisation.branch in access exclusive mode')
  const waiting = get(program, '/api/v1/branches')
  await sleep(300)
  program.signal('SIGTERM')
  await sleep(300)
  await assert.rejects(get(program, '/healthz'))
  assert.ok(isAlive(program.pid))
  await inside.client.query('rollback')
  const answered = performance.now()
  assert.equal((await waiting).status, 200)
  await inside.close()
  assert.deepEqual(await program.ended, { code: 0, signal: null })
  assert.ok(performance.now() - answered < 20_000, 'a kept connection does not hold up the end')
})

test('a second signal does not wait, and the next start finds all in order', async () => {
  const program = await startProgram(place.env)
  const postmaster = (await postmasterOf(place.folder)) ?? 0
  const inside = await lookInside(place.folder)
  await inside.client.query('begin; lock table organisation.branch in access exclusive mode')
  const waiting = get(program, '/api/v1/branches').catch((error: Error) => error)
  await sleep(300)
  program.signal('SIGINT')
  await sleep(1200)
  program.signal('SIGINT')
  assert.deepEqual(await program.ended, { code: 130, signal: null })
  for (let i = 0; i < 100 && isAlive(postmaster); i++) await sleep(50)
  assert.ok(!isAlive(postmaster), 'nothing is left running')
  assert.ok((await waiting) instanceof Error)
  await inside.close()
  assert.deepEqual(await (await startProgram(place.env)).stop(), { code: 0, signal: null })
})

test('Ctrl-C at npm start, which reaches every process of the terminal, is an orderly end', async () => {
  const program = await startProgram(place.env, ['npm', 'start'])
  const postmaster = (await postmasterOf(place.folder)) ?? 0
  process.kill(-program.pid, 'SIGINT')
  await program.ended
  for (let i = 0; i < 100 && isAlive(postmaster); i++) await sleep(50)
  assert.ok(!isAlive(postmaster), 'PostgreSQL has stopped')
  assert.match(program.printed(), /Kaft closes/)
})

test('SIGTERM to npm reaches Kaft, and leaves no orphan', async () => {
  const program = await startProgram(place.env, ['npm', 'start'])
  const postmaster = (await postmasterOf(place.folder)) ?? 0
  program.signal('SIGTERM')
  await program.ended
  for (let i = 0; i < 100 && isAlive(postmaster); i++) await sleep(50)
  assert.ok(!isAlive(postmaster))
  await assert.rejects(get(program, '/healthz'))
})

test('whose output nobody reads any more goes on, and ends in order', async () => {
  const program = await startProgram(place.env)
  const postmaster = (await postmasterOf(place.folder)) ?? 0
  program.leave()
  // There was no terminal, so that none that is closed ends it.
  program.signal('SIGHUP')
  await sleep(500)
  assert.equal((await get(program, '/healthz')).status, 200)
  // What it says of its end reaches nobody.
  const ended = await Promise.race([program.stop(), sleep(60_000, 'it goes on')])
  assert.deepEqual(ended, { code: 0, signal: null })
  assert.ok(!isAlive(postmaster))
})

test('a demonstration whose loading was cut off is whole after the next start, and is loaded once', async () => {
  const demo = await placeForProgram()
  const env = { ...demo.env, KAFT_DEMO: 'on' }
  try {
    const cut = launchProgram(env)
    for (let i = 0; i < 1200 && !/\d+ items/.test(cut.printed()); i++) await sleep(25)
    assert.match(cut.printed(), /\d+ items/, 'its people and items are there, its loans not yet')
    cut.signal('SIGKILL')
    await cut.ended
    const program = await startProgram(env)
    assert.match(program.printed(), /Loading the demonstration/)
    assert.match(program.printed(), /amina\.testgem/)
    const sheet = await (await get(program, '/demo/sheet.json')).json()
    for (const kind of ['cards', 'items', 'badges', 'crates']) assert.ok(sheet[kind].length > 0, kind)
    const paper = await get(program, '/demo/sheet.pdf')
    assert.equal(paper.headers.get('content-type'), 'application/pdf')
    assert.match(Buffer.from(await paper.arrayBuffer()).toString('latin1'), /^%PDF-1/)
    const inside = await lookInside(demo.folder)
    const [doubled] = await inside.world.rows(
      'select count(*) as n from (select from circulation.loan where returned_at is null group by item_id having count(*) > 1) x',
    )
    assert.equal(doubled?.['n'], '0')
    await inside.close()
    await program.stop()
    const again = await startProgram(env)
    assert.doesNotMatch(again.printed(), /Loading/)
    await again.stop()
  } finally {
    await demo.remove()
  }
})

/** One sentence on standard error, nothing like a stack, and a non-zero exit. */
async function refused(env: Environment, says: RegExp): Promise<void> {
  const { code, logged, printed } = await runToEnd(env)
  assert.equal(code, 1, printed + logged)
  const lines = logged.trim().split('\n')
  assert.equal(lines.length, 1, logged)
  assert.match(lines[0] ?? '', says)
  assert.doesNotMatch(logged, /\bat .*\.ts:\d+/)
}

test('a taken port is one sentence', async () => {
  const other = createServer()
  await new Promise<void>(listening => other.listen(0, '127.0.0.1', listening))
  const taken = other.address()
  const port = typeof taken === 'object' && taken ? taken.port : 0
  await refused({ ...place.env, KAFT_PORT: String(port) }, new RegExp(`^Port ${port} on 127.0.0.1 is taken`))
  await new Promise(closed => other.close(closed))
})

test('an address that this machine does not have is one sentence', () =>
  refused(
    { ...place.env, KAFT_HOST: '203.0.113.7', KAFT_PORT: '8080' },
    /^This machine has no address 203\.0\.113\.7/,
  ))

test('a data folder of another version is one sentence', async () => {
  const folder = join(place.folder, 'old')
  await mkdir(join(folder, 'pg17'), { recursive: true })
  await writeFile(join(folder, 'pg17', 'PG_VERSION'), '17\n')
  await refused(
    { ...place.env, KAFT_DATA: folder },
    /holds data of PostgreSQL 17, and this Kaft runs PostgreSQL 18/,
  )
})

test('a data folder that another Kaft has is one sentence', async () => {
  const program = await startProgram(place.env)
  await refused(place.env, new RegExp(`in use by process ${program.pid}`))
  await program.stop()
})

test('a database that cannot be reached is one sentence, without the password', async () => {
  const env = { ...place.env, DATABASE_URL: 'postgresql://kaft:geheim@127.0.0.1:1/kaft' }
  await refused(
    env,
    /^The database 127\.0\.0\.1:1\/kaft \(DATABASE_URL\) cannot be reached: nothing listens there\.$/,
  )
  assert.doesNotMatch((await runToEnd(env)).logged, /geheim/)
})

test('a lost, a wrong and an open key file are one sentence each', async () => {
  const file = place.env['KAFT_KEYS'] ?? ''
  await rename(file, `${file}.away`)
  await refused(place.env, /is lost/)
  const other = await placeForProgram()
  await (await startProgram({ ...other.env })).stop()
  await writeFile(file, await readFile(other.env['KAFT_KEYS'] ?? ''), { mode: 0o600 })
  await other.remove()
  await refused(place.env, /is not the one of this database/)
  await rm(file)
  await rename(`${file}.away`, file)
  await chmod(file, 0o644)
  await refused(place.env, /can be read by others/)
  await chmod(file, 0o600)
})

test('a full disk is one sentence', async () => {
  // The system is made to say that the disk is full; a disk of our own cannot be had everywhere.
  const hook = `import fs from 'node:fs/promises'; import { syncBuiltinESMExports } from 'node:module'
    fs.statfs = async () => ({ bavail: 10, bsize: 1048576 }); syncBuiltinESMExports()`
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hook)}`
  await refused({ ...place.env, NODE_OPTIONS }, /^The disk of the data folder .* is full: 10 MB are free/)
})

test('settings that are unknown or malformed are one sentence', async () => {
  await refused(
    { ...place.env, KAFT_PROT: '80', KAFT_LOG: 'loud' },
    /KAFT_PROT is not a setting of Kaft \(did you mean KAFT_PORT\?\); KAFT_LOG must be/,
  )
})
