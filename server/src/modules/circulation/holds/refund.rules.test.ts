import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iblPolicy } from '@kaft/contract'
import { type Ending, refundsOf } from './refund.rules.ts'

const costs = [
  { entry_id: '1', amount_cents: 50, of: 'placing' as const },
  { entry_id: '2', amount_cents: 300, of: 'ibl' as const },
  { entry_id: '3', amount_cents: 100, of: 'other' as const },
]
const hold = {
  costs,
  hopeless: null as string | null,
  refund_placing: null as string | null,
  ibl_policy: null as typeof iblPolicy | null,
  whole: { state: 'waiting', ibl_until: null as string | null },
}
const back = (ending: Ending, more: Partial<typeof hold> = {}) =>
  refundsOf({ ...hold, ...more }, ending).map(c => c.of)
const asked = { state: 'waiting', ibl_until: '2026-12-01' }

test('what the library could not deliver costs nothing; what the reader gives up does', () => {
  assert.deepEqual(back('too_long'), ['placing'])
  assert.deepEqual(back('cancelled'), [])
  assert.deepEqual(back('cancelled', { hopeless: 'all_gone' }), ['placing'])
  assert.deepEqual(back('cancelled', { refund_placing: 'always' }), ['placing'])
  assert.deepEqual(back('too_long', { refund_placing: 'never' }), [])
  assert.deepEqual(back('not_collected', { refund_placing: 'always' }), [])
  assert.deepEqual(
    back('cancelled', { refund_placing: 'always', whole: { state: 'ready', ibl_until: null } }),
    [],
  )
})
test('asking other libraries costs nothing when nobody sends an item, unless the library keeps it', () => {
  assert.deepEqual(back('ibl_over', { whole: asked }), ['ibl'])
  assert.deepEqual(back('ibl_over', { whole: asked, ibl_policy: { ...iblPolicy, refund: false } }), [])
  assert.deepEqual(back('too_long', { whole: asked }), ['placing', 'ibl'])
  assert.deepEqual(back('cancelled', { whole: asked }), [])
})
