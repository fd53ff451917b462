import { waitedFor } from '../holds/queue.rules.ts'
import { settings } from '@kaft/contract'
import { Type } from 'typebox'
import { addDays } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, matches, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { eventsQuery, type ManyEvents } from '../events/events.store.ts'
import {
  type LoanSet,
  lockItemsOfLoans,
  lockPatronsOfLoans,
  ManyLoan,
  manyLoans,
  patronsOfLoans,
  setLoans,
} from '../facts/loan-facts.store.ts'
import { PatronFacts, patronFacts } from '../facts/patron-facts.store.ts'
import { rulebookFor, termsFor, versionFor } from '../rulebook/rulebook.ts'
import { type AutoPolicy, decideAutoRenew, isWanted, renewsByRow } from './auto-renew.rules.ts'
import {
  type Answered,
  Choice,
  choices,
  Due,
  keepAnswers,
  lockStep,
  moveStep,
  nextDue,
  openStep,
  PolicyRow,
  policyQuery,
  type Step,
  StepRow,
} from './nightly.store.ts'

const BATCH = 1_000
const FIRST = '0001-01-01'
const PatronRow = Type.Object({ patron: PatronFacts })

/** A setting as it was stored, or what holds when nobody set it. */
const valueOf = <
  K extends 'circulation.auto_renew' | 'circulation.auto_renew_days' | 'circulation.auto_renew_debt_cents',
>(
  stored: Record<string, unknown>,
  key: K,
): unknown => (matches(settings[key].value, stored[key]) ? stored[key] : settings[key].default)

function policyOf(rows: readonly Row[]): AutoPolicy | null {
  const row = shaped(PolicyRow, rows[0])
  const stored = (row.settings ?? {}) as Record<string, unknown>
  const mode = valueOf(stored, 'circulation.auto_renew') as AutoPolicy['mode']
  if (mode === 'never' || (mode === 'regulation' && !row.by_regulation)) return null
  return {
    mode,
    days: valueOf(stored, 'circulation.auto_renew_days') as number,
    debt_cents: valueOf(stored, 'circulation.auto_renew_debt_cents') as number | null,
  }
}

/**
 * Renews what comes due in one library, batch by batch; each batch and where it ended are one transaction.
 * @param most how many loans a batch has
 * @returns how many loans were decided about
 */
export async function autoRenew(ctx: JobCtx, library_id: string, day: string, most = BATCH): Promise<number> {
  const step: Step = { library_id, day, step: 'auto_renew' }
  let renewed = 0
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    more = await inLibrary(ctx, library_id, async tx => {
      const [, stands = [], policies = []] = await tx.first([
        openStep(step),
        lockStep(step),
        policyQuery(library_id),
      ])
      const at = shaped(StepRow, stands[0])
      if (at.done) return false
      const policy = policyOf(policies)
      const due = policy ? await dueAfter(tx, step, { at, policy, most }) : []
      const done = due.length < most
      const effects = policy && due.length > 0 ? await renewBatch(ctx, tx, { step, policy, due }) : []
      renewed += effects.length > 0 ? due.length : 0
      const last = due.at(-1)
      await tx.last([
        ...effects,
        moveStep(step, {
          after_on: last?.due_on ?? at.after_on,
          after_id: last?.loan_id ?? at.after_id,
          handled: due.length,
          done_at: done ? ctx.now.toString() : null,
        }),
      ])
      return !done
    })
  }
  return renewed
}

async function dueAfter(
  tx: Tx,
  step: Step,
  { at, policy, most }: { at: Type.Static<typeof StepRow>; policy: AutoPolicy; most: number },
): Promise<Type.Static<typeof Due>[]> {
  const until = addDays(step.day, policy.days)
  const [rows = []] = await tx.more([
    nextDue(step, { until, after_on: at.after_on ?? FIRST, after_id: at.after_id, most }),
  ])
  return allOf(Due, rows)
}

interface BatchAsk {
  readonly step: Step
  readonly policy: AutoPolicy
  readonly due: readonly Type.Static<typeof Due>[]
}
interface Outcome {
  readonly loan: ManyLoan
  readonly patron: PatronFacts
  readonly answer: Answered
  readonly set: LoanSet | null
}

