import { ageOn, type Day, dayOf, daysBetween, latestDay, type PartialDay } from '../../../base/dates.ts'
import type { CompiledRegulation } from '../regulation/compile.rules.ts'
import { type CountedLoan, type JudgeFacts, loanFindings } from '../regulation/judge.rules.ts'
import { resolve } from '../regulation/resolve.rules.ts'

/** One loan of a reader within the days that loans may be traced. */
export interface TracedLoan {
  readonly item_type: string
  readonly title_id: string
  readonly branch_id: string
  readonly library_id: string
  readonly lent_at: string
  readonly returned_at: string | null
  readonly due_on: Day
}

/** What one reader lent and owed, in order of time. Never leaves the run that weighs it. */
export interface TracedReader {
  readonly membership_type: string
  readonly birth_on: PartialDay | null
  readonly loans: readonly TracedLoan[]
  /** Every line of the account: when, and by how much the debt rose. */
  readonly entries: readonly { readonly at: string; readonly amount_cents: number }[]
}

export interface Refusals {
  loans: number
  limit_reached: number
  debt_block: number
  overdue_block: number
}
export const noRefusals = (): Refusals => ({ loans: 0, limit_reached: 0, debt_block: 0, overdue_block: 0 })

const openAt = (reader: TracedReader, loan: TracedLoan): CountedLoan[] => {
  const day = dayOf(loan.lent_at)
  return reader.loans
    .filter(
      other =>
        other !== loan &&
        other.lent_at < loan.lent_at &&
        (other.returned_at === null || other.returned_at > loan.lent_at),
    )
    .map(other => ({
      item_type: other.item_type,
      branch_id: other.branch_id,
      library_id: other.library_id,
      title_id: other.title_id,
      overdue_days: Math.max(0, daysBetween(other.due_on, day)),
    }))
}

const factsOf = (reader: TracedReader, loan: TracedLoan): JudgeFacts => {
  const on = dayOf(loan.lent_at)
  const owed = reader.entries.filter(e => e.at < loan.lent_at).reduce((sum, e) => sum + e.amount_cents, 0)
  return {
    query: {
      branch_id: loan.branch_id,
      membership_type: reader.membership_type,
      age: reader.birth_on === null ? null : ageOn(reader.birth_on, on),
      item_type: loan.item_type,
      shelf: null,
      item_age_days: null,
      action: 'loan',
      on,
    },
    library_id: loan.library_id,
    title_id: loan.title_id,
    open_loans: openAt(reader, loan),
    debt_cents: { library: owed, cooperation: owed },
  }
}

/**
 * Counts how many loans of a reader a regulation would have refused for how much they had, owed or kept too long. The
 * loans that were made stay made: a loan that the draft refuses still counts for the next.
 * @param at only loans of this library since this day are weighed; others only count
 */
export function weighReader(
  compiled: CompiledRegulation,
  reader: TracedReader,
  at: { readonly library_id: string; readonly from_on: Day; readonly into: Refusals },
): void {
  for (const loan of reader.loans) {
    if (loan.library_id !== at.library_id || latestDay(dayOf(loan.lent_at), at.from_on) === at.from_on)
      continue
    const facts = factsOf(reader, loan)
    const codes = new Set(
      loanFindings(compiled, resolve(compiled, facts.query), facts).map(finding => finding.code),
    )
    at.into.loans++
    for (const code of ['limit_reached', 'debt_block', 'overdue_block'] as const)
      if (codes.has(code)) at.into[code]++
  }
}
