import type { ErasureStep } from '../../../base/personal.ts'
import { type Query, sql } from '../../../base/sql.ts'

const table = (name: string, rows: Query, where: Query): ErasureStep => ({
  table: `privacy.${name}`,
  rows,
  where,
  set: null,
})

/**
 * What somebody asked about their data goes with them. The request by which they are erased stays until it was answered and
 * closed; then it forgets by itself who it was.
 */
export function eraseCases(ids: readonly string[]): readonly ErasureStep[] {
  const over = sql`c.patron_id = any (${ids}::bigint[]) and not (c.kind = 'erasure' and c.closed_at is null)`
  const ofThem = sql`x.case_id in (select c.case_id from privacy.rights_case c where ${over})`
  return [
    table('case_item', sql`privacy.case_item x`, ofThem),
    table('case_notice', sql`privacy.case_notice x`, ofThem),
    table('case_letter', sql`privacy.case_letter x`, ofThem),
    table('case_file', sql`privacy.case_file x`, ofThem),
    table('case_task', sql`privacy.case_task x`, ofThem),
    table('rights_case', sql`privacy.rights_case c`, over),
    table('restriction', sql`privacy.restriction x`, sql`x.patron_id = any (${ids}::bigint[])`),
    table('breach_person', sql`privacy.breach_person x`, sql`x.patron_id = any (${ids}::bigint[])`),
  ]
}
