import { moveFields } from '@kaft/contract'
import { type Section, sections } from './sections.rules.ts'

/** What of one table is in the file: the named columns, where they say anything. */
export type Gathered = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

const says = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

/** Of a whole row only what the section names, in its order, and nothing that is empty. */
export const picked = (section: Section, row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(section.columns)
      .filter(column => says(row[column]))
      .map(column => [column, row[column]]),
  )

/** Where a source names a member of staff, that is no business of the file. */
const sourceless = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const { by: _, ...rest } = value as Record<string, unknown>
  return Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, sourceless(inner)]))
}
export const withoutStaff = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      key === 'provenance' || key === 'source' ? sourceless(value) : value,
    ]),
  )

export const FORMAT = 'kaft-reader-1'
export interface FileOf {
  readonly made_on: string
  readonly library_name: string
  readonly gathered: Gathered
}

/** The file in which a reader takes the data along (AVG art. 20). */
export const portable = ({ made_on, library_name, gathered }: FileOf): object => ({
  format: FORMAT,
  made_on,
  library: library_name,
  ...Object.fromEntries(
    Object.entries(sections).map(([table, { key }]) => [
      key,
      key === 'patron' ? (gathered[table]?.[0] ?? {}) : (gathered[table] ?? []),
    ]),
  ),
})

/** A JSON Schema (2020-12) of that file, made from the same list. */
export const portableSchema = (): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Gegevens van een lener',
  description: 'Wat een bibliotheek met Kaft over een lener bewaart. Een veld dat leeg is, staat er niet in.',
  type: 'object',
  required: ['format', 'made_on', 'library', ...Object.values(sections).map(s => s.key)],
  additionalProperties: false,
  properties: {
    format: { const: FORMAT },
    made_on: { type: 'string', format: 'date', description: 'Dag waarop het bestand gemaakt is' },
    library: { type: 'string', description: 'De bibliotheek' },
    ...Object.fromEntries(
      Object.values(sections).map(section => [
        section.key,
        section.key === 'patron'
          ? { description: section.title, ...rowSchema(section) }
          : { type: 'array', description: section.title, items: rowSchema(section) },
      ]),
    ),
  },
})
const rowSchema = (section: Section): object => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(section.columns).map(([column, description]) => [column, { description }]),
  ),
})

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
/** A cell that begins like a formula stays text. */
const plain = (value: string): string => (/^[=+\-@]/.test(value) ? `'${value}` : value)
const cell = (value: string): string => (/[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
const csv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map(row => row.map(value => cell(plain(value))).join(';')).join('\r\n')}\r\n`

/** Everything as one table for a spreadsheet: part, which row of it, field, value. */
export const everyValue = (gathered: Gathered): string =>
  csv([
    ['onderdeel', 'rij', 'gegeven', 'waarde'],
    ...Object.entries(sections).flatMap(([table, section]) =>
      (gathered[table] ?? []).flatMap((row, no) =>
        Object.entries(row).map(([column, value]) => [
          section.title,
          String(no + 1),
          section.columns[column] ?? column,
          text(value),
        ]),
      ),
    ),
  ])

/** The record as a move-in of Kaft takes it: its own names of columns, one row. */
export const movable = (gathered: Gathered): string => {
  const [patron = {}] = gathered['patrons.patron'] ?? []
  const card = (gathered['patrons.card'] ?? []).find(c => c['kind'] === 'library' && c['state'] === 'active')
  const values: Readonly<Record<string, unknown>> = {
    ...patron,
    key: patron['patron_id'],
    card: card?.['code'],
  }
  const names = Object.keys(moveFields.patrons)
  return csv([names, names.map(name => (says(values[name]) ? text(values[name]) : ''))])
}
