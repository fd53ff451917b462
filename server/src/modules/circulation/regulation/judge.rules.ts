import type { Code } from '@kaft/contract/codes'
import type { RegulationValueKey, ResolvedLimit } from '@kaft/contract/regulation'
import { type Day, daysBetween } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import type { DueStep } from '../due/due.rules.ts'
import type { CompiledRegulation } from './compile.rules.ts'
import { type RegulationQuery, type Resolved, sourceOf } from './resolve.rules.ts'

/** An open loan of the patron, as far as limits and blocks count it; no title, no date. */
export interface CountedLoan {
  readonly item_type: string
  /** Where it was lent. */
  readonly branch_id: string
  readonly library_id: string
  readonly title_id: string
  /** Days past the due day; 0 when it is not late. */
  readonly overdue_days: number
}

/** Through what something is asked: the desk, a self-service machine, the website, or a job of the library. */
export type Source = 'desk' | 'self' | 'internet' | 'job'

/** A charge of the patron that is open, in whole or in part. */
export interface OpenDebt {
  /** Where it was made. */
  readonly library_id: string
  readonly cents: number
  /** How long it has been open. */
  readonly days: number
}

/** What a regulation weighs, beside the item and the patron's type: all of it read within the scope. */
export interface JudgeFacts {
  readonly query: RegulationQuery
  /** The library where it happens; what counts "in this library" is what this one lent and is owed. */
  readonly library_id: string
  readonly title_id: string | null
  readonly open_loans: readonly CountedLoan[]
  readonly debt_cents: { readonly library: number; readonly cooperation: number }
  /** The same, charge by charge; absent where the age of a debt is not at issue. */
  readonly debts?: readonly OpenDebt[]
  /** Years on the label of the item; absent or null where it has none. */
  readonly label_age?: number | null
  /** What the patron paid as a deposit and did not get back. */
  readonly deposit_cents?: number
  /** Through what it is asked; the desk unless it is said. */
  readonly source?: Source
}

type Judge = (
  value: RegulationValueKey,
  row_no?: number | null,
) => (code: Code, weight: Finding['weight'], about?: Finding['about']) => Finding

/** Makes findings that name the row and the value that they come from. */
const judgeOf =
  (compiled: CompiledRegulation, resolved: Resolved): Judge =>
  (value, row_no = sourceOf(resolved, value)) =>
  (code, weight, about = {}) => ({
    code,
    weight,
    about,
    rule: { version_id: compiled.version_id, row_no, value },
  })

const inScope = (limit: Pick<ResolvedLimit, 'within'>, loan: CountedLoan, facts: JudgeFacts): boolean =>
  limit.within === 'cooperation' ||
  (loan.library_id === facts.library_id &&
    (limit.within === 'library' || loan.branch_id === facts.query.branch_id))

const ofKind = (limit: Pick<ResolvedLimit, 'of'>, item_type: string, asked: string | null): boolean =>
  limit.of === 'all' || (limit.of === 'same_item_type' ? item_type === asked : limit.of.includes(item_type))

/** How much of a limit is taken up. A title that the patron already has takes no further place. */
export const countFor = (limit: ResolvedLimit, facts: JudgeFacts): number => {
  const counted = facts.open_loans.filter(
    loan => inScope(limit, loan, facts) && ofKind(limit, loan.item_type, facts.query.item_type),
  )
  if (limit.counts !== 'titles') return counted.length
  return new Set(counted.map(loan => loan.title_id).filter(title => title !== facts.title_id)).size
}

const limitFindings = (judge: Judge, resolved: Resolved, facts: JudgeFacts): Finding[] =>
  resolved.values.limits.flatMap(limit => {
    const asked = facts.query.item_type
    if (asked !== null && !ofKind(limit, asked, asked)) return []
    const count = countFor(limit, facts)
    if (count < limit.max) return []
    const item_type = limit.of === 'same_item_type' ? asked : null
    return judge('limits', limit.row_no)('limit_reached', 'ask', {
      count,
      limit: limit.max,
      item_type,
      within: limit.within,
    })
  })

type BlockFacts = Pick<JudgeFacts, 'library_id' | 'open_loans' | 'debt_cents' | 'debts'>

