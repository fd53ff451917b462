import { type Code, type DeskAnswer, Nullable, type ResolvedValues } from '@kaft/contract'
import { Type } from 'typebox'
import { repeated } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, daysBetween } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { accepted, type Finding } from '../../../base/decision.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query, Write } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { emptyAnswer, finish, type Kept, keptNothing, refusal, replay } from '../answer/answer.ts'
import { againIfTwin, commandOf } from '../answer/command.ts'
import { eventWrites } from '../events/event.store.ts'
import {
  frozenItem,
  ItemFacts,
  itemFacts,
  itemsColumn,
  lockPatronThenItem,
  type OpenLoan,
} from '../facts/item-facts.store.ts'
import { lockPatron, PatronFacts, patronFacts, patronsColumn } from '../facts/patron-facts.store.ts'
import { feeQueries } from '../fines/fee-queries.ts'
import type { Fine } from '../fines/fine.rules.ts'
import { momentOf, owedFor } from '../fines/owed.ts'
import { waitedFor } from '../holds/queue.rules.ts'
import { rulebookFor, termsFor, versionFor } from '../rulebook/rulebook.ts'
import { decideRenew, type RenewFacts } from './renew.rules.ts'
import {
  endOfLoan,
  ExplainedBy,
  itemOfLoan,
  patronOfLoan,
  patronsOfLoan,
  renewalFacts,
  renewalWrites,
} from './renew.store.ts'

export interface RenewAsk {
  readonly command_id: string
  readonly occurred_at?: string
  readonly loan_id: string
  readonly accept?: readonly Code[]
}
const PatronRow = Type.Object({ patron: PatronFacts })
const ItemRow = Type.Object({ item: ItemFacts })
const FactsRow = Type.Object({
  patrons: Type.Array(PatronFacts),
  items: Type.Array(ItemFacts),
  was: Nullable(ExplainedBy),
})

/** The statements whose rows `renewFacts` reads, in this order. */
export const renewQueries = (ctx: StaffCtx, loan_id: string, day = dayOf(ctx.now)): Query[] => [
  patronFacts(patronOfLoan(loan_id), { day: dayOf(ctx.now) }),
  itemFacts(itemOfLoan(loan_id), { day, whose: patronsOfLoan(loan_id) }),
]

/** An open loan with what its renewal depends on. */
export interface FoundLoan {
  readonly facts: RenewFacts
  readonly loan: OpenLoan
  readonly item: ItemFacts
}

