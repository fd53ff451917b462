import { Day, Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** The version of the privacy statement that holds on a day, as part of a statement. */
export const statementNow = (today: string): Query =>
  sql`(select s.version from privacy.statement s where s.from_on <= ${today}::date order by s.from_on desc limit 1)`

export const Current = Type.Object({ version: Type.String() })
export const currentStatement = (today: string): Query => sql`select ${statementNow(today)} as version`

/** Somebody was shown a version: the record has the last one, and a row keeps each (see the trigger in the database). */
export const showStatement = (
  patron_id: string,
  shown: { readonly version: string; readonly how: string; readonly at: string; readonly by: string | null },
): Query => sql`
  update patrons.patron set statement_version = ${shown.version}, statement_how = ${shown.how}, statement_shown_at = ${shown.at},
         statement_by = ${shown.by}, version = version + 1 where patron_id = ${patron_id}`

/** The same for many, who were told by message. */
export const statementMessaged = (ids: readonly string[], version: string, at: string): Query => sql`
  update patrons.patron set statement_version = ${version}, statement_how = 'message', statement_shown_at = ${at}, statement_by = null,
         version = version + 1 where patron_id = any (${ids}::bigint[])`

export const ShownRow = Type.Object({
  version: Type.String(),
  how: Type.String(),
  on: Day,
  by: Type.Union([Type.String(), Type.Null()]),
})
export const shownRows = (patron_id: string): Query => sql`
  select w.version, w.how, (w.shown_at at time zone 'Europe/Brussels')::date as on, s.name as by
    from patrons.statement_shown w left join organisation.staff s on s.staff_id = w.shown_by
   where w.patron_id = ${patron_id} order by w.shown_id desc limit 100`

export const UninformedRow = Type.Object({
  patron_id: Id,
  name: Type.String(),
  shown: Type.Union([Type.String(), Type.Null()]),
  member_until: Type.Union([Day, Type.Null()]),
})
const members = (library_id: string, today: string, version: string): Query => sql`
  p.library_id = ${library_id} and p.statement_version is distinct from ${version} and p.merged_into is null and not p.deceased
  and (p.member_until is null or p.member_until >= ${today}::date)`
/** Members who were not shown a version, walked by id. */
export const uninformed = (
  library_id: string,
  at: { readonly today: string; readonly version: string; readonly after: string; readonly most: number },
): Query => sql`
  select p.patron_id, p.given_name || ' ' || p.family_name as name, p.statement_version as shown, p.member_until
    from patrons.patron p where ${members(library_id, at.today, at.version)} and p.patron_id > ${at.after}
   order by p.patron_id limit ${at.most}`
export const UninformedCount = Type.Object({ count: Type.Integer() })
export const uninformedCount = (library_id: string, today: string, version: string): Query =>
  sql`select count(*)::integer as count from patrons.patron p where ${members(library_id, today, version)}`
