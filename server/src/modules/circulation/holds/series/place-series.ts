import type { BodyOf, Finding, OkOf, placeSeries as placeOp } from '@kaft/contract'
import { once } from '../../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import type { Row } from '../../../../base/db.ts'
import { accepted, marked, weigh } from '../../../../base/decision.ts'
import type { RefusedByRules } from '../../../../base/route.ts'
import { oneOf, shaped } from '../../../../base/row.ts'
import type { Query } from '../../../../base/sql.ts'
import type { Tx } from '../../../../base/tx.ts'
import { uuid7 } from '../../../../base/uuid.ts'
import { lockPatron, patronFacts, patronIs } from '../../facts/patron-facts.store.ts'
import { lockQueues } from '../hold.store.ts'
import { judgeKnown, PatronRow, placing } from '../place-hold.ts'
import { HoldFacts, holdFacts } from '../place-hold.store.ts'
import { showThese } from '../show-holds.ts'
import { afterOthers, type Before } from './series.rules.ts'

type Ask = BodyOf<typeof placeOp>
type Placed = OkOf<typeof placeOp>
/** What is kept of a volume: ids, and what spoke against it. */
interface KeptVolume {
  readonly title_id: string
  readonly hold_id: string | null
  readonly event_id: string | null
  readonly findings: readonly Finding[]
}
interface KeptSeries {
  readonly rows: readonly KeptVolume[]
  readonly event_id: string | null
}

const wishOf = ({ patron_id, pickup_branch_id }: Ask, title_id: string) => ({
  patron_id,
  pickup_branch_id,
  title_id,
})

/**
 * Reserves the volumes of a series: one command and one transaction, with a result for each. What one refuses does not
 * hold up the others; a limit and a debt count those before it. One undo takes all of them back.
 * @returns `patron_unknown` where the patron is not in scope
 */
export async function placeSeries(ctx: StaffCtx, ask: Ask): Promise<Placed | Refusal | RefusedByRules> {
  const whose = patronIs(ask)
  const kept = await once<KeptSeries>(ctx, ask, {
    facts: [
      lockPatron(whose),
      lockQueues(ask.title_ids),
      patronFacts(whose, { day: dayOf(ctx.now) }),
      ...ask.title_ids.map(title_id => holdFacts(ctx, wishOf(ask, title_id))),
    ],
    decide: async ([, , patrons = [], ...volumes], tx) => {
      tx.seen(patrons.length > 0 ? ask.patron_id : null, patrons.length > 0 ? 'seen' : 'refused')
      return patrons.length === 0 ? refuse('patron_unknown') : placeEach(ctx, tx, { ask, patrons, volumes })
    },
  })
  return isRefusal(kept) || 'findings_refused' in kept ? kept : told(ctx, kept)
}

async function placeEach(
  ctx: StaffCtx,
  tx: Tx,
  { ask, patrons, volumes }: { ask: Ask; patrons: readonly Row[]; volumes: readonly Row[][] },
) {
  const patron = oneOf(PatronRow, patrons)?.patron
  if (!patron) throw new Error('a patron that was found is not there')
  const rows: KeptVolume[] = []
  const effects: Query[] = []
  const together = ask.title_ids.map(() => uuid7(ctx.now))
  let before: Before = { holds: 0, cents: 0, last: null, event_id: null }
  for (const [index, title_id] of ask.title_ids.entries()) {
    const event_id = together[index] ?? uuid7(ctx.now)
    const facts = shaped(HoldFacts, volumes[index]?.[0])
    const judged = await judgeKnown(ctx, tx, afterOthers({ patron, facts }, before, dayOf(ctx.now)))
    const against = facts.title_ids.length === 0 ? unknown : judged.findings
    if (!weigh(against, accepted([], may(ctx)), { effect: () => null, trace: null }).go) {
      rows.push({ title_id, hold_id: null, event_id: null, findings: marked(against, may(ctx)) })
      continue
    }
    const follows = ask.in_order && before.last !== null ? { after_hold_id: before.last } : {}
    const wish = { ...wishOf(ask, title_id), ...follows, command_id: ask.command_id }
    const undo = before.event_id === null ? { together } : {}
    const made = placing(ctx, wish, judged, { event_id, undo })
    const { hold_id } = made.answer()
    effects.push(...made.effects)
    rows.push({ title_id, hold_id, event_id, findings: [] })
    before = {
      holds: before.holds + 1,
      cents: before.cents + judged.cost.placing_cents,
      last: hold_id,
      event_id: before.event_id ?? event_id,
    }
  }
  return { effects, answer: (): KeptSeries => ({ rows, event_id: before.event_id }) }
}

const unknown: readonly Finding[] = [{ code: 'title_unknown', weight: 'stop', about: {} }]

/** The holds as they are now; of a repeat they may be closed since. */
async function told(ctx: StaffCtx, { rows, event_id }: KeptSeries): Promise<Placed> {
  const holds = await showThese(
    ctx,
    rows.flatMap(row => row.hold_id ?? []),
  )
  return {
    rows: rows.map(({ title_id, hold_id, event_id: of, findings }) => ({
      title_id,
      hold: holds.get(hold_id ?? '') ?? null,
      event_id: of,
      findings: [...findings],
    })),
    event_id,
  }
}
