import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { collect, concat, inChunks, latin1 } from './for-tests.ts'
import { named } from './mnemonics.ts'
import { readMarc } from './read-marc.ts'
import { MAX_MNEMONIC_BYTES, readMnemonic } from './read-mnemonic.ts'
import { dataField } from './record.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const KAAS = [
  '=LDR  00000nam a2200000 i 4500',
  '=001  10157217\\',
  '=008  750907s1933\\\\\\\\be\\',
  '=100  1\\$aElsschot, Willem',
  '=245  10$aKaas :$ban {eacute}t{eacute} of {dollar}10 {lcub}x{rcub}',
  '',
].join('\r\n')
const kaas = {
  leader: '00000nam a2200000 i 4500',
  fields: [
    { tag: '001', value: '10157217 ' },
    { tag: '008', value: '750907s1933    be ' },
    dataField('100', '1 ', [['a', 'Elsschot, Willem']]),
    dataField('245', '10', [
      ['a', 'Kaas :'],
      ['b', 'an été of $10 {x}'],
    ]),
  ],
}

test('a field a line, blanks as strokes, characters by name; in chunks of any size', async () => {
  const file = bytesOf(`\ufeff${KAAS}\r\n${KAAS}`)
  for (const size of [1, 3, 50, 10_000]) {
    const reads = await collect(readMarc(inChunks(file, size)))
    assert.deepEqual(
      reads.map(r => r.ok && r.record),
      [kaas, kaas],
      `chunks of ${size}`,
    )
    assert.deepEqual(
      reads.map(r => [r.index, r.position, r.position + r.bytes]),
      [
        [1, 0, KAAS.length + 5],
        [2, KAAS.length + 5, file.length],
      ],
    )
  }
})

test('characters by name: a sign, a letter with a mark, a mark before its letter; what is no name stays', () => {
  for (const [text, meant] of Object.entries({
    '{copy} 2016': '© 2016',
    'Bront{euml}': 'Bronte\u0308',
    'Bront{uml}e': 'Bronte\u0308',
    '{macr}{acute}e': 'e\u0304\u0301',
    '{Lstrok}{oacute}d{zacute}': 'Ło\u0301dz\u0301',
    'een {woord} en {12} en {': 'een {woord} en {12} en {',
    '{ucomm}': '{ucomm}',
  }))
    assert.equal(named(text), meant, text)
})

test('a line that is no field costs itself alone; one that goes on is one field', async () => {
  const [read] = await collect(
    readMnemonic(
      inChunks(
        bytesOf(
          '=LDR  00000nam a2200000 i 4500\n=24~  10$aX\n=245  10$aKaas of\n  boter\n=500  \\\\\n=650  1$ax\n',
        ),
      ),
    ),
  )
  assert.ok(read?.ok)
  assert.deepEqual(read.record.fields, [
    dataField('245', '10', [['a', 'Kaas of boter']]),
    dataField('650', '1 ', [['a', 'x']]),
  ])
  assert.deepEqual(read.warnings, [
    { code: 'tag_wrong', tag: '24~' },
    { code: 'subfields_missing', tag: '500' },
    { code: 'field_empty', tag: '500' },
    { code: 'indicators_wrong', tag: '650' },
  ])
})

test('what is no record is named with its place, and the records around it are taken', async () => {
  const before = 'een regel vooraf\n'
  const empty = '=LDR  00000nam a2200000 i 4500\n\n'
  const reads = await collect(readMnemonic(inChunks(bytesOf(`${before}${empty}${KAAS}`), 7)))
  assert.deepEqual(
    reads.map(r => (r.ok ? [r.index, r.position] : [r.index, r.position, r.reason])),
    [
      [0, 0, 'no_record'],
      [1, before.length, 'record_empty'],
      [2, before.length + empty.length],
    ],
  )
})

test('the encoding is that of the bytes, whatever the leader says', async () => {
  const head = '=LDR  00000nam  2200000 i 4500\n=245  10$a'
  const texts = await Promise.all(
    [latin1(`${head}B\xfccher f\xfcr alle\n`), bytesOf(`${head}Bücher für alle\n`)].map(async bytes => {
      const [read] = await collect(readMnemonic(inChunks(bytes)))
      return read?.ok && read.record.fields[0]
    }),
  )
  for (const field of texts) assert.deepEqual(field, dataField('245', '10', [['a', 'Bücher für alle']]))
})

test('a record without end is refused in bounded memory, and the next is taken', async () => {
  async function* endless() {
    yield bytesOf('=LDR  00000nam a2200000 i 4500\n=245  10$a')
    for (let n = 0; n * 65_536 < MAX_MNEMONIC_BYTES + 2_000_000; n += 1)
      yield new Uint8Array(65_536).fill(0x78)
    yield bytesOf(`\n${KAAS}`)
  }
  const reads = await collect(readMnemonic(endless()))
  assert.deepEqual(
    reads.map(r => (r.ok ? r.record : r.reason)),
    ['too_long', kaas],
  )
})

test('any bytes end in reads that lie in the file, one behind the other', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      '=LDR  x\n',
      '=LDR',
      '=000  \n',
      '=245  10$aKaas\n',
      '\n',
      '=245',
      '$',
      '{eacute}',
      '=',
      '\r\n',
    ),
    fc.string({ maxLength: 8 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.uint8Array({ maxLength: 12 }),
      fc.integer({ min: 1, max: 9 }),
      async (texts, odd, size) => {
        const bytes = concat(bytesOf(texts.join('')), odd)
        let at = 0
        for (const read of await collect(readMnemonic(inChunks(bytes, size)))) {
          assert.ok(read.position >= at && read.position + read.bytes <= bytes.length)
          at = read.position + read.bytes
        }
      },
    ),
  )
})
