import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { commandId } from '../../patrons/testing/forms.ts'
import { privacyJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let desk: Someone
let dpo: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  await aRegulation(world, here)
  desk = await world.staff(here, ['hoofd_balie'])
  dpo = await world.staff(here, ['dpo'])
})
after(async () => {
  await clock.close()
  await world.close()
})
const command = () => ({ command_id: commandId() })
const start = async (patron: TestPatron, wish: object) => {
  const said = await world.call(
    op.startCase,
    {
      params: { patron_id: patron.patron_id },
      body: { ...command(), kind: 'restriction', purposes: [], proof: 'eid', ...wish },
    },
    desk,
  )
  assert.equal(said.status, 201, said.text)
  return said.body.case_id
}
const decide = (case_id: string, wish: object = {}) =>
  world.call(
    op.decideCase,
    { params: { case_id }, body: { ...command(), decision: 'granted', reasons: '', ...wish } },
    dpo,
  )
const lend = async (patron: TestPatron) =>
  world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: (await anItem(world, here)).item_id } },
    desk,
  )
const codes = (said: { problem: { findings?: readonly { code: string }[] } | null }) =>
  (said.problem?.findings ?? []).map(f => f.code)
const runTasks = () =>
  privacyJobs('/dev/null', [])
    .find(job => job.name === 'privacy_tasks')!
    .handler(clock.ctx('privacy_tasks'))

test('P87 a limit keeps the data and stops their use: no loan, no message, no list; a partner honours it as well', async () => {
  const patron = await aPatron(world, here, { member_until: '2026-12-10' })
  const item = await anItem(world, here)
  const lent = await world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  const case_id = await start(patron, {})
  assert.equal((await lend(patron)).status, 201, 'a request is no limit before it is granted')
  const decided = await decide(case_id)
  assert.deepEqual(
    decided.body.restrictions.map(r => [
      r.cause,
      r.purposes.includes('functional'),
      r.purposes.includes('identification'),
    ]),
    [['request', true, false]],
  )
  assert.ok(decided.body.notices.length > 0, 'whoever received the data hears of it')
  const refused = await lend(patron)
  assert.equal(refused.status, 409, refused.text)
  assert.ok(codes(refused).includes('processing_restricted'))
  const read = await world.call(op.readPatron, { params: { patron_id: patron.patron_id } }, desk)
  assert.ok(read.body.restricted.includes('functional'))
  const head = await world.call(op.readPatronHead, { params: { patron_id: patron.patron_id } }, desk)
  assert.ok(head.body.findings.some(f => f.code === 'processing_restricted' && f.weight === 'stop'))
  const near = await world.library('Buurgem')
  await aRegulation(world, near)
  await world.agreement('3b', [here, near])
  const partner = await world.staff(near, ['balie'])
  const there = await anItem(world, near)
  const elsewhere = await world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: there.item_id } },
    partner,
  )
  assert.ok(codes(elsewhere).includes('processing_restricted'), elsewhere.text)
  // What is at home can come back.
  const back = await world.call(
    op.scan,
    { body: { ...command(), code: item.barcode, patron_id: null } },
    desk,
  )
  assert.ok(back.status < 500, back.text)
  await world.rows(
    `insert into messaging.message (library_id, patron_id, kind, title_id, about_on, branch_id, channel, planned_at, not_before, state, once)
     values ($1, $2, 'renewed', $3, '2026-12-16', $4, 'letter', $5, $5, 'planned', 'test')`,
    [here.library_id, patron.patron_id, item.title_id, here.branches[0], world.now.toString()],
  )
  const letters = await world.call(op.readLetters, {}, desk)
  assert.deepEqual(
    letters.body.rows.filter(row => row.patron_id === patron.patron_id),
    [],
  )
  const [message] = await world.rows('select state, reason from messaging.message where patron_id = $1', [
    patron.patron_id,
  ])
  assert.deepEqual(message, { state: 'dropped', reason: 'restricted' })
  const list = await world.call(
    op.makePersonList,
    {
      body: { ...command(), kind: 'ending', purpose: 'Brief over het vernieuwen', by: '2026-12-31', days: 7 },
    },
    desk,
  )
  assert.equal(list.problem?.code, 'list_empty')
})

