import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  collect,
  concat,
  inChunks,
  latin1,
  rawRecord,
  recordArbitrary,
  withoutLengths,
  written,
} from './for-tests.ts'
import { MAX_RECORD_BYTES, readIso2709 } from './iso2709.ts'
import type { MarcRead } from './read.ts'
import { dataField, type MarcRecord } from './record.ts'
import { writeIso2709 } from './write-iso2709.ts'

const utf8 = new TextEncoder()

function book(title: string, id = 'b1'): MarcRecord {
  return {
    leader: '00000nam a2200000 i 4500',
    fields: [
      { tag: '001', value: id },
      dataField('100', '1 ', [['a', 'Buysse, Cyriel,']]),
      dataField('245', '10', [['a', title]]),
    ],
  }
}

function titles(reads: MarcRead[]): string[] {
  return reads.flatMap(read => {
    if (!read.ok) return []
    const title = read.record.fields.find(field => field.tag === '245')
    return title !== undefined && 'subfields' in title ? [title.subfields[0]?.value ?? ''] : ['']
  })
}

async function readAll(bytes: Uint8Array, chunk?: number): Promise<MarcRead[]> {
  return collect(readIso2709(inChunks(bytes, chunk)))
}

function faults(reads: MarcRead[]): string[] {
  return reads.flatMap(read => (read.ok ? [] : [`${read.reason}@${read.position}#${read.index}`]))
}

function warningsOf(read: MarcRead | undefined): string[] {
  return read?.ok === true ? read.warnings.map(warning => warning.code) : []
}

test('what is written is read back the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(recordArbitrary, { maxLength: 4 }),
      fc.integer({ min: 1, max: 300 }),
      async (records, size) => {
        const reads = await readAll(concat(...records.map(written)), size)
        assert.deepEqual(
          reads.map(read => (read.ok ? withoutLengths(read.record) : read)),
          records,
        )
        assert.ok(reads.every(read => read.ok && read.warnings.length === 0))
      },
    ),
    { numRuns: 200 },
  )
})

test('positions and lengths cover the file exactly when it is sound', async () => {
  const parts = [written(book('Een')), written(book('Twee')), written(book('Drie'))]
  const reads = await readAll(concat(...parts), 50)
  assert.deepEqual(
    reads.map(read => [read.position, read.bytes, read.index]),
    [
      [0, parts[0]?.length, 1],
      [parts[0]?.length, parts[1]?.length, 2],
      [(parts[0]?.length ?? 0) + (parts[1]?.length ?? 0), parts[2]?.length, 3],
    ],
  )
})

test('an empty file, and one of padding only, yield nothing', async () => {
  for (const bytes of ['', '\n\n', '\r\n \x1a', '\0\0\0', '\xef\xbb\xbf'])
    assert.deepEqual(await readAll(latin1(bytes)), [])
})

const good = written(book('Voor', 'v'))
const after = written(book('Na', 'n'))
const middle = written(book('Midden', 'm'))

function damage(change: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  return concat(good, change(Uint8Array.from(middle)), after)
}

function withText(bytes: Uint8Array, at: number, replacement: string): Uint8Array {
  bytes.set(latin1(replacement), at)
  return bytes
}

const mended: [name: string, change: (bytes: Uint8Array) => Uint8Array, warning: string][] = [
  ['length too long', bytes => withText(bytes, 0, '99999'), 'length_wrong'],
  ['length too short', bytes => withText(bytes, 0, '00030'), 'length_wrong'],
  ['length zero', bytes => withText(bytes, 0, '00000'), 'length_wrong'],
  ['length no number', bytes => withText(bytes, 0, 'abcde'), 'length_wrong'],
  ['length blank', bytes => withText(bytes, 0, '     '), 'length_wrong'],
  ['record terminator missing', bytes => bytes.subarray(0, -1), 'terminator_missing'],
  [
    'record terminator replaced by a line end',
    bytes => withText(bytes, bytes.length - 1, '\n'),
    'terminator_missing',
  ],
  ['base address wrong', bytes => withText(bytes, 12, '00099'), 'base_wrong'],
  ['base address no number', bytes => withText(bytes, 12, 'xxxxx'), 'base_wrong'],
  ['field lengths wrong', bytes => withText(bytes, 27, '0001'), 'directory_mended'],
  ['field starts no numbers', bytes => withText(bytes, 31, '?????'), 'directory_mended'],
  ['control character in the leader', bytes => withText(bytes, 17, '\x07'), 'leader_mended'],
]

