import { CertificationLine } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Given } from './grant.rules.ts'

export const Line = CertificationLine
export const Due = Type.Object({ count: Type.Integer() })

export interface Looked {
  readonly library_id: string
  readonly day: string
  /** Whoever was last looked at then or before is due. */
  readonly before: string
}

/** Accounts that hold something today or later, by name, each with all of its roles: a page ends with a person. */
export const linesAfter = ({ library_id, day, before }: Looked, after: string | null, most: number): Query =>
  sql`with page as (
        select a.staff_id, a.name, a.login from organisation.staff a
         where a.library_id = ${library_id} and a.kind <> 'machine' and a.active
           and exists (select from organisation.staff_role r where r.staff_id = a.staff_id and (r.ends_on is null or r.ends_on >= ${day}::date))
           and (${after}::bigint is null or (a.name, a.staff_id) >
                 (select l.name, l.staff_id from organisation.staff l where l.staff_id = ${after}::bigint))
         order by a.name, a.staff_id limit ${most})
      select p.staff_id, p.name, p.login, r.role, r.level, r.branch_id, r.starts_on, r.ends_on, r.granted_at, g.name as granted_by,
             r.confirmed_at, c.name as confirmed_by, coalesce(r.confirmed_at, r.granted_at) <= ${before} as due
        from page p join organisation.staff_role r on r.staff_id = p.staff_id
        left join organisation.staff g on g.staff_id = r.granted_by
        left join organisation.staff c on c.staff_id = r.confirmed_by
       where r.ends_on is null or r.ends_on >= ${day}::date
       order by p.name, p.staff_id, r.role, r.level, r.branch_id`

export const dueCount = ({ library_id, day, before }: Looked): Query =>
  sql`select count(*)::integer as count from organisation.staff_role r join organisation.staff a on a.staff_id = r.staff_id
       where r.library_id = ${library_id} and a.kind <> 'machine' and a.active
         and (r.ends_on is null or r.ends_on >= ${day}::date) and coalesce(r.confirmed_at, r.granted_at) <= ${before}`

/** Roles that hold or will hold, how many of them wait for a look, and whether the library is open. */
export const RolesSeen = Type.Object({
  open: Type.Boolean(),
  roles: Type.Integer(),
  roles_due: Type.Integer(),
})
export const rolesSeen = ({ library_id, day, before }: Looked): Query =>
  sql`select organisation.stands(l.active, l.agreed) as open, count(r.staff_id)::integer as roles,
             (count(*) filter (where coalesce(r.confirmed_at, r.granted_at) <= ${before}))::integer as roles_due
        from organisation.library l
        left join (organisation.staff_role r join organisation.staff a on a.staff_id = r.staff_id and a.kind <> 'machine' and a.active)
               on r.library_id = l.library_id and (r.ends_on is null or r.ends_on >= ${day}::date)
       where l.library_id = ${library_id} group by l.library_id`

/**
 * The role stays what it was: who gave it, and until when. Whoever may not give a role may still say that it is needed,
 * so this writes the two columns of the look alone.
 */
export const confirmRole = (
  staff_id: string,
  { role, level, branch_id }: Pick<Given, 'role' | 'level' | 'branch_id'>,
  by: { staff_id: string; at: string },
): Query =>
  sql`update organisation.staff_role set confirmed_at = ${by.at}, confirmed_by = ${by.staff_id}
       where staff_id = ${staff_id} and role = ${role} and level = ${level} and branch_id is not distinct from ${branch_id}::bigint`

/** Makes every process read the facts of this person's sessions again. */
export const bumpMember = (staff_id: string): Query =>
  sql`update organisation.staff set version = version + 1 where staff_id = ${staff_id}`

/** What the account could open is gone from it; its name stays with what it did. No password fits the word that is left. */
export const closeMember = (staff_id: string, at: string): Query =>
  sql`update organisation.staff
         set active = false, left_at = ${at}, leaves_on = null, password_hash = 'none', pin_hash = null, badge_hash = null,
             invitation_hash = null, invitation_until = null, version = version + 1
       where staff_id = ${staff_id}`

/** The last day at work, or none. Sessions end at midnight by themselves; after this day no new one opens. */
export const setLeaving = (staff_id: string, on: string | null): Query =>
  sql`update organisation.staff set leaves_on = ${on}::date, version = version + 1 where staff_id = ${staff_id}`

/** Ends the accounts whose last day is over, and records it; nobody signed in did it. */
export const closeLeavers = (
  library_id: string,
  { today, now, most }: { today: string; now: string; most: number },
): Query =>
  sql`with leaver as (
        update organisation.staff a
           set active = false, left_at = ${now}, leaves_on = null, password_hash = 'none', pin_hash = null, badge_hash = null,
               invitation_hash = null, invitation_until = null, version = a.version + 1
         where a.staff_id in (select s.staff_id from organisation.staff s
                               where s.library_id = ${library_id} and s.leaves_on < ${today}::date and s.active limit ${most})
        returning a.staff_id, a.name, a.initials),
      dropped as (delete from organisation.staff_role r using leaver l where r.staff_id = l.staff_id),
      identities as (delete from organisation.staff_identity i using leaver l where i.staff_id = l.staff_id),
      factors as (delete from organisation.factor f using leaver l where f.staff_id = l.staff_id),
      codes as (delete from organisation.recovery_code c using leaver l where c.staff_id = l.staff_id),
      switched as (delete from organisation.full_sign_in f using leaver l where f.staff_id = l.staff_id),
      recorded as (
        insert into organisation.change (library_id, at, staff_id, what, subject, before, after)
        select ${library_id}, ${now}, null, 'endAccount', l.staff_id::text,
               jsonb_build_object('name', l.name, 'initials', l.initials, 'active', true),
               jsonb_build_object('name', l.name, 'initials', l.initials, 'active', false, 'left', true)
          from leaver l)
      select count(*)::integer as gone from leaver`
