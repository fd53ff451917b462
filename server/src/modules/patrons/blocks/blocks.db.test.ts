import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { anItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'

let world: World
let here: Library
let desk: Someone
let partner: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  const beside = await world.library('Partnergem')
  await world.agreement('3b', [here, beside])
  for (const library of [here, beside]) await aRegulation(world, library)
  desk = await world.staff(here, ['hoofd_balie'])
  partner = await world.staff(beside, ['hoofd_balie'])
})
after(() => world.close())

let n = 0
const register = async (as: Someone, number?: string) => {
  const form = aForm({
    family_name: `Blok${++n}`,
    birth_on: '1984-05-17',
    ...(number === undefined ? {} : { national_number: number }),
  })
  const said = await world.call(op.registerPatron, { body: form }, as)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const params = (p: op.Patron) => ({ patron_id: p.patron_id })
const block = (p: op.Patron, wish: object = {}, as = desk) =>
  world.call(
    op.setBlock,
    { params: params(p), body: { command_id: commandId(), reason: 'kluisje', until: null, ...wish } },
    as,
  )
const lend = async (p: op.Patron, as = desk) => {
  const { barcode } = await anItem(world, here)
  const body = { command_id: commandId(), patron_id: p.patron_id, barcode }
  const said = await world.call(op.checkout, { body }, as)
  return { ...said, found: said.problem.findings?.map(f => f.code) ?? [] }
}
const reserve = async (p: op.Patron) => {
  const { title_id } = await anItem(world, here)
  const body = {
    command_id: commandId(),
    patron_id: p.patron_id,
    title_id,
    pickup_branch_id: here.branches[0]!,
    accept: ['item_available_here' as const],
  }
  const said = await world.call(op.placeHold, { body }, desk)
  return { ...said, found: said.problem.findings?.map(f => f.code) ?? [] }
}

test('a block keeps from what it says, and from nothing else', async () => {
  const p = await register(desk)
  const said = await block(p, { actions: ['hold'], remedy: 'De sleutel terugbrengen.' })
  assert.equal(said.status, 201, said.text)
  const [one] = said.body.blocks
  assert.deepEqual(
    [one?.actions, one?.reach, one?.cause, one?.remedy, one?.library_name],
    [['hold'], 'cooperation', 'hand', 'De sleutel terugbrengen.', 'Testgem'],
  )
  assert.equal((await lend(p)).status, 201)
  assert.ok((await reserve(p)).found.includes('patron_blocked'))
  // At the desk it is a remark: lending goes on.
  const head = (await world.call(op.readPatronHead, { params: params(p) }, desk)).body
  assert.deepEqual(
    head.findings.map(f => [f.code, f.weight]),
    [['patron_blocked', 'info']],
  )
  const all = await block(p, { reason: 'ruzie' })
  assert.equal(all.body.blocks.length, 2)
  assert.ok((await lend(p)).found.includes('patron_blocked'))
})

test('in a cooperation a block follows the person; one for this library alone stays here', async () => {
  const number = testNumber(41)
  const mine = await register(desk, number)
  const theirs = await register(partner, number)
  assert.deepEqual((await world.call(op.readPatron, { params: params(theirs) }, partner)).body.blocks, [])
  await block(mine, { reach: 'library' })
  assert.deepEqual((await world.call(op.readPatron, { params: params(theirs) }, partner)).body.blocks, [])
  assert.equal((await lend(theirs, partner)).status, 201)
  const said = await block(mine, { reach: 'cooperation', reason: 'meer dan 8 weken te laat' })
  const [there] = (await world.call(op.readPatron, { params: params(theirs) }, partner)).body.blocks
  assert.deepEqual([there?.reason, there?.library_name], ['meer dan 8 weken te laat', 'Testgem'])
  assert.ok((await lend(theirs, partner)).found.includes('patron_blocked'))
  // Who did not block does not lift.
  const block_id = said.body.blocks.at(-1)!.block_id
  const lift = (p: op.Patron, as: Someone) =>
    world.call(op.liftBlock, { params: { ...params(p), block_id } }, as)
  assert.equal((await lift(mine, partner)).problem.code, 'patron_not_own')
  assert.equal((await lift(theirs, partner)).problem.code, 'not_found')
  assert.equal((await lift(mine, desk)).status, 200)
  assert.equal((await lend(theirs, partner)).status, 201)
})

test('a note pops up at the desk, stands on the page only, or is for some roles', async () => {
  const p = await register(desk)
  const note = (wish: object) =>
    world.call(
      op.addNote,
      { params: params(p), body: { command_id: commandId(), text: 'x', until: '2027-01-01', ...wish } },
      desk,
    )
  await note({ text: 'aan de balie' })
  await note({ text: 'op de pagina', shown: 'page' })
  assert.equal((await note({ text: 'voor kas', shown: 'roles', roles: ['kas'] })).status, 201)
  assert.equal((await note({ shown: 'roles' })).problem.code, 'invalid')
  assert.equal((await note({ shown: 'page', roles: ['kas'] })).problem.code, 'invalid')
  const texts = async (as: Someone) =>
    (await world.call(op.readPatron, { params: params(p) }, as)).body.notes.map(one => one.text)
  assert.deepEqual(await texts(desk), ['aan de balie', 'op de pagina'])
  const till = await world.staff(here, ['kas'])
  assert.deepEqual(await texts(till), ['aan de balie', 'op de pagina', 'voor kas'])
  const head = (await world.call(op.readPatronHead, { params: params(p) }, till)).body
  assert.deepEqual(head.notes, ['aan de balie'])
})
