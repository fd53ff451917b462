import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

export const Months = Type.Object({ authorised: Type.Boolean(), months: Type.Unknown() })
export const monthsQuery = (library_id: string, today: string): Query => sql`
  select exists (select from patrons.magda_authorisation a where a.library_id = ${library_id} and a.ended_at is null
     and ${today}::date between a.from_on and a.until_on) as authorised, ${settingOf('patrons.magda_months')} as months`

export const Due = Type.Object({ patron_id: Id })
/** Members with a number who were never asked about, or longest ago: a round that stopped goes on where it was. */
export const dueQuery = (
  library_id: string,
  at: { readonly today: string; readonly before: string; readonly most: number },
): Query => sql`
  select patron_id from patrons.patron p
   where library_id = ${library_id} and person_id is not null and (magda_asked_at is null or magda_asked_at < ${at.before}::date)
     and not deceased and merged_into is null and not ${restrictedFor('exchange')} and (member_until is null or member_until >= ${at.today}::date)
   order by magda_asked_at nulls first, patron_id limit ${at.most}`

/** Who stands in the directory and is a member no more, before the day on which the registration would end by itself. */
export const leavingQuery = (library_id: string, today: string, most: number): Query => sql`
  select patron_id from patrons.patron
   where library_id = ${library_id} and magda_until >= ${today}::date and person_id is not null
     and (deceased or merged_into is not null or member_until < ${today}::date)
   order by patron_id limit ${most}`