const debtFindings = (judge: Judge, { values }: Resolved, facts: BlockFacts): Finding[] => {
  const { block_debt_cents: limit_cents, block_debt_days: limit_days, block_within, block_weight } = values
  const findings: Finding[] = []
  const balance_cents = facts.debt_cents[block_within]
  if (limit_cents !== null && balance_cents >= limit_cents)
    findings.push(judge('block_debt_cents')('debt_block', block_weight, { balance_cents, limit_cents }))
  if (limit_days === null) return findings
  const old = (facts.debts ?? []).filter(
    debt =>
      debt.days >= limit_days && (block_within === 'cooperation' || debt.library_id === facts.library_id),
  )
  const old_cents = old.reduce((sum, debt) => sum + debt.cents, 0)
  if (old_cents > 0) {
    const days = Math.max(...old.map(debt => debt.days))
    findings.push(judge('block_debt_days')('debt_age_block', block_weight, { old_cents, days, limit_days }))
  }
  return findings
}

const overdueFindings = (judge: Judge, { values }: Resolved, facts: BlockFacts): Finding[] => {
  const { block_overdue_days: days, block_overdue_count: limit, block_within, block_weight } = values
  const late = facts.open_loans.filter(
    loan => loan.overdue_days > 0 && (block_within === 'cooperation' || loan.library_id === facts.library_id),
  )
  const findings: Finding[] = []
  const long = days === null ? [] : late.filter(loan => loan.overdue_days >= days)
  if (long.length > 0)
    findings.push(judge('block_overdue_days')('overdue_block', block_weight, { count: long.length, days }))
  if (limit !== null && late.length >= limit)
    findings.push(
      judge('block_overdue_count')('too_many_overdue', block_weight, { count: late.length, limit }),
    )
  return findings
}

/** Blocks for debt and for what is overdue; they hold for lending, renewing and reserving alike. */
export const blockFindings = (
  compiled: CompiledRegulation,
  resolved: Resolved,
  facts: BlockFacts,
): Finding[] => {
  const judge = judgeOf(compiled, resolved)
  return [...debtFindings(judge, resolved, facts), ...overdueFindings(judge, resolved, facts)]
}

/** What neither the website nor a machine may do here; a job acts for the library and is not asked. */
const deskFindings = (
  judge: Judge,
  { values }: Resolved,
  of: { readonly action: 'loan' | 'renewal' | 'hold'; readonly source?: Source | undefined },
): Finding[] =>
  (of.source === 'self' || of.source === 'internet') && values.desk_only.includes(of.action)
    ? [judge('desk_only')('desk_only', 'stop')]
    : []

/** Too young for the rule, or for the label of this very item: the higher of the two is told. */
const ageFindings = (judge: Judge, { values }: Resolved, facts: JudgeFacts): Finding[] => {
  const { age } = facts.query
  const label = values.label_age === 'enforced' ? (facts.label_age ?? null) : null
  const min_age = Math.max(values.min_age ?? 0, label ?? 0)
  if (age === null || age >= min_age) return []
  const byLabel = label !== null && label === min_age && label !== values.min_age
  return [
    judge(byLabel ? 'label_age' : 'min_age')('age_too_low', 'ask', {
      min_age,
      ...(byLabel ? { label: true } : {}),
    }),
  ]
}

const depositFindings = (judge: Judge, { values }: Resolved, facts: JudgeFacts): Finding[] => {
  const { deposit_cents } = values
  const paid_cents = facts.deposit_cents ?? 0
  return paid_cents < deposit_cents
    ? [judge('deposit_cents')('deposit_needed', 'ask', { deposit_cents, paid_cents })]
    : []
}

/** Whether any row decides at all; without one nothing else is worth saying. */
const ruleFinding = (judge: Judge, { values, source }: Resolved): Finding | null => {
  if (source.loanable === null) return judge('loanable')('no_rule', 'stop')
  return values.loanable && values.period === null ? judge('period')('no_rule', 'stop') : null
}

/** Everything that the regulation has against lending this item to this patron now; empty when nothing. */
export const loanFindings = (
  compiled: CompiledRegulation,
  resolved: Resolved,
  facts: JudgeFacts,
): Finding[] => {
  const judge = judgeOf(compiled, resolved)
  const none = ruleFinding(judge, resolved)
  if (none) return [none]
  const { source } = facts
  return [
    ...(resolved.values.loanable ? [] : [judge('loanable')('item_not_loanable', 'ask')]),
    ...deskFindings(judge, resolved, { action: 'loan', source }),
    ...ageFindings(judge, resolved, facts),
    ...depositFindings(judge, resolved, facts),
    ...limitFindings(judge, resolved, facts),
    ...blockFindings(compiled, resolved, facts),
  ]
}

