import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comingOf, cooperatingOf } from './cooperating.model.ts'

const member = (library_id: string, left_on: string | null = null) => ({
  library_id,
  name: `Bib ${library_id}`,
  joined_on: '2026-01-01',
  left_on,
})
const agreed = (rung: string, ...members: ReturnType<typeof member>[]) => ({
  rung,
  starts_on: '2026-01-01',
  ends_on: null,
  members,
})

test('from 3a on the others see who somebody is; below, only whether the fee was paid', () => {
  const all = [
    agreed('3b', member('1'), member('2'), member('3', '2026-05-31')),
    agreed('1', member('1'), member('4')),
    agreed('3c', member('5'), member('6')),
  ]
  assert.deepEqual(cooperatingOf(all, '1', '2026-06-01'), { sees: ['Bib 2'], fee: ['Bib 4'] })
  assert.deepEqual(cooperatingOf(all, '1', '2026-05-31').sees, ['Bib 2', 'Bib 3'])
  assert.deepEqual(cooperatingOf(all, '1', '2025-12-31'), { sees: [], fee: [] })
  assert.deepEqual(cooperatingOf(all, '7', '2026-06-01'), { sees: [], fee: [] })
})

test('who comes is told to who joins and to who is in it already', () => {
  const joining = {
    joining_id: '9',
    rung: '3a',
    state: 'telling',
    starts_on: '2026-07-01',
    libraries: [
      { library_id: '1', name: 'Bib 1', joins: false },
      { library_id: '2', name: 'Bib 2', joins: false },
      { library_id: '3', name: 'Bib 3', joins: true },
    ],
  }
  assert.deepEqual(comingOf([joining], '1')[0]?.names, ['Bib 3'])
  assert.deepEqual(comingOf([joining], '3')[0]?.names, ['Bib 1', 'Bib 2'])
  assert.deepEqual(comingOf([joining], '4'), [])
  assert.deepEqual(comingOf([{ ...joining, state: 'draft' }], '3'), [])
})
