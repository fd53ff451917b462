import { gunzipSync } from 'node:zlib'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type CsvRecord, csvReader, delimiterOf } from './csv.rules.ts'
import { byteCounter, type Encoding, encodingOf, type HighBytes } from './encoding.rules.ts'
import { type FileRow, onePart, Part } from './part.store.ts'

/** Asks the database in a transaction of its own, in the scope of the library. */
export type Ask = (queries: readonly Query[]) => Promise<Row[][]>
export type Which = Pick<FileRow, 'move_id' | 'file_no' | 'parts'>

/** The bytes of a file as they came, part by part. */
export async function* bytesOf(ask: Ask, file: Which): AsyncGenerator<Buffer> {
  for (let part_no = 1; part_no <= file.parts; part_no++) {
    const [rows = []] = await ask([onePart(file.move_id, file.file_no, part_no)])
    const part = oneOf(Part, rows)
    if (!part) throw new Error(`part ${part_no} of file ${file.file_no} of move ${file.move_id} is not there`)
    yield gunzipSync(part.bytes as Buffer)
  }
}

/** How the cells of a file are read. */
export interface CsvForm {
  readonly encoding: Encoding
  readonly delimiter: string
}

/** Lines of a file with columns; the first is the names of the columns. */
export async function* recordsOf(ask: Ask, file: Which, form: CsvForm): AsyncGenerator<readonly CsvRecord[]> {
  const decoder = new TextDecoder(form.encoding)
  const reader = csvReader(form.delimiter)
  for await (const bytes of bytesOf(ask, file)) {
    const records = reader.push(decoder.decode(bytes, { stream: true }))
    if (records.length > 0) yield records
  }
  const rest = [...reader.push(decoder.decode()), ...reader.end()]
  if (rest.length > 0) yield rest
}

export interface Look {
  readonly format: 'csv' | 'marc'
  readonly encoding: Encoding
  readonly delimiter: string | null
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly filled: number }[]
}

const RECORD_END = 0x1d
const countRecords = (bytes: Buffer): number => {
  let count = 0
  for (let at = bytes.indexOf(RECORD_END); at >= 0; at = bytes.indexOf(RECORD_END, at + 1)) count++
  return count > 0 ? count : (bytes.toString('latin1').match(/<(?:\w+:)?record[\s>]/g) ?? []).length
}

/** Looks at a whole file once: what it is, how it is written, how many rows, and which columns hold something. */
export async function lookAtFile(ask: Ask, file: Which, form: Partial<CsvForm> = {}): Promise<Look> {
  const counter = byteCounter()
  let head: Buffer = Buffer.alloc(0)
  let records = 0
  for await (const bytes of bytesOf(ask, file)) {
    if (head.length === 0) head = bytes
    counter.see(bytes)
    records += countRecords(bytes)
  }
  const seen: HighBytes = counter.end()
  const encoding = form.encoding ?? encodingOf(head, seen)
  if (isMarc(head)) return { format: 'marc', encoding, delimiter: null, rows: records, columns: [] }
  const delimiter = form.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(head))
  return { format: 'csv', encoding, delimiter, ...(await columnsOf(ask, file, { encoding, delimiter })) }
}

const isMarc = (head: Buffer): boolean => {
  const start = head.subarray(0, 600).toString('latin1').trimStart()
  return (
    (/^\d{5}[a-z ]/i.test(start) && head.includes(RECORD_END)) ||
    (start.startsWith('<') && /record|collection/.test(start))
  )
}

async function columnsOf(ask: Ask, file: Which, form: CsvForm): Promise<Pick<Look, 'rows' | 'columns'>> {
  let names: readonly string[] | null = null
  let rows = 0
  const filled: number[] = []
  for await (const records of recordsOf(ask, file, form))
    for (const { cells } of records) {
      if (names === null) names = headerOf(cells)
      else {
        rows++
        for (let i = 0; i < names.length; i++)
          if ((cells[i] ?? '').trim() !== '') filled[i] = (filled[i] ?? 0) + 1
      }
    }
  return { rows, columns: (names ?? []).map((name, i) => ({ name, filled: filled[i] ?? 0 })) }
}

/** The names of columns as people wrote them, without what a file puts before its first letter. */
export const headerOf = (cells: readonly string[]): string[] =>
  cells.map(
    (name, i) =>
      name
        .replace(/^\ufeff/, '')
        .trim()
        .slice(0, 120) || `kolom ${i + 1}`,
  )
