import type { BodyOf, registerPatron as op } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Decided, once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import type { Uitpas } from '../../../base/uitpas.ts'
import { eidCode, eidCodes } from '../cards/card-code.ts'
import { noteConflicts } from '../eid/eid.store.ts'
import { identityOf } from '../eid/identity-rules.ts'
import { identityQuery } from '../eid/identity-rules.store.ts'
import { noteRegistered } from '../known-elsewhere/questions.store.ts'
import { termOf } from '../memberships/membership.rules.ts'
import { setFee } from '../memberships/membership.store.ts'
import { categoriesQuery, offersQuery } from '../memberships/membership-types.store.ts'
import { chargeFee, feeOf, offered } from '../memberships/offered.ts'
import { tariffAsked } from '../memberships/uitpas.ts'
import { nameTokens } from '../names.rules.ts'
import type { Changed } from '../own/own-patron.ts'
import { STATEMENT } from '../statement.ts'
import { cardFault, categoryFault, type Form, readForm, sourcesOf, tariffFacts } from './form.ts'
import { knownQueries, sealNumber, whereKnown } from './number.ts'
import { CardInUse, cardsInUse, insertPatron } from './register.store.ts'

const Made = Type.Object({ patron_id: Id })

type Body = BodyOf<typeof op>
type Statement = Body['statement']

/**
 * Registers a patron with membership, cards and the statement that was shown, and charges the fee. With a number the
 * record is tied to the one person behind it, who may be a patron elsewhere: nothing of that is read or told. An identity
 * card is a library card at once.
 * @returns the id of the new record, or why there is none
 */
export async function registerPatron(
  ctx: StaffCtx,
  body: Body,
  uitpas: Uitpas | null,
): Promise<Changed | Refusal | RefusedByRules> {
  const tariff = await tariffAsked(ctx, body.tariff, uitpas)
  if (isRefusal(tariff)) return tariff
  // The number of a pass is no part of what a repeat is compared with: nothing made from it is kept.
  const { tariff: _, ...asked } = body
  const form = readForm(ctx, asked, tariff)
  if (isRefusal(form)) return form
  const known = form.digits === null ? [] : knownQueries(ctx, form.digits)
  const eid = eidCodes(ctx.keys, body.eid?.card_number ?? '')
  return once<Changed>(ctx, tariff === null ? asked : { ...asked, ...tariff }, {
    facts: [
      identityQuery(dayOf(ctx.now)),
      cardsInUse(ctx, { card: form.card, eid }),
      offersQuery,
      categoriesQuery,
      ...known,
    ],
    decide: (rows, tx) => decide(ctx, { form, statement: body.statement }, rows, tx),
  })
}

async function decide(
  ctx: StaffCtx,
  { form, statement }: { readonly form: Form; readonly statement: Statement },
  rows: Row[][],
  tx: Tx,
): Promise<Decided<Changed>> {
  const { fields, card, digits, body } = form
  const [rules, cards, offers, categories, ...known] = rows
  const identity = identityOf(rules)
  const fault = cardFault(ctx, form, identity) ?? categoryFault(form, categories ?? [])
  if (fault) return fault
  const where = digits === null ? null : whereKnown(ctx, digits, known)
  if (where?.here) {
    tx.seen(where.here)
    return refusedBy([{ code: 'known_here', weight: 'stop', about: { patron_id: where.here } }])
  }
  const used = shaped(CardInUse, cards?.[0])
  if (used.card_in_use || used.eid_in_use) return refuse('card_in_use')
  const offer = offered(ctx, offers ?? [], tariffFacts(form))
  if (isRefusal(offer)) return offer
  const term = termOf(offer, null, dayOf(ctx.now))
  const [made] = await tx.more([
    insertPatron(ctx, {
      fields,
      number: digits !== null && where ? { index: where.index, cipher: sealNumber(ctx, digits) } : null,
      card,
      eid: eidOf(ctx, body.eid, identity.eid_expires),
      offer,
      term,
      category: form.category,
      tariff: form.tariff,
      tokens: nameTokens(fields),
      statement: { version: STATEMENT, how: statement },
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

/** An identity card as it is kept: a hash, and the last day where the library goes by it. */
export const eidOf = (
  ctx: StaffCtx,
  eid: Body['eid'],
  expires: boolean,
): { readonly code: string; readonly expires_on: string | null } | null =>
  eid ? { code: eidCode(ctx.keys, eid.card_number), expires_on: expires ? eid.valid_until : null } : null
