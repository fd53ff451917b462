import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../base/sql.ts'

/**
 * Invented figures of the year before the demonstration, so that months stand beside one another: of so many members as there are. Two
 * regions of five and four libraries, and three libraries that lie in none. The same month gives the same figure. Once only.
 */
export const insertPastFigures = (at: { readonly from: string; readonly until: string }): Query => sql`
  with drawn as (
    select l.library_id, m::date as month, abs(hashtext(l.code || to_char(m, 'YYYYMM'))) % 100 as h,
           case when extract(month from m) in (7, 8) then 0.7 else 1 end as season,
           (select count(*) from patrons.patron p where p.library_id = l.library_id and p.member_until >= m) as members,
           (select count(*) from inventory.item i where i.library_id = l.library_id) as items,
           row_number() over (partition by m order by l.code) as no
      from organisation.library l, generate_series(${at.from}::date, ${at.until}::date, interval '1 month') m
     where not exists (select from statistics.month_figure)
  ), readers as (
    select d.*, greatest(1, round(d.members * d.season * (0.10 + d.h % 5 / 60.0)) - case when d.no > 6 then 3 else 0 end)::integer as youth,
           round(d.members * d.season * (0.30 + d.h % 9 / 60.0))::integer as adult from drawn d
  ), parted as (
    select r.library_id, r.month, r.h, r.members, r.items, x.part, x.readers,
           case x.part when 'youth' then r.youth / 7 when 'adult' then r.adult / 3 else r.youth / 7 + r.adult / 3 end as holds
      from readers r, lateral (values ('youth', r.youth), ('adult', r.adult), ('all', r.youth + r.adult)) as x(part, readers)
  ), made as (
    insert into statistics.month_figure (library_id, month, kind, part, n, readers)
    select p.library_id, p.month, k.kind, p.part, k.n, case when k.kind <> 'items' then least(k.n, p.readers) end
      from parted p, lateral (values
        ('loans', p.readers * (3 + p.h % 2)), ('renewals', p.readers + p.h % 7), ('borrowers', p.readers), ('holds', p.holds)) as k(kind, n)
    union all
    select p.library_id, p.month, 'members', p.part, m.n, m.n
      from parted p, lateral (select case p.part when 'all' then p.members when 'youth' then p.members / 4 else p.members - p.members / 4 end::integer as n) m
    union all
    select p.library_id, p.month, 'items', 'all', p.items, null from parted p where p.part = 'all'
    returning library_id
  ), settled as (
    insert into statistics.counted (library_id, settled_until) select distinct library_id, ${at.until}::date from made on conflict do nothing
  )
  insert into organisation.central_setting (key, value)
  select 'figures.rule', jsonb_build_object('smallest_cell', 5, 'regions', jsonb_object_agg(d.library_id, case when d.no <= 5 then 'Scheldeland' else 'Heuvelland' end))
    from (select distinct library_id, no from drawn) d where d.no <= 9 having count(*) > 0
  on conflict (key) do nothing`

export const librariesQuery: Query = sql`select library_id from organisation.library order by library_id`
export const Library = Type.Object({ library_id: Id })
