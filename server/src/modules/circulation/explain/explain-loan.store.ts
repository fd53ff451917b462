import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A loan with what its due day and its fine came from. */
export const LoanRow = Type.Object({
  loan_id: Id,
  patron_id: Nullable(Id),
  lent_at: Instant,
  renewed_at: Nullable(Instant),
  due_on: Day,
  due_at: Nullable(Instant),
  title_id: Id,
  renewals: Type.Integer(),
  branch_id: Id,
  lent_library_id: Id,
  lent_epoch: Type.String(),
  returned_on: Nullable(Day),
  returned_at: Nullable(Instant),
  claimed_on: Nullable(Day),
  version_id: Id,
  resolved: Type.Unknown(),
  trace: Type.Unknown(),
  item_type: Type.String(),
  shelf: Nullable(Type.String()),
  acquired_on: Nullable(Day),
  price_cents: Nullable(Type.Integer()),
  /** Each time that staff moved the date since the trace that stands, oldest first. */
  moves: Type.Array(Type.Object({ at: Instant, reason: Nullable(Type.String()), before: Day, due_on: Day })),
})
export type LoanRow = Type.Static<typeof LoanRow>

export const loanQuery = (loan_id: string): Query => sql`
  select l.loan_id, l.patron_id, l.lent_at, l.renewed_at, l.due_on, l.due_at, l.title_id, l.renewals, l.branch_id, lb.library_id as lent_library_id, ll.epoch as lent_epoch,
         l.returned_on, l.returned_at, l.claimed_on, t.version_id, t.resolved, l.trace, i.item_type, i.shelf, i.acquired_on, i.price_cents,
         coalesce((select json_agg(json_build_object('at', base.iso(e.occurred_at), 'reason', e.reason, 'before', e.undo ->> 'due_on', 'due_on', e.due_on) order by e.position)
            from circulation.event e where e.loan_id = l.loan_id and e.kind = 'due_changed' and e.undo ? 'due_on'
             and e.occurred_at >= coalesce(l.renewed_at, l.lent_at) and not exists (select from circulation.event u where u.undoes = e.event_id)), '[]') as moves
    from circulation.loan l join circulation.terms t on t.terms_id = l.terms_id join inventory.item i on i.item_id = l.item_id
    join organisation.branch lb on lb.branch_id = l.branch_id join organisation.library ll on ll.library_id = lb.library_id
   where l.loan_id = ${loan_id}`
