import { Nullable, OidcMapping, RoleCeiling } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export interface Subject {
  readonly issuer: string
  readonly subject: string
}
/** Answers `SignInFacts`, or no row. */
export const identityFacts = (of: Subject, workstation: Buffer | null): Query =>
  sql`select * from organisation.identity_facts(${of.issuer}, ${of.subject}, ${workstation})`

export const Linked = Type.Object({ staff_id: Nullable(Type.String()) })
export const linkIdentity = (invitation: Buffer, of: Subject, at: string): Query =>
  sql`select organisation.link_identity(${invitation}, ${of.issuer}, ${of.subject}, ${at}) as staff_id`

export const ReadingRow = Type.Object({ mapping: Nullable(OidcMapping), ceiling: Nullable(RoleCeiling) })
export const readingOfCentre = sql`
  select (select value from organisation.central_setting where key = 'staff.oidc') as mapping,
         (select value from organisation.central_setting where key = 'staff.role_ceiling') as ceiling`

/** Signed in there; where the provider asks a second step itself, that is one here. */
export const noteElsewhere = (of: {
  staff_id: string
  issuer: string
  secret_hash: Buffer
  strong: boolean
  at: string
}): Query =>
  sql`with used as (update organisation.staff_identity set last_used_at = ${of.at} where staff_id = ${of.staff_id} and issuer = ${of.issuer})
      update organisation.session set elsewhere = true, second_factor_at = case when ${of.strong} then ${of.at}::timestamptz end
       where secret_hash = ${of.secret_hash}`

/** Roles that the provider gives and the account has not: from today on, without an end, until the provider ends them. */
export const giveByClaims = (
  of: { staff_id: string; library_id: string; day: string; at: string },
  roles: readonly string[],
): Query =>
  sql`insert into organisation.staff_role (staff_id, library_id, role, level, starts_on, granted_at, by_claims)
      select ${of.staff_id}, ${of.library_id}, role, 'library', ${of.day}::date, ${of.at}, true from unnest(${roles}::text[]) as g(role)
      on conflict (staff_id, role, level, (coalesce(branch_id, 0))) do nothing`
export const dropByClaims = (staff_id: string, roles: readonly string[]): Query =>
  sql`delete from organisation.staff_role where staff_id = ${staff_id} and by_claims and role = any (${roles}::text[])`
export const ByClaims = Type.Object({ role: Type.String() })
export const rolesByClaims = (staff_id: string): Query =>
  sql`select role from organisation.staff_role where staff_id = ${staff_id} and by_claims`

export const setInvitation = (staff_id: string, hash: Buffer, until: string): Query =>
  sql`update organisation.staff set invitation_hash = ${hash}, invitation_until = ${until} where staff_id = ${staff_id}`
export const dropIdentities = (staff_id: string): Query =>
  sql`delete from organisation.staff_identity where staff_id = ${staff_id}`

export const Elsewhere = Type.Object({ elsewhere: Type.Boolean() })
export const endedElsewhere = (session_id: string, now: string): Query =>
  sql`update organisation.session set ended_at = ${now} where session_id = ${session_id} and ended_at is null returning elsewhere`

/** What the provider changed of somebody's roles stands with the changes that people make. */
export const claimsChanged = (
  of: { staff_id: string; library_id: string; name: string; at: string },
  { fresh, taken }: { fresh: readonly string[]; taken: readonly string[] },
): Query =>
  sql`insert into organisation.change (library_id, at, staff_id, what, subject, before, after)
      values (${of.library_id}, ${of.at}, ${of.staff_id}, 'finishOidc', ${of.staff_id},
              ${JSON.stringify({ name: of.name, roles: taken.map(role => ({ role })) })},
              ${JSON.stringify({ name: of.name, roles: fresh.map(role => ({ role })) })})`
