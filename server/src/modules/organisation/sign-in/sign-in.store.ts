import { Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const SignInFacts = Type.Object({
  staff_id: Type.String(),
  library_id: Type.String(),
  library_active: Type.Boolean(),
  /** Whether its agreement holds today. */
  library_agreed: Type.Boolean(),
  password_hash: Type.String(),
  locked_until: Nullable(Instant),
  failures: Type.Integer(),
  active: Type.Boolean(),
  branch_id: Nullable(Type.String()),
  workstation_id: Nullable(Type.String()),
})

export const signInFacts = (login: string, workstation: Buffer | null): Query =>
  sql`select * from organisation.sign_in_facts(${login}, ${workstation})`
/** For an unknown login with null: the same statement, so that the answer takes the same time. */
export const countFailure = (staff_id: string | null, now: string): Query =>
  sql`select organisation.sign_in_failed(${staff_id}, ${now})`

export interface NewSession {
  readonly staff_id: string
  readonly branch_id: string
  readonly workstation_id: string | null
  readonly secret_hash: Buffer
  readonly at: string
  readonly full_until: string
  readonly ends: string
  readonly fully: boolean
}
/** Null when the account was locked or closed in the meantime: guesses that ran side by side do not get past the lock. */
export const openSession = (s: NewSession): Query =>
  sql`select organisation.open_session(${s.staff_id}, ${s.branch_id}, ${s.workstation_id}, ${s.secret_hash}, ${s.at}, ${s.full_until},
        ${s.ends}, ${s.fully}) as session_id`
export const endSession = (session_id: string, now: string): Query =>
  sql`update organisation.session set ended_at = ${now} where session_id = ${session_id} and ended_at is null`

/** Colleagues of this library with this badge or these initials, and until when they signed in fully at this workstation. */
export const SwitchFacts = Type.Object({
  staff_id: Type.String(),
  pin_hash: Nullable(Type.String()),
  locked_until: Nullable(Instant),
  full_until: Nullable(Instant),
})
export const switchFacts = (
  workstation_id: string,
  by: { badge_hashes: readonly Buffer[]; initials: string | null },
): Query =>
  sql`select a.staff_id, a.pin_hash, a.locked_until, f.until as full_until
        from organisation.staff a
        left join organisation.full_sign_in f on f.staff_id = a.staff_id and f.workstation_id = ${workstation_id}
       where a.library_id = (select organisation.own_library()) and a.active and a.kind = 'person'
         and (a.badge_hash = any (${by.badge_hashes}::bytea[])
              or (a.pin_hash is not null and upper(a.initials) = upper(${by.initials})))
       order by f.until desc nulls last, a.staff_id`
export const moveSession = (session_id: string, branch_id: string): Query =>
  sql`update organisation.session set branch_id = b.branch_id, version = version + 1
        from organisation.branch b
       where session_id = ${session_id} and b.branch_id = ${branch_id} and b.library_id = organisation.session.library_id
       returning session_id`
