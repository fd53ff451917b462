import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  eanCheckDigit,
  isbn10CheckDigit,
  normaliseEan,
  normaliseIsbn,
  normaliseIsmn,
  normaliseIssn,
  toIsbn10,
} from './normalise.ts'

const isbns: [text: string, expected: string | undefined][] = [
  ['978-94-6000-001-0', '9789460000010'],
  ['9789460000010', '9789460000010'],
  ['ISBN 978 94 6000 001 0', '9789460000010'],
  ['ISBN-13: 978-94-6000-001-0 (geb.) : € 19,99', '9789460000010'],
  ['978‐94‑6000–001—0', '9789460000010'],
  ['9789460000010 10.50', '9789460000010'],
  ['90-295-0001-9', undefined],
  ['0-7356-1967-0', '9780735619678'],
  ['030433376X', '9780304333769'],
  ['0-304-33376-x', '9780304333769'],
  ['ISBN-10 0304-33376 X (pbk.)', '9780304333769'],
  ['979-10-90648-52-4', '9791090648524'],
  ['9790000000000', undefined],
  ['9789460000011', undefined],
  ['X304333760', undefined],
  ['97894600000', undefined],
  ['', undefined],
  ['geen nummer', undefined],
]

for (const [text, expected] of isbns) {
  test(`ISBN: ${text === '' ? 'empty' : text}`, () => assert.equal(normaliseIsbn(text), expected))
}

test('an ISBN-10 and its ISBN-13 lead to one another', () => {
  const nine = fc.integer({ min: 0, max: 999_999_999 }).map(number => String(number).padStart(9, '0'))
  fc.assert(
    fc.property(nine, digits => {
      const old = digits + isbn10CheckDigit(digits)
      const isbn = normaliseIsbn(old)
      assert.ok(isbn !== undefined)
      assert.equal(isbn, `978${digits}${eanCheckDigit(`978${digits}`)}`)
      assert.equal(toIsbn10(isbn), old)
      assert.equal(normaliseEan(isbn), isbn)
    }),
  )
  assert.equal(toIsbn10('9791090648524'), undefined)
})

test('one wrong digit is never taken', () => {
  const twelve = fc
    .integer({ min: 0, max: 999_999_999 })
    .map(number => `978${String(number).padStart(9, '0')}`)
  fc.assert(
    fc.property(
      twelve,
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 9 }),
      (digits, at, add) => {
        const good = digits + eanCheckDigit(digits)
        const wrong = good.slice(0, at) + String((Number(good[at]) + add) % 10) + good.slice(at + 1)
        assert.equal(normaliseEan(good), good)
        assert.equal(normaliseEan(wrong), undefined)
      },
    ),
  )
})

test('ISSN: printed, with X, and on the barcode of a magazine', () => {
  assert.equal(normaliseIssn('0264-3596'), '0264-3596')
  assert.equal(normaliseIssn('ISSN 02643596'), '0264-3596')
  assert.equal(normaliseIssn('2434-561x'), '2434-561X')
  assert.equal(normaliseIssn('9770264359008'), '0264-3596')
  for (const wrong of ['0264-3597', '0264-359', '02643596123', '9770264359009', ''])
    assert.equal(normaliseIssn(wrong), undefined)
})

test('EAN and ISMN', () => {
  assert.equal(normaliseEan('5413170121522'), '5413170121522')
  assert.equal(normaliseEan('0 36000 29145 2'), '0036000291452')
  assert.equal(normaliseEan('5413170121523'), undefined)
  assert.equal(normaliseIsmn('M-2306-7118-7'), '9790230671187')
  assert.equal(normaliseIsmn('ISMN 979-0-2306-7118-7'), '9790230671187')
  assert.equal(normaliseIsmn('9789460000010'), undefined)
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('0', '9', '7', '8', 'X', '-', ' ', 'M') })),
      text => {
        for (const normalise of [normaliseIsbn, normaliseIssn, normaliseEan, normaliseIsmn]) {
          const number = normalise(text)
          if (number !== undefined) assert.equal(normalise(number), number)
        }
      },
    ),
  )
})
