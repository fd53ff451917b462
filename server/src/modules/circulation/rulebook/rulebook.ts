import { createHash } from 'node:crypto'
import type { ResolvedValues } from '@kaft/contract'
import { Type } from 'typebox'
import { type Day, dayOf, type Weekday } from '../../../base/dates.ts'
import type { Ctx } from '../../../base/ctx.ts'
import type { Db } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import type { Calendar, DayType, Opening } from '../due/calendar.rules.ts'
import {
  atPlaces,
  type CompiledRegulation,
  compileRegulation,
  type Places,
} from '../regulation/compile.rules.ts'
import { placesOf } from '../regulation/places.rules.ts'
import { RulebookRow, rulebookQuery, termsQuery, VersionRow, versionQuery } from './rulebook.store.ts'

/** Everything that deciding needs of one library, ready in memory: the regulation in force and the calendars. */
export interface Rulebook {
  readonly library_id: string
  readonly library_name: string
  readonly epoch: string
  /** The day for which the version in force was chosen. */
  readonly day: Day
  /** Null while the library has no active regulation: then nothing can be lent. */
  readonly regulation: CompiledRegulation | null
  /** What the library says of its branches and membership types; rows of any version may name it. */
  readonly places: Places
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly branch_names: ReadonlyMap<string, string>
}

/** What one process keeps of one database. Everything here can be made again from it. */
interface Shelf {
  readonly books: Map<string, Rulebook>
  readonly versions: Map<string, CompiledRegulation>
  readonly terms: Map<string, string>
}
const shelves = new WeakMap<Db, Shelf>()
const shelfOf = (db: Db): Shelf => {
  let shelf = shelves.get(db)
  if (!shelf) shelves.set(db, (shelf = { books: new Map(), versions: new Map(), terms: new Map() }))
  return shelf
}
const MOST_VERSIONS = 500
const MOST_BOOKS = 1000

/**
 * The rulebook of a library. `epoch` comes from the same transaction as the facts, so a book that is older than
 * what the database says is made again before anything is decided: no process is ever a second behind.
 */
export async function rulebookFor(
  ctx: Ctx,
  tx: Tx,
  at: { library_id: string; epoch: string },
): Promise<Rulebook> {
  const { books, versions } = shelfOf(ctx.db)
  const day = dayOf(ctx.now)
  const place = `${at.library_id} ${day}`
  const known = books.get(place)
  if (known && known.epoch === at.epoch) return known
  const row = oneOf(RulebookRow, (await tx.more([rulebookQuery(at.library_id, day)]))[0] ?? [])
  if (!row) throw new Error('a library without a row')
  const book = compileBook(row, day)
  if (book.regulation) remember(versions, `${at.library_id}/${book.regulation.version_id}`, book.regulation)
  // Days that are over, and days that somebody asked about, go when there are many.
  if (books.size >= MOST_BOOKS) books.clear()
  books.set(place, book)
  return book
}

type BookRow = Type.Static<typeof RulebookRow>
function compileBook(row: BookRow, day: Day): Rulebook {
  const places = placesOf(row)
  return {
    library_id: row.library_id,
    library_name: row.name,
    epoch: row.epoch,
    day,
    regulation: row.regulation ? compileRegulation(row.regulation, places) : null,
    places,
    calendars: new Map(row.branches.map(b => [b.branch_id, calendarOf(b)])),
    branch_names: new Map(row.branches.map(b => [b.branch_id, b.name])),
  }
}

function calendarOf(b: BookRow['branches'][number]): Calendar {
  const weekly = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } as Record<Weekday, Opening[]>
  for (const { weekday, opens, closes } of b.hours) weekly[weekday as Weekday].push({ opens, closes })
  return { branch_id: b.branch_id, weekly, days: new Map(b.days.map(d => [d.on, d.type as DayType])) }
}

const remember = (versions: Shelf['versions'], key: string, compiled: CompiledRegulation): void => {
  if (versions.size >= MOST_VERSIONS) versions.delete(versions.keys().next().value ?? '')
  versions.set(key, compiled)
}

/**
 * An older version, to explain a loan that began under it. It is immutable, so what is in memory stays true; a draft is
 * not, and is read each time.
 */
export async function versionFor(
  ctx: Ctx,
  tx: Tx,
  of: {
    readonly version_id: string
    readonly book: Pick<Rulebook, 'library_id' | 'places'>
    readonly draft?: boolean
  },
): Promise<CompiledRegulation | null> {
  const { version_id, book, draft = false } = of
  const { versions } = shelfOf(ctx.db)
  const key = `${book.library_id}/${version_id}`
  const known = versions.get(key)
  if (known) {
    const placed = atPlaces(known, book.places)
    if (placed !== known) remember(versions, key, placed)
    return placed
  }
  const row = oneOf(VersionRow, (await tx.more([versionQuery(version_id)]))[0] ?? [])
  if (!row) return null
  const compiled = compileRegulation(row, book.places)
  if (!draft) remember(versions, key, compiled)
  return compiled
}

const Terms = Type.Object({ terms_id: Type.String(), made: Type.Boolean() })

/**
 * The identity of resolved values, under which every loan with the same terms points at one row. A row that this
 * transaction made may yet roll back, so only one that was found is remembered.
 */
export async function termsFor(
  ctx: Ctx,
  tx: Tx,
  of: { version_id: string; values: ResolvedValues },
): Promise<string> {
  const { terms } = shelfOf(ctx.db)
  const text = JSON.stringify(of.values)
  const hash = createHash('sha256').update(`${of.version_id}\n${text}`).digest()
  const key = hash.toString('base64')
  const known = terms.get(key)
  if (known) return known
  // A twin that committed while this one waited is seen by the next statement only.
  for (let again = 0; again < 3; again++) {
    const row = oneOf(Terms, (await tx.more([termsQuery(of.version_id, hash, text)]))[0] ?? [])
    if (row && !row.made) terms.set(key, row.terms_id)
    if (row) return row.terms_id
  }
  throw new Error('terms that can be neither made nor found')
}
