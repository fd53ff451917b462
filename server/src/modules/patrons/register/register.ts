import type { registerPatron as op, BodyOf } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { cardNumberIsValid } from '@kaft/eid/card-number'
import { Type } from 'typebox'
import { type Decided, once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { eidCode, eidCodes } from '../cards/card-code.ts'
import { noteConflicts } from '../eid/eid.store.ts'
import { identityOf, type IdentityRules } from '../eid/identity-rules.ts'
import { identityQuery } from '../eid/identity-rules.store.ts'
import { type PatronFields, provenanceOf, tidyFields } from '../fields.rules.ts'
import { noteRegistered } from '../known-elsewhere/questions.store.ts'
import { termOf } from '../memberships/membership.rules.ts'
import { setFee } from '../memberships/membership.store.ts'
import { offersQuery } from '../memberships/membership-types.store.ts'
import { chargeFee, feeOf, offered } from '../memberships/offered.ts'
import { nameTokens } from '../names.rules.ts'
import type { Changed } from '../own/own-patron.ts'
import { STATEMENT } from '../statement.ts'
import { digitsOf, knownQueries, sealNumber, whereKnown } from './number.ts'
import { CardInUse, cardsInUse, insertPatron } from './register.store.ts'

const Made = Type.Object({ patron_id: Id })

type Body = BodyOf<typeof op>
/** The form after its own checks, before the database is asked. */
interface Form {
  readonly fields: PatronFields
  readonly card: string | null
  readonly digits: string | null
  readonly body: Body
}

function readForm(ctx: StaffCtx, body: Body): Form | Refusal {
  const fields = tidyFields(body, dayOf(ctx.now))
  if (typeof fields === 'string') return refuse(fields)
  const card = body.card?.trim() ?? null
  if (card === '' || (card === null && body.eid === undefined)) return refuse('invalid')
  if (body.eid && !cardNumberIsValid(body.eid.card_number)) return refuse('eid_unreadable')
  const digits = body.national_number === undefined ? null : digitsOf(ctx, body.national_number)
  if (isRefusal(digits)) return digits
  if (digits !== null && body.proof === undefined) return refuse('proof_needed')
  return { fields, card, digits, body }
}

/** Where each field came from: what still stands as it was read, and what staff typed. */
function sourcesOf(ctx: StaffCtx, { fields, body }: Form): ReturnType<typeof provenanceOf> {
  const by = { by: ctx.actor.staff_id, at: ctx.now.toString() }
  const typed = provenanceOf(fields, {}, { from: 'manual', ...by })
  const from = body.read?.from ?? 'manual'
  const read = (body.read?.fields ?? []).filter(name => name in typed)
  return { ...typed, ...Object.fromEntries(read.map(name => [name, { from, ...by }])) }
}

/**
 * Registers a patron with membership, cards and the statement that was shown, and charges the fee. With a number the
 * record is tied to the one person behind it, who may be a patron elsewhere: nothing of that is read or told. An identity
 * card is a library card at once.
 * @returns the id of the new record, or why there is none
 */
export async function registerPatron(ctx: StaffCtx, body: Body): Promise<Changed | Refusal | RefusedByRules> {
  const form = readForm(ctx, body)
  if (isRefusal(form)) return form
  const known = form.digits === null ? [] : knownQueries(ctx, form.digits)
  const eid = eidCodes(ctx.keys, body.eid?.card_number ?? '')
  return once<Changed>(ctx, body, {
    facts: [identityQuery(dayOf(ctx.now)), cardsInUse(ctx, { card: form.card, eid }), offersQuery, ...known],
    decide: (rows, tx) => decide(ctx, form, rows, tx),
  })
}

/** What stands in the way of the cards and of the number, before anything else is looked at. */
function cardFault(ctx: StaffCtx, form: Form, identity: IdentityRules): Refusal | null {
  const library = ctx.actor.library_name
  const { eid } = form.body
  if (form.digits !== null && !identity.keeps_numbers) return refuse('number_not_allowed', { library })
  if (!eid) return null
  if (!identity.reads_eid) return refuse('eid_off', { library })
  const { valid_until } = eid
  return identity.eid_expires && valid_until !== null && valid_until < dayOf(ctx.now)
    ? refuse('card_expired', { until: valid_until })
    : null
}

async function decide(ctx: StaffCtx, form: Form, rows: Row[][], tx: Tx): Promise<Decided<Changed>> {
  const { fields, card, digits, body } = form
  const [rules, cards, offers, ...known] = rows
  const identity = identityOf(rules)
  const fault = cardFault(ctx, form, identity)
  if (fault) return fault
  const where = digits === null ? null : whereKnown(ctx, digits, known)
  if (where?.here) {
    tx.seen(where.here)
    return refusedBy([{ code: 'known_here', weight: 'stop', about: { patron_id: where.here } }])
  }
  const used = shaped(CardInUse, cards?.[0])
  if (used.card_in_use || used.eid_in_use) return refuse('card_in_use')
  const offer = offered(ctx, offers ?? [], {
    membership_type: body.membership_type,
    birth_on: fields.birth_on,
    postcode: fields.postcode,
  })
  if (isRefusal(offer)) return offer
  const term = termOf(offer, null, dayOf(ctx.now))
  const [made] = await tx.more([
    insertPatron(ctx, {
      fields,
      number: digits !== null && where ? { index: where.index, cipher: sealNumber(ctx, digits) } : null,
      card,
      eid: body.eid
        ? {
            code: eidCode(ctx.keys, body.eid.card_number),
            expires_on: identity.eid_expires ? body.eid.valid_until : null,
          }
        : null,
      offer,
      term,
      tokens: nameTokens(fields),
      statement: { version: STATEMENT, how: body.statement },
      provenance: sourcesOf(ctx, form),
    }),
  ])
  const patron_id = oneOf(Made, made ?? [])?.patron_id
  if (patron_id === undefined) throw new Error('a registered patron has no id')
  tx.seen(patron_id)
  const person = digits === null ? [] : [noteConflicts(patron_id, ctx.now.toString()), noteRegistered(ctx)]
  const fee = await feeOf(tx, patron_id, { offer, term })
  return {
    effects: [setFee(patron_id, fee), ...chargeFee(ctx, patron_id, fee, offer), ...person],
    answer: () => ({ patron_id }),
  }
}
