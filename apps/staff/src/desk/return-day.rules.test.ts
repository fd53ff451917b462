import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarFrom, isOpenDay, previousOpening } from './return-day.rules.ts'

const hours = [2, 3, 4, 5, 6].map(weekday => ({ weekday, opens: '10:00', closes: '18:00' }))

test('the previous opening of a Monday is the Saturday before', () => {
  assert.equal(previousOpening('2026-11-23', hours, []), '2026-11-21')
})

test('a closed day is passed over, an exceptional opening counts', () => {
  const closed = { on_day: '2026-11-21', type: 'gesloten' as const, note: null }
  assert.equal(previousOpening('2026-11-23', hours, [closed]), '2026-11-20')
  const sunday = { on_day: '2026-11-22', type: 'normaal' as const, note: 'boekenbeurs' }
  assert.equal(previousOpening('2026-11-23', hours, [closed, sunday]), '2026-11-22')
})

test('a fine-free day is an open day, a holiday is not', () => {
  const day = '2026-11-25'
  assert.equal(isOpenDay(day, hours, [{ on_day: day, type: 'boetevrij', note: null }]), true)
  assert.equal(isOpenDay(day, hours, [{ on_day: day, type: 'vakantie', note: null }]), false)
})

test('a branch without hours gets no offer', () => {
  assert.equal(previousOpening('2026-11-23', [], []), null)
  assert.equal(calendarFrom('2026-11-23'), '2026-09-24')
})
