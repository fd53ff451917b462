/*
 * What holdings records say of a piece in words. MARC 21 keeps no list of them (Holdings, 876 $h and $j): these are the
 * words of systems that libraries come from, in Dutch and English. What is none of them is an item like any other.
 */

type State = 'in_use' | 'missing' | 'lost' | 'damaged' | 'incomplete' | 'on_order' | 'withdrawn'
const STATES: readonly (readonly [State, RegExp])[] = [
  ['withdrawn', /afgevoerd|afgeschreven|withdrawn|discarded|deleted/i],
  ['missing', /vermist|missing|zoek\b/i],
  ['lost', /verloren|\blost\b/i],
  ['damaged', /beschadigd|damaged/i],
  ['incomplete', /onvolledig|incomplete/i],
  ['on_order', /in bestelling|besteld|on order|in process/i],
]
/** In what state a piece is ($j). Where it is now, such as lent, is no business of a catalogue. */
export const stateOf = (said: string | null): State =>
  STATES.find(([, words]) => said !== null && words.test(said))?.[0] ?? 'in_use'

/** Whether it may be lent ($h, "Use restrictions"). */
export const isLoanable = (said: string | null): boolean =>
  said === null ||
  !/niet uitleenbaar|niet.*uitlenen|ter plaatse|leeszaal|not for loan|non.?circulating|library use only|in.?house|reference only|no loan/i.test(
    said,
  )

/** The day on which it was acquired ($d): eight digits, or as ISO 8601 has it. A day that there is not is none. */
export function dayOf(said: string | null): string | null {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(said?.trim() ?? '')
  if (found === null) return null
  try {
    return Temporal.PlainDate.from(`${found[1]}-${found[2]}-${found[3]}`, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}
