import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acceptFindings } from './accepts.rules.ts'
import { placesOf } from './places.rules.ts'

const places = placesOf({
  membership_types: null,
  branch_groups: null,
  accepts: [{ library_id: '2', name: 'Bib Twee', types: ['volwassene'] }],
})
const codes = (library_id: string, membership_type: string) =>
  acceptFindings({ library_id, membership_type }, { places }).map(f => f.code)

test('an agreement that accepts some types of membership asks about the others, and about nobody else', () => {
  assert.deepEqual(codes('2', 'volwassene'), [])
  assert.deepEqual(codes('2', 'klas'), ['membership_not_accepted'])
  // The own library, and a partner whose agreement accepts all.
  assert.deepEqual([codes('1', 'klas'), codes('3', 'klas')], [[], []])
  assert.deepEqual(acceptFindings({ library_id: '2', membership_type: 'klas' }, null), [])
})
