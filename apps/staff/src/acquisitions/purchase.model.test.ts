import assert from 'node:assert/strict'
import { test } from 'node:test'
import { purchaseStates, type PurchaseSuggestion } from '@kaft/contract/purchases'
import {
  actsOf,
  countedStates,
  lastStep,
  leadsTo,
  nameOf,
  needsWords,
  stateIn,
  stateName,
} from './purchase.model.ts'

test('who decides goes on and a step back; who does not withdraws what nobody decided', () => {
  const may = (decide: boolean) =>
    Object.fromEntries(purchaseStates.map(state => [state, actsOf(state, decide).join(' ')]))
  assert.deepEqual(may(true), {
    proposed: 'accept decline withdraw',
    accepted: 'order decline back',
    ordered: 'receive back',
    received: 'back',
    declined: 'back',
    withdrawn: 'restore',
  })
  assert.deepEqual(
    Object.entries(may(false)).filter(([, acts]) => acts !== ''),
    [
      ['proposed', 'withdraw'],
      ['withdrawn', 'restore'],
    ],
  )
})

test('each act leads somewhere else, and a step back to where the step came from', () => {
  for (const state of purchaseStates)
    for (const act of actsOf(state, true)) assert.notEqual(leadsTo(act, state), state, `${act} ${state}`)
  assert.deepEqual(
    (['received', 'ordered', 'accepted', 'declined'] as const).map(state => leadsTo('back', state)),
    ['ordered', 'accepted', 'proposed', 'proposed'],
  )
})

test('an address names a state in Dutch; one that names none shows what is to be decided', () => {
  for (const state of purchaseStates) assert.equal(stateIn(stateName(state)), state)
  assert.equal(stateIn(null), 'proposed')
  assert.equal(stateIn('weg'), 'proposed')
})

test('every state is counted, also where nothing stands in it', () => {
  const counted = countedStates([{ state: 'ordered', count: 2 }])
  assert.deepEqual(
    counted.map(c => c.count),
    [0, 0, 2, 0, 0, 0],
  )
})

const row: PurchaseSuggestion = {
  suggestion_id: '1',
  title_id: null,
  title: null,
  author: null,
  isbn: '9789460001000',
  language: null,
  branch_id: '1',
  branch: 'Centrum',
  because: 'asked',
  remark: null,
  copies: 1,
  asked: 1,
  waiting: 0,
  askers: 0,
  items: 0,
  proposed_by: 'Amina',
  proposed_at: '2026-11-25T10:00:00Z',
  state: 'proposed',
  declined_because: null,
  says: null,
  decided_by: null,
  decided_at: null,
  ordered_at: null,
  received_at: null,
  version: 1,
}
test('the last step is told with its moment', () => {
  assert.equal(lastStep(row), null)
  const decided = { ...row, decided_by: 'Bert', decided_at: '2026-11-26T10:00:00Z' }
  assert.deepEqual(lastStep({ ...decided, state: 'declined' }), {
    state: 'declined',
    by: 'Bert',
    at: '2026-11-26T10:00:00Z',
  })
  const ordered = { ...decided, state: 'ordered' as const, ordered_at: '2026-11-27T10:00:00Z' }
  assert.equal(lastStep(ordered)?.state, 'ordered')
  assert.equal(lastStep({ ...ordered, received_at: '2026-11-28T10:00:00Z' })?.state, 'received')
})

test('an ISBN alone is a name; another reason is written down', () => {
  assert.deepEqual([nameOf(row), nameOf({ ...row, title: 'Kaas' })], ['9789460001000', 'Kaas'])
  assert.deepEqual(
    [needsWords('other', ' '), needsWords('other', 'x'), needsWords('too_dear', '')],
    [true, false, false],
  )
})
