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
const START = Temporal.Instant.from('2026-11-25T13:05:00Z')
const CLAIM = Temporal.Instant.from('2026-12-28T13:05:00Z')
const LATER = Temporal.Instant.from('2027-01-08T13:05:00Z')
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie', 'hoofd_balie'])
  await aRegulation(world, here)
  await world.rows("select circulation.make_partitions('2027-01-08')")
})
after(() => world.close())
const id = () => uuid7(world.now)

/** Lent on 25 November, due on 23 December; on 28 December the patron says that it was brought back. */
async function aClaim() {
  world.now = START
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    amina,
  )
  const { loan_id } = lent.body.loan!
  world.now = CLAIM
  const claimed = await world.call(
    op.claimReturned,
    { params: { loan_id }, body: { command_id: id() } },
    amina,
  )
  assert.equal(claimed.status, 201, claimed.text)
  const { rows } = (await world.call(op.listClaims, {}, amina)).body
  const claim_id = rows.find(r => r.item.item_id === item.item_id)!.claim_id
  world.now = LATER
  return { patron, item, loan_id, claim_id, event_id: claimed.body.event_id }
}
type Claimed = Awaited<ReturnType<typeof aClaim>>
const loansOf = async ({ patron }: Claimed) =>
  (await world.call(op.patronLoans, { params: { patron_id: patron.patron_id } }, amina)).body
const claims = async () => (await world.call(op.listClaims, {}, amina)).body
const undo = (event_id: string | null) =>
  world.call(op.undo, { body: { command_id: id(), event_id: event_id! } }, amina)
const resolve = ({ claim_id }: Claimed, how: 'lost' | 'dismissed' | 'withdrawn') =>
  world.call(op.resolveClaim, { params: { claim_id }, body: { command_id: id(), how } }, amina)
const balance = async ({ patron }: Claimed) =>
  (await world.call(op.readAccount, { params: { patron_id: patron.patron_id } }, amina)).body

test('a claim stops the fine from its day on, and undo lets it run again', async () => {
  const claim = await aClaim()
  const [loan] = (await loansOf(claim)).rows
  assert.deepEqual([loan?.claimed_on, loan?.overdue_days, loan?.fine_cents], ['2026-12-28', 5, 50])
  assert.equal((await balance(claim)).running_cents, 50)
  const twice = await world.call(
    op.claimReturned,
    { params: { loan_id: claim.loan_id }, body: { command_id: id() } },
    amina,
  )
  assert.equal(twice.problem.findings?.[0]?.code, 'loan_claimed')
  const undone = await undo(claim.event_id)
  assert.equal(undone.status, 201, undone.text)
  const [again] = (await loansOf(claim)).rows
  assert.deepEqual([again?.claimed_on, again?.fine_cents], [null, 160])
  assert.ok(!(await claims()).rows.some(r => r.claim_id === claim.claim_id))
})

test('found on the shelf: no fine, the claim is settled; undo claims it again', async () => {
  const claim = await aClaim()
  const found = await world.call(
    op.scan,
    { body: { command_id: id(), code: claim.item.barcode, patron_id: null } },
    amina,
  )
  assert.equal(found.body.did, 'taken_back', found.text)
  assert.deepEqual([found.body.fine, found.body.findings.map(f => f.code)], [null, ['claim_found']])
  assert.equal((await balance(claim)).balance_cents, 0)
  assert.ok(!(await claims()).rows.some(r => r.claim_id === claim.claim_id))
  const counted = await world.rows(
    `select kind from circulation.event where loan_id = $1 order by position`,
    [claim.loan_id],
  )
  assert.deepEqual(
    counted.map(e => e.kind),
    ['checkout', 'claimed_returned', 'checkin'],
  )
  await undo(found.body.event_id)
  assert.equal((await loansOf(claim)).rows[0]?.claimed_on, '2026-12-28')
  assert.ok((await claims()).rows.some(r => r.claim_id === claim.claim_id))
})

