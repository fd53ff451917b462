import { type BodyOf, type escalateHold as escalateOp, iblPolicy } from '@kaft/contract'
import { once } from '../../../../base/command.ts'
import { isRefusal, may, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { addDays, ageOn, dayOf } from '../../../../base/dates.ts'
import { accepted, type Finding, marked, weigh } from '../../../../base/decision.ts'
import { refusedBy } from '../../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../../base/row.ts'
import type { Tx } from '../../../../base/tx.ts'
import { uuid7 } from '../../../../base/uuid.ts'
import { eventQuery } from '../../events/event.store.ts'
import { resolve } from '../../regulation/resolve.rules.ts'
import { rulebookFor } from '../../rulebook/rulebook.ts'
import { holdCharge, refunds } from '../charges.ts'
import { isClosed, openHold } from '../end-hold.ts'
import { closeIbl, OpenHold } from '../open-hold.store.ts'
import { refundsOf } from '../refund.rules.ts'
import { showHold } from '../show-holds.ts'
import { escalateFindings } from './ibl.rules.ts'
import { askLenders, Lender, lendersOf, OwnItems, ownItems } from './ibl.store.ts'

type Ask = BodyOf<typeof escalateOp> & { readonly hold_id: string }

/** What asking costs this reader, by the regulation of the desk and the kind of item that is asked for. */
async function costOf(
  ctx: StaffCtx,
  tx: Tx,
  of: { hold: OpenHold; epoch: string; item_type: string | null },
) {
  const { library_id, branch_id } = ctx.actor
  const { regulation } = await rulebookFor(ctx, tx, { library_id, epoch: of.epoch })
  if (!regulation) return 0
  const { birth_on, membership_type } = of.hold.person
  const today = dayOf(ctx.now)
  return resolve(regulation, {
    branch_id,
    membership_type,
    age: birth_on ? ageOn(birth_on, today) : null,
    item_type: of.item_type,
    shelf: null,
    item_age_days: null,
    action: 'loan',
    on: today,
  }).values.ibl_cents
}

/**
 * Asks libraries outside of the cooperation for an item, one after the other (IBL). The hold keeps its place and its
 * own last day: when nobody sends an item in time it simply waits as before, and the cost is taken back by rule.
 */
export async function escalateHold(ctx: StaffCtx, ask: Ask) {
  const { hold_id } = ask
  const event_id = uuid7(ctx.now)
  const today = dayOf(ctx.now)
  const kept = await once<{ event_id: string }>(ctx, ask, {
    facts: [...openHold(hold_id), ownItems(hold_id, ctx.actor.library_id)],
    decide: async (rows, tx) => {
      const hold = oneOf(OpenHold, rows[3] ?? [])
      tx.seen(hold?.person.patron_id ?? null, hold ? 'seen' : 'refused')
      if (!hold) return refuse('not_found')
      const policy = hold.ibl_policy ?? iblPolicy
      const [found] = await tx.more([lendersOf(hold_id, policy, today)])
      const lenders = allOf(Lender, found ?? [])
      const own = shaped(OwnItems, rows[4]?.[0])
      const findings = escalateFindings(hold.whole, { own_items: own.items, lenders: lenders.length })
      const decision = weigh(findings, accepted(ask.accept, may(ctx)), { effect: () => null, trace: null })
      if (!decision.go) return refusedBy(marked(decision.findings, may(ctx)))
      const cents = await costOf(ctx, tx, {
        hold,
        epoch: own.epoch,
        item_type: lenders[0]?.item_type ?? null,
      })
      const { person, title_id, whole } = hold
      const { library_id } = person
      const until = addDays(today, policy.days)
      return {
        effects: [
          ...askLenders(ctx, { hold_id, library_id, title_id, until, cents, lenders }),
          ...holdCharge(ctx, person, { hold_id, title_id, amount_cents: cents }),
          eventQuery(ctx, {
            event_id,
            kind: 'hold_escalated',
            occurred_at: ctx.now.toString(),
            item_id: null,
            title_id,
            hold_id,
            person,
            amount_cents: cents || null,
            undo: { whole, again: [] },
          }),
        ],
        answer: () => ({ event_id }),
      }
    },
  })
  if (isRefusal(kept) || 'findings_refused' in kept) return kept
  return { hold: await showHold(ctx, hold_id), event_id: kept.event_id }
}

const notAsked: Finding = { code: 'ibl_not_asked', weight: 'stop', about: {} }

/** All that ends the asking: the requests, the cost by rule, and the hold that waits as it did before. */
export const endingIbl = (ctx: StaffCtx, hold: OpenHold, as: 'withdrawn' | 'lapsed', event_id: string) => {
  const back = refundsOf(hold, 'ibl_over')
  const { hold_id, title_id, person, whole } = hold
  return [
    ...closeIbl(hold_id, as),
    ...refunds(
      ctx,
      back.map(c => c.entry_id),
    ),
    eventQuery(ctx, {
      event_id,
      kind: 'hold_changed',
      occurred_at: ctx.now.toString(),
      item_id: null,
      title_id,
      hold_id,
      person,
      undo: as === 'withdrawn' ? { whole, again: back.map(c => c.amount_cents) } : null,
    }),
  ]
}

/** Stops asking other libraries before they answered. */
export async function endIbl(ctx: StaffCtx, ask: { command_id: string; hold_id: string }) {
  const event_id = uuid7(ctx.now)
  const kept = await once<{ event_id: string }>(ctx, ask, {
    facts: openHold(ask.hold_id),
    decide: (rows, tx) => {
      const hold = oneOf(OpenHold, rows[3] ?? [])
      tx.seen(hold?.person.patron_id ?? null, hold ? 'seen' : 'refused')
      if (!hold) return refuse('not_found')
      if (isClosed(hold)) return refusedBy([{ code: 'hold_closed', weight: 'stop', about: {} }])
      if (hold.whole.ibl_until === null) return refusedBy([notAsked])
      return { effects: endingIbl(ctx, hold, 'withdrawn', event_id), answer: () => ({ event_id }) }
    },
  })
  if (isRefusal(kept) || 'findings_refused' in kept) return kept
  return { hold: await showHold(ctx, ask.hold_id), event_id: kept.event_id }
}
