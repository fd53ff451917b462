import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DepartureCheck } from '@kaft/contract/departures'
import { inOrder, mayStop, sizeOf } from './departure.model.ts'

test('what is open stands first, and what is in order last', () => {
  const check = (code: DepartureCheck['code'], state: 'empty' | 'open' | 'accepted') => ({
    code,
    state,
    count: 1,
    reason: null,
  })
  const all = [check('open_loans', 'empty'), check('open_holds', 'accepted'), check('open_costs', 'open')]
  assert.deepEqual(
    inOrder(all, true).map(c => c.state),
    ['open', 'accepted', 'empty'],
  )
  const ofExport = [check('not_fetched', 'empty'), check('done_since_export', 'empty')]
  assert.deepEqual([inOrder(ofExport, false).length, inOrder(ofExport, true).length], [0, 2], 'no export yet')
})

test('it can be stopped until the erasure begins', () =>
  assert.deepEqual((['announced', 'confirmed', 'erasing', 'left', 'stopped'] as const).map(mayStop), [
    true,
    true,
    false,
    false,
    false,
  ]))

test('a size is told in the unit that is read most easily', () =>
  assert.deepEqual(
    [0, 999, 1000, 1_540_000, 150_000_000].map(bytes => {
      const { n, unit } = sizeOf(bytes)
      return `${n} ${unit}`
    }),
    ['0 B', '999 B', '1 kB', '1.5 MB', '150 MB'],
  ))
