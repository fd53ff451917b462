import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf, isOfAge, roleIn, showsTitles, tieOf } from './family.rules.ts'

const today = '2026-11-25'
const someone = (patron_id: string, birth_on: string | null, library_id = '1') => ({
  patron_id,
  library_id,
  birth_on,
})

test('a tie is told from both sides', () => {
  const sides = { child: 'guardian', guardian: 'child', collector: 'collects_for', collects_for: 'collector' }
  for (const [role, back] of Object.entries(sides)) {
    const tie = tieOf('1', '2', role as never)
    assert.deepEqual([roleIn(tie, '1'), roleIn(tie, '2')], [role, back])
  }
})

test('only somebody under eighteen is a child; an unknown age is no reason to refuse', () => {
  for (const [birth_on, of_age] of [
    ['2008-11-25', true],
    ['2008-11-26', false],
    ['1984', true],
    [null, false],
  ] as const)
    assert.equal(isOfAge(birth_on, today), of_age, String(birth_on))
})

test('titles of a child are shown under the age of the library and never from it on', () => {
  assert.deepEqual(
    ['2014-11-26', '2014-11-25', null].map(birth_on => showsTitles(birth_on, today, 12)),
    [true, false, false],
  )
  assert.equal(showsTitles('2026-01-01', today, 0), false, 'zero shows nothing of anybody')
})

test('who cannot be tied', () => {
  const [open, child] = [someone('1', '1984-05-17'), someone('2', '2015-01-01')]
  const fault = (other: ReturnType<typeof someone>, role: 'child' | 'collector', ties = [] as never[]) =>
    faultOf({ open, other, role }, ties, today)
  assert.equal(fault(open, 'collector'), 'family_self')
  assert.equal(fault(someone('3', null, '9'), 'collector'), 'family_other_library')
  assert.equal(fault(someone('4', '1990-01-01'), 'child'), 'family_no_child')
  assert.equal(fault(child, 'child'), null)
  assert.equal(fault(child, 'child', [tieOf('1', '2', 'child')] as never[]), 'family_twice')
  assert.equal(fault(child, 'collector', [tieOf('1', '2', 'child')] as never[]), null)
})
