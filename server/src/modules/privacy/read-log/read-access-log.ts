import { AccessRow, type Ask, type OkOf, type readAccessLog as op } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { logRows } from './read-log.store.ts'

const PAGE = 50

/**
 * The access log of the own library, newest first, walked by `access_id`. Reading it is an access of its own: to
 * one patron when one was asked for, else to the log as a whole, or each page would fill the next.
 */
export async function readAccessLog(ctx: StaffCtx, { query }: Ask<typeof op>): Promise<OkOf<typeof op>> {
  const { patron_id = null, before = null } = query
  const { library_id } = ctx.actor
  const found = await transact(ctx, async tx => {
    const [rows = []] = await tx.first([logRows({ library_id, patron_id, before, most: PAGE + 1 })])
    tx.seen(patron_id)
    return allOf(AccessRow, rows)
  })
  const rows = found.slice(0, PAGE)
  return { rows, next: found.length > PAGE ? (rows.at(-1)?.access_id ?? null) : null }
}
