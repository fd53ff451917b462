import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, type TestPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let head: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  head = await world.staff(here, ['hoofd_balie'])
})
after(() => world.close())
const id = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return uuid7(world.now)
}

/** A patron who is owed something: it was paid for what fell away. */
async function owed(cents: number): Promise<TestPatron> {
  const patron = await aPatron(world, here)
  await world.rows(
    `insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day, reason)
     values ($1, finance.account_of($1, $2), 'credit', 'replacement', $3, now(), current_date, 'found_again')`,
    [here.library_id, patron.patron_id, -cents],
  )
  return patron
}
type Payout = op.BodyOf<typeof op.payOutCredit>
const payOut = ({ patron_id }: TestPatron, more: Partial<Payout> = {}, as = head) =>
  world.call(
    op.payOutCredit,
    {
      params: { patron_id },
      body: { command_id: id(), method: 'card', reason: 'Lener verhuist', ...more },
    },
    as,
  )
const account = async ({ patron_id }: TestPatron) =>
  (await world.call(op.readAccount, { params: { patron_id } }, head)).body

test('credit is paid out whole, with its reason in the ledger, and a repeat pays once', async () => {
  const patron = await owed(2700)
  const command_id = id()
  const said = await payOut(patron, { command_id })
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(
    [said.body.paid_cents, said.body.rounding_cents, said.body.account.credit_cents],
    [2700, 0, 0],
  )
  const line = said.body.account.past.find(e => e.kind === 'payout')
  assert.deepEqual(
    [line?.amount_cents, line?.method, line?.reason, line?.payment_id],
    [2700, 'card', 'Lener verhuist', said.body.payment_id],
  )
  assert.equal((await payOut(patron, { command_id })).body.payment_id, said.body.payment_id)
  assert.deepEqual([(await account(patron)).balance_cents, (await account(patron)).open], [0, []])
  assert.equal((await payOut(patron)).problem.code, 'nothing_to_pay')
})

test('cash is rounded on what leaves the till, and booking it back restores the credit to the cent', async () => {
  const patron = await owed(702)
  const said = await payOut(patron, { method: 'cash' })
  assert.deepEqual([said.body.paid_cents, said.body.rounding_cents], [700, -2])
  assert.deepEqual([said.body.account.credit_cents, said.body.account.balance_cents], [0, 0])
  const back = await world.call(
    op.reversePayment,
    { params: { payment_id: said.body.payment_id }, body: { command_id: id(), reason: 'Ongedaan gemaakt' } },
    head,
  )
  assert.equal(back.status, 201, back.text)
  assert.deepEqual([back.body.credit_cents, back.body.balance_cents], [702, -702])
  const up = await payOut(await owed(703), { method: 'cash' })
  assert.deepEqual([up.body.paid_cents, up.body.account.balance_cents], [705, 0])
})

test('a part leaves the rest; more than there is, or before what is open is settled, is refused', async () => {
  const patron = await owed(1000)
  assert.equal((await payOut(patron, { amount_cents: 1001 })).problem.code, 'amount_too_high')
  const part = await payOut(patron, { amount_cents: 400 })
  assert.equal(part.body.account.credit_cents, 600)
  const { patron_id } = patron
  await world.call(
    op.addCharge,
    {
      params: { patron_id },
      body: { command_id: id(), charge_kind: 'other', amount_cents: 250, reason: 'Kopieën' },
    },
    head,
  )
  assert.equal((await payOut(patron)).problem.code, 'credit_settles_first')
  await world.call(op.applyCredit, { params: { patron_id }, body: { command_id: id() } }, head)
  assert.equal((await payOut(patron)).body.paid_cents, 350)
  assert.equal((await account(patron)).balance_cents, 0)
})

test('a use of credit goes back whole by who used it: what it settled is open, and the credit is there again', async () => {
  const patron = await owed(1000)
  const { patron_id } = patron
  const params = { patron_id }
  for (const amount_cents of [250, 300])
    await world.call(
      op.addCharge,
      { params, body: { command_id: id(), charge_kind: 'other', amount_cents, reason: 'Kopieën' } },
      head,
    )
  const desk = await world.staff(here, ['balie'])
  const used = await world.call(op.applyCredit, { params, body: { command_id: id() } }, desk)
  assert.equal(used.status, 201, used.text)
  assert.deepEqual([used.body.credit_cents, used.body.open], [450, []])
  const back = (as: Someone) =>
    world.call(op.takeBackEntry, { params: { entry_id: used.body.entry_id }, body: { command_id: id() } }, as)
  assert.equal(
    (await back(await world.staff(here, ['balie']))).problem.code,
    'no_leave',
    'not of a colleague',
  )
  const undone = await back(desk)
  assert.equal(undone.status, 201, undone.text)
  const { credit_cents, balance_cents, open } = undone.body
  assert.deepEqual([credit_cents, balance_cents, open.map(line => line.open_cents)], [1000, -450, [250, 300]])
  assert.equal((await back(desk)).problem.code, 'already_reversed')
  const again = await world.call(op.applyCredit, { params, body: { command_id: id() } }, desk)
  assert.deepEqual([again.body.credit_cents, again.body.open], [450, []], 'and it can be used anew')
})

test('it asks its leave, and the library that owes it', async () => {
  const patron = await owed(500)
  assert.equal((await payOut(patron, {}, await world.staff(here, ['balie']))).status, 403)
  const partner = await world.library('Partnergem')
  await world.agreement('3b', [here, partner])
  const there = await world.staff(partner, ['hoofd_balie'])
  assert.equal((await payOut(patron, {}, there)).problem.code, 'patron_not_own')
  assert.equal((await account(patron)).credit_cents, 500)
})

test('two desks that pay the same credit out at once never both do', async () => {
  const patron = await owed(500)
  const said = await Promise.all([payOut(patron), payOut(patron), payOut(patron)])
  assert.equal(said.filter(s => s.status === 201).length, 1)
  assert.equal((await account(patron)).balance_cents, 0)
})
