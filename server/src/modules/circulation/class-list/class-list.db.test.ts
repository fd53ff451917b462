import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, type TestItem } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { patronJobs } from '../../patrons/jobs.ts'
import { circulationJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let amina: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie'])
  await aRegulation(world, here, [
    ...plainRows(),
    {
      row_no: 3,
      selectors: { card_type: 'class' },
      values: { period: { n: 56, unit: 'days' }, limits: [{ within: 'library', of: 'all', max: 3 }] },
    },
  ])
})
after(async () => {
  await clock.close()
  await world.close()
})
const id = () => uuid7(world.now)
const night = async () => {
  for (const job of [...patronJobs, ...circulationJobs])
    if (job.name === 'forget_class_children' || job.name === 'forget_loan_children')
      await job.handler(clock.ctx(job.name))
}

const aClass = () => aPatron(world, here, { membership_type: 'klas', family_name: 'De Linde' })
const add = (patron_id: string, ...names: string[]) =>
  world.call(
    op.addChildren,
    {
      params: { patron_id },
      body: { command_id: id(), children: names.map(given_name => ({ given_name })) },
    },
    amina,
  )
const list = async (patron_id: string) =>
  (await world.call(op.readClassList, { params: { patron_id } }, amina)).body
const lend = (patron_id: string, item: TestItem, child_id?: string) =>
  world.call(
    op.scan,
    { body: { command_id: id(), code: item.barcode, patron_id, ...(child_id ? { child_id } : {}) } },
    amina,
  )
const takeBack = (item: TestItem) =>
  world.call(op.scan, { body: { command_id: id(), code: item.barcode, patron_id: null } }, amina)

test('a class borrows child by child on the terms of its card, and a box comes back with nobody open', async () => {
  const { patron_id } = await aClass()
  const made = await add(patron_id, 'Noor', 'Adam')
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.until, '2027-08-31')
  const [adam, noor] = made.body.children
  assert.deepEqual([adam?.given_name, noor?.given_name], ['Adam', 'Noor'])
  const items = await Promise.all([1, 2, 3, 4].map(() => anItem(world, here)))
  const first = await lend(patron_id, items[0]!, noor!.child_id)
  assert.deepEqual(first.body.child, { child_id: noor!.child_id, name: 'Noor', still: 1 }, first.text)
  assert.equal(first.body.loan?.due_on, '2027-01-20', 'eight weeks, as the row for classes says')
  assert.equal(first.body.patron?.card_type, 'class')
  await lend(patron_id, items[1]!, noor!.child_id)
  await lend(patron_id, items[2]!)
  const fourth = await lend(patron_id, items[3]!, adam!.child_id)
  assert.equal(fourth.body.findings[0]?.code, 'limit_reached', 'the limit of the card counts all children')
  const now = await list(patron_id)
  assert.deepEqual(
    now.children.map(c => [c.given_name, c.loans.length]),
    [
      ['Adam', 0],
      ['Noor', 2],
    ],
  )
  assert.deepEqual(
    now.loans.map(l => l.barcode),
    [items[2]!.barcode],
  )
  const back = await takeBack(items[0]!)
  assert.deepEqual([back.body.did, back.body.child?.name, back.body.child?.still], ['taken_back', 'Noor', 1])
  const last = await takeBack(items[1]!)
  assert.equal(last.body.child?.still, 0)
  const undone = await world.call(
    op.undo,
    { body: { command_id: id(), event_id: last.body.event_id! } },
    amina,
  )
  assert.equal(undone.status, 201, undone.text)
  assert.equal((await list(patron_id)).children[1]?.loans.length, 1, 'the child is known again after an undo')
})

test('a repeat of a scan gets the first answer, with the child, and writes nothing twice', async () => {
  const { patron_id } = await aClass()
  const [noor] = (await add(patron_id, 'Noor')).body.children
  const item = await anItem(world, here)
  const body = { command_id: id(), code: item.barcode, patron_id, child_id: noor!.child_id }
  const first = await world.call(op.scan, { body }, amina)
  assert.deepEqual((await world.call(op.scan, { body }, amina)).body, first.body)
})

