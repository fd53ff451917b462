import type { MoveKind } from '@kaft/contract'
import { type Query, sql } from '../../../base/sql.ts'
import type { At } from './notes.store.ts'

/**
 * A row as it stands, in one text: what staff or patrons can change about it. The move writes it down when it is
 * done; a row that says something else later was touched since. `k` is the link.
 */
const stamps: Partial<Record<MoveKind, Query>> = {
  items: sql`(select concat_ws('|', i.barcode, i.title_id, i.branch_id, i.item_type, coalesce(i.shelf, '-'), coalesce(i.call_number, '-'),
      coalesce(i.price_cents, -1), i.loanable, coalesce(i.note, '-'), i.state) from inventory.item i where i.item_id = k.target_id)`,
  patrons: sql`(select concat_ws('|', p.version, coalesce(p.member_until::text, '-'), p.membership_type,
      (select string_agg(c.card_id || c.state, ',' order by c.card_id) from patrons.card c where c.patron_id = p.patron_id),
      (select count(*) from patrons.membership m where m.patron_id = p.patron_id),
      (select string_agg(b.block_id || coalesce(b.lifted_at::text, ''), ',' order by b.block_id) from patrons.block b where b.patron_id = p.patron_id),
      (select count(*) from patrons.note n where n.patron_id = p.patron_id)) from patrons.patron p where p.patron_id = k.target_id)`,
  loans: sql`(select concat_ws('|', l.due_on, l.renewals, coalesce(l.returned_at::text, '-'), coalesce(l.claimed_on::text, '-'), l.patron_id)
      from circulation.loan l where l.loan_id = k.target_id)`,
  holds: sql`(select concat_ws('|', h.state, h.pickup_branch_id, coalesce(h.item_id, 0), coalesce(h.suspended_until::text, '-'), coalesce(h.expires_on::text, '-'))
      from circulation.hold h where h.hold_id = k.target_id)`,
}
/** Of a title it only says whether the move made it. */
const stampOf = (kind: MoveKind): Query =>
  kind === 'titles' ? sql`'made'` : sql`md5(coalesce(${stamps[kind] ?? sql`'as it was'`}, ''))`

/** Writes down how the rows of a kind stand, a stretch of them at a time. One row `{ target_id }` each. */
export const stampLinks = (at: At, kind: MoveKind, after: string, most: number): Query => sql`
  with those as materialized (
    select k.source_key, k.target_id from moving.link k
     where k.library_id = ${at.library_id} and k.move_id = ${at.move_id} and k.kind = ${kind} and k.gone_pass is null and k.target_id > ${after}::bigint
     order by k.target_id limit ${most}),
  stamped as (
    update moving.link k set stamp = ${stampOf(kind)} from those
     where k.library_id = ${at.library_id} and k.kind = ${kind} and k.source_key = those.source_key)
  select target_id from those order by target_id`

/** What a move brought, last first: each with whether it stands as the move left it. */
export const brought = (at: At, kind: MoveKind, before: string, most: number): Query => sql`
  select k.target_id, (k.stamp is null or k.stamp = ${stampOf(kind)}) as untouched from moving.link k
   where k.library_id = ${at.library_id} and k.move_id = ${at.move_id} and k.kind = ${kind} and k.gone_pass is null and k.target_id < ${before}::bigint
   order by k.target_id desc limit ${most}`
