import type { registerPatron as op, BodyOf } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Decided, once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { type PatronFields, provenanceOf, tidyFields } from '../fields.rules.ts'
import { termOf } from '../memberships/membership.rules.ts'
import { setFee } from '../memberships/membership.store.ts'
import { offersQuery } from '../memberships/membership-types.store.ts'
import { chargeFee, feeOf, offered } from '../memberships/offered.ts'
import { nameTokens } from '../names.rules.ts'
import type { Changed } from '../own/own-patron.ts'
import { STATEMENT } from '../statement.ts'
import { digitsOf, knownQueries, mayKeepNumber, sealNumber, whereKnown } from './number.ts'
import { Desk, deskFacts, insertPatron } from './register.store.ts'

const Made = Type.Object({ patron_id: Id })

/** The form after its own checks, before the database is asked. */
interface Form {
  readonly fields: PatronFields
  readonly card: string
  readonly digits: string | null
  readonly body: BodyOf<typeof op>
}

function readForm(ctx: StaffCtx, body: BodyOf<typeof op>): Form | Refusal {
  const fields = tidyFields(body, dayOf(ctx.now))
  if (typeof fields === 'string') return refuse(fields)
  const card = body.card.trim()
  if (card === '') return refuse('invalid')
  const digits = body.national_number === undefined ? null : digitsOf(ctx, body.national_number)
  return isRefusal(digits) ? digits : { fields, card, digits, body }
}

/**
 * Registers a patron with membership, card and the statement that was shown, and charges the fee. With a number the
 * record is tied to the one person behind it, who may be a patron elsewhere: nothing of that is read or told.
 * @returns the id of the new record, or why there is none
 */
export async function registerPatron(
  ctx: StaffCtx,
  body: BodyOf<typeof op>,
): Promise<Changed | Refusal | RefusedByRules> {
  const form = readForm(ctx, body)
  if (isRefusal(form)) return form
  const known = form.digits === null ? [] : knownQueries(ctx, form.digits)
  return once<Changed>(ctx, body, {
    facts: [deskFacts(ctx, form.card), offersQuery, ...known],
    decide: (rows, tx) => decide(ctx, form, rows, tx),
  })
}

async function decide(ctx: StaffCtx, form: Form, rows: Row[][], tx: Tx): Promise<Decided<Changed>> {
  const { fields, card, digits, body } = form
  const [desk, offers, ...known] = rows
  const facts = oneOf(Desk, desk ?? [])
  if (digits !== null && !mayKeepNumber(facts?.use_number)) {
    return refuse('number_not_allowed', { library: ctx.actor.library_name })
  }
  const where = digits === null ? null : whereKnown(ctx, digits, known)
  if (where?.here) {
    tx.seen(where.here)
    return refusedBy([{ code: 'known_here', weight: 'stop', about: { patron_id: where.here } }])
  }
  if (facts?.card_in_use) return refuse('card_in_use')
  const offer = offered(ctx, offers ?? [], {
    membership_type: body.membership_type,
    birth_on: fields.birth_on,
    postcode: fields.postcode,
  })
  if (isRefusal(offer)) return offer
  const source = { from: 'manual', by: ctx.actor.staff_id, at: ctx.now.toString() } as const
  const term = termOf(offer, null, dayOf(ctx.now))
  const [made] = await tx.more([
    insertPatron(ctx, {
      fields,
      number: digits !== null && where ? { index: where.index, cipher: sealNumber(ctx, digits) } : null,
      card,
      offer,
      term,
      tokens: nameTokens(fields),
      statement: { version: STATEMENT, how: body.statement },
      provenance: provenanceOf(fields, {}, source),
    }),
  ])
  const patron_id = oneOf(Made, made ?? [])?.patron_id
  if (patron_id === undefined) throw new Error('a registered patron has no id')
  tx.seen(patron_id)
  const fee = await feeOf(tx, patron_id, { offer, term })
  return {
    effects: [setFee(patron_id, fee), ...chargeFee(ctx, patron_id, fee, offer)],
    answer: () => ({ patron_id }),
  }
}
