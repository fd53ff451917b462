import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readTitle as op } from '@kaft/contract'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'

let world: World
let testgem: Library
let partner: Library
let stranger: Library
let amina: Someone
let title_id: string

before(async () => {
  world = await openWorld()
  testgem = await world.library('Testgem')
  partner = await world.library('Buurdorp', 1)
  stranger = await world.library('Elders', 1)
  await world.agreement('3b', [testgem, partner])
  amina = await world.staff(testgem, ['balie'], { branch: 1 })
  const codes = new Map(
    (await world.rows('select branch_id, code from organisation.branch')).map(r => [r.branch_id, r.code!]),
  )
  const at = (library: Library, branch = 0) => codes.get(library.branches[branch])!
  const record = aRecord({
    number: '10157217',
    title: 'Kaas',
    author: 'Elsschot, Willem',
    items: [
      ['b1', at(testgem)],
      ['b2', at(testgem, 1)],
      ['b3', at(testgem, 1)],
      ['p1', at(partner)],
      ['s1', at(stranger)],
    ],
  })
  await imported(world, iso2709([record]))
  title_id = (await world.rows('select title_id from cataloguing.title'))[0]!.title_id!
})
after(() => world.close())

const title = async (as = amina) => {
  const said = await world.call(op, { params: { title_id } }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}

test('a title says what it is, and what every branch of every library has of it, the own branch first', async () => {
  const { availability, ...said } = await title()
  assert.deepEqual(
    [said.title, said.author, said.control_number, said.year],
    ['Kaas', 'Willem Elsschot', '10157217', 2001],
  )
  assert.deepEqual(
    availability.map(a => [a.branch_name, a.items, a.available, a.shelf, a.call_number]),
    [
      ['Testgem Noord', 2, 2, 'Romans', 'TEST'],
      ['Testgem Centrum', 1, 1, 'Romans', 'TEST'],
      ['Buurdorp Centrum', 1, 1, 'Romans', 'TEST'],
      ['Elders Centrum', 1, 1, 'Romans', 'TEST'],
    ],
  )
})

test('items are those of the own library and of its partners; as long as they are partners', async () => {
  assert.deepEqual((await title()).items.map(i => i.barcode).toSorted(), ['b1', 'b2', 'b3', 'p1'])
  await world.rows('update organisation.agreement set ended_at = now()')
  assert.deepEqual((await title()).items.map(i => i.barcode).toSorted(), ['b1', 'b2', 'b3'])
  await world.rows('update organisation.agreement set ended_at = null')
})

test('what is lent, missing or withdrawn is not available, and the next day of return is told', async () => {
  const items = await world.rows(
    "select item_id, barcode, branch_id from inventory.item where barcode in ('b2', 'b3')",
  )
  const patron = await aPatron(world, testgem)
  const [version] = await world.rows(
    `insert into circulation.regulation (library_id, name, state, reason, made_at) values ($1, 't', 'draft', 't', now()) returning version_id`,
    [testgem.library_id],
  )
  const [terms] = await world.rows(
    `insert into circulation.terms (version_id, hash, resolved) values ($1, 'x', '{}') returning terms_id`,
    [version!.version_id],
  )
  const lent = items.find(i => i.barcode === 'b2')!
  const [loan] = await world.rows(
    `insert into circulation.loan (library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on, first_due_on, terms_id, trace)
     values ($1, $2, $3, $1, $4, 'book', $5, '2026-11-20T10:00Z', '2026-12-18', '2026-12-18', $6, '{}') returning loan_id`,
    [testgem.library_id, patron.patron_id, lent.item_id, title_id, lent.branch_id, terms!.terms_id],
  )
  await world.rows(
    `insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since) values ($1, 'on_loan', $2, $3, '2026-12-18', '2026-11-20T10:00Z')`,
    [lent.item_id, lent.branch_id, loan!.loan_id],
  )
  await world.rows("update inventory.item set state = 'missing' where barcode = 'b3'")
  await world.rows("update inventory.item set state = 'withdrawn' where barcode = 'b1'")
  const said = await title()
  assert.deepEqual(
    said.availability.slice(0, 2).map(a => [a.branch_name, a.items, a.available, a.next_due_on]),
    [
      ['Testgem Noord', 2, 0, '2026-12-18'],
      ['Buurdorp Centrum', 1, 1, null],
    ],
  )
  const of = (barcode: string) => said.items.find(i => i.barcode === barcode)
  assert.deepEqual(
    [of('b2')?.status, of('b2')?.due_on, of('b2')?.last_seen_on],
    ['on_loan', '2026-12-18', '2026-11-20'],
  )
  assert.deepEqual([of('b3')?.status, of('b1'), of('p1')?.status], ['missing', undefined, 'available'])
})

test('those who wait are counted within scope only, and nothing about them is told', async () => {
  const mine = await aPatron(world, testgem, { family_name: 'Wachtende' })
  const theirs = await aPatron(world, stranger)
  for (const p of [mine, theirs]) {
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at) values ($1, $2, $3, $4, 'waiting', now())`,
      [p.library.library_id, p.patron_id, title_id, p.library.branches[0]],
    )
  }
  const said = await world.call(op, { params: { title_id } }, amina)
  assert.equal(said.body.waiting, 1)
  assert.doesNotMatch(said.text, /Wachtende/)
})

test('a title that is not there, or was withdrawn, is unknown', async () => {
  const unknown = await world.call(op, { params: { title_id: '999999999' } }, amina)
  assert.deepEqual([unknown.status, unknown.problem.code], [404, 'title_unknown'])
  await world.rows("update cataloguing.title set state = 'withdrawn'")
  assert.equal((await world.call(op, { params: { title_id } }, amina)).problem.code, 'title_unknown')
})
