import type { ResolvedValues } from '@kaft/contract'
import { Type } from 'typebox'
import type { Ctx, Doer } from '../../../base/ctx.ts'
import type { Day } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { chargeQuery } from '../../finance/index.ts'
import { beginConditionQuery, endConditionsQuery, itemStateQuery } from '../../inventory/index.ts'
import type { KeptOutcome } from '../answer/outcome.ts'
import { borrowerQuery, putOnShelf } from '../checkin/checkin.store.ts'
import { endClaimQuery } from '../claims/claim.store.ts'
import { eventQuery, type FrozenPerson } from '../events/event.store.ts'
import { FrozenPersonRow } from '../facts/frozen-person.store.ts'
import { ItemFacts, itemFacts, type OpenLoan } from '../facts/item-facts.store.ts'
import { billedFrom, billedQuery } from '../fines/booked.store.ts'
import { itemOfLoan } from '../renew/renew.store.ts'
import { bookedCents } from '../fines/owed.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { before } from '../undo/before.rules.ts'
import { decideLoss, type Loss } from './loss.rules.ts'
import { endWithout, TitlePrice, titlePriceQuery } from './lose-loan.store.ts'
import { type LostSettings, lostSettingsOf, lostSettingsQuery } from './lost-settings.store.ts'

const ItemRow = Type.Object({ item: ItemFacts })
const PersonRow = Type.Object({ person: FrozenPersonRow })

/** An open loan with its item and, where they may be seen, whoever has it. */
export interface OpenLoss {
  readonly item: ItemFacts
  readonly loan: OpenLoan
  readonly person: FrozenPerson | null
  readonly settings: LostSettings
  readonly title_price_cents: number | null
  /** What an invoice charged for it before. */
  readonly billed: { readonly replacement_cents: number; readonly fine_cents: number }
}

/** The statements whose rows `openLossOf` reads, in this order. */
export const openLossQueries = (loan_id: string, library_id: string, day: Day): Query[] => [
  itemFacts(itemOfLoan(loan_id), { day }),
  borrowerQuery(itemOfLoan(loan_id)),
  titlePriceQuery(itemOfLoan(loan_id)),
  lostSettingsQuery(library_id),
  billedQuery(loan_id),
]
export function openLossOf(rows: readonly Row[][]): OpenLoss | null {
  const item = oneOf(ItemRow, rows[0] ?? [])?.item
  if (!item?.loan) return null
  return {
    item,
    loan: item.loan,
    person: oneOf(PersonRow, rows[1] ?? [])?.person ?? null,
    settings: lostSettingsOf(rows[3] ?? []),
    title_price_cents: oneOf(TitlePrice, rows[2] ?? [])?.cents ?? null,
    billed: billedFrom(rows[4] ?? []),
  }
}

/** What is charged when this loan ends as lost. */
export async function lossOf(ctx: Ctx, tx: Tx, found: OpenLoss, today: string): Promise<Loss> {
  const { item, loan, settings } = found
  const book = await rulebookFor(ctx, tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
  const terms = loan.resolved as ResolvedValues
  return decideLoss({
    today,
    due_on: loan.due_on,
    claimed_on: loan.claimed_on,
    terms,
    calendar: book.calendars.get(loan.branch_id) ?? null,
    item_price_cents: item.price_cents,
    title_price_cents: found.title_price_cents,
    processing_cents: settings.processing_cents,
    booked_cents: await bookedCents(tx, {
      terms,
      loan,
      patron_id: found.person?.patron_id ?? null,
      title_id: item.title_id,
      today,
    }),
    books_fine: settings.fine === 'book',
    chargeable: found.person !== null,
    billed: found.billed,
  })
}

export interface Losing {
  readonly found: OpenLoss
  readonly loss: Loss
  readonly event_id: string
  readonly at: string
  readonly on: string
  readonly reason: string | null
}

/** The loan ends as lost, the item with it, and what it costs is booked: one event. */
export function loseEffects(doer: Doer, l: Losing): Query[] {
  const { item, loan, person } = l.found
  const { item_id, title_id } = item
  const of = { item_id, event_id: l.event_id, at: l.at }
  const charges = person
    ? l.loss.charges.map(({ charge_kind, amount_cents }) =>
        chargeQuery(doer, {
          library_id: person.library_id,
          patron_id: person.patron_id,
          charge_kind,
          amount_cents,
          about: { loan_id: loan.loan_id, item_id, title_id },
        }),
      )
    : []
  return [
    endWithout({ loan_id: loan.loan_id, ended: 'lost', at: l.at, on: l.on }),
    endClaimQuery({ loan_id: loan.loan_id, ended: 'lost', event_id: l.event_id, at: l.at }),
    putOnShelf(item_id, item.branch_id, l.at),
    itemStateQuery(item_id, 'lost'),
    endConditionsQuery({ ...of, kinds: ['claimed'], ended: 'settled' }),
    beginConditionQuery({ ...of, kind: 'lost', note: null }),
    ...charges,
    eventQuery(doer, {
      event_id: l.event_id,
      kind: 'item_lost',
      occurred_at: l.at,
      item_id,
      loan_id: loan.loan_id,
      person,
      due_on: loan.due_on,
      amount_cents: l.loss.charges.reduce((sum, c) => sum + c.amount_cents, 0) || null,
      undo: before(item, null),
      reason: l.reason,
    }),
  ]
}

export const lostOutcome = ({ found, loss, event_id }: Losing): KeptOutcome => ({
  item_id: found.item.item_id,
  state: 'lost',
  loan_id: found.loan.loan_id,
  charged: [...loss.charges],
  findings: [...loss.findings],
  event_id,
})
