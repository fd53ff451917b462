import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Patron } from '@kaft/contract/patrons'
import { partOf, proposed, type Words } from './merge.model.ts'

const words: Words = {
  day: day => `dag ${day}`,
  gender: gender => gender,
  language: language => language,
  channel: channel => channel,
}
const patron = {
  family_name: 'Maes',
  birth_on: null,
  gender: 'unknown',
  street: 'Markt 1',
  postcode: null,
  municipality: 'Gent',
  membership_name: 'Volwassene',
  member_until: '2027-01-01',
} as unknown as Patron

test('a part is read as people read it, and what is empty is null', () => {
  assert.equal(partOf(patron, 'family_name', words), 'Maes')
  assert.equal(partOf(patron, 'address', words), 'Markt 1, Gent')
  assert.equal(partOf({ ...patron, street: null, municipality: null }, 'address', words), null)
  assert.equal(partOf(patron, 'birth_on', words), null)
  assert.equal(partOf(patron, 'gender', words), null)
  assert.equal(partOf(patron, 'membership', words), 'Volwassene · dag 2027-01-01')
})

test('the membership that runs longest is proposed', () => {
  assert.deepEqual(proposed(patron, { ...patron, member_until: '2028-01-01' }), ['membership'])
  assert.deepEqual(proposed(patron, { ...patron, member_until: null }), ['membership'])
  assert.deepEqual(proposed({ ...patron, member_until: null }, patron), [])
  assert.deepEqual(proposed(patron, patron), [])
})
