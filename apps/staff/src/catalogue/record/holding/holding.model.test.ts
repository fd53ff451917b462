import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkFormat, FORMATS } from '@kaft/marc'
import { readSpot } from '../fixed.model.ts'
import { blankHolding, HOLDING_FIXED_SPOTS, HOLDING_LEADER_SPOTS } from './holding.model.ts'

test('a record to begin with asks for its words and has nothing else wrong', () => {
  for (const serial of [true, false]) {
    const record = blankHolding({ day: '2026-11-25', branch: '2001', serial })
    const faults = checkFormat(record, FORMATS.holdings).map(f => `${f.tag} ${f.code}`)
    assert.deepEqual(faults, ['866 subfield_empty'])
    assert.equal(record.leader[6], serial ? 'y' : 'x')
  }
})

test('what the fixed fields of a new record say is among the values that can be chosen', () => {
  const record = blankHolding({ day: '2026-11-25', branch: '2001', serial: true })
  const fixed = record.fields[0]
  assert.ok(fixed && 'value' in fixed && fixed.value.length === 32)
  for (const [spots, text] of [
    [HOLDING_LEADER_SPOTS, record.leader],
    [HOLDING_FIXED_SPOTS, fixed.value],
  ] as const)
    for (const spot of spots.filter(s => s.values.length > 0 && s.name !== 'language'))
      assert.ok(
        spot.values.some(([code]) => code === readSpot(text, spot)),
        spot.name,
      )
})
