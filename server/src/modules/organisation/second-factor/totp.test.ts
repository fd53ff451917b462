import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { base32, codeOf, fromBase32, keyUri, matchingStep, newTotpSecret, stepAt } from './totp.ts'

const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
const vectors = Buffer.from('12345678901234567890')

test('the codes of RFC 4226, appendix D', () => {
  const codes = [
    '755224',
    '287082',
    '359152',
    '969429',
    '338314',
    '254676',
    '287922',
    '162583',
    '399871',
    '520489',
  ]
  codes.forEach((code, counter) => assert.equal(codeOf(vectors, counter), code))
})

test('the codes of RFC 6238, appendix B, for SHA-1', () => {
  for (const [seconds, code] of [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const)
    assert.equal(codeOf(vectors, stepAt(at(seconds)), 8), code)
})

test('base32 of RFC 4648, section 10, without its padding', () => {
  for (const [text, coded] of [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const) {
    assert.equal(base32(Buffer.from(text)), coded)
    assert.equal(fromBase32(coded).toString(), text)
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), bytes => {
      assert.deepEqual(new Uint8Array(fromBase32(base32(bytes))), bytes)
    }),
  )
  assert.equal(fromBase32(newTotpSecret()).length, 20)
})

const secret = base32(vectors)
const now = at(1_764_000_015)
const code = (steps: number) => codeOf(vectors, stepAt(now) + steps)

test('a clock may be one step wrong, either way, and no more', () => {
  for (const [drift, fits] of [
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ] as const)
    assert.equal(matchingStep(secret, code(drift), { now, last: null }) !== null, fits, String(drift))
  assert.deepEqual(matchingStep(secret, ` ${code(0).slice(0, 3)} ${code(0).slice(3)}`, { now, last: null }), {
    step: stepAt(now),
  })
})

test('no step is taken twice, nor one before the last', () => {
  const last = stepAt(now)
  assert.deepEqual(matchingStep(secret, code(0), { now, last }), { used: true })
  assert.deepEqual(matchingStep(secret, code(-1), { now, last }), { used: true })
  assert.deepEqual(matchingStep(secret, code(1), { now, last }), { step: last + 1 })
})

test('what is no code of six digits fits nothing', () => {
  for (const typed of ['', '12345', '1234567', 'abcdef', code(0) + ' 1'])
    assert.equal(matchingStep(secret, typed, { now, last: null }), null, typed)
})

test('the address that a QR code holds', () => {
  assert.equal(
    keyUri('MZXW6YTBOI', { login: 'zoë', library: 'Bib Testgem' }),
    'otpauth://totp/Kaft%20Bib%20Testgem:zo%C3%AB?secret=MZXW6YTBOI&issuer=Kaft%20Bib%20Testgem&algorithm=SHA1&digits=6&period=30',
  )
})
