import type { Db } from '../base/db.ts'
import { schemaGaps } from '../base/migrate.ts'
import type { Check } from '../doors/http/health.ts'

const MONTHS_AHEAD = 2
const LATE_S = 600

interface Asks {
  readonly db: Db
  /** How late each job is; those that no process ever opened are not in it. */
  readonly lags: () => Promise<readonly { readonly job: string; readonly lag_s: number }[]>
  readonly now_ms?: () => number
}

/**
 * What `/readyz` asks: the database answers with the schema of this program, events of the months to come have a
 * place to go, and the jobs do their turns. After a pause the jobs have ten minutes to catch up.
 */
export function readiness({
  db,
  lags,
  now_ms = () => performance.now(),
}: Asks): () => Promise<readonly Check[]> {
  const opened = now_ms()
  const looks = {
    database: async () => void (await db.bulk.query('select 1')),
    schema: async () => (await schemaGaps(db.bulk))[0],
    months_ahead: async () => {
      const { rows } = await db.bulk.query<{ months: number }>(
        'select circulation.months_ahead(organisation.today()) as months',
      )
      const months = rows[0]?.months ?? 0
      return months >= MONTHS_AHEAD ? undefined : `events have room for ${months} months more`
    },
    jobs: async () => {
      const since = (now_ms() - opened) / 1000
      const late = (await lags()).filter(l => Math.min(l.lag_s, since) > LATE_S)
      return late.length === 0 ? undefined : `late: ${late.map(l => l.job).join(', ')}`
    },
  }
  return async () => {
    const found: Check[] = []
    for (const [name, look] of Object.entries(looks)) {
      const fault = await look().catch(
        (error: { code?: string }) => `does not answer (${error.code ?? 'no code'})`,
      )
      found.push({ name, ok: fault === undefined, says: fault ?? 'good' })
      // Without a database the rest would only wait.
      if (name === 'database' && fault !== undefined) break
    }
    return found
  }
}
