import type { BodyOf, OkOf, placeHold as placeOp } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import { accepted, type Finding, marked, weigh } from '../../../base/decision.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { eventQuery } from '../events/event.store.ts'
import { lockPatron, PatronFacts, patronFacts, patronIs } from '../facts/patron-facts.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { holdCharge } from './charges.ts'
import { lockQueues } from './hold.store.ts'
import { judgeWish, type Judged } from './place-hold.rules.ts'
import { HoldFacts, holdFacts, insertHold, titlesAsked, type Wish } from './place-hold.store.ts'
import { showHold } from './show-holds.ts'

type Ask = BodyOf<typeof placeOp>
export const PatronRow = Type.Object({ patron: PatronFacts })
interface Kept {
  readonly hold_id: string
  readonly event_id: string
}
const EXPIRY_DAYS = 365

/** The statements that decide about a hold, in the order in which `judgeHold` reads their rows. */
export const holdQueries = (ctx: StaffCtx, wish: Wish): Query[] => [
  patronFacts(patronIs(wish), { day: dayOf(ctx.now) }),
  holdFacts(ctx, wish),
]

export interface HoldJudged extends Judged {
  readonly patron: PatronFacts
  readonly facts: HoldFacts
}

/** Everything that speaks against this hold, and what it would cost; null when the patron is not in scope. */
export async function judgeHold(
  ctx: StaffCtx,
  tx: Tx,
  rows: readonly Record<string, unknown>[][],
): Promise<HoldJudged | null> {
  const patron = oneOf(PatronRow, rows[0] ?? [])?.patron
  return patron ? judgeKnown(ctx, tx, { patron, facts: shaped(HoldFacts, rows[1]?.[0]) }) : null
}

/** The same of facts that were read already. */
export async function judgeKnown(
  ctx: StaffCtx,
  tx: Tx,
  { patron, facts }: Pick<HoldJudged, 'patron' | 'facts'>,
): Promise<HoldJudged> {
  const { library_id, branch_id } = ctx.actor
  const { regulation } = await rulebookFor(ctx, tx, { library_id, epoch: facts.epoch })
  const at = { today: dayOf(ctx.now), library_id, branch_id, source: ctx.source }
  return { patron, facts, ...judgeWish({ patron, facts, regulation, at }) }
}

/** What the days of a wish have against them: a past, or an end before the beginning. */
const dayFindings = (ask: Ask, today: string): Finding[] => {
  const { not_before: from, not_after: until } = ask
  const wrong =
    (until !== undefined && until < today) || (until !== undefined && from !== undefined && until < from)
  return wrong ? [{ code: 'hold_days_invalid', weight: 'stop', about: {} }] : []
}

/**
 * Reserves for a patron: they join the end of the queue of each title that would do, and are told their place and
 * what it costs. Staff, the reader and the self-service machine all come through here; only staff may pass a question.
 */
export async function placeHold(
  ctx: StaffCtx,
  ask: Ask,
): Promise<OkOf<typeof placeOp> | Refusal | RefusedByRules> {
  const kept = await once<Kept>(ctx, ask, {
    facts: [lockPatron(patronIs(ask)), lockQueues(titlesAsked(ask)), ...holdQueries(ctx, ask)],
    decide: async (rows, tx) => {
      const judged = await judgeHold(ctx, tx, rows.slice(2))
      tx.seen(judged?.patron.patron_id ?? null, judged ? 'seen' : 'refused')
      if (!judged) return refuse('patron_unknown')
      const { facts } = judged
      if (facts.title_ids.length < new Set(titlesAsked(ask)).size) return refuse('title_unknown')
      const findings = [...dayFindings(ask, dayOf(ctx.now)), ...judged.findings]
      const decision = weigh(findings, accepted(ask.accept, may(ctx)), { effect: () => null, trace: null })
      if (!decision.go) return refusedBy(marked(decision.findings, may(ctx)))
      return placing(ctx, ask, judged)
    },
  })
  if (isRefusal(kept) || 'findings_refused' in kept) return kept
  return { hold: await showHold(ctx, kept.hold_id), event_id: kept.event_id }
}

/** What placing a hold writes. @param of the event's id, and what undoing it needs besides */
export function placing(
  ctx: StaffCtx,
  ask: Ask,
  { patron, facts, cost, version_id }: HoldJudged,
  { event_id, undo }: { readonly event_id: string; readonly undo: object } = {
    event_id: uuid7(ctx.now),
    undo: {},
  },
) {
  const [at, today] = [ctx.now.toString(), dayOf(ctx.now)]
  const hold_id = facts.next_hold_id
  const last = addDays(today, facts.expiry_days ?? EXPIRY_DAYS)
  const { not_before: from, not_after: until } = ask
  const about = { hold_id, title_id: ask.title_id }
  return {
    effects: [
      insertHold(ctx, ask, {
        hold_id,
        library_id: patron.library_id,
        at,
        suspended_until: from !== undefined && from > today ? from : null,
        expires_on: until ?? last,
        version_id,
        cost,
      }),
      ...holdCharge(ctx, patron, { ...about, amount_cents: cost.placing_cents }),
      eventQuery(ctx, {
        event_id,
        kind: 'hold_placed',
        occurred_at: at,
        item_id: null,
        title_id: ask.title_id,
        hold_id,
        person: patron,
        amount_cents: cost.placing_cents || null,
        undo,
      }),
    ],
    answer: (): Kept => ({ hold_id, event_id }),
  }
}
