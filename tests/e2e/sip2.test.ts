import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { openTerminal } from '../../server/src/doors/sip2/testing/terminal.ts'
import { placeForProgram, type Program, runToEnd, startProgram } from './program/run-program.ts'

let place: Awaited<ReturnType<typeof placeForProgram>>
before(async () => (place = await placeForProgram()))
after(() => place.remove())

const kaft = (...words: string[]) => runToEnd(place.env, [process.execPath, 'server/src/cli.ts', ...words])
const portOf = (program: Program): number =>
  Number(/SIP2\s+127\.0\.0\.1:(\d+)/.exec(program.printed())?.[1] ?? 0)

test('a machine made on the command line signs in, also after the server was started anew, and is changed there', async () => {
  const library = ['--code', 'TESTGEM', '--name', 'Bibliotheek Testgem', '--branch', 'TGC=Centrum']
  assert.equal((await kaft('create-library', ...library)).code, 0)
  const made = await kaft(
    'create-machine',
    '--branch',
    'TGC',
    '--login',
    'hal-1',
    '--name',
    'Zelfuitleen hal',
  )
  assert.equal(made.code, 0, made.logged)
  const password = /password ([a-z2-9]{20})/.exec(made.printed)?.[1] ?? ''
  const twice = await kaft('create-machine', '--branch', 'TGC', '--login', 'hal-1', '--name', 'x')
  assert.deepEqual([twice.code, twice.logged.trim()], [1, 'The login hal-1 is taken.'])
  const visit = async (expected: RegExp) => {
    const program = await startProgram(place.env)
    const line = await openTerminal(portOf(program))
    assert.match(await line.say(`9300CNhal-1|CO${password}|CPhal|`), /^941/)
    assert.match(await line.say('9900802.00'), expected)
    line.end()
    assert.deepEqual(await program.stop(), { code: 0, signal: null })
  }
  await visit(/^98YYYYNN.*AOTGC\|AMBibliotheek Testgem Centrum\|BXYYYNYYYYYNYNNNYY\|ANZelfuitleen hal\|/)
  const set = ['--set', 'institution=I200', '--set', 'may_pay=on', '--set', 'offline=on']
  assert.equal((await kaft('change-machine', '--login', 'hal-1', ...set)).code, 0)
  await visit(/^98YYYYNY.*AOI200\|.*BXYYYNYYYYYYYNNNYY\|/)
  const wrong = await kaft('change-machine', '--login', 'hal-1', '--set', 'language=xx')
  assert.deepEqual(
    [wrong.code, wrong.logged.trim()],
    [1, 'language cannot be set so: docs/sip2.md lists what can.'],
  )
})

test('a taken port is one sentence: asked for it stops the start, else the door stays closed', async () => {
  const other = createServer()
  await new Promise<void>(listening => other.listen(0, '127.0.0.1', listening))
  const taken = other.address()
  const port = typeof taken === 'object' && taken ? taken.port : 0
  const { code, logged } = await runToEnd({ ...place.env, KAFT_SIP2_PORT: String(port) })
  assert.equal(code, 1)
  assert.equal(
    logged.trim(),
    `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or set KAFT_SIP2_PORT to another port.`,
  )
  await new Promise(closed => other.close(closed))
})
