import { Id, ImportProfile } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export { ImportProfile as ProfileRow }
export const ownProfiles: Query = sql`
  select profile_id, name, rules, changed_at, fed_at from cataloguing.import_profile
   where library_id = (select organisation.own_library()) and ended_at is null order by lower(name), profile_id limit 200`
export const profileById = (profile_id: string | null): Query =>
  sql`select profile_id, name, rules, changed_at, fed_at from cataloguing.import_profile where profile_id = ${profile_id}::bigint and ended_at is null`
export const namesake = (library_id: string, name: string, but: string | null): Query => sql`
  select profile_id from cataloguing.import_profile where library_id = ${library_id} and name = ${name} and profile_id is distinct from ${but}::bigint`

export const Place = Type.Object({
  code: Type.String(),
  only: Type.Boolean(),
  branches: Type.Array(Type.String()),
})
export type Place = Type.Static<typeof Place>
/** What the rules of a profile may name: the own source, the own branches. */
export const placeOf = (library_id: string): Query => sql`
  select l.code, (select count(*) from organisation.library x where x.active) = 1 as only,
         coalesce((select jsonb_agg(lower(b.code)) from organisation.branch b where b.library_id = l.library_id), '[]') as branches
    from organisation.library l where l.library_id = ${library_id}`

interface Saved {
  readonly library_id: string
  readonly name: string
  readonly rules: object
  readonly central: boolean
  readonly at: string
  readonly staff_id: string
}
export const MadeProfile = Type.Object({ profile_id: Id })
export const insertProfile = (of: Saved): Query => sql`
  insert into cataloguing.import_profile (library_id, name, rules, central, changed_at, changed_by)
  values (${of.library_id}, ${of.name}, ${JSON.stringify(of.rules)}, ${of.central}, ${of.at}::timestamptz, ${of.staff_id}) returning profile_id`
export const updateProfile = (profile_id: string, of: Saved): Query => sql`
  update cataloguing.import_profile set name = ${of.name}, rules = ${JSON.stringify(of.rules)}, central = ${of.central}, changed_at = ${of.at}::timestamptz, changed_by = ${of.staff_id}
   where profile_id = ${profile_id} returning profile_id`
