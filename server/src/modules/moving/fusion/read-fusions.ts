import { type itemsToLabel as conflictsOp, type listFusions as listOp, type OkOf } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { Came, cameOf, FusionRow, fusionsBefore, Relabel, relabelled } from './fusion.store.ts'
import { toldOf } from './shown.ts'

const PAGE = 50

/** Libraries that become or became one, newest first. */
export async function listFusions(
  ctx: StaffCtx,
  ask: { readonly before?: string },
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [fusionsBefore(ask.before ?? null, PAGE + 1)])
  const found = allOf(FusionRow, rows)
  const page = found.slice(0, PAGE)
  const [came = []] = await read(ctx, [cameOf(page.map(r => r.fusion_id))])
  const told = allOf(Came, came)
  return {
    rows: page.map(row => toldOf(row, told)),
    next: found.length > PAGE ? (page.at(-1)?.fusion_id ?? null) : null,
  }
}

/** Items of the own library that got another code by a fusion: the label on them says the old one still. */
export async function itemsToLabel(
  ctx: StaffCtx,
  ask: { readonly after?: string },
): Promise<OkOf<typeof conflictsOp>> {
  const [rows = []] = await read(ctx, [relabelled(ask.after ?? '0', PAGE + 1)])
  const found = allOf(Relabel, rows)
  const page = found.slice(0, PAGE)
  return { rows: page, next: found.length > PAGE ? (page.at(-1)?.item_id ?? null) : null }
}
