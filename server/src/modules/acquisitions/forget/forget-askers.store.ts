import type { Erased, ErasureStep } from '../../../base/personal.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** What people who are erased asked to buy: the suggestion stays, and they stand with it no more. */
export const eraseAskers = ({ patron_ids: ids, part }: Erased): readonly ErasureStep[] =>
  part !== 'everything'
    ? []
    : [
        {
          table: 'acquisitions.suggestion_asker',
          rows: sql`acquisitions.suggestion_asker a`,
          where: sql`a.patron_id = any (${ids}::bigint[])`,
          set: null,
        },
      ]

/** What of acquisitions hangs on a patron, as statements that move it and answer rows `{ id }`. What both records asked stays behind with the one that goes. */
export const acquisitionsMoves = [
  {
    of: 'purchase_askers',
    move: (from: string, to: string): Query =>
      sql`update acquisitions.suggestion_asker a set patron_id = ${to} where a.patron_id = ${from}
             and not exists (select from acquisitions.suggestion_asker k where k.suggestion_id = a.suggestion_id and k.patron_id = ${to})
          returning a.asker_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update acquisitions.suggestion_asker set patron_id = ${to} where asker_id = any (${ids}::bigint[])`,
  },
] as const
