import type { SearchSort } from '@kaft/contract'
import type { Static } from 'typebox'
import { dayOf } from '../../../base/dates.ts'
import type { PublicDb } from '../../../base/public-db.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { isRefusal, type Refusal, refuse } from '../../../base/ctx.ts'
import { memoryOf } from '../memory/kept.ts'
import type { SearchAsk } from '../search/ask.ts'
import { findMatches, type Matches } from '../search/find-matches.ts'
import type { PublicTitle } from './public-title.rules.ts'
import { titlesOf } from './find.ts'
import {
  Branch,
  branchesOf,
  Lender,
  lenders,
  ShownList,
  shownList,
  shownLists,
  Stock,
  stockOf,
} from './public-lists.store.ts'

export type { ShownList }

/** What a reader asks, as it stands in an address: Dutch names, since people read it. */
export type ReadingAsk = Readonly<Record<string, string | undefined>>

/** What narrows a search, by its name in the address. */
export const NARROWED = {
  soort: 'material',
  doelgroep: 'audience',
  taal: 'language',
  genre: 'genre',
  onderwerp: 'subject',
  reeks: 'series',
  auteur: 'author',
  jaar: 'decade',
} as const satisfies Record<string, keyof SearchAsk>
export const SORTS = {
  beste: 'relevance',
  'meest-geleend': 'lent',
  aanwinst: 'added',
  nieuwste: 'newest',
  oudste: 'oldest',
  titel: 'title',
  auteur: 'author',
} as const satisfies Record<string, SearchSort>

const MOST_LETTERS = 300
const DECADE = /^\d{3}0$/

