import { type Filters, meaningOfQuestion, questionOf } from './ask.ts'
import { daiaDocument } from './daia.rules.ts'
import { editionsBeside, find, type Item, type Page, standing, standingIds, titlesOf } from './find.ts'
import { type Lender, toJsonLd } from './forms/json-ld.rules.ts'
import { heldIn } from './held.ts'
import type { HeldRow } from './held.store.ts'
import type { PublicDb } from '../../../base/public-db.ts'
import { oaiIdentifier, type PublicTitle } from './public-title.rules.ts'

/** Where the public page of a title stands. */
export const pageOf = (title_id: string): string => `/titel/${title_id}`

const NONE: Page = { count: 0, more: false, titles: [] }

/** Searches by words or a standard number, narrowed as asked; in CQL where `cql` is given. Null where that is none. */
export async function publicSearch(
  db: PublicDb,
  asked: Filters & { readonly cql?: string | undefined; readonly from: number; readonly rows: number },
): Promise<Page | null> {
  const { cql, from, rows } = asked
  const question = cql ?? questionOf(asked)
  if (question === null) return find(db, { meaning: null, sort: [], from, rows })
  const understood = meaningOfQuestion(question)
  if (understood) return find(db, { ...understood, from, rows })
  // What a reader typed is words; if none of them can be found, nothing is, and that is no fault of theirs.
  return cql === undefined ? NONE : null
}

/** A title in the plain words of the read API. */
export const told = ({ row }: PublicTitle) => ({
  id: oaiIdentifier(row.title_id),
  title_id: row.title_id,
  title: row.title,
  subtitle: row.subtitle,
  author: row.author,
  contributors: row.contributors,
  year: row.year,
  material: row.material,
  language: row.language,
  audience: row.audience,
  series: row.series,
  publisher: row.publisher,
  extent: row.extent,
  summary: row.summary,
  isbns: row.isbns,
  subjects: row.subjects,
  changed_at: row.changed_at,
})

export function lendersOf(items: readonly Item[]): Lender[] {
  const by = new Map<string, Lender>()
  for (const { library_code, library_name, status, loanable } of items) {
    const before = by.get(library_code)?.available ?? 0
    by.set(library_code, {
      library_code,
      library_name,
      available: before + (status === 'available' && loanable ? 1 : 0),
    })
  }
  return [...by.values()]
}

export interface TitlePage {
  readonly title: PublicTitle
  readonly items: readonly Item[]
  /** What libraries say in words that they have: the years of a magazine, the volumes of a set. */
  readonly held: readonly HeldRow[]
  readonly editions: Awaited<ReturnType<typeof editionsBeside>>
  readonly linked: object
}
/** All that the page of a title tells; `base` is the address by which this installation is reached. */
export async function titlePage(db: PublicDb, title_id: string, base: string): Promise<TitlePage | null> {
  const [title] = await titlesOf(db, [title_id])
  if (!title) return null
  const items = await standing(db, [title_id])
  return {
    title,
    items,
    held: await heldIn(db, [title_id]),
    editions: await editionsBeside(db, title_id),
    linked: toJsonLd(title, base + pageOf(title_id), lendersOf(items)),
  }
}

/** The number under which a title stands now, where it was merged into another; null where it was not. */
export async function movedTo(db: PublicDb, title_id: string): Promise<string | null> {
  const [now] = await standingIds(db, [title_id])
  return now === undefined || now === title_id ? null : now
}

const MOST_DOCUMENTS = 50

/** Availability in the form of DAIA 1.0 of the titles that were asked, by `oai:kaft:…` or the bare number. */
export async function availability(
  db: PublicDb,
  ids: string,
  at: { base: string; now: string },
): Promise<object> {
  const asked = ids.split('|').filter(Boolean).slice(0, MOST_DOCUMENTS)
  const given = asked.flatMap(id => {
    const number = /^(?:oai:kaft:)?([1-9]\d{0,17})$/.exec(id.trim())?.[1]
    return number === undefined ? [] : [[number, id] as const]
  })
  const now = await standingIds(
    db,
    given.map(([number]) => number),
  )
  const numbers = new Map(given.map(([number, id], at) => [now[at] ?? number, id]))
  const titles = await titlesOf(db, [...numbers.keys()])
  const items = Map.groupBy(
    await standing(
      db,
      titles.map(t => t.row.title_id),
    ),
    i => i.title_id,
  )
  return {
    institution: { href: at.base },
    document: titles.map(title => {
      const { title_id } = title.row
      const url = at.base + pageOf(title_id)
      return daiaDocument(title, items.get(title_id) ?? [], {
        url,
        requested: numbers.get(title_id) ?? title_id,
      })
    }),
    timestamp: at.now,
  }
}
