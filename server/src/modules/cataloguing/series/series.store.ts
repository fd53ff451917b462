import { SeriesVolume } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { SeriesRow } from './series-row.rules.ts'

export { SeriesVolume }
export interface TitleSeries {
  readonly title_id: string
  readonly series: readonly SeriesRow[]
}
export const forgetSeries = (ids: readonly string[]): Query =>
  sql`delete from cataloguing.title_series where title_id = any (${ids}::bigint[])`
export const insertSeries = (titles: readonly TitleSeries[]): Query => {
  const rows = titles.flatMap(t => t.series.map((s, place) => ({ ...s, place, title_id: t.title_id })))
  const of = <K extends keyof (typeof rows)[number]>(key: K) => rows.map(r => r[key])
  return sql`
    insert into cataloguing.title_series (title_id, place, key, name, volume, number)
    select * from unnest(${of('title_id')}::bigint[], ${of('place')}::integer[], ${of('key')}::text[], ${of('name')}::text[], ${of('volume')}::text[],
      ${of('number')}::numeric[]) on conflict do nothing`
}

export interface Place {
  readonly library_id: string
}
export interface AfterVolume {
  readonly number: string | null
  readonly title_id: string
}
export const VolumeRow = Type.Object({ number: Type.Union([Type.String(), Type.Null()]), hit: SeriesVolume })
/** Volumes of a series in their order, those without a number last; a page is a range of the index. */
export const volumesOf = (
  key: string,
  at: Place,
  page: { readonly after: AfterVolume | null; readonly most: number },
): Query => sql`
  select v.number::text, jsonb_build_object('title_id', t.title_id::text, 'title', t.title, 'author', t.author, 'year', t.year, 'material', t.material,
           'language', t.language, 'volume', v.volume, 'items', held.items, 'available', held.available) as hit
    from (select s.title_id, s.volume, s.number from cataloguing.title_series s
           where s.key = ${key} and (${page.after === null}
             or ${page.after?.number ?? null}::numeric is null and s.number is null and s.title_id > ${page.after?.title_id ?? '0'}::bigint
             or s.number > ${page.after?.number ?? null}::numeric or (s.number is null and ${page.after?.number ?? null}::numeric is not null)
             or (s.number = ${page.after?.number ?? null}::numeric and s.title_id > ${page.after?.title_id ?? '0'}::bigint))
           order by s.number nulls last, s.title_id limit ${page.most + 1}) v
    join cataloguing.title t on t.title_id = v.title_id and t.state = 'in_use'
    cross join lateral (
      select count(*) as items, count(*) filter (where i.state = 'in_use'
               and not exists (select from circulation.item_status st where st.item_id = i.item_id and st.status <> 'available')) as available
        from inventory.item i join organisation.branch b on b.branch_id = i.branch_id
       where i.title_id = t.title_id and i.state <> 'withdrawn' and b.library_id = ${at.library_id}) held
   order by v.number nulls last, v.title_id`

/** The volume before and behind that of a title, in each of its series. */
export const besideOf = (title_id: string): Query => sql`
  select s.key, s.name, s.volume,
         (select jsonb_build_object('title_id', t.title_id::text, 'title', t.title, 'language', t.language, 'volume', n.volume) from cataloguing.title_series n
            join cataloguing.title t on t.title_id = n.title_id and t.state = 'in_use'
           where n.key = s.key and n.number > s.number order by n.number, n.title_id limit 1) as next,
         (select jsonb_build_object('title_id', t.title_id::text, 'title', t.title, 'language', t.language, 'volume', n.volume) from cataloguing.title_series n
            join cataloguing.title t on t.title_id = n.title_id and t.state = 'in_use'
           where n.key = s.key and n.number < s.number order by n.number desc, n.title_id limit 1) as previous
    from cataloguing.title_series s where s.title_id = ${title_id} order by s.place`
