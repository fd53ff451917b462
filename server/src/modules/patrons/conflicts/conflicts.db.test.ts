import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'

let world: World
let [one, two, central]: Someone[] = []
before(async () => {
  world = await openWorld()
  one = await world.staff(await world.library('Een'), ['balie'])
  two = await world.staff(await world.library('Twee'), ['balie'])
  central = await world.staff(await world.library('Centraal'), ['consortium'])
})
after(() => world.close())

const register = async (n: number, wish: Parameters<typeof aForm>[0], as: Someone) => {
  const said = await world.call(
    op.registerPatron,
    { body: aForm({ national_number: testNumber(n), ...wish }) },
    as,
  )
  assert.equal(said.status, 201, said.text)
  return said.body
}
const waiting = async () => (await world.call(op.identityConflicts, {}, central!)).body.rows
const settle = (conflict_id: string, wrong_patron_id: string | null, as = central!) =>
  world.call(
    op.settleConflict,
    { params: { conflict_id }, body: { command_id: commandId(), wrong_patron_id } },
    as,
  )

test('P64 what two clerks would both have written is no conflict', async () => {
  await register(1, { family_name: "D'Hondt-Müller", given_name: 'Zoë Maria', birth_on: '1984-05-17' }, one!)
  await register(1, { family_name: 'd hondt muller', given_name: 'Zoe', birth_on: '1984' }, two!)
  assert.deepEqual(await waiting(), [])
})

test('P64 another name or date under one number goes to the central queue, and tells neither library anything', async () => {
  const there = await register(2, { family_name: 'Peeters', given_name: 'An', birth_on: '1984-05-17' }, one!)
  const here = await register(2, { family_name: 'Janssens', given_name: 'Bob', birth_on: '1990-01-01' }, two!)
  const [conflict] = await waiting()
  assert.ok(conflict)
  assert.deepEqual(conflict.fields, ['family_name', 'given_name', 'birth_on'])
  assert.deepEqual(
    conflict.sides.map(side => [
      side.patron_id,
      side.library_name,
      side.family_name,
      side.birth_on,
      side.registered_on,
    ]),
    [
      [here.patron_id, 'Twee', 'Janssens', '1990-01-01', '2026-11-25'],
      [there.patron_id, 'Een', 'Peeters', '1984-05-17', '2026-11-25'],
    ],
  )
  for (const as of [one!, two!]) {
    assert.equal((await world.call(op.identityConflicts, {}, as)).status, 403)
    assert.equal((await settle(conflict.conflict_id, there.patron_id, as)).status, 403)
  }
  const seen = await world.rows(
    `select distinct patron_id from privacy.access_log where operation = 'identityConflicts' order by 1`,
  )
  assert.deepEqual(
    seen.map(s => s.patron_id),
    [there.patron_id, here.patron_id].toSorted((a, b) => Number(a) - Number(b)),
  )

  assert.equal((await settle(conflict.conflict_id, '1')).problem.code, 'conflict_gone')
  const settled = await settle(conflict.conflict_id, here.patron_id)
  assert.equal(settled.status, 200, settled.text)
  assert.equal((await settle(conflict.conflict_id, here.patron_id)).problem.code, 'conflict_gone')
  assert.deepEqual(await waiting(), [])
  const left = (await world.call(op.readPatron, { params: { patron_id: here.patron_id } }, two!)).body
  assert.deepEqual(
    [left.national_number_masked, left.notes[0]?.text.includes('van iemand anders')],
    [null, true],
  )
  const kept = (await world.call(op.readPatron, { params: { patron_id: there.patron_id } }, one!)).body
  assert.ok(kept.national_number_masked)
  // The right number of that person finds no trace of the wrong one.
  const again = await world.call(
    op.knownElsewhere,
    { body: { national_number: testNumber(2), proof: 'eid' } },
    two!,
  )
  assert.deepEqual(again.body, { known_here: null, known_elsewhere: 1 })
})

test('two that are one person after all leave the queue, and do not come back at the next change', async () => {
  await register(3, { family_name: 'Peeters', given_name: 'An', birth_on: '1984-05-17' }, one!)
  const here = await register(3, { family_name: 'Peters', given_name: 'An', birth_on: '1984-05-17' }, two!)
  const [conflict] = await waiting()
  assert.ok(conflict)
  assert.deepEqual(conflict.fields, ['family_name'])
  assert.equal((await settle(conflict.conflict_id, null)).status, 200)
  const changed = await world.call(
    op.takeFromCard,
    {
      params: { patron_id: here.patron_id },
      body: { command_id: commandId(), version: here.version, fields: { family_name: 'Petersen' } },
    },
    two!,
  )
  assert.equal(changed.status, 200, changed.text)
  assert.deepEqual(await waiting(), [])
})

test('P64 a change of the record by hand is looked at too, and an address is no reason', async () => {
  await register(4, { family_name: 'Claes', given_name: 'Ann', birth_on: '1984-05-17' }, one!)
  const here = await register(4, { family_name: 'Claes', given_name: 'Ann', birth_on: '1984-05-17' }, two!)
  const before = (await waiting()).length
  const change = (version: number, wish: Parameters<typeof aForm>[0]) => {
    const {
      card: _,
      membership_type: __,
      statement: ___,
      ...fields
    } = aForm({ family_name: 'Claes', given_name: 'Ann', ...wish })
    return world.call(
      op.changePatron,
      { params: { patron_id: here.patron_id }, body: { ...fields, version } },
      two!,
    )
  }
  const moved = await change(here.version, { street: 'Nieuwelaan 4', postcode: '9050', municipality: 'Gent' })
  assert.equal(moved.status, 200, moved.text)
  assert.equal((await waiting()).length, before)
  assert.equal((await change(moved.body.version, { family_name: 'Vermeulen' })).status, 200)
  const now = await waiting()
  assert.equal(now.length, before + 1)
  assert.deepEqual(now.at(-1)?.fields, ['family_name'])
})
