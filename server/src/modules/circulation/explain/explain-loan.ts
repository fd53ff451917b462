import type { Explanation, RegulationTrace, ResolvedValues } from '@kaft/contract'
import { Type } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { queryOf } from '../checkout/checkout.rules.ts'
import { PatronFacts, patronFacts } from '../facts/patron-facts.store.ts'
import { momentOf, owedFor } from '../fines/owed.ts'
import { explainDue, explainFine, type Speech } from '../regulation/explain.rules.ts'
import { type Rulebook, rulebookFor, versionFor } from '../rulebook/rulebook.ts'
import { patronOfLoan } from '../renew/renew.store.ts'
import { LoanRow, loanQuery } from './explain-loan.store.ts'
import { withMoves, withOldDay } from './moved.rules.ts'
import { speechOf } from './speech.ts'

const PatronRow = Type.Object({ patron: PatronFacts })

interface Case {
  readonly row: LoanRow
  readonly patron: PatronFacts
  readonly book: Rulebook
  readonly speech: Speech
}

/**
 * Why a loan is due on its day, or what it costs now, or would cost if it came back on another day: rendered from the trace that the loan keeps.
 * @returns `not_found` when the loan, or its patron, is not in scope
 */
export function explainLoan(
  ctx: StaffCtx,
  ask: { loan_id: string; about: 'due' | 'fine'; lang: 'nl' | 'en'; return_on?: string },
): Promise<Explanation | Refusal> {
  return transact(ctx, async tx => {
    const [loans, patrons] = await tx.first([
      loanQuery(ask.loan_id),
      patronFacts(patronOfLoan(ask.loan_id), { day: dayOf(ctx.now) }),
    ])
    const row = oneOf(LoanRow, loans ?? [])
    const patron = oneOf(PatronRow, patrons ?? [])?.patron
    tx.seen(patron?.patron_id ?? null, patron ? 'seen' : 'refused')
    if (!row || !patron) return refuse('not_found')
    const book = await rulebookFor(ctx, tx, { library_id: row.lent_library_id, epoch: row.lent_epoch })
    return said(ctx, tx, { row, patron, book, speech: await speechOf(ctx, tx, ask.lang) }, ask)
  })
}

async function said(
  ctx: StaffCtx,
  tx: Tx,
  of: Case,
  { about, return_on }: { about: 'due' | 'fine'; return_on?: string },
): Promise<Explanation | Refusal> {
  const { row, patron, book, speech } = of
  const compiled = await versionFor(ctx, tx, { version_id: row.version_id, book })
  const calendar = book.calendars.get(row.branch_id)
  if (!compiled) return refuse('not_found')
  const acted = dayOf(row.renewed_at ?? row.lent_at)
  const query = queryOf(
    { today: acted, branch_id: row.branch_id, patron, item: row },
    row.renewed_at ? 'renewal' : 'loan',
  )
  const explained = { compiled, trace: row.trace as RegulationTrace, query }
  if (about === 'due') {
    // The trace leads to the day that the regulation gave; what staff moved since comes after it.
    const given = row.moves[0]?.before ?? row.due_on
    const due = { ...explained, due_on: given, due_at: row.due_at, renewals: row.renewals }
    const moves = row.moves.map(move => ({ ...move, on: dayOf(move.at) }))
    const told = explainDue(due, speech)
    // A renewal here gives a day by the rules of here, with a trace of its own.
    const from = explained.trace.moved ? withOldDay(told, speech.language) : told
    return withMoves(from, moves, speech)
  }
  if (!calendar) return refuse('no_calendar')
  const now = ctx.now.toString()
  const back = row.returned_on ?? return_on ?? dayOf(ctx.now)
  const owed = await owedFor(tx, {
    terms: row.resolved as ResolvedValues,
    loan: row,
    patron_id: row.patron_id,
    title_id: row.title_id,
    price_cents: row.price_cents,
    calendar,
    returned_on: back,
    returned_at: momentOf(row.returned_at ?? now, back),
    ended_at: row.returned_at,
  })
  // The day on which somebody stood at the desk says nothing new; a day that was chosen does.
  const chosen_on = back === dayOf(row.returned_at ?? ctx.now) ? null : back
  return explainFine({ ...explained, fine: owed, running: row.returned_on === null, chosen_on }, speech)
}
