import { AddressList, type Audience } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'
import { isTold } from '../../patrons/index.ts'
import { type By, leftOut } from './audience.store.ts'

export const ListRow = AddressList
export type ListRow = Static<typeof ListRow>

/** Who stood on a list and may not be written to any more, whatever the reason. */
const objected = (today: string): Query => sql`
  (select count(*)::integer from messaging.address_list_row r left join patrons.patron p on p.patron_id = r.patron_id
    where r.list_id = l.list_id and (p.patron_id is null or not ${isTold(sql`${today}::date`)}
      or (${leftOut(today, 'email')}) in ('objected', 'restricted', 'no_consent')))`
const columns = (today: string): Query => sql`l.list_id, l.purpose, l.fields, l.audience,
  (l.made_at at time zone 'Europe/Brussels')::date as made_on, coalesce((select s.name from organisation.staff s where s.staff_id = l.made_by), '–') as made_by,
  l.until, (l.ended_at is not null or l.until < ${today}::date) as over, l.people, l.fetched, ${objected(today)} as objected`

export const listRows = (today: string, after: string | undefined, most: number): Query => sql`
  select ${columns(today)} from messaging.address_list l
   where l.library_id = (select organisation.own_library()) and l.list_id < ${after ?? LAST_ID}::bigint
   order by l.list_id desc limit ${most}`
export const listRow = (today: string, list_id: string): Query => sql`
  select ${columns(today)} from messaging.address_list l where l.list_id = ${list_id} and l.library_id = (select organisation.own_library())`
export const lockList = (list_id: string): Query =>
  sql`select list_id from messaging.address_list where list_id = ${list_id} for update`

/** Most people on one list: whoever needs more asks for a narrower one. */
export const MOST = 20_000
export const MadeList = Type.Object({ list_id: Type.String() })
export const insertAddressList = (
  ctx: StaffCtx,
  of: {
    readonly purpose: string
    readonly fields: By
    readonly audience: Audience
    readonly until: string
    readonly patron_ids: readonly string[]
  },
): Query => sql`
  with made as (
    insert into messaging.address_list (library_id, purpose, fields, audience, controller, made_at, made_by, until, people)
    values (${ctx.actor.library_id}, ${of.purpose}, ${of.fields}, ${JSON.stringify(of.audience)}, true, ${ctx.now.toString()}, ${ctx.actor.staff_id},
            ${of.until}, ${of.patron_ids.length})
    returning list_id, library_id),
  people as (
    insert into messaging.address_list_row (library_id, list_id, patron_id)
    select m.library_id, m.list_id, x.patron_id from made m, unnest(${of.patron_ids}::bigint[]) as x(patron_id))
  select list_id from made`

export const Addressee = Type.Object({
  patron_id: Type.String(),
  given_name: Type.String(),
  family_name: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
  street: Type.Union([Type.String(), Type.Null()]),
  postcode: Type.Union([Type.String(), Type.Null()]),
  municipality: Type.Union([Type.String(), Type.Null()]),
})
/** Of those who stood on it when it was made, whoever still wants news: an objection works at once, also here. */
export const addressees = (list_id: string, today: string, by: By): Query => sql`
  select p.patron_id, p.given_name, p.family_name, p.email, p.street, p.postcode, p.municipality
    from messaging.address_list_row r join patrons.patron p on p.patron_id = r.patron_id
   where r.list_id = ${list_id} and ${isTold(sql`${today}::date`)} and (${leftOut(today, by)}) is null
   order by p.family_name, p.given_name, p.patron_id`
export const countFetched = (list_id: string): Query =>
  sql`update messaging.address_list set fetched = fetched + 1 where list_id = ${list_id}`
export const endList = (list_id: string, now: string): Query =>
  sql`update messaging.address_list set ended_at = coalesce(ended_at, ${now}::timestamptz) where list_id = ${list_id}`

export const PatronListRow = Type.Object({
  list_id: Type.String(),
  purpose: Type.String(),
  fields: Type.Union([Type.Literal('email'), Type.Literal('post')]),
  made_on: Type.String(),
  until: Type.String(),
  fetched: Type.Integer(),
})
export const listsOfPatron = (patron_id: string): Query => sql`
  select l.list_id, l.purpose, l.fields, (l.made_at at time zone 'Europe/Brussels')::date as made_on, l.until, l.fetched
    from messaging.address_list_row r join messaging.address_list l on l.list_id = r.list_id
   where r.patron_id = ${patron_id} order by l.list_id desc limit 200`

/** Lists two years after they were made, with who stood on them. */
export const forgetAddressLists = (library_id: string, before: string, most: number): Query => sql`
  with gone as (
    delete from messaging.address_list where list_id in (
      select list_id from messaging.address_list where library_id = ${library_id} and made_at < ${before}::date limit ${most})
    returning 1)
  select count(*)::integer as gone from gone`
