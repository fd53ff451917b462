import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openPublic, type PublicWorld } from '../../../doors/public/testing/public-world.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'
import { coverDisk } from './disk.ts'
import { fetchCovers } from './fetch-covers.ts'

const ISBNS = ['9789460000010', '9789028417755', '9780131103627', '9789460000027'] as const
let world: World
let doors: PublicWorld
let clock: TestClock
let home: Library
let cataloguer: Someone
let central: Someone
let folder: string
let server: Server
let host: string
let ids: string[]
/** By number what the source says, and what it was asked. */
const images = new Map<string, { status: number; body: Buffer }>()
const asked: { url: string; headers: object }[] = []

const jpeg = (mark: string, length = 900): Buffer => {
  const bytes = Buffer.alloc(length, mark)
  bytes.set([0xff, 0xd8, 0xff, 0xe0])
  return bytes
}
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-covers-'))
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers })
    const said = images.get(/\d{13}/.exec(request.url ?? '')?.[0] ?? '') ?? {
      status: 404,
      body: Buffer.alloc(0),
    }
    response.writeHead(said.status).end(said.body)
  })
  await new Promise<void>(done => void server.listen(0, '127.0.0.1', done))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  world = await openWorld({ feeds: { folder: null, hosts: [host] } })
  clock = openClock(world)
  home = await world.library('Testgem')
  cataloguer = await world.staff(home, ['catalografie'])
  central = await world.staff(home, ['consortium'])
  const records = ISBNS.map((isbn, i) =>
    aRecord({ number: `n${i}`, title: `Titel ${i}`, author: 'Elsschot, Willem', isbn }),
  )
  await imported(world, iso2709(records), { holdings: null })
  ids = (await world.rows('select title_id from cataloguing.title order by control_number')).map(
    r => r.title_id!,
  )
  doors = await openPublic(world, 100_000, folder)
})
after(async () => {
  server.closeAllConnections()
  server.close()
  await doors.close()
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const id = () => uuid7(world.now)
const save = (more: object = {}, as = central) =>
  world.call(
    op.saveCoverSource,
    {
      body: {
        command_id: id(),
        source_id: null,
        name: 'Bron',
        address: `http://${host}/omslag/{isbn}`,
        coupling: 'covers',
        active: true,
        rank: 1,
        ...more,
      },
    },
    as,
  )
const run = (most_bytes = 1_000_000) => {
  asked.length = 0
  return fetchCovers(clock.ctx('test'), { disk: coverDisk(folder), hosts: [host], most_bytes })
}
const show = async (title_id: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${doors.base}/omslag/${title_id}`, { headers })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
const give = (title_id: string, image: Buffer | null, as = cataloguer) =>
  world.call(
    op.putCover,
    { params: { title_id }, body: { command_id: id(), image: image?.toString('base64') ?? null } },
    as,
  )
const files = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter(f => f.isFile()).map(f => f.name)

test('there is never a hole: what is not known is drawn, and who has it is not sent it again', async () => {
  const first = await show(ids[0]!)
  assert.equal(first.headers.get('content-type'), 'image/svg+xml')
  assert.match(first.bytes.toString(), /Titel 0.*Willem Elsschot/)
  assert.match(first.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  const again = await show(ids[0]!, { 'if-none-match': first.headers.get('etag') ?? '' })
  assert.deepEqual([again.status, again.bytes.length], [304, 0])
  for (const unknown of ['999999', '0', 'kaas']) {
    const said = await show(unknown)
    assert.deepEqual([said.status, said.headers.get('content-type')], [200, 'image/svg+xml'])
  }
  assert.deepEqual(asked, [])
})

test('nothing is asked before the source is set, its host declared and the coupling open', async () => {
  await world.rows(`update privacy.coupling set active = false where coupling = 'covers'`)
  assert.equal((await save({}, cataloguer)).status, 403)
  assert.equal((await save({ address: 'https://c.example/' })).problem.code, 'target_invalid')
  const made = await save()
  assert.deepEqual([made.status, made.body.state], [200, 'coupling_closed'])
  assert.deepEqual(await run(), { asked: 0, found: 0 })
  await world.rows(`update privacy.coupling set approved_at = now(), active = true where coupling = 'covers'`)
  const elsewhere = await save({ source_id: made.body.source_id, address: 'http://169.254.169.254/{isbn}' })
  assert.equal(elsewhere.body.state, 'host_not_declared')
  assert.deepEqual(await run(), { asked: 0, found: 0 })
  assert.deepEqual(asked, [])
  assert.equal((await save({ source_id: made.body.source_id })).body.state, 'ready')
})

test('covers are fetched ahead by number; that there is none is known too', async () => {
  images.set(ISBNS[0], { status: 200, body: jpeg('a') })
  images.set(ISBNS[1], { status: 200, body: Buffer.from('<html>no cover</html>'.padEnd(600)) })
  images.set(ISBNS[3], { status: 503, body: Buffer.alloc(0) })
  assert.deepEqual(await run(), { asked: 4, found: 1 })
  const { status, headers, bytes } = await show(ids[0]!)
  assert.deepEqual([status, headers.get('content-type')], [200, 'image/jpeg'])
  assert.deepEqual(bytes, jpeg('a'))
  assert.equal((await show(ids[1]!)).headers.get('content-type'), 'image/svg+xml')
  // A source learns a number, and nothing of who will look or where.
  for (const { headers: sent } of asked)
    assert.deepEqual(
      Object.keys(sent).filter(
        name =>
          /cookie|referer|forwarded|authorization|origin|language/i.test(name) && name !== 'accept-language',
      ),
      [],
    )
  // Nobody asks again before an answer is old: none for a month, not there for a day.
  assert.equal((await run()).asked, 0)
  world.now = world.now.add({ hours: 26 })
  images.set(ISBNS[3], { status: 200, body: jpeg('b') })
  assert.deepEqual(await run(), { asked: 1, found: 1 })
  assert.equal(asked[0]?.url, `/omslag/${ISBNS[3]}`)
})

test('what is old is fetched anew; a source that is away takes nothing away', async () => {
  world.now = world.now.add({ hours: 24 * 181 })
  images.set(ISBNS[0], { status: 500, body: Buffer.alloc(0) })
  images.set(ISBNS[3], { status: 200, body: jpeg('c') })
  await run()
  assert.deepEqual((await show(ids[0]!)).bytes, jpeg('a'))
  assert.deepEqual((await show(ids[3]!)).bytes, jpeg('c'))
  // The image that nothing shows any more is not kept.
  assert.equal((await files()).length, 2)
})

test('the disk has a limit: the longest known goes, and is drawn again', async () => {
  await run(1_000)
  assert.equal((await files()).length, 1)
  const types = await Promise.all(
    [ids[0]!, ids[3]!].map(async t => (await show(t)).headers.get('content-type')),
  )
  assert.deepEqual(types.toSorted(), ['image/jpeg', 'image/svg+xml'])
  await rm(folder, { recursive: true })
  for (const title_id of ids)
    assert.equal((await show(title_id)).headers.get('content-type'), 'image/svg+xml')
})

test('a library gives its own cover, and only that library takes it away', async () => {
  assert.equal(
    (await give(ids[2]!, Buffer.from('<svg onload="x">'.padEnd(600)))).problem.code,
    'cover_invalid',
  )
  const mine = jpeg('m', 1_500)
  const given = await give(ids[2]!, mine)
  assert.deepEqual([given.status, given.body.from, given.body.name], [200, 'library', 'Testgem'])
  assert.deepEqual((await show(ids[2]!)).bytes, mine)
  const far = await world.staff(await world.library('Elders', 1), ['catalografie'])
  assert.equal((await give(ids[2]!, jpeg('x'), far)).problem.code, 'source_not_yours')
  const seen = await world.call(op.readCover, { params: { title_id: ids[2]! } }, far)
  assert.deepEqual([seen.body.from, seen.body.may_change], ['library', false])
  assert.equal((await give(ids[2]!, null)).body.from, 'drawn')
  assert.equal((await show(ids[2]!)).headers.get('content-type'), 'image/svg+xml')
  assert.equal((await give('999999', mine)).problem.code, 'title_unknown')
})
