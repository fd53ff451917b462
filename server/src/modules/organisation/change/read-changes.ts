import { Instant, type OkOf, type readChanges as op } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { changesBefore } from './read-changes.store.ts'

const PAGE = 50
const Row = Type.Object({
  change_id: Type.String(),
  at: Instant,
  by: Type.String(),
  what: Type.String(),
  subject: Type.String(),
  before: Type.Unknown(),
  after: Type.Unknown(),
})

/** Changes of the own library's configuration, newest first, walked by `change_id`. */
export async function readChanges(
  ctx: StaffCtx,
  ask: { readonly before?: string },
): Promise<OkOf<typeof op>> {
  const [rows = []] = await read(ctx, [changesBefore(ctx.actor.library_id, ask.before ?? null, PAGE + 1)])
  const found = allOf(Row, rows)
  const page = found.slice(0, PAGE)
  return { rows: page, next: found.length > PAGE ? (page.at(-1)?.change_id ?? null) : null }
}
