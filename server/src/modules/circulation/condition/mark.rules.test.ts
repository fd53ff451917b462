import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Mark, marks } from '@kaft/contract'
import type { ItemFacts } from '../facts/item-facts.store.ts'
import { decideMark } from './mark.rules.ts'

type Of = Pick<ItemFacts, 'state' | 'status' | 'hold'>
const item = (state: string, status = 'available'): Of => ({ state, status, hold: null })
const codes = (mark: Mark, of: Of): string[] => {
  const said = decideMark(mark, of)
  return said.go ? [] : said.findings.map(f => f.code)
}
const states = ['in_use', 'missing', 'withdrawn', 'lost', 'damaged', 'incomplete']

test('each mark leads where it says, from the states in which it means something', () => {
  const leads: Readonly<Record<Mark, readonly [from: readonly string[], to: string | null]>> = {
    checked: [states, null],
    catalogued: [states, null],
    damaged: [['in_use', 'missing', 'withdrawn', 'incomplete'], 'damaged'],
    incomplete: [['in_use', 'missing', 'withdrawn', 'damaged'], 'incomplete'],
    missing: [['in_use', 'withdrawn', 'damaged', 'incomplete'], 'missing'],
    withdrawn: [['in_use', 'missing', 'damaged', 'incomplete'], 'withdrawn'],
    repaired: [['damaged'], 'in_use'],
    complete: [['incomplete'], 'in_use'],
    found: [['missing'], 'in_use'],
    restored: [['withdrawn'], 'in_use'],
  }
  for (const mark of marks)
    for (const state of states) {
      const said = decideMark(mark, item(state))
      const [from, to] = leads[mark]
      assert.equal(said.go, from.includes(state), `${mark} from ${state}`)
      if (said.go) assert.equal(said.marked.state, to ?? state, `${mark} from ${state}`)
    }
})

test('what is at home with someone cannot be looked at; a lost one comes back by its scan', () => {
  assert.deepEqual(codes('damaged', item('in_use', 'on_loan')), ['item_out'])
  assert.deepEqual(codes('missing', item('in_use', 'on_loan')), ['item_out'])
  assert.deepEqual(codes('checked', item('in_use', 'on_loan')), [])
  assert.ok(codes('found', item('lost')).includes('item_lost'))
})

test('what somebody waits for leaves the hold shelf, and they wait again', () => {
  const hold = {
    hold_id: '7',
    patron_id: '1',
    library_id: '1',
    pickup_branch_id: '1',
    initial: 'V',
    state: 'ready',
    hold_code: 'V-1',
    ready_until: '2026-12-01',
  }
  const said = decideMark('damaged', { state: 'in_use', status: 'hold_shelf', hold })
  assert.ok(said.go)
  assert.deepEqual([said.marked.bumps, said.marked.moves], ['7', true])
  const checked = decideMark('checked', { state: 'in_use', status: 'hold_shelf', hold })
  assert.ok(checked.go)
  assert.deepEqual([checked.marked.bumps, checked.marked.moves], [null, false])
})
