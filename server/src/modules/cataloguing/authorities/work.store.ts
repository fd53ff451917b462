import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const WorkingRun = Type.Object({ run_id: Id })
/** Runs of the entered library with work to do, at which nobody was for a minute. */
export const workingRuns: Query = sql`
  select run_id from cataloguing.authority_run where library_id = (select organisation.own_library()) and state in ('working', 'reverting')
     and coalesce(beat_at, '-infinity') < clock_timestamp() - interval '1 minute' order by run_id`

/** Notes that somebody is at it; nothing where it was stopped meanwhile, by which whoever works on it knows. */
export const beatRun = (run_id: string, state: string): Query => sql`
  update cataloguing.authority_run set beat_at = clock_timestamp() where run_id = ${run_id} and state = ${state} returning run_id`
export const failRun = (run_id: string, fault: string, at: string): Query => sql`
  update cataloguing.authority_run set state = 'failed', fault = ${fault}, finished_at = ${at}::timestamptz where run_id = ${run_id} and state in ('working', 'reverting')`

export const LineRow = Type.Object({
  title_id: Id,
  version_no: Type.Union([Type.Integer(), Type.Null()]),
  same: Type.Boolean(),
})
/** The next titles of a run, and whether each is still as the run left it. */
export const nextLines = (run_id: string, state: 'waiting' | 'done', most: number): Query => sql`
  select x.title_id, x.version_no, coalesce(t.record_hash = x.record_hash, false) as same
    from cataloguing.authority_run_title x left join cataloguing.title t on t.title_id = x.title_id and t.state = 'in_use'
   where x.run_id = ${run_id} and x.state = ${state} order by x.title_id limit ${most}`

/** Titles that got the heading, with the version that it replaced and as it left them. */
export const linesDone = (run_id: string, ids: readonly string[]): Query => sql`
  update cataloguing.authority_run_title x
     set state = 'done', record_hash = t.record_hash,
         version_no = (select max(v.version_no) from cataloguing.title_version v where v.title_id = t.title_id)
    from cataloguing.title t where x.run_id = ${run_id} and x.title_id = any (${ids}::bigint[]) and t.title_id = x.title_id`
export const linesReverted = (run_id: string, ids: readonly string[]): Query =>
  sql`update cataloguing.authority_run_title set state = 'reverted' where run_id = ${run_id} and title_id = any (${ids}::bigint[])`
export const linesKept = (
  run_id: string,
  all: readonly { readonly title_id: string; readonly reason: string }[],
): Query => sql`
  update cataloguing.authority_run_title x set state = 'kept', reason = a.reason
    from unnest(${all.map(a => a.title_id)}::bigint[], ${all.map(a => a.reason)}::text[]) as a(title_id, reason)
   where x.run_id = ${run_id} and x.title_id = a.title_id`

export const LinkedHeading = Type.Object({ title_id: Id, kind: Type.String(), text: Type.String() })
export type LinkedHeading = Type.Static<typeof LinkedHeading>
/** Which headings of these titles the record keeps. */
export const headingsOf = (ids: readonly string[], authority_id: string): Query => sql`
  select x.title_id, h.kind, h.text from cataloguing.title_heading x join cataloguing.heading h on h.heading_id = any (x.headings)
   where x.title_id = any (${ids}::bigint[]) and h.authority_id = ${authority_id}`

export const AuthorityForm = Type.Object({
  authority_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  record: Type.Unknown(),
})
export const authorityForm = (authority_id: string): Query =>
  sql`select authority_id, source, control_number, record from cataloguing.authority where authority_id = ${authority_id}`
