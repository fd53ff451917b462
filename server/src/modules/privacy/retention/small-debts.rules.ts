import { addMonths, type Day } from '../../../base/dates.ts'
import type { Life } from './retention.rules.ts'
import { openReasons } from './retention.rules.ts'

export interface SmallDebts {
  readonly years: number | null
  readonly most_cents: number
}

/**
 * What holds where the data protection officer chose nothing: a debt of at most five euros of which five years nothing
 * moved, as long as such a debt can be claimed at law. Without it one euro would keep somebody for ever.
 */
export const usualSmallDebts: SmallDebts = { years: 5, most_cents: 500 }

/** Whether the debt of a former member is written off: nothing else keeps the record, and it is small and old. */
export function writesOff(
  life: Life & { readonly charges_cents: number },
  rule: SmallDebts,
  today: Day,
): boolean {
  if (rule.years === null || life.last_settled_on === null || life.balance_cents <= 0) return false
  const only = openReasons(life, today).every(reason => reason.code === 'open_costs')
  // With credit beside it the two are to be settled by somebody, and not one of them let go.
  const plain = life.charges_cents === life.balance_cents
  const ended = life.member_until !== null && life.member_until < today
  return (
    ended &&
    only &&
    plain &&
    life.balance_cents <= rule.most_cents &&
    life.last_settled_on <= addMonths(today, -12 * rule.years)
  )
}
