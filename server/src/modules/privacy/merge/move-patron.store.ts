import { type Query, sql } from '../../../base/sql.ts'

/** What of privacy hangs on a patron, as statements that move it and answer rows `{ id }`: a limit stays a limit (P45). */
export const privacyMoves = [
  {
    of: 'rights_cases',
    move: (from: string, to: string): Query =>
      sql`update privacy.rights_case set patron_id = ${to} where patron_id = ${from} returning case_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update privacy.rights_case set patron_id = ${to} where case_id = any (${ids}::bigint[])`,
  },
  {
    of: 'restrictions',
    move: (from: string, to: string): Query =>
      sql`update privacy.restriction set patron_id = ${to} where patron_id = ${from} returning restriction_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update privacy.restriction set patron_id = ${to} where restriction_id = any (${ids}::bigint[])`,
  },
] as const
