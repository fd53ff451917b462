import { Agreement, type Ask, type makeAgreement as op, type OkOf } from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { isDay } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { lockLibraries } from '../change/change.store.ts'
import { configure, readAnew } from '../change/configure.ts'
import {
  allAgreements,
  insertAgreement,
  librariesAmong,
  oneAgreement,
  overlapping,
} from './agreements.store.ts'
import { ladder } from './rung.rules.ts'

const Made = Type.Object({ agreement_id: Type.String() })

/** Every agreement, running, coming and past. Who works together is public. */
export const listAgreements = async (ctx: StaffCtx): Promise<{ rows: OkOf<typeof op>[] }> => ({
  rows: allOf(Agreement, (await read(ctx, [allAgreements]))[0] ?? []),
})

/**
 * Records an agreement. What it opens is read from its rung, once, and kept with it: a later ladder does not change
 * what libraries signed. Two libraries are in one agreement at a time.
 */
export async function makeAgreement(
  ctx: StaffCtx,
  { body }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { command_id: _, ...asked } = body
  const { library_ids, starts_on, ends_on } = asked
  if (!isDay(starts_on) || (ends_on !== null && (!isDay(ends_on) || ends_on < starts_on)))
    return refuse('invalid')
  const done = await configure(ctx, body, {
    lock: lockLibraries([ctx.actor.library_id, ...library_ids]),
    facts: [librariesAmong(library_ids), overlapping(library_ids, starts_on, ends_on)],
    decide: async ([libraries = [], overlaps = []], tx) => {
      if (libraries.length !== library_ids.length) return refuse('not_found')
      if (overlaps.length > 0) return refuse('agreement_overlaps')
      const [made = []] = await tx.more([insertAgreement(asked, ladder[asked.rung])])
      const agreement_id = oneOf(Made, made)?.agreement_id ?? ''
      return {
        effects: [],
        change: { subject: agreement_id, before: null, after: asked },
        answer: { agreement_id },
        libraries: [ctx.actor.library_id, ...library_ids],
      }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  return (
    oneOf(Agreement, (await readAnew(ctx, [oneAgreement(done.agreement_id)]))[0] ?? []) ?? refuse('not_found')
  )
}
