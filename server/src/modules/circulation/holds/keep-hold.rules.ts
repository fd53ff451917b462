import type { Finding } from '../../../base/decision.ts'
import type { Whole } from './open-hold.store.ts'

/** So long a reader can change their mind: the page that says so is mostly still open. */
export const KEEP_MINUTES = 30

/** A hold that its reader cancelled, and what came of it since. */
export interface Ended {
  readonly state: string
  readonly closed_at: string | null
  readonly closed_because: string | null
  /** Nobody of the staff ended it. */
  readonly by_reader: boolean
  /** What it was before; null where that is not known any more. */
  readonly was: Whole | null
  /** The reader reserved the same again. */
  readonly again: boolean
  /** The item that it had caught still waits for it, and nobody was promised it. */
  readonly still_kept: boolean
}

/** Why a hold that was cancelled cannot be kept after all; nothing when it can. */
export function whyNotKept(hold: Ended, now: Temporal.Instant): Finding[] {
  const no = (code: Finding['code'], about: Finding['about'] = {}): Finding[] => [
    { code, weight: 'stop', about },
  ]
  const { closed_at, was } = hold
  if (hold.state !== 'cancelled' || hold.closed_because !== 'cancelled' || !hold.by_reader)
    return no('hold_keep_over')
  if (closed_at === null || was === null) return no('hold_keep_over')
  if (
    Temporal.Instant.from(closed_at).add({ minutes: KEEP_MINUTES }).epochMilliseconds < now.epochMilliseconds
  )
    return no('hold_keep_over')
  if (hold.again) return no('hold_duplicate')
  return was.item_id !== null && !hold.still_kept ? no('hold_promised') : []
}
