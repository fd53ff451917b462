import type { ResolvedValues } from '@kaft/contract'
import { type Day, daysBetween } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { type Resolved, sourceOf } from '../regulation/resolve.rules.ts'
import type { PatronFacts } from './patron-facts.store.ts'

/** Where a finding comes from: the row that gave the value, in the version that was asked. */
export const fromRule = (version_id: string | null, resolved: Resolved, value: keyof ResolvedValues) => ({
  version_id,
  row_no: sourceOf(resolved, value),
  value,
})

export interface PatronAsk {
  readonly patron: PatronFacts
  readonly today: Day
  readonly version_id: string | null
  readonly resolved: Resolved
}

type Rule = (ask: PatronAsk) => Finding | false
const rules: readonly Rule[] = [
  ({ patron }) =>
    patron.card_state !== null &&
    patron.card_state !== 'active' && {
      code: 'card_lost',
      weight: 'stop',
      about: { state: patron.card_state },
    },

  ({ patron, today }) =>
    patron.member_until !== null &&
    patron.member_until < today && {
      code: 'patron_expired',
      weight: 'ask',
      about: { until: patron.member_until },
    },

  ({ patron }) =>
    patron.blocked_until !== null && {
      code: 'patron_blocked',
      weight: 'ask',
      about: { until: patron.blocked_until[0] ?? null },
    },

  ({ patron, version_id, resolved }) => {
    const from = resolved.values.block_debt_cents
    return (
      from !== null &&
      patron.balance_cents >= from && {
        code: 'debt_block',
        weight: 'ask',
        about: { debt_cents: patron.balance_cents, from_cents: from },
        rule: fromRule(version_id, resolved, 'block_debt_cents'),
      }
    )
  },

  ({ patron, today, version_id, resolved }) => {
    const from = resolved.values.block_overdue_days
    const late = Math.max(0, ...patron.loans.map(l => daysBetween(l.due_on, today)))
    return (
      from !== null &&
      late >= from && {
        code: 'overdue_block',
        weight: 'ask',
        about: { days: late, from_days: from },
        rule: fromRule(version_id, resolved, 'block_overdue_days'),
      }
    )
  },
]

/** What stands in the way of this patron as such, before any item is looked at: every reason at once. */
export const patronFindings = (ask: PatronAsk): Finding[] =>
  rules.map(rule => rule(ask)).filter(found => found !== false)
