import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decode, encode } from './charset.rules.ts'
import { readSipTime, sipDay, sipTime } from './dates.rules.ts'
import { LONGEST, newFrames } from './frames.rules.ts'
import { layouts } from './layouts.rules.ts'
import { checksum, parse } from './parse.rules.ts'
import { amount, type Framing, four, print, resendPlease } from './print.rules.ts'

const ascii = (text: string) => Buffer.from(text, 'latin1')
const plain: Framing = { charset: 'utf8', end: '\r', seq: null, checked: false }
const counted = (seq: string): Framing => ({ ...plain, seq, checked: true })

/** Messages with checksums that were computed elsewhere; the first two are published samples. */
const requests = [
  '9900802.00AY1AZFCA0',
  '9300CNlibrarian@test.com|CO123456|CPselfcheck_location|AY1AZEAEE',
  '9300CNkiosk01|COgeheim|CPI200-2001|AY0AZF3E9',
  '11YN20261109    10150020261109    101500AOI200|AA2001000012345|AB01234567890123|AC|AY2AZECDF',
  '09N20261109    10160020261109    101600APbalie|AOI200|AB01234567890123|AC|AY3AZEDA4',
  '6300520261109    101500Y         AOI200|AA30000000012345|AC|AD|AY4AZF14C',
] as const

test('each vector is read, with its number and a checksum that fits', () => {
  for (const text of requests) {
    const said = parse(ascii(text), 'utf8')
    assert.ok(said.ok, text)
    assert.equal(said.request.code, text.slice(0, 2))
    assert.equal(said.request.seq, /AY(\d)/.exec(text)?.[1])
    assert.ok(said.request.checked)
  }
  const loan = parse(ascii(requests[3]), 'utf8')
  assert.ok(loan.ok)
  assert.deepEqual(loan.request.fixed, {
    sc_renewal: 'Y',
    no_block: 'N',
    date: '20261109    101500',
    nb_due: '20261109    101500',
  })
  assert.deepEqual(
    [...loan.request.fields],
    [
      ['AO', 'I200'],
      ['AA', '2001000012345'],
      ['AB', '01234567890123'],
      ['AC', ''],
    ],
  )
})

test('each vector of an answer is printed byte for byte', () => {
  const at = '20261109    101500'
  const said = (code: string, fixed: string, seq: string, ...fields: [string, string][]) =>
    Buffer.from(print({ code, fixed, fields }, counted(seq))).toString('latin1')
  assert.equal(
    said(
      '98',
      `YYYYYN010003${at}2.00`,
      '1',
      ['AO', 'I200'],
      ['AM', 'Bibliotheek Testgem'],
      ['BX', 'YYYYYYYYYNYYYYYN'],
    ),
    '98YYYYYN01000320261109    1015002.00AOI200|AMBibliotheek Testgem|BXYYYYYYYYYNYYYYYN|AY1AZE622\r',
  )
  assert.equal(
    said(
      '12',
      `1NNY${at}`,
      '2',
      ['AO', 'I200'],
      ['AA', '30000000012345'],
      ['AB', '30000012345678'],
      ['AJ', 'Testtitel'],
      ['AH', sipDay('2026-12-07')],
      ['CK', '001'],
    ),
    '121NNY20261109    101500AOI200|AA30000000012345|AB30000012345678|AJTesttitel|AH20261207    235959|CK001|AY2AZE5B9\r',
  ) // prettier-ignore
  assert.equal(
    said(
      '64',
      `${' '.repeat(14)}005${at}000000000001000000000000`,
      '4',
      ['AO', 'I200'],
      ['AA', '30000000012345'],
      ['AE', ''],
      ['BL', 'Y'],
      ['CQ', 'Y'],
      ['BH', 'EUR'],
      ['BV', '0.00'],
    ),
    '64              00520261109    101500000000000001000000000000AOI200|AA30000000012345|AE|BLY|CQY|BHEUR|BV0.00|AY4AZE6F2\r',
  ) // prettier-ignore
  assert.equal(Buffer.from(resendPlease(counted('7'))).toString('latin1'), '96AZFEF6\r')
  assert.equal(Buffer.from(resendPlease(plain)).toString('latin1'), '96\r')
})