for (const [name, change, warning] of mended) {
  test(`mended and said so: ${name}`, async () => {
    for (const chunk of [undefined, 7]) {
      const reads = await readAll(damage(change), chunk)
      assert.deepEqual(titles(reads), ['Voor', 'Midden', 'Na'])
      assert.deepEqual(faults(reads), [])
      assert.ok(warningsOf(reads[1]).includes(warning), JSON.stringify(reads[1]))
    }
  })
}

const at = good.length
const refused: [name: string, change: (bytes: Uint8Array) => Uint8Array, fault: string][] = [
  ['cut in the middle', bytes => bytes.subarray(0, 85), `truncated@${at}#2`],
  ['cut within the directory', bytes => bytes.subarray(0, 40), `truncated@${at}#2`],
  [
    'a directory entry too many',
    bytes => {
      const entry = latin1('650001000100')
      return concat(bytes.subarray(0, 24), entry, bytes.subarray(24))
    },
    `directory_broken@${at}#2`,
  ],
  [
    'no field terminator at all',
    bytes => bytes.map(byte => (byte === 0x1e ? 0x20 : byte)),
    `directory_missing@${at}#2`,
  ],
  [
    'tags and texts mixed up',
    bytes => withText(withText(withText(bytes, 24, '245'), 36, '001'), 27, '9999'),
    `directory_broken@${at}#2`,
  ],
]

for (const [name, change, fault] of refused) {
  test(`named, and the records around it taken: ${name}`, async () => {
    for (const chunk of [undefined, 7]) {
      const reads = await readAll(damage(change), chunk)
      assert.deepEqual(titles(reads), ['Voor', 'Na'])
      assert.deepEqual(faults(reads), [fault])
    }
  })
}

test('text between records is skipped, named by position and length, and not counted as a record', async () => {
  const junk = latin1('dit is geen MARC, maar iets anders dat hier niet hoort')
  const reads = await readAll(concat(good, junk, after), 11)
  assert.deepEqual(titles(reads), ['Voor', 'Na'])
  assert.deepEqual(faults(reads), [`no_record@${good.length}#1`])
  assert.equal(reads[1]?.bytes, junk.length)
  assert.equal(reads[2]?.index, 2)
})

test('line ends, blanks and stray terminators between records are no fault', async () => {
  const reads = await readAll(
    concat(latin1('\xef\xbb\xbf'), good, latin1('\r\n'), middle, latin1('\x1d \n'), after, latin1('\n\x1a')),
  )
  assert.deepEqual(titles(reads), ['Voor', 'Midden', 'Na'])
  assert.deepEqual(faults(reads), [])
})

test('a file cut anywhere gives the whole records before the cut and at most one fault', async () => {
  const file = concat(good, middle, after)
  for (let cut = 0; cut < file.length; cut += 1) {
    const reads = await readAll(file.subarray(0, cut))
    // The last byte of a record is its terminator, whose absence alone is mended.
    const whole = [good.length, good.length + middle.length, file.length].filter(end => end - 1 <= cut).length
    assert.equal(titles(reads).length, whole, `cut at ${cut}`)
    assert.ok(faults(reads).length <= 1)
  }
})

test('a terminator inside a field is kept as a blank when the lengths show that the record goes on', async () => {
  const record = rawRecord('a', [
    ['001', 'x'],
    ['245', '10\x1faEen\x1dtitel'],
  ])
  const reads = await readAll(concat(record, after))
  assert.deepEqual(warningsOf(reads[0]), ['terminator_inside', 'control_characters'])
  assert.deepEqual(titles(reads), ['Eentitel', 'Na'])
})

test('a field terminator inside a field joins the halves', async () => {
  const reads = await readAll(
    rawRecord('a', [
      ['001', 'x'],
      ['245', '10\x1faEen\x1etitel'],
    ]),
  )
  assert.deepEqual(titles(reads), ['Een titel'])
  assert.deepEqual(warningsOf(reads[0]), ['terminator_inside'])
})

