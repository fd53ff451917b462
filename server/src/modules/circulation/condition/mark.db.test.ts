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
let bert: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  amina = await world.staff(here, ['hoofd_balie'])
  bert = await world.staff(here, ['balie'])
  await aRegulation(world, here)
})
after(() => world.close())
const id = () => uuid7(world.now)
const mark = ({ item_id }: TestItem, what: op.Mark, as = amina, note?: string) =>
  world.call(
    op.markItem,
    { params: { item_id }, body: { command_id: id(), mark: what, ...(note ? { note } : {}) } },
    as,
  )
const scan = (
  item: TestItem,
  patron_id: string | null = null,
  more: Partial<op.BodyOf<typeof op.scan>> = {},
) => world.call(op.scan, { body: { command_id: id(), code: item.barcode, patron_id, ...more } }, amina)
const undo = (event_id: string | null) =>
  world.call(op.undo, { body: { command_id: id(), event_id: event_id! } }, amina)
const care = async ({ item_id }: TestItem) =>
  (await world.call(op.itemConditions, { params: { item_id } }, amina)).body
const hold = async (patron: TestPatron, item: TestItem) => {
  const said = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: patron.patron_id,
        title_id: item.title_id,
        pickup_branch_id: here.branches[0]!,
        accept: ['item_available_here'],
      },
    },
    amina,
  )
  return said.body.hold
}
const holdOf = async (patron: TestPatron) =>
  (await world.call(op.patronHolds, { params: { patron_id: patron.patron_id } }, amina)).body.rows[0]!

test('an alert is told at lending and returning as it asks, and lending waits for the answer where it must', async () => {
  const [item, patron] = [await anItem(world, here), await aPatron(world, here)]
  const alert = (note_when: 'both' | 'lend' | 'return', note_ask: boolean) =>
    world.call(
      op.setItemAlert,
      {
        params: { item_id: item.item_id },
        body: { command_id: id(), note: ' 4 puzzelstukken ', note_when, note_ask },
      },
      amina,
    )
  assert.equal((await alert('return', true)).body.note, '4 puzzelstukken')
  const lent = await scan(item, patron.patron_id)
  assert.deepEqual([lent.body.did, lent.body.findings], ['lent', []])
  const back = await scan(item)
  assert.deepEqual(
    back.body.findings.map(f => [f.code, f.weight]),
    [['item_note', 'ask']],
  )
  const complete = await mark(item, 'checked')
  assert.deepEqual([complete.status, complete.body.state], [201, 'in_use'], complete.text)
  // What was looked at does not stand in the way of taking the return back.
  assert.equal((await undo(back.body.event_id)).status, 201)
  await scan(item)
  await alert('lend', true)
  const asked = await scan(item, patron.patron_id)
  assert.deepEqual([asked.body.did, asked.body.findings[0]?.may_accept], ['asked', true])
  assert.equal((await scan(item, patron.patron_id, { accept: ['item_note'] })).body.did, 'lent')
  assert.deepEqual((await scan(item)).body.findings, [])
  assert.equal(
    (
      await world.call(
        op.setItemAlert,
        {
          params: { item_id: item.item_id },
          body: { command_id: id(), note: null, note_when: 'both', note_ask: true },
        },
        bert,
      )
    ).status,
    403,
  )
})

test('damaged on the hold shelf: aside for repair, the hold waits again in its place; undo puts it back under its code', async () => {
  const [item, first, second] = [
    await anItem(world, here),
    await aPatron(world, here),
    await aPatron(world, here),
  ]
  await hold(first, item)
  await hold(second, item)
  const caught = await scan(item)
  const code = caught.body.destination?.hold_code
  assert.match(code ?? '', /-\d+$/)
  const damaged = await mark(item, 'damaged', bert, 'kaft los')
  assert.deepEqual([damaged.status, damaged.body.state], [201, 'damaged'], damaged.text)
  assert.deepEqual(
    [(await holdOf(first)).state, (await holdOf(first)).place, (await holdOf(second)).place],
    ['waiting', 1, 2],
  )
  assert.deepEqual(
    (await care(item)).rows.map(r => [r.kind, r.note, r.ended]),
    [['damaged', 'kaft los', null]],
  )
  const again = await scan(item)
  assert.deepEqual([again.body.destination?.to, again.body.findings[0]?.code], ['shelf', 'item_damaged'])
  const pull = await world.call(op.pullList, {}, amina)
  assert.ok(!pull.body.rows.some(r => r.title_id === item.title_id))

  const undone = await undo(damaged.body.event_id)
  assert.deepEqual([undone.status, undone.body.hold_restored], [201, true], undone.text)
  assert.deepEqual([(await holdOf(first)).state, (await holdOf(first)).hold_code], ['ready', code])
  assert.deepEqual((await care(item)).rows, [])
})

