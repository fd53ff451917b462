import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createSocket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openPublic, type PublicWorld } from '../../../doors/public/testing/public-world.ts'
import { missing } from '../../../doors/public/testing/tools.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'

let there: World
let doors: PublicWorld
let world: World
let home: Library
let cataloguer: Someone
let central: Someone
/** What a server of this test says next, and what it was asked. */
const other = { status: 200, body: '', delay_ms: 0, asked: [] as string[] }
let server: Server

const portOf = (s: Server) => (s.address() as AddressInfo).port
/** The test server of YAZ, which answers anything. */
const ZTEST = 'yaz-ztest'
const noYaz = (await missing('zoomsh', ['quit'])) || (await missing(ZTEST, ['-V']))
const free = await new Promise<number>(done => {
  const socket = createSocket().listen(0, '127.0.0.1', () => {
    const { port } = socket.address() as AddressInfo
    socket.close(() => done(port))
  })
})
let ztest: ChildProcess | null = null

before(async () => {
  there = await openWorld()
  await there.library('Verweg')
  doors = await openPublic(there)
  await imported(
    there,
    iso2709([
      aRecord({
        number: '10157217',
        title: 'Kaas',
        author: 'Elsschot, Willem',
        isbn: '9789460000010',
        year: 1933,
      }),
      aRecord({ number: '10157218', title: 'Lijmen', author: 'Elsschot, Willem', year: 1924 }),
    ]),
    { holdings: null },
  )
  server = createServer((request, response) => {
    other.asked.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    setTimeout(() => response.writeHead(other.status).end(other.body), other.delay_ms)
  })
  await new Promise<void>(done => void server.listen(0, '127.0.0.1', done))
  const hosts = [new URL(doors.base).host, `127.0.0.1:${portOf(server)}`, `127.0.0.1:${free}`]
  world = await openWorld({ feeds: { folder: null, hosts } })
  home = await world.library('Testgem')
  cataloguer = await world.staff(home, ['catalografie'])
  central = await world.staff(home, ['consortium'])
})
after(async () => {
  ztest?.kill()
  server.closeAllConnections()
  server.close()
  await doors.close()
  await there.close()
  await world.close()
})

const id = () => uuid7(world.now)
const register = (active: boolean) =>
  world.rows(
    `update privacy.coupling set approved_at = now(), active = $1 where coupling = 'copy_cataloguing'`,
    [active],
  )
let count = 0
const fields = (more: Partial<op.CopyTarget> = {}) => ({
  name: `Catalogus ${++count}`,
  protocol: 'sru' as const,
  address: `${doors.base}/sru`,
  sru_version: '1.2' as const,
  syntax: 'marcxml',
  charset: 'utf-8' as const,
  indexes: { isbn: 'bath.isbn', title: 'dc.title all', author: 'dc.creator all' },
  agency: 'BeVLACC',
  drop: ['852'],
  patience_s: 5,
  coupling: 'copy_cataloguing',
  active: true,
  ...more,
})
const save = (more: Partial<op.CopyTarget> = {}, as = central, target_id: string | null = null) =>
  world.call(op.saveTarget, { body: { command_id: id(), target_id, ...fields(more) } }, as)
