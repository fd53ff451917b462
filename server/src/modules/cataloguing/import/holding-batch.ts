import { extractHoldingsFacts, parseMarcJson } from '@kaft/marc'
import type pg from 'pg'
import type { Static } from 'typebox'
import { allOf } from '../../../base/row.ts'
import {
  type HoldingNoted,
  type LeftItems,
  type Into,
  type NotTaken,
  type NotTakenRecord,
  type GoneHolding,
  send,
  type TakenHolding,
  type WrittenHoldings,
} from './batch.ts'
import {
  deleteHoldings,
  forgetPlaces,
  type HoldingOf,
  insertHoldings,
  insertPlaces,
  ItemsLeft,
  itemsLeft,
  MadeHolding,
  StoredHolding,
  storedHoldings,
  titlesOfHoldings,
  TitleOfHolding,
  updateHoldings,
} from './holding.store.ts'
import { keepHoldingVersions } from '../holdings/edit-holding.store.ts'
import type { HoldingRow } from './holding-row.ts'

/** A holdings record with the title that it is of. The title's id is null where it is only in the file so far. */
export interface LinkedHolding {
  readonly of: TakenHolding
  readonly title_id: string | null
  readonly material: string
}
interface Links {
  readonly linked: readonly LinkedHolding[]
  readonly refused: readonly NotTakenRecord[]
}

type Found = Static<typeof TitleOfHolding>

/** The titles by the best that leads to any: the source's own number before another's, 004 before 014, a number before an ISBN. */
function best(found: readonly Found[]): readonly Found[] {
  const first = found.toSorted((a, b) => a.tier - b.tier || a.rank - b.rank)[0]
  if (first === undefined) return []
  const all = found.filter(f => f.tier === first.tier && f.rank === first.rank)
  return [...new Map(all.map(f => [f.title_id, f])).values()]
}

/** Of which title each holdings record is, by the numbers that it names. */
export async function linkHoldings(
  client: pg.PoolClient,
  batch: readonly TakenHolding[],
  into: Into,
): Promise<Links> {
  if (batch.length === 0) return { linked: [], refused: [] }
  const points = new Set(into.steered?.rules.match.map(m => m.point))
  const asked = batch.map(({ holding }, place) => ({ place, ...holding }))
  const by = { number: points.has('number'), isbn: points.has('isbn') || into.steered === undefined }
  const rows = allOf(TitleOfHolding, await send(client, titlesOfHoldings(into.source, asked, by)))
  const found = Map.groupBy(rows, r => r.place)
  const linked: LinkedHolding[] = []
  const refused: NotTakenRecord[] = []
  const not = (of: TakenHolding, reason: NotTaken, detail: string) => refused.push({ of, reason, detail })
  for (const [place, of] of batch.entries()) {
    const [one, ...more] = best(found.get(place) ?? [])
    const { numbers, standard } = of.holding
    const named = [...numbers, ...standard].join(', ')
    if (more.length > 0) not(of, 'match_ambiguous', `${named} fits ${more.length + 1} titles equally well`)
    else if (one) linked.push({ of, title_id: one.title_id, material: one.material })
    else if (numbers.some(number => into.inFile?.(number)))
      linked.push({ of, title_id: null, material: 'other' })
    else not(of, 'holding_without_title', `no title here has the number ${named}`)
  }
  return { linked, refused }
}

interface Wanted extends HoldingOf {
  readonly key: string
}
interface HoldingPlan {
  readonly fresh: readonly HoldingOf[]
  readonly changed: readonly (HoldingOf & { readonly holding_id: string; readonly before: StoredHolding })[]
  readonly gone: readonly StoredHolding[]
  readonly counts: WrittenHoldings
  /** Items of records that go: they stay on their titles. */
  readonly left: readonly LeftItems[]
}
const keyOf = (one: { readonly library_id: string; readonly control_number: string }) =>
  `${one.library_id} ${one.control_number}`

/** What a source takes back are its words: the things on the shelf stay, and whoever has them is told. */
async function leftBy(
  client: pg.PoolClient,
  gone: readonly StoredHolding[],
  from: readonly GoneHolding[],
): Promise<LeftItems[]> {
  if (gone.length === 0) return []
  const named = gone.map(one => {
    const read = parseMarcJson((one.record as Buffer).toString('utf8'))
    return { ...one, barcodes: read.ok ? extractHoldingsFacts(read.record).pieces.map(p => p.barcode) : [] }
  })
  const at = new Map(from.map(g => [g.gone_holding, g]))
  return allOf(ItemsLeft, await send(client, itemsLeft(named))).flatMap(({ place, items }) => {
    const one = gone[place]
    const of = one && at.get(one.control_number)
    return of ? [{ of, title_id: one.title_id, items }] : []
  })
}

