import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron, aTitle, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
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
})
after(() => world.close())
const id = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return uuid7(world.now)
}
const setting = (key: string, value: unknown) =>
  world.rows(
    `insert into organisation.setting values ($1, $2, $3) on conflict (library_id, key) do update set value = excluded.value`,
    [here.library_id, key, JSON.stringify(value)],
  )
const scan = (
  item: Pick<TestItem, 'barcode'>,
  patron: TestPatron | null = null,
  more: Partial<op.BodyOf<typeof op.scan>> = {},
) =>
  world.call(
    op.scan,
    { body: { command_id: id(), code: item.barcode, patron_id: patron?.patron_id ?? null, ...more } },
    amina,
  )
const undo = (event_id: string | null) =>
  world.call(op.undo, { body: { command_id: id(), event_id: event_id! } }, amina)
const balance = async (patron: TestPatron) =>
  (await world.call(op.readAccount, { params: { patron_id: patron.patron_id } }, amina)).body.balance_cents
const kinds = async ({ item_id }: TestItem) =>
  (
    await world.rows(
      `select e.kind from circulation.event e where e.item_id = $1 and e.kind <> 'undo'
          and not exists (select from circulation.event u where u.undoes = e.event_id) order by e.position`,
      [item_id],
    )
  ).map(e => e.kind)

test('lent on while another still has it: never without saying what becomes of the fine, as a return of its own, undone as one', async () => {
  world.now = START
  const [item, liesbeth, omar] = [
    await anItem(world, here),
    await aPatron(world, here, { family_name: 'Vantestliesbeth' }),
    await aPatron(world, here),
  ]
  await world.rows("update cataloguing.title set language = 'eng' where title_id = $1", [item.title_id])
  const first = await scan(item, liesbeth)
  assert.equal(first.body.item?.language, 'eng', 'so that its title is read aloud in that')
  world.now = LATE
  const asked = await scan(item, omar)
  assert.deepEqual([asked.body.did, asked.body.findings[0]?.code], ['asked', 'item_on_loan_elsewhere'])
  assert.equal(asked.body.patron?.patron_id, omar.patron_id)
  assert.doesNotMatch(asked.text, /Vantestliesbeth/)
  const silent = await scan(item, omar, { accept: ['item_on_loan_elsewhere'] })
  assert.equal(silent.body.did, 'asked', 'nothing is decided about the fine by leaving it out')
  const who = await world.call(op.itemBorrower, { params: { item_id: item.item_id } }, amina)
  assert.equal(who.body.patron.patron_id, liesbeth.patron_id)
  const logged = await world.rows(
    `select count(*) as n from privacy.access_log where operation = 'itemBorrower' and patron_id = $1`,
    [liesbeth.patron_id],
  )
  assert.equal(logged[0]!.n, '1')
  const lent = await scan(item, omar, { accept: ['item_on_loan_elsewhere'], other_loan_fine: 'book' })
  assert.equal(lent.body.did, 'lent', lent.text)
  assert.equal(await balance(liesbeth), 60)
  assert.deepEqual(await kinds(item), ['checkout', 'checkin', 'checkout'])
  const undone = await undo(lent.body.event_id)
  assert.deepEqual([undone.status, undone.body.loan_restored], [201, true], undone.text)
  assert.deepEqual([await balance(liesbeth), await kinds(item)], [0, ['checkout']])
  const waived = await scan(item, omar, { accept: ['item_on_loan_elsewhere'], other_loan_fine: 'drop' })
  assert.deepEqual([waived.body.did, await balance(liesbeth)], ['lent', 0])
})

test('a second loan on the same day: asked, renewed or lent anew, as the library and the workstation say', async () => {
  world.now = START
  const [item, patron] = [await anItem(world, here), await aPatron(world, here)]
  await scan(item, patron)
  assert.equal((await scan(item, patron)).body.findings[0]?.code, 'item_on_loan_here')
  const again = await scan(item, patron, { as: 'lend' })
  assert.deepEqual([again.body.did, again.body.loan?.renewals], ['lent', 0], again.text)
  assert.deepEqual(await kinds(item), ['checkout', 'checkin', 'checkout'])
  await undo(again.body.event_id)
  assert.deepEqual(await kinds(item), ['checkout'])
  await setting('desk.same_day_scan', 'loan')
  assert.equal((await scan(item, patron)).body.did, 'lent')
  await setting('desk.same_day_scan', 'renew')
  world.now = world.now.add({ hours: 1 })
  const renewed = await scan(item, patron)
  assert.ok(
    renewed.body.findings.some(f => f.code === 'renewal_not_later'),
    renewed.text,
  )
  // A day later the day's setting no longer speaks.
  world.now = START.add({ hours: 24 })
  assert.equal((await scan(item, patron)).body.findings[0]?.code, 'item_on_loan_here')
  const later = await scan(item, patron, { as: 'lend' })
  assert.equal(later.body.findings[0]?.code, 'item_on_loan_here')
  await setting('desk.same_day_scan', 'as_usual')
})

test('the loan that ends by the second one does not count for the limit', async () => {
  world.now = START
  const full = await world.library('Volgem')
  const me = await world.staff(full, ['balie', 'hoofd_balie'])
  await aRegulation(world, full, plainRows({ limits: [{ within: 'library', of: 'all', max: 1 }] }))
  const [item, patron] = [await anItem(world, full), await aPatron(world, full)]
  const go = (as?: 'lend') =>
    world.call(
      op.scan,
      { body: { command_id: id(), code: item.barcode, patron_id: patron.patron_id, ...(as ? { as } : {}) } },
      me,
    )
  assert.equal((await go()).body.did, 'lent')
  const again = await go('lend')
  assert.deepEqual([again.body.did, again.body.findings], ['lent', []], again.text)
})

