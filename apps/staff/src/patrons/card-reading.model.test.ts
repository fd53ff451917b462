import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type CardReading,
  differences,
  eidOf,
  fillFrom,
  proofOf,
  readPart,
  stillRead,
} from './card-reading.model.ts'
import { emptyRegister } from './register.model.ts'

const fields = {
  family_name: 'Vandenhoute',
  given_name: 'Liesbeth Anna',
  birth_on: '1984-05-17',
  gender: 'f',
  street: 'Teststraat 12 bus 3',
  postcode: '9000',
  municipality: 'Gent',
  national_number: '84651799634',
  card_number: '592123456732',
  valid_until: '2034-02-01',
} as const
const read: CardReading = { from: 'eid', fields, dropped: ['photo'] }

test('P22 a card fills the form, and what it does not say stays', () => {
  const before = { ...emptyRegister, email: 'an@example.be', gender: 'x' as const, card: '9001' }
  const form = fillFrom(before, { ...read, fields: { ...fields, gender: 'unknown', street: null } })
  assert.deepEqual(
    [form.family_name, form.birth_on, form.national_number, form.gender, form.street, form.email, form.card],
    ['Vandenhoute', '17/05/1984', '84.65.17-996.34', 'x', '', 'an@example.be', '9001'],
  )
  assert.equal(fillFrom(before, { ...read, fields: { ...fields, birth_on: '1984' } }).birth_on, '1984')
})

test('P21 only what still stands as it was read is from the card', () => {
  const form = fillFrom(emptyRegister, read)
  assert.equal(stillRead(form).length, 7)
  const changed = { ...form, street: 'Andere straat 1', given_name: 'Liesbeth' }
  assert.deepEqual(readPart(changed), {
    from: 'eid',
    fields: ['family_name', 'birth_on', 'gender', 'postcode', 'municipality'],
  })
  assert.equal(readPart(emptyRegister), null)
})

test('P63 the card in the reader backs its own number only, and a file backs none', () => {
  const form = fillFrom(emptyRegister, read)
  assert.equal(proofOf(form), 'eid')
  assert.equal(proofOf({ ...form, national_number: '80.63.10-002.73' }), null)
  assert.equal(proofOf({ ...form, national_number: '80.63.10-002.73', seen: true }), 'document')
  const file = fillFrom(emptyRegister, { ...read, from: 'eid_file' })
  assert.deepEqual([proofOf(file), proofOf({ ...file, seen: true }), eidOf(file)], [null, 'document', null])
  assert.deepEqual(eidOf(form), { card_number: '592123456732', valid_until: '2034-02-01' })
  assert.equal(eidOf(fillFrom(emptyRegister, { ...read, fields: { ...fields, card_number: null } })), null)
})

test('P44 what differs between the record and the card is what the card says otherwise', () => {
  const ours = { ...fields }
  assert.deepEqual(differences(ours, fields), [])
  assert.deepEqual(differences({ ...ours, street: 'Oude straat 1', postcode: null }, fields), [
    'street',
    'postcode',
  ])
  assert.deepEqual(differences(ours, { ...fields, gender: 'unknown', municipality: null }), [])
  assert.deepEqual(differences(ours, { ...fields, birth_on: '1984' }), [])
  assert.deepEqual(differences({ ...ours, birth_on: '1984' }, fields), ['birth_on'])
})
