import { Id, type MoveKind, moveKinds, moveReasons, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const RefusalRow = Type.Object({
  refusal_id: Id,
  file: Nullable(Type.String()),
  line_no: Nullable(Type.Integer()),
  kind: OneOf(moveKinds),
  reason: OneOf(moveReasons),
  field: Nullable(Type.String()),
  row: Type.Boolean(),
  patron_id: Nullable(Id),
  item_id: Nullable(Id),
})
export const refusalsAfter = (of: {
  readonly move_id: string
  readonly pass: number
  readonly kind: MoveKind | null
  readonly after: string
  readonly most: number
}): Query => sql`
  select r.refusal_id, f.name as file, r.line_no, r.kind, r.reason, r.field, r.whole_row as row,
    case r.kind when 'patrons' then r.target_id
      when 'loans' then (select l.patron_id from circulation.loan l where l.loan_id = r.target_id)
      when 'holds' then (select h.patron_id from circulation.hold h where h.hold_id = r.target_id)
      when 'charges' then (select a.patron_id from finance.entry e join finance.account a on a.account_id = e.account_id where e.entry_id = r.target_id)
      end as patron_id,
    case r.kind when 'items' then r.target_id end as item_id
    from moving.refusal r left join moving.file f on f.move_id = r.move_id and f.file_no = r.file_no and f.library_id = r.library_id
   where r.move_id = ${of.move_id} and r.library_id = (select organisation.own_library()) and r.pass = ${of.pass} and r.refusal_id > ${of.after}
     and (${of.kind}::text is null or r.kind = ${of.kind})
   order by r.refusal_id limit ${of.most}`

export const HereNow = Type.Object({ count: Type.Integer(), cents: Type.Integer(), kept: Type.Integer() })

/** The rows that the links point at, as they stand: what is gone from its table is not counted. */
const standing: Readonly<Record<MoveKind, Query>> = {
  titles: sql`exists (select from cataloguing.title t where t.title_id = k.target_id and t.state = 'in_use')`,
  items: sql`exists (select from inventory.item i where i.item_id = k.target_id)`,
  patrons: sql`exists (select from patrons.patron p where p.patron_id = k.target_id)`,
  cards: sql`exists (select from patrons.card c where c.card_id = k.target_id)`,
  memberships: sql`exists (select from patrons.membership m where m.membership_id = k.target_id)`,
  blocks: sql`exists (select from patrons.block b where b.block_id = k.target_id)`,
  notes: sql`exists (select from patrons.note n where n.note_id = k.target_id)`,
  loans: sql`exists (select from circulation.loan l where l.loan_id = k.target_id and l.returned_at is null)`,
  holds: sql`exists (select from circulation.hold h where h.hold_id = k.target_id and h.closed_at is null)`,
  charges: sql`exists (select from finance.entry e where e.entry_id = k.target_id)`,
  history: sql`exists (select from circulation.loan l where l.loan_id = k.target_id and l.returned_at is not null)`,
}
/** What is open of a line of the ledger: itself, and whatever settled it. */
const open = sql`(select e.amount_cents + coalesce((select sum(s.amount_cents) from finance.entry s where s.charge_id = e.entry_id), 0)
    from finance.entry e where e.entry_id = k.target_id)`

/** Of a kind, how many rows of the move stand here, and what is open of them in cents. */
export const hereNow = (move_id: string, kind: MoveKind): Query => sql`
  select count(*)::integer as count, coalesce(sum(${kind === 'charges' ? open : sql`0`}), 0)::integer as cents,
         (count(*) filter (where k.seen_pass < (select max(t.pass) from moving.tally t
            where t.move_id = k.move_id and t.kind = k.kind and t.whole and t.pass > 0)))::integer as kept
    from moving.link k
   where k.move_id = ${move_id} and k.kind = ${kind} and k.gone_pass is null and ${standing[kind]}`
