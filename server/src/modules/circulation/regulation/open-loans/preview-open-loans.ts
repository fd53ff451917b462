import type { Ask, OkOf, previewOpenLoans as op } from '@kaft/contract'
import type { Static } from 'typebox'
import { refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf, daysBetween } from '../../../../base/dates.ts'
import type { Answer } from '../../../../base/route.ts'
import { allOf, shaped } from '../../../../base/row.ts'
import { transact } from '../../../../base/tx.ts'
import { EpochRow, epochQuery } from '../../rulebook/rulebook.store.ts'
import { rulebookFor, versionFor } from '../../rulebook/rulebook.ts'
import { Head, ownHeads } from '../manage/regulations.store.ts'
import { FIRST } from './apply-open-loans.ts'
import { openLoanOf } from './open-loan.ts'
import { OpenRow, openLoansAfter } from './open-loans.store.ts'
import { reterm } from './reterm.rules.ts'

type Preview = OkOf<typeof op>
const BATCH = 5_000
const SHOWN = 30

interface Shift {
  readonly item_type: string
  readonly days: number
  loans: number
}

/** What an activation today would change of the loans that are open: how many, which way, and by how many days. */
export function previewOpenLoans(ctx: StaffCtx, { params, query }: Ask<typeof op>): Promise<Answer<Preview>> {
  const { library_id } = ctx.actor
  const { version_id } = params
  return transact(ctx, async tx => {
    const [heads, epochs] = await tx.first([ownHeads(library_id), epochQuery(library_id)])
    const head = allOf(Head, heads ?? []).find(h => h.version_id === version_id)
    if (!head) return refuse('not_found')
    const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, epochs?.[0]).epoch })
    const version = await versionFor(ctx, tx, { version_id, book, draft: !head.activated })
    if (!version) return refuse('not_found')
    const counts = { loans: 0, later: 0, earlier: 0, same_day: 0, kept: 0 }
    const shifts = new Map<string, Shift>()
    let after: { after_on: string; after_id: string } | null = { after_on: FIRST, after_id: '0' }
    while (after) {
      const rows: Static<typeof OpenRow>[] = allOf(
        OpenRow,
        (await tx.more([openLoansAfter({ version_id, ...after, most: BATCH })]))[0] ?? [],
      )
      for (const row of rows) {
        const loan = openLoanOf(row)
        const calendar = book.calendars.get(row.branch_id) ?? null
        const next =
          loan && reterm(version, loan, { mode: query.open_loans, calendar, today: dayOf(ctx.now) })
        countOne(counts, shifts, {
          item_type: row.item_type,
          days: next ? daysBetween(row.due_on, next.due_on) : null,
        })
      }
      const last = rows.length === BATCH ? rows.at(-1) : undefined
      after = last ? { after_on: last.due_on, after_id: last.loan_id } : null
    }
    const most = [...shifts.values()].toSorted((a, b) => b.loans - a.loans)
    return { ...counts, shifts: most.slice(0, SHOWN) }
  })
}

function countOne(
  counts: { loans: number; later: number; earlier: number; same_day: number; kept: number },
  shifts: Map<string, Shift>,
  { item_type, days }: { item_type: string; days: number | null },
): void {
  counts.loans++
  if (days === null) counts.kept++
  else if (days === 0) counts.same_day++
  else {
    counts[days > 0 ? 'later' : 'earlier']++
    const key = `${item_type} ${days}`
    const shift = shifts.get(key) ?? { item_type, days, loans: 0 }
    shift.loans++
    shifts.set(key, shift)
  }
}
