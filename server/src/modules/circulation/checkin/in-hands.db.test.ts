import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

/*
 * The owner works with two libraries that do not work with each other: what one of them lent may come back at the
 * other, which may not know to whom.
 */
let world: World
let here: Library
let owner: Library
let apart: Library
let desk: Someone
let far: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Hiergem')
  owner = await world.library('Midgem')
  apart = await world.library('Vergem')
  await world.agreement('3b', [here, owner])
  await world.agreement('3b', [owner, apart])
  for (const library of [here, owner, apart]) await aRegulation(world, library)
  desk = await world.staff(here, ['hoofd_balie', 'kas'])
  far = await world.staff(apart, ['hoofd_balie', 'kas'])
  // Ids that cannot be mistaken for any other number in an answer.
  await world.rows("select setval('patrons.patron_patron_id_seq', 710000000001)")
})
after(() => world.close())
const id = () => uuid7(world.now)
const lend = (as: Someone, patron_id: string, item_id: string, accept: op.Code[] = []) =>
  world.call(
    op.checkout,
    {
      body: {
        command_id: id(),
        patron_id,
        item_id,
        accept,
        ...(accept.length > 0 ? { other_loan_fine: 'drop' } : {}),
      },
    },
    as,
  )
const take = (as: Someone, item_id: string) =>
  world.call(op.checkin, { body: { command_id: id(), item_id } }, as)
const undo = (as: Someone, event_id: string | null) =>
  world.call(op.undo, { body: { command_id: id(), event_id: event_id! } }, as)
const reserve = (as: Someone, patron_id: string, title_id: string) =>
  world.call(
    op.placeHold,
    { body: { command_id: id(), patron_id, title_id, pickup_branch_id: as.branch_id } },
    as,
  )
const loansOf = (item_id: string) =>
  world.rows(
    'select ended, returned_branch_id, patron_id from circulation.loan where item_id = $1 order by loan_id',
    [item_id],
  )
const statusOf = async (item_id: string) =>
  (await world.rows('select status, hold_id from circulation.item_status where item_id = $1', [item_id]))[0]
const holdsOf = (title_id: string) =>
  world.rows('select state, item_id, hold_code from circulation.hold where title_id = $1 order by hold_id', [
    title_id,
  ])

async function lentApart() {
  const [item, reader] = [
    await anItem(world, owner),
    await aPatron(world, apart, { family_name: 'Zwartemarkering' }),
  ]
  const lent = await lend(far, reader.patron_id, item.item_id)
  assert.equal(lent.body.did, 'lent', lent.text)
  return { item, reader, loan_id: lent.body.loan!.loan_id }
}

test('a loan that may not be seen here ends when its item is in the hand, and nothing tells whose it was', async () => {
  const { item, reader } = await lentApart()
  const back = await take(desk, item.item_id)
  assert.equal(back.body.did, 'taken_back', back.text)
  assert.equal(back.body.destination?.to, 'transit')
  for (const told of [reader.patron_id, reader.card, 'Zwartemarkering', apart.name])
    assert.ok(!back.text.includes(told), told)
  assert.deepEqual(await loansOf(item.item_id), [
    { ended: 'returned', returned_branch_id: desk.branch_id, patron_id: reader.patron_id },
  ])
  assert.equal((await statusOf(item.item_id))?.status, 'in_transit')
  // Its way back: on loan again, to whom it was.
  const undone = await undo(desk, back.body.event_id)
  assert.equal(undone.status, 201, undone.text)
  assert.ok(!undone.text.includes('Zwartemarkering'))
  assert.deepEqual(await loansOf(item.item_id), [
    { ended: null, returned_branch_id: null, patron_id: reader.patron_id },
  ])
  assert.equal((await statusOf(item.item_id))?.status, 'on_loan')
})

test('lent on to a patron of ours, such a loan ends, and goes on when that is undone', async () => {
  const { item, reader } = await lentApart()
  const ours = await aPatron(world, here)
  const asked = await lend(desk, ours.patron_id, item.item_id)
  assert.equal(asked.problem.code, 'item_on_loan_elsewhere', asked.text)
  const lent = await lend(desk, ours.patron_id, item.item_id, ['item_on_loan_elsewhere'])
  assert.equal(lent.body.did, 'lent', lent.text)
  assert.deepEqual(
    (await loansOf(item.item_id)).map(l => l.ended),
    ['lent_on', null],
  )
  assert.equal((await undo(desk, lent.body.event_id)).status, 201)
  const after = await loansOf(item.item_id)
  assert.deepEqual(
    after.map(l => l.ended),
    [null, 'undone'],
  )
  assert.equal(after[0]?.patron_id, reader.patron_id)
})

test('a return is not undone once the item was lent where it may not be seen', async () => {
  const { item } = await lentApart()
  const back = await take(desk, item.item_id)
  const next = await aPatron(world, apart)
  assert.equal((await lend(far, next.patron_id, item.item_id)).body.did, 'lent')
  const late = await undo(desk, back.body.event_id)
  assert.equal(late.problem.findings?.[0]?.code, 'undo_item_moved_on', late.text)
})

