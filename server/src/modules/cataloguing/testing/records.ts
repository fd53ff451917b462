import {
  BOOK_LEADER,
  type DataField,
  dataField,
  type MarcField,
  type MarcRecord,
  printMarcxml,
  writeIso2709,
} from '@kaft/marc'
import type { World } from '../../../testing/world.ts'
import type { ImportAsk, ImportCounts, ImportProblem } from '../import/ask.ts'
import { importMarc } from '../import/import-marc.ts'

export interface TestTitle {
  readonly number?: string
  readonly title: string
  readonly author?: string
  readonly isbn?: string
  readonly subject?: string
  readonly series?: string
  readonly publisher?: string
  readonly year?: number
  readonly language?: string
  /** Barcode and branch of each item. */
  readonly items?: readonly (readonly [barcode: string, branch: string])[]
}

const optional = (tag: string, indicators: string, value: string | undefined): DataField[] =>
  value === undefined ? [] : [dataField(tag, indicators, [['a', value]])]

/** A record of a book in MARC 21, its items in 852. */
export const aRecord = (t: TestTitle): MarcRecord => {
  const fields: MarcField[] = [
    ...(t.number === undefined ? [] : [{ tag: '001', value: t.number }]),
    { tag: '008', value: `240101s${t.year ?? 2001}    be            000 1 ${t.language ?? 'dut'} d` },
    ...optional('020', '  ', t.isbn),
    ...optional('100', '1 ', t.author),
    ...optional('245', '10', t.title),
    ...(t.publisher === undefined ? [] : [dataField('264', ' 1', [['b', t.publisher]])]),
    ...optional('490', '0 ', t.series),
    ...optional('650', ' 0', t.subject),
    ...(t.items ?? []).map(([barcode, branch]) =>
      dataField('852', '  ', [
        ['b', branch],
        ['c', 'Romans'],
        ['h', 'TEST'],
        ['p', barcode],
      ]),
    ),
  ]
  return { leader: BOOK_LEADER, fields }
}

export interface TestAuthority {
  readonly number: string
  /** As `100 Dekker, Eduard Douwes`; subfields behind bars: `100 Multatuli |d 1820-1887`. */
  readonly heading: string
  readonly names?: readonly string[]
}

const written = (text: string): DataField => {
  const [first = '', ...parts] = text.slice(4).split('|')
  return dataField(text.slice(0, 3), text[1] === '0' ? '1 ' : '  ', [
    ['a', first.trim()],
    ...parts.map((p): [string, string] => [p[0] ?? '', p.slice(1).trim()]),
  ])
}

/** A record that keeps a heading, with names that lead to it (4XX) or stand beside it (5XX). */
export const anAuthority = ({ number, heading, names = [] }: TestAuthority): MarcRecord => ({
  leader: '00000nz  a2200000n  4500',
  fields: [{ tag: '001', value: number }, written(heading), ...names.map(written)],
})

export function iso2709(records: readonly MarcRecord[]): Buffer {
  return Buffer.concat(
    records.map(record => {
      const written = writeIso2709(record)
      if (!written.ok) throw new Error(written.detail)
      return written.bytes
    }),
  )
}

export const marcxml = async (records: readonly MarcRecord[]): Promise<Buffer> =>
  Buffer.from((await Array.fromAsync(printMarcxml(records))).join(''))

export async function* inParts(bytes: Uint8Array, size = 700): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export const HOLDINGS = {
  layout: { tag: '852', barcode: 'p', branch: 'b', shelf: 'c', call_number: 'h' },
} as const

/** Imports bytes into a world; items go to whichever library has the branch. */
export async function imported(
  world: World,
  bytes: Uint8Array,
  more: Partial<ImportAsk> = {},
): Promise<{ counts: ImportCounts; problems: ImportProblem[] }> {
  const problems: ImportProblem[] = []
  const counts = await importMarc(
    { db: world.db, now: () => world.now },
    {
      stream: inParts(bytes),
      source: 'test',
      library: null,
      holdings: HOLDINGS,
      report: problem => void problems.push(problem),
      ...more,
    },
  )
  return { counts, problems }
}
