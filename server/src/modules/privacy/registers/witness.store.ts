import type { evidenceSources } from '@kaft/contract'
import { type Query, sql } from '../../../base/sql.ts'
import type { Proof } from './witness.rules.ts'

export type Witness = Exclude<(typeof evidenceSources)[number], 'person'>

/** What is looked at again and again says it once a month, as long as it stays what it was; a change is said at once. */
const repeats: ReadonlySet<Witness> = new Set(['doctor', 'night'])

/** Evidence that the program saw itself; the same thing is said once. Answers a row when it was new. */
export const insertProof = (
  by: Witness,
  proof: Proof,
  at: { readonly day: string; readonly now: string },
): Query => sql`
  insert into privacy.measure_evidence (measure, on_day, outcome, says, source, made_at)
  select ${proof.measure}::text, ${at.day}::date, ${proof.outcome}::text, ${proof.says}::text, ${by}::text, ${at.now}::timestamptz
   where not exists (
     select from (select x.on_day, x.outcome, x.says from privacy.measure_evidence x
                   where x.measure = ${proof.measure} and x.source = ${by} order by x.on_day desc, x.evidence_id desc limit 1) last
      where last.outcome = ${proof.outcome}
        and case when ${repeats.has(by)} then last.on_day >= date_trunc('month', ${at.day}::date) else last.says = ${proof.says} and last.on_day = ${at.day}::date end)
  returning evidence_id`
