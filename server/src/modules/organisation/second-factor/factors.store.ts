import { Factor } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { Instant, Nullable } from '@kaft/contract'

export { Factor }
export const Left = Type.Object({ count: Type.Integer() })

export const ownFactors = (staff_id: string): Query =>
  sql`select factor_id, kind, name, added_at, last_used_at from organisation.factor
       where staff_id = ${staff_id} and confirmed_at is not null order by added_at, factor_id`

export const codesLeft = (staff_id: string): Query =>
  sql`select count(*)::integer as count from organisation.recovery_code where staff_id = ${staff_id} and used_at is null`

/** What the account is proven by before anything is added to it. */
export const Holder = Type.Object({
  login: Type.String(),
  password_hash: Type.String(),
  locked_until: Nullable(Instant),
})
export const holder = (staff_id: string): Query =>
  sql`select login, password_hash, locked_until from organisation.staff where staff_id = ${staff_id}`

export interface Owner {
  readonly staff_id: string
  readonly library_id: string
}
export const Made = Type.Object({ factor_id: Type.String() })
/** One begun app at a time: the one before was never confirmed and opens nothing. */
export const dropBegun = (staff_id: string): Query =>
  sql`delete from organisation.factor where staff_id = ${staff_id} and confirmed_at is null`
export const insertTotp = (of: Owner, sealed: string, at: string): Query =>
  sql`insert into organisation.factor (staff_id, library_id, kind, name, added_at, sealed_secret)
      values (${of.staff_id}, ${of.library_id}, 'totp', '', ${at}, ${sealed}) returning factor_id`

export const Totp = Type.Object({
  factor_id: Type.String(),
  sealed_secret: Type.String(),
  last_step: Nullable(Type.String()),
})
/** Held until the end of the transaction, so that two who send one code come one by one. */
export const begunTotp = (staff_id: string, factor_id: string): Query =>
  sql`select factor_id, sealed_secret, last_step from organisation.factor
       where staff_id = ${staff_id} and factor_id = ${factor_id} and kind = 'totp' and confirmed_at is null for update`
export const ownTotps = (staff_id: string): Query =>
  sql`select factor_id, sealed_secret, last_step from organisation.factor
       where staff_id = ${staff_id} and kind = 'totp' and confirmed_at is not null order by factor_id for update`

export const confirmFactor = (factor_id: string, to: { name: string; step: number; at: string }): Query =>
  sql`update organisation.factor set confirmed_at = ${to.at}, name = ${to.name}, last_step = ${to.step}, last_used_at = ${to.at}
       where factor_id = ${factor_id}`
export const useStep = (factor_id: string, step: number, at: string): Query =>
  sql`update organisation.factor set last_step = ${step}, last_used_at = ${at} where factor_id = ${factor_id}`

export interface NewPasskey {
  readonly name: string
  readonly credential_id: string
  readonly public_key: Buffer
  readonly sign_count: number
  readonly transports: readonly string[]
}
export const insertPasskey = (of: Owner, key: NewPasskey, at: string): Query =>
  sql`insert into organisation.factor (staff_id, library_id, kind, name, added_at, confirmed_at, credential_id, public_key, sign_count, transports)
      values (${of.staff_id}, ${of.library_id}, 'passkey', ${key.name}, ${at}, ${at}, ${key.credential_id}, ${key.public_key},
              ${key.sign_count}, ${key.transports}::text[])
      on conflict (library_id, credential_id) do nothing returning factor_id`

export const Passkey = Type.Object({
  factor_id: Type.String(),
  credential_id: Type.String(),
  public_key: Type.Unknown(),
  sign_count: Type.String(),
  transports: Nullable(Type.Array(Type.String())),
})
export const ownPasskeys = (staff_id: string): Query =>
  sql`select factor_id, credential_id, public_key, sign_count, transports from organisation.factor
       where staff_id = ${staff_id} and kind = 'passkey' order by factor_id`
export const usePasskey = (factor_id: string, sign_count: number, at: string): Query =>
  sql`update organisation.factor set sign_count = ${sign_count}, last_used_at = ${at} where factor_id = ${factor_id}`

export const dropFactor = (staff_id: string, factor_id: string): Query =>
  sql`delete from organisation.factor where staff_id = ${staff_id} and factor_id = ${factor_id} and confirmed_at is not null
      returning factor_id`
export const dropFactors = (staff_id: string): Query =>
  sql`with codes as (delete from organisation.recovery_code where staff_id = ${staff_id})
      delete from organisation.factor where staff_id = ${staff_id}`
/** Who takes the last second step away keeps no codes that stand in for it. */
export const dropIdleCodes = (staff_id: string): Query =>
  sql`delete from organisation.recovery_code c where c.staff_id = ${staff_id}
       and not exists (select from organisation.factor f where f.staff_id = c.staff_id and f.confirmed_at is not null)`

export const setCodes = (of: Owner, hashes: readonly Buffer[]): Query =>
  sql`with gone as (delete from organisation.recovery_code where staff_id = ${of.staff_id})
      insert into organisation.recovery_code (staff_id, library_id, code_hash)
      select ${of.staff_id}, ${of.library_id}, hash from unnest(${hashes}::bytea[]) as c(hash)`
export const useCode = (staff_id: string, hashes: readonly Buffer[], at: string): Query =>
  sql`update organisation.recovery_code set used_at = ${at}
       where staff_id = ${staff_id} and code_hash = any (${hashes}::bytea[]) and used_at is null returning 1 as used`

/** The version makes every process read the facts of the session again. */
export const noteProven = (session_id: string, at: string): Query =>
  sql`update organisation.session set second_factor_at = ${at}, version = version + 1 where session_id = ${session_id}`
export const setChallenge = (session_id: string, challenge: string, until: string): Query =>
  sql`update organisation.session set challenge = ${challenge}, challenge_until = ${until} where session_id = ${session_id}`
export const Challenge = Type.Object({ challenge: Nullable(Type.String()) })
/** A question is answered once: reading it takes it away. */
export const takeChallenge = (session_id: string, now: string): Query =>
  sql`with asked as (select session_id, challenge, challenge_until from organisation.session where session_id = ${session_id} for update)
      update organisation.session s set challenge = null, challenge_until = null from asked a
       where s.session_id = a.session_id
      returning case when a.challenge_until > ${now} then a.challenge end as challenge`

/** Whether this session proved a second step, and whether the account has one. */
export const Standing = Type.Object({ proven: Type.Boolean(), enrolled: Type.Boolean() })
export const standing = (session_id: string, staff_id: string): Query =>
  sql`select s.second_factor_at is not null as proven,
             exists (select from organisation.factor f where f.staff_id = ${staff_id} and f.confirmed_at is not null) as enrolled
        from organisation.session s where s.session_id = ${session_id}`
