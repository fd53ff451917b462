import type { Code } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import type { Change, OpenHold } from './open-hold.store.ts'

const stop = (code: Code, about: Finding['about'] = {}): Finding => ({ code, weight: 'stop', about })
const openStates = ['waiting', 'in_transit', 'ready']

const closedFindings = ({ whole }: OpenHold): Finding[] =>
  openStates.includes(whole.state) ? [] : [stop('hold_closed', { state: whole.state })]

/** Only a hold that still waits can be held back, and only until a day that lies ahead. */
export function suspendFindings(hold: OpenHold, until: Day | undefined, today: Day): Finding[] {
  const closed = closedFindings(hold)
  if (closed.length > 0) return closed
  return [
    ...(hold.whole.state === 'waiting' ? [] : [stop('hold_not_waiting')]),
    ...(until !== undefined && until <= today ? [stop('hold_days_invalid')] : []),
  ]
}

/** Whether a hold is held back on this day: until today means active again today (B42). */
export const isSuspended = (suspended_until: Day | null, today: Day): boolean =>
  suspended_until !== null && suspended_until > today

export function resumeFindings(hold: OpenHold, today: Day): Finding[] {
  const closed = closedFindings(hold)
  if (closed.length > 0) return closed
  return isSuspended(hold.whole.suspended_until, today) ? [] : [stop('hold_not_suspended')]
}

/** A pickup branch must be one that an item can be carried to; a last day may not lie in the past. */
export function changeFindings(hold: OpenHold, to: Change, today: Day): Finding[] {
  const closed = closedFindings(hold)
  if (closed.length > 0) return closed
  const moves = to.pickup_branch_id !== undefined && to.pickup_branch_id !== hold.whole.pickup_branch_id
  return [
    ...(moves && hold.reachable !== true ? [stop('pickup_branch_not_reachable')] : []),
    ...(to.expires_on !== undefined && to.expires_on < today ? [stop('hold_days_invalid')] : []),
  ]
}
