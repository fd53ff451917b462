import type { Code } from '@kaft/contract'
import { Type } from 'typebox'
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
import { eventsBy } from './by.ts'
import { type LoanChange, newDue } from './loans.rules.ts'
import { loansByCodes, selectLoans } from './loans.store.ts'
import type { Judged, Moment, Subject } from './subject.ts'
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

/** A renewal as the desk would do it without accepting anything; the first reason is shown. */
async function renewedBy(
  at: Moment,
  loan: ManyLoan,
  patron: PatronFacts | undefined,
): Promise<{ verdict: Verdict; trace: string | null }> {
  const before = valuesOf(loan)
  const book = await rulebookFor(at.ctx, at.tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
  const version = await versionFor(at.ctx, at.tx, { version_id: loan.version_id, book })
  if (!patron || !version) return { verdict: no('bulk_gone', before), trace: null }
  const decision = decideRenew(
    {
      today: at.today,
      branch_id: loan.branch_id,
      library_id: loan.lent_library_id,
      loan,
      item: {
        ...loan,
        waited: waitedFor(loan.queued, patron.holds, { today: at.today, branch_id: loan.branch_id }),
      },
      patron,
      version,
      calendar: book.calendars.get(loan.branch_id) ?? null,
    },
    nobody,
  )
  const first = decision.findings.find(f => f.weight === 'stop') ?? decision.findings[0]
  if (!decision.go) return { verdict: no(first?.code ?? 'invalid', before, first?.about ?? {}), trace: null }
  const { due_on, resolved, fee_cents } = decision.effect
  if (fee_cents > 0) return { verdict: no('renewal_costs', before, { cents: fee_cents }), trace: null }
  const terms_id = await termsFor(at.ctx, at.tx, { version_id: loan.version_id, values: resolved.values })
  return {
    verdict: { go: true, before, after: { due_on, renewals: loan.renewals + 1, terms_id } },
    trace: JSON.stringify(decision.trace),
  }
}

function written(
  at: Moment,
  loans: readonly ManyLoan[],
  of: { persons: readonly Frozen[]; traces: ReadonlyMap<string, string>; back: boolean },
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
          undo: of.back ? null : r.before,
        }
      }),
    ),
  ]
}

/** Loans: dates and renewals. The queue of a title is not locked: a hold of this very moment comes after the change. */
export const loans: Subject = {
  selected: (ctx, { filters }, most) => selectLoans(ctx, filters, most),
  byCodes: loansByCodes,
  unknown: 'not_on_loan',
  locks: ids => [lockPatronsOfLoans(ids), lockItemsOfLoans(ids)],
  facts: (ids, today, change) => [
    manyLoans(ids, today),
    change.kind === 'loan_renew'
      ? patronFacts(patronsOfLoans(ids), { day: today })
      : frozenWhere(patronsOfLoans(ids)),
  ],
  judge: async (at, [loanRows = [], patronRows = []]) => {
    const found = allOf(ManyLoanRow, loanRows)
    const verdicts = new Map<string, Verdict>()
    const traces = new Map<string, string>()
    if (at.change.kind !== 'loan_renew') {
      for (const loan of found) verdicts.set(loan.loan_id, await verdictOf(at, loan))
      return {
        verdicts,
        effects: written(at, found, { persons: allOf(Frozen, patronRows), traces, back: false }),
      }
    }
    const patrons = allOf(PatronRow, patronRows).map(row => row.patron)
    const byId = new Map(patrons.map(p => [p.patron_id, p]))
    for (const loan of found) {
      const { verdict, trace } = await renewedBy(at, loan, byId.get(loan.patron_id ?? ''))
      verdicts.set(loan.loan_id, verdict)
      if (trace !== null) traces.set(loan.loan_id, trace)
    }
    return { verdicts, effects: written(at, found, { persons: patrons, traces, back: false }) }
  },
  judgeBack: (at, lines, [loanRows = [], patronRows = []]) => {
    const found = allOf(ManyLoanRow, loanRows)
    const byId = new Map(found.map(l => [l.loan_id, l]))
    const persons =
      at.change.kind === 'loan_renew'
        ? allOf(PatronRow, patronRows).map(row => row.patron)
        : allOf(Frozen, patronRows)
    const verdicts = new Map<string, Verdict>()
    for (const line of lines) {
      const loan = byId.get(line.subject_id)
      if (!loan) verdicts.set(line.subject_id, no('not_on_loan'))
      else if (!sameAs(line.after, valuesOf(loan))) verdicts.set(line.subject_id, no('changed_meanwhile'))
      else verdicts.set(line.subject_id, { go: true, before: line.after, after: line.before })
    }
    return { verdicts, effects: written(at, found, { persons, traces: new Map(), back: true }) }
  },
}
