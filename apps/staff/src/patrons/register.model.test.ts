import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MembershipType } from '../base/library-settings.ts'
import { emptyPerson, personFormOf, readPerson } from './person.model.ts'
import {
  emptyRegister,
  endOf,
  fieldOfCode,
  proposalOf,
  type RegisterForm,
  readRegister,
} from './register.model.ts'

const today = '2026-11-25'
const type = (name: string, from_age: number, to_age: number, fee_cents = 0): MembershipType => ({
  type: name,
  name,
  fee_cents,
  months: 12,
  from_age,
  to_age,
})
const offers = [
  type('volwassene', 18, 150, 500),
  type('jeugd', 0, 17),
  type('klas', 0, 150),
  type('instelling', 0, 150),
]
const proposed = (birth_on: string, membership_type: string | null = null) =>
  proposalOf({ birth_on, membership_type }, offers, today)

const ages: readonly (readonly [string, string, string])[] = [
  ['17/5/1984', 'volwassene', 'age'],
  ['3/2/2017', 'jeugd', 'age'],
  ['25/11/2008', 'volwassene', 'age'],
  ['26/11/2008', 'jeugd', 'age'],
  ['', 'volwassene', 'unknown_age'],
  ['onleesbaar', 'volwassene', 'unknown_age'],
]
for (const [birth, expected, because] of ages)
  test(`born ${birth || 'unknown'}: ${expected}`, () => {
    assert.equal(proposed(birth)?.offer.type, expected)
    assert.equal(proposed(birth)?.because, because)
  })

test('what staff choose stands above the age', () => {
  assert.deepEqual(proposed('17/5/1984', 'klas'), { offer: offers[2], because: 'chosen' })
})
test('a library without membership types proposes none', () => {
  assert.equal(proposalOf({ birth_on: '', membership_type: null }, [], today), null)
})
test('a membership of a year ends on the same day', () => {
  assert.equal(endOf(offers[0]!, today), '2027-11-25')
})

const whole: RegisterForm = {
  ...emptyRegister,
  family_name: ' Vandenhoute ',
  given_name: 'Liesbeth',
  birth_on: '17/5/1984',
  card: ' 29000001 ',
  statement: 'screen',
}
test('a whole form is the body of the operation, tidied', () => {
  const read = readRegister(whole, proposed(whole.birth_on), today)
  assert.ok(read.ok)
  assert.equal(read.fields.family_name, 'Vandenhoute')
  assert.equal(read.fields.birth_on, '1984-05-17')
  assert.equal(read.fields.card, '29000001')
  assert.equal(read.fields.membership_type, 'volwassene')
  assert.equal('national_number' in read.fields, false)
})
test('choices stand at their most private, and nothing is ticked for the statement', () => {
  assert.equal(emptyRegister.keep_history, false)
  assert.equal(emptyRegister.news, false)
  assert.equal(emptyRegister.statement, null)
})
test('without e-mail the messages go by letter', () => {
  const read = readRegister(whole, proposed(whole.birth_on), today)
  assert.ok(read.ok)
  assert.equal(read.fields.message_channel, 'letter')
  const mailed = readRegister({ ...whole, email: 'l@voorbeeld.test' }, proposed(whole.birth_on), today)
  assert.ok(mailed.ok)
  assert.equal(mailed.fields.message_channel, 'email')
})
test('an empty form names every field that is needed, and no other', () => {
  const read = readRegister(emptyRegister, proposed(''), today)
  assert.ok(!read.ok)
  assert.deepEqual(read.errors, {
    family_name: 'needed',
    given_name: 'needed',
    card: 'card',
    statement: 'statement',
  })
})
test('half a number, a wrong date and a broken address are faults of their fields', () => {
  const read = readRegister(
    { ...whole, national_number: '84.65', birth_on: '30/2/1984', email: 'liesbeth' },
    proposed(''),
    today,
  )
  assert.ok(!read.ok)
  assert.deepEqual(read.errors, { national_number: 'number', birth_on: 'birth', email: 'email' })
})
test('a refusal of the server finds its field', () => {
  assert.equal(fieldOfCode('card_in_use'), 'card')
  assert.equal(fieldOfCode('membership_type_age'), 'membership_type')
  assert.equal(fieldOfCode('unavailable'), null)
})
test('a person who is read back unchanged stays the same', () => {
  const fields = {
    ...emptyPerson,
    family_name: 'Test',
    given_name: 'An',
    birth_on: '1984-05',
    street: null,
    postcode: null,
    municipality: 'Testgem',
    email: 'an@voorbeeld.test',
    phone: null,
  }
  const read = readPerson(personFormOf(fields), today)
  assert.ok(read.ok)
  assert.deepEqual(read.fields, fields)
})
