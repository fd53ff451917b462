import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { StartError } from '../base/start-error.ts'
import { staffClient } from './web-app.ts'

// A working copy with a client of two files, built by the real bundler.
let home: string
const source = (name: string) => join(home, 'apps', 'staff', name)
const dist = () => source('dist')
const noted: string[] = []
const build = () => staffClient(text => void noted.push(text), home)

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'kaft-client-'))
  await mkdir(source('src'), { recursive: true })
  await writeFile(join(home, 'package.json'), '{"type": "module"}')
  await writeFile(
    source('vite.config.js'),
    "export default { root: import.meta.dirname, html: { cspNonce: '__NONCE__' }, build: { emptyOutDir: true } }",
  )
  await writeFile(source('index.html'), '<!doctype html><script type="module" src="/src/main.js"></script>')
  await writeFile(source('src/main.js'), `document.title = ${JSON.stringify('boek '.repeat(400))}`)
})
after(() => rm(home, { recursive: true, force: true }))

test('what was never built is built, with what is worth it compressed', async () => {
  const folder = await build()
  assert.equal(noted.length, 1)
  assert.match(await readFile(join(folder, 'index.html'), 'utf8'), /nonce="__NONCE__"/)
  const [script = ''] = (await readdir(join(folder, 'assets'))).filter(n => n.endsWith('.js'))
  const packed = await readFile(join(folder, 'assets', `${script}.br`))
  assert.deepEqual(brotliDecompressSync(packed), await readFile(join(folder, 'assets', script)))
})

test('what is built already is not built again, also not because of its tests', async () => {
  const folder = await build()
  await writeFile(source('src/main.test.ts'), 'changed')
  assert.equal(await build(), folder)
  assert.equal(noted.length, 1)
})

test('a changed source makes another build beside the one that is in use', async () => {
  const first = await build()
  await writeFile(source('src/main.js'), 'document.title = "ander"')
  const second = await build()
  assert.notEqual(second, first)
  assert.deepEqual((await readdir(dist())).toSorted(), [first, second].map(f => f.slice(-16)).toSorted())
})

test('a build that fails stops the start with a sentence, and leaves what was there', async () => {
  const before = await readdir(dist())
  await writeFile(source('src/main.js'), "import './nowhere.js'")
  const write = process.stderr.write.bind(process.stderr)
  let said = ''
  process.stderr.write = (part: string | Uint8Array) => ((said += part.toString()), true)
  try {
    await assert.rejects(
      build(),
      (e: unknown) => e instanceof StartError && /cannot be built/.test(e.message),
    )
  } finally {
    process.stderr.write = write
  }
  assert.match(said, /nowhere\.js/)
  assert.deepEqual(await readdir(dist()), before)
})

test('half a build of a process that died is swept away, and old builds go', async () => {
  await mkdir(join(dist(), 'new-999999-0'))
  for (let day = 1; day <= 5; day++) {
    const folder = join(dist(), `${'0'.repeat(15)}${day}`)
    await mkdir(folder)
    await utimes(folder, day, day)
  }
  await writeFile(source('src/main.js'), 'document.title = "heel"')
  const folder = await build()
  const left = await readdir(dist())
  assert.ok(!left.includes('new-999999-0'))
  assert.equal(left.length, 3)
  assert.ok(left.includes(folder.slice(-16)))
})

test('two starts at once both get a whole build', async () => {
  await writeFile(source('src/main.js'), 'document.title = "samen"')
  const [one, two] = await Promise.all([build(), build()])
  assert.equal(one, two)
  assert.ok((await readdir(one)).includes('index.html'))
})

test('a place where no folder can be made is a sentence', async () => {
  await writeFile(source('src/main.js'), 'document.title = "dicht"')
  await rm(dist(), { recursive: true })
  await writeFile(dist(), 'in the way')
  await assert.rejects(
    build(),
    (e: unknown) => e instanceof StartError && /cannot be written \(\w+\)/.test(e.message),
  )
})
