import type { Code, RegulationTrace } from '@kaft/contract'
import type { Finding } from '../../../base/decision.ts'
import { queryOf } from '../checkout/checkout.rules.ts'
import { resolve } from '../regulation/resolve.rules.ts'
import { decideRenew, type RenewEffect, type RenewFacts } from '../renew/renew.rules.ts'

/** How a library renews by itself. */
export interface AutoPolicy {
  readonly mode: 'never' | 'regulation' | 'always' | 'asked'
  /** So many days before the due day. */
  readonly days: number
  /** More than this is too much; null follows the block of the regulation. */
  readonly debt_cents: number | null
}

/** Whether anybody wants it: the library, the row of the regulation, and never against what the reader chose. */
export const isWanted = (
  { mode }: Pick<AutoPolicy, 'mode'>,
  of: { readonly regulation: boolean; readonly chosen: boolean | null },
): boolean => {
  if (mode === 'never' || of.chosen === false) return false
  if (mode === 'asked') return of.chosen === true
  return mode === 'always' || of.regulation
}

/** Whether the regulation under which the loan began renews it by itself. */
export const renewsByRow = (f: RenewFacts): boolean =>
  resolve(f.version, queryOf(f, 'renewal')).values.auto_renew

export type AutoRenewal =
  | { readonly go: true; readonly effect: RenewEffect; readonly trace: RegulationTrace }
  | { readonly go: false; readonly findings: readonly Finding[] }

const overDebt = (f: RenewFacts, limit_cents: number | null): Finding[] => {
  const { balance_cents } = f.patron
  return limit_cents !== null && balance_cents > limit_cents
    ? [{ code: 'auto_renew_debt', weight: 'stop', about: { balance_cents, limit_cents } }]
    : []
}

/** What is not in use cannot be had any longer, whatever the dates say. */
const away = (state: string): Finding[] =>
  state === 'in_use' ? [] : [{ code: 'item_missing', weight: 'stop', about: {} }]

/** Nobody is charged for what they did not ask for. */
const costs = (decision: ReturnType<typeof decideRenew>): Finding[] =>
  decision.go && decision.effect.fee_cents > 0
    ? [{ code: 'renewal_costs', weight: 'stop', about: { cents: decision.effect.fee_cents } }]
    : []

/**
 * Whether the clock renews a loan: the decision of the desk with nothing accepted. A limit of its own for what is owed
 * takes the place of the block that the desk may pass; a block that nobody may pass stays one.
 */
export function decideAutoRenew(f: RenewFacts, policy: AutoPolicy, item_state: string): AutoRenewal {
  const accepted = new Set<Code>(policy.debt_cents === null ? [] : ['debt_block'])
  const decision = decideRenew(f, accepted)
  const more = [...overDebt(f, policy.debt_cents), ...away(item_state), ...costs(decision)]
  if (decision.go && more.length === 0) return { go: true, effect: decision.effect, trace: decision.trace }
  const against = decision.findings.filter(
    found => found.weight === 'stop' || (found.weight === 'ask' && !accepted.has(found.code)),
  )
  return { go: false, findings: [...against, ...more] }
}
