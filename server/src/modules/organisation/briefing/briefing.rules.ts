import { isPersonal, type Leave } from '@kaft/contract'
import { addMonths, dayOf, endOfDay } from '../../../base/dates.ts'

export interface Signed {
  readonly version: number
  readonly signed_at: string
}
/** The part of a session that tells whether patrons may be met. */
interface Reader {
  readonly actor: { readonly leaves: ReadonlySet<Leave> }
  readonly briefed_until: Temporal.Instant | null
}

/**
 * Until when an undertaking holds: the end of the same day a year later, so that nobody is asked with a queue before
 * them, and only while its version is the newest.
 */
export const briefedUntil = (signed: Signed | null, newest: number): Temporal.Instant | null =>
  signed === null || signed.version < newest ? null : endOfDay(addMonths(dayOf(signed.signed_at), 12))

export const isBriefed = ({ briefed_until }: Pick<Reader, 'briefed_until'>, now: Temporal.Instant): boolean =>
  briefed_until !== null && Temporal.Instant.compare(now, briefed_until) <= 0

/** Whether somebody is to be asked now: only who may meet patrons is. */
export const isDue = (reader: Reader, now: Temporal.Instant): boolean =>
  [...reader.actor.leaves].some(isPersonal) && !isBriefed(reader, now)
