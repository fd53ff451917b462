import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdPolicy } from '@kaft/contract'
import type { QueuedItem, Waiting } from '../../facts/item-facts.store.ts'
import { previewOf } from './preview-policy.rules.ts'

const waits = (hold_id: string, library_id: string, placed_on: string): Waiting => ({
  hold_id,
  library_id,
  pickup_branch_id: `${library_id}1`,
  pickup_library_id: library_id,
  placed_on,
  suspended_until: null,
  expires_on: null,
  wanted_item_id: null,
  after_open: false,
})
const item = (queue: readonly Waiting[]): QueuedItem => ({
  item_id: '900',
  library_id: '1',
  branch_id: '11',
  acquired_on: '2026-11-20',
  queue: [...queue],
  copies: [],
  served: [],
  policy: null,
})
const far = waits('1', '2', '2026-11-01')
const own = waits('2', '1', '2026-11-10')

test('a draft is laid beside what holds: to whom items go, what travels, and what nobody would get', () => {
  const said = previewOf(
    [item([far, own]), item([far])],
    { ...holdPolicy, own_first: false, new_item_days: 30 },
    '2026-11-25',
  )
  assert.deepEqual([said.titles, said.changed], [2, 1])
  assert.deepEqual(
    [said.own, said.travels, said.nobody],
    [
      { now: 1, draft: 1 },
      { now: 1, draft: 0 },
      { now: 0, draft: 1 },
    ],
  )
  const byDate = previewOf([item([far, own])], { ...holdPolicy, own_first: false }, '2026-11-25')
  assert.deepEqual(
    [byDate.changed, byDate.own, byDate.travels],
    [1, { now: 1, draft: 0 }, { now: 0, draft: 1 }],
  )
  assert.equal(previewOf([item([far, own])], holdPolicy, '2026-11-25').changed, 0)
})
