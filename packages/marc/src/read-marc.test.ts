import assert from 'node:assert/strict'
import { pipeline, Readable } from 'node:stream'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { createGunzip, gzipSync } from 'node:zlib'
import { collect, concat, inChunks, latin1, written } from './for-tests.ts'
import { writeMarcxmlRecord } from './marcxml.ts'
import { type Gunzip, readMarc } from './read-marc.ts'
import { BOOK_LEADER, dataField, type MarcRecord } from './record.ts'
import { type FileFormat, sniffFormat } from './sniff.ts'

const utf8 = new TextEncoder()
const record: MarcRecord = {
  leader: BOOK_LEADER,
  fields: [{ tag: '001', value: '1' }, dataField('245', '00', [['a', 'Titel']])],
}
const xml = writeMarcxmlRecord(record)
const mnemonic = `=LDR  ${BOOK_LEADER}\n=001  1\n=245  00$aTitel\n`

const files: [name: string, bytes: Uint8Array, format: FileFormat][] = [
  ['ISO 2709', written(record), 'iso2709'],
  [
    'ISO 2709 behind a byte order mark and line ends',
    concat(latin1('\xef\xbb\xbf\r\n'), written(record)),
    'iso2709',
  ],
  [
    'ISO 2709 with a damaged leader',
    latin1(`xxxxx${new TextDecoder().decode(written(record)).slice(5)}`),
    'iso2709',
  ],
  ['MARCXML', utf8.encode(xml), 'marcxml'],
  [
    'MARCXML behind a declaration and a comment',
    utf8.encode(`<?xml version="1.0"?><!-- x -->\n${xml}`),
    'marcxml',
  ],
  [
    'MARCXML in UTF-16',
    concat(latin1('\xff\xfe'), new Uint8Array(Uint16Array.from(xml, unit => unit.charCodeAt(0)).buffer)),
    'marcxml',
  ],
  ['other XML', utf8.encode('<html><body/></html>'), 'xml'],
  ['the mnemonic form', utf8.encode(mnemonic), 'mnemonic'],
  ['gzip of what is no record', new Uint8Array(gzipSync('x')), 'gzip'],
  ['gzip of gzip', new Uint8Array(gzipSync(gzipSync(written(record)))), 'gzip'],
  ['zip', latin1('PK\x03\x04....'), 'zip'],
  ['nothing', new Uint8Array(0), 'empty'],
  ['white space', latin1(' \r\n\0'), 'empty'],
  ['CSV', utf8.encode('barcode;titel\n1;x\n'), 'unknown'],
]

for (const [name, bytes, format] of files) {
  test(`told apart and read by what it is: ${name}`, async () => {
    assert.equal(sniffFormat(bytes), format)
    const reads = await collect(readMarc(inChunks(bytes, 3)))
    if (format === 'empty') assert.deepEqual(reads, [])
    else if (format === 'iso2709' || format === 'marcxml' || format === 'mnemonic') {
      assert.deepEqual(
        reads.map(read => read.ok && read.record.fields),
        [record.fields],
      )
    } else {
      const [fault] = reads
      assert.ok(
        reads.length === 1 && fault?.ok === false && fault.reason === 'format_unknown' && fault.detail !== '',
      )
    }
  })
}

test('the source is released when the reader is left early', async () => {
  let released = false
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield written(record)
    } finally {
      released = true
    }
  }
  for await (const read of readMarc(source())) {
    assert.ok(read.ok)
    break
  }
  assert.ok(released)
})

const gunzip: Gunzip = source => {
  const unpacked = createGunzip()
  pipeline(Readable.from(source), unpacked, () => undefined)
  return unpacked
}
const packedForms = [
  ['ISO 2709', written(record)],
  ['MARCXML', utf8.encode(xml)],
  [
    'MARC-in-JSON',
    utf8.encode(
      JSON.stringify({
        leader: BOOK_LEADER,
        fields: [{ '001': '1' }, { 245: { ind1: '0', ind2: '0', subfields: [{ a: 'Titel' }] } }],
      }),
    ),
  ],
  ['the mnemonic form', utf8.encode(mnemonic)],
] as const
for (const [name, bytes] of packedForms)
  test(`what is compressed is read as what it holds: ${name}`, async () => {
    const plain = await collect(readMarc(inChunks(bytes, 7)))
    const packed = await collect(readMarc(inChunks(new Uint8Array(gzipSync(bytes)), 7), gunzip))
    assert.deepEqual(packed, plain)
    assert.deepEqual(
      packed.map(read => read.ok && read.record.fields),
      [record.fields],
    )
  })

test('members of a compressed file that stand behind one another are one file', async () => {
  const one = new Uint8Array(gzipSync(written(record)))
  const reads = await collect(readMarc(inChunks(concat(one, one), 11), gunzip))
  assert.deepEqual(
    reads.map(read => read.ok && read.index),
    [1, 2],
  )
})

test('a compressed file that breaks off gives what came before, and says where', async () => {
  const many = concat(
    ...Array.from({ length: 400 }, (_, i) =>
      written({ ...record, fields: [{ tag: '001', value: `${i * 7919}` }] }),
    ),
  )
  const bytes = new Uint8Array(gzipSync(many))
  const reads = await collect(readMarc(inChunks(bytes.subarray(0, bytes.length - 200), 64), gunzip))
  const whole = reads.filter(read => read.ok).length
  assert.ok(whole > 0 && whole < 400)
  const last = reads.at(-1)
  assert.ok(last?.ok === false && last.reason === 'truncated' && last.detail.includes('compressed'))
  assert.ok(last.position > 0 && last.position < many.length)
  const broken = await collect(readMarc(inChunks(latin1('\x1f\x8bno gzip at all'), 5), gunzip))
  assert.deepEqual(
    broken.map(read => !read.ok && read.reason),
    ['truncated'],
  )
})

test('what goes wrong with who brings a compressed file is no fault of the file', async () => {
  const bytes = new Uint8Array(gzipSync(written(record)))
  async function* source(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 20)
    throw new Error('the line is down')
  }
  await assert.rejects(collect(readMarc(source(), gunzip)), /the line is down/)
})

test('a compressed source is released when the reader is left early', async () => {
  let released = false
  const bytes = new Uint8Array(gzipSync(written(record)))
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield bytes
    } finally {
      released = true
    }
  }
  for await (const read of readMarc(source(), gunzip)) {
    assert.ok(read.ok)
    break
  }
  for (let turns = 0; !released && turns < 100; turns++) await turn()
  assert.ok(released)
})
