import type { OkOf, patronLoans as loansOp, ResolvedValues } from '@kaft/contract'
import { Type } from 'typebox'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, daysBetween } from '../../../base/dates.ts'
import { marked } from '../../../base/decision.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { PatronFacts, patronFacts, patronIs } from '../facts/patron-facts.store.ts'
import { owedFor } from '../fines/owed.ts'
import { stopsOn } from '../fines/stops-on.rules.ts'
import { waitedFor } from '../holds/queue.rules.ts'
import { decideRenew, renewalFee } from '../renew/renew.rules.ts'
import { rulebookFor, versionFor } from '../rulebook/rulebook.ts'
import { LoanRow, LostRow, lostLoansQuery, patronLoansQuery } from './patron-loans.store.ts'

type Loans = OkOf<typeof loansOp>
const PatronRow = Type.Object({ patron: PatronFacts })
const nobody = new Set<never>()

/** Open loans of a patron, first due first, each with what it would cost today and whether it may be renewed. */
export function patronLoans(ctx: StaffCtx, patron_id: string): Promise<Loans | Refusal> {
  return transact(ctx, async tx => {
    const [patrons, loans, lost] = await tx.first([
      patronFacts(patronIs({ patron_id }), { day: dayOf(ctx.now) }),
      patronLoansQuery(patron_id, dayOf(ctx.now)),
      lostLoansQuery(patron_id),
    ])
    const patron = oneOf(PatronRow, patrons ?? [])?.patron
    tx.seen(patron ? patron_id : null, patron ? 'seen' : 'refused')
    if (!patron) return refuse('patron_unknown')
    const rows = []
    const perTitle = sharedPerTitle()
    for (const row of allOf(LoanRow, loans ?? [])) {
      const line = await lineOf(ctx, tx, { row, patron })
      rows.push({ ...line, fine_cents: perTitle(row, line.fine_cents) })
    }
    return { rows, lost: allOf(LostRow, lost ?? []) }
  })
}

/** One loan as the contract shows it, with its running fine and whether it may be renewed. */
export async function lineOf(
  ctx: StaffCtx,
  tx: Tx,
  { row, patron }: { row: LoanRow; patron: PatronFacts },
): Promise<Loans['rows'][number]> {
  const today = dayOf(ctx.now)
  const book = await rulebookFor(ctx, tx, { library_id: row.lent_library_id, epoch: row.lent_epoch })
  const version = await versionFor(ctx, tx, { version_id: row.version_id, book })
  const calendar = book.calendars.get(row.branch_id) ?? null
  const facts = version && {
    today,
    at: ctx.now.toString(),
    source: ctx.source,
    branch_id: ctx.actor.branch_id,
    library_id: ctx.actor.library_id,
    patron,
    version,
    calendar,
    loan: row,
    item: {
      item_type: row.item.item_type,
      shelf: row.item.shelf,
      acquired_on: row.acquired_on,
      title_id: row.item.title_id,
      waited: waitedFor(row.queued, patron.holds, { today, branch_id: row.branch_id }),
    },
  }
  const decision = facts ? decideRenew(facts, nobody) : null
  return {
    loan_id: row.loan_id,
    item: row.item,
    lent_at: row.lent_at,
    due_on: row.due_on,
    due_at: row.due_at,
    renewals: row.renewals,
    overdue_days: Math.max(0, daysBetween(row.due_on, stopsOn(row.claimed_on, today))),
    claimed_on: row.claimed_on,
    fine_cents: await owedNow(ctx, tx, row),
    renewal_cents: facts ? renewalFee(facts) : 0,
    may_renew: decision?.go ?? false,
    findings: marked(decision?.findings ?? [], may(ctx)),
    lent_at_branch: row.lent_at_branch,
  }
}

/** What the late loans of a patron would cost if they came back today, in cents; for the account that finance shows. */
export const runningFines = (ctx: StaffCtx, patron_id: string): Promise<number> =>
  transact(ctx, async tx => {
    const [loans] = await tx.first([patronLoansQuery(patron_id, dayOf(ctx.now))])
    let sum = 0
    const perTitle = sharedPerTitle()
    for (const row of allOf(LoanRow, loans ?? []))
      if (row.due_on <= dayOf(ctx.now)) sum += perTitle(row, await owedNow(ctx, tx, row))
    return sum
  })

/** Of copies that share a fine per title only what one costs more than those before it is still to come. */
const sharedPerTitle = () => {
  const before = new Map<string, number>()
  return ({ resolved, item, due_on }: LoanRow, cents: number): number => {
    if ((resolved as ResolvedValues).fine.per !== 'title') return cents
    const key = `${item.title_id}/${due_on}`
    const shared = before.get(key) ?? 0
    before.set(key, Math.max(shared, cents))
    return Math.max(0, cents - shared)
  }
}

async function owedNow(ctx: StaffCtx, tx: Tx, row: LoanRow): Promise<number> {
  const book = await rulebookFor(ctx, tx, { library_id: row.lent_library_id, epoch: row.lent_epoch })
  const calendar = book.calendars.get(row.branch_id)
  const terms = row.resolved as ResolvedValues
  if (!calendar) return 0
  const owed = await owedFor(tx, {
    terms,
    loan: row,
    patron_id: row.patron_id,
    title_id: row.item.title_id,
    price_cents: row.price_cents,
    calendar,
    returned_on: dayOf(ctx.now),
    returned_at: ctx.now.toString(),
  })
  return owed.amount_cents
}
