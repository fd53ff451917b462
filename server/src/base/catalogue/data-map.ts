import type pg from 'pg'
import type { Client } from '../client.ts'

// What each column, and each key of each JSON column, is. The grammar stands in db/migrations/0001-base.sql:
//   none                                       nothing personal
//   category; purpose; retention; erasure      personal

export const categories = [
  'identity',
  'contact',
  'characteristic',
  'preference',
  'library',
  'loan',
  'note',
  'national_number',
  'pseudonym',
  'staff',
] as const
export const purposes = [
  'identification',
  'functional',
  'exchange',
  'administration',
  'statistics',
  'communication',
] as const
/** P54: while a patron and for as long after as the retention list says; D, Y: days, years; until: the column `until`. */
const retention = /^(P54|D\d+|Y\d+|until|employment)$/
/** row: the row goes; null: the value goes; unlink, coarsen, partition: see docs/privacy.md. */
const erasures = ['row', 'null', 'unlink', 'coarsen', 'partition'] as const

export interface Described {
  readonly table: string
  readonly column: string
  /** The key within a JSON column, `*` for all that are not named; null for the column itself. */
  readonly key: string | null
  readonly category: (typeof categories)[number]
  readonly purpose: (typeof purposes)[number]
  readonly retention: string
  readonly erasure: (typeof erasures)[number]
}

interface ColumnRow {
  readonly table: string
  readonly column: string
  readonly json: boolean
  readonly said: string | null
}

const columns = `
  select c.oid::regclass::text as "table", a.attname as "column", t.typname in ('json', 'jsonb') as json,
         col_description(c.oid, a.attnum) as said
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
   where c.relkind in ('r', 'p', 'm') and not c.relispartition
     and n.nspname !~ '^(pg_|information_schema$|public$|jobs$)'
   order by 1, a.attnum`

/**
 * Reads the map from the catalogue.
 * @returns the personal columns and keys, and one sentence for each that is not described as the grammar says
 */
export async function readDataMap(
  client: pg.ClientBase,
): Promise<{ personal: Described[]; faults: string[] }> {
  const { rows } = await client.query<ColumnRow>(columns)
  const personal: Described[] = []
  const faults: string[] = []
  for (const row of rows) {
    const lines = (row.said ?? '').split('\n').filter(line => line !== '')
    const own = lines.filter(line => !line.includes('|'))
    const keys = lines.filter(line => line.includes('|'))
    if (own.length !== 1) faults.push(`${row.table}.${row.column} is described ${own.length} times, not once`)
    if (row.json && keys.length === 0)
      faults.push(`${row.table}.${row.column} is JSON and none of its keys is described`)
    for (const line of lines) {
      const [name, said] = line.includes('|') ? line.split('|', 2) : [row.column, line]
      const read = readWords({
        table: row.table,
        column: row.column,
        name: name?.trim() ?? '',
        said: said?.trim() ?? '',
      })
      if (typeof read === 'string') faults.push(read)
      else if (read) personal.push(read)
    }
  }
  return { personal, faults }
}

function readWords(line: {
  table: string
  column: string
  name: string
  said: string
}): Described | string | null {
  const { table, column, name, said } = line
  if (said === 'none') return null
  const [category = '', purpose = '', kept = '', erasure = '', ...more] = said
    .split(';')
    .map(word => word.trim())
  const known =
    more.length === 0 &&
    isOneOf(categories, category) &&
    isOneOf(purposes, purpose) &&
    retention.test(kept) &&
    isOneOf(erasures, erasure)
  if (!known) return `${table}.${name}: “${said}” is not of the grammar of the data map`
  const key = name === column ? null : name.slice(column.length + 1)
  return { table, column, key, category, purpose, retention: kept, erasure }
}

const isOneOf = <V extends string>(values: readonly V[], text: string): text is V =>
  (values as readonly string[]).includes(text)

/**
 * Looks which keys the JSON columns really hold, among the last rows of each.
 * @returns one sentence for each key that the map does not name
 */
export async function unknownKeys(client: Client, most = 20_000): Promise<string[]> {
  const { rows } = await client.query<ColumnRow>(`select * from (${columns}) x where json`)
  const faults: string[] = []
  for (const row of rows) {
    const named = [...(row.said ?? '').matchAll(/^[^.|]+\.(\S+) \|/gm)].map(m => m[1] ?? '')
    if (named.includes('*')) continue
    const found = await client.query<{ key: string }>(
      `select distinct k as key from (select "${row.column}" as j from ${row.table} where jsonb_typeof("${row.column}") = 'object' limit $1) x
         cross join jsonb_object_keys(x.j) k order by 1`,
      [most],
    )
    for (const { key } of found.rows) {
      if (!named.includes(key))
        faults.push(`${row.table}.${row.column} holds the key ${key}, which is not described`)
    }
  }
  return faults
}
