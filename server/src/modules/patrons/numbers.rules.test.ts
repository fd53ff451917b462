import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { acceptNumber, maskedNumber, readNumber } from './numbers.rules.ts'

/** Made-up numbers, each checked by the rule of the register; none stands beside a name or address. */
const vectors = [
  ['71.02.14-001.17', 'citizen', 'm', '1971-02-14'],
  ['71.02.14-002.16', 'citizen', 'f', '1971-02-14'],
  ['71.02.14-017.01', 'citizen', 'm', '1971-02-14'],
  ['71.02.14-018.97', 'citizen', 'f', '1971-02-14'],
  ['00.01.01-001.73', 'citizen', 'm', '1900-01-01'],
  ['00.01.01-002.04', 'citizen', 'f', '2000-01-01'],
  ['99.12.31-997.42', 'citizen', 'm', '1999-12-31'],
  ['04.02.29-001.32', 'citizen', 'm', '2004-02-29'],
  ['12.12.31-998.86', 'citizen', 'f', '2012-12-31'],
  ['50.00.00-001.79', 'citizen', 'm', '1950'],
  ['62.05.00-013.63', 'citizen', 'm', '1962-05'],
  ['88.46.15-124.44', 'bis', 'f', '1988-06-15'],
  ['90.31.02-007.03', 'bis', 'unknown', '1990-11-02'],
  ['03.41.20-005.65', 'bis', 'm', '2003-01-20'],
  ['80.63.10-001.74', 'test', 'm', '1980-03-10'],
  ['80.63.10-002.73', 'test', 'f', '1980-03-10'],
  ['15.72.24-100.28', 'test', 'f', '2015-12-24'],
  ['01.61.01-997.32', 'test', 'm', '2001-01-01'],
  ['65.65.05-044.74', 'test', 'f', '1965-05-05'],
] as const

test('P29 a number is read by its check digits, with or without dots and spaces', () => {
  for (const [text, kind, gender, birth_on] of vectors) {
    const digits = text.replace(/\D/g, '')
    for (const typed of [text, digits, ` ${digits.slice(0, 6)} ${digits.slice(6)} `]) {
      assert.deepEqual(readNumber(typed), { digits, kind, gender, birth_on }, text)
    }
  }
})

test('a wrong check, month, length or character is no number', () => {
  for (const text of [
    '71.02.14-001.18',
    '71.13.14-001.17',
    '7102140011',
    '71.02.14-001.1A',
    '',
    '710214001177',
    '٧١٠٢١٤٠٠١١٧',
  ]) {
    assert.equal(readNumber(text), null, text)
  }
})

test('each single wrong digit is found', () => {
  const some = fc.constantFrom(...vectors.map(v => v[0].replace(/\D/g, '')))
  fc.assert(
    fc.property(some, fc.nat(10), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const wrong = [...digits].with(at, String((Number(digits[at]) + by) % 10)).join('')
      const read = readNumber(wrong)
      // Another number may come out only where the error also moves it to the other century.
      assert.ok(read === null || read.birth_on?.slice(0, 2) !== readNumber(digits)?.birth_on?.slice(0, 2))
    }),
    { numRuns: 2000, seed: 1 },
  )
})

test('test numbers are accepted only where nothing else is', () => {
  assert.equal(acceptNumber('80.63.10-001.74', false), 'number_invalid')
  assert.equal(acceptNumber('71.02.14-001.17', true), 'number_test_only')
  assert.equal(acceptNumber('71.02.14-001.18', true), 'number_invalid')
  assert.equal((acceptNumber('80.63.10-001.74', true) as { digits: string }).digits, '80631000174')
  assert.equal((acceptNumber('71.02.14-001.17', false) as { digits: string }).digits, '71021400117')
})

test('P29 of a number the screens show the check digits', () => {
  assert.equal(maskedNumber('84051700133'), '••.••.••-•••.33')
})
