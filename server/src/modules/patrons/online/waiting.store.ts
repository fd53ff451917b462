import { Day, Id, Nullable, type OnlineShow } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'

/**
 * Patrons of the own library with the birth date of `p` and one of its names: whoever stands before the desk may be one
 * of them. It looks at the few with one birth date, by the index on it.
 */
const alike = sql`q.library_id = p.library_id and q.birth_on = p.birth_on and q.patron_id <> p.patron_id and q.merged_into is null
  and (lower(q.family_name) = lower(p.family_name) or lower(q.given_name) = lower(p.given_name))
  and not exists (select from patrons.apart s where s.library_id = p.library_id
    and s.low_id = least(p.patron_id, q.patron_id) and s.high_id = greatest(p.patron_id, q.patron_id))`

export const OnlineRow = Type.Object({
  patron_id: Id,
  family_name: Type.String(),
  given_name: Type.String(),
  birth_year: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
  confirmed_on: Day,
  reminded_on: Nullable(Day),
  visit_until: Day,
  holds: Type.Integer(),
  guardian: Nullable(Type.String()),
  maybe_double: Type.Boolean(),
})
export type OnlineRow = Static<typeof OnlineRow>

const guardian = sql`(select g.given_by from patrons.guardian_consent g where g.patron_id = p.patron_id and g.consent = 'online')`

/** Who waits at the own library, whose day comes first first. `soon`: the day until which somebody is "soon". */
export const waitingQuery = (
  library_id: string,
  of: {
    readonly show: OnlineShow
    readonly today: Day
    readonly soon: Day
    readonly after: { readonly day: Day; readonly patron_id: string }
    readonly most: number
  },
): Query => sql`
  select * from (
    select o.patron_id, p.family_name, p.given_name, left(p.birth_on, 4) as birth_year, p.municipality,
           (o.confirmed_at at time zone 'Europe/Brussels')::date as confirmed_on,
           (select max((m.planned_at at time zone 'Europe/Brussels')::date) from messaging.message m
             where m.patron_id = o.patron_id and m.kind = 'online_reminder') as reminded_on, o.visit_until,
           (select count(*)::integer from circulation.hold h where h.patron_id = o.patron_id and h.closed_at is null) as holds,
           ${guardian} as guardian, exists (select from patrons.patron q where ${alike}) as maybe_double
      from patrons.online_registration o join patrons.patron p on p.patron_id = o.patron_id
     where o.library_id = ${library_id} and p.merged_into is null and not ${restrictedFor('administration')} and (o.visit_until, o.patron_id) > (${of.after.day}::date, ${of.after.patron_id}::bigint)
       and (${of.show !== 'soon'} or o.visit_until <= ${of.soon}::date)) w
   where (${of.show !== 'children'} or w.guardian is not null) and (${of.show !== 'doubles'} or w.maybe_double)
   order by w.visit_until, w.patron_id limit ${of.most}`

/** How many wait at the own library: one row. */
export const onlineCount = sql`
  select count(*)::integer as count from patrons.online_registration o join patrons.patron p on p.patron_id = o.patron_id
   where o.library_id = (select organisation.own_library()) and p.merged_into is null and not ${restrictedFor('administration')}`

/** What the page of a patron says of it; null for everyone who was seen at the desk. */
export const onlineState = sql`(
  select json_build_object('confirmed_on', (o.confirmed_at at time zone 'Europe/Brussels')::date, 'visit_until', o.visit_until, 'may_hold', o.may_hold,
    'guardian', (select json_build_object('given_by', g.given_by, 'relation', g.relation) from patrons.guardian_consent g
                  where g.patron_id = p.patron_id and g.consent = 'online'),
    'like', coalesce((select json_agg(json_build_object('patron_id', q.patron_id::text, 'name', q.given_name || ' ' || q.family_name,
               'card_tail', coalesce((select c.tail from patrons.card c where c.patron_id = q.patron_id and c.state = 'active'
                 order by c.card_id desc limit 1), '')) order by q.patron_id)
             from patrons.patron q where ${alike}), '[]'))
    from patrons.online_registration o where o.patron_id = p.patron_id and o.library_id = (select organisation.own_library())) as online`

/** Who waits with this birth date: their names are for the caller to compare. */
export const MatchRow = Type.Object({
  patron_id: Id,
  family_name: Type.String(),
  given_name: Type.String(),
  confirmed_on: Day,
})
export const matchQuery = (library_id: string, birth_on: string): Query => sql`
  select p.patron_id, p.family_name, p.given_name, (o.confirmed_at at time zone 'Europe/Brussels')::date as confirmed_on
    from patrons.online_registration o join patrons.patron p on p.patron_id = o.patron_id
   where o.library_id = ${library_id} and p.birth_on = ${birth_on} and p.merged_into is null order by p.patron_id limit 20`

/** The registration that still waits for the desk, held; one row or none. */
export const Waiting = Type.Object({ visit_until: Day })
export const waitingOf = (patron_id: string): Query =>
  sql`select visit_until from patrons.online_registration where patron_id = ${patron_id} for update`
/** The record, its membership and its row know the same day. */
export const setVisit = (patron_id: string, visit_until: Day): Query[] => [
  sql`update patrons.online_registration set visit_until = ${visit_until}, remind_on = least(remind_on, ${visit_until}::date - 1)
       where patron_id = ${patron_id}`,
  sql`update patrons.patron set member_until = ${visit_until} where patron_id = ${patron_id} and membership_type = 'online'`,
]
