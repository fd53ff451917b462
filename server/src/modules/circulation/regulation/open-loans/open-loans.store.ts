import { Day, Instant, Nullable, OpenLoans } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../../base/sql.ts'
import { Frozen } from '../../facts/loan-facts.store.ts'

/** An open loan of the own branches with what its terms hang on; `person` is null where it may no longer be seen. */
export const OpenRow = Type.Object({
  loan_id: Type.String(),
  item_id: Type.String(),
  branch_id: Type.String(),
  item_type: Type.String(),
  shelf: Nullable(Type.String()),
  acquired_on: Nullable(Day),
  lent_at: Instant,
  renewed_at: Nullable(Instant),
  due_on: Day,
  due_at: Nullable(Instant),
  renewals: Type.Integer(),
  terms_id: Type.String(),
  member_until: Nullable(Day),
  person: Nullable(Frozen),
})

/**
 * Loans that were lent at the own branches under another version, in the order of their due days. Loans follow the
 * patron's library, so the scope comes first; `after` is where the batch before ended.
 */
export const openLoansAfter = (of: {
  readonly version_id: string
  readonly after_on: string
  readonly after_id: string
  readonly most: number
}): Query => sql`
  select l.loan_id, l.item_id, l.branch_id, l.item_type, i.shelf, i.acquired_on, l.lent_at, l.renewed_at, l.due_on, l.due_at, l.renewals,
         l.terms_id, p.member_until,
         case when p.patron_id is not null then json_build_object('patron_id', p.patron_id::text, 'library_id', p.library_id::text,
           'membership_type', p.membership_type, 'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode,
           'keep_history', p.keep_history) end as person
    from circulation.loan l
    join circulation.terms t on t.terms_id = l.terms_id and t.version_id <> ${of.version_id}
    join inventory.item i on i.item_id = l.item_id
    left join patrons.patron p on p.patron_id = l.patron_id
   where l.library_id = any ((select organisation.scope())::bigint[]) and l.returned_at is null
     and l.branch_id = any (array(select branch_id from organisation.branch where library_id = (select organisation.own_library())))
     and (l.due_on, l.loan_id) > (${of.after_on}::date, ${of.after_id}::bigint)
   order by l.due_on, l.loan_id limit ${of.most}`

export const WaitingRun = Type.Object({
  version_id: Type.String(),
  library_id: Type.String(),
  open_loans: OpenLoans,
})
/** Versions that have begun, reach open loans, and are not applied to all of them yet. */
export const waitingRuns = (day: string): Query => sql`
  select r.version_id, r.library_id, r.open_loans from circulation.regulation r
   where r.state <> 'draft' and r.open_loans <> 'keep' and r.starts_on <= ${day}
     and not exists (select from circulation.regulation_withdrawal w where w.version_id = r.version_id)
     and not exists (select from circulation.regulation_run n where n.version_id = r.version_id and n.done_at is not null)
   order by r.version_id`

export const openRun = (version_id: string, library_id: string): Query => sql`
  insert into circulation.regulation_run (version_id, library_id) values (${version_id}, ${library_id}) on conflict (version_id) do nothing`
export const Run = Type.Object({ after_on: Nullable(Day), after_id: Type.String(), done: Type.Boolean() })
export const lockRun = (version_id: string): Query => sql`
  select after_on, after_id, done_at is not null as done from circulation.regulation_run where version_id = ${version_id} for update`
export const moveRun = (
  version_id: string,
  to: {
    readonly after_on: string | null
    readonly after_id: string
    readonly looked_at: number
    readonly changed: number
    readonly done_at: string | null
  },
): Query => sql`
  update circulation.regulation_run
     set after_on = ${to.after_on}, after_id = ${to.after_id}, looked_at = looked_at + ${to.looked_at},
         changed = changed + ${to.changed}, done_at = ${to.done_at}
   where version_id = ${version_id}`
