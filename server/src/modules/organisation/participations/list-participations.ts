import { type listParticipations as op, type OkOf, Participation } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { participationsAfter } from './participations.store.ts'

const PAGE = 100

/** What the libraries signed, with what is over: library by library, the newest first. */
export async function listParticipations(
  ctx: StaffCtx,
  ask: { readonly closing?: 'yes'; readonly after?: string },
): Promise<OkOf<typeof op>> {
  const of = { today: dayOf(ctx.now), closing: ask.closing === 'yes', after: ask.after ?? null, most: PAGE }
  const rows = allOf(Participation, (await read(ctx, [participationsAfter(of)]))[0] ?? [])
  return { rows, next: rows.length < PAGE ? null : (rows.at(-1)?.participation_id ?? null) }
}
