import { Instant, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../base/sql.ts'

export const JobRun = Type.Object({
  job: Type.String(),
  known_since: Instant,
  succeeded_at: Nullable(Instant),
  failures: Type.Integer(),
})
export type JobRun = Static<typeof JobRun>

export const jobRuns: Query = sql`select job, known_since, succeeded_at, failures from base.job_run`

export const knowJobs = (names: readonly string[], now: string): Query =>
  sql`insert into base.job_run (job, known_since) select name, ${now} from unnest(${names}::text[]) as name
      on conflict (job) do nothing`

export const jobSucceeded = (job: string, now: string, took_ms: number): Query =>
  sql`update base.job_run set succeeded_at = ${now}, failures = 0, took_ms = ${took_ms} where job = ${job}`

export const jobFailed = (job: string, now: string): Query =>
  sql`update base.job_run set failed_at = ${now}, failures = failures + 1 where job = ${job}`
