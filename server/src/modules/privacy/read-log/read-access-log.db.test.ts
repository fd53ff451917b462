import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { patronAccess, readAccessLog, readPatron } from '@kaft/contract'
import { aPatron, type TestPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let a: Library
let b: Library
let officer: Someone
let deskOfA: Someone
let deskOfB: Someone
let patron: TestPatron

before(async () => {
  world = await openWorld()
  a = await world.library('Bib Testgem')
  b = await world.library('Bib Voorbeeldlo')
  await world.agreement('3a', [a, b])
  officer = await world.staff(a, ['dpo'])
  deskOfA = await world.staff(a, ['balie'])
  deskOfB = await world.staff(b, ['hoofd_balie'])
  patron = await aPatron(world, a)
})
after(() => world.close())

const look = async (as: Someone, patron_id = patron.patron_id) =>
  world.call(readPatron, { params: { patron_id } }, as)
const log = async (query: object = {}, as = officer) => (await world.call(readAccessLog, { query }, as)).body

test('who looked stands in the log of the library of the patron, also when they work elsewhere', async () => {
  assert.equal((await look(deskOfA)).status, 200)
  assert.equal((await look(deskOfB)).status, 200)
  const { rows, next } = await log({ patron_id: patron.patron_id })
  assert.equal(next, null)
  const [theirs, ours] = rows
  assert.deepEqual(
    [ours?.operation, ours?.library_name, ours?.role, ours?.patron_id, ours?.outcome],
    ['readPatron', 'Bib Testgem', 'balie', patron.patron_id, 'seen'],
  )
  assert.match(ours?.staff_name ?? '', /^Testmedewerker/)
  assert.deepEqual(
    [theirs?.library_name, theirs?.role, theirs?.staff_name],
    ['Bib Voorbeeldlo', 'hoofd_balie', null],
  )
})

test('reading the log stands in the log: of one patron, or of the log as a whole', async () => {
  const before = (await log({ patron_id: patron.patron_id })).rows.length
  const again = (await log({ patron_id: patron.patron_id })).rows
  assert.equal(again.length, before + 1)
  assert.deepEqual(
    [again[0]?.operation, again[0]?.purpose, again[0]?.role],
    ['readAccessLog', 'administration', 'dpo'],
  )
  await log()
  const whole = (await log()).rows
  assert.deepEqual([whole[0]?.operation, whole[0]?.patron_id], ['readAccessLog', null])
})

test('a library reads the log of its own patrons only, and the desk reads none', async () => {
  const stranger = await aPatron(world, b)
  assert.equal((await look(deskOfB, stranger.patron_id)).status, 200)
  assert.ok(
    !(await log()).rows.some(r => r.patron_id === stranger.patron_id),
    'not even within a cooperation',
  )
  assert.deepEqual((await log({ patron_id: stranger.patron_id })).rows, [])
  assert.equal((await world.call(readAccessLog, { query: {} }, deskOfA)).status, 403)
})

test('looking in vain is kept as well', async () => {
  const said = await world.call(patronAccess, { params: { patron_id: '424242' } }, deskOfA)
  assert.equal(said.problem.code, 'not_found')
  const refused = (await log()).rows.find(r => r.operation === 'patronAccess')
  assert.deepEqual([refused?.outcome, refused?.patron_id], ['refused', null])
})

test('the log is walked page by page, each row once', async () => {
  const busy = await aPatron(world, a)
  for (let i = 0; i < 60; i++) await look(deskOfA, busy.patron_id)
  const seen: string[] = []
  let before: string | null = null
  do {
    const page: Awaited<ReturnType<typeof log>> = await log({
      patron_id: busy.patron_id,
      ...(before ? { before } : {}),
    })
    seen.push(...page.rows.map(r => r.access_id))
    before = page.next
  } while (before)
  assert.equal(seen.length, 60)
  assert.equal(new Set(seen).size, 60)
})

test('a patron learns library, role, day and purpose, and how often; never a name or an hour', async () => {
  const one = await aPatron(world, a)
  await look(deskOfA, one.patron_id)
  await look(deskOfA, one.patron_id)
  await look(deskOfB, one.patron_id)
  const then = world.now
  world.now = Temporal.Instant.from('2026-11-25T23:30:00Z')
  await look(deskOfA, one.patron_id)
  const said = await world.call(patronAccess, { params: { patron_id: one.patron_id } }, deskOfA)
  world.now = then
  const row = (on: string, library_name: string, role: string, times: number) => ({
    on,
    library_name,
    role,
    purpose: readPatron.purpose,
    reason: null,
    ticket: null,
    times,
  })
  assert.deepEqual(said.body.rows, [
    row('2026-11-26', 'Bib Testgem', 'balie', 1),
    row('2026-11-25', 'Bib Testgem', 'balie', 2),
    row('2026-11-25', 'Bib Voorbeeldlo', 'hoofd_balie', 1),
  ])
  assert.ok(!said.text.includes('Testmedewerker'))
})

test('a library without agreement learns nothing of who looked', async () => {
  const c = await world.library('Bib Alleen')
  const stranger = await world.staff(c, ['balie'])
  const said = await world.call(patronAccess, { params: { patron_id: patron.patron_id } }, stranger)
  assert.equal(said.problem.code, 'not_found')
})
