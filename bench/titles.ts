import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import {
  conformRecord,
  dataField,
  extractTitle,
  type MarcField,
  type MarcRecord,
  readMarc,
  writeIso2709,
} from '@kaft/marc'
import { FAMILY, GIVEN } from '../demo/names.ts'
import { type Chance, chanceOf } from '../demo/random.ts'
import { titlesFile } from '../demo/read-demo.ts'

const AUTHORS = 30_000
const NEW = ['001', '008', '020', '100', '245', '264', '952']
const FLUSH = 1 << 20

/**
 * Writes a file of so many records, made from those of the demonstration: their languages, subjects, notes and sizes,
 * with control numbers, titles, authors, years and ISBNs of their own, so that no word stands in more titles than in
 * a real catalogue.
 * @param items items of each record, in 952
 */
export async function writeTitles(file: string, count: number, items: number): Promise<void> {
  const { records, words } = await read()
  const chance = chanceOf('titles')
  const out = createWriteStream(file)
  let parts: Uint8Array[] = []
  let bytes = 0
  for (let n = 1; n <= count; n++) {
    const made = writeIso2709(recordOf(records[n % records.length], { n, items, words, chance }))
    if (!made.ok) throw new Error(made.detail)
    parts.push(made.bytes)
    bytes += made.bytes.length
    if (bytes < FLUSH && n < count) continue
    if (!out.write(Buffer.concat(parts))) await once(out, 'drain')
    parts = []
    bytes = 0
  }
  out.end()
  await once(out, 'finish')
}

interface Make {
  readonly n: number
  readonly items: number
  readonly words: readonly string[]
  readonly chance: Chance
}

async function read(): Promise<{ records: MarcRecord[]; words: string[] }> {
  const records: MarcRecord[] = []
  const counts = new Map<string, number>()
  for await (const read of readMarc(createReadStream(titlesFile))) {
    if (!read.ok) continue
    records.push(conformRecord(read.record).record)
    for (const word of extractTitle(read.record)
      .title.toLowerCase()
      .match(/\p{L}{2,}/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const common = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word)
  return { records, words: common }
}

/** The commonest come first in the list and most often; one word in six is a compound, as Dutch makes them. */
function word({ words, chance }: Make): string {
  const one = (steep: number) => words[Math.floor(words.length * chance.next() ** steep)] ?? ''
  return chance.often(1 / 6) ? `${one(1.2)}${one(1.2)}` : one(2.2)
}

function isbn(n: number): string {
  const twelve = `97890${String(n).padStart(7, '0')}`
  const sum = [...twelve].reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return `${twelve}${(10 - (sum % 10)) % 10}`
}

const given = GIVEN.flatMap(g => [...g.names.f, ...g.names.m])
/** The more known an author, the more titles. */
function author({ chance }: Make): string {
  const who = Math.floor(AUTHORS * chance.next() ** 2)
  return `${FAMILY[who % FAMILY.length]}, ${given[Math.floor(who / FAMILY.length) % given.length]}${who > 9_999 ? ` ${'ABCDEFGHKL'[who % 10]}.` : ''}`
}

function recordOf(base: MarcRecord | undefined, make: Make): MarcRecord {
  if (!base) throw new Error('the demonstration has no titles')
  const { n, items, chance } = make
  const year = String(2025 - Math.floor(90 * chance.next() ** 2))
  const title = Array.from({ length: chance.between(2, 6) }, () => word(make)).join(' ')
  const kept = base.fields.filter(f => !NEW.includes(f.tag))
  const old = base.fields.find(f => f.tag === '008')
  const dates = old && 'value' in old ? `${old.value.slice(0, 6)}s${year}    ${old.value.slice(15)}` : null
  const fields: MarcField[] = [
    { tag: '001', value: `bench${n}` },
    ...(dates ? [{ tag: '008', value: dates }] : []),
    dataField('020', '  ', [['a', isbn(n)]]),
    dataField('100', '1 ', [['a', author(make)]]),
    dataField('245', '10', [['a', `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`]]),
    dataField('264', ' 1', [['c', year]]),
    ...kept,
    ...Array.from({ length: items }, (_, i) =>
      dataField('952', '  ', [
        ['b', `9${String(1 + ((n + i) % 4)).padStart(3, '0')}`],
        ['p', `3${String(n * 10 + i).padStart(12, '0')}`],
        ['c', 'Romans'],
        ['h', 'BENC'],
      ]),
    ),
  ]
  return {
    leader: base.leader,
    fields: fields.toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0)),
  }
}

/** Where the items of such a file stand. */
export const holdings = {
  layout: { tag: '952', barcode: 'p', branch: 'b', shelf: 'c', call_number: 'h' },
} as const
