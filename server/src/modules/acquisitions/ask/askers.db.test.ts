import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, aTitle, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { acquisitionsJobs, FORGET_ASKERS_JOB } from '../jobs.ts'

let world: World
let clock: TestClock
let testgem: Library
let elsewhere: Library
let desk: Someone
let head: Someone
let buyer: Someone
let ann: TestPatron
let bob: TestPatron
const id = () => {
  world.now = world.now.add({ seconds: 1 })
  return uuid7(world.now)
}

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  testgem = await world.library('Testgem')
  elsewhere = await world.library('Elders')
  await aRegulation(world, testgem)
  desk = await world.staff(testgem, ['balie'])
  head = await world.staff(testgem, ['hoofd_balie'])
  buyer = await world.staff(testgem, ['bestellen'])
  ann = await aPatron(world, testgem, { family_name: 'Vraagster', given_name: 'Ann' })
  bob = await aPatron(world, testgem, { family_name: 'Vrager', given_name: 'Bob' })
})
after(async () => {
  await clock.close()
  await world.close()
})

type Proposing = Partial<op.BodyOf<typeof op.proposePurchase>>
async function proposed(more: Proposing): Promise<string> {
  const body = {
    command_id: id(),
    branch_id: desk.branch_id,
    title_id: null,
    title: null,
    author: null,
    isbn: null,
    because: 'asked' as const,
    remark: null,
    copies: 1,
    ...more,
  }
  const said = await world.call(op.proposePurchase, { body }, desk)
  assert.equal(said.status, 201, said.text)
  return said.body.suggestion_id
}
const add = (suggestion_id: string, patron_id: string, as = desk, command_id = id()) =>
  world.call(op.addPurchaseAsker, { params: { suggestion_id }, body: { command_id, patron_id } }, as)
const remove = (suggestion_id: string, patron_id: string, as = desk) =>
  world.call(op.removePurchaseAsker, { params: { suggestion_id }, body: { command_id: id(), patron_id } }, as)
const askers = async (suggestion_id: string, as = desk) => {
  const said = await world.call(op.purchaseAskers, { params: { suggestion_id } }, as)
  assert.equal(said.status, 200, said.text)
  return said.body.rows
}
const names = async (suggestion_id: string) => (await askers(suggestion_id)).map(row => row.name)
const one = async (suggestion_id: string) =>
  (await world.call(op.readPurchase, { params: { suggestion_id } }, desk)).body
async function decided(
  suggestion_id: string,
  ...steps: op.BodyOf<typeof op.decidePurchase>['to'][]
): Promise<void> {
  for (const to of steps) {
    const { version } = await one(suggestion_id)
    const reason = to === 'declined' ? ('too_dear' as const) : null
    const body = { command_id: id(), version, to, reason, says: null }
    const said = await world.call(op.decidePurchase, { params: { suggestion_id }, body }, head)
    assert.equal(said.status, 201, said.text)
  }
}
const reserve = (patron_id: string, title_id: string) =>
  world.call(
    op.placeHold,
    { body: { command_id: id(), patron_id, title_id, pickup_branch_id: desk.branch_id } },
    desk,
  )
const night = () => runJobs(clock, acquisitionsJobs, FORGET_ASKERS_JOB)
const came = async (as = desk) =>
  (await world.call(op.myDay, {}, as)).body.counters.find(c => c.id === 'purchases_came')?.count

test('a reader is named with what they ask, seen by who may see readers, told in the log, and taken off again', async () => {
  const suggestion_id = await proposed({ title: 'Voor twee' })
  const command_id = id()
  const first = await add(suggestion_id, ann.patron_id, desk, command_id)
  assert.deepEqual([first.status, first.body.added], [201, true], first.text)
  assert.deepEqual((await add(suggestion_id, ann.patron_id, desk, command_id)).body, first.body)
  assert.equal((await add(suggestion_id, bob.patron_id)).status, 201)
  assert.equal((await add(suggestion_id, bob.patron_id)).body.added, false, 'asked anew, named once')
  assert.deepEqual(
    (await askers(suggestion_id)).map(row => [row.name, row.patron_id, row.until, row.has]),
    [
      ['Ann Vraagster', ann.patron_id, '2027-11-25', null],
      ['Bob Vrager', bob.patron_id, '2027-11-25', null],
    ],
  )
  const log = await world.rows(
    `select distinct operation, purpose from privacy.access_log where patron_id = $1 and outcome = 'seen' order by 1`,
    [ann.patron_id],
  )
  assert.deepEqual(
    log.map(row => [row['operation'], row['purpose']]),
    [
      ['addPurchaseAsker', 'functional'],
      ['purchaseAskers', 'functional'],
    ],
  )
  // Who buys sees how many, and not who.
  const row = (await world.call(op.readPurchase, { params: { suggestion_id } }, buyer)).body
  assert.equal(row.askers, 2)
  assert.equal((await world.call(op.purchaseAskers, { params: { suggestion_id } }, buyer)).status, 403)
  assert.equal((await add(suggestion_id, ann.patron_id, buyer)).status, 403)
  assert.equal((await remove(suggestion_id, ann.patron_id)).status, 201)
  assert.equal((await remove(suggestion_id, ann.patron_id)).problem.code, 'not_found')
  assert.deepEqual(await names(suggestion_id), ['Bob Vrager'])
})

