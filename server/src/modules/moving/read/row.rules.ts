import {
  type MoveColumn,
  type MoveField,
  moveFields,
  type MoveGive,
  type MoveKind,
  type MoveMapping,
  type MoveReason,
} from '@kaft/contract'
import type { CsvRecord } from './csv.rules.ts'
import {
  isNothing,
  isWrong,
  readBirth,
  readCents,
  readCount,
  readDay,
  readMoment,
  readYes,
  tidy,
  type Read,
} from './values.rules.ts'

export type Value = string | number | boolean
export type Values = Readonly<Record<string, Value>>
export interface LeftOut {
  readonly field: string
  readonly reason: MoveReason
}
/** A row as the mapping reads it: the fields of the allow-list and nothing else. */
export interface Draft {
  readonly kind: MoveKind
  readonly line_no: number
  readonly values: Values
  readonly left_out: readonly LeftOut[]
  /** Why it cannot be taken, whatever else the row hangs on. */
  readonly refused: { readonly reason: MoveReason; readonly field: string | null } | null
}

/** What the words of a file may become at this library. */
export interface Tables {
  /** By code and by name, folded. */
  readonly branches: ReadonlyMap<string, string>
  readonly membership_types: ReadonlySet<string>
}
export const fold = (text: string): string => text.trim().toLowerCase()

const MOST_KEY = 64
const MOST_TEXT = 300
const MOST_LONG = 2_000

type Codes = MoveMapping['codes']
/** A table as it is looked up: the words folded, and what holds for all others. */
interface Table {
  readonly words: ReadonlyMap<string, string>
  readonly other: string | undefined
}
const tableOf = (codes: Codes, name: string | undefined): Table | null => {
  const table = name === undefined ? undefined : codes[name]
  if (!table) return null
  return {
    words: new Map(Object.entries(table).map(([word, becomes]) => [fold(word), becomes])),
    other: table['*'],
  }
}
const own: Readonly<Record<string, string>> = {
  branch: 'branch',
  item_type: 'item_type',
  membership_type: 'membership_type',
}

type Reader = (text: string) => Read<Value>
const unknown: { readonly wrong: MoveReason } = { wrong: 'code_unknown' }
const among =
  (find: (text: string) => string | undefined): Reader =>
  text =>
    find(text) ?? unknown

const short =
  (most: number): Reader =>
  text =>
    text.length > most ? { wrong: 'too_long' } : text

/** `Boek volwassenen` is `boek_volwassenen`, as the import of records has it. */
export const wordOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 40)

function readerOf(field: MoveField, column: MoveColumn, tables: Tables): Reader {
  const readers: Readonly<Record<MoveField['type'], Reader>> = {
    key: short(MOST_KEY),
    text: short(MOST_TEXT),
    long: short(MOST_LONG),
    email: short(MOST_TEXT),
    number: short(MOST_KEY),
    day: text => readDay(text, column.dates),
    birth: text => readBirth(text, column.dates),
    moment: text => readMoment(text, column.dates),
    cents: readCents,
    count: readCount,
    yes: readYes,
    code: among(text => field.codes?.find(c => c === text.toLowerCase())),
    branch: among(text => tables.branches.get(fold(text))),
    item_type: among(text => wordOf(text) || undefined),
    membership_type: among(text => (tables.membership_types.has(text) ? text : undefined)),
  }
  return readers[field.type]
}

/** A column of the mapping, ready to read cells with. */
interface Compiled {
  readonly name: string
  readonly needed: boolean
  readonly read: (cells: readonly string[]) => { readonly raw: string; readonly value: Read<Value> }
}

const places = (header: ReadonlyMap<string, number>, names: readonly string[]): number[] =>
  names.flatMap(name => header.get(fold(name)) ?? [])

const cell = (cells: readonly string[], at: number): string => {
  const text = tidy(cells[at] ?? '')
  return isNothing(text) ? '' : text
}
const isFlag = (text: string): boolean => text !== '' && !/^(?:0|f|false|n|no|nee)$/i.test(text)

/** The text of a field: columns joined, the first that holds something, or the name of the first that is set. */
function textOf(
  column: MoveColumn,
  header: ReadonlyMap<string, number>,
): (cells: readonly string[]) => string {
  const at = places(header, column.from)
  const names = column.from.filter(name => header.has(fold(name)))
  return cells => {
    if (column.pick === 'flags') return names.find((_, i) => isFlag(cell(cells, at[i] ?? -1))) ?? ''
    const texts = at.map(i => cell(cells, i)).filter(text => text !== '')
    return column.pick === 'first' ? (texts[0] ?? '') : texts.join(' ')
  }
}