test('repaired, complete, found, restored: each ends its condition, and the history says from when until when', async () => {
  const item = await anItem(world, here)
  const steps = [
    ['incomplete', 'incomplete'],
    ['complete', 'in_use'],
    ['damaged', 'damaged'],
    ['repaired', 'in_use'],
    ['missing', 'missing'],
    ['found', 'in_use'],
    ['withdrawn', 'withdrawn'],
    ['restored', 'in_use'],
  ] as const
  for (const [what, state] of steps) {
    world.now = world.now.add({ minutes: 1 })
    assert.equal((await mark(item, what)).body.state, state, what)
  }
  assert.deepEqual(
    (await care(item)).rows.map(r => [r.kind, r.ended]),
    [
      ['withdrawn', 'restored'],
      ['missing', 'found'],
      ['damaged', 'repaired'],
      ['incomplete', 'complete'],
    ],
  )
  const counted = await world.rows(
    `select kind, count(*) as n from circulation.event where item_id = $1 group by kind order by kind`,
    [item.item_id],
  )
  assert.ok(counted.every(c => c.n === '1') && counted.length === 8)
  assert.equal((await mark(item, 'repaired')).problem.findings?.[0]?.code, 'item_as_said')
})

test('withdrawing needs the leave to change items; what is at home with someone is taken back first', async () => {
  const [item, patron] = [await anItem(world, here), await aPatron(world, here)]
  assert.equal((await mark(item, 'withdrawn', bert)).problem.code, 'no_leave')
  await scan(item, patron.patron_id)
  assert.equal((await mark(item, 'damaged')).problem.findings?.[0]?.code, 'item_out')
})

test('lent although it is damaged or was missing: by leave, and what was missing is found by it', async () => {
  const [damaged, missing] = [await anItem(world, here), await anItem(world, here)]
  const patron = await aPatron(world, here)
  await mark(damaged, 'damaged')
  await mark(missing, 'missing')
  assert.equal((await scan(damaged, patron.patron_id)).body.did, 'asked')
  const lent = await scan(damaged, patron.patron_id, { accept: ['item_damaged'] })
  assert.deepEqual([lent.body.did, (await care(damaged)).state], ['lent', 'damaged'])
  const found = await scan(missing, patron.patron_id, { accept: ['item_missing'] })
  assert.deepEqual([found.body.did, (await care(missing)).state], ['lent', 'in_use'])
  await undo(found.body.event_id)
  const { state, rows } = await care(missing)
  assert.deepEqual([state, rows.map(r => r.ended)], ['missing', [null]])
  assert.equal((await scan(missing)).body.did, 'found_again')
})

test('the last borrower is known for ninety days, by a door that asks why and tells the patron', async () => {
  const start = world.now
  const [item, patron] = [await anItem(world, here), await aPatron(world, here)]
  await scan(item, patron.patron_id)
  await scan(item)
  const open = (as: Someone) =>
    world.call(op.lastBorrower, { params: { item_id: item.item_id }, body: { reason: 'damage' } }, as)
  assert.equal((await open(bert)).status, 403)
  const last = await open(amina)
  assert.equal(last.body.patron.patron_id, patron.patron_id, last.text)
  const seen = await world.call(op.patronAccess, { params: { patron_id: patron.patron_id } }, amina)
  assert.ok(seen.body.rows.some(r => r.reason === 'damage' && r.library_name === 'Testgem'))
  const charged = await world.call(
    op.chargeDamage,
    {
      params: { patron_id: patron.patron_id },
      body: {
        command_id: id(),
        item_id: item.item_id,
        costs: [
          { name: 'Dvd-doos', cents: 250 },
          { name: 'Ontbrekend deel', cents: 200 },
        ],
      },
    },
    amina,
  )
  assert.equal(charged.body.charged_cents, 450, charged.text)
  const account = async () =>
    (await world.call(op.readAccount, { params: { patron_id: patron.patron_id } }, amina)).body
  assert.deepEqual(
    (await account()).open.map(e => [e.charge_kind, e.open_cents, e.reason]),
    [
      ['damage', 250, 'Dvd-doos'],
      ['damage', 200, 'Ontbrekend deel'],
    ],
  )
  assert.equal((await undo(charged.body.event_id)).body.cost_reversed_cents, 450)
  assert.equal((await account()).balance_cents, 0)
  world.now = start.add({ hours: 24 * 90 })
  assert.equal((await open(amina)).status, 200)
  world.now = start.add({ hours: 24 * 91 })
  assert.equal((await open(amina)).problem.code, 'last_borrower_gone')
  world.now = start
})
