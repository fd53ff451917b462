import type { takeFromCard as op, BodyOf } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { Before, beforeQuery, renameTokens, updatePatron } from '../change/change.store.ts'
import { provenanceOf, tidyFields } from '../fields.rules.ts'
import { formerNames, nameTokens } from '../names.rules.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { noteConflicts } from './eid.store.ts'
import { identityOf } from './identity-rules.ts'
import { identityQuery } from './identity-rules.store.ts'

/**
 * Takes over what an identity card says, after staff saw both and chose (P44). Only the fields that were named change, and
 * each of them is marked as read from a card.
 */
export function takeFromCard(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<Changed | Refusal | RefusedByRules> {
  const facts = [beforeQuery(patron_id), identityQuery(dayOf(ctx.now))]
  return changeOwn(ctx, { patron_id, body, facts }, (patron, [row, rules]) => {
    const before = oneOf(Before, row ?? [])
    if (!identityOf(rules).reads_eid) return refuse('eid_off', { library: ctx.actor.library_name })
    if (before?.version !== body.version) return refuse('changed_meanwhile')
    const fields = tidyFields({ ...before, ...body.fields }, dayOf(ctx.now))
    if (typeof fields === 'string') return refuse(fields)
    const source = { from: 'eid', by: ctx.actor.staff_id, at: ctx.now.toString() } as const
    const former_names = formerNames(before, fields)
    const provenance = provenanceOf(fields, before, source)
    return {
      effects: [
        updatePatron(patron_id, { fields, former_names, checked_on: null, provenance }),
        ...renameTokens(patron_id, patron.library_id, nameTokens({ ...fields, former_names })),
        noteConflicts(patron_id, ctx.now.toString()),
      ],
      answer: () => ({ patron_id }),
    }
  })
}
