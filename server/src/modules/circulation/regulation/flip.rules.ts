import type { Code } from '@kaft/contract/codes'
import type { Finding } from '../../../base/decision.ts'

/** The smallest change that takes one reason away: what must be done, and how much of it. */
export interface Flip {
  readonly code: Code
  /**
   * `return`: so many items come back · `cancel`: so many holds are cancelled · `pay`: so many cents are paid · `wait`: so many days pass · `grow`: at that
   * age · `desk`: at the desk · `pass`: somebody with the right passes it · `other`: something outside of the case.
   */
  readonly kind: 'return' | 'cancel' | 'pay' | 'wait' | 'grow' | 'desk' | 'pass' | 'other'
  readonly n: number
}

const numberOf = (finding: Finding, key: string): number => {
  const value = finding.about[key]
  return typeof value === 'number' ? value : 0
}

type ByCode = Partial<Record<Code, (finding: Finding) => Omit<Flip, 'code'>>>
const byCode: ByCode = {
  limit_reached: f =>
    numberOf(f, 'limit') === 0
      ? { kind: 'other', n: 0 }
      : {
          kind: f.about['of'] === 'holds' || f.about['of'] === 'holds_per_title' ? 'cancel' : 'return',
          n: numberOf(f, 'count') - numberOf(f, 'limit') + 1,
        },
  debt_block: f => ({ kind: 'pay', n: numberOf(f, 'balance_cents') - numberOf(f, 'limit_cents') + 1 }),
  debt_age_block: f => ({ kind: 'pay', n: numberOf(f, 'old_cents') }),
  deposit_needed: f => ({ kind: 'pay', n: numberOf(f, 'deposit_cents') - numberOf(f, 'paid_cents') }),
  overdue_block: f => ({ kind: 'return', n: numberOf(f, 'count') }),
  too_many_overdue: f => ({ kind: 'return', n: numberOf(f, 'count') - numberOf(f, 'limit') + 1 }),
  age_too_low: f => ({ kind: 'grow', n: numberOf(f, 'min_age') }),
  renewal_too_soon: f => ({ kind: 'wait', n: numberOf(f, 'days_left') - numberOf(f, 'limit_days') }),
  desk_only: () => ({ kind: 'desk', n: 0 }),
}

/** What would take this reason away; a question without a better answer is passed by somebody with the right. */
export const flipOf = (finding: Finding): Flip => ({
  code: finding.code,
  ...(byCode[finding.code]?.(finding) ?? { kind: finding.weight === 'ask' ? 'pass' : 'other', n: 0 }),
})
