import type { ClosurePlan, ClosurePreview, ResolvedValues } from '@kaft/contract'
import { Type } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf, daysBetween, isDay } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { branchesOf } from '../../organisation/index.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import {
  daysToSet,
  type LateGroup,
  movedHolds,
  movedLoans,
  plannedMessages,
  runningFines,
  withDays,
} from './closure.rules.ts'
import {
  Group,
  holdsByDay,
  lateByTerms,
  loansByDay,
  loansByTerms,
  TermsGroup,
  TermsRow,
  termsOf,
  Transits,
  transitsOf,
} from './closure.store.ts'

const Branch = Type.Object({ branch_id: Type.String() })
/** Terms reach no further back or ahead than this: the most that a regulation can plan a message from a due day. */
const [BEFORE_DAYS, AHEAD_DAYS] = [1000, 60]
/** How long a closure may be, and how far ahead: a year further on is a slip of the hand. */
const [MOST_DAYS, FURTHEST_DAYS] = [400, 3660]

/** Why a plan cannot be asked at all; null when it can. */
export const planRefusal = (plan: ClosurePlan, today: string): Refusal | null => {
  if (!isDay(plan.from_on) || !isDay(plan.until_on) || plan.until_on < plan.from_on) return refuse('invalid')
  if (daysBetween(plan.from_on, plan.until_on) > MOST_DAYS) return refuse('invalid')
  if (daysBetween(today, plan.until_on) > FURTHEST_DAYS) return refuse('invalid')
  return plan.until_on < today || plan.from_on < today ? refuse('closure_past') : null
}

/** What a closure would change, counted by day and by terms: a library of a hundred thousand loans answers at once. */
export async function previewClosure(ctx: StaffCtx, plan: ClosurePlan): Promise<ClosurePreview | Refusal> {
  const today = dayOf(ctx.now)
  const wrong = planRefusal(plan, today)
  if (wrong) return wrong
  const { branch_ids, from_on: from, until_on: until } = plan
  const window = { branch_ids, from, until }
  return transact(ctx, async tx => {
    const [own = [], epoch = [], ...rows] = await tx.first([
      branchesOf(ctx.actor.library_id, branch_ids),
      epochQuery(ctx.actor.library_id),
      loansByDay(window),
      holdsByDay(window),
      lateByTerms({ branch_ids, from: '1900-01-01', until }),
      loansByTerms({ branch_ids, from: addDays(from, -BEFORE_DAYS), until: addDays(until, AHEAD_DAYS) }),
      transitsOf(branch_ids),
    ])
    if (allOf(Branch, own).length < branch_ids.length) return refuse('branch_not_yours')
    const before = await calendarsOf(ctx, tx, epoch)
    return weighed(plan, { tx, rows, before, today })
  })
}

async function calendarsOf(
  ctx: StaffCtx,
  tx: Tx,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Calendar>> {
  const { epoch } = shaped(EpochRow, rows[0])
  return (await rulebookFor(ctx, tx, { library_id: ctx.actor.library_id, epoch })).calendars
}

async function weighed(
  plan: ClosurePlan,
  of: {
    tx: Tx
    rows: readonly Row[][]
    before: ReadonlyMap<string, Calendar>
    today: string
  },
): Promise<ClosurePreview | Refusal> {
  const { before, today } = of
  const [loans = [], holds = [], late = [], planned = [], transits = []] = of.rows
  const after = new Map<string, Calendar>()
  let days = 0
  for (const branch_id of plan.branch_ids) {
    const calendar = before.get(branch_id)
    if (!calendar) return refuse('no_calendar')
    const set = daysToSet(calendar, plan)
    days += set.length
    after.set(branch_id, withDays(calendar, set, plan.type))
  }
  const lates = allOf(TermsGroup, late)
  const plans = allOf(TermsGroup, planned)
  const ids = [...new Set([...lates, ...plans].map(group => group.terms_id))]
  const [terms = []] = await of.tx.more([termsOf(ids)])
  const resolved = new Map(allOf(TermsRow, terms).map(row => [row.terms_id, row.resolved as ResolvedValues]))
  const withTerms = (groups: typeof lates): LateGroup[] =>
    groups.flatMap(group => {
      const values = resolved.get(group.terms_id)
      return values ? [{ ...group, resolved: values }] : []
    })
  return {
    loans: movedLoans(plan, allOf(Group, loans), { after, today }),
    holds: movedHolds(allOf(Group, holds), after),
    fines: runningFines(plan, withTerms(lates), { before, after, today }),
    messages: plannedMessages(plan, withTerms(plans)),
    transits: shaped(Transits, transits[0]),
    days,
  }
}