test('P87 nobody calls, lists or changes whose data are kept only, whatever the kind of list', async () => {
  const patron = await aPatron(world, here, { birth_on: '2008-11-20', membership_type: 'jeugd' })
  const item = await anItem(world, here)
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, item_id, hold_code, ready_at, ready_until)
     values ($1, $2, $3, $4, 'ready', now(), $5, 'V-87', now(), '2026-12-02')`,
    [here.library_id, patron.patron_id, item.title_id, here.branches[0], item.item_id],
  )
  const called = async () =>
    (await world.call(op.callList, {}, desk)).body.rows.some(row => row.patron_id === patron.patron_id)
  const listed = async () => {
    const body = {
      ...command(),
      kind: 'too_old' as const,
      purpose: 'Wie te oud wordt',
      by: '2027-12-31',
      days: 1,
    }
    const made = await world.call(op.makePersonList, { body }, desk)
    if (made.status !== 201) return false
    const ask = { params: { list_id: made.body.list_id }, query: {} }
    return (await world.call(op.readPersonList, ask, desk)).body.rows.some(
      row => row.patron_id === patron.patron_id,
    )
  }
  assert.deepEqual([await called(), await listed()], [true, true])
  await decide(await start(patron, {}))
  assert.deepEqual([await called(), await listed()], [false, false])
})

test('P87 before a limit is lifted the person is told, and then everything goes on', async () => {
  const patron = await aPatron(world, here)
  const case_id = await start(patron, {})
  const { restrictions } = (await decide(case_id)).body
  const params = { case_id, restriction_id: restrictions[0]!.restriction_id }
  const lift = () => world.call(op.liftRestriction, { params, body: command() }, dpo)
  assert.equal((await lift()).problem.code, 'lift_not_told')
  const told = await world.call(op.tellLifting, { params, body: command() }, dpo)
  assert.equal(told.body.letters.at(-1)?.kind, 'lifting', told.text)
  assert.ok((await lift()).body.restrictions[0]!.lifted_on)
  assert.equal((await lift()).problem.code, 'lift_lifted')
  assert.equal((await lend(patron)).status, 201)
})

test('P50 P88 an objection to news works at once and cannot be refused or lifted', async () => {
  const patron = await aPatron(world, here)
  await world.rows('update patrons.patron set news = true where patron_id = $1', [patron.patron_id])
  const case_id = await start(patron, {
    kind: 'objection',
    purposes: ['communication'],
    objection: 'Geen nieuwsbrief.',
  })
  await runTasks()
  const read = await world.call(op.readPatron, { params: { patron_id: patron.patron_id } }, desk)
  assert.deepEqual([read.body.news, read.body.restricted], [false, ['communication']])
  assert.equal((await lend(patron)).status, 201, 'lending is another purpose')
  const no = await decide(case_id, { decision: 'refused', reasons: 'Wij vinden het nuttig.' })
  assert.equal(no.problem.code, 'case_marketing_absolute')
  const yes = await decide(case_id)
  assert.equal(yes.body.restrictions.length, 1)
  const params = { case_id, restriction_id: yes.body.restrictions[0]!.restriction_id }
  assert.equal(
    (await world.call(op.tellLifting, { params, body: command() }, dpo)).problem.code,
    'lift_absolute',
  )
})

test('P88 an objection to another purpose suspends until it is decided; refused, all goes on and the letter says why', async () => {
  const patron = await aPatron(world, here)
  const case_id = await start(patron, {
    kind: 'objection',
    purposes: ['functional'],
    objection: 'Ik wil dit niet.',
  })
  assert.ok(codes(await lend(patron)).includes('processing_restricted'))
  const said = await decide(case_id, { decision: 'refused', reasons: 'Zonder dit kan u niet lenen.' })
  assert.ok(said.body.restrictions[0]!.lifted_on, said.text)
  assert.equal((await lend(patron)).status, 201)
})

test('P45 a limit goes along when two records become one', async () => {
  const [kept, gone] = [await aPatron(world, here), await aPatron(world, here)]
  const case_id = await start(gone, {})
  await decide(case_id)
  await world.rows(
    `update patrons.patron set family_name = 'Vansamen', birth_on = '1984-05-17' where patron_id = any ($1::bigint[])`,
    [[kept.patron_id, gone.patron_id]],
  )
  const merged = await world.call(
    op.mergePatrons,
    { params: { patron_id: kept.patron_id }, body: { ...command(), other_id: gone.patron_id, take: [] } },
    desk,
  )
  assert.equal(merged.status, 201, merged.text)
  const read = await world.call(op.readPatron, { params: { patron_id: kept.patron_id } }, desk)
  assert.ok(read.body.restricted.includes('functional'))
})

test('P87 a reservation keeps its place and gets nothing while the data are kept only', async () => {
  const [patron, next] = [await aPatron(world, here), await aPatron(world, here)]
  const { title_id } = await anItem(world, here)
  const place = async (patron_id: string) => {
    const body = { ...command(), patron_id, title_id, pickup_branch_id: here.branches[0]! }
    const accept = ['item_available_here' as const]
    const said = await world.call(op.placeHold, { body: { ...body, accept } }, desk)
    assert.equal(said.status, 201, said.text)
    world.now = world.now.add({ minutes: 1 })
    return said.body.hold.hold_id
  }
  const [first, second] = [await place(patron.patron_id), await place(next.patron_id)]
  const case_id = await start(patron, {})
  const { restrictions } = (await decide(case_id)).body
  const stateOf = async (hold_id: string) =>
    (await world.rows('select state from circulation.hold where hold_id = $1', [hold_id]))[0]!['state']
  /** Another copy comes in: somebody gets it. */
  const comes = async () => {
    const { item_id } = await anItem(world, here, { title_id })
    const said = await world.call(op.checkin, { body: { ...command(), item_id } }, desk)
    assert.equal(said.status, 201, said.text)
  }
  await comes()
  assert.deepEqual([await stateOf(first), await stateOf(second)], ['waiting', 'ready'])
  const params = { case_id, restriction_id: restrictions[0]!.restriction_id }
  await world.call(op.tellLifting, { params, body: command() }, dpo)
  const lifted = await world.call(op.liftRestriction, { params, body: command() }, dpo)
  assert.equal(lifted.status, 200, lifted.text)
  await comes()
  assert.equal(await stateOf(first), 'ready')
})
