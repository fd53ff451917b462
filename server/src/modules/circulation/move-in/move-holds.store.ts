import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A hold of the old system. `item_id`: what lies ready for it or is on its way to it. */
export interface MovedHold {
  readonly key: string
  readonly patron_id: string
  readonly title_id: string
  readonly branch_id: string
  readonly placed_at: string
  readonly state: 'waiting' | 'ready' | 'in_transit'
  readonly item_id: string | null
  readonly ready_until: string | null
  readonly expires_on: string | null
  readonly suspended_until: string | null
}
const json = (rows: readonly object[]): string => JSON.stringify(rows)
const columns = sql`x(key text, id bigint, patron_id bigint, title_id bigint, branch_id bigint, placed_at timestamptz, state text, item_id bigint,
    ready_until date, expires_on date, suspended_until date)`
export const MadeHold = Type.Object({ id: Id, key: Type.String() })

interface By {
  readonly library_id: string
  readonly staff_id: string | null
  readonly at: string
}

/**
 * Holds in the order of their queue. They cost nothing here: what they cost was the old system's to book. One that lies
 * ready waits for its code, which the hold shelf gives one by one.
 */
export const insertHolds = (rows: readonly MovedHold[], by: By): Query => sql`
  with x as materialized (
    select x.*, nextval('circulation.hold_hold_id_seq') as hold_id from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns}),
  made as (
    insert into circulation.hold (hold_id, library_id, patron_id, title_id, pickup_branch_id, state, placed_at, placed_by, source, expires_on, suspended_until)
    overriding system value
    select x.hold_id, ${by.library_id}, x.patron_id, x.title_id, x.branch_id, 'waiting', x.placed_at, ${by.staff_id}::bigint, 'job',
           coalesce(x.expires_on, ${by.at}::date + 365), x.suspended_until from x)
  select x.hold_id as id, x.key from x`

/** What lies ready or is on its way, with its item: by the function that moves a hold together with an item. */
export const catchHolds = (rows: readonly (MovedHold & { readonly id: string })[], at: string): Query => sql`
  with x as materialized (select * from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns})
  select circulation.move_hold(x.id, x.item_id, x.state,
           case when x.state = 'ready' then coalesce((select upper(left(p.family_name, 1)) from patrons.patron p where p.patron_id = x.patron_id), 'X') end,
           ${at}::timestamptz, x.ready_until) from x order by x.id`
export const catchStatus = (rows: readonly (MovedHold & { readonly id: string })[], at: string): Query => sql`
  with x as materialized (select * from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns})
  insert into circulation.item_status (item_id, status, branch_id, to_branch_id, hold_id, since)
  select x.item_id, case when x.state = 'ready' then 'hold_shelf' else 'in_transit' end,
         case when x.state = 'ready' then x.branch_id else i.branch_id end, case when x.state = 'in_transit' then x.branch_id end, x.id, ${at}
    from x join inventory.item i on i.item_id = x.item_id
  on conflict (item_id) do update set status = excluded.status, branch_id = excluded.branch_id, to_branch_id = excluded.to_branch_id,
    loan_id = null, hold_id = excluded.hold_id, due_on = null, due_at = null, since = excluded.since`

/** Holds that ended in the old system, or go out again. What something was done with here stays. One row `{ id }` each. */
export const removeMovedHolds = (ids: readonly string[], at: string): Query => sql`
  with gone as (
    delete from circulation.hold h where h.hold_id = any (${ids}::bigint[]) and h.closed_at is null
      and not exists (select from circulation.ibl_request r where r.hold_id = h.hold_id)
    returning h.hold_id, h.item_id),
  home as (
    update circulation.item_status s set status = 'available', hold_id = null, to_branch_id = null, since = ${at}::timestamptz, branch_id = i.branch_id
      from gone join inventory.item i on i.item_id = gone.item_id where s.item_id = gone.item_id and s.hold_id = gone.hold_id)
  select hold_id as id from gone`
