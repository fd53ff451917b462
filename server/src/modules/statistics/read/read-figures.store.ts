import { Nullable, FigurePart, HiddenBecause, FigureKind, Month } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

interface Span {
  /** Months, `YYYY-MM`. */
  readonly from: string
  readonly until: string
}
const first = (month: string): string => `${month}-01`
const month = sql`to_char(f.month, 'YYYY-MM') as month`

/** Of the own library, and of those that became part of it. */
export const ownFigures = ({ from, until }: Span): Query => sql`
  select ${month}, f.kind, f.part, sum(f.n)::integer as n, null as hidden from statistics.month_figure f
   where f.month between ${first(from)}::date and ${first(until)}::date group by f.month, f.kind, f.part order by f.month, f.kind, f.part`

export const areaFigures = (area: string, { from, until }: Span): Query => sql`
  select ${month}, f.kind, f.part, f.n, f.hidden from statistics.area_figure f
   where f.area = ${area} and f.month between ${first(from)}::date and ${first(until)}::date order by f.month, f.kind, f.part`

export const publishedUntil: Query = sql`select to_char(max(month), 'YYYY-MM') as published_until from statistics.published`
export const PublishedRow = Type.Object({ published_until: Nullable(Month) })
export const FigureRow = Type.Object({
  month: Month,
  kind: FigureKind,
  part: FigurePart,
  n: Nullable(Type.Integer()),
  hidden: Nullable(HiddenBecause),
})
