import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type HoldPolicy, holdPolicy } from '@kaft/contract'
import fc from 'fast-check'
import type { Waiting } from '../facts/item-facts.store.ts'
import { type AllocationFacts, allocate, capOf, nextFor } from './allocate.rules.ts'

const TODAY = '2026-11-25'
/** Library 1 has branches 11 and 12; library 2 has 21. */
const waits = (hold_id: string, more: Partial<Waiting> = {}): Waiting => ({
  hold_id,
  library_id: '1',
  pickup_branch_id: '11',
  pickup_library_id: more.library_id ?? '1',
  placed_on: '2026-11-01',
  suspended_until: null,
  expires_on: null,
  wanted_item_id: null,
  after_open: false,
  ...more,
})
const other = (hold_id: string, more: Partial<Waiting> = {}): Waiting =>
  waits(hold_id, { library_id: '2', pickup_library_id: '2', pickup_branch_id: '21', ...more })
const facts = (queue: readonly Waiting[], more: Partial<AllocationFacts> = {}): AllocationFacts => ({
  today: TODAY,
  item_id: '900',
  library_id: '1',
  branch_id: '11',
  at_branch_id: '11',
  acquired_on: null,
  queue,
  copies: [{ branch_id: '11', library_id: '1', items: 1, free: 0 }],
  served: [],
  ...more,
})
const byDate: HoldPolicy = { ...holdPolicy, own_first: false }
const order = (f: AllocationFacts, policy: HoldPolicy = byDate) =>
  allocate(f, policy).map(s => `${s.hold.hold_id} ${s.code}`)

describe('who gets an item', () => {
  test('is who waits longest, while the library set nothing else', () => {
    const queue = [waits('1'), waits('2', { placed_on: '2026-11-02' })]
    assert.deepEqual(order(facts(queue)), ['1 chosen', '2 later'])
    assert.equal(nextFor(facts([]), byDate), null)
  })
  test('is an own reader first, until another waited so long that only the date counts', () => {
    const queue = [other('1', { placed_on: '2026-11-01' }), waits('2', { placed_on: '2026-11-20' })]
    assert.deepEqual(order(facts(queue), holdPolicy), ['2 chosen', '1 later'])
    const equal = { ...holdPolicy, equal_after_days: 24 }
    assert.deepEqual(order(facts(queue), equal), ['1 chosen', '2 later'])
    assert.deepEqual(order(facts(queue), { ...holdPolicy, equal_after_days: 25 }), ['2 chosen', '1 later'])
    assert.deepEqual(order(facts(queue), { ...holdPolicy, equal_after_days: null }), ['2 chosen', '1 later'])
  })
  test('is nobody whose hold is suspended; suspended until today is active again (B42)', () => {
    const until = (day: string) => facts([waits('1', { suspended_until: day })])
    assert.deepEqual(order(until('2026-11-26')), ['1 suspended'])
    assert.deepEqual(order(until('2026-11-25')), ['1 chosen'])
    assert.deepEqual(order(until('9999-12-31')), ['1 suspended'])
  })
  test('is nobody past the last day, nobody who wants another item, nobody before the volume before', () => {
    assert.deepEqual(order(facts([waits('1', { expires_on: '2026-11-24' })])), ['1 expired'])
    assert.deepEqual(order(facts([waits('1', { expires_on: TODAY })])), ['1 chosen'])
    assert.deepEqual(order(facts([waits('1', { wanted_item_id: '901' })])), ['1 other_item'])
    assert.deepEqual(order(facts([waits('1', { wanted_item_id: '900' })])), ['1 chosen'])
    assert.deepEqual(order(facts([waits('1', { after_open: true })])), ['1 after_other_volume'])
  })
  test('is an own reader only, while the item is new', () => {
    const queue = [other('1'), waits('2', { placed_on: '2026-11-20' })]
    const policy = { ...byDate, new_item_days: 30 }
    assert.deepEqual(order(facts(queue, { acquired_on: '2026-10-27' }), policy), ['2 chosen', '1 new_item'])
    assert.deepEqual(order(facts(queue, { acquired_on: '2026-10-26' }), policy), ['1 chosen', '2 later'])
    assert.deepEqual(order(facts(queue), policy), ['1 chosen', '2 later'], 'an unknown age protects nobody')
  })
  test('is left to nearer items for so many days: own branch, then own library, then beyond', () => {
    const policy = { ...byDate, wait_days: { branch: 5, library: 5 } }
    const copies = [
      { branch_id: '11', library_id: '1', items: 1, free: 0 },
      { branch_id: '12', library_id: '1', items: 1, free: 0 },
      { branch_id: '21', library_id: '2', items: 1, free: 0 },
    ]
    const at = (hold: Waiting) => order(facts([hold], { copies }), policy)
    const noord = (placed_on: string) => waits('1', { pickup_branch_id: '12', placed_on })
    assert.deepEqual(at(noord('2026-11-21')), ['1 nearer_items'])
    assert.deepEqual(at(noord('2026-11-20')), ['1 chosen'])
    assert.deepEqual(at(other('1', { placed_on: '2026-11-16' })), ['1 nearer_items'])
    assert.deepEqual(at(other('1', { placed_on: '2026-11-15' })), ['1 chosen'])
    const alone = facts([noord('2026-11-24')], { copies: copies.slice(0, 1) })
    assert.deepEqual(order(alone, policy), ['1 chosen'], 'without a nearer item nobody waits for it')
  })
  test('is who is nearer, where a step of transport weighs as so many days', () => {
    const queue = [
      other('1', { placed_on: '2026-11-01' }),
      waits('2', { placed_on: '2026-11-10', pickup_branch_id: '12' }),
      waits('3', { placed_on: '2026-11-14' }),
    ]
    const weighs = (transport_step_days: number) => order(facts(queue), { ...byDate, transport_step_days })
    assert.deepEqual(weighs(0), ['1 chosen', '2 later', '3 later'])
    assert.deepEqual(weighs(5), ['1 chosen', '3 later', '2 later'])
    assert.deepEqual(weighs(7), ['3 chosen', '1 later', '2 later'])
    const transport = [{ from_branch_id: '11', to_branch_id: '21', steps: 0 }]
    assert.equal(order(facts(queue), { ...byDate, transport_step_days: 7, transport })[0], '1 chosen')
  })
  test('is not a library that has its share already, while somebody else can use the item', () => {
    const copies = [{ branch_id: '11', library_id: '1', items: 10, free: 0 }]
    const served = [{ library_id: '2', items: 3 }]
    const policy = { ...byDate, share_percent: 30 }
    const queue = [other('1'), waits('2', { placed_on: '2026-11-20' })]
    assert.deepEqual(order(facts(queue, { copies, served }), policy), ['2 chosen', '1 over_share'])
    assert.deepEqual(order(facts(queue, { copies, served }), { ...policy, share_percent: 40 }), [
      '1 chosen',
      '2 later',
    ])
    assert.deepEqual(order(facts([other('1')], { copies, served }), policy), ['1 chosen'])
    assert.equal(capOf(facts([]), 1), 1, 'never less than one')
  })
})

