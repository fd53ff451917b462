import type { Code } from '@kaft/contract'
import { Type } from 'typebox'
import type { Row } from '../../../base/db.ts'
import { allOf } from '../../../base/row.ts'
import { eventsQuery } from '../events/events.store.ts'
import {
  Frozen,
  frozenWhere,
  lockItemsOfLoans,
  lockPatronsOfLoans,
  type ManyLoan,
  ManyLoan as ManyLoanRow,
  manyLoans,
  patronsOfLoans,
  setLoans,
} from '../facts/loan-facts.store.ts'
import { PatronFacts, patronFacts } from '../facts/patron-facts.store.ts'
import { waitedFor } from '../holds/queue.rules.ts'
import { decideRenew } from '../renew/renew.rules.ts'
import { rulebookFor, termsFor, versionFor } from '../rulebook/rulebook.ts'
import { eventsBy, ofMany } from './by.ts'
import { costQueries, costsBack, costValues, runningFine, withoutCosts } from './loan-costs.ts'
import { LateLoan, lateLoans, RenewalCharge, renewalCharges } from './loan-costs.store.ts'
import { type LoanChange, newDue } from './loans.rules.ts'
import { codesOfNoItem, loansByCodes, selectLoans } from './loans.store.ts'
import type { DoneLine, Judged, Moment, Subject } from './subject.ts'
import { no, sameAs, type Values, type Verdict } from './verdict.rules.ts'

const PatronRow = Type.Object({ patron: PatronFacts })
const nobody = new Set<Code>()
const changeOf = (at: Moment): LoanChange => at.change as LoanChange

const valuesOf = (loan: ManyLoan): Values => ({
  due_on: loan.due_on,
  renewals: loan.renewals,
  terms_id: loan.terms_id,
})

