import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from '@kaft/contract'
import { overwritesRegister, type PatronFields, reachedOtherwise } from '../fields.rules.ts'
import { formerNames } from '../names.rules.ts'
import { isContactDue, sameAddress, tidyAddresses } from './contact.rules.ts'

const today = '2026-11-25'
const kot: Address = {
  kind: 'student',
  care_of: null,
  street: 'Kotstraat 3',
  postcode: '9000',
  municipality: 'Gent',
  letters: false,
  until: null,
}
const fields: PatronFields = {
  family_name: 'Vandenhoute',
  given_name: 'Liesbeth',
  birth_on: '1984-05-17',
  gender: 'x',
  street: 'Teststraat 12',
  postcode: '9000',
  municipality: 'Gent',
  email: null,
  phone: null,
  language: 'nl',
  message_channel: 'letter',
  keep_history: false,
  news: false,
}

test('the desk asks again on the day on which the months are over, and never with none', () => {
  assert.ok(!isContactDue('2025-11-26', 12, today))
  assert.ok(isContactDue('2025-11-25', 12, today))
  assert.ok(!isContactDue('2000-01-01', 0, today))
})

test('addresses are tidied; letters go to one of them; a past end is refused', () => {
  assert.deepEqual(tidyAddresses([{ ...kot, street: '  Kotstraat  3 ', care_of: ' ' }], today), [kot])
  assert.equal(tidyAddresses([{ ...kot, street: ' ' }], today), 'invalid')
  assert.equal(tidyAddresses([{ ...kot, until: '2026-11-24' }], today), 'invalid')
  assert.ok(Array.isArray(tidyAddresses([{ ...kot, until: today }], today)))
  const letters = { ...kot, letters: true }
  assert.ok(Array.isArray(tidyAddresses([letters, kot], today)))
  assert.equal(tidyAddresses([letters, letters], today), 'address_letters_once')
  assert.ok(sameAddress(kot, { ...kot, letters: true, until: today }))
  assert.ok(!sameAddress(kot, { ...kot, kind: 'work' }))
})

test('an address of the eID or the register is not overwritten in silence; other fields and sources are', () => {
  const moved = { ...fields, street: 'Nieuwstraat 1' }
  assert.ok(overwritesRegister(moved, fields, { street: { from: 'eid' } }))
  assert.ok(overwritesRegister(moved, fields, { street: { from: 'magda' } }))
  assert.ok(!overwritesRegister(moved, fields, { street: { from: 'manual' } }))
  assert.ok(!overwritesRegister(moved, fields, {}))
  assert.ok(!overwritesRegister({ ...fields, email: 'a@b.be' }, fields, { street: { from: 'eid' } }))
  assert.ok(reachedOtherwise(moved, fields) && reachedOtherwise({ ...fields, phone: '1' }, fields))
  assert.ok(!reachedOtherwise({ ...fields, family_name: 'Maes' }, fields))
})

test('a name of before stays findable; a slip that was mended does not', () => {
  const was = { family_name: 'Peeters', given_name: 'Roza', former_names: [] as string[] }
  const now = (family_name: string, given_name = 'Roza') => ({ family_name, given_name })
  assert.deepEqual(formerNames(was, now('Claes')), ['Peeters'])
  for (const slip of ['Peters', 'Peeterz', 'PEETERS', 'Peeterss', 'Peeters ']) {
    assert.deepEqual(formerNames(was, now(slip)), [], slip)
  }
  const twice = { ...was, former_names: ['Maes', 'Jacobs', 'Mertens'] }
  assert.deepEqual(formerNames(twice, now('Claes')), ['Peeters', 'Maes', 'Jacobs'])
  // Back to the name of before: it is no former name then.
  const married = { family_name: 'Claes', given_name: 'Roza', former_names: ['Peeters'] }
  assert.deepEqual(formerNames(married, now('Peeters')), ['Claes'])
  assert.deepEqual(formerNames(was, now('Peeters', 'Sam')), ['Roza'])
})
