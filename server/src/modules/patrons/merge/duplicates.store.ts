import { Day, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { settingOf } from '../memberships/membership-types.store.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'

const Side = Type.Object({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  family_name: Type.String(),
  given_name: Type.String(),
  former_names: Type.Array(Type.String()),
  birth_year: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
  membership_type: Type.String(),
  member_until: Nullable(Day),
  card_tail: Type.String(),
})
export type Side = Static<typeof Side>
export const PairRow = Type.Object({
  one: Side,
  other: Side,
  email: Type.Boolean(),
  phone: Type.Boolean(),
  address: Type.Boolean(),
  membership_types: Type.Unknown(),
})
export type PairRow = Static<typeof PairRow>

const side = (
  p: Query,
): Query => sql`json_build_object('patron_id', ${p}.patron_id::text, 'library_id', ${p}.library_id::text,
  'library_name', l.name, 'family_name', ${p}.family_name, 'given_name', ${p}.given_name, 'former_names', ${p}.former_names,
  'birth_year', left(${p}.birth_on, 4), 'municipality', ${p}.municipality, 'membership_type', ${p}.membership_type,
  'member_until', ${p}.member_until, 'card_tail', coalesce((select c.tail from patrons.card c
     where c.patron_id = ${p}.patron_id and c.state = 'active' order by c.card_id desc limit 1), ''))`

/** A street as people write it: small letters, no spaces and points. */
const street = (p: Query): Query => sql`regexp_replace(lower(${p}.street), '[^a-z0-9]', '', 'g')`

/**
 * Pairs of the own library with one birth date that share an address, a telephone number or an e-mail address; whether
 * their names fit is for the caller, who can fold names. Two numbers are two people, and who was told apart stays so.
 */
export const pairsQuery = (
  library_id: string,
  after: { readonly one: string; readonly other: string },
  most: number,
): Query => sql`
  select ${side(sql`a`)} as one, ${side(sql`b`)} as other, x.email, x.phone, x.address, ${settingOf('patrons.membership_types')} as membership_types
    from patrons.patron a
    join patrons.patron b on b.library_id = a.library_id and b.birth_on = a.birth_on and b.patron_id > a.patron_id
    join organisation.library l on l.library_id = a.library_id
   cross join lateral (select coalesce(a.email_folded = b.email_folded, false) as email, coalesce(a.phone_folded = b.phone_folded, false) as phone,
           coalesce(a.postcode = b.postcode and ${street(sql`a`)} = ${street(sql`b`)}, false) as address) x
   where a.library_id = ${library_id} and a.merged_into is null and b.merged_into is null and (x.email or x.phone or x.address)
     and (a.person_id is null or b.person_id is null)
     and not ${restrictedFor('administration', sql`a`)} and not ${restrictedFor('administration', sql`b`)}
     and (a.patron_id, b.patron_id) > (${after.one}::bigint, ${after.other}::bigint)
     and not exists (select from patrons.apart s where s.library_id = a.library_id and s.low_id = a.patron_id and s.high_id = b.patron_id)
   order by a.patron_id, b.patron_id limit ${most}`

export const Owner = Type.Object({ patron_id: Id, library_id: Id })
export const ownersQuery = (a: string, b: string): Query =>
  sql`select patron_id, library_id from patrons.patron where patron_id = any (array[${a}::bigint, ${b}::bigint])`
const ordered = (a: string, b: string): Query =>
  sql`least(${a}::bigint, ${b}::bigint), greatest(${a}::bigint, ${b}::bigint)`
export const setApart = (ctx: StaffCtx, a: string, b: string): Query =>
  sql`insert into patrons.apart (library_id, low_id, high_id, said_at, said_by)
      select ${ctx.actor.library_id}::bigint, ${ordered(a, b)}, ${ctx.now.toString()}::timestamptz, ${ctx.actor.staff_id}::bigint
      on conflict do nothing`
export const unsetApart = (ctx: StaffCtx, a: string, b: string): Query =>
  sql`delete from patrons.apart where library_id = ${ctx.actor.library_id} and (low_id, high_id) = (${ordered(a, b)})`
