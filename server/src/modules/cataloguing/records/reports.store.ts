import { Id, Instant, Nullable, OneOf, reportStates } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'

export const ReportRow = Type.Object({
  report_id: Id,
  title_id: Id,
  title: Type.String(),
  source: Type.String(),
  library: Type.String(),
  own: Type.Boolean(),
  says: Type.String(),
  field: Nullable(Type.String()),
  state: OneOf(reportStates),
  answer: Nullable(Type.String()),
  made_at: Instant,
  changed_at: Instant,
  keeps: Type.Boolean(),
})
export type ReportRow = Type.Static<typeof ReportRow>

/** Who looks: a library, and whether it works for all. */
export interface Viewer {
  readonly library_id: string
  readonly consortium: boolean
}
const own = ({ library_id }: Viewer): Query => sql`r.library_id = ${library_id}::bigint`
const keeps = ({ library_id, consortium }: Viewer): Query => sql`
  (${consortium} or t.source = ${PROVISIONAL} or t.source = (select code from organisation.library where library_id = ${library_id}::bigint)
   or (select count(*) from organisation.library x where x.active) = 1)`
const rows = (viewer: Viewer): Query => sql`
  select r.report_id, r.title_id, t.title, t.source, l.name as library, ${own(viewer)} as own, r.says, r.field, r.state, r.answer, r.made_at, r.changed_at,
         ${keeps(viewer)} as keeps
    from cataloguing.record_report r join cataloguing.title t on t.title_id = r.title_id join organisation.library l on l.library_id = r.library_id`

export const insertReport = (of: {
  readonly title_id: string
  readonly library_id: string
  readonly field: string | null
  readonly says: string
  readonly at: string
}): Query => sql`
  insert into cataloguing.record_report (title_id, library_id, field, says, state, made_at, changed_at)
  select t.title_id, ${of.library_id}::bigint, ${of.field}, ${of.says}, 'open', ${of.at}::timestamptz, ${of.at}::timestamptz
    from cataloguing.title t where t.title_id = ${of.title_id} and t.state = 'in_use' returning report_id`
export const MadeReport = Type.Object({ report_id: Id })

/** What a library may see of reports: its own, and those about descriptions that it keeps. */
export const reportById = (report_id: string, viewer: Viewer): Query =>
  sql`${rows(viewer)} where r.report_id = ${report_id} and (${own(viewer)} or ${keeps(viewer)})`
export const lockReport = (report_id: string): Query =>
  sql`select report_id from cataloguing.record_report where report_id = ${report_id} for update`
export const reportsAfter = (
  viewer: Viewer,
  of: {
    readonly state: 'open' | 'closed' | null
    readonly title_id: string | null
    readonly after: string | null
    readonly most: number
  },
): Query => sql`
  ${rows(viewer)} where (${own(viewer)} or ${keeps(viewer)}) and r.state <> 'withdrawn' and (${of.after}::bigint is null or r.report_id < ${of.after}::bigint)
     and (${of.title_id}::bigint is null or r.title_id = ${of.title_id}::bigint)
     and (${of.state}::text is null or (r.state in ('open', 'taken')) = (${of.state}::text = 'open'))
   order by r.report_id desc limit ${of.most + 1}`
export const setReport = (
  report_id: string,
  of: { readonly state: string; readonly answer: string | null; readonly at: string },
): Query => sql`
  update cataloguing.record_report set state = ${of.state}, answer = coalesce(${of.answer}, answer), changed_at = ${of.at}::timestamptz where report_id = ${report_id}`