/** What renewing this loan depends on; null when it is not an open loan of a patron in scope. */
export async function renewFacts(
  ctx: StaffCtx,
  tx: Tx,
  rows: readonly Row[][],
  today: string,
): Promise<FoundLoan | null> {
  const patron = oneOf(PatronRow, rows[0] ?? [])?.patron
  const item = oneOf(ItemRow, rows[1] ?? [])?.item
  const loan = item?.loan
  if (!patron || !item || !loan) return null
  const lent = await rulebookFor(ctx, tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
  const version = await versionFor(ctx, tx, { version_id: loan.version_id, book: lent })
  if (!version) return null
  const { library_id, branch_id } = ctx.actor
  const waited = waitedFor(item, patron.holds, { today, branch_id: item.at_branch_id })
  const calendar = lent.calendars.get(loan.branch_id) ?? null
  return {
    facts: {
      today,
      at: ctx.now.toString(),
      source: ctx.source,
      branch_id,
      library_id,
      loan,
      item: { ...item, waited },
      patron,
      version,
      calendar,
    },
    loan,
    item,
  }
}

/**
 * Renews a loan under the terms it began with.
 * @returns `renewed`, or `refused` / `asked` with every finding and nothing changed
 */
export function renew(
  ctx: StaffCtx,
  ask: RenewAsk,
  command = commandOf(ctx, ask),
): Promise<DeskAnswer | Refusal> {
  return againIfTwin(() =>
    transact(ctx, async tx => {
      const { loan_id } = ask
      const [who, what] = [patronOfLoan(loan_id), itemOfLoan(loan_id)]
      const day = dayOf(command.at)
      const [, prior = []] = await tx.first([
        lockPatronThenItem(lockPatron(who), what),
        renewalFacts(ctx, ask, {
          patrons: patronsColumn(who, { day: dayOf(ctx.now) }),
          items: itemsColumn(what, { day, whose: patronsOfLoan(loan_id), named: true }),
        }),
      ])
      const known = repeated<Kept>(prior, command.hash)
      if (known) return isRefusal(known) ? known : replay(ctx, tx, known)
      const { patrons, items, was } = shaped(FactsRow, prior[0])
      const found = await renewFacts(
        ctx,
        tx,
        [patrons.map(patron => ({ patron })), items.map(item => ({ item }))],
        day,
      )
      if (!found || !was) return { ...emptyAnswer, findings: [await whyNotOpen(tx, loan_id)] }
      const event_id = uuid7(ctx.now)
      const said = await prolong(ctx, tx, { accept: ask.accept, at: command.at, found, was, event_id })
      if ('findings' in said) return refusal(ctx, tx, said)
      const { writes, fees: after, kept } = said
      const { item, facts } = found
      return finish(ctx, tx, { before: [], writes, after, kept, command, item, person: facts.patron })
    }),
  )
}

const lateOf = ({ loan, today }: RenewFacts, fine: Fine) => ({
  amount_cents: fine.amount_cents,
  days: Math.max(0, daysBetween(loan.due_on, today)),
})

/** What the loan costs until now under the terms that it has; null where no calendar counts its days. */
const runningFine = async (
  tx: Tx,
  { found: { facts, loan, item }, at, shared_cents = 0 }: Prolonging,
): Promise<Fine | null> =>
  facts.calendar &&
  owedFor(tx, {
    terms: loan.resolved as ResolvedValues,
    loan,
    patron_id: loan.patron_id,
    title_id: item.title_id,
    price_cents: item.price_cents,
    calendar: facts.calendar,
    returned_on: facts.today,
    returned_at: momentOf(at, dayOf(at)),
    shared_cents,
  })
const EndRow = Type.Object({ ended: Type.String(), aged: Type.Boolean() })
/** Lost by the patron's word or by age says so; anything else that is not open was simply not on loan. */
async function whyNotOpen(tx: Tx, loan_id: string): Promise<Finding> {
  const [rows] = await tx.more([endOfLoan(loan_id)])
  const end = oneOf(EndRow, rows ?? [])
  return end?.ended === 'lost'
    ? { code: 'loan_lost', weight: 'stop', about: { aged: end.aged } }
    : { code: 'not_on_loan', weight: 'stop', about: {} }
}

/** A loan to be renewed, and how its present day came about. */
export interface Prolonging {
  readonly accept?: readonly Code[] | undefined
  readonly at: string
  readonly found: FoundLoan
  readonly was: Type.Static<typeof ExplainedBy>
  readonly event_id: string
  /** What copies that share a fine per title cost in this same act. */
  readonly shared_cents?: number
  /** All events of this act, on the first of them: by it they go back together. */
  readonly together?: readonly string[]
}

/** What undoing a renewal puts back on the loan. */
const dueBefore = ({ due_on, due_at, renewals, terms_id }: OpenLoan) => ({
  due_on,
  due_at,
  renewals,
  terms_id,
})

/** What stands in the way of a renewal, or everything that it writes and answers: what may be one statement, and what it costs. */
export type Prolonged =
  | { readonly writes: readonly Write[]; readonly fees: readonly Query[]; readonly kept: Kept }
  | Pick<Kept, 'item_id' | 'patron_id' | 'findings'>

/** Decides about one renewal and makes what it writes; whoever asks writes it. */
export async function prolong(ctx: StaffCtx, tx: Tx, p: Prolonging): Promise<Prolonged> {
  const { facts, loan, item } = p.found
  const { patron_id } = facts.patron
  const { item_id } = item
  const decision = decideRenew(facts, accepted(p.accept, may(ctx)))
  if (!decision.go) return { item_id, patron_id, findings: [...decision.findings] }
  const { due_on, due_at, resolved, fee_cents } = decision.effect
  const { loan_id } = loan
  const { event_id, at } = p
  const terms_id = await termsFor(ctx, tx, { version_id: loan.version_id, values: resolved.values })
  const trace = JSON.stringify(decision.trace)
  // A running fine is booked when it ends to run: the new day would make it vanish.
  const fine = await runningFine(tx, p)
  const about = { patron: facts.patron, item, loan_id }
  const writes = [
    ...renewalWrites({ loan_id, item_id, due_on, due_at, terms_id, at, trace }),
    ...eventWrites(ctx, {
      event_id,
      kind: 'renewal',
      occurred_at: at,
      item_id,
      item: frozenItem(item),
      loan_id,
      person: facts.patron,
      due_on,
      undo: { ...dueBefore(loan), ...p.was, ...(p.together ? { together: p.together } : {}) },
      amount_cents: fine?.amount_cents || null,
    }),
  ]
  const fees = [
    ...feeQueries(ctx, { ...about, kind: 'fine', cents: fine?.amount_cents ?? 0 }),
    ...feeQueries(ctx, { ...about, kind: 'lending_fee', cents: fee_cents }),
  ]
  const kept: Kept = {
    ...keptNothing,
    did: 'renewed',
    item_id,
    patron_id,
    event_id,
    loan: { loan_id, patron_id, due_on, due_at, renewals: loan.renewals + 1, lent_at: loan.lent_at },
    fine: fine && fine.amount_cents > 0 ? { ...lateOf(facts, fine), entry_id: null } : null,
  }
  return { writes, fees, kept }
}