const faults: readonly [what: string, text: string, fault: string, demanded?: boolean][] = [
  ['a wrong checksum', '9900802.00AY1AZFCA1', 'checksum'],
  ['a checksum that is missing where the line counts', '9900802.00', 'checksum', true],
  ['a letter changed on the way', '9300CNkiosk02|COgeheim|CPI200-2001|AY0AZF3E9', 'checksum'],
  ['nothing', '   ', 'empty'],
  ['a code that is none', 'XX20261109', 'unknown'],
  ['an answer instead of a request', '121NNY20261109    101500AO|', 'unknown'],
  ['a fixed part that is too short', '11YN2026', 'malformed'],
  ['a field inside of the fixed part', '29NN20201013    09315820201013    09315|AO|', 'malformed'],
]
for (const [what, text, fault, demanded] of faults) {
  test(`${what} is ${fault}`, () => {
    assert.deepEqual(parse(ascii(text), 'utf8', demanded), { ok: false, fault })
  })
}

test('what machines do differently is understood all the same', () => {
  const fields = (text: string) => {
    const said = parse(ascii(text), 'utf8')
    return said.ok ? Object.fromEntries(said.request.fields) : said.fault
  }
  assert.deepEqual(fields('9300CNa|COb'), { CN: 'a', CO: 'b' }, 'no bar at the end')
  assert.deepEqual(fields('3520210814    083455|AOx||AAy|'), { AO: 'x', AA: 'y' }, 'bars too many')
  assert.deepEqual(fields('3520210814    083455AOx|AOy|'), { AO: 'x' }, 'a field that comes twice')
  assert.deepEqual(fields('9900002.00|AY0AZFC2D'), {}, 'a bar before the number')
  assert.deepEqual(fields('97AZFEF5'), {}, 'no number')
  assert.deepEqual(fields('99'), {}, 'a status without anything')
  const lower = parse(ascii('9900802.00AY1AZfca0'), 'utf8')
  assert.ok(lower.ok && lower.request.seq === '1', 'small hexadecimal digits')
})

test('letters are kept in each set, and plainer where a set lacks them', () => {
  for (const charset of ['utf8', 'cp850', 'latin1'] as const) {
    assert.equal(decode(encode('Één façade, ñ, ü', charset), charset), 'Één façade, ñ, ü')
    assert.equal(decode(encode('abc ~|', charset), charset), 'abc ~|')
  }
  assert.deepEqual([...encode('é', 'cp850')], [0x82])
  assert.deepEqual([...encode('é', 'latin1')], [0xe9])
  assert.equal(decode(encode('Łódź, ’t … € 5 日', 'cp850'), 'cp850'), "Lódz, 't ... EUR 5 ?")
  assert.equal(decode(Uint8Array.of(0x63, 0xe9), 'utf8'), 'cé', 'Latin-1 on a line that should be UTF-8')
})

test('the sum is of bytes, so it fits in each set', () => {
  for (const charset of ['utf8', 'cp850', 'latin1'] as const) {
    const bytes = print(
      { code: '98', fixed: '', fields: [['AM', 'Brûgge']] },
      { ...counted('3'), charset, end: '\r\n' },
    )
    const body = Buffer.from(bytes).subarray(0, -6)
    assert.equal(Buffer.from(bytes).toString('latin1').slice(-6), `${checksum(body)}\r\n`)
  }
})

test('times are local, and read back', () => {
  assert.equal(sipTime(Temporal.Instant.from('2026-11-09T09:15:00Z')), '20261109    101500')
  assert.equal(sipTime(Temporal.Instant.from('2026-07-09T09:15:00Z')), '20260709    111500')
  assert.equal(readSipTime('20261109    101500')?.toString(), '2026-11-09T09:15:00Z')
  assert.equal(readSipTime('20261109   Z101500')?.toString(), '2026-11-09T10:15:00Z')
  for (const none of ['', '20261309    101500', '20261109 101500', '                  '])
    assert.equal(readSipTime(none), null)
})

test('numbers keep their width', () => {
  assert.deepEqual([four(0), four(12), four(12345), four(-1)], ['0000', '0012', '9999', '0000'])
  assert.deepEqual([amount(0), amount(5), amount(1250), amount(-60)], ['0.00', '0.05', '12.50', '-0.60'])
})

test('a bar, a line end or a bell in a title never ends a field', () => {
  const said = Buffer.from(
    print({ code: '18', fixed: '', fields: [['AJ', 'Eén|twee\r\ndrie\u0007']] }, plain),
  )
  assert.equal(said.toString(), '18AJEén twee drie|\r')
})

