import type { AgeGroup } from '@kaft/contract'
import type { Static } from 'typebox'
import { ageOn, type Day, type PartialDay } from '../../base/dates.ts'

/**
 * The group that the desk is shown instead of a birth date: `child` under 12, `youth` under 18, `adult` from 18 on.
 * Someone whose month or day of birth is unknown counts as the youngest that they can be.
 */
export function ageGroup(birth_on: PartialDay | null, day: Day): Static<typeof AgeGroup> {
  const age = birth_on === null ? null : ageOn(birth_on, day)
  if (age === null) return 'unknown'
  return age < 12 ? 'child' : age < 18 ? 'youth' : 'adult'
}

/**
 * Where the bands of statistics begin: those of the school years up to 18, then 18 to 24, then ten years each, and
 * everyone from 75 on together, since the very old are few and a narrow band would single them out.
 */
const bands = [0, 6, 12, 15, 18, 25, 35, 45, 55, 65, 75] as const

/** The band of an age for statistics: `0-5`, `6-11`, `12-14`, `15-17`, `18-24`, `25-34` … `75+`; null when unknown. */
export function ageBand(birth_on: PartialDay | null, day: Day): string | null {
  const age = birth_on === null ? null : ageOn(birth_on, day)
  if (age === null) return null
  const at = bands.findLastIndex(from => from <= age)
  const next = bands[at + 1]
  return next === undefined ? `${bands[at]}+` : `${bands[at]}-${next - 1}`
}
