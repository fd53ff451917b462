import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageWrong, audienceOf, emptyAudience, formOf, postcodesWrong } from './audience.model.ts'

test('what is left empty chooses everybody', () => {
  assert.deepEqual(audienceOf(emptyAudience), {
    membership_types: [],
    postcodes: [],
    age_from: null,
    age_to: null,
  })
})

test('postcodes are read with any mark between them, each once', () => {
  const form = { ...emptyAudience, postcodes: '9000, 9030;9000  9040', from: ' 18 ', to: '65' }
  assert.deepEqual(audienceOf(form), {
    membership_types: [],
    postcodes: ['9000', '9030', '9040'],
    age_from: 18,
    age_to: 65,
  })
  assert.deepEqual(formOf(audienceOf(form)!), {
    types: [],
    postcodes: '9000, 9030, 9040',
    from: '18',
    to: '65',
  })
})

test('what cannot be read chooses nobody by mistake', () => {
  assert.equal(postcodesWrong({ ...emptyAudience, postcodes: '9000, Gent' }), true)
  // Whatever keeps the form from being sent is said at its field.
  assert.deepEqual(['', ' 18 ', '120', '121', 'jong', '1.5'].map(ageWrong), [
    false,
    false,
    false,
    true,
    true,
    true,
  ])
  for (const wrong of [{ postcodes: '900' }, { from: 'jong' }, { to: '1.5' }, { to: '121' }])
    assert.equal(audienceOf({ ...emptyAudience, ...wrong }), null)
})
