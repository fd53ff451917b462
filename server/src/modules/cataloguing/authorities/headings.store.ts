import { type Query, sql } from '../../../base/sql.ts'
import type { HeadingRow } from './heading-row.rules.ts'

export interface TitleHeadings {
  readonly title_id: string
  readonly headings: readonly HeadingRow[]
}

/** Headings that no title had yet, each with the record that keeps it. In their order, so that two who write never wait in a ring. */
export const insertHeadings = (titles: readonly TitleHeadings[]): Query => {
  const all = [
    ...new Map(
      titles.flatMap(t => t.headings).map(h => [JSON.stringify([h.text, h.kind, h.number]), h]),
    ).values(),
  ]
  const of = <K extends keyof HeadingRow>(key: K) => all.map(h => h[key])
  return sql`
    insert into cataloguing.heading (kind, norm, number, base, main, text, key, authority_id)
    select a.kind, a.norm, a.number, a.base, a.main, a.text, a.key, r.authority_id
      from unnest(${of('kind')}::text[], ${of('norm')}::text[], ${of('number')}::text[], ${of('base')}::text[], ${of('main')}::text[], ${of('text')}::text[],
        ${of('key')}::text[]) as a(kind, norm, number, base, main, text, key)
     cross join lateral cataloguing.authority_row_of(a.kind, a.norm, a.base, a.number) as r
     where not exists (select from cataloguing.heading h where h.text = a.text and h.kind = a.kind and h.number = a.number)
     order by a.text collate "C", a.kind, a.number
    on conflict (text, kind, number) do nothing`
}

/** Which headings each title has; follows `insertHeadings`, in a statement of its own that sees what others inserted. */
export const setTitleHeadings = (titles: readonly TitleHeadings[]): Query => {
  const all = titles.flatMap(t => t.headings.map(h => ({ title_id: t.title_id, ...h })))
  return sql`
    insert into cataloguing.title_heading as t (title_id, headings)
    select a.title_id, coalesce(h.ids, '{}')
      from unnest(${titles.map(t => t.title_id)}::bigint[]) as a(title_id)
      left join (select x.title_id, array_agg(distinct h.heading_id order by h.heading_id) as ids
                   from unnest(${all.map(h => h.title_id)}::bigint[], ${all.map(h => h.text)}::text[], ${all.map(h => h.kind)}::text[], ${all.map(h => h.number)}::text[])
                     as x(title_id, text, kind, number)
                   join cataloguing.heading h on h.text = x.text and h.kind = x.kind and h.number = x.number
                  group by x.title_id) as h on h.title_id = a.title_id
     order by a.title_id
    on conflict (title_id) do update set headings = excluded.headings where t.headings <> excluded.headings`
}

/** Headings whose record may be another one now: those of these names and numbers, and those that these records have. */
export const relink = (of: {
  readonly norms: readonly string[]
  readonly numbers: readonly string[]
  readonly authority_ids: readonly string[]
}): Query => sql`
  with touched as materialized (
    select h.heading_id from cataloguing.heading h where h.norm = any (${of.norms}::text[])
    union select h.heading_id from cataloguing.heading h where h.base = any (${of.norms}::text[])
    union select h.heading_id from cataloguing.heading h where h.number <> '' and h.number = any (${of.numbers}::text[])
    union select h.heading_id from cataloguing.heading h where h.authority_id = any (${of.authority_ids}::bigint[])),
  locked as materialized (
    select h.heading_id, h.authority_id as was, cataloguing.authority_of(h.kind, h.norm, h.base, h.number) as now
      from cataloguing.heading h where h.heading_id in (select t.heading_id from touched t) order by h.heading_id for no key update)
  update cataloguing.heading h set authority_id = l.now from locked l where h.heading_id = l.heading_id and l.was is distinct from l.now`
