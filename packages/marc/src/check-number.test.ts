import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkNumber } from './check-number.ts'
import { eanCheckDigit, isbn10CheckDigit, issnCheckDigit } from './normalise.ts'

test('good numbers come in their one form', () => {
  const table = [
    ['isbn', '978-94-6000-001-0', '9789460000010'],
    ['isbn', 'ISBN 90-214-7419-0', '9789021474199'],
    ['isbn', '080442957x', '9780804429573'],
    ['issn', '0378-5955', '0378-5955'],
    ['issn', 'ISSN-L 2434561x', '2434-561X'],
    ['ean', '5 410000 000002', '5410000000002'],
    ['ean', '036000291452', '0036000291452'],
    ['ismn', '979-0-2600-0043-8', '9790260000438'],
  ] as const
  for (const [kind, text, number] of table) {
    const said = checkNumber(kind, text)
    assert.deepEqual(said, { ok: true, number }, text)
  }
})

test('a wrong last digit is told with what it should be', () => {
  assert.deepEqual(checkNumber('isbn', '978-94-6000-001-1'), {
    ok: false,
    reason: 'check_digit',
    expected: '0',
  })
  assert.deepEqual(checkNumber('issn', '0378-5950'), { ok: false, reason: 'check_digit', expected: '5' })
  assert.deepEqual(checkNumber('isbn', '0-8044-2957-1'), { ok: false, reason: 'check_digit', expected: 'X' })
})

test('length and signs', () => {
  assert.deepEqual(checkNumber('isbn', '12345'), { ok: false, reason: 'length' })
  assert.deepEqual(checkNumber('isbn', '97894600000a0'), { ok: false, reason: 'characters' })
  assert.deepEqual(checkNumber('isbn', ''), { ok: false, reason: 'characters' })
  assert.deepEqual(checkNumber('isbn', '4006381333931'), { ok: false, reason: 'characters' })
})

test('any digits with their check digit pass, and with any other do not', () => {
  const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`))
  const pairs = [
    [digits(9), 'isbn', isbn10CheckDigit],
    [digits(7), 'issn', issnCheckDigit],
    [digits(12).map(d => `978${d.slice(3)}`), 'isbn', eanCheckDigit],
    [digits(12), 'ean', eanCheckDigit],
  ] as const
  for (const [arbitrary, kind, check] of pairs) {
    fc.assert(
      fc.property(arbitrary, body => {
        const right = check(body)
        assert.equal(checkNumber(kind, body + right).ok, true)
        const wrong = right === '0' ? '1' : '0'
        assert.deepEqual(checkNumber(kind, body + wrong), {
          ok: false,
          reason: 'check_digit',
          expected: right,
        })
      }),
    )
  }
})
