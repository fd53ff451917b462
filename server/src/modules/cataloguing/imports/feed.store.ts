import { Id, ImportRules, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const FedProfile = Type.Object({
  profile_id: Id,
  library_id: Id,
  rules: ImportRules,
  fed_at: Nullable(Instant),
  fed: Type.Record(Type.String(), Type.String()),
  changed_by: Nullable(Id),
  busy: Type.Boolean(),
})
export type FedProfile = Type.Static<typeof FedProfile>

/** Profiles of the entered library that are fed, and whether an import by them is under way. */
export const fedProfiles: Query = sql`
  select p.profile_id, p.library_id, p.rules, p.fed_at, p.fed, p.changed_by,
         exists (select from cataloguing.import i where i.profile_id = p.profile_id and i.state in ('open', 'checking', 'loading', 'reverting')
                    and i.started_at is not null) as busy
    from cataloguing.import_profile p
   where p.library_id = (select organisation.own_library()) and p.ended_at is null and p.rules -> 'feed' <> 'null'::jsonb order by p.profile_id`

/** What was taken is noted with the import that takes it: a break in the middle takes it again. */
export const noteFed = (
  profile_id: string,
  of: { readonly at: string | null; readonly files: object },
): Query => sql`
  update cataloguing.import_profile set fed_at = coalesce(${of.at}::timestamptz, fed_at), fed = fed || ${JSON.stringify(of.files)}::jsonb
   where profile_id = ${profile_id}`
export const startFed = (import_id: string, bytes: number, at: string): Query => sql`
  update cataloguing.import set state = 'loading', whole = true, bytes = ${bytes}, started_at = ${at}::timestamptz where import_id = ${import_id}`
export const dropImport = (import_id: string): Query =>
  sql`delete from cataloguing.import where import_id = ${import_id}`

/** Notes by which name a repository knows each record. */
export const noteNames = (
  profile_id: string,
  named: readonly { readonly identifier: string; readonly control_number: string }[],
): Query => sql`
  insert into cataloguing.fed_record as f (profile_id, identifier, control_number)
  select distinct on (x.identifier) ${profile_id}::bigint, x.identifier, x.control_number
    from unnest(${named.map(n => n.identifier)}::text[], ${named.map(n => n.control_number)}::text[]) as x(identifier, control_number)
  on conflict (profile_id, identifier) do update set control_number = excluded.control_number where f.control_number <> excluded.control_number`
export const Numbered = Type.Object({ control_number: Type.String() })
/** The numbers of records that a repository no longer has, by its names. */
export const numbersOfNames = (profile_id: string, names: readonly string[]): Query => sql`
  select f.control_number from cataloguing.fed_record f where f.profile_id = ${profile_id} and f.identifier = any (${names}::text[])`
