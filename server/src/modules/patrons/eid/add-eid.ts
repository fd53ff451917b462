import type { addEid as op, BodyOf } from '@kaft/contract'
import { cardNumberIsValid } from '@kaft/eid/card-number'
import { Type } from 'typebox'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { eidCode, eidCodes } from '../cards/card-code.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { digitsOf, knownQueries, sealNumber, whereKnown } from '../register/number.ts'
import { eidInUse, keepEid, noteConflicts, setPerson } from './eid.store.ts'
import { identityOf } from './identity-rules.ts'
import { identityQuery } from './identity-rules.store.ts'
import { hasNumber } from './has-number.store.ts'

const Owner = Type.Object({ patron_id: Type.String() })
const HasNumber = Type.Object({ has: Type.Boolean() })

/** What happens to the number: nothing, kept for the first time, or a reason why neither it nor the card can be. */
function numberEffects(
  ctx: StaffCtx,
  at: { readonly patron_id: string; readonly digits: string; readonly has: boolean },
  known: readonly Row[][],
): readonly Query[] | Refusal | RefusedByRules {
  const where = whereKnown(ctx, at.digits, known)
  if (where.here === at.patron_id) return []
  if (where.here !== null)
    return refusedBy([{ code: 'known_here', weight: 'stop', about: { patron_id: where.here } }])
  if (at.has) return refuse('number_other')
  const moment = ctx.now.toString()
  const number = { index: where.index, cipher: sealNumber(ctx, at.digits) }
  return [setPerson(at.patron_id, number, moment), noteConflicts(at.patron_id, moment)]
}

/**
 * Makes the identity card of a patron of the own library a library card too. The number on it is kept where the library
 * may and none was kept yet; with another number the card is refused, for then it is another person's.
 */
export async function addEid(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<Changed | Refusal | RefusedByRules> {
  if (!cardNumberIsValid(body.card_number)) return refuse('eid_unreadable')
  const digits = body.national_number === undefined ? null : digitsOf(ctx, body.national_number)
  if (isRefusal(digits)) return digits
  const facts = [
    identityQuery(dayOf(ctx.now)),
    eidInUse(ctx, eidCodes(ctx.keys, body.card_number)),
    hasNumber(patron_id),
    ...(digits === null ? [] : knownQueries(ctx, digits)),
  ]
  return changeOwn(ctx, { patron_id, body, facts }, (_, [rules, used, number, ...known], tx) => {
    const identity = identityOf(rules)
    if (!identity.reads_eid) return refuse('eid_off', { library: ctx.actor.library_name })
    if (allOf(Owner, used ?? []).length > 0) return refuse('card_in_use')
    if (identity.eid_expires && body.valid_until !== null && body.valid_until < dayOf(ctx.now))
      return refuse('card_expired', { until: body.valid_until })
    const has = oneOf(HasNumber, number ?? [])?.has ?? false
    const kept =
      digits === null || !identity.keeps_numbers ? [] : numberEffects(ctx, { patron_id, digits, has }, known)
    if (isRefusal(kept)) return kept
    if ('findings_refused' in kept) {
      tx.seen(patron_id, 'refused')
      return kept
    }
    const expires_on = identity.eid_expires ? body.valid_until : null
    const eid = { patron_id, code: eidCode(ctx.keys, body.card_number), expires_on }
    return { effects: [...keepEid(ctx, eid), ...kept], answer: () => ({ patron_id }) }
  })
}
