import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byCode, type Shelf, type ShelfLine, shelfLineOf } from './lines.model.ts'

const lying = (hold_code: string, barcode: string): ShelfLine => ({
  hold_id: barcode,
  hold_code,
  title: 'Titel',
  language: 'dut',
  barcode,
  ready_on: '2026-11-20',
  ready_until: '2026-11-27',
  next: 'shelf',
  next_branch: null,
})
const shelf: Shelf = {
  ready: [lying('V-10', '1'), lying('V-2', '2')],
  today: [],
  clear: [lying('V-1', '3')],
  in_transit: [
    {
      item_id: '9',
      title: 'Titel',
      language: 'dut',
      barcode: '4',
      from_branch: 'Noord',
      since: '2026-11-20T10:00:00Z',
    },
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
