import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newRing } from '../../../base/keys.ts'
import { codeOf, isCodeOf } from './online-code.ts'
import { keptFrom, needsGuardian, visitDays } from './online.rules.ts'

const choices = { open: true, may_hold: true, reminder_days: 30, keep_days: 90, guardian_age: 13 }

test('P116 up to the day before the birthday a parent or guardian sends the form', () => {
  const young = (birth_on: string) => needsGuardian(birth_on, '2026-11-25', 13)
  assert.deepEqual(['2013-11-26', '2013-11-25', '2013-11-24', '1984-05-17'].map(young), [
    true,
    false,
    false,
    false,
  ])
  assert.equal(needsGuardian('2026-11-25', '2026-11-25', 0), false)
})

test('there is time until a day, and one reminder before it', () => {
  assert.deepEqual(visitDays(choices, '2026-11-25'), { visit_until: '2027-02-23', remind_on: '2026-12-25' })
  assert.deepEqual(visitDays({ ...choices, reminder_days: 90 }, '2026-11-25'), {
    visit_until: '2027-02-23',
    remind_on: '2027-02-22',
  })
  assert.deepEqual(visitDays({ ...choices, keep_days: 2, reminder_days: 365 }, '2026-12-31'), {
    visit_until: '2027-01-02',
    remind_on: '2027-01-01',
  })
})

test('borrowing is never possible before the desk; reserving where the library lets it', () => {
  assert.deepEqual(
    [keptFrom(true), keptFrom(false)],
    [
      ['loan', 'renewal'],
      ['loan', 'renewal', 'hold', 'internet'],
    ],
  )
})

test('a code is of one reference and one installation, and is taken as people type it', () => {
  const keys = newRing('/dev/null')
  const [one, two] = ['0b9d1a52-6f8e-4a30-8c51-111111111111', '0b9d1a52-6f8e-4a30-8c51-222222222222']
  const code = codeOf(keys, one)
  assert.match(code, /^[A-HJ-NP-Z2-9]{8}$/)
  for (const typed of [
    code,
    code.toLowerCase(),
    `${code.slice(0, 4)}-${code.slice(4)}`,
    ` ${code.slice(0, 4)} ${code.slice(4)}`,
  ])
    assert.ok(isCodeOf(keys, one, typed), typed)
  assert.ok(!isCodeOf(keys, two, code))
  assert.ok(!isCodeOf(newRing('/dev/null'), one, code))
  assert.ok(!isCodeOf(keys, one, code.slice(0, 7)) && !isCodeOf(keys, one, `${code}A`))
})
