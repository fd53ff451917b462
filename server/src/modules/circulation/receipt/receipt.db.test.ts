import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let library: Library
let desk: Someone
before(async () => {
  world = await openWorld()
  library = await world.library('Testgem')
  desk = await world.staff(library, ['hoofd_balie'])
})
after(() => world.close())

test('a receipt says what was paid in cash, with the rounding as a line of its own', async () => {
  const patron = await aPatron(world, library)
  const params = { patron_id: patron.patron_id }
  const command = (): { command_id: string } => ({ command_id: uuid7(world.now) })
  const added = await world.call(
    op.addCharge,
    { params, body: { ...command(), charge_kind: 'other', amount_cents: 572, reason: 'Kopieën' } },
    desk,
  )
  assert.equal(added.status, 201, added.text)
  const entry_ids = added.body.open.map(line => line.entry_id)
  const paid = await world.call(
    op.receivePayment,
    { params, body: { ...command(), method: 'cash', entry_ids } },
    desk,
  )
  assert.equal(paid.status, 201, paid.text)
  const { status, body } = await world.call(op.receipt, { params, query: {} }, desk)
  assert.equal(status, 200)
  assert.deepEqual(body.settled, [
    { charge_kind: 'other', item_title: null, reason: 'Kopieën', amount_cents: 572 },
  ])
  const { paid_cents, rounding_cents, balance_cents } = body
  assert.deepEqual(
    { paid_cents, rounding_cents, balance_cents },
    { paid_cents: 570, rounding_cents: -2, balance_cents: 0 },
  )
})

test('what was booked back is on no receipt; credit that was used and what left the till are, by their names', async () => {
  const { patron_id } = await aPatron(world, library)
  const params = { patron_id }
  const command = (): { command_id: string } => {
    world.now = world.now.add({ milliseconds: 1 })
    return { command_id: uuid7(world.now) }
  }
  const charge = async (charge_kind: 'other' | 'deposit', amount_cents: number): Promise<string> => {
    const body = { ...command(), charge_kind, amount_cents, reason: 'Tas' }
    return (await world.call(op.addCharge, { params, body }, desk)).body.entry_id
  }
  const pay = async (entry_id: string): Promise<string> => {
    const body = { ...command(), method: 'card' as const, entry_ids: [entry_id] }
    return (await world.call(op.receivePayment, { params, body }, desk)).body.payment_id
  }
  const paper = async () => (await world.call(op.receipt, { params, query: {} }, desk)).body
  const money = ({ settled, ...of }: op.OkOf<typeof op.receipt>) => [
    settled.map(line => line.amount_cents),
    of.paid_cents,
    of.credit_used_cents,
    of.paid_out_cents,
    of.balance_cents,
  ]
  const payment_id = await pay(await charge('other', 300))
  assert.deepEqual(money(await paper()), [[300], 300, 0, 0, 0])
  const reversal = { params: { payment_id }, body: { ...command(), reason: 'Verkeerde lener' } }
  assert.equal((await world.call(op.reversePayment, reversal, desk)).status, 201)
  assert.deepEqual(money(await paper()), [[], 0, 0, 0, 300])
  await world.rows(
    `insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day, reason)
     values ($1, finance.account_of($1, $2), 'credit', 'replacement', -1000, $3, current_date, 'found_again')`,
    [library.library_id, patron_id, world.now.toString()],
  )
  await world.call(op.applyCredit, { params, body: command() }, desk)
  assert.deepEqual(money(await paper()), [[300], 0, 300, 0, -700])
  const deposit = await charge('deposit', 2000)
  await pay(deposit)
  const back = { params: { entry_id: deposit }, body: { ...command(), method: 'card' as const } }
  assert.equal((await world.call(op.returnDeposit, back, desk)).status, 201)
  assert.deepEqual(money(await paper()), [[300, 2000], 2000, 300, 2000, -700])
})