function compileColumn(
  of: { readonly name: string; readonly field: MoveField; readonly column: MoveColumn },
  at: { readonly header: ReadonlyMap<string, number>; readonly codes: Codes; readonly tables: Tables },
): Compiled {
  const { name, field, column } = of
  const table = tableOf(at.codes, column.codes ?? own[field.type])
  const textIn = textOf(column, at.header)
  const reader = readerOf(field, column, at.tables)
  return {
    name,
    needed: field.needed === true,
    read: cells => {
      const found = textIn(cells)
      const said = found === '' ? '' : (table?.words.get(fold(found)) ?? table?.other ?? found)
      const raw = said === '' ? (column.fixed ?? '') : said
      return { raw: found, value: raw === '' ? null : reader(raw) }
    },
  }
}

/** Whether a row is one of this kind at all. */
function conditionOf(
  give: MoveGive,
  header: ReadonlyMap<string, number>,
): (cells: readonly string[]) => boolean {
  if (give.only_if === undefined) return () => true
  const [name = '', word] = give.only_if.replace(/^!/, '').split('=', 2)
  const at = header.get(fold(name))
  // An export without that column holds only what is meant: a report that left out what has ended has no day of its end.
  if (give.only_if.startsWith('!')) return cells => at === undefined || !isFlag(cell(cells, at))
  if (at === undefined) return () => false
  return cells => {
    const text = cell(cells, at)
    return word === undefined ? isFlag(text) : fold(text) === fold(word)
  }
}

export type ReadRow = (record: CsvRecord) => Draft | null

/**
 * Makes of one part of a mapping what reads the rows of a file with these columns. A field that is not in the
 * allow-list of its kind is none; a column that no field names is never looked at.
 * @param onUnknown called with each word that no table knows
 */
export function compileGive(
  give: MoveGive,
  at: { readonly header: readonly string[]; readonly codes: Codes; readonly tables: Tables },
  onUnknown?: (field: string, word: string) => void,
): ReadRow {
  const header = new Map(at.header.map((name, i) => [fold(name), i]))
  const fields = moveFields[give.kind]
  const columns = Object.entries(give.columns).flatMap(([name, column]) => {
    const field = fields[name]
    return field ? [compileColumn({ name, field, column }, { ...at, header })] : []
  })
  const missing = Object.entries(fields).find(
    ([name, field]) => field.needed && !columns.some(c => c.name === name),
  )?.[0]
  const applies = conditionOf(give, header)
  const blank = { kind: give.kind, values: {}, left_out: [] }
  return record => {
    const { line_no, cells } = record
    if (record.fault) return { ...blank, line_no, refused: { reason: record.fault, field: null } }
    if (!applies(cells)) return null
    if (missing) return { ...blank, line_no, refused: { reason: 'columns_missing', field: missing } }
    return readRow({ kind: give.kind, line_no, columns, cells, onUnknown })
  }
}

function readRow(of: {
  readonly kind: MoveKind
  readonly line_no: number
  readonly columns: readonly Compiled[]
  readonly cells: readonly string[]
  readonly onUnknown: ((field: string, word: string) => void) | undefined
}): Draft {
  const values: Record<string, Value> = {}
  const left_out: LeftOut[] = []
  let refused: Draft['refused'] = null
  for (const { name, needed, read } of of.columns) {
    const { raw, value } = read(of.cells)
    if (isWrong(value)) {
      if (value.wrong === 'code_unknown') of.onUnknown?.(name, raw)
      if (needed) refused ??= { reason: value.wrong, field: name }
      else left_out.push({ field: name, reason: value.wrong })
    } else if (value !== null) values[name] = value
    else if (needed) refused ??= { reason: 'field_missing', field: name }
  }
  return { kind: of.kind, line_no: of.line_no, values, left_out, refused }
}

/** The names of the columns that a part of a mapping takes something of. */
export const takenColumns = (give: MoveGive): string[] => [
  ...Object.entries(give.columns).flatMap(([name, column]) =>
    moveFields[give.kind][name] ? column.from : [],
  ),
  ...(give.only_if === undefined ? [] : [give.only_if.replace(/^!/, '').split('=', 1)[0] ?? '']),
]

/** Whether a name of a file is meant by a pattern with `*`. */
export function isMeant(pattern: string, name: string): boolean {
  const text = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${text}$`, 'i').test(name)
}