test('a child of another list, or taken off, stops the loan and leaves nothing behind', async () => {
  const [one, other] = [await aClass(), await aClass()]
  const [noor] = (await add(one.patron_id, 'Noor')).body.children
  const item = await anItem(world, here)
  const strange = await lend(other.patron_id, item, noor!.child_id)
  assert.deepEqual([strange.body.did, strange.body.findings[0]?.code], ['refused', 'child_unknown'])
  const of = { patron_id: one.patron_id, child_id: noor!.child_id }
  await world.call(op.removeChild, { params: of }, amina)
  assert.equal((await lend(one.patron_id, item, noor!.child_id)).body.findings[0]?.code, 'child_unknown')
  assert.equal((await list(other.patron_id)).loans.length, 0)
})

test('a child is renamed, taken off and put back with what it has', async () => {
  const { patron_id } = await aClass()
  const [adam, noor] = (await add(patron_id, 'Adam', 'Noor')).body.children
  const item = await anItem(world, here)
  await lend(patron_id, item, noor!.child_id)
  const of = { patron_id, child_id: noor!.child_id }
  const name = (given_name: string, initial?: string) =>
    world.call(
      op.changeChild,
      { params: of, body: { command_id: id(), given_name, ...(initial ? { initial } : {}) } },
      amina,
    )
  assert.equal((await name('adam')).problem?.code, 'child_name_twice')
  assert.equal((await name('Adam', 'b')).body.children[1]?.initial, 'B')
  const without = await world.call(op.removeChild, { params: of }, amina)
  assert.deepEqual(
    [without.body.children.map(c => c.child_id), without.body.loans.length],
    [[adam!.child_id], 1],
    'what it has stays on the card of the class',
  )
  const again = await world.call(op.restoreChild, { params: of, body: { command_id: id() } }, amina)
  assert.equal(again.status, 201, again.text)
  assert.equal(again.body.children[1]?.loans.length, 1)
})

test('only a class or an institution has a list, and a partner does not change it', async () => {
  const person = await aPatron(world, here)
  assert.equal((await add(person.patron_id, 'Noor')).problem?.code, 'class_list_not_here')
  const other = await world.library('Buurgem')
  await world.agreement('3b', [here, other])
  const theirs = await aPatron(world, other, { membership_type: 'klas' })
  assert.equal((await add(theirs.patron_id, 'Noor')).problem?.code, 'patron_not_own')
})

test('the night forgets for whom a returned loan was, who was taken off, and a list that has ended', async () => {
  const { patron_id } = await aClass()
  const [adam, noor] = (await add(patron_id, 'Adam', 'Noor')).body.children
  const [back, kept] = [await anItem(world, here), await anItem(world, here)]
  await lend(patron_id, back, noor!.child_id)
  await lend(patron_id, kept, noor!.child_id)
  await takeBack(back)
  await world.call(op.removeChild, { params: { patron_id, child_id: adam!.child_id } }, amina)
  const count = async () => {
    const [row] = await world.rows(
      `select (select count(*) from circulation.loan_child lc join circulation.loan l using (loan_id) where l.patron_id = $1) as loans,
              (select count(*) from patrons.class_child where patron_id = $1) as children`,
      [patron_id],
    )
    return [row!.loans, row!.children]
  }
  const then = world.now
  await night()
  assert.deepEqual(await count(), ['2', '2'], 'on the same day everything can still be undone')
  world.now = then.add({ hours: 24 })
  await night()
  assert.deepEqual(await count(), ['1', '1'])
  world.now = Temporal.Instant.from('2027-09-01T02:00:00Z')
  await night()
  assert.deepEqual(await count(), ['0', '0'], 'the loan that is still open stays with the class')
  const [open] = await world.rows(
    'select count(*) from circulation.loan where patron_id = $1 and returned_at is null',
    [patron_id],
  )
  assert.equal(open!.count, '1')
  world.now = then
})
