import type { BodyOf, changeOnline as changeOp, identifyOnline as op } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import type { Uitpas } from '../../../base/uitpas.ts'
import { eidCodes } from '../cards/card-code.ts'
import { Before, beforeQuery, renameTokens, updatePatron } from '../change/change.store.ts'
import { noteConflicts, setPerson } from '../eid/eid.store.ts'
import { identityOf } from '../eid/identity-rules.ts'
import { identityQuery } from '../eid/identity-rules.store.ts'
import { noteRegistered } from '../known-elsewhere/questions.store.ts'
import { type Offer, termOf } from '../memberships/membership.rules.ts'
import { renewTo } from '../memberships/membership.store.ts'
import { categoriesQuery, offersQuery } from '../memberships/membership-types.store.ts'
import { chargeFee, feeOf, offered } from '../memberships/offered.ts'
import { tariffAsked } from '../memberships/uitpas.ts'
import { formerNames, nameTokens } from '../names.rules.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { cardFault, categoryFault, type Form, readForm, sourcesOf, tariffFacts } from '../register/form.ts'
import { knownQueries, sealNumber, whereKnown } from '../register/number.ts'
import { eidOf } from '../register/register.ts'
import { CardInUse, cardsInUse } from '../register/register.store.ts'
import { giveCards, hearConsent, identified, setGroup } from './identify-online.store.ts'
import { setVisit, Waiting, waitingOf } from './waiting.store.ts'

type Body = BodyOf<typeof op>
interface Asked {
  readonly patron_id: string
  readonly body: Body
  readonly form: Form
}

/**
 * Whoever registered on the internet is at the desk: an identity card was read or a document was seen. What they typed
 * stands beside what the card says; then they have a card, a membership and its fee like everyone else, and the block of
 * the internet is lifted. Somebody whose number is a patron's already is refused with that patron: the two are merged.
 */
export async function identifyOnline(
  ctx: StaffCtx,
  patron_id: string,
  body: Body,
  uitpas: Uitpas | null,
): Promise<Changed | Refusal | RefusedByRules> {
  const tariff = await tariffAsked(ctx, body.tariff, uitpas)
  if (isRefusal(tariff)) return tariff
  const { tariff: _, ...asked } = body
  const form = readForm(ctx, asked, tariff)
  if (isRefusal(form)) return form
  const known = form.digits === null ? [] : knownQueries(ctx, form.digits)
  const eid = eidCodes(ctx.keys, body.eid?.card_number ?? '')
  return changeOwn(
    ctx,
    {
      patron_id,
      body: tariff === null ? asked : { ...asked, ...tariff },
      facts: [
        waitingOf(patron_id),
        beforeQuery(patron_id),
        identityQuery(dayOf(ctx.now)),
        cardsInUse(ctx, { card: form.card, eid }),
        offersQuery,
        categoriesQuery,
        ...known,
      ],
    },
    (_patron, rows, tx) => decide(ctx, { patron_id, body, form }, rows, tx),
  )
}

/** What stands in the way: the record, its cards, its number, its group. */
function faultOf(ctx: StaffCtx, ask: Asked, rows: Row[][], tx: Tx): Refusal | RefusedByRules | null {
  const [waiting, before, rules, cards, , categories, ...known] = rows
  if (!oneOf(Waiting, waiting ?? [])) return refuse('online_not_waiting')
  if (oneOf(Before, before ?? [])?.version !== ask.body.version) return refuse('changed_meanwhile')
  const fault = cardFault(ctx, ask.form, identityOf(rules)) ?? categoryFault(ask.form, categories ?? [])
  if (fault) return fault
  const here = ask.form.digits === null ? null : whereKnown(ctx, ask.form.digits, known).here
  if (here !== null && here !== ask.patron_id) {
    tx.seen(here)
    return refusedBy([{ code: 'known_here', weight: 'stop', about: { patron_id: here } }])
  }
  const used = shaped(CardInUse, cards?.[0])
  return used.card_in_use || used.eid_in_use ? refuse('card_in_use') : null
}

/** The person behind the number is tied first: whether a fee was paid elsewhere is asked about them. */
function tieQueries(ctx: StaffCtx, { patron_id, form }: Asked, known: readonly Row[][]): Query[] {
  if (form.digits === null) return []
  const { index } = whereKnown(ctx, form.digits, known)
  const at = ctx.now.toString()
  return [setPerson(patron_id, { index, cipher: sealNumber(ctx, form.digits) }, at)]
}

async function decide(ctx: StaffCtx, ask: Asked, rows: Row[][], tx: Tx) {
  const fault = faultOf(ctx, ask, rows, tx)
  if (fault) return fault
  const { patron_id, form } = ask
  const [, before, rules, , offers, , ...known] = rows
  const offer = offered(ctx, offers ?? [], tariffFacts(form))
  if (isRefusal(offer)) return offer
  const tie = tieQueries(ctx, ask, known)
  if (tie.length > 0) await tx.more(tie)
  const was = shaped(Before, before?.[0])
  const cards = { card: form.card, eid: eidOf(ctx, ask.body.eid, identityOf(rules).eid_expires) }
  return {
    effects: [
      ...recordQueries(ctx, ask, was),
      giveCards(ctx, patron_id, cards),
      ...(await memberQueries(ctx, tx, { patron_id, offer })),
      ...identified(ctx, patron_id),
      ...(tie.length > 0 ? [noteConflicts(patron_id, ctx.now.toString()), noteRegistered(ctx)] : []),
    ],
    answer: () => ({ patron_id }),
  }
}

/** The data as the desk has them now, under the name by which people are found. */
function recordQueries(ctx: StaffCtx, { patron_id, body, form }: Asked, was: Before): Query[] {
  const { fields } = form
  const former_names = formerNames(was, fields)
  return [
    updatePatron(patron_id, {
      fields,
      former_names,
      checked_on: dayOf(ctx.now),
      provenance: sourcesOf(ctx, form, was),
    }),
    ...renameTokens(patron_id, ctx.actor.library_id, nameTokens({ ...fields, former_names })),
    setGroup(patron_id, form.category, form.tariff),
    ...(body.consent === undefined ? [] : [hearConsent(ctx, patron_id, body.consent)]),
  ]
}

async function memberQueries(
  ctx: StaffCtx,
  tx: Tx,
  { patron_id, offer }: { readonly patron_id: string; readonly offer: Offer },
): Promise<Query[]> {
  const term = termOf(offer, null, dayOf(ctx.now))
  const fee = await feeOf(tx, patron_id, { offer, term })
  return [renewTo(ctx, patron_id, { offer, term, fee }), ...chargeFee(ctx, patron_id, fee, offer)]
}

/** How long somebody may still wait, from now. */
const MOST_DAYS = 400

/** Gives somebody more time to come, or lets a registration that is nobody's go tonight: then the day is yesterday. */
export const changeOnline = (ctx: StaffCtx, patron_id: string, body: BodyOf<typeof changeOp>) =>
  changeOwn(ctx, { patron_id, body, facts: [waitingOf(patron_id)] }, (_, [waiting]) => {
    if (!oneOf(Waiting, waiting ?? [])) return refuse('online_not_waiting')
    const today = dayOf(ctx.now)
    const { visit_until } = body
    if (visit_until < addDays(today, -1) || visit_until > addDays(today, MOST_DAYS))
      return refuse('online_day')
    return { effects: setVisit(patron_id, visit_until), answer: () => ({ patron_id }) }
  })