test('consulted in the library: counted once, without a loan or a person, and undone whatever came after', async () => {
  world.now = START
  const [item, patron] = [await anItem(world, here), await aPatron(world, here)]
  const same = id()
  const counted = await scan(item, null, { as: 'in_house', command_id: same })
  assert.deepEqual([counted.body.did, counted.body.loan], ['counted', null], counted.text)
  assert.deepEqual((await scan(item, null, { as: 'in_house', command_id: same })).body, counted.body)
  const tied = await world.rows('select 1 from circulation.event_patron where event_id = $1', [
    counted.body.event_id,
  ])
  assert.deepEqual([await kinds(item), tied.length], [['in_house'], 0])
  const lent = await scan(item, patron)
  assert.equal(lent.body.did, 'lent')
  assert.equal((await scan(item, null, { as: 'in_house' })).body.findings[0]?.code, 'item_out')
  assert.equal((await undo(lent.body.event_id)).status, 201)
  assert.equal((await undo(counted.body.event_id)).status, 201)
})

test('added at the desk: lendable at once, listed for the cataloguer, gone again by undo', async () => {
  world.now = START
  const cataloguer = await world.staff(here, ['catalografie'])
  const add = (more: Partial<op.BodyOf<typeof op.quickAdd>>) =>
    world.call(
      op.quickAdd,
      { body: { command_id: id(), barcode: '30001234', item_type: 'book', ...more } },
      amina,
    )
  assert.equal((await add({})).problem.code, 'title_needed')
  assert.equal((await add({ isbn: '9789020990011' })).problem.code, 'isbn_invalid')
  const made = await add({ title: 'Het nieuwe boek', isbn: '9789029538237' })
  assert.equal(made.status, 201, made.text)
  assert.deepEqual([made.body.item.title, made.body.provisional], ['Het nieuwe boek', true])
  assert.equal((await add({ title: 'Nog een' })).problem.code, 'barcode_in_use')
  const found = await world.call(op.searchTitles, { query: { q: 'nieuwe boek ' } }, amina)
  assert.equal(found.body.count, 1)
  const list = async () => (await world.call(op.quickAdded, {}, cataloguer)).body.rows
  assert.deepEqual(
    (await list()).map(r => [r.item.barcode, r.provisional]),
    [['30001234', true]],
  )
  const second = await add({ isbn: '9789029538237', barcode: '30001235' })
  assert.deepEqual([second.body.item.title_id, second.body.provisional], [made.body.item.title_id, false])
  const patron = await aPatron(world, here)
  const lent = await scan({ barcode: '30001234' }, patron)
  assert.equal(lent.body.did, 'lent', lent.text)
  assert.equal((await undo(made.body.event_id)).problem.findings?.[0]?.code, 'undo_item_moved_on')
  await undo(lent.body.event_id)
  const undone = await undo(made.body.event_id)
  assert.equal(undone.status, 201, undone.text)
  assert.equal((await scan({ barcode: '30001234' })).body.findings[0]?.code, 'code_unknown')
  assert.equal((await list()).length, 1)
  const done = await world.call(
    op.markItem,
    { params: { item_id: second.body.item.item_id }, body: { command_id: id(), mark: 'catalogued' } },
    await world.staff(here, ['balie', 'catalografie']),
  )
  assert.deepEqual([done.status, (await list()).length], [201, 0], done.text)
  const known = await aTitle(world, 'Bekend')
  await world.rows(`insert into cataloguing.title_isbn values ('9780306406157', $1)`, [known])
  assert.equal((await add({ isbn: '0-306-40615-2', barcode: '30001236' })).body.item.title_id, known)
})

test('the book drop counts as the regulation says, also when that day lies ahead', async () => {
  const drop = await world.library('Busgem')
  const me = await world.staff(drop, ['balie', 'hoofd_balie'])
  await aRegulation(world, drop, plainRows({ book_drop: 'next_open_day' }))
  const days = async () => (await world.call(op.returnDays, {}, me)).body
  world.now = START
  const hours = (
    await world.rows('select distinct weekday from organisation.opening_hours where branch_id = $1', [
      drop.branches[0],
    ])
  ).map(h => Number(h.weekday))
  assert.ok(hours.includes(3) && !hours.includes(7), `open on ${hours.join(', ')}`)
  assert.deepEqual(await days(), {
    today: '2026-11-25',
    open_today: true,
    proposed: { on: '2026-11-25', because: 'next_open_day' },
  })
  const [item, patron] = [await anItem(world, drop), await aPatron(world, drop)]
  const at = (body: Partial<op.BodyOf<typeof op.scan>>) =>
    world.call(op.scan, { body: { command_id: id(), code: item.barcode, patron_id: null, ...body } }, me)
  await at({ patron_id: patron.patron_id })
  // A Sunday: the drop is emptied while the branch is closed.
  world.now = Temporal.Instant.from('2026-12-27T10:00:00Z')
  const { proposed } = await days()
  assert.equal(proposed?.because, 'next_open_day')
  assert.ok(proposed && proposed.on > '2026-12-27')
  const back = await at({ return_on: proposed.on })
  assert.equal(back.body.fine?.days, proposed.on === '2026-12-28' ? 5 : 6, back.text)
  await undo(back.body.event_id)
})
