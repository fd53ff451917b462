import type { Db } from '../base/db.ts'
import type { Check } from '../doors/http/health.ts'

const MONTHS_AHEAD = 2

/** What `/readyz` asks: the database answers, and events of the months to come have a place to go. */
export function readiness(db: Db): () => Promise<readonly Check[]> {
  return async () => {
    try {
      const { rows } = await db.bulk.query<{ months: number }>(
        'select circulation.months_ahead(organisation.today()) as months',
      )
      const months = rows[0]?.months ?? 0
      return [
        { name: 'database', ok: true, says: 'answers' },
        { name: 'months_ahead', ok: months >= MONTHS_AHEAD, says: `${months} (at least ${MONTHS_AHEAD})` },
      ]
    } catch (error) {
      const { code } = error as { code?: string }
      return [{ name: 'database', ok: false, says: `does not answer${code ? ` (${code})` : ''}` }]
    }
  }
}
