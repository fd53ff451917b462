import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let amina: Someone
const START = Temporal.Instant.from('2026-11-25T13:05:00Z')
const LATE = Temporal.Instant.from('2026-12-29T13:05:00Z')
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie', 'hoofd_balie'])
  await aRegulation(world, here)
  await setting('circulation.lost_processing_cents', 300)
})
after(() => world.close())
/** Time goes on with each command, as it does at a desk. */
const id = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return uuid7(world.now)
}
const setting = (key: string, value: unknown) =>
  world.rows(
    `insert into organisation.setting values ($1, $2, $3) on conflict (library_id, key) do update set value = excluded.value`,
    [here.library_id, key, JSON.stringify(value)],
  )

interface Lent {
  readonly patron: TestPatron
  readonly item: TestItem
  readonly loan_id: string
}
/** Lent on 25 November, due on 23 December, late on 29 December; the item costs € 18,50. */
async function aLoan(price: number | null = 1850): Promise<Lent> {
  world.now = START
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  await world.rows('update inventory.item set price_cents = $2 where item_id = $1', [item.item_id, price])
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    amina,
  )
  assert.equal(lent.status, 201, lent.text)
  world.now = LATE
  return { patron, item, loan_id: lent.body.loan!.loan_id }
}
const lose = ({ loan_id }: Lent, command_id = id()) =>
  world.call(op.declareLost, { params: { loan_id }, body: { command_id } }, amina)
const account = async ({ patron }: Lent) =>
  (await world.call(op.readAccount, { params: { patron_id: patron.patron_id } }, amina)).body
const scan = ({ item }: Lent, patron_id: string | null = null) =>
  world.call(op.scan, { body: { command_id: id(), code: item.barcode, patron_id } }, amina)
const undo = (event_id: string | null) =>
  world.call(op.undo, { body: { command_id: id(), event_id: event_id! } }, amina)
const pay = (lent: Lent, entry_ids: string[], amount_cents: number) =>
  world.call(
    op.receivePayment,
    {
      params: { patron_id: lent.patron.patron_id },
      body: { command_id: id(), method: 'card', entry_ids, amount_cents },
    },
    amina,
  )
const stateOf = async ({ item }: Lent) =>
  (await world.rows('select state from inventory.item where item_id = $1', [item.item_id]))[0]!.state

test('lost by the word of the patron: the loan ends, material, processing and fine are charged, and undo restores all', async () => {
  const lent = await aLoan()
  const before = await world.call(op.lostLoss, { params: { loan_id: lent.loan_id } }, amina)
  assert.deepEqual(
    [before.body.price_from, before.body.charges.map(c => c.amount_cents)],
    ['item', [1850, 300, 60]],
  )
  const same = id()
  const lost = await lose(lent, same)
  assert.equal(lost.status, 201, lost.text)
  assert.deepEqual(lost.body.charged, [
    { charge_kind: 'replacement', amount_cents: 1850 },
    { charge_kind: 'processing', amount_cents: 300 },
    { charge_kind: 'fine', amount_cents: 60 },
  ])
  assert.deepEqual((await lose(lent, same)).body, lost.body)
  assert.equal((await account(lent)).balance_cents, 2210)
  assert.equal(await stateOf(lent), 'lost')
  const loans = await world.call(op.patronLoans, { params: { patron_id: lent.patron.patron_id } }, amina)
  assert.deepEqual(
    [loans.body.rows.length, loans.body.lost.map(l => [l.loan_id, l.open_cents])],
    [0, [[lent.loan_id, 2150]]],
  )
  assert.equal((await lose(lent)).problem.findings?.[0]?.code, 'not_on_loan')

  const undone = await undo(lost.body.event_id)
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual(
    [undone.body.loan_restored, undone.body.fine_reversed_cents, undone.body.cost_reversed_cents],
    [true, 60, 2150],
  )
  assert.equal((await account(lent)).balance_cents, 0)
  assert.equal(await stateOf(lent), 'in_use')
  const again = await world.call(op.patronLoans, { params: { patron_id: lent.patron.patron_id } }, amina)
  assert.deepEqual(
    again.body.rows.map(r => [r.loan_id, r.due_on]),
    [[lent.loan_id, '2026-12-23']],
  )
  const history = await world.call(op.itemConditions, { params: { item_id: lent.item.item_id } }, amina)
  assert.deepEqual(history.body.rows, [])
})

