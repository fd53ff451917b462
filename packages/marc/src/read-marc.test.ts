import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { test } from 'node:test'
import { collect, concat, inChunks, latin1, written } from './for-tests.ts'
import { writeMarcxmlRecord } from './marcxml.ts'
import { readMarc } from './read-marc.ts'
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
  ['gzip', new Uint8Array(gzipSync('x')), 'gzip'],
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
