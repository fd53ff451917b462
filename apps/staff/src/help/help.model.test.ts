import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedOf, faultsOf, minutesLeft, newAsk } from './help.model.ts'

const today = '2026-11-25'
const whole = { ...newAsk, library_id: '7', ticket: ' CC-1042 ', reason: 'De boete klopt niet.' }

test('the minute that runs counts, and the end is none', () => {
  const at = Date.parse('2026-11-25T13:00:00Z')
  assert.equal(minutesLeft('2026-11-25T15:00:00Z', at), 120)
  assert.equal(minutesLeft('2026-11-25T13:00:01Z', at), 1)
  assert.equal(minutesLeft('2026-11-25T13:00:00Z', at), 0)
  assert.ok(minutesLeft('2026-11-25T12:50:00Z', at) < 0)
})

test('what lacks is said by field, and what is not asked is not looked at', () => {
  assert.deepEqual(faultsOf(newAsk, today), { library_id: 'needed', ticket: 'needed', reason: 'short' })
  assert.deepEqual(faultsOf(whole, today), {})
  assert.deepEqual(faultsOf({ ...whole, write: true, central: true, later: true }, today), {
    write_reason: 'short',
    central_why: 'short',
    at: 'moment',
  })
})

test('only what is ticked is asked for', () => {
  const typed = {
    ...whole,
    write_reason: 'Een datum verzetten.',
    central_why: 'Opdracht 2026-88.',
    day: '26/11',
    at: '9.30',
  }
  assert.deepEqual(askedOf(typed, today), {
    library_id: '7',
    ticket: 'CC-1042',
    hours: 2,
    reason: 'De boete klopt niet.',
    write_reason: null,
    central_why: null,
    starts_at: null,
  })
  const all = askedOf({ ...typed, write: true, central: true, later: true }, today)
  assert.deepEqual(
    [all.write_reason, all.central_why, all.starts_at],
    ['Een datum verzetten.', 'Opdracht 2026-88.', '2026-11-26T08:30:00.000Z'],
  )
})
