import { BulkChange, BulkState, Day, Id, Instant, Nullable, Purpose } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** A run as the engine holds it. */
export const Run = Type.Object({
  run_id: Id,
  library_id: Id,
  library_name: Type.String(),
  branch_id: Id,
  workstation_id: Nullable(Id),
  kind: Type.String(),
  change: BulkChange,
  reason: Type.String(),
  purpose: Nullable(Purpose),
  state: BulkState,
  cursor_no: Type.Integer(),
  lines: Type.Integer(),
  planned: Type.Integer(),
  refused: Type.Integer(),
  done: Type.Integer(),
  rolled_back: Type.Integer(),
  kept: Type.Integer(),
  made_at: Instant,
  made_by: Nullable(Id),
  by: Type.String(),
  finished_at: Nullable(Instant),
  undo_until: Nullable(Day),
  closure_id: Nullable(Id),
})
export type Run = Type.Static<typeof Run>

const columns = sql`
  r.run_id, r.library_id, l.name as library_name, r.branch_id, r.workstation_id, r.kind, r.change, r.reason, r.purpose, r.state, r.cursor_no, r.lines,
  r.planned, r.refused, r.done, r.rolled_back, r.kept, r.made_at, r.made_by, coalesce(s.name, '–') as by, r.finished_at, r.undo_until, r.closure_id`
const joined = sql`
  circulation.bulk_run r join organisation.library l on l.library_id = r.library_id left join organisation.staff s on s.staff_id = r.made_by`

export const runById = (run_id: string): Query =>
  sql`select ${columns} from ${joined} where r.run_id = ${run_id}`
export const lastRuns = (ctx: StaffCtx): Query => sql`
  select ${columns} from ${joined} where r.library_id = ${ctx.actor.library_id} order by r.run_id desc limit 50`

/** The run, held until the end of the batch; none while somebody else works on it. */
export const claimRun = (run_id: string): Query =>
  sql`select ${columns} from ${joined} where r.run_id = ${run_id} for update of r skip locked`
/** The run, waited for: whoever steers it comes after the batch. */
export const lockRun = (run_id: string): Query =>
  sql`select ${columns} from ${joined} where r.run_id = ${run_id} for update of r`

/** Runs of the entered library that have work to do, oldest first; of a closure that is undone, the last first. */
export const openRuns: Query = sql`
  select r.run_id from circulation.bulk_run r
   where r.library_id = (select organisation.own_library()) and r.state in ('preparing', 'running', 'rolling_back')
   order by case when r.state = 'rolling_back' then -r.run_id else r.run_id end`

export interface NewRun {
  readonly kind: string
  readonly change: object
  readonly filters: object | null
  readonly reason: string
  readonly purpose: string | null
  readonly state: 'preparing' | 'running'
  readonly lines: number
  readonly closure_id: string | null
}
export const NewRunId = Type.Object({ run_id: Id })
export const insertRun = (ctx: StaffCtx, r: NewRun): Query => sql`
  insert into circulation.bulk_run (library_id, branch_id, workstation_id, kind, change, filters, reason, purpose, state, lines, made_at, made_by, closure_id)
  values (${ctx.actor.library_id}, ${ctx.actor.branch_id}, ${ctx.actor.workstation_id}, ${r.kind}, ${JSON.stringify(r.change)},
    ${r.filters && JSON.stringify(r.filters)}, ${r.reason}, ${r.purpose}, ${r.state}, ${r.lines}, ${ctx.now.toString()}, ${ctx.actor.staff_id}, ${r.closure_id})
  returning run_id`

/** Where the run stands after a batch. */
export const advanceRun = (
  run: Pick<
    Run,
    'run_id' | 'state' | 'cursor_no' | 'planned' | 'refused' | 'done' | 'rolled_back' | 'kept'
  > & {
    readonly finished_at: string | null
    readonly undo_until: string | null
  },
): Query => sql`
  update circulation.bulk_run
     set state = ${run.state}, cursor_no = ${run.cursor_no}, planned = ${run.planned}, refused = ${run.refused}, done = ${run.done},
         rolled_back = ${run.rolled_back}, kept = ${run.kept}, finished_at = ${run.finished_at}, undo_until = ${run.undo_until}
   where run_id = ${run.run_id}`

export const startRun = (ctx: StaffCtx, run_id: string): Query =>
  sql`update circulation.bulk_run set state = 'running', cursor_no = 0, started_at = ${ctx.now.toString()} where run_id = ${run_id}`
export const stopRun = (ctx: StaffCtx, of: { run_id: string; undo_until: string }): Query => sql`
  update circulation.bulk_run set state = 'stopped', finished_at = ${ctx.now.toString()}, undo_until = ${of.undo_until} where run_id = ${of.run_id}`
export const rollBackRuns = (ctx: StaffCtx, run_ids: readonly string[]): Query => sql`
  update circulation.bulk_run set state = 'rolling_back', cursor_no = 0, rolled_back_at = ${ctx.now.toString()}, rolled_back_by = ${ctx.actor.staff_id}
   where run_id = any (${run_ids}::bigint[])`

/** For how many days a run can be taken back, as the library set it; null where it did not. */
export const undoDaysQuery: Query = sql`
  select (select value from organisation.setting where library_id = (select organisation.own_library()) and key = 'circulation.bulk_undo_days') as days`
export const UndoDays = Type.Object({ days: Type.Unknown() })

/** The runs of closures, in the order in which they were made. */
export const runsOfClosures = (closure_ids: readonly string[]): Query =>
  sql`select ${columns} from ${joined} where r.closure_id = any (${closure_ids}::bigint[]) order by r.run_id`
/** The same, held until the end. */
export const lockRunsOfClosure = (closure_id: string): Query =>
  sql`select ${columns} from ${joined} where r.closure_id = ${closure_id} order by r.run_id for update of r`
/** Runs that have looked at their rows only: nothing of them has to be taken back. */
export const stopUnstarted = (ctx: StaffCtx, closure_id: string): Query => sql`
  update circulation.bulk_run set state = 'stopped', finished_at = ${ctx.now.toString()}
   where closure_id = ${closure_id} and state in ('preparing', 'ready')`
