import type { Static } from 'typebox'
import { allOf, shaped } from '../../../base/row.ts'
import type { Meaning, SortBy } from '../cql/understand.rules.ts'
import { searchPlan } from '../search/search.store.ts'
import {
  findIds,
  Found,
  itemsOf,
  Led,
  ledOn,
  MOST,
  OtherEdition,
  otherEditions,
  PublicRow,
  Standing,
  titlesByIds,
} from './find.store.ts'
import type { PublicDb } from '../../../base/public-db.ts'
import { type PublicTitle, publicTitle } from './public-title.rules.ts'

export interface Page {
  readonly count: number
  /** More match than were looked at. */
  readonly more: boolean
  readonly titles: readonly PublicTitle[]
}
/** What is asked; `from` counts the titles before the page. */
export interface Asked {
  readonly meaning: Meaning | null
  readonly sort: readonly SortBy[]
  readonly from: number
  readonly rows: number
}

/** Searches as the screens do, by the same index, words and rank. */
export async function find(db: PublicDb, asked: Asked): Promise<Page> {
  const [, [row] = []] = await db.ask([searchPlan, findIds(asked)])
  const { count, rows } = shaped(Found, row)
  return { count: Math.min(count, MOST), more: count > MOST, titles: await titlesOf(db, rows) }
}

/** The public ones among these titles, in their order. */
export async function titlesOf(db: PublicDb, ids: readonly string[]): Promise<PublicTitle[]> {
  if (ids.length === 0) return []
  const [rows = []] = await db.ask([titlesByIds(ids)])
  return allOf(PublicRow, rows).map(publicTitle)
}

/** Each number as it stands now: one that was merged away as the one that stayed. */
export async function standingIds(db: PublicDb, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const [rows = []] = await db.ask([ledOn(ids)])
  const led = new Map(allOf(Led, rows).map(row => [row.asked, row.title_id]))
  return ids.map(id => led.get(id) ?? id)
}

/** The other editions of its work. */
export async function editionsBeside(db: PublicDb, title_id: string): Promise<Static<typeof OtherEdition>[]> {
  const [rows = []] = await db.ask([otherEditions(title_id)])
  return allOf(OtherEdition, rows)
}

export type Item = Static<typeof Standing>
/** Where the items of these titles are. */
export async function standing(db: PublicDb, ids: readonly string[]): Promise<Item[]> {
  if (ids.length === 0) return []
  const [rows = []] = await db.ask([itemsOf(ids)])
  return allOf(Standing, rows)
}
