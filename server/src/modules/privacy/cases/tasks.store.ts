import { Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { soon } from '../../../base/job.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** The job that does what was decided, in the library of the person. */
export const TASKS = 'privacy_tasks'
export const wake = (job: string): Query => soon(job)

export const WaitingLibrary = Type.Object({ library_id: Id })
export const waitingLibraries: Query = sql`select x::text as library_id from privacy.waiting_tasks() x order by x`

const MOST_TRIES = 5
export const OpenTask = Type.Object({ task_id: Id })
export const openTasks = (library_id: string): Query => sql`
  select task_id from privacy.case_task where library_id = ${library_id} and done_at is null and attempts < ${MOST_TRIES} order by task_id limit 50`
export const Task = Type.Object({
  task_id: Id,
  case_id: Id,
  kind: Type.String(),
  patron_id: Nullable(Id),
  number: Type.String(),
  /** Nobody has to decide: the person asked for what is their own, by their own door. */
  grants_itself: Type.Boolean(),
  closed: Type.Boolean(),
})
export type Task = Static<typeof Task>
/** One task that nobody else is doing, held. */
export const lockTask = (task_id: string): Query => sql`
  select t.task_id, t.case_id, t.kind, c.patron_id, extract(year from c.received_on)::integer || '-' || c.case_id as number,
         c.source = 'portal' and c.decision is null and c.kind in ('access', 'portability') as grants_itself, c.closed_at is not null as closed
    from privacy.case_task t join privacy.rights_case c on c.case_id = t.case_id
   where t.task_id = ${task_id} and t.done_at is null for update of t skip locked`
export const taskDone = (task_id: string, at: string): Query =>
  sql`update privacy.case_task set done_at = ${at} where task_id = ${task_id}`
export const taskTried = (task_id: string): Query =>
  sql`update privacy.case_task set attempts = attempts + 1 where task_id = ${task_id}`
