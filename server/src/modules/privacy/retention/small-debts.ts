import { type Ask, type OkOf, type setSmallDebts as op } from '@kaft/contract'
import { isRefusal, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure } from '../../organisation/index.ts'
import { SmallDebts, smallDebts, storeSmallDebts } from './retention.store.ts'
import { usualSmallDebts } from './small-debts.rules.ts'

/** The rule of the own library, or the usual one. */
export async function readSmallDebts(ctx: StaffCtx): Promise<OkOf<typeof op>> {
  const [rows = []] = await read(ctx, [smallDebts(ctx.actor.library_id)])
  return oneOf(SmallDebts, rows) ?? usualSmallDebts
}

/** Sets it; who did stands among the changes of the configuration. */
export async function setSmallDebts(
  ctx: StaffCtx,
  { body }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { library_id } = ctx.actor
  const { rule } = body
  const done = await configure(ctx, body, {
    facts: [smallDebts(library_id)],
    decide: ([rows = []]) => ({
      effects: [storeSmallDebts(library_id, rule)],
      change: { subject: 'small_debts', before: oneOf(SmallDebts, rows) ?? usualSmallDebts, after: rule },
      answer: {},
    }),
  })
  return isRefusal(done) || 'findings_refused' in done ? done : rule
}
