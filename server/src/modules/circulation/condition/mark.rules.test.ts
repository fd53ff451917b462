import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Mark, marks } from '@kaft/contract'
import type { ItemFacts } from '../facts/item-facts.store.ts'
import { decideMark } from './mark.rules.ts'

type Of = Pick<ItemFacts, 'state' | 'status' | 'hold' | 'branch_id'>
const HERE = '1'
const item = (state: string, status = 'available'): Of => ({ state, status, hold: null, branch_id: HERE })
const codes = (mark: Mark, of: Of): string[] => {
  const said = decideMark(mark, of, HERE)
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
      const said = decideMark(mark, item(state), HERE)
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
  const said = decideMark('damaged', { ...item('in_use', 'hold_shelf'), hold }, HERE)
  assert.ok(said.go)
  assert.deepEqual([said.marked.bumps, said.marked.moves], ['7', true])
  const checked = decideMark('checked', { ...item('in_use', 'hold_shelf'), hold }, HERE)
  assert.ok(checked.go)
  assert.deepEqual([checked.marked.bumps, checked.marked.moves], [null, false])
})

test('what was lost on its way stands on its shelf once it is found at home, and goes on its way elsewhere', () => {
  const moves = (branch_id: string): boolean => {
    const said = decideMark('found', item('missing', 'in_transit'), branch_id)
    return said.go && said.marked.moves
  }
  assert.deepEqual([moves(HERE), moves('2')], [true, false])
  const shelf = decideMark('found', item('missing'), HERE)
  assert.ok(shelf.go && !shelf.marked.moves)
})
