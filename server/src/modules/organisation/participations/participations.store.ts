import { PARTICIPATION_WARNING_DAYS } from '@kaft/contract'
import { type Query, sql } from '../../../base/sql.ts'

/** The last day on which library `l` is open, when a day of the present stands in its days; null is without end. */
const lastOf = (today: string) => sql`(select upper(r) - 1 from unnest(l.agreed) r where r @> ${today}::date)`

const participations = (today: string) => sql`
  select p.participation_id, p.library_id, l.name as library, p.reference, p.version, p.signed_on, p.starts_on, p.ends_on, p.stops_on,
         case when p.stops_on < ${today}::date then 'stopped' when p.ends_on < ${today}::date then 'over'
              when p.starts_on > ${today}::date then 'coming' else 'holds' end as state,
         l.active and l.agreed @> ${today}::date as open,
         case when c.last_on <= ${today}::date + ${PARTICIPATION_WARNING_DAYS}::integer then c.last_on end as closes_on
    from organisation.participation p
    join organisation.library l on l.library_id = p.library_id
    cross join lateral (select ${lastOf(today)} as last_on) c`

/** Library by library, the newest first: those behind the row of `after`. */
export const participationsAfter = (of: {
  readonly today: string
  readonly closing: boolean
  readonly after: string | null
  readonly most: number
}): Query => sql`${participations(of.today)}
   where (${of.after}::bigint is null or (l.name, -p.participation_id) > (
           select m.name, -q.participation_id from organisation.participation q join organisation.library m on m.library_id = q.library_id
            where q.participation_id = ${of.after}::bigint))
     and (not ${of.closing} or (l.active and (not l.agreed @> ${of.today}::date
           or c.last_on <= ${of.today}::date + ${PARTICIPATION_WARNING_DAYS}::integer)))
   order by l.name, -p.participation_id limit ${of.most}`

export const oneParticipation = (participation_id: string, today: string): Query =>
  sql`${participations(today)} where p.participation_id = ${participation_id}`

/** The library of an agreement and the own one, so that changes of their configuration follow each other. */
export const lockParticipation = (participation_id: string, library_id: string): Query =>
  sql`select library_id from organisation.library
       where library_id = ${library_id}
          or library_id = (select p.library_id from organisation.participation p where p.participation_id = ${participation_id})
       order by library_id for no key update`

export const libraryNamed = (library_id: string): Query =>
  sql`select name from organisation.library where library_id = ${library_id}`

export interface NewParticipation {
  readonly library_id: string
  readonly reference: string
  readonly version: string
  readonly signed_on: string
  readonly starts_on: string
  readonly ends_on: string | null
}
export const insertParticipation = (p: NewParticipation, now: string): Query =>
  sql`insert into organisation.participation (library_id, reference, version, signed_on, starts_on, ends_on, made_at)
      values (${p.library_id}, ${p.reference}, ${p.version}, ${p.signed_on}, ${p.starts_on}, ${p.ends_on}, ${now}) returning participation_id`

/** Once: a row that was ended stays as it is. */
export const stopParticipation = (participation_id: string, stops_on: string, now: string): Query =>
  sql`update organisation.participation set stops_on = ${stops_on}, stopped_at = ${now}
       where participation_id = ${participation_id} and stops_on is null`
