import { Id, patronPurchases, PurchaseAsker, type PurchaseState } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../../patrons/index.ts'
import { titleOf } from '../read/title-of.store.ts'
import { isOpen, OPEN_DAYS, OVER_DAYS } from './askers.rules.ts'

export { PurchaseAsker }
const asDay = (at: Query): Query => sql`(${at} at time zone 'Europe/Brussels')::date`

/** What a reader `a` has of the title `t` by now: it at home, a reservation that stands, or a loan by one since they asked. */
const has = sql`
  case when exists (select from circulation.loan l where l.patron_id = a.patron_id and l.title_id = t.title_id and l.returned_at is null) then 'loan'
       when exists (select from circulation.hold h where h.patron_id = a.patron_id and h.closed_at is null and (h.title_id = t.title_id
              or exists (select from circulation.hold_title x where x.hold_id = h.hold_id and x.title_id = t.title_id))) then 'hold'
       when exists (select from circulation.hold h where h.patron_id = a.patron_id and h.closed_at is not null and h.state = 'filled'
              and h.title_id = t.title_id and h.placed_at >= a.asked_at) then 'had' end`
/** Readers `a` of suggestions `p`, by their record `who`: whose data are kept only, or whose record went into another, are not among them. */
const named = sql`
  acquisitions.suggestion_asker a
    join patrons.patron who on who.patron_id = a.patron_id and who.library_id = a.library_id and who.merged_into is null
     and not ${restrictedFor('functional', sql`who`)}`

/** How many readers stand with a suggestion `p`: a number only. */
export const askerCount = (today: Day): Query =>
  sql`(select count(*)::integer from ${named} where a.suggestion_id = p.suggestion_id and a.until >= ${today}::date)`

/** Who stands with a suggestion, the first who asked first. */
export const askersOf = (
  library_id: string,
  of: { readonly suggestion_id: string; readonly today: Day },
): Query => sql`
  select a.asker_id, a.patron_id, who.given_name || ' ' || who.family_name as name, a.asked_at, a.until, ${has} as has
    from ${named} join acquisitions.purchase_suggestion p on p.suggestion_id = a.suggestion_id
    cross join lateral (select ${titleOf} as title_id) t
   where a.library_id = ${library_id} and a.suggestion_id = ${of.suggestion_id} and a.until >= ${of.today}::date
   order by a.asked_at, a.asker_id limit 200`

export const AskedFor = patronPurchases.ok.properties.rows.items
/** What a reader stands with, the last first. */
export const askedBy = (
  library_id: string,
  of: { readonly patron_id: string; readonly today: Day },
): Query => sql`
  select p.suggestion_id, c.title_id, coalesce(c.title, p.title) as title, coalesce(c.author, p.author) as author, p.isbn, c.language, p.state,
         p.declined_because, a.asked_at, a.until
    from acquisitions.suggestion_asker a join acquisitions.purchase_suggestion p on p.suggestion_id = a.suggestion_id
    left join cataloguing.title c on c.title_id = ${titleOf} and c.state = 'in_use'
   where a.library_id = ${library_id} and a.patron_id = ${of.patron_id} and a.until >= ${of.today}::date
   order by a.asked_at desc, a.asker_id desc limit 100`

export const Standing = Type.Object({ limited: Type.Boolean(), merged: Type.Boolean() })
export const standingOf = (patron_id: string): Query => sql`
  select ${restrictedFor('functional')} as limited, p.merged_into is not null as merged from patrons.patron p where p.patron_id = ${patron_id}`

export const Added = Type.Object({ added: Type.Boolean() })
/** Asked again, they stand with it anew. */
export const insertAsker = (of: {
  readonly library_id: string
  readonly suggestion_id: string
  readonly patron_id: string
  readonly at: string
  readonly until: Day
}): Query => sql`
  insert into acquisitions.suggestion_asker (library_id, suggestion_id, patron_id, asked_at, until)
  values (${of.library_id}, ${of.suggestion_id}, ${of.patron_id}, ${of.at}::timestamptz, ${of.until}::date)
  on conflict (library_id, suggestion_id, patron_id) do update set asked_at = excluded.asked_at, until = excluded.until
  returning xmax = 0 as added`
export const HeldAsker = Type.Object({ asker_id: Id, patron_id: Id })
export const lockAsker = (
  library_id: string,
  of: { readonly suggestion_id: string; readonly patron_id: string },
): Query => sql`
  select a.asker_id, a.patron_id from acquisitions.suggestion_asker a
   where a.library_id = ${library_id} and a.suggestion_id = ${of.suggestion_id} and a.patron_id = ${of.patron_id} for update`
export const deleteAsker = (asker_id: string): Query =>
  sql`delete from acquisitions.suggestion_asker where asker_id = ${asker_id}`

/** A decision says how long who asked still stands there: thirty days more where it ends, and the whole year again where it is open again. */
export const namedAnew = (suggestion_id: string, to: PurchaseState, today: Day): Query => sql`
  update acquisitions.suggestion_asker a
     set until = case when ${isOpen(to)} then ${asDay(sql`a.asked_at`)} + ${OPEN_DAYS}::integer else least(a.until, ${today}::date + ${OVER_DAYS}::integer) end
   where a.suggestion_id = ${suggestion_id}`

/** Whose last day has passed, and who has what they asked for, once it is decided. */
export const forgetAskers = (library_id: string, today: Day, most: number): Query => sql`
  with over as materialized (
    select a.asker_id from acquisitions.suggestion_asker a join acquisitions.purchase_suggestion p on p.suggestion_id = a.suggestion_id
      cross join lateral (select ${titleOf} as title_id) t
     where a.library_id = ${library_id} and (a.until < ${today}::date or (p.state <> 'proposed' and ${has} is not null)) limit ${most}),
  gone as (delete from acquisitions.suggestion_asker a using over o where a.asker_id = o.asker_id returning 1)
  select count(*)::integer as gone from gone`

/** Suggestions that came in, of a title that is known, with somebody who asked and has not reserved; for who may reserve, and nothing for the others. */
export const purchasesToReserve = (library_id: string, may: boolean, today: Day): Query => sql`
  select count(distinct p.suggestion_id)::integer as count from ${named}
    join acquisitions.purchase_suggestion p on p.suggestion_id = a.suggestion_id and p.state = 'received'
    cross join lateral (select ${titleOf} as title_id) t
   where ${may} and a.library_id = ${library_id} and a.until >= ${today}::date and t.title_id is not null and ${has} is null`