test('brought by its own reader: late until the claim and not a day longer, and not found in the library', async () => {
  const claim = await aClaim()
  const { patron_id } = claim.patron
  const brought = await world.call(
    op.scan,
    { body: { command_id: id(), code: claim.item.barcode, patron_id, as: 'take_back' } },
    amina,
  )
  assert.equal(brought.body.did, 'taken_back', brought.text)
  assert.deepEqual(
    [brought.body.fine?.amount_cents, brought.body.fine?.days, brought.body.findings.map(f => f.code)],
    [50, 5, ['claim_brought']],
  )
  const [row] = await world.rows('select ended from circulation.claim where claim_id = $1', [claim.claim_id])
  const [was] = await world.rows(
    "select ended from inventory.item_condition where item_id = $1 and kind = 'claimed'",
    [claim.item.item_id],
  )
  assert.deepEqual([row?.ended, was?.ended], ['brought', 'settled'])
  assert.equal((await balance(claim)).balance_cents, 50)
  await undo(brought.body.event_id)
  assert.equal((await balance(claim)).balance_cents, 0)
  assert.equal((await loansOf(claim)).rows[0]?.claimed_on, '2026-12-28')
  assert.ok((await claims()).rows.some(r => r.claim_id === claim.claim_id))
})

test('while another reader is open, what somebody else said to have brought back was found', async () => {
  const claim = await aClaim()
  const other = await aPatron(world, here)
  const found = await world.call(
    op.scan,
    {
      body: { command_id: id(), code: claim.item.barcode, patron_id: other.patron_id, as: 'take_back' },
    },
    amina,
  )
  assert.deepEqual(
    [found.body.fine, found.body.findings.map(f => f.code)],
    [null, ['claim_found']],
    found.text,
  )
})

test('looked for three times without finding: staff decide, and each look can be taken back', async () => {
  const claim = await aClaim()
  const look = () =>
    world.call(op.lookForClaim, { params: { claim_id: claim.claim_id }, body: { command_id: id() } }, amina)
  const mine = async () => (await claims()).rows.find(r => r.claim_id === claim.claim_id)!
  await look()
  await look()
  assert.deepEqual([(await mine()).looks, (await mine()).to_decide], [2, false])
  const third = await look()
  assert.deepEqual([(await mine()).looks, (await mine()).to_decide], [3, true])
  assert.equal((await undo(third.body.event_id)).status, 201)
  assert.equal((await mine()).looks, 2)
})

test('decided as lost: charged with the fine until the claim; undo brings the claim back', async () => {
  const claim = await aClaim()
  await world.rows('update inventory.item set price_cents = 1200 where item_id = $1', [claim.item.item_id])
  const lost = await resolve(claim, 'lost')
  assert.deepEqual(
    lost.body.charged.map(c => [c.charge_kind, c.amount_cents]),
    [
      ['replacement', 1200],
      ['fine', 50],
    ],
    lost.text,
  )
  assert.equal((await resolve(claim, 'lost')).problem.findings?.[0]?.code, 'claim_closed')
  const undone = await undo(lost.body.event_id)
  assert.equal(undone.status, 201, undone.text)
  assert.equal((await balance(claim)).balance_cents, 0)
  assert.equal((await loansOf(claim)).rows[0]?.claimed_on, '2026-12-28')
  assert.ok((await claims()).rows.some(r => r.claim_id === claim.claim_id))
})

test('let go: nobody pays and the item is missing; undo opens loan and claim again', async () => {
  const claim = await aClaim()
  const gone = await resolve(claim, 'dismissed')
  assert.deepEqual([gone.body.state, gone.body.charged], ['missing', []], gone.text)
  assert.deepEqual((await loansOf(claim)).rows, [])
  assert.equal((await balance(claim)).balance_cents, 0)
  const undone = await undo(gone.body.event_id)
  assert.equal(undone.body.loan_restored, true, undone.text)
  assert.equal((await loansOf(claim)).rows[0]?.claimed_on, '2026-12-28')
  const again = await resolve(claim, 'dismissed')
  assert.equal(again.status, 201, again.text)
  const found = await world.call(
    op.scan,
    { body: { command_id: id(), code: claim.item.barcode, patron_id: null } },
    amina,
  )
  assert.equal(found.body.did, 'found_again')
})

test('found at home after all: the loan goes on and the fine runs', async () => {
  const claim = await aClaim()
  const back = await resolve(claim, 'withdrawn')
  assert.equal(back.status, 201, back.text)
  const [loan] = (await loansOf(claim)).rows
  assert.deepEqual([loan?.claimed_on, loan?.fine_cents], [null, 160])
  await undo(back.body.event_id)
  assert.equal((await loansOf(claim)).rows[0]?.claimed_on, '2026-12-28')
})
