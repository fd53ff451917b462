import type { Day } from '../../../base/dates.ts'

/** Lateness runs until a day, or until the earlier one on which the patron says that it was brought back. */
export const stopsOn = (claimed_on: Day | null, on: Day): Day =>
  claimed_on !== null && claimed_on < on ? claimed_on : on
