import type { CaseKind, CaseStep, Code, Purpose } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import { extendUntil, type Term } from './deadline.rules.ts'

/** What is asked about a case before something is done with it. */
export interface Standing extends Term {
  readonly kind: CaseKind
  readonly purposes: readonly Purpose[]
  readonly patron_id: string | null
  readonly decision: 'granted' | 'partly' | 'refused' | null
  readonly carried: boolean
  readonly answered: boolean
  readonly closed: boolean
  /** Fields to put right that nobody said anything of yet. */
  readonly open_items: number
  readonly open_notices: number
  readonly open_tasks: number
}

/** What changes data, so that whoever received them has to be told (AVG art. 19). */
const changing: readonly CaseKind[] = ['rectification', 'erasure', 'restriction']
export const tellsRecipients = (c: Pick<Standing, 'kind' | 'decision'>): boolean =>
  changing.includes(c.kind) && c.decision !== null && c.decision !== 'refused'

/** Where it stands: each step needs the one before it. */
export function stepOf(c: Standing): CaseStep {
  if (c.closed) return 'closed'
  if (c.identity_on === null) return 'identity'
  if (c.decision === null) return 'judge'
  if (!c.carried && c.decision !== 'refused') return 'carry_out'
  if (!c.answered) return 'answer'
  return c.open_notices > 0 ? 'notices' : 'ready'
}

/** Against news and campaigns the right to object is absolute (AVG art. 21(2)-(3)). */
export const isAbsolute = (c: Pick<Standing, 'kind' | 'purposes'>): boolean =>
  c.kind === 'objection' && c.purposes.length === 1 && c.purposes[0] === 'communication'

interface Decided {
  readonly decision: 'granted' | 'partly' | 'refused'
  readonly reasons: string
  readonly unfounded_why: string | null
  readonly fee_cents: number
}
/** Why it cannot be decided so, or null. */
export function decideRefusal(c: Standing, wanted: Decided): Code | null {
  if (c.closed) return 'case_closed'
  if (c.decision !== null) return 'case_decided'
  if (c.identity_on === null) return 'case_identity_needed'
  if (c.patron_id === null && c.kind !== 'complaint' && wanted.decision !== 'refused')
    return 'case_person_needed'
  if (isAbsolute(c) && wanted.decision !== 'granted') return 'case_marketing_absolute'
  // A refusal, also of a part, says why (AVG art. 12(4)).
  if (wanted.decision !== 'granted' && wanted.reasons.trim().length < 10) return 'case_reason_needed'
  if (wanted.fee_cents > 0 && (wanted.unfounded_why ?? '').trim().length < 10) return 'case_fee_unfounded'
  return null
}

/** Why the term cannot be lengthened, or null (AVG art. 12(3)). */
export function extendRefusal(c: Standing, today: Day, why: string): Code | null {
  if (c.closed) return 'case_closed'
  const until = extendUntil(c)
  if (until === null) return 'case_extended'
  if (today > until) return 'case_extend_too_late'
  return why.trim().length < 10 ? 'case_reason_needed' : null
}

/** Why it cannot be called done, or null. */
export function carryRefusal(c: Standing, erased: boolean): Code | null {
  if (c.closed) return 'case_closed'
  if (c.decision === null) return 'case_undecided'
  if (c.open_items > 0) return 'case_items_open'
  if (c.open_tasks > 0) return 'case_busy'
  return c.kind === 'erasure' && !erased ? 'case_not_erased' : null
}

/** Why it cannot be closed, or null. Withdrawn by the person it can be at any time. */
export function closeRefusal(c: Standing, how: 'answered' | 'withdrawn'): Code | null {
  if (c.closed) return 'case_closed'
  if (how === 'withdrawn') return null
  const step = stepOf(c)
  if (step === 'notices') return 'case_notices_open'
  return step === 'ready' ? null : 'case_not_ready'
}

/**
 * For which purposes an objection or a request limits the use of data. Before a decision an objection against anything but
 * news suspends (AVG art. 18(1)(d)); a request for a limit holds once it is granted.
 */
export const limitedBy = (c: Pick<Standing, 'kind' | 'purposes'>): readonly Purpose[] =>
  c.purposes.length > 0
    ? c.purposes
    : c.kind === 'objection'
      ? ['communication']
      : ['functional', 'exchange', 'administration', 'statistics', 'communication']