const day = fc.integer({ min: 1, max: 25 }).map(n => `2026-11-${String(n).padStart(2, '0')}`)
const aHold = (n: number) =>
  fc
    .record({
      own: fc.boolean(),
      noord: fc.boolean(),
      placed_on: day,
      suspended_until: fc.option(fc.constantFrom('2026-11-20', '2026-11-30'), { nil: null }),
      expires_on: fc.option(fc.constantFrom('2026-11-20', '2026-12-30'), { nil: null }),
      wanted_item_id: fc.option(fc.constantFrom('900', '901'), { nil: null, freq: 8 }),
      after_open: fc.boolean(),
    })
    .map(({ own, noord, ...h }) =>
      own ? waits(String(n), { ...h, pickup_branch_id: noord ? '12' : '11' }) : other(String(n), h),
    )
const aQueue = fc
  .integer({ min: 0, max: 30 })
  .chain(n => fc.tuple(...Array.from({ length: n }, (_, i) => aHold(i + 1))))
const aPolicy: fc.Arbitrary<HoldPolicy> = fc.record({
  own_first: fc.boolean(),
  equal_after_days: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
  wait_days: fc.record({ branch: fc.nat(10), library: fc.nat(10) }),
  transport_step_days: fc.nat(10),
  transport: fc.constant([]),
  new_item_days: fc.nat(60),
  share_percent: fc.option(fc.integer({ min: 1, max: 100 }), { nil: null }),
})

test('the same facts give the same choice, each candidate has one reason, and one is chosen at most', () => {
  fc.assert(
    fc.property(aQueue, aPolicy, fc.option(day, { nil: null }), (queue, policy, acquired_on) => {
      const f = facts(queue, { acquired_on, served: [{ library_id: '2', items: 1 }] })
      const said = allocate(f, policy)
      assert.deepEqual(allocate(structuredClone(f), structuredClone(policy)), said)
      assert.deepEqual(
        said.map(s => Number(s.hold.hold_id)).sort((a, b) => a - b),
        queue.map(q => Number(q.hold_id)),
      )
      assert.ok(said.filter(s => s.code === 'chosen').length <= 1)
      const ranks = said.filter(s => s.rank !== null).map(s => s.rank)
      assert.deepEqual(
        ranks,
        ranks.map((_, i) => i + 1),
      )
      const first = said.find(s => s.code === 'chosen')
      for (const s of said) assert.equal(s.rank === null, s.code !== 'chosen' && s.code !== 'later')
      assert.deepEqual(nextFor(f, policy), first?.hold ?? null)
      if (!first) assert.ok(said.every(s => s.rank === null))
    }),
  )
})
test('taking somebody out of the queue who was not chosen changes nothing for who was', () => {
  fc.assert(
    fc.property(aQueue, aPolicy, fc.nat(), (queue, policy, at) => {
      const uncapped = { ...policy, share_percent: null }
      const chosen = nextFor(facts(queue), uncapped)
      const rest = queue.filter(
        (q, i) => i !== at % Math.max(1, queue.length) || q.hold_id === chosen?.hold_id,
      )
      assert.equal(nextFor(facts(rest), uncapped)?.hold_id, chosen?.hold_id)
    }),
  )
})
