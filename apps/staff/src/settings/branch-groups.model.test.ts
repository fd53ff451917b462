import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeFor, groupsIn, placed } from './branch-groups.model.ts'

const groups = [
  { group: 'klein', name: 'De kleine', branch_ids: ['1', '2'] },
  { group: 'bus', name: 'Bibbus', branch_ids: ['3'] },
]

test('a group gets a code from its name, once', () => {
  assert.equal(codeFor('De kleine vestigingen', []), 'de_kleine_vestigingen')
  assert.equal(codeFor('Één', ['een']), 'een_2')
  assert.equal(codeFor('24/7', []), 'groep')
})
test('a branch lies in one group at most', () => {
  const moved = placed(groups, '2', 'bus')
  assert.deepEqual(
    moved.map(one => one.branch_ids),
    [['1'], ['3', '2']],
  )
  assert.deepEqual(
    placed(moved, '2', null).map(one => one.branch_ids),
    [['1'], ['3']],
  )
})
test('what is no group is left out', () =>
  assert.deepEqual(groupsIn([{ group: 'x' }, groups[0]]), [groups[0]]))
