import { type BodyOf, Hold, type OkOf, type placeHold as placeOp } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { accepted, type Finding, marked, weigh } from '../../../base/decision.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { read, type Tx } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { eventQuery } from '../events/event.store.ts'
import { ageOf, judgeFacts, patronFindings } from '../facts/patron.rules.ts'
import { lockPatron, PatronFacts, patronFacts, patronIs } from '../facts/patron-facts.store.ts'
import { holdFindings } from '../regulation/judge.rules.ts'
import { resolve } from '../regulation/resolve.rules.ts'
import { type Rulebook, rulebookFor } from '../rulebook/rulebook.ts'
import { HoldFacts, holdById, holdFacts, insertHold, lockTitleQueue } from './hold.store.ts'

type Ask = BodyOf<typeof placeOp>
const PatronRow = Type.Object({ patron: PatronFacts })
interface Kept {
  readonly hold_id: string
  readonly event_id: string
}

/** The statements that decide about a hold, in the order in which `decideHold` reads their rows. */
export const holdQueries = (
  ctx: StaffCtx,
  ask: { patron_id: string; title_id: string; pickup_branch_id: string },
) => [patronFacts(patronIs(ask), { day: dayOf(ctx.now) }), holdFacts(ctx, ask)]

export interface HoldJudged {
  readonly patron: PatronFacts
  readonly facts: HoldFacts
  readonly findings: readonly Finding[]
}

/** Everything that speaks against this hold; null when the patron is not in scope. */
export async function judgeHold(
  ctx: StaffCtx,
  tx: Tx,
  rows: readonly Record<string, unknown>[][],
): Promise<HoldJudged | null> {
  const patron = oneOf(PatronRow, rows[0] ?? [])?.patron
  const facts = shaped(HoldFacts, rows[1]?.[0])
  if (!patron) return null
  const book = await rulebookFor(ctx, tx, { library_id: ctx.actor.library_id, epoch: facts.epoch })
  return { patron, facts, findings: findingsOf(ctx, { patron, facts, book }) }
}

function findingsOf(
  ctx: StaffCtx,
  { patron, facts, book }: { patron: PatronFacts; facts: HoldFacts; book: Rulebook },
): Finding[] {
  const today = dayOf(ctx.now)
  const found = patronFindings(patron, today)
  if (facts.items === 0) found.push({ code: 'hold_no_items', weight: 'stop', about: {} })
  else if (!facts.reachable) found.push({ code: 'pickup_branch_not_reachable', weight: 'stop', about: {} })
  if (facts.has_hold) found.push({ code: 'hold_duplicate', weight: 'stop', about: {} })
  if (facts.has_loan) found.push({ code: 'hold_already_on_loan', weight: 'ask', about: {} })
  if (!book.regulation) return [...found, { code: 'no_rule', weight: 'stop', about: {} }]
  const { regulation } = book
  // A title may have items of several types: the most lenient of them decides.
  const perType = (facts.item_types.length > 0 ? facts.item_types : [null]).map(item_type => {
    const query = {
      branch_id: ctx.actor.branch_id,
      membership_type: patron.membership_type,
      age: ageOf(patron, today),
      item_type,
      shelf: null,
      item_age_days: null,
      action: 'loan' as const,
      on: today,
    }
    const judged = judgeFacts(patron, query, { library_id: ctx.actor.library_id, title_id: facts.title_id })
    return holdFindings(regulation, resolve(regulation, query), {
      ...judged,
      open_holds: facts.open_holds,
      on_shelf: facts.on_shelf_here > 0,
    })
  })
  const least = perType.reduce((a, b) => (b.length < a.length ? b : a))
  return [...found, ...least]
}

/** Reserves a title for a patron: they join the end of the queue, and are told their place. */
export async function placeHold(
  ctx: StaffCtx,
  ask: Ask,
): Promise<OkOf<typeof placeOp> | Refusal | RefusedByRules> {
  const at = ctx.now.toString()
  const event_id = uuid7(ctx.now)
  const kept = await once<Kept>(ctx, ask, {
    facts: [lockPatron(patronIs(ask)), lockTitleQueue(ask.title_id), ...holdQueries(ctx, ask)],
    decide: async (rows, tx) => {
      const judged = await judgeHold(ctx, tx, rows.slice(2))
      tx.seen(judged?.patron.patron_id ?? null, judged ? 'seen' : 'refused')
      if (!judged) return refuse('patron_unknown')
      const { patron, facts } = judged
      if (!facts.title_id) return refuse('title_unknown')
      const decision = weigh(judged.findings, accepted(ask.accept, may(ctx)), {
        effect: () => null,
        trace: null,
      })
      if (!decision.go) return refusedBy(marked(decision.findings, may(ctx)))
      const hold_id = facts.next_hold_id
      return {
        effects: [
          insertHold(ctx, {
            hold_id,
            library_id: patron.library_id,
            patron_id: patron.patron_id,
            title_id: ask.title_id,
            pickup_branch_id: ask.pickup_branch_id,
            at,
          }),
          eventQuery(ctx, {
            event_id,
            kind: 'hold_placed',
            occurred_at: at,
            item_id: null,
            title_id: ask.title_id,
            hold_id,
            person: patron,
            undo: {},
          }),
        ],
        answer: () => ({ hold_id, event_id }),
      }
    },
  })
  if (isRefusal(kept) || 'findings_refused' in kept) return kept
  const [rows] = await read(ctx, [holdById(kept.hold_id)])
  return { hold: shaped(Hold, rows?.[0]), event_id: kept.event_id }
}
