import type { Code } from '@kaft/contract'

/** A line of the ledger, as who wants to take it back finds it. */
export interface LineFacts {
  readonly kind: 'charge' | 'waiver' | 'credit'
  /** Of a charge: made at the desk for nothing else than itself. */
  readonly by_hand: boolean
  /** Whether the account is of the own library. */
  readonly own: boolean
  /** Whether whoever asks booked it, today. */
  readonly mine_today: boolean
  /** Whether it, or the charge that a waiver stands on, was taken back. */
  readonly reversed: boolean
  /** Received on the charge and not booked back. */
  readonly paid_cents: number
}

/**
 * Why a line cannot be taken back, or null. A slip at the desk is taken back by who made it, on the same day, without leave to give money away:
 * nothing was received for it. Later, and of another, it is giving up a claim like any waiver; and to take a waiver back is to claim anew, which
 * only the library may that the money is owed to.
 */
export function againstTakingBack(line: LineFacts, mayWaive: boolean): Code | null {
  if (line.kind === 'charge' && !line.by_hand) return 'charge_not_by_hand'
  // To use credit gives nothing away either: it settles what is open, and is there again.
  const slip = line.kind !== 'waiver' && line.mine_today
  if (!slip && !mayWaive) return 'no_leave'
  if (!slip && !line.own) return 'patron_not_own'
  if (line.reversed) return 'already_reversed'
  return line.kind === 'charge' && line.paid_cents > 0 ? 'charge_paid' : null
}