/** The loan that is renewed, and the due day that renewing would give. */
export interface RenewalFacts extends JudgeFacts {
  readonly renewals: number
  readonly due_on: Day
  readonly overdue_days: number
  readonly new_due_on: Day
  /** Moments, for what is lent by the hour. */
  readonly due_at?: string | null
  readonly new_due_at?: string | null
  readonly steps: readonly DueStep[]
}

/** Whether renewing gives more time than there is; by the hour it may be later on the same day. */
const isLater = (facts: RenewalFacts): boolean => {
  if (facts.due_at && facts.new_due_at) return Temporal.Instant.compare(facts.new_due_at, facts.due_at) > 0
  return facts.new_due_on > facts.due_on && facts.new_due_on >= facts.query.on
}

/** Everything that the regulation has against renewing this loan now; every reason, not the first one. */
export const renewalFindings = (
  compiled: CompiledRegulation,
  resolved: Resolved,
  facts: RenewalFacts,
): Finding[] => {
  const judge = judgeOf(compiled, resolved)
  const none = ruleFinding(judge, resolved)
  if (none) return [none]
  const { renewals: limit, renewal_refused_when_overdue: refused, max_total_days } = resolved.values
  const limit_days = resolved.values.renewal_not_before_days
  const findings = deskFindings(judge, resolved, { action: 'renewal', source: facts.source })
  if (limit !== null && facts.renewals >= limit)
    findings.push(judge('renewals')('renewals_exhausted', 'ask', { count: facts.renewals, limit }))
  if (refused && facts.overdue_days > 0)
    findings.push(
      judge('renewal_refused_when_overdue')('renewal_when_overdue', 'ask', { days: facts.overdue_days }),
    )
  const days_left = daysBetween(facts.query.on, facts.due_on)
  if (limit_days !== null && days_left > limit_days)
    findings.push(judge('renewal_not_before_days')('renewal_too_soon', 'ask', { days_left, limit_days }))
  if (!isLater(facts)) {
    const cut = facts.steps.some(step => step.code === 'max_total')
    findings.push(
      cut
        ? judge('max_total_days')('max_total_reached', 'ask', { limit_days: max_total_days })
        : judge('renewal_period')('renewal_not_later', 'stop', { due_on: facts.due_on }),
    )
  }
  return [...findings, ...blockFindings(compiled, resolved, facts)]
}

/** What reserving weighs: how many holds are open, and whether an item stands on a shelf within reach. */
export interface HoldFacts extends BlockFacts, Pick<JudgeFacts, 'source'> {
  readonly open_holds: number
  /** Of those, the ones that this title would fill as well. */
  readonly holds_on_title: number
  readonly on_shelf: boolean
}

/** Everything that the regulation has against reserving. Ask it with the most lenient item type of the title. */
export const holdFindings = (
  compiled: CompiledRegulation,
  resolved: Resolved,
  facts: HoldFacts,
): Finding[] => {
  const judge = judgeOf(compiled, resolved)
  const { hold_allowed, hold_only_on_loan, max_holds: limit, max_holds_per_title: most } = resolved.values
  const count = facts.holds_on_title
  const findings = deskFindings(judge, resolved, { action: 'hold', source: facts.source })
  if (!hold_allowed) findings.push(judge('hold_allowed')('hold_not_allowed', 'stop'))
  if (hold_only_on_loan && facts.on_shelf)
    findings.push(judge('hold_only_on_loan')('item_available_here', 'ask'))
  if (count >= most)
    findings.push(
      most === 1
        ? judge('max_holds_per_title')('hold_duplicate', 'stop')
        : judge('max_holds_per_title')('limit_reached', 'ask', { count, limit: most, of: 'holds_per_title' }),
    )
  if (limit !== null && facts.open_holds >= limit)
    findings.push(judge('max_holds')('limit_reached', 'ask', { count: facts.open_holds, limit, of: 'holds' }))
  return [...findings, ...blockFindings(compiled, resolved, facts)]
}