test('a stream is cut into the same messages however it comes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('A', 'B', '|', '9'), minLength: 1, maxLength: 20 }), {
        maxLength: 12,
      }),
      fc.constantFrom('\r', '\n', '\r\n'),
      fc.array(fc.nat(200), { maxLength: 30 }),
      (messages, end, cuts) => {
        const whole = Buffer.from(messages.map(m => m + end).join(''))
        const frames = newFrames()
        const found: string[] = []
        let from = 0
        for (const at of [...cuts.map(c => c % (whole.length + 1)), whole.length].toSorted((a, b) => a - b)) {
          for (const f of frames.read(whole.subarray(from, at))) found.push(f?.toString() ?? '!')
          from = at
        }
        assert.deepEqual(found, messages)
        assert.equal(frames.begun(), false)
      },
    ),
    { numRuns: 300, seed: 20261129 },
  )
})

test('a message that is too long is thrown away whole, and the next one is read', () => {
  const frames = newFrames()
  const found = [
    ...frames.read(Buffer.alloc(LONGEST, 'x')),
    ...frames.read(Buffer.alloc(LONGEST, 'x')),
    ...frames.read(Buffer.from('xx\r9900802.00\r')),
  ]
  assert.deepEqual(
    found.map(f => f?.toString() ?? null),
    [null, '9900802.00'],
  )
})

test('blanks before and after a message are nothing, and no message has begun by them', () => {
  const frames = newFrames()
  const found = [
    ...frames.read(Buffer.from(`  \t${requests[0]}  \r`)),
    ...frames.read(Buffer.from('   \r\n ')),
  ]
  assert.equal(frames.begun(), false)
  found.push(...frames.read(Buffer.from(`${requests[1]}\r`)))
  assert.deepEqual(
    found.map(f => {
      const said = f && parse(f, 'utf8', true)
      return said && said.ok && [said.request.code, said.request.seq, said.request.checked]
    }),
    [
      ['99', '1', true],
      ['93', '1', true],
    ],
  )
  const bare = parse(ascii('2300520261109    101500AOI200|AA1|AD|  '), 'utf8')
  assert.ok(bare.ok && bare.request.fields.get('AD') === '')
})

const codes = Object.keys(layouts)
const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x17f }).map(n => String.fromCharCode(n)),
  maxLength: 30,
})
const tidy = printable.map(t => t.replace(/[|\u007f-\u009f]/g, '').trimEnd())

test('what is printed as a request is read as it was', () => {
  const request = fc.record({
    code: fc.constantFrom(...codes),
    values: fc.array(tidy, { maxLength: 6 }),
    seq: fc.nat(9).map(String),
    checked: fc.boolean(),
  })
  fc.assert(
    fc.property(request, ({ code, values, seq, checked }) => {
      const fixed = (layouts[code]?.fixed ?? []).map(([, length]) => '0'.repeat(length)).join('')
      const fields = values.map((v, i): [string, string] => [`B${i}`, v])
      const bytes = print({ code, fixed, fields }, { ...plain, seq, checked })
      const said = parse(bytes.subarray(0, -1), 'utf8', checked)
      assert.ok(said.ok)
      assert.deepEqual([...said.request.fields], fields)
      assert.equal(said.request.seq, checked ? seq : null)
    }),
    { numRuns: 500, seed: 20261129 },
  )
})

test('whatever comes over the line is a request or a fault, never an exception', () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .tuple(fc.constantFrom(...codes), fc.uint8Array({ maxLength: 80 }))
      .map(([c, b]) => Buffer.concat([ascii(c), b])),
    fc.tuple(fc.constantFrom(...requests), fc.nat(80), fc.nat(255)).map(([r, at, byte]) => {
      const bytes = ascii(r)
      bytes[at % bytes.length] = byte
      return bytes
    }),
  )
  fc.assert(
    fc.property(
      noise,
      fc.constantFrom('utf8', 'cp850', 'latin1'),
      fc.boolean(),
      (bytes, charset, demanded) => {
        const said = parse(bytes, charset, demanded)
        assert.ok(said.ok ? said.request.code in layouts : said.fault.length > 0)
      },
    ),
    { numRuns: 3000, seed: 20261129 },
  )
})
