import { type BodyOf, type choose as op, MyChoices } from '@kaft/contract'
import { isRefusal, type ReaderCtx, type Refusal, refuse } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import type { HistoryChosen } from '../change/change-patron.ts'
import { Before, beforeQuery } from '../change/change.store.ts'
import { provenanceOf, reachedOtherwise, tidyFields } from '../fields.rules.ts'
import { changeOwn } from '../own/own-patron.ts'
import { choicesQuery, setChoices } from './choices.store.ts'

/** Own contact data and choices, as they are now. */
export const readChoices = (ctx: ReaderCtx): Promise<MyChoices | Refusal> =>
  transact(ctx, async tx => {
    const { patron_id } = ctx.actor.reader
    const [rows = []] = await tx.first([choicesQuery(patron_id)])
    const found = oneOf(MyChoices, rows)
    tx.seen(found ? patron_id : null, found ? 'seen' : 'refused')
    return found ?? refuse('patron_unknown')
  })

/**
 * A reader changes how they are reached and what they choose (P71, P76, P80, P88). Messages are made from the record when they
 * go, so that it holds for the next one; news stops with this commit; what history keeps goes as when the desk says so.
 */
export async function choose(
  ctx: ReaderCtx,
  body: BodyOf<typeof op>,
  historyChosen?: HistoryChosen,
): Promise<Answer<MyChoices>> {
  const { patron_id } = ctx.actor.reader
  const { command_id, ...asked } = body
  const done = await changeOwn(
    ctx,
    { patron_id, body: { command_id, ...asked }, facts: [beforeQuery(patron_id)] },
    (_, [rows = []]) => {
      const before = oneOf(Before, rows)
      if (!before) return refuse('patron_unknown')
      const fields = tidyFields({ ...before, ...asked }, dayOf(ctx.now))
      if (typeof fields === 'string') return refuse(fields)
      const provenance = provenanceOf(fields, before, { from: 'self', at: ctx.now.toString() })
      const checked_on = reachedOtherwise(fields, before) ? dayOf(ctx.now) : null
      const history =
        fields.keep_history === before.keep_history
          ? []
          : (historyChosen?.(ctx, patron_id, fields.keep_history) ?? [])
      return {
        effects: [setChoices(patron_id, { fields, provenance, checked_on }), ...history],
        answer: () => ({ patron_id }),
      }
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readChoices(ctx)
}
