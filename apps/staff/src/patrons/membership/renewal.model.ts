import type { MembershipAdvice } from '@kaft/contract/memberships'

/** The kind that a renewal offers first: the one that they have while it fits, else the one that follows. */
export const offeredFirst = (advice: MembershipAdvice): string | null => {
  const fits = advice.rows.some(row => row.type === advice.now && row.fits)
  return fits ? advice.now : (advice.advised ?? advice.now)
}
