import type { changePatron as op, BodyOf } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { noteConflicts } from '../eid/eid.store.ts'
import {
  overwritesRegister,
  type PatronFields,
  provenanceOf,
  reachedOtherwise,
  tidyFields,
} from '../fields.rules.ts'
import { formerNames, nameTokens } from '../names.rules.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { Before, beforeQuery, renameTokens, updatePatron } from './change.store.ts'

/**
 * What the floor above does when a patron chooses whether history is kept: the statements travel with the change, so
 * that what was kept goes in the same moment.
 */
export type HistoryChosen = (ctx: StaffCtx, patron_id: string, keep: boolean) => readonly Query[]

/** Whether what tells people apart changes: another library may know the same number under another name. */
const isSomebodyElse = (now: PatronFields, before: PatronFields): boolean =>
  now.family_name !== before.family_name ||
  now.given_name !== before.given_name ||
  now.birth_on !== before.birth_on

/**
 * Changes the data of a patron of the own library. The form names the version that it was made from; when someone
 * else changed the record since, nothing is written and the form is to be looked at again.
 */
export async function changePatron(
  ctx: StaffCtx,
  ask: { readonly patron_id: string; readonly body: BodyOf<typeof op> },
  historyChosen?: HistoryChosen,
): Promise<Changed | Refusal | RefusedByRules> {
  const { patron_id, body } = ask
  const fields = tidyFields(body, dayOf(ctx.now))
  if (typeof fields === 'string') return refuse(fields)
  return changeOwn(ctx, { patron_id, body, facts: [beforeQuery(patron_id)] }, (patron, [row]) => {
    const before = oneOf(Before, row ?? [])
    if (before?.version !== body.version) return refuse('changed_meanwhile')
    const reason = body.reason?.toWellFormed().trim() || undefined
    if (reason === undefined && overwritesRegister(fields, before, before.provenance))
      return refuse('address_reason_needed')
    const by = { from: 'manual', by: ctx.actor.staff_id, at: ctx.now.toString() } as const
    const source = reason === undefined ? by : { ...by, reason }
    const former_names = body.former_names === 'forget' ? [] : formerNames(before, fields)
    const checked_on = reachedOtherwise(fields, before) ? dayOf(ctx.now) : null
    const provenance = provenanceOf(fields, before, source)
    return {
      effects: [
        updatePatron(patron_id, { fields, former_names, checked_on, provenance }),
        ...renameTokens(patron_id, patron.library_id, nameTokens({ ...fields, former_names })),
        ...(isSomebodyElse(fields, before) ? [noteConflicts(patron_id, ctx.now.toString())] : []),
        ...(fields.keep_history === before.keep_history
          ? []
          : (historyChosen?.(ctx, patron_id, fields.keep_history) ?? [])),
      ],
      answer: () => ({ patron_id }),
    }
  })
}
