import { HistoryRow } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Keeper = Type.Object({ patron_id: Type.String(), keeps: Type.Boolean() })
export const keeperQuery = (patron_id: string): Query =>
  sql`select patron_id, keep_history as keeps from patrons.patron where patron_id = ${patron_id}`

export const PastLoan = HistoryRow
/** Loans that ended, newest first by their own number; `since` null tells all that is kept. */
export const pastLoans = (of: {
  patron_id: string
  since: string | null
  before: string | null
  most: number
}): Query => sql`
  select l.loan_id, coalesce(t.title, '') as title, t.language, t.author, i.barcode, b.name as branch_name,
         (l.lent_at at time zone 'Europe/Brussels')::date as lent_on, l.returned_on
    from circulation.loan l
    join organisation.branch b on b.branch_id = l.branch_id
    left join cataloguing.title t on t.title_id = l.title_id
    left join inventory.item i on i.item_id = l.item_id
   where l.patron_id = ${of.patron_id} and l.returned_at is not null and l.ended <> 'undone'
     and l.returned_on >= coalesce(${of.since}::date, '-infinity') and l.loan_id < coalesce(${of.before}::bigint, 9223372036854775807)
   order by l.loan_id desc limit ${of.most}`