test('a directory in another order than the fields is followed', async () => {
  const bytes = rawRecord('a', [
    ['001', 'x'],
    ['245', '10\x1faTitel'],
    ['500', '  \x1faNoot'],
  ])
  const entries = [bytes.slice(24, 36), bytes.slice(36, 48), bytes.slice(48, 60)] as const
  bytes.set(concat(entries[2], entries[0], entries[1]), 24)
  const [read] = await readAll(bytes)
  assert.ok(read?.ok)
  assert.deepEqual(read.warnings, [])
  assert.deepEqual(
    read.record.fields.map(field => field.tag),
    ['500', '001', '245'],
  )
})

test('lengths counted in characters instead of bytes do no harm', async () => {
  const content = '10\x1faÉén café vóór de brug'
  const characters = rawRecord('a', [
    ['001', 'x'],
    ['245', content],
    ['500', '  \x1faNoot'],
  ])
  const head = characters.subarray(0, characters.indexOf(0x1e) + 1)
  const bytes = concat(head, utf8.encode(`x\x1e${content}\x1e  \x1faNoot\x1e\x1d`))
  const reads = await readAll(concat(bytes, after))
  assert.deepEqual(titles(reads), ['Één café vóór de brug', 'Na'])
  assert.deepEqual(warningsOf(reads[0]), ['length_wrong', 'directory_mended'])
})

test('data fields without subfields, subfields without code and wrong indicators are kept as far as they go', async () => {
  const [read] = await readAll(
    rawRecord('a', [
      ['001', 'x'],
      ['245', 'Alleen tekst'],
      ['500', '  \x1faNoot\x1f'],
      ['650', '\x1faKort'],
    ]),
  )
  assert.ok(read?.ok)
  assert.deepEqual(read.record.fields.slice(1), [
    dataField('245', '  ', [['a', 'Alleen tekst']]),
    dataField('500', '  ', [['a', 'Noot']]),
    dataField('650', '  ', [['a', 'Kort']]),
  ])
  assert.deepEqual(read.warnings, [
    { code: 'subfields_missing', tag: '245' },
    { code: 'subfield_without_code', tag: '500' },
    { code: 'indicators_wrong', tag: '650' },
  ])
})

const encodings: [name: string, mark: ' ' | 'a', content: string, expected: string, warnings: string[]][] = [
  ['MARC-8', ' ', 'Ge\xe8illustreerd caf\xe2e', 'Geïllustreerd café', []],
  ['MARC-8 with special letters', ' ', 'Caf\xe2e \xa1\xe2od\xe2z', 'Café Łódź', []],
  [
    'MARC-8 that ends in a diacritic',
    ' ',
    'Caf\xe2e, caf\xe2e \xe2',
    'Café, café \u0301',
    ['marc8_dangling'],
  ],
  ['UTF-8 under a blank', ' ', 'Caf\xc3\xa9', 'Café', ['utf8_unmarked']],
  ['UTF-8', 'a', 'Cafe\xcc\x81', 'Café', []],
  [
    'Latin-1 under a blank',
    ' ',
    'Co\xf6rdinatie van idee\xebn in het caf\xe9',
    'Coördinatie van ideeën in het café',
    ['latin1_unmarked'],
  ],
  ['Windows-1252 under a blank', ' ', 'Het \x93caf\xe9\x94', 'Het “café”', ['latin1_unmarked']],
  ['Latin-1 that claims UTF-8', 'a', 'Caf\xe9', 'Café', ['utf8_claim_false']],
  ['UTF-8 with one broken sequence', 'a', '\xc3\xa9\xc3\xa9n caf\xc3 ', 'één caf\ufffd ', ['utf8_invalid']],
]

for (const [name, mark, content, expected, warnings] of encodings) {
  test(`encoding: ${name}`, async () => {
    const reads = await readAll(
      rawRecord(mark, [
        ['001', 'x'],
        ['245', `10\x1fa${content}`],
      ]),
    )
    assert.deepEqual(titles(reads), [expected])
    assert.deepEqual(warningsOf(reads[0]), warnings)
  })
}

test('a record without end is given up at the bound, and the next one is taken', async () => {
  const endless = concat(
    latin1('00000nam a2200049 i 4500001000200000245001000002\x1ex\x1e10\x1fa'),
    new Uint8Array(MAX_RECORD_BYTES + 5000).fill(0x61),
  )
  const reads = await readAll(concat(good, endless, latin1('\x1d'), after), 65_536)
  assert.deepEqual(titles(reads), ['Voor', 'Na'])
  assert.deepEqual(faults(reads), [`too_long@${good.length}#2`])
})

