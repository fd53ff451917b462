import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answerRefusal, askRefusal, canEnd, type HelpFacts, spanOf, stateOf } from './help.rules.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const now = instant('2026-11-25T13:00:00Z')
const asked: HelpFacts = {
  helper_id: '7',
  employer: 'helpdesk',
  hours: 2,
  write_reason: null,
  central_why: null,
  starts_at: null,
  asked_at: '2026-11-25T12:00:00Z',
  approved: null,
  begins_at: null,
  ends_at: null,
  ended_at: null,
}
const given: HelpFacts = {
  ...asked,
  approved: true,
  begins_at: '2026-11-25T13:00:00Z',
  ends_at: '2026-11-25T15:00:00Z',
}

describe('where help stands', () => {
  const cases: readonly [string, HelpFacts, string, string][] = [
    ['asked just now', asked, '2026-11-25T12:00:00Z', 'asked'],
    ['the last instant of seven days', asked, '2026-12-02T11:59:59.999999999Z', 'asked'],
    ['seven days later', asked, '2026-12-02T12:00:00Z', 'lapsed'],
    ['taken back', { ...asked, ended_at: '2026-11-25T12:30:00Z' }, '2026-11-25T13:00:00Z', 'withdrawn'],
    ['refused', { ...asked, approved: false }, '2026-11-25T13:00:00Z', 'refused'],
    ['an instant before it begins', given, '2026-11-25T12:59:59.999999999Z', 'planned'],
    ['its first instant', given, '2026-11-25T13:00:00Z', 'running'],
    ['its last instant', given, '2026-11-25T14:59:59.999999999Z', 'running'],
    ['its end', given, '2026-11-25T15:00:00Z', 'ended'],
    [
      'ended before its time',
      { ...given, ended_at: '2026-11-25T13:10:00Z' },
      '2026-11-25T13:11:00Z',
      'ended',
    ],
  ]
  for (const [what, help, at, state] of cases)
    test(`${what}: ${state}`, () => assert.equal(stateOf(help, instant(at)), state))
  test('there is something to end while it is asked, planned or runs', () => {
    assert.ok(canEnd(asked, now) && canEnd(given, now))
    assert.ok(!canEnd(given, instant('2026-11-25T15:00:00Z')) && !canEnd({ ...asked, approved: false }, now))
  })
})

describe('asking', () => {
  const ask = {
    reason: 'De boete klopt niet.',
    hours: 2,
    write_reason: null,
    central_why: null,
    starts_at: null,
  }
  const of = { employer: 'helpdesk' as const, most_hours: 8, now }
  const says = (more: object, by = of.employer as HelpFacts['employer']) =>
    askRefusal({ ...ask, ...more }, { ...of, employer: by })?.refused ?? null
  test('with a reason, for as long as is allowed', () => {
    assert.equal(says({}), null)
    assert.equal(says({ reason: ' kort     ' }), 'help_reason_needed')
    assert.equal(says({ write_reason: 'kort' }), 'help_reason_needed')
    assert.equal(says({ hours: 8 }), null)
    assert.equal(says({ hours: 9 }), 'help_too_long')
  })
  test('P101 the supplier works on the instruction of the centre only', () => {
    assert.equal(says({}, 'leverancier'), 'help_central_needed')
    assert.equal(says({ central_why: 'Opdracht CC-2026-11.' }, 'leverancier'), null)
  })
  test('to begin later, but not in the past and not in a year', () => {
    assert.equal(says({ starts_at: '2026-11-25T13:00:00Z' }), null)
    assert.equal(says({ starts_at: '2026-11-25T12:59:59Z' }), 'help_in_past')
    assert.equal(says({ starts_at: '2026-12-25T13:00:00Z' }), null)
    assert.equal(says({ starts_at: '2026-12-25T13:00:01Z' }), 'help_in_past')
  })
})

describe('answering', () => {
  const yes = { approve: true, writes: false }
  const judge = { staff_id: '9', central: false }
  const says = (help: HelpFacts, answer = yes, by = judge) =>
    answerRefusal(help, answer, { judge: by, most_hours: 8, now })
  const central = { ...asked, central_why: 'Niemand is bereikbaar.' }
  test('by the library, or by the centre where the question says why', () => {
    assert.equal(says(asked), null)
    assert.deepEqual(says(central), { refused: 'help_not_yours', about: { by: 'central' } })
    assert.equal(says(central, yes, { staff_id: '9', central: true }), null)
    assert.deepEqual(says(asked, yes, { staff_id: '9', central: true }), {
      refused: 'help_not_yours',
      about: { by: 'library' },
    })
  })
  test('never by the one who asked', () =>
    assert.equal(says(asked, yes, { staff_id: '7', central: false })?.refused, 'help_own'))
  test('writing is given only where it was asked for', () => {
    assert.equal(says(asked, { approve: true, writes: true })?.refused, 'help_no_write_asked')
    assert.equal(
      says({ ...asked, write_reason: 'De datum verzetten.' }, { approve: true, writes: true }),
      null,
    )
  })
  test('once, in time, and for no longer than is allowed now', () => {
    assert.equal(says(given)?.refused, 'help_answered')
    assert.equal(says({ ...asked, asked_at: '2026-11-18T13:00:00Z' })?.refused, 'help_lapsed')
    assert.equal(says({ ...asked, hours: 9 })?.refused, 'help_too_long')
    assert.equal(says({ ...asked, hours: 9 }, { approve: false, writes: false }), null)
  })
  test('it begins when it is given, or later where that was asked', () => {
    assert.deepEqual(spanOf(asked, now), {
      begins_at: '2026-11-25T13:00:00Z',
      ends_at: '2026-11-25T15:00:00Z',
    })
    assert.deepEqual(spanOf({ ...asked, starts_at: '2026-11-26T08:00:00Z' }, now), {
      begins_at: '2026-11-26T08:00:00Z',
      ends_at: '2026-11-26T10:00:00Z',
    })
    assert.equal(
      spanOf({ ...asked, starts_at: '2026-11-25T12:30:00Z' }, now).begins_at,
      '2026-11-25T13:00:00Z',
    )
  })
})
