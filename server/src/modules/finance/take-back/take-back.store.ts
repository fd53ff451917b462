import { Id, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { booking } from '../ledger/ledger.store.ts'

/** What may be taken back: a charge, a waiver, or the line by which credit was used. */
const goesBack = sql`(e.kind in ('charge', 'waiver') or (e.kind = 'credit' and e.charge_id is null and e.reason = 'credit_used'))`

/** Whose account a line stands on, to lock it: a statement in brackets. */
export const ownerOfLine = (entry_id: string): Query =>
  sql`(select a.patron_id from finance.entry e join finance.account a on a.account_id = e.account_id
        where e.entry_id = ${entry_id} and ${goesBack})`

export const LineRow = Type.Object({
  entry_id: Id,
  kind: OneOf(['charge', 'waiver', 'credit']),
  by_hand: Type.Boolean(),
  own: Type.Boolean(),
  mine_today: Type.Boolean(),
  reversed: Type.Boolean(),
})
/** What the desk charges by hand says why, and is about no loan, item or hold; a membership says its name. */
export const lineFacts = (ctx: StaffCtx, entry_id: string): Query => sql`
  select e.entry_id, e.kind,
         e.kind = 'charge' and e.reason is not null and e.staff_id is not null and e.charge_kind <> 'membership'
           and not exists (select from finance.charge_about c where c.entry_id = e.entry_id) as by_hand,
         a.library_id = ${ctx.actor.library_id} as own,
         coalesce(e.staff_id = ${ctx.actor.staff_id}::bigint and e.on_day = ${dayOf(ctx.now)}::date, false) as mine_today,
         exists (select from finance.entry r where r.reverses in (e.entry_id, e.charge_id)) as reversed
    from finance.entry e join finance.account a on a.account_id = e.account_id
   where e.entry_id = ${entry_id} and ${goesBack}`

/** Takes a waiver back: what it settled is open again. */
export const reverseWaiver = (ctx: StaffCtx, entry_id: string): Query => sql`
  insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, reverses, at, on_day, staff_id,
    branch_id, workstation_id, reason)
  select e.library_id, e.account_id, 'reversal', e.charge_kind, -e.amount_cents, e.charge_id, e.entry_id, ${booking(ctx)}, e.reason
    from finance.entry e where e.entry_id = ${entry_id}`

/** Takes a use of credit back, line by line: what it settled is open again, and the credit is there again. */
export const reverseUse = (ctx: StaffCtx, entry_id: string): Query => sql`
  insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, reverses, at, on_day, staff_id,
    branch_id, workstation_id, reason)
  select e.library_id, e.account_id, 'reversal', e.charge_kind, -e.amount_cents, e.charge_id, e.entry_id, ${booking(ctx)}, e.reason
    from finance.entry use join finance.entry e
      on e.account_id = use.account_id and e.at = use.at and e.kind = 'credit' and e.reason = 'credit_used'
   where use.entry_id = ${entry_id}`
