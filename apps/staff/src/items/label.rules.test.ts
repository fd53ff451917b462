import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf } from './label.rules.ts'

const item = {
  barcode: '30002001000017',
  title: 'De kleine Johannes en alle andere sprookjes van lang geleden',
  shelf: 'Romans',
  call_number: 'EEDE',
  branch_name: 'Centrum',
}

test('the place comes first, then the title as far as it goes, then the branch', () => {
  assert.deepEqual(labelOf(item), {
    lines: ['Romans EEDE', 'De kleine Johannes en alle', 'Centrum'],
    barcode: '30002001000017',
  })
})
test('without a place there is room for more of the title, and an endless word is cut', () => {
  const bare = labelOf({ ...item, shelf: null, call_number: null })
  assert.deepEqual(bare.lines, ['De kleine Johannes en alle', 'andere sprookjes van lang', 'Centrum'])
  const long = labelOf({ ...item, title: 'x'.repeat(80), branch_name: 'y'.repeat(80) })
  assert.ok(long.lines.every(line => line.length <= 26))
  assert.ok(long.lines.length <= 4)
})
