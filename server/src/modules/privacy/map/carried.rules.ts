import type { LetsGo } from '../../../base/personal.ts'

/** A personal column or key, as the data map of the base describes it. */
export interface Personal {
  readonly table: string
  readonly column: string
  readonly key: string | null
  readonly category: string
  readonly purpose: string
  readonly retention: string
  readonly erasure: string
}

/** A step of the erasure of everything: its table, and whether the row goes or is changed. */
export interface Step {
  readonly table: string
  readonly deletes: boolean
}

export interface Carriers {
  readonly lets_go: readonly LetsGo[]
  /** Names of the jobs that there are. */
  readonly jobs: ReadonlySet<string>
  /** Tables whose rows go with the record of the patron, by a key. */
  readonly with_patron: ReadonlySet<string>
}

const nameOf = (p: Personal): string => `${p.table}.${p.column}${p.key === null ? '' : `.${p.key}`}`

/** Whether some job lets a column go, and which; null where none does. */
export const carrierOf = (p: Personal, by: Carriers): string | null =>
  by.lets_go.find(l => l.table === p.table && l.retention === p.retention)?.job ??
  (p.retention === 'P54' && by.with_patron.has(p.table) ? 'retention' : null)

/** One sentence for each personal column that nothing lets go, and for each promise that is about nothing. */
export function uncarried(map: readonly Personal[], by: Carriers): string[] {
  const held = map.flatMap(p => {
    const job = carrierOf(p, by)
    if (job === null) return [`${nameOf(p)} is kept ${p.retention} and no job lets it go`]
    return by.jobs.has(job) ? [] : [`${nameOf(p)} is let go by ${job}, and there is no such job`]
  })
  const empty = by.lets_go
    .filter(l => !map.some(p => p.table === l.table && p.retention === l.retention))
    .map(
      l => `${l.job} says that it lets go of ${l.table} after ${l.retention}, and nothing there is kept so`,
    )
  return [...held, ...empty]
}

/** Tables that keep a person on purpose when everything of theirs is erased, or that another step takes along. */
export const exempt: Readonly<Record<string, string>> = {
  'patrons.magda_consultation':
    'who was asked about at the national register is known for ten years (law of 8 August 1983, art. 17)',
  'patrons.person': 'goes with its last record',
  'patrons.person_list': 'says what a list is for and who made it; its rows go',
  'circulation.bulk_run': 'a text that was written to many at once; it goes after ninety days',
  'patrons.reader_rest': 'a keyed hash of what somebody typed, known card or not; it goes within a day',
  'privacy.erased': 'keyed hashes, so that a restored backup is erased again',
}

/** One sentence for each table from which an erasure takes nothing, or keeps a row that the map says must go. */
export function unerased(
  map: readonly Personal[],
  steps: readonly Step[],
  with_patron: ReadonlySet<string>,
): string[] {
  const tables = new Set(map.filter(p => p.category !== 'staff').map(p => p.table))
  return [...tables].flatMap(table => {
    if (table in exempt || with_patron.has(table)) return []
    const own = steps.filter(step => step.table === table)
    if (own.length === 0) return [`${table} holds personal data, and erasing a person takes nothing from it`]
    const row = map.find(p => p.table === table && p.category !== 'staff' && p.erasure === 'row')
    if (row && !own.some(step => step.deletes))
      return [`${nameOf(row)} must go with its row, and erasing a person leaves the row`]
    return []
  })
}
