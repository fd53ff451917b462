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
  const { paid_cents, rounding_cents, balance_cents } = body
  assert.deepEqual(
    { paid_cents, rounding_cents, balance_cents },
    { paid_cents: 570, rounding_cents: -2, balance_cents: 0 },
  )
})
