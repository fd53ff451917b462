import type { Erased, ErasureStep } from '../../../base/personal.ts'
import { sql } from '../../../base/sql.ts'

/** Messages to people who are erased: what was sent, and what waited to be (P84). By themselves only what was sent. */
export function eraseMessages({ patron_ids: ids, part }: Erased): readonly ErasureStep[] {
  if (part !== 'everything' && part !== 'messages') return []
  const theirs = sql`m.patron_id = any (${ids}::bigint[])`
  return [
    {
      table: 'messaging.message',
      rows: sql`messaging.message m`,
      where: part === 'everything' ? theirs : sql`${theirs} and m.ended_at is not null`,
      set: null,
    },
    ...(part === 'everything'
      ? [
          {
            table: 'messaging.address_list_row',
            rows: sql`messaging.address_list_row m`,
            where: theirs,
            set: null,
          },
        ]
      : []),
  ]
}
