import { Day, Instant, MagdaOutcome, Nullable, RegisterField } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Current = Type.Object({
  reference: Type.String(),
  dpia: Type.String(),
  fields: Type.Array(RegisterField),
  from_on: Day,
  until_on: Day,
  recorded_at: Instant,
  recorded_by: Nullable(Type.String()),
})
export const currentQuery = (library_id: string): Query => sql`
  select a.reference, a.dpia, a.fields, a.from_on, a.until_on, a.recorded_at, s.name as recorded_by
    from patrons.magda_authorisation a left join organisation.staff s on s.staff_id = a.recorded_by
   where a.library_id = ${library_id} and a.ended_at is null`

export const endAuthorisation = (library_id: string, at: string): Query =>
  sql`update patrons.magda_authorisation set ended_at = ${at} where library_id = ${library_id} and ended_at is null`
export interface NewAuthorisation {
  readonly reference: string
  readonly dpia: string
  readonly fields: readonly string[]
  readonly from_on: string
  readonly until_on: string
}
export const addAuthorisation = (
  by: { readonly library_id: string; readonly staff_id: string; readonly at: string },
  a: NewAuthorisation,
): Query => sql`
  insert into patrons.magda_authorisation (library_id, reference, dpia, fields, from_on, until_on, recorded_at, recorded_by)
  values (${by.library_id}, ${a.reference}, ${a.dpia}, ${a.fields}::text[], ${a.from_on}, ${a.until_on}, ${by.at}, ${by.staff_id})`

export const LastAsked = Type.Object({ last_asked_at: Nullable(Instant) })
export const lastAsked = (library_id: string): Query =>
  sql`select max(asked_at) as last_asked_at from patrons.magda_consultation where library_id = ${library_id}`
export const Outcomes = Type.Object({ outcome: MagdaOutcome, times: Type.Integer() })
export const outcomesSince = (library_id: string, since: string): Query => sql`
  select outcome, count(*)::integer as times from patrons.magda_consultation
   where library_id = ${library_id} and asked_at >= ${since} group by outcome order by times desc, outcome`
export const Errors = Type.Object({ code: Type.String(), times: Type.Integer() })
export const errorsSince = (library_id: string, since: string): Query => sql`
  select code, count(*)::integer as times from patrons.magda_consultation c cross join unnest(c.codes) as code
   where c.library_id = ${library_id} and c.asked_at >= ${since} and c.outcome in ('unknown', 'refused', 'away')
   group by code order by times desc, code limit 10`
