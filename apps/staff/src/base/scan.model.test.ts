import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  decodeTyped,
  type KeyPress,
  looksLikeCode,
  mayBeScan,
  noScan,
  readPress,
  type ScanVerdict,
} from './scan.model.ts'

const codeOf = (character: string): string =>
  /[0-9]/.test(character)
    ? `Digit${character}`
    : /[a-z]/i.test(character)
      ? `Key${character.toUpperCase()}`
      : character === '-'
        ? 'Minus'
        : ''

const press = (key: string, at: number, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: codeOf(key),
  shift: false,
  command: false,
  repeat: false,
  in_field: true,
  in_scan_field: false,
  at,
  ...more,
})

const run = (presses: readonly KeyPress[], prefix = ''): ScanVerdict[] => {
  let state = noScan
  return presses.map(one => {
    const read = readPress(state, one, prefix)
    state = read.state
    return read.verdict
  })
}
const burst = (text: string, gap = 8, start = 1000): KeyPress[] => [
  ...[...text].map((character, i) => press(character, start + i * gap)),
  press('Enter', start + text.length * gap, { code: 'Enter' }),
]
const azerty = 'à&é"\'(§è!ç'

test('a fast burst that ends with Enter is a scan, and asks to take back what was typed', () => {
  const verdicts = run(burst('3000000012345'))
  assert.deepEqual(verdicts[0], { kind: 'begin' })
  assert.ok(verdicts.slice(1, -1).every(v => v.kind === 'pass'))
  assert.deepEqual(verdicts.at(-1), { kind: 'scan', code: '3000000012345', decoded: false, take_back: true })
})

test('Tab ends a scan as well as Enter', () => {
  const verdicts = run([...burst('123456').slice(0, -1), press('Tab', 1050, { code: 'Tab' })])
  assert.equal(verdicts.at(-1)?.kind, 'scan')
})

test('a person who types is never a scanner, however the text ends', () => {
  for (const gap of [50, 80, 200])
    assert.ok(
      run(burst('12345678', gap)).every(v => v.kind === 'pass' || v.kind === 'begin'),
      `gap ${gap}`,
    )
})

test('five characters are too few', () => {
  assert.equal(run(burst('12345')).at(-1)?.kind, 'pass')
})

test('typed text before the burst stays typed text', () => {
  const verdicts = run([press('j', 100), press('a', 400), ...burst('7654321', 10, 1000)])
  assert.deepEqual(verdicts[2], { kind: 'begin' })
  const last = verdicts.at(-1)
  assert.ok(last?.kind === 'scan' && last.code === '7654321')
})

test('a key that is held down is no scanner', () => {
  const held = Array.from({ length: 20 }, (_, i) => press('1', 1000 + i * 30, { repeat: i > 0 }))
  const verdicts = run([...held, press('Enter', 1610, { code: 'Enter' })])
  assert.ok(verdicts.every(v => v.kind !== 'scan'))
})

test('on an AZERTY machine a scanner set to QWERTY is decoded by its physical keys', () => {
  const presses = [...'3000'].map((digit, i) =>
    press(azerty.charAt(Number(digit)), 1000 + i * 8, { code: `Digit${digit}` }),
  )
  const letters = [press('q', 1040, { code: 'KeyA' }), press(')', 1048, { code: 'Minus' })]
  const last = run([...presses, ...letters, press('Enter', 1056, { code: 'Enter' })]).at(-1)
  assert.deepEqual(last, { kind: 'scan', code: '3000a-', decoded: true, take_back: true })
})

test('shift lock on an AZERTY machine does no harm to a scanner that is set up well', () => {
  const presses = [...'300045'].map((digit, i) =>
    press(azerty.charAt(Number(digit)), 1000 + i * 8, { code: `Digit${digit}`, shift: true }),
  )
  const last = run([
    ...presses,
    press('b', 1048, { code: 'KeyB', shift: true }),
    press('Enter', 1056, { code: 'Enter' }),
  ]).at(-1)
  assert.deepEqual(last, { kind: 'scan', code: '300045B', decoded: true, take_back: true })
})

test('a scanner that is set up well sends shift before each digit, and nothing is decoded', () => {
  const presses = [...'300045'].flatMap((digit, i) => [
    press('Shift', 1000 + i * 8, { code: 'ShiftLeft' }),
    press(digit, 1002 + i * 8, { shift: true }),
  ])
  const last = run([...presses, press('Enter', 1056, { code: 'Enter' })]).at(-1)
  assert.deepEqual(last, { kind: 'scan', code: '300045', decoded: false, take_back: true })
})

test('the number pad without number lock still gives digits', () => {
  const presses = [...'123456'].map((digit, i) => press('End', 1000 + i * 8, { code: `Numpad${digit}` }))
  const last = run([...presses, press('Enter', 1060, { code: 'NumpadEnter' })]).at(-1)
  assert.ok(last?.kind === 'scan' && last.code === '123456' && !last.decoded)
})

test('with a prefix slow keys are a scan too, and nothing of it reaches a field', () => {
  const verdicts = run([press('~', 500), ...burst('4567', 300, 800)], '~')
  assert.ok(verdicts.slice(0, -1).every(v => v.kind === 'swallow'))
  assert.deepEqual(verdicts.at(-1), { kind: 'scan', code: '4567', decoded: false, take_back: false })
})