/** What happens to each holdings record; it is known by its number, in its source and library. */
export async function planHoldings(
  client: pg.PoolClient,
  batch: {
    readonly rows: readonly { row: HoldingRow; title_id: string | null }[]
    readonly gone: readonly GoneHolding[]
  },
  into: Into,
): Promise<HoldingPlan> {
  const { rows } = batch
  const numbers = [...rows.map(r => r.row.control_number), ...batch.gone.map(g => g.gone_holding)]
  const stored =
    numbers.length === 0
      ? []
      : allOf(StoredHolding, await send(client, storedHoldings(into.source, numbers, into.library)))
  const known = new Map(stored.map(s => [keyOf(s), s]))
  const all = [...new Map(rows.map(r => [keyOf(r.row), r])).entries()].map(
    ([key, { row, title_id }]): Wanted => ({ key, row, title_id: title_id ?? '' }),
  )
  const fresh = all.filter(w => !known.has(w.key))
  const changed = all.flatMap(({ key, ...one }) => {
    const before = known.get(key)
    const same =
      before && one.row.hash.equals(before.record_hash as Buffer) && before.title_id === one.title_id
    return before && !same ? [{ ...one, holding_id: before.holding_id, before }] : []
  })
  const going = new Set(batch.gone.map(g => g.gone_holding))
  const wanted = new Set(all.map(w => w.key))
  const gone = stored.filter(s => going.has(s.control_number) && !wanted.has(keyOf(s)))
  return {
    fresh,
    changed,
    gone,
    left: await leftBy(client, gone, batch.gone),
    counts: {
      holdings_new: fresh.length,
      holdings_changed: changed.length,
      holdings_unchanged: rows.length - fresh.length - changed.length,
      holdings_removed: gone.length,
    },
  }
}

/** Gives records another form; the former one is kept. */
async function replaceHoldings(
  client: pg.PoolClient,
  changed: HoldingPlan['changed'],
  { at, steered }: Pick<Into, 'at' | 'steered'>,
): Promise<void> {
  const ids = changed.map(c => c.holding_id)
  const by = steered?.by ?? { library_id: null, import_id: null, why: null }
  await send(client, keepHoldingVersions(ids, { ...by, at }))
  await send(client, updateHoldings(at, changed))
  await send(client, forgetPlaces(ids))
}

/** Stores holdings records, in the transaction of the batch. */
export async function writeHoldings(
  client: pg.PoolClient,
  { fresh, changed, gone }: HoldingPlan,
  { source, at, steered }: Into,
): Promise<{ readonly noted: HoldingNoted[]; readonly titles: string[] }> {
  const made =
    fresh.length === 0 ? [] : allOf(MadeHolding, await send(client, insertHoldings(source, at, fresh)))
  const ids = new Map(made.map(m => [keyOf(m), m.holding_id]))
  if (changed.length > 0) await replaceHoldings(client, changed, { at, steered })
  const placed = [
    ...fresh.flatMap(({ row }) => {
      const holding_id = ids.get(keyOf(row))
      return holding_id === undefined ? [] : [{ holding_id, row }]
    }),
    ...changed,
  ]
  if (placed.length > 0) await send(client, insertPlaces(placed))
  if (gone.length > 0) await send(client, deleteHoldings(gone.map(g => g.holding_id)))
  const before = (b: StoredHolding) => ({
    control_number: b.control_number,
    title_id: b.title_id,
    record: b.record as Buffer,
  })
  return {
    noted: [
      ...fresh.map(({ row }) => ({
        control_number: row.control_number,
        title_id: null,
        record: null,
        hash: row.hash,
      })),
      ...changed.map(c => ({ ...before(c.before), hash: c.row.hash })),
      ...gone.map(g => ({ ...before(g), hash: null })),
    ],
    titles: [
      ...fresh.map(f => f.title_id),
      ...changed.flatMap(c => [c.title_id, c.before.title_id]),
      ...gone.map(g => g.title_id),
    ],
  }
}
