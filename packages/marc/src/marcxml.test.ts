import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { collect, concat, inChunks, latin1, recordArbitrary } from './for-tests.ts'
import { MAX_XML_CHARACTERS, printMarcxml, readMarcxml, writeMarcxmlRecord } from './marcxml.ts'
import type { MarcRead } from './read.ts'
import { BOOK_LEADER, dataField, type MarcRecord } from './record.ts'

const utf8 = new TextEncoder()

async function readAll(text: string | Uint8Array, chunk?: number): Promise<MarcRead[]> {
  return collect(readMarcxml(inChunks(typeof text === 'string' ? utf8.encode(text) : text, chunk)))
}

function ids(reads: MarcRead[]): string[] {
  return reads.flatMap(read => {
    if (!read.ok) return []
    const field = read.record.fields[0]
    return field !== undefined && 'value' in field ? [field.value] : ['?']
  })
}

function faults(reads: MarcRead[]): string[] {
  return reads.flatMap(read => (read.ok ? [] : [`${read.reason}@${read.position}#${read.index}`]))
}

function element(id: string, inside = ''): string {
  return `<record><leader>${BOOK_LEADER}</leader><controlfield tag="001">${id}</controlfield>${inside}</record>`
}

async function print(records: MarcRecord[]): Promise<string> {
  return (await Array.fromAsync(printMarcxml(records))).join('')
}

test('what is printed is read back the same, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(recordArbitrary, { maxLength: 4 }),
      fc.integer({ min: 1, max: 200 }),
      async (records, chunk) => {
        const reads = await readAll(await print(records), chunk)
        assert.deepEqual(
          reads.map(read => (read.ok ? read.record : read)),
          records,
        )
      },
    ),
    { numRuns: 100 },
  )
})

test('position and length, in bytes, cut the record element out of the file', async () => {
  const file = utf8.encode(
    `\ufeff<?xml version="1.0"?>\n<collection>\n${element('é')}\n<!-- <record> 漢 -->${element('😀')}</collection>`,
  )
  for (const chunk of [undefined, 5]) {
    const cut = (await readAll(file, chunk)).map(read =>
      new TextDecoder().decode(file.subarray(read.position, read.position + read.bytes)),
    )
    assert.deepEqual(cut, [element('é'), element('😀')])
  }
})

test('prefixes, no namespace, envelopes, CDATA and entities are all taken', async () => {
  const prefixed =
    '<marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim"><marc:record><marc:leader>00000nam a2200000 i 4500</marc:leader><marc:controlfield tag="001">p</marc:controlfield></marc:record></marc:collection>'
  const harvested = `<OAI-PMH><ListRecords><record><header><identifier>oai:x</identifier></header><metadata>${element('h')}</metadata></record></ListRecords></OAI-PMH>`
  const quoted = element(
    'q',
    '<datafield tag="245" ind1="0" ind2="0"><subfield code="a">A &amp; B<![CDATA[ <C> ]]>&#233;&#x20AC;</subfield></datafield>',
  )
  assert.deepEqual(ids(await readAll(prefixed)), ['p'])
  const reads = await readAll(harvested)
  assert.deepEqual([ids(reads), faults(reads)], [['h'], []])
  const [read] = await readAll(quoted)
  assert.ok(read?.ok)
  assert.deepEqual(read.record.fields[1], dataField('245', '00', [['a', 'A & B <C> é€']]))
})

const encodings: [name: string, bytes: Uint8Array][] = [
  ['ISO 8859-1 by declaration', latin1(`<?xml version="1.0" encoding="ISO-8859-1"?>${element('caf\xe9')}`)],
  [
    'UTF-16 little endian',
    concat(
      latin1('\xff\xfe'),
      new Uint8Array(Uint16Array.from(element('café'), unit => unit.charCodeAt(0)).buffer),
    ),
  ],
  ['UTF-8 that declares UTF-16', utf8.encode(`<?xml version="1.0" encoding="UTF-16"?>${element('café')}`)],
  [
    'UTF-8 that declares an unknown encoding',
    utf8.encode(`<?xml version="1.0" encoding="x-none"?>${element('café')}`),
  ],
]

for (const [name, bytes] of encodings) {
  test(`encoding: ${name}`, async () => {
    const reads = await readAll(bytes, 3)
    assert.deepEqual([ids(reads), faults(reads)], [['café'], []])
  })
}

test('bytes that are no UTF-8 become U+FFFD with a warning', async () => {
  const [read] = await readAll(latin1(element('caf\xe9')))
  assert.ok(read?.ok)
  assert.deepEqual(read.warnings, [{ code: 'utf8_invalid' }])
  assert.deepEqual(ids([read]), ['caf\ufffd'])
})

