import { Day, FigureRule } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Shown } from './publish.rules.ts'

export const RuleRow = Type.Object({ value: FigureRule })
export const storedRule: Query = sql`select value from organisation.central_setting where key = 'figures.rule'`

/** Settled months whose figures over libraries are not made yet. */
export const unpublished = (from: Day, until: Day): Query => sql`
  select m::date as month from generate_series(${from}::date, ${until}::date, interval '1 month') m
   where not exists (select from statistics.published p where p.month = m::date) order by m`
export const MonthRow = Type.Object({ month: Day })

export const sumsOf = (month: Day, rule: FigureRule): Query =>
  sql`select area, kind, part, n::integer, readers::integer, most_readers::integer, libraries::integer
        from statistics.sums(${month}::date, ${JSON.stringify(rule.regions)}::jsonb)`
export const SumRow = Type.Object({
  area: Type.String(),
  kind: Type.String(),
  part: Type.String(),
  n: Type.Integer(),
  readers: Type.Union([Type.Integer(), Type.Null()]),
  most_readers: Type.Union([Type.Integer(), Type.Null()]),
  libraries: Type.Integer(),
})

/** Both or nothing, and once: a month that was made stays as it is. */
export const publish = (
  month: Day,
  of: { readonly smallest_cell: number; readonly at: string; readonly shown: readonly Shown[] },
): Query => sql`
  with made as (
    insert into statistics.published (month, smallest_cell, published_at) values (${month}, ${of.smallest_cell}, ${of.at})
    on conflict do nothing returning month)
  insert into statistics.area_figure (area, month, kind, part, n, hidden)
  select x.area, made.month, x.kind, x.part, x.n, x.hidden
    from made, jsonb_to_recordset(${JSON.stringify(of.shown)}::jsonb) as x(area text, kind text, part text, n integer, hidden text)`
