import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../../base/uuid.ts'
import { aPatron, anItem } from '../../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../../testing/world.ts'

let world: World
let keeper: Library
let member: Library
let outside: Library
let agreement_id: string
let manager: Someone
let consortium: Someone
let desk: Someone
before(async () => {
  world = await openWorld()
  keeper = await world.library('Bib Penhouder')
  member = await world.library('Bib Deelnemer')
  outside = await world.library('Bib Buiten')
  agreement_id = await world.agreement('3b', [keeper, member])
  manager = await world.staff(keeper, ['beheer'])
  consortium = await world.staff(keeper, ['beheer', 'consortium'])
  desk = await world.staff(member, ['hoofd_balie'])
  for (const library of [keeper, member]) await anItem(world, library)
  await aRegulation(world, member)
})
after(() => world.close())
const command = () => ({ command_id: uuid7(world.now) })
const draft = (as: Someone, more: object = {}) =>
  world.call(
    op.draftRegulation,
    { body: { ...command(), name: 'Samen 1', reason: 'test', copy_of: null, agreement_id, ...more } },
    as,
  )
const lend = async () => {
  const [patron, item] = [await aPatron(world, member), await anItem(world, member)]
  const said = await world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  return said.body.loan?.due_on ?? said.text
}

test('a regulation of a cooperation is begun by who manages agreements, for a cooperation of their own', async () => {
  assert.equal((await draft(manager)).problem.code, 'no_leave')
  const stranger = await world.staff(outside, ['beheer', 'consortium'])
  assert.equal((await draft(stranger)).problem.code, 'not_found')
  const rung1 = await world.agreement('1', [keeper, outside])
  assert.equal((await draft(consortium, { agreement_id: rung1 })).problem.code, 'not_found')
})

test('every library of it follows it in place of its own, from its first decision on, until the cooperation ends', async () => {
  assert.equal(await lend(), '2026-12-23', 'its own: four weeks')
  const made = await draft(consortium)
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.agreement_id, agreement_id)
  const params = { version_id: made.body.version_id }
  const [wide] = plainRows({ period: { n: 14, unit: 'days' } })
  await world.call(
    op.changeRegulation,
    { params, body: { ...command(), rows: [{ ...wide!, selectors: { item_type: 'book' } }] } },
    consortium,
  )
  const activate = () =>
    world.call(
      op.activateRegulation,
      { params, body: { ...command(), starts_on: '2026-11-25', reason: 'Beslist' } },
      consortium,
    )
  await anItem(world, member, { item_type: 'game' })
  const holes = await activate()
  assert.equal(holes.problem.code, 'regulation_incomplete')
  assert.ok(holes.text.includes('× game'), 'what another library of it lends must be covered too')
  await world.call(
    op.changeRegulation,
    { params, body: { ...command(), rows: plainRows({ period: { n: 14, unit: 'days' } }) } },
    consortium,
  )
  const active = await activate()
  assert.equal(active.status, 201, active.text)
  assert.equal(await lend(), '2026-12-09', 'that of the cooperation: two weeks')

  const theirs = await world.staff(member, ['beheer'])
  const seen = await world.call(op.listRegulations, {}, theirs)
  assert.deepEqual(
    seen.body.rows.map(r => [r.name, r.agreement_id, r.state]),
    [
      ['Samen 1', agreement_id, 'active'],
      ['2026-1', null, 'active'],
    ],
  )
  assert.equal((await world.call(op.readRegulation, { params }, theirs)).body.rows.length, 2)
  const other = await world.call(op.changeRegulation, { params, body: { ...command(), rows: [] } }, theirs)
  assert.equal(other.problem.code, 'not_found', 'only who keeps it changes it')
  const none = await world.call(op.readRegulation, { params }, await world.staff(outside, ['beheer']))
  assert.equal(none.problem.code, 'not_found')

  await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
    agreement_id,
  ])
  await world.rows('update organisation.library set epoch = epoch + 1 where library_id = $1', [
    member.library_id,
  ])
  assert.equal(await lend(), '2026-12-23', 'its own again')
})

test('a version says for whom it is when it is made, and never again', async () => {
  const { version_id } = (await draft(manager, { agreement_id: undefined })).body
  await assert.rejects(
    world.rows('update circulation.regulation set agreement_id = $2 where version_id = $1', [
      version_id,
      agreement_id,
    ]),
    { code: '42501' },
  )
})