/** A search in the words of the program. What no search knows is left out: an address may hold more than that. */
export function askOf(p: ReadingAsk): SearchAsk {
  const narrowed = Object.entries(NARROWED).flatMap(([name, field]) => {
    const value = p[name]?.slice(0, MOST_LETTERS)
    return value && (field !== 'decade' || DECADE.test(value)) ? [[field, value]] : []
  })
  const sort = SORTS[(p['volgorde'] ?? '') as keyof typeof SORTS]
  return {
    q: (p['q'] ?? '').slice(0, MOST_LETTERS),
    ...Object.fromEntries(narrowed),
    ...(p['aanwezig'] === '1' ? { available: '1' as const } : {}),
    ...(p['uitgaven'] === 'apart' ? { each_edition: '1' as const } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(p['na'] ? { after: p['na'].slice(0, 600) } : {}),
  }
}

export interface Place {
  readonly library: Static<typeof Lender> | null
  readonly branch: Static<typeof Branch> | null
  /** Of that library. */
  readonly branches: readonly Static<typeof Branch>[]
  readonly libraries: readonly Static<typeof Lender>[]
}

/** The library and the branch that were asked, by their code or their number; where there is one library alone, that one. */
async function placeOf(db: PublicDb, p: ReadingAsk): Promise<Place> {
  const [rows = []] = await db.ask([lenders])
  const libraries = allOf(Lender, rows)
  const named = (one: Static<typeof Lender>): boolean =>
    p['library_id'] === undefined
      ? one.code.toLowerCase() === p['bib']?.toLowerCase()
      : one.library_id === p['library_id']
  const library = libraries.find(named) ?? (libraries.length === 1 ? (libraries[0] ?? null) : null)
  if (library === null) return { library, branch: null, branches: [], libraries }
  const [rowsOfBranches = []] = await db.ask([branchesOf(library.library_id)])
  const branches = allOf(Branch, rowsOfBranches)
  const branch = branches.find(b =>
    p['branch_id'] === undefined
      ? b.code.toLowerCase() === p['vestiging']?.toLowerCase()
      : b.branch_id === p['branch_id'],
  )
  return { library, branch: branch ?? null, branches, libraries }
}

export interface ReadingHit {
  readonly title: PublicTitle
  /** How many of what was found are editions of its work, itself included. */
  readonly editions: number
  readonly items: number
  readonly available: number
}
export interface ReadingPage extends Omit<Matches, 'rows'> {
  readonly place: Place
  readonly hits: readonly ReadingHit[]
}

async function stocked(db: PublicDb, rows: Matches['rows'], place: Place): Promise<ReadingHit[]> {
  const ids = rows.map(r => r.title_id)
  const titles = await titlesOf(db, ids)
  const at = { library_id: place.library?.library_id ?? null, branch_id: place.branch?.branch_id ?? null }
  const [counts = []] = titles.length === 0 ? [] : await db.ask([stockOf(ids, at)])
  const editions = new Map(rows.map(r => [r.title_id, r.editions]))
  const stock = new Map(allOf(Stock, counts).map(s => [s.title_id, s]))
  return titles.map(title => ({
    title,
    editions: editions.get(title.row.title_id) ?? 1,
    items: 0,
    available: 0,
    ...stock.get(title.row.title_id),
  }))
}

export interface ReadingAt {
  readonly now: Temporal.Instant
  readonly rows?: number
}

/** What matches, of all that anyone may see: by the words, ranks, facets and order of the screens of staff. */
async function matchesFor(
  db: PublicDb,
  p: ReadingAsk,
  at: ReadingAt,
): Promise<{ readonly found: Matches; readonly place: Place } | Refusal> {
  const place = await placeOf(db, p)
  const { library, branch } = place
  // A library or a branch that there is not has nothing.
  if ((p['bib'] && !library) || (p['vestiging'] && !branch)) return refuse('not_found')
  const asked: SearchAsk = {
    ...askOf(p),
    where: branch ? 'branch' : library ? 'library' : 'all',
    count_branches: '1',
    ...(branch ? { branch: branch.branch_id } : {}),
  }
  const by = {
    at: { library_id: library?.library_id ?? null, branch_id: branch?.branch_id ?? null },
    memory: memoryOf(db),
    shown: 'ids' as const,
    year: Number(dayOf(at.now).slice(0, 4)),
    described: true,
    ...(at.rows === undefined ? {} : { rows: at.rows }),
  }
  const found = await db.asking(ask => findMatches({ ...by, ask }, asked))
  return isRefusal(found) ? found : { found, place }
}

/** One page for a reader, with what stands where they ask. */
export async function searchForReader(
  db: PublicDb,
  p: ReadingAsk,
  at: ReadingAt,
): Promise<ReadingPage | Refusal> {
  const said = await matchesFor(db, p, at)
  if (isRefusal(said)) return said
  const { rows, ...rest } = said.found
  return { ...rest, place: said.place, hits: await stocked(db, rows, said.place) }
}

/** The first titles of a search, to give out in a file: each edition is a description of its own. */
export async function titlesForReader(
  db: PublicDb,
  p: ReadingAsk,
  at: ReadingAt,
): Promise<PublicTitle[] | Refusal> {
  const said = await matchesFor(db, { ...p, uitgaven: 'apart' }, at)
  if (isRefusal(said)) return said
  return titlesOf(
    db,
    said.found.rows.map(r => r.title_id),
  )
}

export interface ReadingList {
  readonly list: ShownList
  readonly titles: readonly { readonly title: PublicTitle; readonly note: string | null }[]
}
const filled = async (db: PublicDb, list: ShownList, most: number): Promise<ReadingList> => {
  const notes = new Map(list.entries.map(e => [e.title_id, e.note]))
  const ids = [...new Set(list.entries.map(e => e.title_id))]
  const titles = await titlesOf(db, ids.slice(0, most))
  return { list, titles: titles.map(title => ({ title, note: notes.get(title.row.title_id) ?? null })) }
}

const MOST_TITLES = 200
/** A list that is shown today; null where there is none. */
export async function listForReader(
  db: PublicDb,
  list_id: string,
  now: Temporal.Instant,
): Promise<ReadingList | null> {
  const [rows = []] = await db.ask([shownList(list_id, dayOf(now))])
  const list = oneOf(ShownList, rows)
  return list ? filled(db, list, MOST_TITLES) : null
}
/** The lists that a library shows today, of each its first titles. */
export async function listsForReader(
  db: PublicDb,
  library_code: string,
  at: { readonly now: Temporal.Instant; readonly most: number },
): Promise<ReadingList[]> {
  const [rows = []] = await db.ask([shownLists(library_code, dayOf(at.now))])
  const lists: ReadingList[] = []
  for (const list of allOf(ShownList, rows)) lists.push(await filled(db, list, at.most))
  return lists
}
