import fc from 'fast-check'
import { cleanText } from './clean-text.ts'
import type { MarcRead } from './read.ts'
import type { DataField, MarcField, MarcRecord } from './record.ts'
import { writeIso2709 } from './write-iso2709.ts'

/** Helpers of the tests of this package: sources, arbitrary records, and records by hand. */

export async function* inChunks(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += Math.max(1, size))
    yield bytes.subarray(at, at + Math.max(1, size))
}

export async function collect(reads: AsyncIterable<MarcRead>): Promise<MarcRead[]> {
  return Array.fromAsync(reads)
}

export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0))
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The bytes of a record that the writer is known to take. */
export function written(record: MarcRecord): Uint8Array {
  const result = writeIso2709(record)
  if (!result.ok) throw new Error(result.detail)
  return result.bytes
}

/** ISO 2709 by hand, with the encoding mark and the field contents as bytes in Latin-1, so that tests can lie. */
export function rawRecord(mark: ' ' | 'a', contents: [tag: string, content: string][]): Uint8Array {
  let directory = ''
  let data = ''
  for (const [tag, content] of contents) {
    const field = `${content}\x1e`
    directory +=
      tag + String(Math.min(field.length, 9999)).padStart(4, '0') + String(data.length).padStart(5, '0')
    data += field
  }
  const base = 24 + directory.length + 1
  const length = String(base + data.length + 1).padStart(5, '0')
  return latin1(`${length}nam ${mark}22${String(base).padStart(5, '0')} a 4500${directory}\x1e${data}\x1d`)
}

/** Objects as code writes them, not those without a prototype. */
const plain = { noNullPrototype: true } as const

const text = fc
  .oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ maxLength: 20, unit: 'binary' }),
    fc.constantFrom(
      'Het verdriet van België',
      'Façade',
      'Œuvres',
      'één',
      'Достоевский',
      '漢字',
      '😀 boek',
      "'t Is",
    ),
  )
  .map(cleanText)
  .filter(value => value !== '')

const controlTag = fc.constantFrom('001', '003', '005', '006', '007', '008')
const dataTag = fc.constantFrom(
  '020',
  '041',
  '100',
  '245',
  '264',
  '490',
  '520',
  '650',
  '655',
  '700',
  '852',
  '9ab',
  'XYZ',
)
const indicator = fc.constantFrom(' ', '0', '1', '4', '9', 'a')
const code = fc.constantFrom('a', 'b', 'c', 'h', 'p', 'x', 'A', '0', '9', '%', '"', '<')

const dataFieldArbitrary: fc.Arbitrary<DataField> = fc.record(
  {
    tag: dataTag,
    ind1: indicator,
    ind2: indicator,
    subfields: fc.array(fc.record({ code, value: text }, plain), { minLength: 1, maxLength: 5 }),
  },
  plain,
)

/** Records as the writers emit them: normal form C, control fields first, a leader without lengths. */
export const recordArbitrary: fc.Arbitrary<MarcRecord> = fc.record(
  {
    leader: fc
      .tuple(
        fc.constantFrom('a', 'c', 'd', 'n'),
        fc.constantFrom('a', 'c', 'g', 'i', 'j', 'm', 'o', 'r'),
        fc.constantFrom('m', 's', 'a', ' '),
        fc.constantFrom(' ', 'a'),
        fc.constantFrom('   ', ' i ', '4a ', 'uc '),
      )
      .map(
        ([status, type, level, control, rest]) =>
          `00000${status}${type}${level}${control}a2200000${rest}4500`,
      ),
    fields: fc
      .tuple(
        fc.array(fc.record({ tag: controlTag, value: text }, plain), { maxLength: 3 }),
        fc.array(dataFieldArbitrary, { minLength: 1, maxLength: 8 }),
      )
      .map(([controls, data]): MarcField[] => [...controls, ...data]),
  },
  plain,
)

/** A leader with its two lengths blotted out, which are the writer's to fill in. */
export function withoutLengths(record: MarcRecord): MarcRecord {
  return { ...record, leader: `00000${record.leader.slice(5, 12)}00000${record.leader.slice(17)}` }
}