test('fields over 9,999 and records over 99,999 bytes are read, and refused by the writer', async () => {
  const long = 'lang '.repeat(3000)
  const record = book('Kort')
  record.fields.push(dataField('520', '  ', [['a', long]]))
  assert.deepEqual(writeIso2709(record), {
    ok: false,
    reason: 'field_too_long',
    detail: 'field 520 takes 15005 bytes, the directory can say 9999',
  })
  const short = written(book('Kort'))
  const raw = rawRecord('a', [
    ['001', 'x'],
    ['520', `  \x1fa${long}`],
    ['245', '10\x1faKort'],
  ])
  const reads = await readAll(concat(raw, short))
  assert.deepEqual(titles(reads), ['Kort', 'Kort'])
  assert.deepEqual(warningsOf(reads[0]), ['directory_mended'])
  const many = book('Veel')
  for (let index = 0; index < 600; index += 1)
    many.fields.push(dataField('852', '  ', [['p', `3000${index}`.padEnd(200, 'x')]]))
  const result = writeIso2709(many)
  assert.ok(!result.ok && result.reason === 'record_too_long')
})

test('the writer emits only what the schema of the Library of Congress accepts, and says what it changed', async () => {
  const record: MarcRecord = {
    leader: '00714^am^ 2200205^a 45^0',
    fields: [
      dataField('245', '"0', [
        ['a', 'Titel\u0007\nop twee regels'],
        ['é', 'weg'],
      ]),
      { tag: '001', value: 'laat' },
      { tag: '0x1', value: 'geen tag' },
      dataField('65', '  ', [['a', 'geen tag']]),
      dataField('650', '  ', []),
    ],
  }
  const result = writeIso2709(record)
  assert.ok(result.ok)
  const [read] = await readAll(result.bytes)
  assert.ok(read?.ok)
  assert.deepEqual(read.warnings, [])
  assert.match(read.record.leader, /^\d{5}nam a22\d{5} a 4500$/)
  assert.deepEqual(read.record.fields, [
    { tag: '001', value: 'laat' },
    dataField('245', ' 0', [['a', 'Titel op twee regels']]),
  ])
  assert.equal(result.changes.length, 8)
})

test('damage in one record never reaches the records around it', async () => {
  const before = written(book('Voor de schade', 'v1'))
  await fc.assert(
    fc.asyncProperty(
      recordArbitrary,
      fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 6 }), fc.uint8Array({ maxLength: 6 })), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.integer({ min: 1, max: 200 }),
      async (record, edits, chunk) => {
        let bytes = written(record)
        for (const [place, removed, inserted] of edits) {
          const start = place % (bytes.length + 1)
          bytes = concat(bytes.subarray(0, start), inserted, bytes.subarray(start + removed))
        }
        const found = titles(await readAll(concat(before, bytes, after), chunk))
        assert.equal(found[0], 'Voor de schade')
        assert.equal(found.at(-1), 'Na')
      },
    ),
    { numRuns: 500 },
  )
})

test('any bytes end in reads that move forward through the file', async () => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.constantFrom(
      good,
      middle.subarray(0, 60),
      latin1('00050nam a2200037 i 4500'),
      latin1('\x1d'),
      latin1('\x1e'),
      latin1('\x1f'),
      latin1('001000500000'),
    ),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(pieces, { maxLength: 12 }),
      fc.integer({ min: 1, max: 99 }),
      async (parts, chunk) => {
        const bytes = concat(...parts)
        const reads = await readAll(bytes, chunk)
        let reached = 0
        for (const read of reads) {
          assert.ok(read.position >= reached && read.bytes > 0)
          reached = read.position + read.bytes
        }
        assert.ok(reached <= bytes.length)
      },
    ),
    { numRuns: 500 },
  )
})

test('the size of the chunks does not matter', async () => {
  const pieces = fc.oneof(
    fc.constantFrom(good, after, middle.subarray(0, 70), middle.subarray(10), latin1('\n'), latin1('tekst')),
    fc.uint8Array({ maxLength: 30 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(pieces, { maxLength: 8 }),
      fc.integer({ min: 1, max: 120 }),
      async (parts, chunk) => {
        const bytes = concat(...parts)
        assert.deepEqual(await readAll(bytes, chunk), await readAll(bytes))
      },
    ),
    { numRuns: 300 },
  )
})