async function aTarget(more: Partial<op.CopyTarget> = {}): Promise<op.CopyTarget> {
  const said = await save(more)
  assert.equal(said.status, 200, said.text)
  return said.body
}
async function ask(target_id: string, query: Record<string, string>) {
  const said = await world.call(op.askTarget, { params: { target_id }, query }, cataloguer)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const faultOf = async (target_id: string) => (await ask(target_id, { title: 'kaas' })).fault
const edited = (shown: { leader: string; fields: readonly unknown[] }): op.EditedRecord => ({
  leader: shown.leader,
  fields: (
    shown.fields as Record<
      string,
      string | { ind1: string; ind2: string; subfields: Record<string, string>[] }
    >[]
  ).map(f => {
    const [tag, value] = Object.entries(f)[0]!
    return typeof value === 'string'
      ? { tag, value }
      : {
          tag,
          ...value,
          subfields: value.subfields.map(s => ({ code: Object.keys(s)[0]!, value: Object.values(s)[0]! })),
        }
  }),
})
const take = (record: op.EditedRecord, beside: string[] | undefined = [], as = cataloguer) =>
  world.call(
    op.addRecord,
    { body: { command_id: id(), format: 'marc21' as const, record, ...(beside ? { beside } : {}) } },
    as,
  )

describe('other catalogues', () => {
  test('are set by who works for all, and each says whether it can be asked', async () => {
    await register(false)
    assert.equal((await save({}, cataloguer)).status, 403)
    const made = await aTarget({ name: 'Open Vlacc' })
    assert.equal(made.state, 'coupling_closed')
    assert.equal((await faultOf(made.target_id))?.code, 'coupling_closed')
    await register(true)
    assert.equal((await save({ name: 'open vlacc' })).problem.code, 'name_in_use')
    assert.equal((await save({ coupling: 'nergens' })).problem.code, 'target_invalid')
    const wrong = await save({ indexes: { isbn: 'x" or', title: 'dc.title', author: 'dc.creator' } })
    assert.equal(wrong.problem.code, 'target_invalid')
    assert.match(wrong.problem.texts.nl, /de vraag op ISBN/)
    const off = await save({ name: 'Open Vlacc', active: false }, central, made.target_id)
    assert.equal(off.body.state, 'off')
    const elsewhere = await aTarget({ address: 'http://169.254.169.254/sru' })
    assert.equal(elsewhere.state, 'host_not_declared')
    assert.equal((await faultOf(elsewhere.target_id))?.code, 'host_not_declared')
    const { rows } = (await world.call(op.listTargets, {}, cataloguer)).body
    assert.deepEqual(
      rows.map(t => [t.name, t.state]),
      [
        [elsewhere.name, 'host_not_declared'],
        ['Open Vlacc', 'off'],
      ],
    )
    const changes = await world.rows(
      `select count(*)::text as n from organisation.change where subject like 'catalogue %'`,
    )
    assert.equal(changes[0]!.n, '3')
  })

  test('nothing is sent while the register does not let it', async () => {
    const target = await aTarget({ address: `http://127.0.0.1:${portOf(server)}/sru` })
    other.asked.length = 0
    await register(false)
    assert.equal((await faultOf(target.target_id))?.code, 'coupling_closed')
    await world.rows(
      `update privacy.coupling set active = true, ends_on = '2026-11-24' where coupling = 'copy_cataloguing'`,
    )
    assert.equal((await faultOf(target.target_id))?.code, 'coupling_closed')
    assert.deepEqual(other.asked, [])
    await world.rows(`update privacy.coupling set ends_on = null where coupling = 'copy_cataloguing'`)
    await register(true)
    await ask(target.target_id, { title: 'kaas' })
    assert.equal(other.asked.length, 1)
    // The other side learns the question and nothing of who asks it.
    assert.doesNotMatch(other.asked[0]!, /cookie|authorization|referer|x-forwarded|Testgem|staff/i)
  })

  test('a fault of the other side is told, each in its own way', async () => {
    const target = await aTarget({ address: `http://127.0.0.1:${portOf(server)}/sru`, patience_s: 1 })
    const says = async (more: Partial<typeof other>) => {
      Object.assign(other, { status: 200, body: '', delay_ms: 0 }, more)
      const fault = await faultOf(target.target_id)
      return [fault?.code, fault?.says]
    }
    assert.deepEqual(await says({ body: '<html/>' }), ['strange', 'no answer of SRU'])
    assert.deepEqual(await says({ status: 500, body: '<searchRetrieveResponse></searchRetrieveResponse>' }), [
      'refused',
      'HTTP 500',
    ])
    assert.deepEqual(await says({ delay_ms: 3_000 }), ['late', ''])
    assert.deepEqual(await says({ body: ' '.repeat(4_100_000) }), ['too_long', '4000000 bytes'])
    Object.assign(other, { body: '', delay_ms: 0 })
    const nobody = await aTarget({ address: `http://127.0.0.1:${free}/sru` })
    assert.equal((await faultOf(nobody.target_id))?.code, 'away')
    const refused = await aTarget({
      indexes: { isbn: 'bath.isbn', title: 'dc.coverage', author: 'dc.creator' },
    })
    assert.match((await faultOf(refused.target_id))?.says ?? '', /Unsupported index.*\(16\)/)
  })
})

describe('a description of another catalogue', () => {
  for (const [version, path] of [
    ['1.1', '/sru'],
    ['1.2', '/sru'],
    ['2.0', '/sru/2.0'],
  ] as const)
    test(`is found over SRU ${version}`, async () => {
      await register(true)
      const { target_id } = await aTarget({ sru_version: version, address: doors.base + path })
      const said = await ask(target_id, { author: 'elsschot', title: 'lijmen' })
      assert.deepEqual([said.fault, said.count, said.next], [null, 1, null])
      const [hit] = said.hits
      assert.deepEqual(
        [hit!.title, hit!.author, hit!.year, hit!.here],
        ['Lijmen', 'Willem Elsschot', 1924, []],
      )
      assert.equal((await ask(target_id, { isbn: '978-94-6000-001-0' })).hits[0]!.title, 'Kaas')
      assert.equal((await ask(target_id, {})).count, 0)
    })

  test('is taken over as a title of the own library, with its number in 035', async () => {
    const { target_id } = await aTarget()
    const [hit] = (await ask(target_id, { isbn: '9789460000010' })).hits
    const made = await take(edited(hit!.record))
    assert.equal(made.status, 201, made.text)
    const printed = JSON.stringify(made.body.record.fields)
    assert.match(printed, /"035".*\(BeVLACC\)10157217/)
    assert.match(printed, /"040"/)
    assert.ok(made.body.editable)
    const found = await world.call(op.searchTitles, { query: { q: '9789460000010' } }, cataloguer)
    assert.deepEqual(
      found.body.rows.map(r => r.title_id),
      [made.body.title_id],
    )
  })

  test('is not taken over twice, unless somebody says that it is another', async () => {
    const { target_id } = await aTarget()
    const [hit] = (await ask(target_id, { isbn: '9789460000010' })).hits
    const { title_id } = hit!.here[0]!
    assert.equal(hit!.here[0]!.title, 'Kaas')
    const again = await take(edited(hit!.record))
    assert.deepEqual([again.status, again.problem.code], [409, 'title_is_here'])
    assert.deepEqual(
      again.problem.findings?.map(f => f.about['title_id']),
      [title_id],
    )
    assert.equal((await take(edited(hit!.record), [title_id])).status, 201)
    assert.equal((await take(edited(hit!.record))).problem.code, 'title_is_here')
    // Who makes a title by hand and asks for no comparison makes it.
    const one = await world.rows('select count(*)::text as n from cataloguing.title')
    assert.equal(one[0]!.n, '2')
  })

  test('by two colleagues at once becomes one title', async () => {
    const { target_id } = await aTarget()
    const [hit] = (await ask(target_id, { title: 'lijmen' })).hits
    const colleague = await world.staff(home, ['catalografie'])
    const said = await Promise.all([take(edited(hit!.record)), take(edited(hit!.record), [], colleague)])
    assert.deepEqual(said.map(s => s.status).toSorted(), [201, 409])
  })
})

describe('Z39.50', { skip: noYaz }, () => {
  before(async () => {
    ztest = spawn(ZTEST, ['-S', `tcp:127.0.0.1:${free}`], { stdio: 'ignore' })
    for (let tries = 0; tries < 50 && !(await answers(free)); tries++) await wait(100)
  })
  const answers = (port: number) =>
    new Promise<boolean>(done => {
      const socket = connect(port, '127.0.0.1')
      socket.on('connect', () => done(socket.end() !== undefined)).on('error', () => done(false))
    })
  const z = (more: Partial<op.CopyTarget> = {}) =>
    aTarget({
      protocol: 'z3950',
      address: `127.0.0.1:${free}/Default`,
      sru_version: null,
      syntax: 'usmarc',
      charset: 'marc-8',
      indexes: { isbn: '@attr 1=7', title: '@attr 1=4', author: '@attr 1=1003' },
      ...more,
    })

  test('a target is asked through YAZ, page by page', async () => {
    await register(true)
    const { target_id, state } = await z()
    assert.equal(state, 'ready')
    const said = await ask(target_id, { title: 'computer' })
    assert.equal(said.fault, null)
    assert.equal(said.hits.length, Math.min(20, said.count))
    assert.match(said.hits[0]!.title, /How to program a computer/)
    assert.equal(said.hits[0]!.author, 'Jack Collins')
    const more = await ask(target_id, { title: 'computer', from: '2' })
    assert.deepEqual([more.hits[0]!.place, more.hits[0]!.title], [2, said.hits[1]!.title])
  })

  test('a database that is not there is told in the words of the target', async () => {
    const { target_id } = await z({ address: `127.0.0.1:${free}/Nergens` })
    assert.deepEqual(await faultOf(target_id), {
      code: 'refused',
      says: 'Database unavailable Nergens (109)',
    })
  })
})
