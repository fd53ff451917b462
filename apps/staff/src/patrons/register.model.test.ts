import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MembershipAdvice, WeighedType } from '@kaft/contract/memberships'
import { emptyPerson, personFormOf, readPerson } from './person.model.ts'
import {
  emptyRegister,
  factsOf,
  fieldOfCode,
  proposalOf,
  type RegisterForm,
  readRegister,
} from './register.model.ts'

const today = '2026-11-25'
const row = (type: string, fits: boolean, reader = true): WeighedType => ({
  type,
  name: type,
  fits,
  conditions: reader ? [] : [{ asks: 'reader', met: false }],
  fee_cents: 500,
  fee_because: 'full',
  starts_on: today,
  ends_on: '2027-11-25',
})
const adviceOf = (advised: string | null): MembershipAdvice => ({
  advised,
  now: null,
  rows: [
    row('klas', false, false),
    row('volwassene', advised === 'volwassene'),
    row('jeugd', advised === 'jeugd'),
  ],
})
const proposed = (
  birth_on: string,
  membership_type: string | null = null,
  advised: string | null = 'volwassene',
) => proposalOf({ birth_on, membership_type }, adviceOf(advised), today)

test('the membership that follows from the data is proposed', () => {
  assert.deepEqual(
    [proposed('17/5/1984')?.row.type, proposed('17/5/1984')?.because],
    ['volwassene', 'advised'],
  )
})
test('what staff choose stands above the advice', () => {
  assert.deepEqual(
    [proposed('17/5/1984', 'klas')?.row.type, proposed('17/5/1984', 'klas')?.because],
    ['klas', 'chosen'],
  )
})
test('without a birth date the first kind of a reader stands there; with one that fits none, staff choose', () => {
  assert.deepEqual(
    [proposed('', null, null)?.row.type, proposed('', null, null)?.because],
    ['volwassene', 'unknown_age'],
  )
  assert.equal(proposed('17/5/1984', null, null), null)
  assert.equal(proposalOf({ birth_on: '', membership_type: null }, undefined, today), null)
  assert.equal(
    proposalOf({ birth_on: '', membership_type: null }, { advised: null, now: null, rows: [] }, today),
    null,
  )
})
test('the kind is weighed by what was typed: birth date, postcode, group and the last day of a social tariff', () => {
  assert.deepEqual(factsOf(emptyRegister, today), {
    birth_on: null,
    postcode: null,
    category: null,
    social_until: null,
  })
  const form = { ...emptyRegister, birth_on: '17/5/1984', postcode: ' 9000 ', category: 'student' }
  assert.deepEqual(factsOf({ ...form, social: 'paper', social_until: '1/3/2027' }, today), {
    birth_on: '1984-05-17',
    postcode: '9000',
    category: 'student',
    social_until: '2027-03-01',
  })
  const asked = { ...form, social: 'uitpas' as const, uitpas: '0930000420206', uitpas_until: '2027-12-31' }
  assert.equal(factsOf(asked, today).social_until, '2027-12-31')
  assert.equal(factsOf({ ...asked, social: 'none' }, today).social_until, null)
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
test('group and tariff go along; a pass that was not asked about, and a day that is over, are faults', () => {
  const tariff = (wish: Partial<RegisterForm>) =>
    readRegister({ ...whole, ...wish }, proposed(whole.birth_on), today)
  const paper = tariff({ category: 'student', social: 'paper', social_until: '1/3/2027' })
  assert.ok(paper.ok)
  assert.deepEqual(
    [paper.fields.category, paper.fields.tariff],
    ['student', { proof: 'paper', until: '2027-03-01' }],
  )
  const pass = tariff({ social: 'uitpas', uitpas: '0930000420206', uitpas_until: '2027-12-31' })
  assert.ok(pass.ok)
  assert.deepEqual(pass.fields.tariff, { proof: 'uitpas', uitpas_number: '0930000420206' })
  const unasked = tariff({ social: 'uitpas', uitpas: '0930000420206' })
  assert.deepEqual(unasked.ok ? {} : unasked.errors, { uitpas: 'uitpas' })
  const over = tariff({ social: 'paper', social_until: '1/3/2025' })
  assert.deepEqual(over.ok ? {} : over.errors, { social_until: 'until' })
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
