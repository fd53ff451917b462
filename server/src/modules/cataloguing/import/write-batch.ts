import type pg from 'pg'
import type { Static } from 'typebox'
import { allOf } from '../../../base/row.ts'
import { Imported, importItemsQuery } from '../../inventory/index.ts'
import { keepVersions, Version } from '../records/versions.store.ts'
import { refreshHeld } from '../search/held.store.ts'
import { planAuthorities, writeAuthorities } from './authority-batch.ts'
import {
  type AnyTaken,
  type At,
  type Into,
  isAuthority,
  isGoneHolding,
  isHolding,
  isTitle,
  send,
  type Stored,
  type Taken,
  type Written,
} from './batch.ts'
import { unmarkDropped } from './gone.store.ts'
import { touchTitles } from './holding.store.ts'
import { linkHoldings, planHoldings, writeHoldings } from './holding-batch.ts'
import { insertTitles, Made, updateTitles } from './import.store.ts'
import type { ItemRow } from './item-rows.ts'
import { type Plan, planBatch, refusedOf } from './plan-batch.ts'

import type { TitleRow } from './title-row.ts'
import { writeSearch } from './write-search.ts'

/** Stores a batch in one transaction: titles, items, search rows, numbers, words. What is unchanged is not written. */
export async function writeBatch(
  client: pg.PoolClient,
  batch: readonly AnyTaken[],
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

async function write(client: pg.PoolClient, all: readonly AnyTaken[], into: Into): Promise<Written> {
  const { source, at, noted } = into
  const headings = await planAuthorities(client, all.filter(isAuthority), into)
  // Headings first, so that the titles of the same file are linked as they come in.
  const authorities = await writeAuthorities(client, headings, into)
  const batch = all.filter(isTitle)
  // A record that stands in the file twice is one title; the importer let only equal ones through.
  const rows = [...new Map(batch.map(t => [t.row.control_number, t])).values()]
  const plan = await planBatch(client, rows, into)
  const { fresh, changed, stored } = plan
  const made = fresh.length === 0 ? [] : allOf(Made, await send(client, insertTitles(source, at, fresh)))
  const ids = new Map([...plan.ids, ...made.map(t => [t.control_number, t.title_id] as const)])
  const idOf = (number: string): string => {
    const id = ids.get(number)
    if (id === undefined) throw new Error('a title that was just written has no id')
    return id
  }
  if (plan.ids.size > 0) await send(client, unmarkDropped([...plan.ids.values()]))
  const versions = await replace(client, changed, into)
  const refused = new Map(plan.refused.map(r => [r.control_number, r]))
  const taken = batch.filter(t => !refused.has(t.row.control_number))
  const held = await storeHoldings(client, all, { into, embedded: embeddedIn(taken, idOf) })
  const items = await writeItems(client, [...itemsOf(taken, idOf), ...held.items])
  await writeSearch(query => send(client, query), {
    fresh: fresh.map(row => ({ row, title_id: idOf(row.control_number) })),
    first: true,
    changed,
    stored,
  })
  const isNew = new Set(made.map(m => m.title_id))
  await tellHeld(client, { grown: items.grown, said: held.titles, isNew }, at)
  if (noted) {
    const titles = notedTitles([...fresh, ...changed.map(c => c.row)], { ids, isNew, versions })
    for (const query of noted({ titles, items: items.said, authorities, holdings: held.noted }))
      await send(client, query)
  }
  return {
    titles_new: fresh.length,
    titles_changed: changed.length,
    titles_kept: plan.kept,
    titles_unchanged: taken.length - fresh.length - changed.length - plan.kept,
    refused: [...headings.refused, ...refusedOf(batch, refused), ...held.refused],
    ...headings.counts,
    ...held.counts,
    left: held.left,
    ...items.counts,
  }
}

/** What became of each title of a batch, for whoever keeps account of it. */
function notedTitles(
  written: readonly TitleRow[],
  of: {
    readonly ids: ReadonlyMap<string, string>
    readonly isNew: ReadonlySet<string>
    readonly versions: ReadonlyMap<string, number>
  },
): Stored['titles'] {
  const hashes = new Map(written.map(row => [row.control_number, row.hash]))
  return [...of.ids].map(([control_number, title_id]) => ({
    control_number,
    title_id,
    made: of.isNew.has(title_id),
    version_no: of.versions.get(title_id) ?? null,
    hash: hashes.get(control_number) ?? Buffer.alloc(0),
  }))
}

/** Titles that were there before, of which a library has more or says something else, are so for search and for harvesters. */
async function tellHeld(
  client: pg.PoolClient,
  of: {
    readonly grown: ReadonlySet<string>
    readonly said: readonly string[]
    readonly isNew: ReadonlySet<string>
  },
  at: string,
): Promise<void> {
  const there = (ids: Iterable<string>) => [...new Set(ids)].filter(id => !of.isNew.has(id)).toSorted()
  const [touched, all] = [there(of.said), there([...of.grown, ...of.said])]
  if (touched.length > 0) await send(client, touchTitles(touched, at))
  if (all.length > 0) await send(client, refreshHeld(all, at))
}

/** Gives titles their new description, and keeps the former ones. @returns the version that each replaced */
async function replace(
  client: pg.PoolClient,
  changed: Plan['changed'],
  { source, at, steered }: Into,
): Promise<Map<string, number>> {
  if (changed.length === 0) return new Map()
  const by = { at, library_id: null, import_id: null, why: null, ...steered?.by }
  const ids = changed.map(c => c.title_id)
  const kept = allOf(Version, await send(client, keepVersions(ids, by)))
  await send(client, updateTitles(source, at, changed))
  return new Map(kept.map(v => [v.title_id, v.version_no]))
}

interface Items {
  readonly said: readonly Static<typeof Imported>[]
  readonly counts: Pick<Written, 'items_new' | 'items_same' | 'taken_barcodes'>
  /** Titles that have an item more. */
  readonly grown: ReadonlySet<string>
}

interface AskedItem {
  readonly of: At
  readonly item: ItemRow
  readonly title_id: string
}
type IdOf = (number: string) => string
const itemsOf = (batch: readonly Taken[], idOf: IdOf): AskedItem[] =>
  batch.flatMap(of => of.items.map(item => ({ of, item, title_id: idOf(of.row.control_number) })))
const embeddedIn = (batch: readonly Taken[], idOf: IdOf) =>
  batch.flatMap(({ held, row }) => (held === null ? [] : [{ row: held, title_id: idOf(row.control_number) }]))

/** Stores the holdings of a batch, in records of their own and embedded; their items are told, and stored with the others. */
async function storeHoldings(
  client: pg.PoolClient,
  all: readonly AnyTaken[],
  { into, embedded }: { readonly into: Into; readonly embedded: ReturnType<typeof embeddedIn> },
) {
  const { linked, refused } = await linkHoldings(client, all.filter(isHolding), into)
  const found = linked.flatMap(l => (l.title_id === null ? [] : [{ ...l, title_id: l.title_id }]))
  const rows = [...embedded, ...found.map(l => ({ row: l.of.holding, title_id: l.title_id }))]
  const plan = await planHoldings(client, { rows, gone: all.filter(isGoneHolding) }, into)
  const { noted, titles } = await writeHoldings(client, plan, into)
  const items = found.flatMap(({ of, title_id, material }): AskedItem[] =>
    of.items.map(item => ({ of, title_id, item: { ...item, item_type: item.item_type ?? material } })),
  )
  return { refused, noted, titles, items, counts: plan.counts, left: plan.left }
}

async function writeItems(client: pg.PoolClient, batch: readonly AskedItem[]): Promise<Items> {
  const asked = new Map<string, AskedItem>()
  const taken_barcodes: { of: At; barcode: string }[] = []
  let same = 0
  for (const one of batch) {
    const { item, title_id, of } = one
    const key = `${item.library_id} ${item.barcode}`
    const first = asked.get(key)
    if (!first) asked.set(key, one)
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
