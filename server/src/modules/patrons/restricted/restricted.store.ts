import { type Query, sql } from '../../../base/sql.ts'

/**
 * Whether the data of the patron `p` of the statement around it, or of another name, may not be used for a purpose now (AVG art. 18, 21): they are
 * kept, and everything else that rests on this purpose leaves them alone. Never call that other name `r`, which stands for the limit here.
 */
export const restrictedFor = (
  purpose: 'functional' | 'exchange' | 'administration' | 'communication',
  p: Query = sql`p`,
): Query =>
  sql`exists (select from privacy.restriction r where r.patron_id = ${p}.patron_id and r.lifted_at is null and ${purpose} = any (r.purposes))`

/** The purposes that are limited now, as a JSON array. */
export const restrictedPurposes: Query = sql`coalesce((select json_agg(distinct u.purpose order by u.purpose)
  from privacy.restriction r cross join unnest(r.purposes) as u(purpose)
 where r.patron_id = p.patron_id and r.lifted_at is null), '[]')`
