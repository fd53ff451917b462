import type { ChargeKind } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What is open in the old system: above zero it is owed by the patron, below zero to them. */
export interface MovedCharge {
  readonly key: string
  readonly patron_id: string
  readonly charge_kind: Static<typeof ChargeKind>
  readonly cents: number
  readonly on_day: string
  readonly item_id: string | null
  readonly title_id: string | null
}
const json = (rows: readonly object[]): string => JSON.stringify(rows)
export const MadeCharge = Type.Object({ id: Id, key: Type.String() })

interface By {
  readonly library_id: string
  readonly staff_id: string | null
  readonly at: string
}
const MOVED = 'moved_in'

/** Accounts of those who have none, in the order of patrons, so that two never wait for each other in a ring. */
export const makeAccounts = (library_id: string, patron_ids: readonly string[]): Query => sql`
  insert into finance.account (library_id, patron_id)
  select distinct ${library_id}::bigint, p.patron_id from unnest(${patron_ids}::bigint[]) as p(patron_id)
   order by p.patron_id on conflict (library_id, patron_id) where merged_from is null do nothing`

/** Books what is open: a charge, or credit that the patron keeps. One row `{ id, key }` each. */
export const bookMoved = (rows: readonly MovedCharge[], by: By): Query => sql`
  with x as materialized (
    select x.*, nextval('finance.entry_entry_id_seq') as entry_id from jsonb_to_recordset(${json(rows)}::jsonb)
      as x(key text, patron_id bigint, charge_kind text, cents integer, on_day date, item_id bigint, title_id bigint)),
  booked as (
    insert into finance.entry (entry_id, library_id, account_id, kind, charge_kind, amount_cents, at, on_day, staff_id, reason)
    overriding system value
    select x.entry_id, ${by.library_id}, a.account_id, case when x.cents > 0 then 'charge' else 'credit' end, x.charge_kind, x.cents, ${by.at},
           x.on_day, ${by.staff_id}::bigint, ${MOVED}
      from x join finance.account a on a.library_id = ${by.library_id} and a.patron_id = x.patron_id and a.merged_from is null),
  about as (
    insert into finance.charge_about (entry_id, library_id, item_id, title_id)
    select x.entry_id, ${by.library_id}, x.item_id, x.title_id from x where x.item_id is not null)
  select x.entry_id as id, x.key from x`

/**
 * Books back what came over, by a line against it: the ledger is only added to. What was settled here in any way
 * since stays. One row `{ id }` for each line that was booked back.
 */
export const bookBackMoved = (ids: readonly string[], by: By & { readonly reason: string }): Query => sql`
  insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, reverses, at, on_day, staff_id, reason)
  select e.library_id, e.account_id, 'reversal', e.charge_kind, -e.amount_cents, case when e.kind = 'charge' then e.entry_id end, e.entry_id, ${by.at},
         (${by.at}::timestamptz at time zone 'Europe/Brussels')::date, ${by.staff_id}::bigint, ${by.reason}
    from finance.entry e
   where e.entry_id = any (${ids}::bigint[])
     and not exists (select from finance.entry s where s.charge_id = e.entry_id or s.reverses = e.entry_id)
     -- Credit that was used leaves less than was given.
     and (e.kind = 'charge' or e.amount_cents >= (select coalesce(sum(l.amount_cents), 0) from finance.entry l
            left join finance.entry r on r.entry_id = l.reverses
           where l.account_id = e.account_id and l.charge_id is null and (l.kind = 'credit' or r.kind = 'credit')))
  returning reverses as id`

/** The tie between a person who goes and lines that stay. */
export const untieAccounts = (library_id: string, patron_ids: readonly string[]): Query =>
  sql`delete from finance.account where library_id = ${library_id} and patron_id = any (${patron_ids}::bigint[])`
