import type { recogniseEid as op, BodyOf, Code, OkOf } from '@kaft/contract'
import { cardNumberIsValid } from '@kaft/eid/card-number'
import type { Static } from 'typebox'
import { type Decided, once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { eidCode } from '../cards/card-code.ts'
import { PatronOfCard, patronByCard } from '../head/head.store.ts'
import { numberQueries, patronOfNumber } from '../number/patron-by-number.ts'
import { judgeNewEid } from './eid.rules.ts'
import { EidPatron, eidPatronQuery, keepEid, lockEidPatron } from './eid.store.ts'
import { identityOf, type IdentityRules } from './identity-rules.ts'
import { identityQuery } from './identity-rules.store.ts'

type Ask = BodyOf<typeof op>
type Known = OkOf<typeof op>
const nobody: Known = { patron_id: null, card: null }

const closed = { lost: 'card_lost', ended: 'card_ended', expired: 'card_expired' } as const
const isClosed = (state: string): state is keyof typeof closed => state in closed

function told(tx: Tx, patron_id: string, code: Code, until: string | null): RefusedByRules {
  tx.seen(patron_id, 'refused')
  return refusedBy([{ code, weight: 'stop', about: { until } }])
}

/**
 * Whose identity card is in the reader. The card is known by the hash of its number; the one that comes after it, by the
 * number of the person. Such a card is kept from then on, and what was there before it opens nothing any more (P23).
 * @returns nobody where neither is known in scope; why not, for a card that was lost, replaced or has expired (P42)
 */
export function recogniseEid(ctx: StaffCtx, ask: Ask): Promise<Known | Refusal | RefusedByRules> {
  if (!cardNumberIsValid(ask.card_number)) return Promise.resolve(refuse('eid_unreadable'))
  return once<Known>(ctx, ask, {
    facts: [
      identityQuery(dayOf(ctx.now)),
      patronByCard(ctx, ask.card_number),
      ...numberQueries(ctx, ask.national_number ?? ''),
    ],
    decide: async ([rules, cards, ...numbers], tx) => {
      const identity = identityOf(rules)
      if (!identity.reads_eid) return refuse('eid_off', { library: ctx.actor.library_name })
      const card = allOf(PatronOfCard, cards ?? [])[0]
      if (card) return ofCard(tx, card)
      const patron_id = identity.keeps_numbers ? (patronOfNumber(numbers)?.patron_id ?? null) : null
      if (patron_id !== null) return renewed(ctx, tx, { ask, identity, patron_id })
      tx.seen(null, 'refused')
      return { effects: [], answer: () => nobody }
    },
  })
}

function ofCard(tx: Tx, card: Static<typeof PatronOfCard>): Decided<Known> | RefusedByRules {
  if (isClosed(card.state)) return told(tx, card.patron_id, closed[card.state], card.expires_on)
  tx.seen(card.patron_id)
  return { effects: [], answer: () => ({ patron_id: card.patron_id, card: 'known' }) }
}

/** A card of somebody whose number is known: kept by the own library, and only looked at by a partner. */
async function renewed(
  ctx: StaffCtx,
  tx: Tx,
  { ask, identity, patron_id }: { ask: Ask; identity: IdentityRules; patron_id: string },
): Promise<Decided<Known>> {
  const [, rows, cards] = await tx.more([
    lockEidPatron(patron_id),
    eidPatronQuery(patron_id),
    patronByCard(ctx, ask.card_number),
  ])
  // Somebody else read the same card just before, and kept it.
  const card = allOf(PatronOfCard, cards ?? [])[0]
  if (card) return ofCard(tx, card)
  const patron = oneOf(EidPatron, rows ?? [])
  if (!patron) return { effects: [], answer: () => nobody }
  const { valid_until } = ask
  const judged = judgeNewEid(patron.eids, { valid_until }, dayOf(ctx.now))
  if (judged === 'former') return told(tx, patron_id, 'card_ended', valid_until)
  if (judged === 'expired' && identity.eid_expires) return told(tx, patron_id, 'card_expired', valid_until)
  tx.seen(patron_id)
  const own = patron.library_id === ctx.actor.library_id
  const eid = {
    patron_id,
    code: eidCode(ctx.keys, ask.card_number),
    expires_on: identity.eid_expires ? valid_until : null,
  }
  return {
    effects: own ? keepEid(ctx, eid) : [],
    answer: () => ({ patron_id, card: own ? 'renewed' : 'known' }),
  }
}
