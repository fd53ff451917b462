import type { Ask, OkOf, probeRegulation as probeOp } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf, isDay } from '../../../../base/dates.ts'
import type { Answer } from '../../../../base/route.ts'
import { allOf, shaped } from '../../../../base/row.ts'
import { transact } from '../../../../base/tx.ts'
import { speechOf } from '../../explain/speech.ts'
import { EpochRow, epochQuery } from '../../rulebook/rulebook.store.ts'
import { rulebookFor, versionFor } from '../../rulebook/rulebook.ts'
import { probe } from './probe.rules.ts'
import { Head, ownHeads } from './regulations.store.ts'

/** What a version of the own library, also a draft, says of lending in one case. No person is looked at. */
export function probeRegulation(
  ctx: StaffCtx,
  { params, body }: Ask<typeof probeOp>,
): Promise<Answer<OkOf<typeof probeOp>>> {
  const { library_id, branch_id } = ctx.actor
  const on = body.on ?? dayOf(ctx.now)
  return transact(ctx, async tx => {
    const [heads, epochs] = await tx.first([ownHeads(library_id), epochQuery(library_id)])
    const head = allOf(Head, heads ?? []).find(h => h.version_id === params.version_id)
    if (!head) return refuse('not_found')
    if (!isDay(on)) return refuse('invalid')
    const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, epochs?.[0]).epoch })
    const compiled = await versionFor(ctx, tx, { ...params, book, draft: !head.activated })
    if (!compiled) return refuse('not_found')
    const at = body.branch_id ?? branch_id
    const query = {
      branch_id: at,
      membership_type: body.membership_type,
      age: body.age ?? null,
      item_type: body.item_type,
      shelf: body.shelf ?? null,
      item_age_days: null,
      action: 'loan' as const,
      on,
    }
    const speech = await speechOf(ctx, tx, body.lang ?? 'nl')
    return probe(compiled, { query, calendar: book.calendars.get(at) ?? null }, speech)
  })
}
