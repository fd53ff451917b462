import { Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { type Booked, byMailOnly, notSaidDead } from '../send/send.store.ts'

/** Letters that a branch has to print now. */
export const toPrint = (at: { library_id: string; branch_id: string; now: string }): Query =>
  sql`${notSaidDead} and m.library_id = ${at.library_id} and m.branch_id = ${at.branch_id} and m.state = 'planned' and m.channel = 'letter' and m.not_before <= ${at.now}`

/** Of these messages, the ones of the own library that wait to be printed. */
export const thesePrintable = (library_id: string, ids: readonly string[]): Query =>
  sql`m.library_id = ${library_id} and m.message_id = any (${ids}::bigint[]) and m.state = 'planned' and m.channel = 'letter'`

export const lockThese = (library_id: string, ids: readonly string[]): Query =>
  sql`select message_id from messaging.message where library_id = ${library_id} and message_id = any (${ids}::bigint[]) order by message_id for update`

export const printedMessages = (
  message_ids: readonly string[],
  of: {
    readonly delivery_id: string
    readonly staff_id: string
    readonly booked: Booked
    readonly now: string
  },
): Query => sql`
  update messaging.message set state = 'sent', reason = null, ended_at = ${of.now}, printed_by = ${of.staff_id}, delivery_id = ${of.delivery_id},
         charge_id = ${of.booked.charge_id}, booked = ${of.booked.booked}::bigint[]
   where message_id = any (${message_ids}::bigint[]) and state = 'planned'`

/** What was printed, with the lines of the ledger that it cost. */
export const Printed = Type.Object({
  message_id: Id,
  charge_id: Type.Union([Id, Type.Null()]),
  booked: Type.Array(Id),
})
export type Printed = Static<typeof Printed>
export const printedQuery = (library_id: string, ids: readonly string[]): Query => sql`
  select message_id, charge_id, booked::text[] from messaging.message
   where library_id = ${library_id} and message_id = any (${ids}::bigint[]) and state = 'sent' and printed_by is not null order by message_id`

export const unprintMessages = (message_ids: readonly string[]): Query => sql`
  update messaging.message set state = 'planned', ended_at = null, printed_by = null, delivery_id = null, charge_id = null, booked = '{}'
   where message_id = any (${message_ids}::bigint[]) and state = 'sent'`

/** One message of the own library, held. */
export const OwnMessage = Type.Object({
  message_id: Id,
  patron_id: Id,
  state: Type.String(),
  claimed: Type.Boolean(),
})
export const ownMessage = (library_id: string, message_id: string): Query => sql`
  select message_id, patron_id, state, claimed_at is not null as claimed from messaging.message
   where library_id = ${library_id} and message_id = ${message_id} for update`
export const withdraw = (message_id: string, now: string): Query => sql`
  update messaging.message set state = 'withdrawn', reason = 'by_staff', ended_at = ${now} where message_id = ${message_id} and state = 'planned'`
export const planAgain = (message_id: string, channel: string, now: string): Query => sql`
  update messaging.message set state = 'planned', reason = null, ended_at = null, attempts = 0, delivery_id = null,
         channel = case when ${byMailOnly} then 'email' else ${channel} end, not_before = ${now}
   where message_id = ${message_id} and state in ('failed', 'withdrawn')`
