import { type Query, sql } from '../../../base/sql.ts'

interface Way {
  readonly gone_id: string
  readonly kept_id: string
  readonly made: string
}

/** Holds, claims, requests to other libraries and open loans of a title: what is closed stays as it was written. */
export const circulationTitleMoves = {
  weigh: (gone_id: string, kept_id: string): Query =>
    sql`select w.holds, w.holds_twice, w.loans from circulation.title_weight(${gone_id}::bigint, ${kept_id}::bigint) w`,
  move: (w: Way): Query =>
    sql`select circulation.move_title(${w.gone_id}::bigint, ${w.kept_id}::bigint, ${w.made}::timestamptz) as moved`,
  back: (w: Way): Query =>
    sql`select circulation.move_title_back(${w.gone_id}::bigint, ${w.kept_id}::bigint, ${w.made}::timestamptz) as moved`,
}