/** Locks, facts and decisions of one batch in two flights; what it writes is four statements, however many loans. */
async function renewBatch(ctx: JobCtx, tx: Tx, ask: BatchAsk): Promise<Query[]> {
  const ids = ask.due.map(d => d.loan_id)
  const persons = patronsOfLoans(ids)
  const [, , loanRows = [], patronRows = [], choiceRows = []] = await tx.more([
    lockPatronsOfLoans(ids),
    lockItemsOfLoans(ids),
    manyLoans(ids, ask.step.day),
    patronFacts(persons, { day: ask.step.day }),
    choices(persons),
  ])
  const patrons = new Map(allOf(PatronRow, patronRows).map(({ patron }) => [patron.patron_id, patron]))
  const chosen = new Map(allOf(Choice, choiceRows).map(row => [row.patron_id, row.auto_renew]))
  const outcomes: Outcome[] = []
  for (const loan of allOf(ManyLoan, loanRows)) {
    const patron = patrons.get(loan.patron_id ?? '')
    const outcome =
      patron &&
      (await outcomeOf(ctx, tx, { ...ask, loan, patron, chosen: chosen.get(patron.patron_id) ?? null }))
    if (outcome) outcomes.push(outcome)
  }
  if (outcomes.length === 0) return []
  const sets = outcomes.flatMap(o => o.set ?? [])
  const events = outcomes.flatMap(eventOf(ctx))
  const by = {
    now: ctx.now.toString(),
    library_id: ask.step.library_id,
    staff_id: null,
    workstation_id: null,
    source: 'job' as const,
  }
  return [
    ...(sets.length > 0 ? [setLoans(sets, by.now), eventsQuery(by, events)] : []),
    keepAnswers(
      ask.step,
      outcomes.map(o => o.answer),
    ),
  ]
}

async function outcomeOf(
  ctx: JobCtx,
  tx: Tx,
  of: BatchAsk & { loan: ManyLoan; patron: PatronFacts; chosen: boolean | null },
): Promise<Outcome | null> {
  const { loan, patron, policy, step } = of
  const book = await rulebookFor(ctx, tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
  const version = await versionFor(ctx, tx, { version_id: loan.version_id, book })
  if (!version) return null
  const facts = {
    today: step.day,
    // No desk is near: what the regulation leaves to the desk is not done at night.
    source: 'internet' as const,
    branch_id: loan.branch_id,
    library_id: loan.lent_library_id,
    loan,
    item: {
      ...loan,
      waited: waitedFor(loan.queued, patron.holds, { today: step.day, branch_id: loan.branch_id }),
    },
    patron,
    version,
    calendar: book.calendars.get(loan.branch_id) ?? null,
  }
  // What is lent by the hour comes back the same day: nobody wants it renewed while they sleep.
  if (loan.due_at !== null || !isWanted(policy, { regulation: renewsByRow(facts), chosen: of.chosen }))
    return null
  const said = decideAutoRenew(facts, policy, loan.item_state)
  const answer = { loan_id: loan.loan_id, due_on: loan.due_on }
  if (!said.go)
    return {
      loan,
      patron,
      set: null,
      answer: { ...answer, new_due_on: null, event_id: null, findings: said.findings },
    }
  const { due_on, resolved } = said.effect
  return {
    loan,
    patron,
    answer: { ...answer, new_due_on: due_on, event_id: uuid7(ctx.now), findings: [] },
    set: {
      loan_id: loan.loan_id,
      was_due_on: loan.due_on,
      due_on,
      renewals: loan.renewals + 1,
      terms_id: await termsFor(ctx, tx, { version_id: loan.version_id, values: resolved.values }),
      trace: JSON.stringify(said.trace),
    },
  }
}

const eventOf =
  (ctx: JobCtx) =>
  ({ loan, patron, answer, set }: Outcome): ManyEvents =>
    set && answer.event_id
      ? [
          {
            event_id: answer.event_id,
            kind: 'renewal',
            occurred_at: ctx.now.toString(),
            branch_id: loan.branch_id,
            item_id: loan.item_id,
            loan_id: loan.loan_id,
            person: patron,
            due_on: set.due_on,
            undo: { due_on: loan.due_on, renewals: loan.renewals, terms_id: loan.terms_id },
          },
        ]
      : []
