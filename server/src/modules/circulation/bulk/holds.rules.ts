import type { BulkChange } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import { type Calendar, isOpen, nextOpenDay } from '../due/calendar.rules.ts'
import type { ManyHold } from './holds.store.ts'
import { no, sameAs, type Values, type Verdict } from './verdict.rules.ts'

export type HoldChange = Extract<BulkChange, { kind: `hold_${string}` }>

export const holdValues = (hold: ManyHold): Values => ({
  state: hold.state,
  pickup_branch_id: hold.pickup_branch_id,
  ready_until: hold.ready_until,
  expires_on: hold.expires_on,
})

/** The last day on the hold shelf that a change gives: always a day on which one can come. */
function untilOf(change: HoldChange, hold: ManyHold, at: { calendar: Calendar | null; today: Day }): Verdict {
  const before = holdValues(hold)
  if (hold.state === 'waiting' && change.kind === 'hold_expiry') {
    // While it waits no door has to be open on its last day.
    if (hold.expires_on === change.on) return no('bulk_same', before)
    return change.on < at.today
      ? no('bulk_day_past', before)
      : { go: true, before, after: { ...before, expires_on: change.on } }
  }
  if (hold.state !== 'ready' || hold.ready_until === null) return no('bulk_not_ready', before)
  if (!at.calendar) return no('no_calendar', before)
  const wanted = change.kind === 'hold_expiry' ? change.on : hold.ready_until
  if (change.kind === 'hold_off_closed' && isOpen(at.calendar, wanted)) return no('bulk_same', before)
  const day = nextOpenDay(at.calendar, wanted)
  if (day === null) return no('no_calendar', before)
  if (day === hold.ready_until) return no('bulk_same', before)
  if (day < at.today) return no('bulk_day_past', before)
  return { go: true, before, after: { ...before, ready_until: day } }
}

/** What a change does to a hold, or why it does nothing. */
export function changedHold(
  change: HoldChange,
  hold: ManyHold,
  at: { readonly calendar: Calendar | null; readonly today: Day },
): Verdict {
  const before = holdValues(hold)
  if (hold.closed) return no('hold_closed', before)
  if (hold.costs && (change.kind === 'hold_cancel' || change.kind === 'hold_pickup'))
    return no('bulk_hold_costs', before)
  if (change.kind === 'hold_cancel') return { go: true, before, after: { ...before, state: 'cancelled' } }
  if (change.kind !== 'hold_pickup') return untilOf(change, hold, at)
  // What lies on a shelf or in a crate is at one place already, and its slip says so.
  if (hold.state !== 'waiting') return no('bulk_hold_caught', before)
  if (hold.pickup_branch_id === change.branch_id) return no('bulk_same', before)
  if (!hold.reachable) return no('pickup_branch_not_reachable', before)
  return { go: true, before, after: { ...before, pickup_branch_id: change.branch_id } }
}

/** Whether a hold may be what it was: it is as the run left it, and nothing has taken its place. */
export function holdBack(line: { before: Values; after: Values }, hold: ManyHold): Verdict {
  if (!sameAs(line.after, holdValues(hold))) return no('changed_meanwhile')
  if (hold.closed && hold.again) return no('hold_duplicate')
  const caught = line.before.state === 'ready' || line.before.state === 'in_transit'
  if (hold.closed && caught && (!hold.still_there || hold.code_taken)) return no('undo_item_moved_on')
  return { go: true, before: line.after, after: line.before }
}