test('only a reader of the own library, with a suggestion of the own library, whose data may be used', async () => {
  const suggestion_id = await proposed({ title: 'Met grenzen' })
  await world.agreement('3b', [testgem, elsewhere])
  const theirs = await aPatron(world, elsewhere)
  const stranger = await world.staff(elsewhere, ['hoofd_balie'])
  assert.equal((await add(suggestion_id, theirs.patron_id)).problem.code, 'patron_not_own')
  assert.equal((await add(suggestion_id, '999999999')).problem.code, 'patron_unknown')
  assert.equal((await add('999999999', ann.patron_id)).problem.code, 'not_found')
  assert.equal((await add(suggestion_id, theirs.patron_id, stranger)).problem.code, 'not_found')
  await add(suggestion_id, ann.patron_id)
  const params = { params: { suggestion_id } }
  assert.equal((await world.call(op.purchaseAskers, params, stranger)).problem.code, 'not_found')
  assert.equal((await remove(suggestion_id, ann.patron_id, stranger)).problem.code, 'not_found')
  await add(suggestion_id, bob.patron_id)
  const limit = (lifted: string | null) =>
    world.rows(
      `insert into privacy.restriction (library_id, patron_id, cause, purposes, from_at, lifted_at) values ($1, $2, 'objection', '{functional}', now(), $3)`,
      [testgem.library_id, bob.patron_id, lifted],
    )
  await limit(null)
  assert.deepEqual(await names(suggestion_id), ['Ann Vraagster'])
  assert.equal((await one(suggestion_id)).askers, 1)
  assert.equal((await add(suggestion_id, bob.patron_id)).problem.code, 'processing_restricted')
  await world.rows('delete from privacy.restriction where patron_id = $1', [bob.patron_id])
  assert.deepEqual(await names(suggestion_id), ['Ann Vraagster', 'Bob Vrager'])
})

test('what came in is reserved by the normal rules; who has it is named no more that night, who was refused is', async () => {
  const { title_id } = await anItem(world, testgem)
  const suggestion_id = await proposed({ title_id })
  const carl = await aPatron(world, testgem, { member_until: '2026-01-01', family_name: 'Verlopen' })
  for (const { patron_id } of [ann, bob, carl]) await add(suggestion_id, patron_id)
  assert.equal(await came(), 0)
  await decided(suggestion_id, 'accepted', 'ordered', 'received')
  assert.equal(await came(), 1)
  assert.equal(await came(buyer), undefined)
  const placed = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: ann.patron_id,
        title_id,
        pickup_branch_id: desk.branch_id,
        accept: ['item_available_here'],
      },
    },
    desk,
  )
  assert.equal(placed.status, 201, placed.text)
  const refused = await reserve(carl.patron_id, title_id)
  assert.ok(
    refused.problem.findings?.some(f => f.code === 'patron_expired'),
    refused.text,
  )
  assert.deepEqual(
    (await askers(suggestion_id)).map(row => [row.patron_id, row.has, row.until]),
    [
      [ann.patron_id, 'hold', '2026-12-25'],
      [bob.patron_id, null, '2026-12-25'],
      [carl.patron_id, null, '2026-12-25'],
    ],
  )
  await night()
  assert.deepEqual(await names(suggestion_id), ['Bob Vrager', 'Testpersoon Verlopen'])
  assert.equal(await came(), 1)
  for (const { patron_id } of [bob, carl]) await remove(suggestion_id, patron_id)
  assert.equal(await came(), 0)
})

