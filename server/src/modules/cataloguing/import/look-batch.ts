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

const There = Type.Object({ key: Type.String() })

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
  const items = [...taken.flatMap(t => t.items), ...linked.flatMap(l => l.of.items)]
  const there = items.length === 0 ? [] : allOf(There, await send(client, barcodesThere(items)))
  const known = new Set(there.map(t => t.key))
  const keys = new Set(items.map(i => `${i.library_id} ${i.barcode}`))
  const fresh = [...keys].filter(key => !known.has(key)).length
  return {
    titles_new: plan.fresh.length,
    titles_changed: plan.changed.length,
    titles_kept: plan.kept,
    titles_unchanged: taken.length - plan.fresh.length - plan.changed.length - plan.kept,
    items_new: fresh,
    items_same: items.length - fresh,
    taken_barcodes: [],
    refused: [...headings.refused, ...refusedOf(batch, refused), ...unlinked],
    ...headings.counts,
    ...holdings.counts,
    left: holdings.left,
  }
}
