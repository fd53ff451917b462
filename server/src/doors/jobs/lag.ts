import { parseCronItem } from 'graphile-worker'
import { Gauge, type Registry } from 'prom-client'
import { type Db, flight } from '../../base/db.ts'
import type { Job } from '../../base/job.ts'
import { allOf } from '../../base/row.ts'
import { JobRun, jobRuns } from './job-runs.store.ts'
import { type Lag, lagOf, type Turns } from './timetable.rules.ts'

/** The worker's own reading of a timetable, so that what is expected is what is planned. Always in UTC. */
export function turnsOf(job: Job): Turns {
  const { match } = parseCronItem({ task: job.name, match: job.timetable })
  return minute => {
    const at = minute.toZonedDateTimeISO('UTC')
    return match({ min: at.minute, hour: at.hour, date: at.day, month: at.month, dow: at.dayOfWeek % 7 })
  }
}

/** How late each job is. Any role of the program may ask. A job that no process ever opened is not known yet. */
export async function jobLags(db: Db, jobs: readonly Job[], now: Temporal.Instant): Promise<Lag[]> {
  const client = await db.bulk.connect()
  try {
    const [rows = []] = await flight(client, [jobRuns])
    const known = new Map(allOf(JobRun, rows).map(run => [run.job, run]))
    return jobs.flatMap(job => {
      const run = known.get(job.name)
      return run ? [lagOf(job.name, turnsOf(job), run, now)] : []
    })
  } finally {
    client.release()
  }
}

/**
 * Gauges that ask when they are read: how late each job is, and how often it failed since it last did its work. A
 * database that does not answer leaves them empty, and the other metrics stand.
 */
export function jobGauges(registry: Registry, lags: () => Promise<readonly Lag[]>): void {
  const gauge = (name: string, help: string, value: (lag: Lag) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['job'],
      registers: [registry],
      async collect() {
        this.reset()
        for (const lag of await lags().catch(() => [])) this.set({ job: lag.job }, value(lag))
      },
    })
  gauge(
    'kaft_job_lag_seconds',
    'Seconds since a turn of the timetable that a job has not done yet; 0 when it is up to date',
    lag => lag.lag_s,
  )
  gauge('kaft_job_failures', 'Failures of a job since it last did its work', lag => lag.failures)
}
