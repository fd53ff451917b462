import { Day, Id, Nullable, PersonList, type PersonListKind } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

/** Most people on one list: whoever needs more asks for a narrower one. */
export const MOST = 5000

export const Chosen = Type.Object({ patron_id: Id })
/** Members whose membership ends from today until a day, first ending first. */
export const endingQuery = (library_id: string, today: string, by: string): Query =>
  sql`select p.patron_id from patrons.patron p
       where p.library_id = ${library_id} and p.member_until between ${today}::date and ${by}::date and p.merged_into is null and not p.deceased
         and p.membership_type <> 'online' and not ${restrictedFor('administration')}
       order by p.member_until, p.family_name, p.given_name, p.patron_id limit ${MOST + 1}`
/** Members whom no mail reaches, by name. */
export const noEmailQuery = (library_id: string, today: string): Query =>
  sql`select p.patron_id from patrons.patron p
       where p.library_id = ${library_id} and p.email is null and (p.member_until is null or p.member_until >= ${today}::date)
         and p.merged_into is null and not p.deceased and not ${restrictedFor('administration')}
       order by p.family_name, p.given_name, p.patron_id limit ${MOST + 1}`

/** Who registered on the internet and has still to come, whose time ends first first. */
export const onlineQuery = (library_id: string): Query =>
  sql`select o.patron_id from patrons.online_registration o join patrons.patron p on p.patron_id = o.patron_id
       where o.library_id = ${library_id} and p.merged_into is null and not ${restrictedFor('administration')} order by o.visit_until, o.patron_id limit ${MOST + 1}`

export interface NewList {
  readonly kind: PersonListKind
  readonly purpose: string
  readonly until: string
  readonly patron_ids: readonly string[]
}
export const Made = Type.Object({ list_id: Id })
/** The list and its people in one statement: rows `{ list_id }`. */
export const insertList = (ctx: StaffCtx, list: NewList): Query => sql`
  with made as (
    insert into patrons.person_list (library_id, kind, purpose, made_at, made_by, until)
    values (${ctx.actor.library_id}, ${list.kind}, ${list.purpose}, ${ctx.now.toString()}, ${ctx.actor.staff_id}, ${list.until})
    returning list_id, library_id),
  people as (
    insert into patrons.person_list_row (library_id, list_id, place, patron_id)
    select m.library_id, m.list_id, r.place, r.patron_id
      from made m, unnest(${list.patron_ids}::bigint[]) with ordinality as r(patron_id, place))
  select list_id from made`

export const ListRow = PersonList
/** The lists of the own library that stand on a day, newest first; one of them where an id is given. */
export const listsQuery = (today: string, list_id: string | null = null): Query => sql`
  select l.list_id, l.kind, l.purpose, (l.made_at at time zone 'Europe/Brussels')::date as made_on,
         coalesce((select s.name from organisation.staff s where s.staff_id = l.made_by), '–') as made_by, l.until,
         (select count(*)::integer from patrons.person_list_row r where r.list_id = l.list_id) as people
    from patrons.person_list l
   where l.library_id = (select organisation.own_library()) and l.until >= ${today}::date
     and (${list_id}::bigint is null or l.list_id = ${list_id})
   order by l.list_id desc limit 200`

export const PersonRow = Type.Object({
  place: Type.Integer(),
  patron_id: Id,
  family_name: Type.String(),
  given_name: Type.String(),
  membership_type: Type.String(),
  membership_types: Type.Unknown(),
  member_until: Nullable(Day),
  card_tail: Type.String(),
  phone: Nullable(Type.String()),
  street: Nullable(Type.String()),
  postcode: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
})
export type PersonRow = Static<typeof PersonRow>
/** The people of a list as they are now, from a place on: nothing of them is copied into the list, and who asked for a limit since is not on it. */
export const peopleQuery = (list_id: string, after: number, most: number): Query => sql`
  select r.place, p.patron_id, p.family_name, p.given_name, p.membership_type, ${settingOf('patrons.membership_types')} as membership_types,
         p.member_until, coalesce((select c.tail from patrons.card c where c.patron_id = p.patron_id and c.state = 'active'
           order by c.card_id desc limit 1), '') as card_tail, p.phone, p.street, p.postcode, p.municipality
    from patrons.person_list_row r join patrons.patron p on p.patron_id = r.patron_id
   where r.list_id = ${list_id} and r.place > ${after} and not ${restrictedFor('administration')}
   order by r.place limit ${most}`

export const dropList = (list_id: string): Query =>
  sql`delete from patrons.person_list where list_id = ${list_id} and library_id = (select organisation.own_library()) returning list_id`

/** Lists whose last day has passed. */
export const forgetLists = (library_id: string, today: string, most: number): Query => sql`
  with gone as (
    delete from patrons.person_list where library_id = ${library_id} and list_id in (
      select list_id from patrons.person_list where library_id = ${library_id} and until < ${today} limit ${most})
    returning 1)
  select count(*)::int as gone from gone`
