import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStation, type StationForm, stationFormOf } from './station.model.ts'

const fresh = stationFormOf({ name: 'Balie 1', branch_id: '1', settings: {} })

test('a workstation without settings shows what holds without them', () => {
  assert.deepEqual(
    [fresh.sound, fresh.volume, fresh.cover_after_s, fresh.lock_after_s],
    [true, '60', '180', '900'],
  )
  assert.deepEqual([fresh.receipt, fresh.own_loan_scan, fresh.same_day_scan], ['', '', ''])
})
test('settings go out and come back the same', () => {
  const settings = {
    scanner_prefix: '~',
    sound: false,
    volume: 20,
    receipt: 'never',
    own_loan_scan: 'renew',
    same_day_scan: 'loan',
    cover_after_s: 60,
    lock_after_s: 600,
  } as const
  const read = readStation(stationFormOf({ name: 'Balie 1', branch_id: '1', settings }))
  assert.deepEqual(read, { ok: true, name: 'Balie 1', branch_id: '1', settings })
})
test('an empty choice is not sent: the library decides', () => {
  const read = readStation(fresh)
  assert.ok(read.ok)
  assert.deepEqual(Object.keys(read.settings).toSorted(), [
    'cover_after_s',
    'lock_after_s',
    'sound',
    'volume',
  ])
})
const wrong: readonly (readonly [Partial<StationForm>, readonly string[]])[] = [
  [{ name: ' ' }, ['name']],
  [{ volume: '101' }, ['volume']],
  [{ volume: '' }, ['volume']],
  [{ cover_after_s: '29', lock_after_s: 'lang' }, ['cover_after_s', 'lock_after_s']],
  [{ scanner_prefix: '~~~~~' }, ['scanner_prefix']],
]
for (const [changes, fields] of wrong)
  test(`${JSON.stringify(changes)} is refused`, () => {
    const read = readStation({ ...fresh, ...changes })
    assert.deepEqual(read, { ok: false, wrong: fields })
  })
