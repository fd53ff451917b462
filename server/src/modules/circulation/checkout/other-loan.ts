import type { ResolvedValues } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf, daysBetween } from '../../../base/dates.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { chargeQuery, type Refund, refundQuery } from '../../finance/index.ts'
import { endConditionsQuery } from '../../inventory/index.ts'
import { borrowerQuery } from '../checkin/checkin.store.ts'
import { endClaimQuery } from '../claims/claim.store.ts'
import { eventQuery } from '../events/event.store.ts'
import { FrozenPersonRow } from '../facts/frozen-person.store.ts'
import { type ItemFacts, itemIs, type OpenLoan } from '../facts/item-facts.store.ts'
import { momentOf, owedFor } from '../fines/owed.ts'
import { stopsOn } from '../fines/stops-on.rules.ts'
import { LostFacts, lockPatronOfLoss, lostFacts } from '../lost/found-again.store.ts'
import { lostSettingsOf, lostSettingsQuery } from '../lost/lost-settings.store.ts'
import { costMoney, moneyBack } from '../lost/money-back.rules.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { before } from '../undo/before.rules.ts'
import { endOtherLoan } from './checkout.store.ts'

export interface Ending {
  readonly item: ItemFacts
  readonly loan: OpenLoan
  readonly at: string
  /** Whether the fine that ran until now is booked: the desk chose. */
  readonly books_fine: boolean
}
const PersonRow = Type.Object({ person: FrozenPersonRow })
const LostRow = Type.Object({ lost: LostFacts })

/**
 * Ends a loan because its item is lent on: an event of its own, so that it counts as a return and whoever had it
 * finds it in their history; with the fine or without, as the desk chose, never silently.
 * @returns the effects, and the id of the event, which undoing the new loan takes back as well
 */
async function endingOf(ctx: StaffCtx, tx: Tx, e: Ending): Promise<{ event_id: string; effects: Query[] }> {
  const { item, loan, at } = e
  const on = dayOf(at)
  const { item_id } = item
  const [rows] = await tx.more([borrowerQuery(itemIs({ item_id }))])
  const person = oneOf(PersonRow, rows ?? [])?.person ?? null
  const cents = e.books_fine && person ? await fineOf(ctx, tx, e) : 0
  const event_id = uuid7(ctx.now)
  const about = { loan_id: loan.loan_id, item_id, title_id: item.title_id }
  const refunds = costMoney(item, on) ? await refundsOf(ctx, tx, item, on) : []
  const claimed = loan.claimed_on !== null
  return {
    event_id,
    effects: [
      endOtherLoan(ctx, loan.loan_id, at, on),
      ...refunds.map(refund => refundQuery(ctx, refund)),
      ...(cents > 0 && person ? [fineCharge(ctx, person, cents, about)] : []),
      ...(claimed
        ? [
            endClaimQuery({ loan_id: loan.loan_id, ended: 'found', event_id, at }),
            endConditionsQuery({ item_id, kinds: ['claimed'], ended: 'found', event_id, at }),
          ]
        : []),
      eventQuery(ctx, {
        event_id,
        kind: 'checkin',
        occurred_at: at,
        item_id,
        loan_id: loan.loan_id,
        person,
        due_on: loan.due_on,
        late_days: Math.max(0, daysBetween(loan.due_on, stopsOn(loan.claimed_on, on))),
        amount_cents: cents || null,
        undo: before(item, null),
      }),
    ],
  }
}

/** The price that an invoice asked falls, as it does when the item is taken back. */
async function refundsOf(ctx: StaffCtx, tx: Tx, item: ItemFacts, today: string): Promise<readonly Refund[]> {
  const what = itemIs({ item_id: item.item_id })
  const [, found, settings] = await tx.more([
    lockPatronOfLoss(what),
    lostFacts(what),
    lostSettingsQuery(ctx.actor.library_id),
  ])
  const lost = oneOf(LostRow, found ?? [])?.lost
  const loss = lost ? { lost, policy: lostSettingsOf(settings ?? []) } : null
  return moneyBack({ item, loss }, today)?.refunds ?? []
}

/** The same where there may be no such loan. */
export const otherEnds = async (
  ctx: StaffCtx,
  tx: Tx,
  { loan, ...rest }: Omit<Ending, 'loan'> & { readonly loan: OpenLoan | null },
): Promise<Awaited<ReturnType<typeof endingOf>> | null> =>
  loan && (await endingOf(ctx, tx, { ...rest, loan }))

const fineCharge = (
  ctx: StaffCtx,
  person: { library_id: string; patron_id: string },
  amount_cents: number,
  about: { loan_id: string; item_id: string; title_id: string },
): Query => chargeQuery(ctx, { ...person, charge_kind: 'fine', amount_cents, about })

async function fineOf(ctx: StaffCtx, tx: Tx, { item, loan, at }: Ending): Promise<number> {
  if (loan.claimed_on !== null) return 0
  const terms = loan.resolved as ResolvedValues
  const book = await rulebookFor(ctx, tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
  const calendar = book.calendars.get(loan.branch_id)
  if (!calendar) return 0
  const on = dayOf(at)
  const owed = await owedFor(tx, {
    terms,
    loan,
    patron_id: loan.patron_id,
    title_id: item.title_id,
    price_cents: item.price_cents,
    calendar,
    returned_on: on,
    returned_at: momentOf(at, on),
  })
  return owed.amount_cents
}
