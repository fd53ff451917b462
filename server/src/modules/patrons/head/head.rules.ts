import type { BlockedAction } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'

/** What the findings of a session are made of. */
export interface SessionFacts {
  readonly member_until: Day | null
  readonly deceased?: boolean
  /** The use of the data is limited: they are kept, and nothing is lent on them. */
  readonly restricted?: boolean
  readonly consent_missing?: boolean
  readonly blocks: readonly {
    readonly reason: string
    readonly until: Day | null
    readonly actions: readonly BlockedAction[]
    readonly cause?: string
  }[]
  readonly today: Day
}

/** A membership holds up to and including its last day; without a last day it does not end. */
export const isExpired = (member_until: Day | null, today: Day): boolean =>
  member_until !== null && member_until < today

/** What is kept from the patron, where that is not everything: words of the contract, in one text. */
export const partly = (actions: readonly BlockedAction[]): { actions?: string } =>
  actions.length === 4 ? {} : { actions: actions.join(' ') }

/** What a patron's own record says against lending, before any item is scanned: expired, and each block. */
export function recordFindings(facts: SessionFacts): Finding[] {
  const { member_until, deceased, restricted, blocks, today } = facts
  return [
    ...(deceased === true ? [{ code: 'patron_deceased' as const, weight: 'stop' as const, about: {} }] : []),
    ...(restricted === true
      ? [{ code: 'processing_restricted' as const, weight: 'stop' as const, about: {} }]
      : []),
    ...(isExpired(member_until, today) && deceased !== true
      ? [{ code: 'patron_expired' as const, weight: 'ask' as const, about: { member_until } }]
      : []),
    ...(facts.consent_missing === true
      ? [{ code: 'consent_missing' as const, weight: 'info' as const, about: {} }]
      : []),
    // What does not keep from lending is a remark at the desk: it is met where it holds.
    ...blocks
      .filter(({ cause }) => cause === 'not_identified')
      .map(() => ({
        code: 'not_identified' as const,
        weight: 'stop' as const,
        about: { until: member_until },
      })),
    ...blocks
      .filter(({ cause }) => cause !== 'not_identified')
      .map(({ reason, until, actions }) => ({
        code: 'patron_blocked' as const,
        weight: actions.includes('loan') ? ('ask' as const) : ('info' as const),
        about: { reason, until, ...partly(actions) },
      })),
  ]
}
