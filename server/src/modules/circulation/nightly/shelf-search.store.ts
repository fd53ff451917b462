import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** Terms under which loans of the libraries in scope run; a handful a version. */
export const termsInScope: Query = sql`
  select t.terms_id, t.resolved -> 'reminders' as reminders from circulation.terms t join circulation.regulation r on r.version_id = t.version_id
   where r.library_id = any ((select organisation.scope())::bigint[])`
export const TermsRow = Type.Object({ terms_id: Type.String(), reminders: Type.Unknown() })

export interface Wanted {
  readonly terms_id: string
  readonly days: number
  readonly why: string
}
export interface OnDay {
  readonly branch_id: string
  readonly message_on: string
}

/**
 * Loans about which a message goes out on one of these days, from the terms and the day they would have been due: the
 * index of due days is asked once for each pair, and no loan is looked at that is not meant.
 */
export const insertSearches = (
  library_id: string,
  of: { days: readonly OnDay[]; wanted: readonly Wanted[] },
): Query => sql`
  insert into circulation.shelf_search (library_id, loan_id, item_id, branch_id, why, message_on, due_on, state)
  select distinct on (l.loan_id, d.message_on) ${library_id}::bigint, l.loan_id, l.item_id, l.branch_id, w.why, d.message_on, l.due_on, 'to_search'
    from unnest(${of.days.map(d => d.branch_id)}::bigint[], ${of.days.map(d => d.message_on)}::date[]) as d(branch_id, message_on)
    cross join unnest(${of.wanted.map(w => w.terms_id)}::bigint[], ${of.wanted.map(w => w.days)}::integer[], ${of.wanted.map(w => w.why)}::text[])
      as w(terms_id, days, why)
    join circulation.loan l on l.library_id = any ((select organisation.scope())::bigint[]) and l.returned_at is null
     and l.due_on = d.message_on - w.days and l.terms_id = w.terms_id and l.branch_id = d.branch_id
   order by l.loan_id, d.message_on, w.why
  on conflict (library_id, loan_id, message_on) do nothing`
