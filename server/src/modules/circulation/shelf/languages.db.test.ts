import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let centrum: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem', 2)
  await aRegulation(world, here)
  centrum = await world.staff(here, ['hoofd_balie'])
})
after(() => world.close())
const command = () => ({ command_id: uuid7(world.now) })

/** A book in French. */
const inFrench = async (branch = 0): Promise<TestItem> => {
  const item = await anItem(world, here, { branch })
  await world.rows(`update cataloguing.title set language = 'fre' where title_id = $1`, [item.title_id])
  return item
}
const take = (item: TestItem) =>
  world.call(op.checkin, { body: { ...command(), item_id: item.item_id } }, centrum)
const languageIn = (
  rows: readonly { readonly title: string; readonly language: string | null }[],
): readonly (string | null)[] => [...new Set(rows.map(row => row.language))]

test('a title says its language on the pull list, the hold shelf, in transport, on a receipt and in history', async () => {
  const [item, away, reader] = [await inFrench(), await inFrench(1), await aPatron(world, here)]
  const params = { patron_id: reader.patron_id }
  const placed = await world.call(
    op.placeHold,
    {
      body: {
        ...command(),
        ...params,
        title_id: item.title_id,
        pickup_branch_id: here.branches[0]!,
        accept: ['item_available_here'],
      },
    },
    centrum,
  )
  assert.equal(placed.status, 201, placed.text)
  assert.deepEqual(languageIn((await world.call(op.pullList, {}, centrum)).body.rows), ['fre'])
  await take(item)
  assert.deepEqual(languageIn((await world.call(op.holdShelf, {}, centrum)).body.ready), ['fre'])
  await take(away)
  assert.deepEqual(languageIn((await world.call(op.transits, {}, centrum)).body.rows), ['fre'])
  const lent = await world.call(
    op.checkout,
    { body: { ...command(), ...params, item_id: item.item_id } },
    centrum,
  )
  assert.equal(lent.status, 201, lent.text)
  const receipt = async () => (await world.call(op.receipt, { params, query: {} }, centrum)).body
  assert.deepEqual(languageIn((await receipt()).lent), ['fre'])
  await take(item)
  assert.deepEqual(languageIn((await receipt()).returned), ['fre'])
  const past = await world.call(op.readHistory, { params, body: { reason: 'own_request' } }, centrum)
  assert.equal(past.status, 200, past.text)
  assert.deepEqual(languageIn(past.body.rows), ['fre'])
})
