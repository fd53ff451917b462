import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf, hasList, schoolYearEnd, tidy } from './class-list.rules.ts'

const names = (...all: string[]) => all.map(given_name => ({ given_name, initial: null }))

test('a list ends with the school year; from July on it is for the next one', () => {
  for (const [today, end] of [
    ['2026-09-01', '2027-08-31'],
    ['2027-01-15', '2027-08-31'],
    ['2027-06-30', '2027-08-31'],
    ['2027-07-01', '2028-08-31'],
    ['2027-08-31', '2028-08-31'],
  ] as const)
    assert.equal(schoolYearEnd(today), end, today)
})

test('only a class and an institution have a list', () => {
  assert.deepEqual(
    [undefined, 'person', 'class', 'institution', 'ibl', 'administrative'].map(one => hasList(one as never)),
    [false, false, true, true, false, false],
  )
})

test('names are tidied', () => {
  assert.deepEqual(tidy({ given_name: '  Anna  Lena ', initial: 'b' }), {
    given_name: 'Anna Lena',
    initial: 'B',
  })
})

test('the same name twice needs a letter, whatever its accents and capitals', () => {
  assert.deepEqual(faultOf(names('Zoë'), names('zoe')), { code: 'child_name_twice', name: 'zoe' })
  assert.deepEqual(faultOf([], names('Noor', 'Noor')), { code: 'child_name_twice', name: 'Noor' })
  assert.equal(faultOf(names('Noor'), [{ given_name: 'Noor', initial: 'B' }]), null)
})

test('sixty fit, sixty-one do not; an empty name is none', () => {
  const many = names(...Array.from({ length: 59 }, (_, i) => `Kind ${String.fromCodePoint(0x4e00 + i)}`))
  assert.equal(faultOf(many, names('Noor')), null)
  assert.deepEqual(faultOf(many, names('Noor', 'Adam')), { code: 'class_list_full' })
  assert.deepEqual(faultOf([], names('')), { code: 'invalid' })
})
