import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdPolicy } from '@kaft/contract'
import type { PullFacts } from './pull-facts.store.ts'
import { pullLines, roundOf } from './pull-list.rules.ts'

const at = { branch_id: '11', today: '2026-11-25' }
const item = (item_id: string, title_id = '1', more: Partial<PullFacts['items'][number]> = {}) => ({
  item_id,
  title_id,
  library_id: '1',
  branch_id: '11',
  acquired_on: null,
  barcode: `300${item_id}`,
  item_type: 'book',
  shelf: 'Romans',
  call_number: 'A',
  place: 1,
  tries: 0,
  ...more,
})
const hold = (hold_id: string, title_id = '1', more: Partial<PullFacts['queue'][number]> = {}) => ({
  hold_id,
  title_id,
  library_id: '1',
  pickup_branch_id: '11',
  pickup_library_id: '1',
  placed_on: '2026-11-20',
  suspended_until: null,
  expires_on: null,
  wanted_item_id: null,
  after_open: false,
  ...more,
})
const facts = (more: Partial<PullFacts>): PullFacts => ({
  own: '1',
  items: [item('900')],
  owners: [{ library_id: '1', patrons: ['1', '2'], carried: ['1', '2'], policy: holdPolicy }],
  queue: [hold('1')],
  claims: [],
  copies: [],
  served: [],
  ...more,
})
const away = { library_id: '2', pickup_library_id: '2', pickup_branch_id: '21' }
const claim = (hold_id: string, branch_id: string) => ({
  hold_id,
  branch_id,
  claimed_by: null,
  until: '2026-11-25T14:00:00Z',
})

test('as many are needed as find a reader: never more than stand here, and never more than a share', () => {
  const items = [item('900'), item('901'), item('902')]
  const [two] = pullLines(facts({ items, queue: [hold('1'), hold('2')] }), at)
  assert.deepEqual([two?.needed, two?.items.length], [2, 3])
  const policy = { ...holdPolicy, share_percent: 60 }
  const copies = [{ title_id: '1', owner_id: '1', branch_id: '11', library_id: '1', items: 3, free: 0 }]
  const queue = [hold('1'), hold('2', '1', away), hold('3', '1', away), hold('4', '1', away)]
  const owners = [{ library_id: '1', patrons: ['1', '2'], carried: ['1', '2'], policy }]
  const [shared] = pullLines(facts({ items, queue, copies, owners }), at)
  assert.equal(shared?.needed, 3, 'a cap keeps nothing from who alone can use it')
})

test('an item that nobody would be given is not on the line, and a title without one is no line', () => {
  const [line] = pullLines(
    facts({ items: [item('900'), item('901')], queue: [hold('1', '1', { wanted_item_id: '901' })] }),
    at,
  )
  assert.deepEqual(
    line?.items.map(i => i.item_id),
    ['901'],
  )
  assert.deepEqual(pullLines(facts({ queue: [hold('1', '1', { wanted_item_id: '902' })] }), at), [])
  const policy = { ...holdPolicy, new_item_days: 30 }
  const owners = [{ library_id: '1', patrons: ['1', '2'], carried: ['1', '2'], policy }]
  const fresh = {
    items: [item('900', '1', { acquired_on: '2026-11-24' })],
    queue: [hold('1', '1', away)],
    owners,
  }
  assert.deepEqual(pullLines(facts(fresh), at), [])
})

test('whom others look for is theirs, what is left is free, and what this branch began is its own', () => {
  const state = (claims: PullFacts['claims']) => {
    const [line] = pullLines(facts({ queue: [hold('1'), hold('2')], claims }), at)
    return [line?.state, line?.first.hold_id]
  }
  assert.deepEqual(state([]), ['free', '1'])
  assert.deepEqual(state([claim('1', '12')]), ['free', '2'])
  assert.deepEqual(state([claim('1', '12'), claim('2', '12')]), ['elsewhere', '1'])
  assert.deepEqual(state([claim('1', '12'), claim('2', '11')]), ['here', '2'])
})

test('own before others, each along the shelves; a round takes the first lines, and a hold once', () => {
  const f = facts({
    items: [
      item('900', '1', { place: 3 }),
      item('901', '2', { place: 2 }),
      item('902', '3', { place: 1 }),
      item('903', '4', { place: null }),
    ],
    queue: [hold('1'), hold('2', '2'), hold('3', '3', away), hold('2', '4')],
  })
  const lines = pullLines(f, at)
  assert.deepEqual(
    lines.map(l => l.title_id),
    ['2', '1', '4', '3'],
  )
  assert.deepEqual(roundOf(lines, 3), [
    { hold_id: '2', title_id: '2' },
    { hold_id: '1', title_id: '1' },
  ])
})

test('what another library owns serves whom that library works with', () => {
  const stray = item('900', '1', { library_id: '9', branch_id: '91' })
  const owners = [{ library_id: '9', patrons: ['9', '2'], carried: ['9', '2'], policy: null }]
  const [line] = pullLines(facts({ items: [stray], owners, queue: [hold('1'), hold('2', '1', away)] }), at)
  assert.deepEqual([line?.first.hold_id, line?.own, line?.needed], ['2', false, 1])
})
