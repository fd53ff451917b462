import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, aTitle } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let cataloguer: Someone
let desk: Someone
let stranger: Someone
const id = () => uuid7(world.now)
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  await aRegulation(world, here)
  cataloguer = await world.staff(here, ['catalografie'])
  desk = await world.staff(here, ['hoofd_balie'])
  stranger = await world.staff(await world.library('Elders'), ['catalografie'])
})
after(() => world.close())

const add = async (title_id: string, barcode: string, issue: string | null = null) => {
  const body = {
    command_id: id(),
    title_id,
    barcode,
    branch_id: here.branches[0]!,
    item_type: 'magazine',
    shelf: 'Leestafel',
    call_number: null,
    price_cents: null,
    loanable: true,
    note: null,
    issue,
  }
  const said = await world.call(op.addItem, { body }, cataloguer)
  assert.equal(said.status, 201, said.text)
  return said.body.item_id
}
const back = (item_id: string, as = cataloguer) =>
  world.call(op.takeBackItem, { params: { item_id }, body: { command_id: id() } }, as)
const issues = async (title_id: string) =>
  (await world.call(op.readTitle, { params: { title_id } }, cataloguer)).body.items.map(i => i.issue)

test('numbers of a magazine stand under one title, the newest first; a change that does not say leaves the number', async () => {
  const title_id = await aTitle(world, 'Flow')
  const first = await add(title_id, 'f1', '2026/3')
  await add(title_id, 'f2', ' 2026/4 ')
  assert.deepEqual(await issues(title_id), ['2026/4', '2026/3'])
  const fields = {
    branch_id: here.branches[0]!,
    item_type: 'magazine',
    shelf: 'Magazijn',
    call_number: null,
    price_cents: null,
    loanable: true,
    note: null,
    state: 'in_use' as const,
  }
  const change = (more: object) =>
    world.call(
      op.changeItem,
      { params: { item_id: first }, body: { command_id: id(), ...fields, ...more } },
      cataloguer,
    )
  assert.equal((await change({})).status, 200)
  assert.deepEqual(await issues(title_id), ['2026/4', '2026/3'])
  assert.equal((await change({ issue: null })).status, 200)
  assert.deepEqual(await issues(title_id), ['2026/4', null])
})

test('what was added today and not used goes again; what was used, is older or is of another stays', async () => {
  const title_id = await aTitle(world, 'Terug')
  const item_id = await add(title_id, 't1')
  assert.equal((await back(item_id, stranger)).problem.code, 'item_unknown')
  const gone = await back(item_id)
  assert.deepEqual([gone.status, gone.body.title_id], [200, title_id])
  assert.deepEqual(await issues(title_id), [])
  assert.equal((await back(item_id)).problem.code, 'item_unknown')
  const lent = await add(title_id, 't2')
  const patron = await aPatron(world, here)
  const body = { command_id: id(), patron_id: patron.patron_id, item_id: lent }
  const said = await world.call(op.checkout, { body }, desk)
  assert.equal(said.status, 201, said.text)
  assert.equal((await back(lent)).problem.code, 'item_used')
  const old = await add(title_id, 't3')
  world.now = world.now.add({ hours: 24 })
  assert.equal((await back(old)).problem.code, 'item_used')
})
