import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { collect, concat, inChunks, recordArbitrary } from './for-tests.ts'
import { fromMarcJson, parseMarcJson, printMarcJson, toMarcJson } from './marc-json.ts'
import { readMarcJson } from './read-marc-json.ts'
import { readMarc } from './read-marc.ts'
import { dataField, type MarcRecord } from './record.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const kaas: MarcRecord = {
  leader: '00000nam a2200000 i 4500',
  fields: [
    { tag: '001', value: '10157217' },
    dataField('245', '10', [
      ['a', 'Kaas "rond" {en} \\ '],
      ['a', 'nog eens'],
    ]),
  ],
}

test('a record is one object a field, in order, and the same code may stand twice', () => {
  assert.deepEqual(toMarcJson(kaas), {
    leader: '00000nam a2200000 i 4500',
    fields: [
      { '001': '10157217' },
      { '245': { ind1: '1', ind2: '0', subfields: [{ a: 'Kaas "rond" {en} \\ ' }, { a: 'nog eens' }] } },
    ],
  })
})

test('whatever record: printed and read again it is the same', () => {
  fc.assert(
    fc.property(recordArbitrary, record => {
      assert.deepEqual(parseMarcJson(printMarcJson(record)), { ok: true, record })
    }),
  )
})

test('it is printed to the letter as JSON.stringify prints it', () => {
  fc.assert(
    fc.property(recordArbitrary, record => {
      assert.equal(printMarcJson(record), JSON.stringify(toMarcJson(record)))
    }),
  )
  const odd = ['"', '\\', '\u0000', '\u007f', '\u2028', 'ĳ', '\ud800', '😀', '']
  for (const value of odd) {
    const record = { leader: value, fields: [{ tag: '001', value }, dataField('245', '"\\', [['"', value]])] }
    assert.equal(printMarcJson(record), JSON.stringify(toMarcJson(record)))
  }
})

test('what is no record is told by the first field that is none', () => {
  const of = (value: unknown) => fromMarcJson(value)
  assert.deepEqual(of([]), { ok: false, detail: 'not an object with leader and fields' })
  assert.deepEqual(of({ fields: [] }), { ok: false, detail: 'no leader' })
  assert.deepEqual(of({ leader: '' }), { ok: false, detail: 'no list of fields' })
  const second = (field: unknown) => of({ leader: '', fields: [{ '001': 'x' }, field] })
  for (const field of [
    { '245': 'x' },
    { '008': {} },
    { '24': {} },
    null,
    { '245': { subfields: [{ a: 1 }] } },
  ]) {
    assert.deepEqual(second(field), { ok: false, detail: 'field no. 2 is no field of MARC-in-JSON' })
  }
})

test('a stream of records, in a list or a line each, in chunks of any size', async () => {
  const text = printMarcJson(kaas)
  for (const file of [`${text}\n${text}\n`, `[${text},\n ${text}]`]) {
    for (const size of [1, 7, 4096]) {
      const reads = await collect(readMarc(inChunks(bytesOf(file), size)))
      assert.deepEqual(
        reads.map(r => r.ok && r.record),
        [kaas, kaas],
      )
      assert.deepEqual(
        reads.map(r => r.index),
        [1, 2],
      )
    }
  }
})

test('a record that is none costs itself alone, and a cut file is told', async () => {
  const text = printMarcJson(kaas)
  const reads = await collect(readMarc(inChunks(bytesOf(`${text}{"leader":1}${text.slice(0, 60)}`), 9)))
  assert.deepEqual(
    reads.map(r => (r.ok ? 'taken' : [r.reason, r.position])),
    ['taken', ['not_well_formed', bytesOf(text).length], ['truncated', bytesOf(text).length + 12]],
  )
})

test('no bytes at all make it throw or stop', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(40), async (noise, size) => {
      const file = concat(bytesOf(printMarcJson(kaas)), noise)
      const [first, ...rest] = await collect(readMarcJson(inChunks(file, size + 1)))
      assert.equal(first?.ok, true)
      for (const read of rest) assert.ok(read.position >= file.length - noise.length - 1 && read.bytes >= 0)
    }),
  )
})
