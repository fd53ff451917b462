import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../../patrons/index.ts'

/**
 * Who has something ready here and cannot be told by e-mail, first whose days end first, and all of one person together:
 * one call is enough. Those who were called stay until it is collected.
 */
export const callsOf = (branch_id: string, today: string): Query => sql`
  select h.hold_id, h.patron_id, p.given_name || ' ' || p.family_name as name, p.phone, h.hold_code, t.title, h.ready_until,
         c.called_at, case when c.called_at is null then null else coalesce(s.name, '–') end as called_by
    from circulation.hold h
    join patrons.patron p on p.patron_id = h.patron_id and p.email is null and not p.deceased and not ${restrictedFor('functional')}
    join cataloguing.title t on t.title_id = h.title_id
    left join circulation.hold_call c on c.library_id = h.library_id and c.hold_id = h.hold_id
    left join organisation.staff s on s.staff_id = c.called_by
   where h.pickup_branch_id = ${branch_id} and h.state = 'ready' and h.ready_until >= ${today}
   order by c.called_at is not null, min(h.ready_until) over (partition by h.patron_id, c.called_at is not null), h.patron_id, h.ready_until, h.hold_id
   limit 500`
export const CallRow = Type.Object({
  hold_id: Id,
  patron_id: Id,
  name: Type.String(),
  phone: Nullable(Type.String()),
  hold_code: Type.String(),
  title: Type.String(),
  ready_until: Day,
  called_at: Nullable(Instant),
  called_by: Nullable(Type.String()),
})

/** How many have not been called yet, and the first day on which one of them would be too late. */
export const callCount = (branch_id: string, today: string): Query => sql`
  select count(*)::integer as count, min(h.ready_until) as first_on from circulation.hold h
    join patrons.patron p on p.patron_id = h.patron_id and p.email is null and not p.deceased and not ${restrictedFor('functional')}
   where h.pickup_branch_id = ${branch_id} and h.state = 'ready' and h.ready_until >= ${today}
     and not exists (select from circulation.hold_call c where c.library_id = h.library_id and c.hold_id = h.hold_id)`

export const readyHere = (branch_id: string, hold_id: string): Query => sql`
  select h.hold_id, h.library_id, h.patron_id from circulation.hold h
   where h.hold_id = ${hold_id} and h.pickup_branch_id = ${branch_id} and h.state = 'ready' for update`
export const ReadyHere = Type.Object({ hold_id: Id, library_id: Id, patron_id: Id })

export const noteCall = (ctx: StaffCtx, h: { hold_id: string; library_id: string }): Query => sql`
  insert into circulation.hold_call (library_id, hold_id, called_at, called_by)
  values (${h.library_id}, ${h.hold_id}, ${ctx.now.toString()}, ${ctx.actor.staff_id}) on conflict (library_id, hold_id) do nothing`
export const dropCall = (h: { hold_id: string; library_id: string }): Query =>
  sql`delete from circulation.hold_call where library_id = ${h.library_id} and hold_id = ${h.hold_id}`