const open = '<collection>'
const first = element('1')
const start = open.length + first.length
const broken: [name: string, text: string, expected: string[], fault: string[]][] = [
  [
    'an element not closed',
    `${open}${first}<record><leader>x</record>${element('3')}</collection>`,
    ['1', '3'],
    [`not_well_formed@${start}#2`],
  ],
  [
    'a control character',
    `${open}${first}${element('2\u0001')}${element('3')}</collection>`,
    ['1', '3'],
    [`not_well_formed@${start}#2`],
  ],
  [
    'an unknown entity',
    `${open}${first}${element('&onbekend;')}${element('3')}</collection>`,
    ['1', '3'],
    [`not_well_formed@${start}#2`],
  ],
  [
    'an attribute without quotes',
    `${open}${first}<record id=7>${element('2').slice(8)}${element('3')}</collection>`,
    ['1', '3'],
    [`not_well_formed@${start}#2`],
  ],
  [
    'a stray end tag between records',
    `${open}${first}</oeps>${element('3')}</collection>`,
    ['1', '3'],
    [`not_well_formed@${start + 7}#1`],
  ],
  ['the file ends within a record', `${open}${first}<record><leader>0000`, ['1'], [`truncated@${start}#2`]],
  ['the file ends within a tag', `${open}${first}<rec`, ['1'], [`not_well_formed@${start + 4}#1`]],
  ['the collection is not closed', `${open}${first}`, ['1'], [`not_well_formed@${start}#1`]],
  [
    'the collection closes inside a record',
    `${open}${first}<record><leader>${BOOK_LEADER}</leader></collection>`,
    ['1'],
    [`not_well_formed@${start}#2`],
  ],
  [
    'one record begins inside another',
    `${open}<record><leader>${BOOK_LEADER}</leader>${element('2')}</record></collection>`,
    ['2'],
    ['truncated@12#1'],
  ],
  [
    'a record element without anything',
    `${open}<record/>${element('2')}</collection>`,
    ['2'],
    ['record_empty@12#1'],
  ],
  [
    'several roots',
    `${first}${element('2')}${element('3')}`,
    ['1', '2', '3'],
    [`not_well_formed@${first.length}#1`],
  ],
]

for (const [name, text, expected, fault] of broken) {
  test(`named by position, and the records around it taken: ${name}`, async () => {
    for (const chunk of [undefined, 7]) {
      const reads = await readAll(text, chunk)
      assert.deepEqual(ids(reads), expected)
      assert.deepEqual(faults(reads), fault)
    }
  })
}

test('a file without a byte, or of white space only, yields nothing', async () => {
  for (const text of ['', '  \n', '\ufeff']) assert.deepEqual(await readAll(text), [])
})

test('what elements lack is warned of, and nothing is made up', async () => {
  const [read] = await readAll(
    '<record><leader>short</leader><controlfield>geen tag</controlfield><controlfield tag="245">los</controlfield>' +
      '<datafield tag="100" ind1="1"><subfield>zonder code</subfield><subfield code="a">Naam</subfield></datafield>' +
      '<datafield tag="650" ind1=" " ind2=" "></datafield><vreemd/></record>',
  )
  assert.ok(read?.ok)
  assert.deepEqual(read.record, {
    leader: 'short'.padEnd(24),
    fields: [dataField('245', '  ', [['a', 'los']]), dataField('100', '1 ', [['a', 'Naam']])],
  })
  assert.deepEqual(
    read.warnings.map(warning => [warning.code, warning.tag]),
    [
      ['leader_mended', undefined],
      ['tag_wrong', ''],
      ['subfields_missing', '245'],
      ['indicators_wrong', '100'],
      ['subfield_without_code', '100'],
      ['field_empty', '650'],
      ['element_unknown', 'vreemd'],
    ],
  )
})

test('entities of a document type are refused, not expanded', async () => {
  const bomb = `<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><collection>${element('&b;')}${element('2')}</collection>`
  const reads = await readAll(bomb)
  assert.deepEqual(ids(reads), ['2'])
  assert.equal(faults(reads).length, 1)
})

test('a record without end and endless nesting are given up at their bounds', async () => {
  const endless = `<record><leader>${BOOK_LEADER}</leader><controlfield tag="001">${'x'.repeat(MAX_XML_CHARACTERS + 100_000)}`
  const reads = await readAll(`${open}${first}${endless}</controlfield></record>${element('3')}</collection>`)
  assert.deepEqual([ids(reads), faults(reads)], [['1', '3'], [`too_long@${start}#2`]])
  const nested = await readAll(`${'<a>'.repeat(5000)}${element('1')}`)
  assert.deepEqual(ids(nested), ['1'])
  assert.equal(faults(nested).length, 1)
})

test('a record prints as one element, escaped, with or without its namespace', () => {
  const record: MarcRecord = { leader: BOOK_LEADER, fields: [dataField('245', '00', [['"', 'A & <B> "C"']])] }
  const body = `<leader>${BOOK_LEADER}</leader><datafield tag="245" ind1="0" ind2="0"><subfield code="&quot;">A &amp; &lt;B&gt; &quot;C&quot;</subfield></datafield></record>`
  assert.equal(writeMarcxmlRecord(record), `<record xmlns="http://www.loc.gov/MARC21/slim">${body}`)
  assert.equal(writeMarcxmlRecord(record, false), `<record>${body}`)
})

test('any text ends in reads that move forward, whatever the chunks', async () => {
  const pieces = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      element('1'),
      '<record>',
      '</record>',
      '<leader>',
      '<datafield tag="245">',
      '<subfield code="a">',
      '</',
      '<!--',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&',
      '<?xml version="1.0"?>',
      '<m:record xmlns:m="x">',
      '\r\n',
      '\u0000',
      '\ufeff',
      '\ud800',
    ),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(pieces, { maxLength: 12 }),
      fc.integer({ min: 1, max: 60 }),
      async (parts, chunk) => {
        const bytes = utf8.encode(parts.join(''))
        const reads = await readAll(bytes, chunk)
        let reached = 0
        for (const read of reads) {
          assert.ok(read.position >= reached && read.bytes >= 0)
          reached = read.position + read.bytes
        }
        assert.ok(reached <= bytes.length)
        assert.deepEqual(ids(reads), ids(await readAll(bytes)))
      },
    ),
    { numRuns: 400 },
  )
})
