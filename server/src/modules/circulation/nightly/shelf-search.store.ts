import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** Terms under which loans of the libraries in scope run; a handful a version. */
export const termsInScope: Query = sql`
  select t.terms_id, t.resolved -> 'reminders' as reminders from circulation.terms t join circulation.regulation r on r.version_id = t.version_id
   where r.library_id = any ((select organisation.scope())::bigint[])`
export const TermsRow = Type.Object({ terms_id: Type.String(), reminders: Type.Unknown() })

/** Loans of a branch under some terms that were due on a day, about which a message goes out on another. */
export interface Wanted {
  readonly branch_id: string
  readonly message_on: string
  readonly terms_id: string
  readonly due_on: string
  readonly why: string
}

/**
 * Loans about which a message goes out on one of these days. The days they were due on are counted before they are
 * asked for: behind row-level security no index may look past a sum. Only loans that were due on one of them are read.
 * What the reader says to have brought back has a list of its own.
 */
export const insertSearches = (library_id: string, wanted: readonly Wanted[]): Query => sql`
  insert into circulation.shelf_search (library_id, loan_id, item_id, branch_id, why, message_on, due_on, state)
  select distinct on (l.loan_id, w.message_on) ${library_id}::bigint, l.loan_id, l.item_id, l.branch_id, w.why, w.message_on, l.due_on, 'to_search'
    from unnest(${wanted.map(w => w.branch_id)}::bigint[], ${wanted.map(w => w.message_on)}::date[], ${wanted.map(w => w.terms_id)}::bigint[],
      ${wanted.map(w => w.due_on)}::date[], ${wanted.map(w => w.why)}::text[]) as w(branch_id, message_on, terms_id, due_on, why)
    join circulation.loan l on l.library_id = any ((select organisation.scope())::bigint[]) and l.returned_at is null
     and l.claimed_on is null and l.due_on = any (${[...new Set(wanted.map(w => w.due_on))]}::date[]) and l.due_on = w.due_on and l.terms_id = w.terms_id and l.branch_id = w.branch_id
   order by l.loan_id, w.message_on, w.why
  on conflict (library_id, loan_id, message_on) do nothing`
