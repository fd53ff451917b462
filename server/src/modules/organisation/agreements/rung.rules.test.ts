import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOf, ladder, type Opens, type Rung } from './rung.rules.ts'

const rungs: readonly Rung[] = ['1', '2', '3a', '3b', '3c']
const opened = (rung: Rung): string[] =>
  Object.keys(ladder[rung]).filter(key => ladder[rung][key as keyof Opens])

test('each rung of the ladder opens what the one below opens, and more', () => {
  rungs.slice(1).forEach((rung, i) => {
    const below = opened(rungs[i]!)
    assert.deepEqual(
      below.filter(what => !opened(rung).includes(what)),
      [],
    )
    assert.ok(opened(rung).length > below.length, rung)
  })
})

test('patrons are shared from 3a on, and carried from 3b on', () => {
  assert.deepEqual(
    rungs.filter(r => ladder[r].shares_patrons),
    ['3a', '3b', '3c'],
  )
  assert.deepEqual(
    rungs.filter(r => ladder[r].has_transport),
    ['3b', '3c'],
  )
  assert.deepEqual(opened('1'), ['shares_fee'])
  assert.equal(opened('3c').length, 6)
})

const today = '2026-11-25'
const running = { starts_on: '2020-01-01', ends_on: null, ended: false }
const until = { starts_on: '2020-01-01', ends_on: '2026-12-31', ended: false }
const ends: readonly [string, Parameters<typeof endOf>[0], string, ReturnType<typeof endOf>][] = [
  ['today is at once', running, today, { ends_on: today, at_once: true }],
  ['a later day is the end of that day', running, '2026-12-31', { ends_on: '2026-12-31', at_once: false }],
  ['yesterday cannot be undone', running, '2026-11-24', 'past'],
  ['an end is moved forward', until, '2026-12-01', { ends_on: '2026-12-01', at_once: false }],
  ['an end is not moved back', until, '2027-01-01', 'past'],
  ['what was cut short has ended', { ...running, ended: true }, today, 'over'],
  ['what ran out has ended', { ...until, ends_on: '2026-11-24' }, today, 'over'],
  ['on its last day it still runs', { ...until, ends_on: today }, today, { ends_on: today, at_once: true }],
  [
    'what has not begun never begins',
    { ...running, starts_on: '2027-01-01' },
    today,
    { ends_on: '2027-01-01', at_once: true },
  ],
  [
    'what begins later may end later',
    { ...running, starts_on: '2027-01-01' },
    '2027-02-01',
    { ends_on: '2027-02-01', at_once: false },
  ],
]
for (const [name, span, on, expected] of ends)
  test(`ending an agreement: ${name}`, () => assert.deepEqual(endOf(span, on, today), expected))
