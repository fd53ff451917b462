import { Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Where } from './pull-list.store.ts'

/** An item that should stand here, with the misses that still count. */
export const Sought = Type.Object({
  item_id: Id,
  barcode: Type.String(),
  tries: Type.Integer(),
  /** What stands in the table now, counting or not; null where nothing does. */
  was: Nullable(Type.Object({ tries: Type.Integer(), last_at: Instant, hidden_until: Instant })),
})
export type Sought = Type.Static<typeof Sought>

/** The items of a title that stand on a shelf here and are not hidden yet: one look finds or misses all of them. */
export const soughtQuery = ({ branch_id, at }: Where, title_id: string): Query => sql`
  select i.item_id, i.barcode,
         case when m.last_at > coalesce(s.since, '-infinity') and m.last_at > ${at}::timestamptz - interval '90 days' then m.tries else 0 end as tries,
         case when m.item_id is not null then json_build_object('tries', m.tries, 'last_at', base.iso(m.last_at),
           'hidden_until', base.iso(m.hidden_until)) end as was
    from inventory.item i
    left join circulation.item_status s on s.item_id = i.item_id
    left join circulation.pull_miss m on m.item_id = i.item_id
   where (i.branch_id = ${branch_id} or s.astray and s.branch_id = ${branch_id}) and i.title_id = ${title_id} and i.state = 'in_use' and i.loanable
     and coalesce(s.status, 'available') = 'available' and coalesce(s.branch_id, i.branch_id) = ${branch_id}
     and not (coalesce(m.hidden_until, '-infinity') > ${at} and m.last_at > coalesce(s.since, '-infinity'))
   order by i.item_id`

export const lockItems = (branch_id: string, title_id: string): Query => sql`
  select i.item_id from inventory.item i
   where i.title_id = ${title_id} and (i.branch_id = ${branch_id}
      or exists (select from circulation.item_status s where s.item_id = i.item_id and s.astray and s.branch_id = ${branch_id}))
   order by i.item_id for no key update`

export const noteMisses = (
  where: Where,
  misses: readonly { readonly item_id: string; readonly tries: number }[],
  hidden_until: string,
): Query => sql`
  insert into circulation.pull_miss (item_id, branch_id, tries, last_at, hidden_until)
  select x.item_id, ${where.branch_id}::bigint, x.tries, ${where.at}::timestamptz, ${hidden_until}::timestamptz
    from unnest(${misses.map(m => m.item_id)}::bigint[], ${misses.map(m => m.tries)}::integer[]) as x(item_id, tries)
  on conflict (item_id) do update set branch_id = excluded.branch_id, tries = excluded.tries, last_at = excluded.last_at,
    hidden_until = excluded.hidden_until`

/** The misses as they were before somebody said "not found". */
export const restoreMiss = (branch_id: string, item_id: string, was: Sought['was']): Query =>
  was === null
    ? sql`delete from circulation.pull_miss where item_id = ${item_id}`
    : sql`insert into circulation.pull_miss (item_id, branch_id, tries, last_at, hidden_until)
          values (${item_id}, ${branch_id}, ${was.tries}, ${was.last_at}, ${was.hidden_until})
          on conflict (item_id) do update set tries = excluded.tries, last_at = excluded.last_at, hidden_until = excluded.hidden_until`
