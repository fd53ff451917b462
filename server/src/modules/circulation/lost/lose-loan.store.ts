import { Cents, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What other items of the title cost in the library that owns this one: the dearest, since prices of old items are old. */
export const TitlePrice = Type.Object({ cents: Nullable(Cents) })
export const titlePriceQuery = (is: Query): Query => sql`
  select max(o.price_cents) as cents from inventory.item i
    join inventory.item o on o.title_id = i.title_id and o.library_id = i.library_id and o.item_id <> i.item_id
   where ${is}`

/** The loan ends without the object. */
export const endWithout = (of: {
  readonly loan_id: string
  readonly ended: 'lost' | 'dismissed'
  readonly at: string
  readonly on: string
}): Query => sql`
  update circulation.loan set returned_at = ${of.at}, returned_on = ${of.on}, ended = ${of.ended}
   where loan_id = ${of.loan_id} and returned_at is null`

/** Late loans of the patrons of a library that count as lost by now, longest late first; a claim is for people to decide. */
export const agedLoans = (library_id: string, before: string, most: number): Query => sql`
  select l.loan_id from circulation.loan l
   where l.library_id = ${library_id} and l.returned_at is null and l.due_on <= ${before}::date and l.claimed_on is null
   order by l.due_on, l.loan_id limit ${most}`
