import { type Query, sql } from '../../../base/sql.ts'
import type { HeadingRow } from './heading-row.rules.ts'

export interface TitleHeadings {
  readonly title_id: string
  readonly headings: readonly HeadingRow[]
}

/** Headings that titles have, each once as it is written, and which of them each title has. */
interface Gathered {
  readonly all: readonly HeadingRow[]
  /** How many of the titles have each. */
  readonly titles: readonly number[]
  /** A title, and where one of its headings stands among all. */
  readonly pairs: readonly { readonly title_id: string; readonly place: number }[]
}
function gather(titles: readonly TitleHeadings[]): Gathered {
  const places = new Map<string, number>()
  const all: HeadingRow[] = []
  const counts: number[] = []
  const pairs = titles.flatMap(({ title_id, headings }) => {
    const own = new Set<number>()
    for (const h of headings) {
      const name = JSON.stringify([h.text, h.kind, h.number])
      const place = places.get(name) ?? all.push(h) - 1
      places.set(name, place)
      if (!own.has(place)) counts[place] = (counts[place] ?? 0) + 1
      own.add(place)
    }
    return [...own].map(place => ({ title_id, place }))
  })
  return { all, titles: counts, pairs }
}
const columns = (all: readonly HeadingRow[]) => {
  const of = <K extends keyof HeadingRow>(key: K) => all.map(h => h[key])
  return sql`${of('kind')}::text[], ${of('norm')}::text[], ${of('number')}::text[], ${of('base')}::text[], ${of('main')}::text[], ${of('text')}::text[], ${of('key')}::text[]`
}

/**
 * The headings of titles that were just made, and how many titles have each: a heading that is new is written with its number, so that none
 * is written twice, and `count_headings` is told that they are counted. Those that are there come first, in the order of their numbers, as
 * in everything else that counts them, so that two who write never wait in a ring.
 */
export const setFirstHeadings = (titles: readonly TitleHeadings[]): Query => {
  const { all, titles: counts, pairs } = gather(titles)
  return sql`
    with asked as materialized (
      select a.*, h.heading_id
        from unnest(${columns(all)}, ${counts}::integer[]) with ordinality as a(kind, norm, number, base, main, text, key, titles, place)
        left join cataloguing.heading h on h.text = a.text and h.kind = a.kind and h.number = a.number),
    written as (
      insert into cataloguing.heading as w (kind, norm, number, base, main, text, key, titles, authority_id)
      select a.kind, a.norm, a.number, a.base, a.main, a.text, a.key, a.titles, r.authority_id
        from asked a
       cross join lateral (select a.heading_id is null as is_new) as n
       cross join lateral cataloguing.authority_row_of(a.kind, case when n.is_new then a.norm end, case when n.is_new then a.base end, case when n.is_new then a.number end) as r
       order by a.heading_id, a.text collate "C", a.kind, a.number
      on conflict (text, kind, number) do update set titles = w.titles + excluded.titles
      returning heading_id, text, kind, number),
    had as (
      select x.title_id, array_agg(w.heading_id order by w.heading_id) as ids
        from unnest(${pairs.map(p => p.title_id)}::bigint[], ${pairs.map(p => p.place)}::bigint[]) as x(title_id, place)
        join asked a on a.place = x.place + 1 join written w on w.text = a.text and w.kind = a.kind and w.number = a.number
       group by x.title_id)
    insert into cataloguing.title_heading (title_id, headings)
    select t.title_id, coalesce(h.ids, '{}')
      from unnest(${titles.map(t => t.title_id)}::bigint[]) as t(title_id) left join had h on h.title_id = t.title_id
     cross join (select set_config('kaft.headings_counted', 'yes', true) as told) as c
     where c.told = 'yes' order by t.title_id`
}

/** Headings that no title had yet, each with the record that keeps it. In their order, so that two who write never wait in a ring. */
export const insertHeadings = (titles: readonly TitleHeadings[]): Query => sql`
    insert into cataloguing.heading (kind, norm, number, base, main, text, key, authority_id)
    select a.kind, a.norm, a.number, a.base, a.main, a.text, a.key, r.authority_id
      from unnest(${columns(gather(titles).all)}) as a(kind, norm, number, base, main, text, key)
     cross join lateral cataloguing.authority_row_of(a.kind, a.norm, a.base, a.number) as r
     where not exists (select from cataloguing.heading h where h.text = a.text and h.kind = a.kind and h.number = a.number)
     order by a.text collate "C", a.kind, a.number
    on conflict (text, kind, number) do nothing`

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
