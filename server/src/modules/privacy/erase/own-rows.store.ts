import type { Erased, ErasureStep } from '../../../base/personal.ts'
import { eraseCases } from '../cases/erase-cases.store.ts'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'

/** That somebody looked stays, and the chain over the log with it; at whom goes, together with the salt that would prove it. */
export function erasePrivacy({ patron_ids: ids, part }: Erased): readonly ErasureStep[] {
  if (part !== 'everything') return []
  return [
    {
      table: 'privacy.access_log',
      rows: sql`privacy.access_log l`,
      where: sql`l.patron_id = any (${ids}::bigint[])`,
      set: sql`patron_id = null, salt = null`,
    },
    {
      table: 'privacy.erasure',
      rows: sql`privacy.erasure e`,
      // One that could not be done goes; one that is being done ends by itself.
      where: sql`e.patron_id = any (${ids}::bigint[]) and e.state = 'blocked'`,
      set: null,
    },
    ...eraseCases(ids),
  ]
}

/**
 * Who was looked at, by whom, of what is older than the day: what was done, and by which role, stays in the chain. The log is read from
 * where the night before ended to the first row that is younger by a day, and no further: two years of a library's log lie behind it.
 * A row that was written later than its moment says stands after younger ones; the mark stays before the first that is kept.
 */
export const forgetLooks = (library_id: string, before: string | Query, most: number): Query => sql`
  with since as materialized (
    select coalesce((select c.access_id from privacy.log_cursor c where c.library_id = ${library_id}), 0) as access_id
  ), kept as materialized (
    select l.access_id from privacy.access_log l
     where l.library_id = ${library_id} and l.access_id > (select access_id from since) and l.at >= ${before}::timestamptz
     order by l.access_id limit 1
  ), beyond as materialized (
    select l.access_id from privacy.access_log l
     where l.library_id = ${library_id} and l.access_id > (select access_id from since)
       and l.at >= ${before}::timestamptz + interval '1 day'
     order by l.access_id limit 1
  ), due as materialized (
    select l.access_id from privacy.access_log l
     where l.library_id = ${library_id} and l.access_id > (select access_id from since)
       and l.access_id < (select coalesce(max(access_id), ${LAST_ID}) from beyond) and l.at < ${before}::timestamptz
       and (l.staff_id is not null or l.patron_id is not null or l.salt is not null)
     order by l.access_id limit ${most}
  ), done as (
    update privacy.access_log l set staff_id = null, patron_id = null, salt = null
     where l.access_id = any (array(select access_id from due))
  ), marked as (
    insert into privacy.log_cursor (library_id, access_id)
    select ${library_id}::bigint, least(max(d.access_id), (select k.access_id - 1 from kept k)) from due d having count(*) > 0
    on conflict (library_id) do update set access_id = greatest(log_cursor.access_id, excluded.access_id)
  )
  select count(*)::integer as gone from due`

/** The same by the months that the library chose; two years where it chose none, and never longer. */
export const forgetOldLooks = (library_id: string, today: string, most: number): Query =>
  forgetLooks(
    library_id,
    sql`(select ${today}::date - make_interval(months => least(24, coalesce(max((s.value #>> '{}')::integer), 24)))
           from organisation.setting s where s.library_id = ${library_id} and s.key = 'privacy.access_log_months')`,
    most,
  )

/** Marks of who was erased, once no backup from before it may be put back any more. */
export const forgetErased = (library_id: string, before: string, most: number): Query => sql`
  with gone as (
    delete from privacy.erased where erased_id in (
      select erased_id from privacy.erased where library_id = ${library_id} and at < ${before} limit ${most}) returning 1)
  select count(*)::integer as gone from gone`

export const forgetAskers = (library_id: string, before: string): Query => sql`
  with done as (
    update privacy.erasure set asked_by = null where library_id = ${library_id} and asked_at < ${before} and asked_by is not null returning 1)
  select count(*)::integer as gone from done`
