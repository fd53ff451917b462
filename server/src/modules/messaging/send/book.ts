import { Type } from 'typebox'
import type { Ctx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import {
  type Invoiced,
  invoiceCharges,
  invoiceFor,
  type MailedReceipt,
  receiptsOf,
} from '../../circulation/index.ts'
import { type Booker, chargeQuery } from '../../finance/index.ts'
import { costOf, type Delivery } from './deliveries.rules.ts'
import type { Booked, Draft } from './send.store.ts'

const Line = Type.Object({ entry_id: Type.String(), amount_cents: Type.Integer() })

/** A message with what it asks, where it is an invoice, and what it tells, where it is a receipt. */
export type Asking = Draft & { readonly asks: Invoiced | null; readonly receipt: MailedReceipt | null }

/** What the receipts among these messages tell as it stands now, by the id of the message; none where nothing of the visit is left. */
async function receiptsIn(tx: Tx, drafts: readonly Draft[]): Promise<Map<string, MailedReceipt>> {
  const visits = drafts.flatMap(({ message_id, patron_id, since_at: since, until_at: until }) =>
    patron_id === null || since === null || until === null ? [] : [{ message_id, patron_id, since, until }],
  )
  const found = await receiptsOf(tx, visits)
  return new Map(
    visits.flatMap(({ message_id }, index) => (found[index] ? [[message_id, found[index]]] : [])),
  )
}

/** What the invoices among these messages ask, title by title, and the receipts tell, as it stands now. */
export async function asking(
  ctx: Ctx,
  tx: Tx,
  of: { readonly library_id: string; readonly drafts: readonly Draft[] },
): Promise<Asking[]> {
  const loan_ids = of.drafts.flatMap(d => (d.kind === 'invoice' ? (d.loan_id ?? []) : []))
  const asked = await invoiceFor(ctx, tx, { library_id: of.library_id, loan_ids })
  const receipts = await receiptsIn(tx, of.drafts)
  return of.drafts.map(d => ({
    ...d,
    receipt: receipts.get(d.message_id) ?? null,
    asks: d.kind === 'invoice' ? (asked.get(d.loan_id ?? '') ?? null) : null,
  }))
}

/** The cost of the letter itself: of an invoice by the terms of its loans, of a reminder as it was planned. */
export const letterCost = ({ kind, drafts }: Pick<Delivery<Asking>, 'kind' | 'drafts'>): number =>
  kind === 'invoice' ? Math.max(0, ...drafts.map(d => d.asks?.cost_cents ?? 0)) : costOf(drafts)

/**
 * Books what goes in one envelope, in the transaction that says that it went: what a reminder costs, once; what an invoice asks,
 * title by title.
 */
export async function book(
  ctx: Booker,
  tx: Tx,
  of: { readonly library_id: string; readonly delivery: Delivery<Asking> },
): Promise<Booked & { readonly cents: number }> {
  const { kind, drafts, patron_id } = of.delivery
  const cost_cents = letterCost(of.delivery)
  // Who is no patron yet has no account.
  if (patron_id === null) return { charge_id: null, booked: [], cents: 0 }
  const to = { library_id: of.library_id, patron_id }
  const queries =
    kind === 'invoice'
      ? invoiceCharges(
          ctx,
          to,
          drafts.flatMap(d => d.asks ?? []),
        )
      : cost_cents === 0
        ? []
        : [reminderCharge(ctx, to, drafts[0], cost_cents)]
  if (queries.length === 0) return { charge_id: null, booked: [], cents: 0 }
  const lines = (await tx.more(queries)).flatMap(rows => allOf(Line, rows))
  const ids = lines.map(line => line.entry_id)
  const cents = lines.reduce((sum, line) => sum + line.amount_cents, 0)
  return kind === 'invoice'
    ? { charge_id: null, booked: ids, cents }
    : { charge_id: ids[0] ?? null, booked: [], cents }
}

const reminderCharge = (
  ctx: Booker,
  to: { readonly library_id: string; readonly patron_id: string },
  { step, loan_id }: Draft,
  amount_cents: number,
) =>
  chargeQuery(ctx, {
    ...to,
    charge_kind: 'other',
    amount_cents,
    reason: `Herinnering ${step}`,
    about: { loan_id },
  })
