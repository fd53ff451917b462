import type { BodyOf, changeHold as changeOp, suspendHold as suspendOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { eventQuery } from '../events/event.store.ts'
import { changeFindings, resumeFindings, suspendFindings } from './change-hold.rules.ts'
import { openHold } from './end-hold.ts'
import { type Change, OpenHold, setHold } from './open-hold.store.ts'
import { showHold } from './show-holds.ts'

/** Stands for "until someone resumes it". */
const ENDLESS = '9999-12-31'

interface Use {
  readonly kind: 'hold_suspended' | 'hold_resumed' | 'hold_changed'
  readonly against: (hold: OpenHold) => Finding[]
  readonly to: Change
}
type Ask = { readonly command_id: string; readonly hold_id: string }

/** Changes an open hold where nothing is against it, and keeps what it was for undo. */
async function change(ctx: StaffCtx, ask: Ask, use: Use) {
  const { hold_id } = ask
  const event_id = uuid7(ctx.now)
  const kept = await once<{ event_id: string }>(ctx, ask, {
    facts: openHold(hold_id, use.to.pickup_branch_id ?? null),
    decide: (rows, tx) => {
      const hold = oneOf(OpenHold, rows[3] ?? [])
      tx.seen(hold?.person.patron_id ?? null, hold ? 'seen' : 'refused')
      if (!hold) return refuse('not_found')
      const findings = use.against(hold)
      if (findings.length > 0) return refusedBy(findings)
      const { whole, title_id, person } = hold
      const event = eventQuery(ctx, {
        event_id,
        kind: use.kind,
        occurred_at: ctx.now.toString(),
        item_id: null,
        title_id,
        hold_id,
        person,
        undo: { whole, again: [] },
      })
      return { effects: [setHold(hold_id, whole, use.to), event], answer: () => ({ event_id }) }
    },
  })
  if (isRefusal(kept) || 'findings_refused' in kept) return kept
  return { hold: await showHold(ctx, hold_id), event_id: kept.event_id }
}
type Changed = ReturnType<typeof change>

/** Suspends a hold: it keeps its place, and the items that come meanwhile go to those behind it. */
export const suspendHold = (ctx: StaffCtx, ask: Ask & BodyOf<typeof suspendOp>): Changed =>
  change(ctx, ask, {
    kind: 'hold_suspended',
    against: hold => suspendFindings(hold, ask.until, dayOf(ctx.now)),
    to: { suspended_until: ask.until ?? ENDLESS },
  })

/** Resumes a hold at the place that it kept. */
export const resumeHold = (ctx: StaffCtx, ask: Ask): Changed =>
  change(ctx, ask, {
    kind: 'hold_resumed',
    against: hold => resumeFindings(hold, dayOf(ctx.now)),
    to: { suspended_until: null },
  })

/** Changes where a hold is picked up, or until when it waits. */
export const changeHold = (
  ctx: StaffCtx,
  { pickup_branch_id, expires_on, ...ask }: Ask & BodyOf<typeof changeOp>,
): Promise<Awaited<Changed> | Refusal | RefusedByRules> => {
  const to = {
    ...(pickup_branch_id === undefined ? {} : { pickup_branch_id }),
    ...(expires_on === undefined ? {} : { expires_on }),
  }
  return change(
    ctx,
    { ...ask, ...to },
    { kind: 'hold_changed', against: hold => changeFindings(hold, to, dayOf(ctx.now)), to },
  )
}
