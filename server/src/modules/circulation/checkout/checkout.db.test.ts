import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let amina: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie', 'hoofd_balie'])
  await aRegulation(world, here)
})
after(() => world.close())
const id = () => uuid7(world.now)

test('lends an item until the first open day after the term, and says why', async () => {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    amina,
  )
  assert.equal(lent.status, 201, lent.text)
  assert.equal(lent.body.did, 'lent')
  assert.equal(lent.body.loan?.due_on, '2026-12-23')
  const why = await world.call(
    op.explainLoan,
    { params: { loan_id: lent.body.loan.loan_id }, query: {} },
    amina,
  )
  assert.equal(why.status, 200, why.text)
  assert.match(why.body.steps[0]!.text, /28 dagen/)
})

test('a repeat of the same command gets the first answer and makes no second loan', async () => {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  const body = { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id }
  const first = await world.call(op.checkout, { body }, amina)
  const again = await world.call(op.checkout, { body }, amina)
  assert.deepEqual(again.body.loan, first.body.loan)
  const other = await world.call(op.checkout, { body: { ...body, accept: ['limit_reached'] } }, amina)
  assert.equal(other.status, 422)
  const [n] = await world.rows('select count(*) from circulation.loan where patron_id = $1', [
    patron.patron_id,
  ])
  assert.equal(n!.count, '1')
})

test('takes back, books the fine, and undoes both', async () => {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    amina,
  )
  const then = world.now
  world.now = Temporal.Instant.from('2026-12-29T13:05:00Z')
  const back = await world.call(
    op.scan,
    { body: { command_id: id(), code: item.barcode, patron_id: null } },
    amina,
  )
  assert.equal(back.status, 200, back.text)
  assert.equal(back.body.fine?.amount_cents, 60)
  assert.equal(back.body.destination?.to, 'shelf')
  assert.equal(back.body.patron?.balance_cents, 60)
  const undone = await world.call(
    op.undo,
    { body: { command_id: id(), event_id: back.body.event_id! } },
    amina,
  )
  assert.equal(undone.status, 201, undone.text)
  assert.equal(undone.body.fine_reversed_cents, 60)
  assert.equal(undone.body.loan_restored, true)
  assert.equal(undone.body.patron?.balance_cents, 0)
  const loans = await world.call(op.patronLoans, { params: { patron_id: patron.patron_id } }, amina)
  assert.equal(loans.body.rows.length, 1, loans.text)
  assert.equal(loans.body.rows[0]!.fine_cents, 60)
  world.now = then
})

test('a repeated scan gets its first answer, though the item is on loan to the patron by then', async () => {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  const body = { command_id: id(), code: item.barcode, patron_id: patron.patron_id }
  const first = await world.call(op.scan, { body }, amina)
  assert.equal(first.body.did, 'lent', first.text)
  assert.equal(first.body.patron?.loans, 1)
  const again = await world.call(op.scan, { body }, amina)
  assert.deepEqual(again.body, first.body)
  const asked = await world.call(op.scan, { body: { ...body, command_id: id() } }, amina)
  assert.deepEqual([asked.body.did, asked.body.findings[0]?.code], ['asked', 'item_on_loan_here'])
  const renewed = await world.call(op.scan, { body: { ...body, command_id: id(), as: 'take_back' } }, amina)
  assert.equal(renewed.body.did, 'taken_back')
})

test('the patron alone is explained too: what would stop every scan', async () => {
  const patron = await aPatron(world, here, { member_until: '2026-11-01' })
  const said = await world.call(
    op.explainDecision,
    { body: { action: 'checkout', patron_id: patron.patron_id } },
    amina,
  )
  assert.equal(said.status, 200, said.text)
  assert.deepEqual([said.body.go, said.body.findings.map(f => f.code)], [false, ['patron_expired']])
  assert.match(said.body.explanation.sentence, /1 november/)
})

test('an ISBN shows the copies of this branch, and the one that is picked is lent', async () => {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  await world.rows('insert into cataloguing.title_isbn (isbn, title_id) values ($1, $2)', [
    '9789460000010',
    item.title_id,
  ])
  const body = { code: '9789460000010', patron_id: patron.patron_id }
  const asked = await world.call(op.scan, { body: { command_id: id(), ...body } }, amina)
  assert.deepEqual(
    [asked.body.did, asked.body.findings[0]?.code, asked.body.choices.length],
    ['choose', 'code_is_isbn', 1],
  )
  const lent = await world.call(
    op.scan,
    { body: { command_id: id(), ...body, chosen_id: asked.body.choices[0]!.id } },
    amina,
  )
  assert.equal(lent.body.did, 'lent', lent.text)
})

test('the badge of a colleague is known at the desk, and opens nothing by itself', async () => {
  const boss = await world.staff(here, ['beheer', 'balie', 'hoofd_balie'])
  const staff = await world.call(op.listStaff, {}, boss)
  const one = staff.body.rows.find(r => r.staff_id === amina.staff_id)!
  const { name, initials, active } = one
  const given = await world.call(
    op.changeStaff,
    {
      params: { staff_id: one.staff_id },
      body: { command_id: id(), name, initials, active, roles: one.roles, badge: 'BADGE-0042' },
    },
    boss,
  )
  assert.equal(given.status, 200, given.text)
  const desk = await world.staff(here, ['balie'])
  const said = await world.call(
    op.scan,
    { body: { command_id: id(), code: 'BADGE-0042', patron_id: null } },
    desk,
  )
  assert.equal(said.body.did, 'badge', said.text)
})
