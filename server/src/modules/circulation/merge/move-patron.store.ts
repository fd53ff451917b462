import { type Query, sql } from '../../../base/sql.ts'

/** What of circulation hangs on a patron, each as statements that move it and answer rows `{ id }`. */
export const circulationMoves = [
  {
    of: 'loans',
    move: (from: string, to: string): Query =>
      sql`update circulation.loan set patron_id = ${to} where patron_id = ${from} returning loan_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update circulation.loan set patron_id = ${to} where loan_id = any (${ids}::bigint[]) and patron_id is not null`,
  },
  {
    of: 'holds',
    move: (from: string, to: string): Query =>
      sql`update circulation.hold set patron_id = ${to} where patron_id = ${from} returning hold_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update circulation.hold set patron_id = ${to} where hold_id = any (${ids}::bigint[])`,
  },
  {
    // The links of the desk's events: the statement of ninety days, and the history where both chose to keep it.
    of: 'events',
    move: (from: string, to: string): Query =>
      sql`update circulation.event_patron set patron_id = ${to} where patron_id = ${from} returning event_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update circulation.event_patron set patron_id = ${to} where event_id = any (${ids}::uuid[])`,
  },
  {
    // A place on a route, where the kept record has none: one row a record, so its id is the record's.
    of: 'home_stops',
    move: (from: string, to: string): Query =>
      sql`update circulation.home_stop s set patron_id = ${to} where s.patron_id = ${from}
             and not exists (select from circulation.home_stop k where k.patron_id = ${to}) returning s.patron_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update circulation.home_stop set patron_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    // When the last thing of a former member was closed, where the kept record has no such day.
    of: 'last_closed',
    move: (from: string, to: string): Query =>
      sql`update circulation.last_closed c set patron_id = ${to} where c.patron_id = ${from}
             and not exists (select from circulation.last_closed k where k.patron_id = ${to}) returning c.patron_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update circulation.last_closed set patron_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'home_bags',
    move: (from: string, to: string): Query =>
      sql`update circulation.home_bag set patron_id = ${to} where patron_id = ${from} returning loan_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update circulation.home_bag set patron_id = ${to} where loan_id = any (${ids}::bigint[])`,
  },
] as const