test('renewing says why not: lost, aged to lost, claimed (B32)', async () => {
  const [lost, aged, claimed] = [await aLoan(), await aLoan(), await aLoan()]
  await lose(lost)
  await world.call(
    op.claimReturned,
    { params: { loan_id: claimed.loan_id }, body: { command_id: id() } },
    amina,
  )
  await lose(aged)
  await world.rows(`update circulation.event set source = 'job' where loan_id = $1 and kind = 'item_lost'`, [
    aged.loan_id,
  ])
  const renewed = async (l: Lent) => {
    const said = await world.call(op.renew, { body: { command_id: id(), loan_id: l.loan_id } }, amina)
    return said.problem.findings?.map(f => [f.code, f.about['aged'] ?? null])
  }
  assert.deepEqual(await renewed(lost), [['loan_lost', false]])
  assert.deepEqual(await renewed(aged), [['loan_lost', true]])
  assert.ok((await renewed(claimed))!.some(f => f[0] === 'loan_claimed'))
})

test('found again at a scan: material falls, what was paid becomes credit, the fine stays; undo makes it lost again (B26)', async () => {
  await setting('circulation.lost_fine', 'none')
  await setting('circulation.lost_processing_cents', 2000)
  const lent = await aLoan(10_000)
  await lose(lent)
  const [material] = (await account(lent)).open
  await pay(lent, [material!.entry_id], 2700)
  // Written off in part: 25 of the 100.
  await world.rows(
    `insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, at, on_day, reason)
     select library_id, account_id, 'waiver', charge_kind, -2500, entry_id, at, on_day, 'test' from finance.entry where entry_id = $1`,
    [material!.entry_id],
  )
  const found = await scan(lent)
  assert.equal(found.body.did, 'found_again', found.text)
  assert.equal(found.body.destination?.to, 'shelf')
  assert.deepEqual(
    found.body.findings.map(f => [f.code, f.about]),
    [['found_again', { dropped_cents: 4800, credit_cents: 2700, kept_cents: 2000 }]],
  )
  const after = await account(lent)
  assert.deepEqual(
    [after.balance_cents, after.credit_cents, after.open.map(e => [e.charge_kind, e.open_cents])],
    [-700, 2700, [['processing', 2000]]],
  )
  assert.equal(await stateOf(lent), 'in_use')

  const used = await world.call(
    op.applyCredit,
    { params: { patron_id: lent.patron.patron_id }, body: { command_id: id() } },
    amina,
  )
  assert.deepEqual([used.body.balance_cents, used.body.credit_cents, used.body.open], [-700, 700, []])

  const undone = await undo(found.body.event_id)
  assert.equal(undone.status, 201, undone.text)
  assert.equal(undone.body.cost_reversed_cents, -7500)
  assert.equal(await stateOf(lent), 'lost')
  assert.equal((await account(lent)).balance_cents, 6800)
  const history = await world.call(op.itemConditions, { params: { item_id: lent.item.item_id } }, amina)
  assert.deepEqual(
    history.body.rows.map(r => [r.kind, r.ended]),
    [['lost', null]],
  )
  const twice = await scan(lent)
  assert.equal(twice.body.did, 'found_again')
  await setting('circulation.lost_fine', 'book')
  await setting('circulation.lost_processing_cents', 300)
})

test('a lost item that is scanned for an open patron is found first, then lent', async () => {
  const lent = await aLoan()
  await lose(lent)
  const other = await aPatron(world, here)
  const said = await scan(lent, other.patron_id)
  assert.equal(said.body.did, 'lent', said.text)
  assert.ok(said.body.findings.some(f => f.code === 'found_again'))
  assert.deepEqual(
    (await account(lent)).open.map(e => e.charge_kind),
    ['processing', 'fine'],
  )
})

test('undo says why it no longer can: paid, or found meanwhile', async () => {
  const [paid, found] = [await aLoan(), await aLoan()]
  const lost = await lose(paid)
  const open = (await account(paid)).open
  await pay(paid, [open[0]!.entry_id], 100)
  assert.equal((await undo(lost.body.event_id)).problem.findings?.[0]?.code, 'undo_paid')
  const gone = await lose(found)
  await scan(found)
  assert.equal((await undo(gone.body.event_id)).problem.findings?.[0]?.code, 'undo_item_moved_on')
})

test('two desks that declare it lost and scan it at once leave one story', async () => {
  for (let round = 0; round < 4; round++) {
    const lent = await aLoan()
    const [lost, back] = await Promise.all([lose(lent), scan(lent)])
    const [{ state, n }] = (await world.rows(
      `select i.state, (select count(*) from circulation.loan l where l.item_id = i.item_id and l.returned_at is null) as n
         from inventory.item i where i.item_id = $1`,
      [lent.item.item_id],
    )) as [{ state: string; n: string }]
    assert.deepEqual([state, n], ['in_use', '0'])
    const balance = (await account(lent)).balance_cents
    // Lost first: material falls again, processing and fine stay. Taken back first: nothing is lost.
    assert.equal(balance, lost.status === 201 ? 360 : 60)
    assert.equal(back.body.did, lost.status === 201 ? 'found_again' : 'taken_back')
  }
})
