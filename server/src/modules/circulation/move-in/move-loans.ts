import type { MoveReason } from '@kaft/contract'
import { ageOn, dayOf, daysBetween } from '../../../base/dates.ts'
import type { Keyed, MovedTo, MovingIn } from '../../../base/moving.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { resolve, type Resolved } from '../regulation/resolve.rules.ts'
import { traceOf } from '../regulation/trace.rules.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { type Rulebook, rulebookFor, termsFor } from '../rulebook/rulebook.ts'
import {
  insertMovedLoans,
  MadeLoan,
  MovedItemFacts,
  movedItemFacts,
  type MovedLoanRow,
  MovedPatronFacts,
  movedPatronFacts,
} from './move-loans.store.ts'

/** A loan of the old system: open, or one of the past that its patron chose to keep. */
export interface MovedLoan extends Keyed {
  readonly patron_id: string
  readonly item_id: string
  readonly branch_id: string | null
  /** Null where only the due day is known. */
  readonly lent_at: string | null
  readonly due_on: string
  readonly renewals: number
  readonly returned_on: string | null
}
export interface MovedLoans {
  readonly made: readonly MovedTo[]
  readonly refused: readonly (Keyed & { readonly reason: MoveReason })[]
}

/** Whether this library has a regulation on the day of the move: without one there are no terms to lend by. */
export const hasRegulation = async (moving: MovingIn): Promise<boolean> =>
  (await bookOf(moving)).regulation !== null

async function bookOf({ ctx, tx, library_id }: MovingIn): Promise<Rulebook> {
  const [rows = []] = await tx.more([epochQuery(library_id)])
  return rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, rows[0]).epoch })
}

interface Facts {
  readonly book: Rulebook
  readonly items: ReadonlyMap<string, MovedItemFacts>
  readonly patrons: ReadonlyMap<string, MovedPatronFacts>
}

/**
 * Loans come over with their own due day. Their terms are those of the regulation that is in force on the day of the
 * move, resolved and kept as for any loan; the trace says that the day was not given by it.
 */
export async function moveLoans(moving: MovingIn, loans: readonly MovedLoan[]): Promise<MovedLoans> {
  const { tx, library_id } = moving
  const book = await bookOf(moving)
  const [items = [], patrons = []] = await tx.more([
    movedItemFacts(loans.map(l => l.item_id)),
    movedPatronFacts(loans.map(l => l.patron_id)),
  ])
  const facts: Facts = {
    book,
    items: new Map(allOf(MovedItemFacts, items).map(i => [i.item_id, i])),
    patrons: new Map(allOf(MovedPatronFacts, patrons).map(p => [p.patron_id, p])),
  }
  const refused: { key: string; reason: MoveReason }[] = []
  const rows: MovedLoanRow[] = []
  const out = new Set<string>()
  for (const loan of loans) {
    const why = whyNot(loan, facts, out)
    if (why) refused.push({ key: loan.key, reason: why })
    else rows.push(await rowOf(moving, loan, facts))
    if (!why && loan.returned_on === null) out.add(loan.item_id)
  }
  if (rows.length === 0) return { made: [], refused }
  const [made = []] = await tx.more([insertMovedLoans(library_id, rows)])
  return { made: allOf(MadeLoan, made), refused }
}

function whyNot(loan: MovedLoan, { items, patrons }: Facts, out: ReadonlySet<string>): MoveReason | null {
  const item = items.get(loan.item_id)
  const patron = patrons.get(loan.patron_id)
  if (!item) return 'item_unknown'
  if (!patron) return 'patron_unknown'
  if (loan.returned_on !== null) return patron.keep_history ? null : 'history_not_kept'
  if (out.has(loan.item_id) || item.away === 'on_loan') return 'item_on_loan'
  return item.away === null ? null : 'item_away'
}

async function rowOf(moving: MovingIn, loan: MovedLoan, facts: Facts): Promise<MovedLoanRow> {
  const { ctx, tx, at } = moving
  const item = facts.items.get(loan.item_id)
  const patron = facts.patrons.get(loan.patron_id)
  const { regulation } = facts.book
  if (!item || !patron || !regulation) throw new Error('a loan that came over without its facts')
  const today = dayOf(at)
  const branch_id = loan.branch_id ?? item.branch_id
  const resolved: Resolved = resolve(regulation, {
    branch_id,
    membership_type: patron.membership_type,
    age: patron.birth_on === null ? null : ageOn(patron.birth_on, today),
    item_type: item.item_type,
    shelf: item.shelf,
    item_age_days: item.acquired_on === null ? null : Math.max(0, daysBetween(item.acquired_on, today)),
    action: 'loan',
    on: today,
  })
  const { version_id } = regulation
  return {
    key: loan.key,
    patron_id: loan.patron_id,
    item_id: loan.item_id,
    item_library_id: item.library_id,
    title_id: item.title_id,
    item_type: item.item_type,
    branch_id,
    lent_at: loan.lent_at ?? at,
    due_on: loan.due_on,
    renewals: loan.renewals,
    terms_id: await termsFor(ctx, tx, { version_id, values: resolved.values }),
    trace: { ...traceOf(regulation, resolved), moved: true },
    returned_at: loan.returned_on === null ? null : `${loan.returned_on}T11:00:00Z`,
    returned_on: loan.returned_on,
  }
}
