import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  byCode,
  type PullLine,
  pullCounts,
  pulledBy,
  type Shelf,
  type ShelfLine,
  shelfLineOf,
} from './lines.model.ts'

const pull = (title_id: string, own_first: boolean, barcodes: readonly string[]): PullLine => ({
  hold_count: 1,
  title_id,
  title: `Titel ${title_id}`,
  author: null,
  shelf: 'Jeugd',
  call_number: 'B VELT',
  items_here: barcodes.length,
  own_first,
  for_branch: 'Centrum',
  barcodes: [...barcodes],
})
const lines = [pull('1', true, ['3001', '3002']), pull('2', false, ['3003']), pull('3', false, ['3004'])]

test('lines are counted by who they are for', () => {
  assert.deepEqual(pullCounts(lines), { all: 3, own: 1, others: 2 })
  assert.deepEqual(pullCounts([]), { all: 0, own: 0, others: 0 })
})
test('any item of a title is found by its code, spaces at the ends dropped', () => {
  assert.equal(pulledBy(lines, ' 3002 ')?.title_id, '1')
  assert.equal(pulledBy(lines, '9999'), null)
})

const lying = (hold_code: string, barcode: string): ShelfLine => ({
  hold_id: barcode,
  hold_code,
  title: 'Titel',
  barcode,
  ready_on: '2026-11-20',
  ready_until: '2026-11-27',
  next: 'shelf',
  next_branch: null,
})
const shelf: Shelf = {
  ready: [lying('V-10', '1'), lying('V-2', '2')],
  clear: [lying('V-1', '3')],
  in_transit: [
    { item_id: '9', title: 'Titel', barcode: '4', from_branch: 'Noord', since: '2026-11-20T10:00:00Z' },
  ],
}
const kinds: readonly (readonly [string, string | null])[] = [
  ['1', 'ready'],
  ['3', 'clear'],
  ['4', 'moving'],
  ['5', null],
]
for (const [code, kind] of kinds)
  test(`code ${code} is ${kind ?? 'not of this shelf'}`, () =>
    assert.equal(shelfLineOf(shelf, code)?.kind ?? null, kind))

test('codes stand in the order of their numbers', () => {
  assert.deepEqual(
    byCode(shelf.ready).map(line => line.hold_code),
    ['V-2', 'V-10'],
  )
})
