import { type DeclineReason, Id, Nullable, PurchaseState } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Moved = Type.Object({ suggestion_id: Id, version: Type.Integer(), state: PurchaseState })
export interface Moving {
  readonly suggestion_id: string
  readonly staff_id: string
  readonly at: string
}

/** Who decided stays who decided while it is ordered, received and taken back from there. */
export const movePurchase = (
  of: Moving & {
    readonly to: PurchaseState
    readonly reason: DeclineReason | null
    readonly says: string | null
  },
): Query => sql`
  update acquisitions.purchase_suggestion p
     set state = ${of.to}::text, declined_because = ${of.reason}::text, says = ${of.says}::text,
         decided_by = case when ${of.to}::text = 'proposed' then null
           when p.state = 'ordered' or ${of.to}::text in ('ordered', 'received') then coalesce(p.decided_by, ${of.staff_id}::bigint)
           else ${of.staff_id}::bigint end,
         decided_at = case when ${of.to}::text = 'proposed' then null
           when p.state = 'ordered' or ${of.to}::text in ('ordered', 'received') then coalesce(p.decided_at, ${of.at}::timestamptz)
           else ${of.at}::timestamptz end,
         ordered_at = case when ${of.to}::text in ('ordered', 'received') then coalesce(p.ordered_at, ${of.at}::timestamptz) end,
         received_at = case when ${of.to}::text = 'received' then ${of.at}::timestamptz end,
         changed_at = ${of.at}::timestamptz, version = p.version + 1
   where p.suggestion_id = ${of.suggestion_id} returning suggestion_id, version, state`

/** Withdrawn, or as it stood before it was. */
export const turnPurchase = (of: Moving, to: 'withdrawn' | 'proposed'): Query => sql`
  update acquisitions.purchase_suggestion set state = ${to}::text, changed_at = ${of.at}::timestamptz, version = version + 1
   where suggestion_id = ${of.suggestion_id} returning suggestion_id, version, state`

/** One proposal less, for as many copies as before it, without the words that came with it. */
export const lowerPurchase = (
  of: Moving,
  back: { readonly copies: number | null; readonly remark: string | null },
): Query => sql`
  update acquisitions.purchase_suggestion
     set asked = asked - 1, copies = coalesce(${back.copies}::smallint, copies),
         remark = case when remark = ${back.remark}::text then null
           when right(remark, length(${back.remark}::text) + 3) = ' · ' || ${back.remark}::text
             then left(remark, length(remark) - length(${back.remark}::text) - 3)
           else remark end,
         changed_at = ${of.at}::timestamptz, version = version + 1
   where suggestion_id = ${of.suggestion_id} returning suggestion_id, version, state`

const Text = Nullable(Type.String())
export const Wished = Type.Object({ title_id: Nullable(Id), title: Text, author: Text, isbn: Text })
/** For what a suggestion is, as the search for another one like it asks. */
export const wishedBy = (suggestion_id: string): Query => sql`
  select cataloguing.stands_as(p.title_id) as title_id, p.title, p.author, p.isbn from acquisitions.purchase_suggestion p
   where p.suggestion_id = ${suggestion_id}`