/** A new date by a change of many: the terms stay those that the loan began with. */
async function verdictOf(at: Moment, loan: ManyLoan): Promise<Verdict> {
  const before = valuesOf(loan)
  const book = await rulebookFor(at.ctx, at.tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
  const due = newDue(changeOf(at), {
    due_on: loan.due_on,
    today: at.today,
    calendar: book.calendars.get(loan.branch_id) ?? null,
  })
  return due.ok ? { go: true, before, after: { ...before, due_on: due.due_on } } : no(due.why, before)
}

/** What renewing depends on beside the loans of a batch. */
interface Renewing {
  readonly patrons: ReadonlyMap<string, PatronFacts>
  readonly late: ReadonlyMap<string, LateLoan>
  /** What copies that share a fine per title cost in this batch. */
  readonly shared: Map<string, number>
}

/** A renewal as the desk would do it without accepting anything, with what it costs; the first reason is shown. */
async function renewedBy(
  at: Moment,
  loan: ManyLoan,
  of: Renewing,
): Promise<{ verdict: Verdict; trace: string | null }> {
  const before = valuesOf(loan)
  const patron = of.patrons.get(loan.patron_id ?? '')
  const book = await rulebookFor(at.ctx, at.tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
  const version = await versionFor(at.ctx, at.tx, { version_id: loan.version_id, book })
  if (!patron || !version) return { verdict: no('bulk_gone', before), trace: null }
  const calendar = book.calendars.get(loan.branch_id) ?? null
  const waited = waitedFor(loan.queued, patron.holds, { today: at.today, branch_id: loan.branch_id })
  const decision = decideRenew(
    {
      today: at.today,
      branch_id: loan.branch_id,
      library_id: loan.lent_library_id,
      loan,
      item: { ...loan, waited },
      patron,
      version,
      calendar,
    },
    nobody,
  )
  const first = decision.findings.find(f => f.weight === 'stop') ?? decision.findings[0]
  if (!decision.go) return { verdict: no(first?.code ?? 'invalid', before, first?.about ?? {}), trace: null }
  const { due_on, resolved, fee_cents } = decision.effect
  const terms_id = await termsFor(at.ctx, at.tx, { version_id: loan.version_id, values: resolved.values })
  const fine_cents = await runningFine(at, {
    loan,
    late: of.late.get(loan.loan_id),
    calendar,
    shared: of.shared,
  })
  const after = {
    due_on,
    renewals: loan.renewals + 1,
    terms_id,
    ...costValues({ fee_cents, fine_cents }),
  }
  return { verdict: { go: true, before, after }, trace: JSON.stringify(decision.trace) }
}

function written(
  at: Moment,
  loans: readonly ManyLoan[],
  of: {
    persons: readonly Frozen[]
    traces: ReadonlyMap<string, string>
    back: boolean
    charges: readonly RenewalCharge[]
  },
): Judged['effects'] {
  const byId = new Map(loans.map(l => [l.loan_id, l]))
  const person = new Map(of.persons.map(p => [p.patron_id, p]))
  const now = at.ctx.now.toString()
  const renewing = at.change.kind === 'loan_renew'
  return rows => [
    setLoans(
      rows.map(r => ({
        loan_id: r.subject_id,
        was_due_on: String(r.before.due_on),
        due_on: String(r.after.due_on),
        renewals: Number(r.after.renewals),
        terms_id: String(r.after.terms_id),
        trace: of.traces.get(r.subject_id) ?? null,
      })),
      renewing && !of.back ? now : null,
    ),
    eventsQuery(
      eventsBy(at),
      rows.map(r => {
        const loan = byId.get(r.subject_id)
        return {
          event_id: r.event_id,
          kind: of.back ? ('undo' as const) : renewing ? ('renewal' as const) : ('due_changed' as const),
          occurred_at: now,
          branch_id: loan?.branch_id ?? at.ctx.actor.branch_id,
          item_id: loan?.item_id ?? null,
          loan_id: r.subject_id,
          person: person.get(loan?.patron_id ?? '') ?? null,
          due_on: String(r.after.due_on),
          undoes: r.undoes,
          reason: of.back ? null : at.reason,
          undo: of.back ? null : ofMany(r.before),
        }
      }),
    ),
    ...(of.back ? costsBack(at, rows, of.charges) : renewing ? costQueries(at, rows, byId) : []),
  ]
}

/** Every loan of a batch renewed, or why not. */
async function renewAll(
  at: Moment,
  [loanRows = [], patronRows = [], lateRows = []]: readonly Row[][],
): Promise<Judged> {
  const found = allOf(ManyLoanRow, loanRows)
  const patrons = allOf(PatronRow, patronRows).map(row => row.patron)
  const of: Renewing = {
    patrons: new Map(patrons.map(p => [p.patron_id, p])),
    late: new Map(allOf(LateLoan, lateRows).map(l => [l.loan_id, l])),
    shared: new Map(),
  }
  const verdicts = new Map<string, Verdict>()
  const traces = new Map<string, string>()
  for (const loan of found) {
    const { verdict, trace } = await renewedBy(at, loan, of)
    verdicts.set(loan.loan_id, verdict)
    if (trace !== null) traces.set(loan.loan_id, trace)
  }
  return { verdicts, effects: written(at, found, { persons: patrons, traces, back: false, charges: [] }) }
}

/** Whether a loan may go back to what it was: nothing happened to it since, and nobody paid for its renewal. */
function backOf(line: DoneLine, loan: ManyLoan | undefined, charges: readonly RenewalCharge[]): Verdict {
  if (!loan) return no('not_on_loan')
  if (!sameAs(withoutCosts(line.after), valuesOf(loan))) return no('changed_meanwhile')
  if (charges.some(charge => charge.paid && charge.event_id === line.event_id)) return no('undo_paid')
  return { go: true, before: line.after, after: line.before }
}

/** Loans: dates and renewals. The queue of a title is not locked: a hold of this very moment comes after the change. */
export const loans: Subject = {
  selected: (ctx, { filters }, most) => selectLoans(ctx, filters, most),
  byCodes: loansByCodes,
  unknown: 'not_on_loan',
  nowhere: { codes: codesOfNoItem, why: 'item_unknown' },
  locks: ids => [lockPatronsOfLoans(ids), lockItemsOfLoans(ids)],
  facts: (ids, today, change) =>
    change.kind === 'loan_renew'
      ? [
          manyLoans(ids, today),
          patronFacts(patronsOfLoans(ids), { day: today }),
          lateLoans(ids, today),
          renewalCharges(ids),
        ]
      : [manyLoans(ids, today), frozenWhere(patronsOfLoans(ids))],
  judge: async (at, rows) => {
    if (at.change.kind === 'loan_renew') return renewAll(at, rows)
    const found = allOf(ManyLoanRow, rows[0] ?? [])
    const verdicts = new Map<string, Verdict>()
    for (const loan of found) verdicts.set(loan.loan_id, await verdictOf(at, loan))
    const persons = allOf(Frozen, rows[1] ?? [])
    return { verdicts, effects: written(at, found, { persons, traces: new Map(), back: false, charges: [] }) }
  },
  judgeBack: (at, lines, [loanRows = [], patronRows = [], , chargeRows = []]) => {
    const found = allOf(ManyLoanRow, loanRows)
    const byId = new Map(found.map(l => [l.loan_id, l]))
    const charges = allOf(RenewalCharge, chargeRows)
    const persons =
      at.change.kind === 'loan_renew'
        ? allOf(PatronRow, patronRows).map(row => row.patron)
        : allOf(Frozen, patronRows)
    const verdicts = new Map(
      lines.map(line => [line.subject_id, backOf(line, byId.get(line.subject_id), charges)]),
    )
    return { verdicts, effects: written(at, found, { persons, traces: new Map(), back: true, charges }) }
  },
}