test('a title that comes into the catalogue with the ISBN that was typed is the title of the suggestion', async () => {
  const isbn = '9789460002014'
  const suggestion_id = await proposed({ isbn, title: 'Bestaat hier nog niet' })
  await add(suggestion_id, ann.patron_id)
  assert.equal((await one(suggestion_id)).title_id, null)
  const title_id = await aTitle(world, 'Nu wel')
  await world.rows('insert into cataloguing.title_isbn (title_id, isbn) values ($1, $2)', [title_id, isbn])
  const row = await one(suggestion_id)
  assert.deepEqual([row.title_id, row.title, row.isbn], [title_id, 'Nu wel', isbn])
  const { item_id } = await anItem(world, testgem, { title_id })
  const body = { command_id: id(), patron_id: ann.patron_id, item_id }
  const lent = await world.call(op.checkout, { body }, desk)
  assert.equal(lent.status, 201, lent.text)
  assert.equal((await askers(suggestion_id))[0]?.has, 'loan')
  // What nobody decided yet keeps its readers, whatever they have at home.
  await night()
  assert.deepEqual(await names(suggestion_id), ['Ann Vraagster'])
  await decided(suggestion_id, 'accepted')
  await night()
  assert.deepEqual(await names(suggestion_id), [])
})

test('thirty days after a decision nobody is named, a year after they asked neither; a step back gives the year again', async () => {
  const suggestion_id = await proposed({ title: 'Te duur' })
  await add(suggestion_id, ann.patron_id)
  const until = async () => (await askers(suggestion_id))[0]?.until
  await decided(suggestion_id, 'declined')
  assert.equal(await until(), '2026-12-25')
  await decided(suggestion_id, 'proposed')
  assert.equal(await until(), '2027-11-25')
  const { version } = await one(suggestion_id)
  const turn = (what: 'all' | 'back', at: number) => {
    const body = { command_id: id(), version: at, what, copies: null, remark: null }
    return world.call(op.withdrawPurchase, { params: { suggestion_id }, body }, desk)
  }
  assert.equal((await turn('all', version)).status, 201)
  assert.equal(await until(), '2026-12-25')
  assert.equal((await turn('back', version + 1)).status, 201)
  const open = await proposed({ title: 'Blijft open' })
  await add(open, ann.patron_id)
  await decided(suggestion_id, 'declined')
  const rows = () =>
    world.rows(
      'select suggestion_id from acquisitions.suggestion_asker where patron_id = $1 and suggestion_id = any ($2::bigint[]) order by 1',
      [ann.patron_id, [suggestion_id, open]],
    )
  const began = world.now
  for (const [day, left] of [
    ['2026-12-25', 2],
    ['2026-12-26', 1],
    ['2027-11-25', 1],
    ['2027-11-26', 0],
  ] as const) {
    world.now = Temporal.Instant.from(`${day}T08:00:00Z`)
    await night()
    assert.equal((await rows()).length, left, day)
  }
  world.now = began
})

test('two records of one person become one reader with what was asked, and two again; who is erased asked nothing', async () => {
  const [both, own] = [await proposed({ title: 'Door beide' }), await proposed({ title: 'Door een' })]
  const [kept, gone] = [
    await aPatron(world, testgem, { family_name: 'Dubbel', birth_on: '1990-01-01' }),
    await aPatron(world, testgem, { family_name: 'Dubbel', birth_on: '1990-01-01' }),
  ]
  await add(both, kept.patron_id)
  await add(both, gone.patron_id)
  await add(own, gone.patron_id)
  const params = { patron_id: kept.patron_id }
  const merged = await world.call(
    op.mergePatrons,
    { params, body: { command_id: id(), other_id: gone.patron_id, take: [] } },
    head,
  )
  assert.equal(merged.status, 201, merged.text)
  const who = async (suggestion_id: string) => (await askers(suggestion_id)).map(row => row.patron_id)
  assert.deepEqual([await who(both), await who(own)], [[kept.patron_id], [kept.patron_id]])
  assert.equal((await one(both)).askers, 1)
  assert.equal((await add(own, gone.patron_id)).problem.code, 'patron_unknown')
  const [merge] = await world.rows('select merge_id from patrons.merge where kept_id = $1', [kept.patron_id])
  const undone = await world.call(
    op.unmergePatrons,
    { params: { ...params, merge_id: merge!['merge_id']! }, body: { command_id: id() } },
    head,
  )
  assert.ok(undone.status < 300, undone.text)
  assert.deepEqual([await who(both), await who(own)], [[kept.patron_id, gone.patron_id], [gone.patron_id]])
})
