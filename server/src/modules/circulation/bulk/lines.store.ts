import { BulkLine, type BulkSubject, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { Values } from './verdict.rules.ts'

const AnyValues = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
)
/** A line as the engine works on it. */
export const Line = Type.Object({
  line_no: Type.Integer(),
  code: Nullable(Type.String()),
  subject_id: Nullable(Id),
  state: Type.String(),
  before: Nullable(AnyValues),
  after: Nullable(AnyValues),
  event_id: Nullable(Type.String()),
})
export type Line = Static<typeof Line>

/** The lines of codes, in the order in which they were scanned. */
export const insertCodeLines = (ctx: StaffCtx, run_id: string, codes: readonly string[]): Query => sql`
  insert into circulation.bulk_line (library_id, run_id, line_no, code, state)
  select ${ctx.actor.library_id}, ${run_id}, n.no, n.code, 'new' from unnest(${codes}::text[]) with ordinality as n(code, no)`

/** The lines of a selection, in its order. */
export const insertSelectedLines = (ctx: StaffCtx, run_id: string, selected: Query): Query => sql`
  insert into circulation.bulk_line (library_id, run_id, line_no, subject_id, state)
  select ${ctx.actor.library_id}, ${run_id}, row_number() over (), q.subject_id, 'new' from (${selected}) q`

export const countOf = (selected: Query): Query => sql`select count(*)::integer as count from (${selected}) q`
export const Count = Type.Object({ count: Type.Integer() })

/** The next lines of the present phase; the row of the run is held, so its cursor stands still. */
export const nextLines = (run_id: string, most: number): Query => sql`
  select n.line_no, n.code, n.subject_id, n.state, n.before, n.after, n.event_id
    from circulation.bulk_line n join circulation.bulk_run r on r.run_id = n.run_id
   where n.library_id = (select organisation.own_library()) and n.run_id = ${run_id} and n.line_no > r.cursor_no
   order by n.line_no limit ${most}`

/** Which of these rows the run has met in an earlier line. */
export const metBefore = (run_id: string, of: { ids: readonly string[]; until: number }): Query => sql`
  select distinct subject_id from circulation.bulk_line where library_id = (select organisation.own_library()) and run_id = ${run_id}
     and subject_id = any (${of.ids}::bigint[]) and state <> 'refused' and line_no <= ${of.until}`
export const Met = Type.Object({ subject_id: Id })

export interface LineSet {
  readonly line_no: number
  readonly subject_id: string | null
  readonly state: string
  readonly before: Values | null
  readonly after: Values | null
  readonly why: string | null
  readonly about: object | null
  readonly event_id: string | null
}
const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))

export const setLines = (run_id: string, rows: readonly LineSet[]): Query => sql`
  update circulation.bulk_line b
     set subject_id = n.subject_id, state = n.state, before = n.before, after = n.after, why = n.why, about = n.about, event_id = n.event_id
    from unnest(${rows.map(r => r.line_no)}::integer[], ${rows.map(r => r.subject_id)}::bigint[], ${rows.map(r => r.state)}::text[],
      ${rows.map(r => json(r.before))}::jsonb[], ${rows.map(r => json(r.after))}::jsonb[], ${rows.map(r => r.why)}::text[],
      ${rows.map(r => json(r.about))}::jsonb[], ${rows.map(r => r.event_id)}::uuid[])
      as n(line_no, subject_id, state, before, after, why, about, event_id)
   where b.library_id = (select organisation.own_library()) and b.run_id = ${run_id} and b.line_no = n.line_no`

/** A line as a screen shows it; `patron_id` for the access log where the row is a person. */
export const ShownLine = Type.Object({ ...BulkLine.properties, patron_id: Nullable(Id) })

const labelOf: Readonly<Record<BulkSubject, Query>> = {
  loan: sql`(select t.title || ' · ' || i.barcode from circulation.loan l join inventory.item i on i.item_id = l.item_id
               join cataloguing.title t on t.title_id = i.title_id where l.loan_id = n.subject_id)`,
  hold: sql`(select t.title from circulation.hold h join cataloguing.title t on t.title_id = h.title_id where h.hold_id = n.subject_id)`,
  item: sql`(select t.title || ' · ' || i.barcode from inventory.item i join cataloguing.title t on t.title_id = i.title_id where i.item_id = n.subject_id)`,
  patron: sql`(select p.given_name || ' ' || p.family_name from patrons.patron p where p.patron_id = n.subject_id)`,
}

/** Ids of branches read as names, so that before and after can be read by people. */
export const linesOf = (
  run_id: string,
  of: { subject: BulkSubject; state: string | null; after: number; most: number },
): Query => sql`
  select n.line_no, n.code, ${labelOf[of.subject]} as label, n.state, n.before, n.after, n.why, n.about,
         ${of.subject === 'patron' ? sql`n.subject_id` : sql`null::bigint`} as patron_id
    from circulation.bulk_line n
   where n.library_id = (select organisation.own_library()) and n.run_id = ${run_id} and n.line_no > ${of.after}
     and (${of.state}::text is null or n.state = ${of.state}) and n.state <> 'new'
   order by n.line_no limit ${of.most}`

/** Lines of runs that began before a day go; what the run was and how many rows it had stays. */
export const forgetLines = (library_id: string, before: string, most: number): Query => sql`
  with gone as (
    delete from circulation.bulk_line b where b.library_id = ${library_id} and (b.run_id, b.line_no) in (
      select n.run_id, n.line_no from circulation.bulk_run r join circulation.bulk_line n on n.library_id = r.library_id and n.run_id = r.run_id
       where r.library_id = ${library_id} and r.made_at < ${before} limit ${most}) returning 1
  ), tidied as (
    update circulation.bulk_run set change = change - 'text' - 'reason'
     where library_id = ${library_id} and made_at < ${before} and (change ? 'text' or change ? 'reason')
  )
  select count(*)::integer as gone from gone`
