import { type Query, sql } from '../../../base/sql.ts'

/**
 * Of which works titles are, by what somebody chose or else by the rules; what is so already is not written. Search rows that
 * are there already say the same.
 */
export const setWorks = (
  titles: readonly { readonly title_id: string; readonly work: string | null }[],
): Query => sql`
  with now as materialized (
    select a.title_id, coalesce(c.work, a.work) as work
      from unnest(${titles.map(t => t.title_id)}::bigint[], ${titles.map(t => t.work)}::bigint[]) as a(title_id, work)
      left join cataloguing.work_choice c on c.title_id = a.title_id),
  gone as (delete from cataloguing.title_work w using now n where w.title_id = n.title_id and n.work is null),
  told as (update cataloguing.title_search s set work = n.work from now n where s.title_id = n.title_id and s.work is distinct from n.work)
  insert into cataloguing.title_work as w (title_id, work) select n.title_id, n.work from now n where n.work is not null order by n.title_id
  on conflict (title_id) do update set work = excluded.work where w.work <> excluded.work`

/** The same for titles that were just made: they have no search row yet, and nobody chose a work for them. */
export const setFirstWorks = (
  titles: readonly { readonly title_id: string; readonly work: string | null }[],
): Query => {
  const known = titles.filter(t => t.work !== null)
  return sql`
    insert into cataloguing.title_work (title_id, work)
    select * from unnest(${known.map(t => t.title_id)}::bigint[], ${known.map(t => t.work)}::bigint[])`
}
