import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldNames, isEmail, type PatronFields, provenanceOf, tidyFields } from './fields.rules.ts'

const today = '2026-11-25'
const form: PatronFields = {
  family_name: 'Vandenhoute',
  given_name: 'Liesbeth',
  birth_on: '1984-05-17',
  gender: 'f',
  street: null,
  postcode: null,
  municipality: null,
  email: null,
  phone: null,
  language: 'nl',
  message_channel: 'letter',
  keep_history: false,
  news: false,
}

test('P20 P33 the form holds these fields and no others', () => {
  assert.deepEqual(fieldNames, [
    'family_name',
    'given_name',
    'birth_on',
    'gender',
    'street',
    'postcode',
    'municipality',
    'email',
    'phone',
    'language',
    'message_channel',
    'keep_history',
    'news',
  ])
})

test('P27 nothing but a name is needed', () => {
  assert.deepEqual(tidyFields({ ...form, birth_on: null }, today), { ...form, birth_on: null })
  assert.equal(tidyFields({ ...form, family_name: '  ' }, today), 'invalid')
})

test('fields are stored in one form, empty ones as nothing', () => {
  const tidied = tidyFields(
    {
      ...form,
      family_name: ' Van  den\u00a0Broeck ',
      given_name: 'Zoe\u0308',
      street: '   ',
      email: ' an@bib.be ',
    },
    today,
  )
  assert.deepEqual(tidied, {
    ...form,
    family_name: 'Van den Broeck',
    given_name: 'Zo\u00eb',
    street: null,
    email: 'an@bib.be',
  })
  assert.deepEqual(
    Object.keys(tidyFields({ ...form, photo: 'x' } as PatronFields, today)).toSorted(),
    fieldNames.toSorted(),
  )
})

test('P28 a birth date may be partial, but must be one', () => {
  for (const birth_on of ['1984', '1984-05', '2026-11-25', '2026-11', '1984-02-29'])
    assert.equal(typeof tidyFields({ ...form, birth_on }, today), 'object', birth_on)
  for (const birth_on of ['2026-11-26', '2027', '1890-01-01', '1984-13', '1985-02-29', '1984-05-32', '0000'])
    assert.equal(tidyFields({ ...form, birth_on }, today), 'birth_invalid', birth_on)
})

test('an e-mail address has an at and a dot where they belong', () => {
  for (const good of ['an@bib.be', 'an.peeters+bib@mail.gent.be', 'jos@münchen.de', 'a@b.co'])
    assert.ok(isEmail(good), good)
  for (const bad of [
    'an',
    'an@',
    '@bib.be',
    'an@bib',
    'an@bib.',
    'an@@bib.be',
    'a n@bib.be',
    'an@-bib.be',
    'an@bib.b',
    'an@bib..be',
    'an@bib.be,jan@bib.be',
    '<an@bib.be>',
    `${'a'.repeat(65)}@bib.be`,
  ])
    assert.ok(!isEmail(bad), bad)
  assert.ok(!isEmail(`a@${'a-'.repeat(120)}`))
})

test('P21 a source is noted for each field that holds something new', () => {
  const source = { from: 'manual', by: '7', at: '2026-11-25T13:05:00Z' } as const
  assert.deepEqual(
    Object.keys(provenanceOf(form, {}, source)),
    fieldNames.filter(n => form[n] !== null),
  )
  assert.deepEqual(provenanceOf({ ...form, phone: '09' }, form, source), { phone: source })
})
