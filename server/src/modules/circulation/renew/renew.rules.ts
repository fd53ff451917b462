import type { Code, RegulationTrace } from '@kaft/contract'
import { type Day, dayOf, daysBetween } from '../../../base/dates.ts'
import { type Decision, type Finding, weigh } from '../../../base/decision.ts'
import { queryOf } from '../checkout/checkout.rules.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { type DueResult, renewalDue } from '../due/due.rules.ts'
import type { ItemFacts, OpenLoan } from '../facts/item-facts.store.ts'
import { ageOf, judgeFacts, patronFindings } from '../facts/patron.rules.ts'
import type { PatronFacts } from '../facts/patron-facts.store.ts'
import type { Waited } from '../holds/queue.rules.ts'
import type { CompiledRegulation } from '../regulation/compile.rules.ts'
import { feeFor } from '../fines/lending-fee.rules.ts'
import { renewalFindings, type Source } from '../regulation/judge.rules.ts'
import { type RegulationQuery, type Resolved, resolve } from '../regulation/resolve.rules.ts'
import { traceOf } from '../regulation/trace.rules.ts'

/** The item of a loan, and who else waits for it. */
export type RenewedItem = Pick<ItemFacts, 'item_type' | 'shelf' | 'acquired_on' | 'title_id'> & {
  readonly waited: Waited
}

/** All that renewing depends on. The version is the one that the loan began under: later rules do not change it. */
export interface RenewFacts {
  readonly today: Day
  /** The moment, for what is lent by the hour. */
  readonly at?: string
  readonly source?: Source
  readonly branch_id: string
  readonly library_id: string
  readonly loan: Pick<OpenLoan, 'due_on' | 'due_at' | 'lent_at' | 'renewals' | 'claimed_on'>
  readonly item: RenewedItem
  readonly patron: PatronFacts
  readonly version: CompiledRegulation
  /** The calendar of the branch where it was lent. */
  readonly calendar: Calendar | null
}
export interface RenewEffect {
  readonly due_on: Day
  readonly due_at: string | null
  readonly resolved: Resolved
  readonly fee_cents: number
}

function dueOf(f: RenewFacts, resolved: Resolved): DueResult | null {
  const { period } = resolved.values
  if (!f.calendar || !period) return null
  return renewalDue(
    { ...resolved.values, period },
    {
      today: f.today,
      lent_on: dayOf(f.loan.lent_at),
      due_on: f.loan.due_on,
      due_at: f.loan.due_at,
      ...(f.at ? { now: f.at } : {}),
      calendar: f.calendar,
      membership_ends_on: f.patron.member_until,
    },
  )
}

/** What the patron and who waits have against it, as far as the regulation does not let it pass. */
function waitingFindings(f: RenewFacts, { values, source }: Resolved): Finding[] {
  const findings: Finding[] = patronFindings(f.patron, f.today, {
    action: 'renewal',
    source: f.source,
  }).filter(({ code }) => code !== 'patron_expired' || !values.renewal_when_expired)
  // Another copy that stands on a shelf can serve who waits; who waits for this very item is never passed by (B27).
  const { others, beyond_copies, this_item } = f.item.waited
  const when = values.renewal_when_reserved
  const refused = (when === 'refused' && others > 0) || (when === 'if_other_copy' && beyond_copies)
  if (!this_item && !refused) return findings
  const rule = {
    version_id: f.version.version_id,
    row_no: source.renewal_when_reserved,
    value: 'renewal_when_reserved',
  }
  return [...findings, { code: 'reserved_by_another', weight: 'ask', about: {}, rule }]
}

function ruledFindings(
  f: RenewFacts,
  { resolved, query, due }: { resolved: Resolved; query: RegulationQuery; due: DueResult | null },
): Finding[] {
  if (!due?.ok)
    return [{ code: resolved.values.period === null ? 'no_rule' : 'no_calendar', weight: 'stop', about: {} }]
  const at = { library_id: f.library_id, title_id: f.item.title_id, source: f.source }
  return renewalFindings(f.version, resolved, {
    ...judgeFacts(f.patron, query, at),
    renewals: f.loan.renewals,
    due_on: f.loan.due_on,
    overdue_days: Math.max(0, daysBetween(f.loan.due_on, f.today)),
    new_due_on: due.due_on,
    due_at: f.loan.due_at,
    new_due_at: due.due_at,
    steps: due.steps,
  })
}

const claimFindings = ({ loan: { claimed_on } }: RenewFacts): Finding[] =>
  claimed_on === null ? [] : [{ code: 'loan_claimed', weight: 'stop', about: { claimed_on } }]

const renewalOf = (f: RenewFacts): Resolved => resolve(f.version, queryOf(f, 'renewal'))

/** What renewing this loan now would cost by the regulation, in cents, whether it may be or not. */
export const renewalFee = (f: RenewFacts): number => feeFor(renewalOf(f), ageOf(f.patron, f.today))

/** Whether this loan may be renewed now: every reason at once. */
export function decideRenew(
  f: RenewFacts,
  accepted: ReadonlySet<Code>,
): Decision<RenewEffect, RegulationTrace> {
  const query = queryOf(f, 'renewal')
  const resolved = resolve(f.version, query)
  const due = dueOf(f, resolved)
  const findings = [
    ...claimFindings(f),
    ...waitingFindings(f, resolved),
    ...ruledFindings(f, { resolved, query, due }),
  ]
  return weigh(findings, accepted, {
    trace: traceOf(f.version, resolved, due?.ok ? due.steps : []),
    effect: () => {
      if (!due?.ok) throw new Error('a renewal without a due day')
      return {
        due_on: due.due_on,
        due_at: due.due_at,
        resolved,
        fee_cents: feeFor(resolved, ageOf(f.patron, f.today)),
      }
    },
  })
}
