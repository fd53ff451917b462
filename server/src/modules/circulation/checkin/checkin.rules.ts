import type { ResolvedValues } from '@kaft/contract'
import { addDays, type Day, daysBetween } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { type Calendar, nextOpenDay } from '../due/calendar.rules.ts'
import { type Fine, type FineAsk, fine, lateDays, priceOf } from '../fines/fine.rules.ts'
import { stopsOn } from '../fines/stops-on.rules.ts'
import { suspendedUntil } from '../fines/suspension.rules.ts'
import type { ItemFacts, Waiting } from '../facts/item-facts.store.ts'
import { nextInQueue } from '../holds/queue.rules.ts'
import type { RefundDecision } from '../lost/found-again.rules.ts'

export interface CheckinFacts {
  readonly today: Day
  /** The day that counts for lateness: today, or the day set in return mode. */
  readonly returned_on: Day
  /** The moment of it, where it was not set back to another day. */
  readonly returned_at?: string | null
  /** What of the fine was charged already: by an invoice, or with other copies of the title. */
  readonly booked_cents?: number
  readonly branch_id: string
  readonly item: ItemFacts
  /** Terms under which it was lent; null when it was not on loan. */
  readonly terms: ResolvedValues | null
  /** The calendar by which lateness counts: that of the branch where it was lent. */
  readonly loan_calendar: Calendar | null
  /** How long an item waits on the hold shelf here, and the calendar of this branch. */
  readonly pickup_days: number
  readonly calendar: Calendar | null
  /** Whoever has it on loan hands it in: what they said to have brought back was with them all along. */
  readonly by_reader?: boolean
  /** What falls away because a lost or invoiced object is there again; null for what was neither. */
  readonly refund: RefundDecision | null
}

/** A hold that an item serves: which, and where its patron comes for it. */
export type Served = Pick<Waiting, 'hold_id' | 'library_id' | 'pickup_branch_id'>

/** Where the object in the hand goes, and which hold it serves there. */
export type Goes =
  | { readonly to: 'shelf'; readonly branch_id: string; readonly because: 'home' }
  | { readonly to: 'transit'; readonly branch_id: string; readonly because: 'home_elsewhere' }
  | {
      readonly to: 'transit'
      readonly branch_id: string
      readonly because: 'hold_elsewhere'
      readonly hold: Served
    }
  | {
      readonly to: 'hold_shelf'
      readonly branch_id: string
      readonly because: 'hold'
      readonly hold: Served
      readonly until: Day
      readonly already: boolean
    }

export interface Checkin {
  readonly did: 'taken_back' | 'received' | 'not_on_loan' | 'found_again'
  readonly goes: Goes
  readonly fine: Fine | null
  readonly late_days: number
  /** The last day of the suspension that this return brings, whatever runs already; null where there is none. */
  readonly suspended_until: Day | null
  readonly findings: readonly Finding[]
  /** A waiting hold that this item serves from now on. */
  readonly catches: Served | null
}

/** The last day on which a ready item waits: so many days, and then to the first day on which someone can come. */
export const readyUntil = (today: Day, days: number, calendar: Calendar | null): Day => {
  const last = addDays(today, days)
  return (calendar && nextOpenDay(calendar, last)) ?? last
}

/** What was not where it belongs, and is in somebody's hands now. */
const isGone = ({ state }: Pick<ItemFacts, 'state'>): boolean => state === 'missing' || state === 'lost'

/** What nobody can borrow as it is: it goes home and serves no one who waits. */
const isSetAside = ({ state }: Pick<ItemFacts, 'state'>): boolean =>
  state === 'damaged' || state === 'incomplete' || state === 'withdrawn'

function goesTo(f: CheckinFacts): { goes: Goes; catches: Served | null } {
  const { item, branch_id } = f
  const held = item.hold
  const serving = held && (held.state === 'in_transit' || held.state === 'ready') ? held : null
  const next = serving || isSetAside(item) ? null : nextInQueue(item, f)
  const hold = serving ?? next
  if (hold && hold.pickup_branch_id === branch_id) {
    const already = serving?.state === 'ready'
    const until =
      already && serving?.ready_until ? serving.ready_until : readyUntil(f.today, f.pickup_days, f.calendar)
    return { goes: { to: 'hold_shelf', branch_id, because: 'hold', hold, until, already }, catches: next }
  }
  if (hold)
    return {
      goes: { to: 'transit', branch_id: hold.pickup_branch_id, because: 'hold_elsewhere', hold },
      catches: next,
    }
  if (item.branch_id === branch_id)
    return { goes: { to: 'shelf', branch_id, because: 'home' }, catches: null }
  return { goes: { to: 'transit', branch_id: item.branch_id, because: 'home_elsewhere' }, catches: null }
}

