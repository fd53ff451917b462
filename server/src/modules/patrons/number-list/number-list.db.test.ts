import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openWorld, type World } from '../../../testing/world.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

test('P34 only libraries on the central list keep numbers, from the first day to the last', async () => {
  const library = await world.library('Testgem')
  const desk = await world.staff(library, ['balie'])
  const central = await world.staff(await world.library('Centraal'), ['consortium'])
  const chief = await world.staff(library, ['beheer'])
  const put = (from_on: string, until_on: string | null, as = central) =>
    world.call(
      op.setNumberLibrary,
      {
        params: { library_id: library.library_id },
        body: { command_id: commandId(), reference: 'Beslissing 9/2020', from_on, until_on },
      },
      as,
    )
  const register = (n: number) =>
    world.call(op.registerPatron, { body: aForm({ national_number: testNumber(n) }) }, desk)
  const keeps = async () => (await world.call(op.identityRules, {}, desk)).body.keeps_numbers
  assert.equal((await register(1)).status, 201)
  assert.equal((await put('2020-02-10', '2026-11-24')).status, 200)
  assert.equal(await keeps(), false)
  assert.equal((await register(2)).problem.code, 'number_not_allowed')
  assert.equal(
    (await world.call(op.knownElsewhere, { body: { national_number: testNumber(2), proof: 'eid' } }, desk))
      .problem.code,
    'number_not_allowed',
  )
  assert.equal((await put('2026-11-26', null)).status, 200)
  assert.equal(await keeps(), false, 'not before its first day')
  const back = await put('2026-11-25', '2026-11-25')
  assert.deepEqual(back.body, {
    library_id: library.library_id,
    code: back.body.code,
    name: 'Testgem',
    reference: 'Beslissing 9/2020',
    from_on: '2026-11-25',
    until_on: '2026-11-25',
  })
  assert.equal((await register(2)).status, 201)
  assert.equal((await put('2026-11-25', '2026-11-24')).status, 400)
  assert.equal((await put('2020-01-01', null, chief)).status, 403)
  assert.equal((await world.call(op.numberLibraries, {}, chief)).status, 403)
  const none = await world.call(
    op.setNumberLibrary,
    {
      params: { library_id: '999999' },
      body: { command_id: commandId(), reference: 'x', from_on: '2026-01-01', until_on: null },
    },
    central,
  )
  assert.equal(none.status, 404)
})

test('the list names every library, also those that were never on it', async () => {
  const central = await world.staff(await world.library('Centraal Twee'), ['consortium'])
  const off = await world.library('Nooit')
  await world.rows('delete from patrons.number_leave where library_id = $1', [off.library_id])
  const { rows } = (await world.call(op.numberLibraries, {}, central)).body
  assert.deepEqual(
    rows.filter(row => row.library_id === off.library_id).map(row => [row.name, row.reference, row.from_on]),
    [['Nooit', null, null]],
  )
  const after = rows.at(-2)!.library_id
  const page = await world.call(op.numberLibraries, { query: { after } }, central)
  assert.deepEqual(
    page.body.rows.map(row => row.library_id),
    [rows.at(-1)!.library_id],
  )
})
