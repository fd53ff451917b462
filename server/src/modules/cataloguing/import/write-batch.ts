import type pg from 'pg'
import type { Static } from 'typebox'
import { allOf } from '../../../base/row.ts'
import { Imported, importItemsQuery } from '../../inventory/index.ts'
import { keepVersions, Version } from '../records/versions.store.ts'
import { refreshHeld } from '../search/held.store.ts'
import { planAuthorities, writeAuthorities } from './authority-batch.ts'
import { type AnyTaken, type Into, isAuthority, isTitle, send, type Taken, type Written } from './batch.ts'
import { unmarkDropped } from './gone.store.ts'
import { insertTitles, Made, updateTitles } from './import.store.ts'
import type { ItemRow } from './item-rows.ts'
import { type Plan, planBatch, refusedOf } from './plan-batch.ts'
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
  const items = await writeItems(client, taken, idOf)
  await writeSearch(query => send(client, query), {
    fresh: fresh.map(row => ({ row, title_id: idOf(row.control_number) })),
    changed,
    stored,
  })
  const isNew = new Set(made.map(m => m.title_id))
  const held = [...items.grown].filter(id => !isNew.has(id))
  if (held.length > 0) await send(client, refreshHeld(held.toSorted(), at))
  if (noted) {
    const hashes = new Map([...fresh, ...changed.map(c => c.row)].map(row => [row.control_number, row.hash]))
    const titles = [...ids].map(([control_number, title_id]) => ({
      control_number,
      title_id,
      made: isNew.has(title_id),
      version_no: versions.get(title_id) ?? null,
      hash: hashes.get(control_number) ?? Buffer.alloc(0),
    }))
    for (const query of noted({ titles, items: items.said, authorities })) await send(client, query)
  }
  return {
    titles_new: fresh.length,
    titles_changed: changed.length,
    titles_kept: plan.kept,
    titles_unchanged: taken.length - fresh.length - changed.length - plan.kept,
    refused: [...headings.refused, ...refusedOf(batch, refused)],
    ...headings.counts,
    ...items.counts,
  }
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