const lateness = (f: CheckinFacts): FineAsk | null => {
  const { loan } = f.item
  if (!loan || !f.terms || !f.loan_calendar) return null
  // Whoever said that it was back already was right, unless they hand it in themselves: then it was late until they
  // said so, and not a day longer.
  if (loan.claimed_on !== null && !f.by_reader) return null
  const returned_on = stopsOn(loan.claimed_on, f.returned_on)
  return {
    policy: f.terms.fine,
    due_on: loan.due_on,
    due_at: loan.due_at,
    returned_on,
    returned_at: returned_on === f.returned_on ? (f.returned_at ?? null) : null,
    calendar: f.loan_calendar,
    price_cents: priceOf(f.item.price_cents, f.terms.replacement_cents),
    booked_cents: f.booked_cents ?? 0,
  }
}
const fineOf = (f: CheckinFacts): Fine | null => {
  const ask = lateness(f)
  return ask && fine(ask)
}

/** Late days count for a suspension as they do for a fine, also where being late costs nothing. */
const suspensionOf = (f: CheckinFacts): Day | null => {
  const ask = lateness(f)
  const policy = f.terms?.suspension ?? null
  return ask && suspendedUntil(policy, { late_days: lateDays(ask), returned_on: f.returned_on })
}

/** What the desk is told of the item: its note, its state, and what was or was not booked. */
function findingsOf({ item, refund, by_reader = false }: CheckinFacts, owed: Fine | null): Finding[] {
  const findings: Finding[] = []
  if (item.note !== null && item.note_when !== 'lend')
    findings.push({
      code: 'item_note',
      weight: item.note_ask ? 'ask' : 'info',
      about: { note: item.note },
    })
  if (item.state === 'missing')
    findings.push({ code: 'item_missing', weight: 'info', about: { found: true } })
  if (item.state === 'damaged') findings.push({ code: 'item_damaged', weight: 'info', about: {} })
  if (item.state === 'incomplete') findings.push({ code: 'item_incomplete', weight: 'info', about: {} })
  if (item.state === 'withdrawn') findings.push({ code: 'item_withdrawn', weight: 'info', about: {} })
  if (refund) {
    const { dropped_cents, credit_cents, kept_cents } = refund
    findings.push({
      code: item.loan ? 'invoice_lapsed' : 'found_again',
      weight: 'info',
      about: { dropped_cents, credit_cents, kept_cents },
    })
  }
  if (item.loan && item.loan.claimed_on !== null)
    findings.push({ code: by_reader ? 'claim_brought' : 'claim_found', weight: 'info', about: {} })
  // Whoever may no longer be seen cannot be charged: the amount is told, not booked.
  if (owed && owed.amount_cents > 0 && item.loan?.patron_id == null)
    findings.push({ code: 'fine_not_booked', weight: 'info', about: { amount_cents: owed.amount_cents } })
  return findings
}

/**
 * What taking this item means here and now. It never refuses: the object is in somebody's hands, and each state
 * has a place where it belongs.
 */
export function decideCheckin(f: CheckinFacts): Checkin {
  const { item } = f
  const { goes, catches } = goesTo(f)
  const onLoan = item.status === 'on_loan' && item.loan !== null
  const arrives = item.status === 'in_transit' && item.to_branch_id === f.branch_id
  const owed = onLoan ? fineOf(f) : null
  return {
    did: onLoan
      ? 'taken_back'
      : isGone(item)
        ? 'found_again'
        : arrives || catches
          ? 'received'
          : 'not_on_loan',
    goes,
    catches,
    fine: owed,
    suspended_until: onLoan ? suspensionOf(f) : null,
    late_days: item.loan
      ? Math.max(0, daysBetween(item.loan.due_on, stopsOn(item.loan.claimed_on, f.returned_on)))
      : 0,
    findings: findingsOf(f, owed),
  }
}