test('a scan with a prefix that stops half-way does not eat what is typed later', () => {
  const verdicts = run([press('~', 500), press('4', 600), press('j', 4000), press('Enter', 4200)], '~')
  assert.deepEqual(
    verdicts.map(v => v.kind),
    ['swallow', 'swallow', 'begin', 'pass'],
  )
})

test('outside a text field a slower scanner is heard too, so that its Enter presses no button', () => {
  const slow = burst('1234567', 110).map(one => ({ ...one, in_field: false }))
  assert.equal(run(slow).at(-1)?.kind, 'scan')
})

test('a machine that holds the keys up for a moment does not cut a scan in two', () => {
  const keys = [...'30000000000001'].map((digit, i) => press(digit, 1000 + i * 8 + (i >= 7 ? 180 : 0)))
  const verdicts = run([...keys, press('Enter', 1500, { code: 'Enter' })])
  assert.equal(verdicts.filter(v => v.kind === 'begin').length, 1)
  assert.deepEqual(verdicts.at(-1), {
    kind: 'scan',
    code: '30000000000001',
    decoded: false,
    take_back: true,
  })
})

test('two letters typed just before a scan do not become part of it', () => {
  const verdicts = run([press('j', 700), press('a', 790), ...burst('7654321', 10, 910)])
  const last = verdicts.at(-1)
  assert.ok(last?.kind === 'scan' && last.code === '7654321')
  assert.deepEqual(verdicts[2], { kind: 'begin' })
})

test('in the field for codes a stuttering line is one code, and a name before it stays a name', () => {
  const here = { in_scan_field: true }
  const gaps = [0, 8, 70, 300, 8, 8, 900, 8, 8, 120]
  let at = 5000
  const digits = [...'3000000012'].map((digit, i) => press(digit, (at += gaps[i] ?? 8), here))
  const name = [...'van'].map((letter, i) => press(letter, 4000 + i * 120, here))
  const verdicts = run([...name, ...digits, press('Enter', at + 200, { ...here, code: 'Enter' })])
  assert.deepEqual(verdicts[3], { kind: 'begin' })
  assert.equal(verdicts.slice(4).filter(v => v.kind === 'begin').length, 0)
  const last = verdicts.at(-1)
  assert.ok(last?.kind === 'scan' && last.code === '3000000012')
})

test('the last digit of a PIN is no part of the scan that follows in the field for codes', () => {
  const pin = [...'314159'].map((digit, i) => press(digit, 1000 + i * 200))
  const scan = burst('3000000012345', 8, 2300).map(one => ({ ...one, in_scan_field: true }))
  const last = run([...pin, ...scan]).at(-1)
  assert.ok(last?.kind === 'scan' && last.code === '3000000012345')
})

test('a quick typist stays a typist', () => {
  const gaps = [60, 45, 70, 48, 65, 80, 47, 90, 55]
  let at = 1000
  const keys = gaps.map(gap => press('e', (at += gap)))
  assert.ok(run([...keys, press('Enter', at + 90, { code: 'Enter' })]).every(v => v.kind !== 'scan'))
})

test('a shortcut in the middle ends the burst', () => {
  const half = burst('123456789').slice(0, 4)
  const verdicts = run([...half, press('z', 1033, { command: true }), ...burst('12', 8, 1041)])
  assert.ok(verdicts.every(v => v.kind !== 'scan'))
})

test('whatever a scanner reads comes out as it was, on every layout (property)', () => {
  const character = fc.constantFrom(...'0123456789')
  fc.assert(
    fc.property(
      fc.array(character, { minLength: 6, maxLength: 30 }),
      fc.integer({ min: 1, max: 49 }),
      fc.boolean(),
      (digits, gap, misread) => {
        const presses = digits.map((digit, i) =>
          press(misread ? azerty.charAt(Number(digit)) : digit, 1000 + i * gap, { code: `Digit${digit}` }),
        )
        const end = press('Enter', 1000 + digits.length * gap, { code: 'Enter' })
        const last = run([...presses, end]).at(-1)
        assert.deepEqual(last, { kind: 'scan', code: digits.join(''), decoded: misread, take_back: true })
      },
    ),
  )
})

test('a single-letter shortcut waits while the letter may still be a scan', () => {
  const { state } = readPress(noScan, press('v', 1000))
  assert.equal(mayBeScan(state, 1040), true)
  assert.equal(mayBeScan(state, 1060), false)
})

test('text that reached a field after all is decoded', () => {
  assert.equal(decodeTyped('"ààààà'), '300000')
  assert.equal(decodeTyped('&é"\'(-'), '123456')
  assert.equal(decodeTyped('Vandenhoute'), null)
  assert.equal(decodeTyped('(è'), null)
})

test('codes, names and dates typed by hand are told apart', () => {
  for (const code of ['3000000012345', 'B12345', 'TG-00017']) assert.equal(looksLikeCode(code), true, code)
  for (const text of ['vandenhoute', 'de kleine 2', '17/05/1984', '17-05-1984', '1984-05-17', 'a@b.be', 'ab'])
    assert.equal(looksLikeCode(text), false, text)
})

test('after six quick characters even a machine that stalls does not cut a scan in two', () => {
  const code = '2002000010276'
  const at = (i: number): number => 1000 + i * 10 + (i >= 7 ? 1500 : 0)
  const presses = [...code].map((c, i) => press(c, at(i), { code: `Digit${c}` }))
  const last = run([...presses, press('Enter', at(13), { code: 'Enter' })]).at(-1)
  assert.deepEqual(last, { kind: 'scan', code, decoded: false, take_back: true })
})
