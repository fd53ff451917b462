import type { MessageReason } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'

/** What a message is checked against when it is about to go. */
export interface Standing {
  readonly kind: string
  readonly about_on: Day | null
  readonly undone: boolean
  readonly person: object | null
  readonly hold_state: string | null
  readonly hold_until: Day | null
  readonly hold_as_told: boolean
  readonly loan_open: boolean | null
  readonly loan_due_on: Day | null
  /** The reader says to have brought it back. */
  readonly loan_claimed: boolean
  /** What a notice tells of was called off. */
  readonly over?: boolean
  readonly visit_until?: Day | null
  /** The data of the reader are kept and not used (AVG art. 18). */
  readonly restricted?: boolean
  /** The reader wants no news, objected to it, or may not have it. */
  readonly no_news?: boolean
  /** The one-time link that it carries; null where it was used or is over. */
  readonly reader_link?: object | null
}

/** Messages that are about no title. */
const isNotice = (kind: string): boolean =>
  [
    'moved_in',
    'cooperation',
    'parting',
    'fused',
    'online_confirm',
    'online_reminder',
    'statement',
    'breach',
  ].includes(kind)

/** Whether what a notice tells of is over: it was called off, or whoever registered on the internet came by. */
const noticeOver = (m: Standing, today: Day): boolean =>
  m.kind === 'online_reminder' ? (m.visit_until ?? '') < today : m.over === true

/** What the law itself says that people are told, whatever else is limited. */
const owed: readonly string[] = ['moved_in', 'statement', 'breach']

/** Why it must not be said any more, or null when it is as true as when it was planned. */
export function noLongerTrue(m: Standing, today: Day): MessageReason | null {
  if (m.person === null) return 'patron_gone'
  if (owed.includes(m.kind)) return null
  // Whoever has to get in to use a right gets in, whatever else is limited.
  if (m.kind === 'reader_link') return m.reader_link ? null : 'closed'
  // News rests on consent alone: whoever took it back a moment ago gets none, and nothing else stands in its way.
  if (m.kind === 'campaign') return m.no_news === true ? 'no_news' : null
  return m.restricted === true ? 'restricted' : standsNoMore(m, today)
}

function standsNoMore(m: Standing, today: Day): MessageReason | null {
  // What was undone is not on it; where nothing is left, it is looked at when it is made.
  if (m.kind === 'receipt') return null
  if (isNotice(m.kind)) return noticeOver(m, today) ? 'closed' : null
  if (m.kind === 'hold_ready') {
    if (m.hold_state === 'filled') return 'collected'
    if (m.hold_state !== 'ready' || !m.hold_as_told) return m.undone ? 'undone' : 'closed'
    return m.hold_until !== null && m.hold_until < today ? 'closed' : null
  }
  if (m.undone) return 'undone'
  if (m.kind === 'hold_expired') return m.hold_state === 'expired' ? null : 'closed'
  if (m.kind === 'hold_moved') return ['waiting', 'in_transit'].includes(m.hold_state ?? '') ? null : 'closed'
  if (!m.loan_open) return 'returned'
  if (m.loan_claimed) return 'claimed'
  if (m.loan_due_on !== m.about_on) return 'due_moved'
  return m.kind === 'predue' && m.about_on !== null && m.about_on < today ? 'due_moved' : null
}
