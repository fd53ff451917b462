import type { Day } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'

/** What the findings of a session are made of. */
export interface SessionFacts {
  readonly member_until: Day | null
  readonly blocks: readonly { readonly reason: string; readonly until: Day | null }[]
  readonly today: Day
}

/** A membership holds up to and including its last day; without a last day it does not end. */
export const isExpired = (member_until: Day | null, today: Day): boolean =>
  member_until !== null && member_until < today

/** What a patron's own record says against lending, before any item is scanned: expired, and each block. */
export function recordFindings({ member_until, blocks, today }: SessionFacts): Finding[] {
  return [
    ...(isExpired(member_until, today)
      ? [{ code: 'patron_expired' as const, weight: 'ask' as const, about: { member_until } }]
      : []),
    ...blocks.map(({ reason, until }) => ({
      code: 'patron_blocked' as const,
      weight: 'ask' as const,
      about: { reason, until },
    })),
  ]
}