test('a hold that may not be seen keeps the item that was promised to it', async () => {
  const item = await anItem(world, owner)
  const [first, waits] = [await aPatron(world, here), await aPatron(world, apart)]
  await lend(desk, first.patron_id, item.item_id)
  assert.equal((await reserve(far, waits.patron_id, item.title_id)).status, 201)
  const back = await take(desk, item.item_id)
  assert.equal(back.body.destination?.because, 'hold_elsewhere', back.text)
  assert.equal((await holdsOf(item.title_id))[0]?.state, 'in_transit')
  const again = await take(desk, item.item_id)
  assert.equal(again.body.destination?.because, 'hold_elsewhere', again.text)
  assert.deepEqual(
    (await holdsOf(item.title_id)).map(h => [h.state, h.item_id]),
    [['in_transit', item.item_id]],
  )
  assert.equal((await statusOf(item.item_id))?.status, 'in_transit')
})

/** An item of ours that is lent, for which someone waits. */
async function awaited(): Promise<TestItem> {
  const item = await anItem(world, here)
  const [reader, waits] = [
    await aPatron(world, here),
    await aPatron(world, here, { family_name: 'Vantestgem' }),
  ]
  await lend(desk, reader.patron_id, item.item_id)
  assert.equal((await reserve(desk, waits.patron_id, item.title_id)).status, 201)
  return item
}
/** Slips with these numbers on the shelf of the desk, all of whom begin with a V. */
const fill = (from: number, until: number) =>
  world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, item_id, hold_code, ready_at, ready_until)
     select $1, 900000 + n, 900000 + n, $2, 'ready', now(), 900000 + n, 'V-' || n, now(), '2027-06-01' from generate_series($3::integer, $4::integer) n`,
    [here.library_id, desk.branch_id, from, until],
  )
const codeOf = async (item: TestItem) => (await holdsOf(item.title_id))[0]?.hold_code
const start = (last_no: number) =>
  world.rows('update circulation.shelf_counter set last_no = $2 where branch_id = $1', [
    desk.branch_id,
    last_no,
  ])

test('a slip gets the first number that is free on its shelf, also where nearly all are taken', async () => {
  const items = [await awaited(), await awaited(), await awaited(), await awaited(), await awaited()]
  const codes: unknown[] = []
  const shelve = async () => {
    const item = items[codes.length]!
    const back = await take(desk, item.item_id)
    assert.equal(back.body.destination?.to, 'hold_shelf', back.text)
    codes.push(await codeOf(item))
  }
  await shelve()
  assert.deepEqual(codes, ['V-1'])
  await fill(2, 400)
  await shelve()
  await fill(402, 998)
  await shelve()
  // All of one to 999 lie there: it goes on above, and takes what is free first.
  await shelve()
  await world.rows("delete from circulation.hold where hold_code = 'V-77'")
  await start(999)
  await shelve()
  assert.deepEqual(codes, ['V-1', 'V-401', 'V-999', 'V-1000', 'V-77'])
})

test('a hold that goes back to its shelf by undo gets another number when its own was given since', async () => {
  await world.rows('delete from circulation.hold where hold_id > 0')
  const item = await awaited()
  await take(desk, item.item_id)
  const code = await codeOf(item)
  const [hold] = await world.rows('select patron_id from circulation.hold where title_id = $1', [
    item.title_id,
  ])
  const lent = await lend(desk, hold!.patron_id!, item.item_id)
  assert.equal(lent.body.did, 'lent', lent.text)
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, item_id, hold_code, ready_at, ready_until)
     values ($1, 970000, 970000, $2, 'ready', now(), 970000, $3, now(), '2027-06-01')`,
    [here.library_id, desk.branch_id, code],
  )
  const undone = await undo(desk, lent.body.event_id)
  assert.equal(undone.status, 201, undone.text)
  const [back] = await holdsOf(item.title_id)
  assert.equal(back?.state, 'ready')
  assert.match(back?.hold_code ?? '', /^V-\d+$/)
  assert.notEqual(back?.hold_code, code)
})

test('an item whose status lost the hold that it was promised to serves that hold', async () => {
  const item = await awaited()
  await take(desk, item.item_id)
  const [promised] = await holdsOf(item.title_id)
  const second = await aPatron(world, here)
  assert.equal((await reserve(desk, second.patron_id, item.title_id)).status, 201)
  await world.rows(
    "update circulation.item_status set status = 'available', hold_id = null where item_id = $1",
    [item.item_id],
  )
  const back = await take(desk, item.item_id)
  assert.equal(back.status, 201, back.text)
  assert.equal(back.body.destination?.to, 'hold_shelf')
  assert.deepEqual((await holdsOf(item.title_id))[0], promised)
})

test('who waits far down the queue fills their own hold by borrowing', async () => {
  const item = await anItem(world, here)
  const [reader, last] = [await aPatron(world, here), await aPatron(world, here)]
  await lend(desk, reader.patron_id, item.item_id)
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at)
     select $1, 980000 + n, $2, $3, 'waiting', '2026-01-01' from generate_series(1, 70) n`,
    [here.library_id, item.title_id, desk.branch_id],
  )
  assert.equal((await reserve(desk, last.patron_id, item.title_id)).status, 201)
  const lent = await lend(desk, last.patron_id, item.item_id, ['item_on_loan_elsewhere', 'held_for_another'])
  assert.equal(lent.body.did, 'lent', lent.text)
  const [own] = await world.rows('select state from circulation.hold where patron_id = $1', [last.patron_id])
  assert.equal(own?.state, 'filled')
})
