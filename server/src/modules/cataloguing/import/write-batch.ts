import type pg from 'pg'
import type { Static } from 'typebox'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { Imported, importItemsQuery } from '../../inventory/index.ts'
import { refreshHeld } from '../search/held.store.ts'
import {
  countWords,
  forgetNumbers,
  type Indexed,
  insertNumbers,
  insertSearch,
  insertTitles,
  Made,
  Stored as StoredRow,
  storedTitles,
  updateSearch,
  updateTitles,
} from './import.store.ts'
import type { ItemRow } from './item-rows.ts'
import { type TitleRow, wordsOfTitle } from './title-row.ts'

/** A record that can be stored, with where it stands in the file. */
export interface Taken {
  readonly position: number
  readonly index: number
  readonly row: TitleRow
  readonly items: readonly ItemRow[]
}
export interface Written {
  readonly titles_new: number
  readonly titles_changed: number
  readonly titles_unchanged: number
  readonly items_new: number
  readonly items_same: number
  /** Items whose barcode the library has on another title. */
  readonly taken_barcodes: readonly { readonly of: Taken; readonly barcode: string }[]
}

type StoredTitle = Static<typeof StoredRow>
/** What a batch left in the database: each title with its id and whether it is new, each item with whether it was made. */
export interface Stored {
  readonly titles: readonly {
    readonly control_number: string
    readonly title_id: string
    readonly made: boolean
  }[]
  readonly items: readonly Static<typeof Imported>[]
}

/**
 * Without the name, so that each batch gets a plan for the tables as they are now: one that is kept would be that of
 * the first batch, made for an empty catalogue, and read all of it for each batch that follows.
 */
export const send = async (client: pg.PoolClient, query: Query): Promise<Record<string, unknown>[]> =>
  (await client.query({ text: query.text, values: query.values as unknown[] })).rows

interface Into {
  readonly source: string
  readonly at: string
  readonly noted?: ((batch: Stored) => readonly Query[]) | undefined
}

/** Stores a batch in one transaction: titles, items, search rows, numbers, words. What is unchanged is not written. */
export async function writeBatch(
  client: pg.PoolClient,
  batch: readonly Taken[],
  into: Into,
): Promise<Written> {
  await client.query('begin')
  try {
    const written = await write(client, batch, into)
    await client.query('commit')
    return written
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function write(
  client: pg.PoolClient,
  batch: readonly Taken[],
  { source, at, noted }: Into,
): Promise<Written> {
  // A record that stands in the file twice is one title; the importer let only equal ones through.
  const rows = [...new Map(batch.map(t => [t.row.control_number, t.row])).values()]
  const numbers = rows.map(r => r.control_number)
  const stored = new Map(
    allOf(StoredRow, await send(client, storedTitles(source, numbers))).map(s => [s.control_number, s]),
  )
  const fresh = rows.filter(r => !stored.has(r.control_number))
  const changed = rows.filter(r => {
    const before = stored.get(r.control_number)
    return before !== undefined && !r.hash.equals(before.record_hash as Buffer)
  })
  const made = fresh.length === 0 ? [] : await send(client, insertTitles(source, at, fresh))
  const ids = new Map([...stored.values(), ...allOf(Made, made)].map(t => [t.control_number, t.title_id]))
  const idOf = (number: string): string => {
    const id = ids.get(number)
    if (id === undefined) throw new Error('a title that was just written has no id')
    return id
  }
  if (changed.length > 0) await send(client, updateTitles(source, at, changed))
  const indexed = (of: readonly TitleRow[]): Indexed[] =>
    of.map(row => ({ row, title_id: idOf(row.control_number) }))
  const items = await writeItems(client, batch, idOf)
  await writeSearch(client, { fresh: indexed(fresh), changed: indexed(changed), stored })
  const isNew = new Set(made.map(m => m.title_id))
  const held = [...items.grown].filter(id => !isNew.has(id))
  if (held.length > 0) await send(client, refreshHeld(held.toSorted()))
  if (noted) {
    const titles = numbers.map(n => ({ control_number: n, title_id: idOf(n), made: isNew.has(idOf(n)) }))
    for (const query of noted({ titles, items: items.said })) await send(client, query)
  }
  return {
    titles_new: fresh.length,
    titles_changed: changed.length,
    titles_unchanged: batch.length - fresh.length - changed.length,
    ...items.counts,
  }
}

interface Items {
  readonly said: readonly Static<typeof Imported>[]
  readonly counts: Pick<Written, 'items_new' | 'items_same' | 'taken_barcodes'>
  /** Titles that have an item more. */
  readonly grown: ReadonlySet<string>
}

async function writeItems(
  client: pg.PoolClient,
  batch: readonly Taken[],
  idOf: (number: string) => string,
): Promise<Items> {
  const asked = new Map<string, { of: Taken; item: ItemRow; title_id: string }>()
  const taken_barcodes: { of: Taken; barcode: string }[] = []
  let same = 0
  for (const of of batch)
    for (const item of of.items) {
      const key = `${item.library_id} ${item.barcode}`
      const title_id = idOf(of.row.control_number)
      const first = asked.get(key)
      if (!first) asked.set(key, { of, item, title_id })
      else if (first.title_id === title_id) same++
      else taken_barcodes.push({ of, barcode: item.barcode })
    }
  const grown = new Set<string>()
  const all: Static<typeof Imported>[] = []
  let made = 0
  if (asked.size > 0) {
    const query = importItemsQuery([...asked.values()].map(a => ({ ...a.item, title_id: a.title_id })))
    for (const said of allOf(Imported, await send(client, query))) {
      const ask = asked.get(`${said.library_id} ${said.barcode}`)
      if (!ask) throw new Error('an item was answered that was not asked')
      all.push(said)
      if (said.made) {
        made++
        grown.add(ask.title_id)
      } else if (said.title_id === null || said.title_id === ask.title_id) same++
      else taken_barcodes.push({ of: ask.of, barcode: said.barcode })
    }
  }
  return { said: all, counts: { items_new: made, items_same: same, taken_barcodes }, grown }
}

interface Searchable {
  readonly fresh: readonly Indexed[]
  readonly changed: readonly Indexed[]
  readonly stored: ReadonlyMap<string, StoredTitle>
}

async function writeSearch(client: pg.PoolClient, { fresh, changed, stored }: Searchable): Promise<void> {
  if (fresh.length > 0) await send(client, insertSearch(fresh))
  if (changed.length > 0) {
    await send(client, updateSearch(changed))
    await send(client, forgetNumbers(changed.map(c => c.title_id)))
  }
  const all = [...fresh, ...changed]
  if (all.some(w => w.row.numbers.length > 0)) await send(client, insertNumbers(all))
  const counts = new Map<string, number>()
  const count = (words: readonly string[], by: number) => {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + by)
  }
  for (const { row } of all) count(wordsOfTitle(row), 1)
  for (const { row } of changed) {
    const before = stored.get(row.control_number)
    if (before) count(wordsOfTitle(before), -1)
  }
  for (const [word, by] of counts) if (by === 0) counts.delete(word)
  if (counts.size > 0) await send(client, countWords(counts))
}
