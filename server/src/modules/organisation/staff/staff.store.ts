import { Nullable, type StaffMember } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Given } from './grant.rules.ts'

export type Member = Static<typeof StaffMember>

const members = (now: string) => sql`
  select a.staff_id, a.login, a.name, a.initials, a.active,
         (a.locked_until is not null and a.locked_until > ${now}) as locked, a.left_at, a.leaves_on,
         (select count(*)::integer from organisation.factor f where f.staff_id = a.staff_id and f.confirmed_at is not null) as second_factors,
         exists (select from organisation.staff_identity i where i.staff_id = a.staff_id) as signs_in_elsewhere,
         coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'level', r.level, 'branch_id', r.branch_id::text,
                     'starts_on', r.starts_on, 'ends_on', r.ends_on) order by r.role, r.level, r.branch_id)
                     from organisation.staff_role r where r.staff_id = a.staff_id), '[]') as roles,
         coalesce((select jsonb_agg(jsonb_build_object('granted_at', base.iso(r.granted_at), 'granted_by', g.name)
                            order by r.role, r.level, r.branch_id)
                     from organisation.staff_role r left join organisation.staff g on g.staff_id = r.granted_by
                    where r.staff_id = a.staff_id), '[]') as grants
    from organisation.staff a`

export const ownMembers = (library_id: string, now: string): Query =>
  sql`${members(now)} where a.library_id = ${library_id} and a.kind <> 'machine' order by a.name, a.staff_id`

export const ownMember = (staff_id: string, library_id: string, now: string): Query =>
  sql`${members(now)} where a.staff_id = ${staff_id} and a.library_id = ${library_id} and a.kind <> 'machine'`

/** Of these branches, those of the own library. */
export const ownBranches = (branch_ids: readonly string[], library_id: string): Query =>
  sql`select branch_id from organisation.branch where branch_id = any (${branch_ids}::bigint[]) and library_id = ${library_id}`

/** How an account is proven; each absent part stays as it is. */
export interface Secrets {
  readonly password_hash: string | null
  readonly pin_hash: string | null
  readonly badge_hash: Buffer | null
}

/** Another account that carries this badge already, of any of the hashes that it may be stored under. */
export const badgeHolder = (hashes: readonly Buffer[], except: string): Query =>
  sql`select staff_id from organisation.staff where badge_hash = any (${hashes}::bytea[]) and staff_id <> ${except}`

export interface NewMember {
  readonly library_id: string
  readonly login: string
  readonly name: string
  readonly initials: string
}
export const Made = Type.Object({ staff_id: Nullable(Type.String()) })
/** Answers no row when the login is taken, here or in any other library. */
export const insertMember = (m: NewMember, secrets: Secrets): Query =>
  sql`insert into organisation.staff (library_id, login, name, initials, password_hash, pin_hash, badge_hash, active)
      values (${m.library_id}, ${m.login}, ${m.name}, ${m.initials}, ${secrets.password_hash}, ${secrets.pin_hash},
              ${secrets.badge_hash}, true)
      on conflict (login) do nothing returning staff_id`

/** The version makes every process read the facts of this person's sessions again. */
export const updateMember = (
  staff_id: string,
  to: { name: string; initials: string; active: boolean; unlock: boolean },
  secrets: Secrets,
): Query =>
  sql`update organisation.staff
         set name = ${to.name}, initials = ${to.initials}, active = ${to.active},
             left_at = case when ${to.active} then null else left_at end,
             leaves_on = case when ${to.active} then leaves_on end,
             failures = case when ${to.unlock} then 0 else failures end,
             locked_until = case when ${to.unlock} then null else locked_until end,
             password_hash = coalesce(${secrets.password_hash}, password_hash),
             pin_hash = coalesce(${secrets.pin_hash}, pin_hash),
             badge_hash = coalesce(${secrets.badge_hash}, badge_hash), version = version + 1
       where staff_id = ${staff_id}`

/** Of the own account: what was not asked stays. Whoever knows the password is locked out by no earlier mistake. */
export const setOwnSecret = (staff_id: string, to: Omit<Secrets, 'badge_hash'>): Query =>
  sql`update organisation.staff
         set password_hash = coalesce(${to.password_hash}, password_hash), pin_hash = coalesce(${to.pin_hash}, pin_hash),
             failures = 0, version = version + 1
       where staff_id = ${staff_id} returning staff_id`

/** Roles that go, and roles that come or get other days. Who granted a role that stays, stays its grantor. */
export const dropRoles = (staff_id: string, kept: readonly Given[]): Query =>
  sql`delete from organisation.staff_role r
       where r.staff_id = ${staff_id} and not exists (
         select from unnest(${kept.map(k => k.role)}::text[], ${kept.map(k => k.level)}::text[],
                            ${kept.map(k => k.branch_id)}::bigint[]) as k(role, level, branch_id)
          where k.role = r.role and k.level = r.level and k.branch_id is not distinct from r.branch_id)`
export const setRoles = (
  to: { staff_id: string; library_id: string; granted_by: string; at: string },
  given: readonly Given[],
): Query =>
  sql`insert into organisation.staff_role (staff_id, library_id, role, level, branch_id, starts_on, ends_on, granted_by, granted_at)
      select ${to.staff_id}, ${to.library_id}, role, level, branch_id, starts_on, ends_on, ${to.granted_by}, ${to.at}
        from unnest(${given.map(g => g.role)}::text[], ${given.map(g => g.level)}::text[], ${given.map(g => g.branch_id)}::bigint[],
                    ${given.map(g => g.starts_on)}::date[], ${given.map(g => g.ends_on)}::date[])
             as g(role, level, branch_id, starts_on, ends_on)
      on conflict (staff_id, role, level, (coalesce(branch_id, 0)))
      do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on, granted_by = excluded.granted_by,
        granted_at = excluded.granted_at, confirmed_at = null, confirmed_by = null, by_claims = false`

/** Ends the sessions of a person, but for the one given, and asks for a full sign-in everywhere. */
export const endSessions = (staff_id: string, except: string | null, now: string): Query =>
  sql`with gone as (delete from organisation.full_sign_in where staff_id = ${staff_id})
      update organisation.session set ended_at = ${now}
       where staff_id = ${staff_id} and session_id is distinct from ${except}::bigint and ended_at is null returning session_id`
