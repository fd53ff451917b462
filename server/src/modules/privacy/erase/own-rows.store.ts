import type { Erased, ErasureStep } from '../../../base/personal.ts'
import { eraseCases } from '../cases/erase-cases.store.ts'
import { type Query, sql } from '../../../base/sql.ts'

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

/** Who was looked at, by whom, of what is older than the day: what was done, and by which role, stays in the chain. */
export const forgetLooks = (library_id: string, before: string, most: number): Query => sql`
  with due as materialized (
    select l.access_id from privacy.access_log l
     where l.library_id = ${library_id} and l.at < ${before}
       and l.access_id > coalesce((select c.access_id from privacy.log_cursor c where c.library_id = ${library_id}), 0)
     order by l.access_id limit ${most}
  ), done as (
    update privacy.access_log l set staff_id = null, patron_id = null, salt = null from due d where l.access_id = d.access_id
  ), kept as (
    insert into privacy.log_cursor (library_id, access_id)
    select ${library_id}::bigint, max(access_id) from due having count(*) > 0
    on conflict (library_id) do update set access_id = excluded.access_id
  )
  select count(*)::integer as gone from due`

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
