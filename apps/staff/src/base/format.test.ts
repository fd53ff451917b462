import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, dayOf, formatsOf } from './format.ts'

const nl = formatsOf('nl')
const en = formatsOf('en')
const year = new Date().getFullYear()
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

test('days are written the Flemish way', () => {
  assert.equal(plain(nl.dayLong('2020-12-23')), 'woensdag 23 december 2020')
  assert.equal(plain(nl.dayShort('2020-12-23')), 'wo 23 dec. 2020')
  assert.equal(plain(nl.dayYear('2027-03-01')), '1 maart 2027')
  assert.equal(plain(en.dayShort('2020-12-23')), 'Wed 23 Dec 2020')
})

test('the year is said only where it is not this year', () => {
  assert.match(plain(nl.dayShort(`${year}-12-23`)), /^(zo|ma|di|wo|do|vr|za) 23 dec\.$/)
})

test('a birth date may be a month or a year', () => {
  assert.equal(nl.dayYear('1984'), '1984')
  assert.equal(plain(nl.dayYear('1984-05')), 'mei 1984')
  assert.equal(plain(nl.dayYear('1984-05-17')), '17 mei 1984')
})

test('money has a comma, points for thousands and a real minus sign', () => {
  assert.equal(plain(nl.money(120450)), '€ 1.204,50')
  assert.equal(plain(nl.money(60)), '€ 0,60')
  assert.equal(plain(nl.money(-2)), '−€ 0,02')
  assert.equal(en.money(120450), '€1,204.50')
  assert.equal(nl.count(10000), '10.000')
})

test('times and days are those of Brussels, in summer and in winter', () => {
  assert.equal(plain(nl.time('2026-11-25T13:05:00Z')), '14.05 uur')
  assert.equal(plain(nl.time('2026-07-01T12:05:00Z')), '14.05 uur')
  assert.equal(en.time('2026-11-25T13:05:00Z'), '14:05')
  assert.equal(dayOf('2026-11-25T23:30:00Z'), '2026-11-26')
})

test('days are counted without hours, across the change of the clock', () => {
  assert.equal(addDays('2026-10-25', 1), '2026-10-26')
  assert.equal(addDays('2028-02-28', 1), '2028-02-29')
  assert.equal(addDays('2026-01-01', -1), '2025-12-31')
})
