import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { workOnImports } from '../jobs.ts'
import { aRecord, iso2709 } from '../testing/records.ts'
import { takeFeeds } from './feed.ts'

let world: World
let home: Library
let cataloguer: Someone
let clock: TestClock
/** What the host answers, and what it was asked with. */
let says: (asked: IncomingMessage, answer: ServerResponse) => void
const asked: IncomingMessage[] = []
const server = createServer((request, answer) => {
  asked.push(request)
  says(request, answer)
})
let address: string
let feeds: { folder: null; hosts: string[] }

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  home = await world.library('Testgem')
  cataloguer = await world.staff(home, ['catalografie'])
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  address = `http://${host}/leveringen/nieuw%20werk.mrc`
  feeds = { folder: null, hosts: [host] }
})
after(async () => {
  server.close()
  await clock.close()
  await world.close()
})
beforeEach(async () => {
  asked.length = 0
  await world.rows('delete from cataloguing.import')
  await world.rows('delete from cataloguing.import_profile')
  const rules = {
    source: 'levering',
    match: [],
    threshold: 1,
    on_match: 'overlay',
    on_new: 'add',
    protect: [],
    holdings: null,
    feed: { kind: 'file', address, set: null, prefix: null },
  }
  await world.rows(
    `insert into cataloguing.import_profile (library_id, name, rules, central, changed_at) values ($1, 'levering', $2, false, now())`,
    [home.library_id, JSON.stringify(rules)],
  )
})

const take = async () => {
  await takeFeeds(clock.ctx('test'), home.library_id, feeds)
  await workOnImports(clock.ctx('test'))
}
const imports = async () => (await world.call(op.listImports, {}, cataloguer)).body.rows
const some = (...numbers: string[]) => numbers.map(number => aRecord({ number, title: `Titel ${number}` }))

test('a file at an address is imported once; one broken record is named, and the records around it come in', async () => {
  const torn = iso2709([aRecord({ number: 'kapot', title: 'Kapot' })])
  const file = Buffer.concat([iso2709(some('a1', 'a2')), torn.subarray(0, 60), iso2709(some('a3'))])
  says = (request, answer) => {
    if (request.headers['if-none-match'] === '"een"') answer.writeHead(304).end()
    else answer.writeHead(200, { etag: '"een"' }).end(file)
  }
  await take()
  const [made] = await imports()
  assert.deepEqual(
    [made?.name, made?.state, made?.counts.titles_new, made?.counts.records_refused],
    ['nieuw werk.mrc', 'loaded', 3, 1],
  )
  const problems = await world.call(op.importProblems, { params: { import_id: made!.import_id } }, cataloguer)
  assert.deepEqual(
    problems.body.rows.map(p => [p.record_no, p.reason]),
    [[3, 'truncated']],
  )
  await take()
  assert.equal((await imports()).length, 1)
  assert.equal(asked[1]?.headers['if-none-match'], '"een"')
})

test('a file that changed comes again; one of which its host says nothing is known by what stands in it', async () => {
  let file = iso2709(some('b1'))
  says = (_, answer) => void answer.writeHead(200).end(file)
  await take()
  await take()
  assert.equal((await imports()).length, 1)
  file = iso2709(some('b1', 'b2'))
  await take()
  const [last, first] = await imports()
  assert.deepEqual([first?.counts.titles_new, last?.counts.titles_new, last?.counts.records], [1, 1, 2])
})

test('what breaks off on its way leaves nothing, and is asked for again', async () => {
  const file = iso2709(some('c1', 'c2'))
  says = (_, answer) => {
    answer.writeHead(200, { 'content-length': file.length, etag: '"twee"' })
    answer.write(file.subarray(0, 50), () => answer.destroy())
  }
  await assert.rejects(take())
  assert.equal((await imports()).length, 0)
  says = (_, answer) => void answer.writeHead(200, { etag: '"twee"' }).end(file)
  await take()
  assert.equal((await imports())[0]?.counts.titles_new, 2)
})

test('a host that is not of the list, a status, another address and a coupling that is off: nobody is asked, nothing comes', async () => {
  says = (_, answer) => void answer.writeHead(200).end(iso2709(some('d1')))
  await assert.rejects(takeFeeds(clock.ctx('test'), home.library_id, { folder: null, hosts: [] }), /host/)
  await withoutCoupling(world, 'feeds', async () => {
    await assert.rejects(take(), /coupling/)
  })
  assert.equal(asked.length, 0)
  says = (_, answer) => void answer.writeHead(302, { location: 'http://127.0.0.1:9/elders.mrc' }).end()
  await assert.rejects(take())
  says = (_, answer) => void answer.writeHead(404).end()
  await assert.rejects(take(), /404/)
  assert.equal((await imports()).length, 0)
})
