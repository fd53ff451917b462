import assert from 'node:assert/strict'
import { test } from 'node:test'
import { purchaseStates } from '@kaft/contract'
import { namedUntil } from './askers.rules.ts'

test('who asks stands a year with what is open, and thirty days with what is over', () => {
  assert.deepEqual(
    Object.fromEntries(purchaseStates.map(state => [state, namedUntil(state, '2026-11-25')])),
    {
      proposed: '2027-11-25',
      accepted: '2027-11-25',
      ordered: '2027-11-25',
      received: '2026-12-25',
      declined: '2026-12-25',
      withdrawn: '2026-12-25',
    },
  )
})
