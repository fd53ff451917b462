import { Id, Nullable } from '@kaft/contract'
import type pg from 'pg'
import { Type } from 'typebox'
import { allOf } from '../../../base/row.ts'
import { planAuthorities } from './authority-batch.ts'
import {
  type AnyTaken,
  type Into,
  isAuthority,
  isGoneHolding,
  isHolding,
  isTitle,
  send,
  type Written,
} from './batch.ts'
import { linkHoldings, planHoldings } from './holding-batch.ts'
import { barcodesThere } from './match.store.ts'
import { planBatch, refusedOf } from './plan-batch.ts'

const There = Type.Object({ key: Type.String(), title_id: Nullable(Id) })

/** An item that would be made, and the title that it would be of: `new …` for one that is not there yet, null unknown. */
interface Wanted {
  readonly of: AnyTaken
  readonly item: { readonly library_id: string; readonly barcode: string }
  readonly home: string | null
}

/** What would become of the items: a barcode that stands on another title is not taken, as when it is written. */
async function lookAtItems(
  client: pg.PoolClient,
  wanted: readonly Wanted[],
): Promise<Pick<Written, 'items_new' | 'items_same' | 'taken_barcodes'>> {
  const rows =
    wanted.length === 0 ? [] : allOf(There, await send(client, barcodesThere(wanted.map(w => w.item))))
  /** Where each barcode stands, or would stand once the first that has it was written. */
  const homes = new Map<string, string | null>(rows.map(t => [t.key, t.title_id]))
  const taken_barcodes: { of: AnyTaken; barcode: string }[] = []
  let [items_new, items_same] = [0, 0]
  for (const { of, item, home } of wanted) {
    const key = `${item.library_id} ${item.barcode}`
    const stands = homes.get(key)
    if (stands === undefined) {
      homes.set(key, home)
      items_new++
    } else if (stands === null || home === null || stands === home) items_same++
    else taken_barcodes.push({ of, barcode: item.barcode })
  }
  return { items_new, items_same, taken_barcodes }
}

/** What a batch would become, with nothing written: the same plan that is followed when it is. */
export async function lookAtBatch(
  client: pg.PoolClient,
  all: readonly AnyTaken[],
  into: Into,
): Promise<Written> {
  const headings = await planAuthorities(client, all.filter(isAuthority), into)
  const batch = all.filter(isTitle)
  const rows = [...new Map(batch.map(t => [t.row.control_number, t])).values()]
  const plan = await planBatch(client, rows, into)
  const refused = new Map(plan.refused.map(r => [r.control_number, r]))
  const taken = batch.filter(t => !refused.has(t.row.control_number))
  const { linked, refused: unlinked } = await linkHoldings(client, all.filter(isHolding), into)
  const held = [
    ...taken.flatMap(t =>
      t.held === null ? [] : [{ row: t.held, title_id: plan.ids.get(t.row.control_number) ?? null }],
    ),
    ...linked.map(l => ({ row: l.of.holding, title_id: l.title_id })),
  ]
  const holdings = await planHoldings(client, { rows: held, gone: all.filter(isGoneHolding) }, into)
  const items = await lookAtItems(client, [
    ...taken.flatMap(of => {
      const { control_number } = of.row
      const home = plan.ids.get(control_number) ?? `new ${control_number}`
      return of.items.map(item => ({ of, item, home }))
    }),
    ...linked.flatMap(({ of, title_id }) => of.items.map(item => ({ of, item, home: title_id }))),
  ])
  return {
    titles_new: plan.fresh.length,
    titles_changed: plan.changed.length,
    titles_kept: plan.kept,
    titles_unchanged: taken.length - plan.fresh.length - plan.changed.length - plan.kept,
    ...items,
    refused: [...headings.refused, ...refusedOf(batch, refused), ...unlinked],
    ...headings.counts,
    ...holdings.counts,
    left: holdings.left,
  }
}
