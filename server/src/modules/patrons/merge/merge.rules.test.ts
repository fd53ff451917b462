import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAlike, goesBack, mergedColumns, mergeFindings, nameAlike, undoUntil } from './merge.rules.ts'

const record = {
  patron_id: '1',
  family_name: 'Vandenhoute',
  given_name: 'Liesbeth',
  birth_on: '1984-05-17',
  has_number: false,
  card_type: 'person' as const,
  merged_into: null,
  online: false,
}
const codes = (a: object, b: object): string[] =>
  mergeFindings({ ...record, ...a }, { ...record, patron_id: '2', ...b }).map(f => `${f.weight} ${f.code}`)

test('P45 twins are two: their given names are not alike', () => {
  for (const [a, b] of [
    ['Lara', 'Lore'],
    ['Jan', 'Jef'],
    ['Mila', 'Milan'],
    ['Emma', 'Anna'],
    ['Anna Sofie', 'Sofie'],
  ] as const)
    assert.ok(!givenAlike(a, b), `${a} ${b}`)
  for (const [a, b] of [
    ['Liesbeth', 'LIESBETH'],
    ['Zoë', 'Zoe'],
    ['Liesbeth', 'Liesbeth Anna'],
    ['Jan-Piet', 'Jan Piet'],
    ['Katrien', 'Catrien'],
  ] as const)
    assert.ok(givenAlike(a, b), `${a} ${b}`)
  assert.ok(nameAlike(record, { ...record, family_name: 'Van den Houte' }))
  assert.ok(nameAlike(record, { ...record, family_name: 'Maes', former_names: ['Vandenhoute'] }))
  assert.ok(!nameAlike(record, { ...record, family_name: 'Maes' }))
})

test('P45 cards of classes and institutions, two numbers, and what was merged are stops; what is odd is asked', () => {
  assert.deepEqual(codes({}, {}), [])
  assert.deepEqual(codes({ card_type: 'class' }, {}), ['stop merge_not_person'])
  assert.deepEqual(codes({}, { card_type: 'institution' }), ['stop merge_not_person'])
  assert.deepEqual(codes({}, { card_type: 'ibl' }), ['stop merge_not_person'])
  assert.deepEqual(codes({}, { card_type: 'administrative' }), ['stop merge_not_person'])
  assert.deepEqual(codes({ has_number: true }, { has_number: true }), ['stop merge_two_persons'])
  assert.deepEqual(codes({ has_number: true }, {}), [])
  assert.deepEqual(codes({}, { merged_into: '9' }), ['stop merge_already'])
  assert.deepEqual(codes({}, { birth_on: '1984-05-18' }), ['ask merge_birth_differs'])
  assert.deepEqual(codes({}, { birth_on: null }), [])
  assert.deepEqual(codes({}, { given_name: 'Lore' }), ['ask merge_name_differs'])
})

const kept = {
  family_name: 'Vandenhoute',
  given_name: 'Liesbeth',
  birth_on: null,
  gender: 'x',
  street: null,
  postcode: null,
  municipality: null,
  email: 'lies@voorbeeld.be',
  phone: null,
  language: 'nl',
  message_channel: 'email',
  membership_type: 'volwassene',
  member_until: '2027-01-01',
  keep_history: true,
  news: true,
  former_names: [],
}

test('what is empty is filled, what is chosen is taken, and the stricter privacy choice wins', () => {
  const gone = {
    ...kept,
    family_name: 'Maes',
    birth_on: '1984-05-17',
    street: 'Markt 1',
    postcode: '9000',
    municipality: 'Gent',
    email: 'oud@voorbeeld.be',
    member_until: '2028-01-01',
    keep_history: false,
  }
  assert.deepEqual(mergedColumns(kept, gone, []), {
    birth_on: '1984-05-17',
    street: 'Markt 1',
    postcode: '9000',
    municipality: 'Gent',
    keep_history: false,
    former_names: ['Maes'],
  })
  const taken = mergedColumns(kept, gone, ['family_name', 'email', 'membership'])
  assert.deepEqual(
    [taken['family_name'], taken['email'], taken['member_until'], taken['former_names']],
    ['Maes', 'oud@voorbeeld.be', '2028-01-01', ['Vandenhoute']],
  )
  assert.deepEqual(mergedColumns(kept, kept, []), {})
  assert.equal(mergedColumns({ ...kept, news: false }, kept, [])['news'], undefined)
})

test('only what is still as the merge made it goes back', () => {
  const changes = [
    { column: 'email', from: 'a@b.be', to: 'c@d.be' },
    { column: 'phone', from: null, to: '09' },
  ]
  assert.deepEqual(goesBack(changes, { email: 'c@d.be', phone: '0470' }), { email: 'a@b.be' })
  assert.equal(undoUntil('2026-11-25'), '2026-12-25')
})
