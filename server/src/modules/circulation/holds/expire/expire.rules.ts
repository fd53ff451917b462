import type { Day } from '../../../../base/dates.ts'
import type { Whole } from '../open-hold.store.ts'

/** Whether nobody will come for it any more: the reader died, or registered on the internet and never came to the desk. */
export const isGone = (
  hold: { readonly deceased: boolean; readonly visit_until: Day | null },
  today: Day,
): boolean => hold.deceased || (hold.visit_until !== null && hold.visit_until < today)

/** What is over with a hold on this day. Its last day is still a day on which it waits, or can be picked up. */
export function overdueOf(
  whole: Pick<Whole, 'state' | 'expires_on' | 'ready_until' | 'ibl_until'>,
  today: Day,
): 'too_long' | 'not_collected' | 'ibl_over' | null {
  if (whole.state === 'ready')
    return whole.ready_until !== null && whole.ready_until < today ? 'not_collected' : null
  if (whole.state !== 'waiting') return null
  if (whole.expires_on !== null && whole.expires_on < today) return 'too_long'
  return whole.ibl_until !== null && whole.ibl_until < today ? 'ibl_over' : null
}
