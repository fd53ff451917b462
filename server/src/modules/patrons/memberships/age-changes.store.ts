import { BirthOn, Day, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'
import { settingOf } from './membership-types.store.ts'

/** A kind that somebody grows out of: from the birthday on which they are one year older than its last age. */
export interface Outgrown {
  readonly type: string
  readonly age: number
  /** Born from this day … */
  readonly born_from: string
  /** … up to and including this one. */
  readonly born_until: string
}
export const AgeRow = Type.Object({
  patron_id: Id,
  family_name: Type.String(),
  given_name: Type.String(),
  birth_on: BirthOn,
  postcode: Nullable(Type.String()),
  category: Nullable(Type.String()),
  social_until: Nullable(Day),
  membership_type: Type.String(),
  member_until: Nullable(Day),
  /** The birthday as text; in a year without 29 February it names that day all the same. */
  turns: Type.String(),
})
export type AgeRow = Static<typeof AgeRow>

/**
 * Running memberships whose holder is or becomes too old for their kind, birthday by birthday. Only whole birth dates:
 * who knows a year only has no birthday. The index on library and birth date serves each kind.
 */
export const outgrownQuery = (
  library_id: string,
  kinds: readonly Outgrown[],
  at: {
    readonly today: string
    readonly after: { readonly turns: string; readonly patron_id: string } | null
    readonly most: number
  },
): Query => sql`
  select x.* from (
    select p.patron_id, p.family_name, p.given_name, p.birth_on, p.postcode, p.category, p.social_until, p.membership_type, p.member_until,
           (left(p.birth_on, 4)::integer + k.age)::text || substr(p.birth_on, 5) as turns
      from unnest(${kinds.map(k => k.type)}::text[], ${kinds.map(k => k.age)}::integer[], ${kinds.map(k => k.born_from)}::text[],
                  ${kinds.map(k => k.born_until)}::text[]) as k(type, age, born_from, born_until)
      join patrons.patron p on p.library_id = ${library_id} and p.birth_on >= k.born_from and p.birth_on <= k.born_until
       and p.membership_type = k.type
     where char_length(p.birth_on) = 10 and p.end_reason is null and p.merged_into is null and not ${restrictedFor('administration')} and (p.member_until is null or p.member_until >= ${at.today}::date)) x
   where ${at.after?.turns ?? null}::text is null
      or (x.turns, x.patron_id) > (${at.after?.turns ?? ''}, ${at.after?.patron_id ?? '0'}::bigint)
   order by x.turns, x.patron_id limit ${at.most}`

export const AgeSettings = Type.Object({ membership_types: Type.Unknown(), age_change: Type.Unknown() })
export const ageSettings = sql`select ${settingOf('patrons.membership_types')} as membership_types, ${settingOf('patrons.age_change')} as age_change`

/** The new kinds, each with the row that remembers it. The last day stays; the fee comes with the next renewal. */
export const changeTypes = (
  rows: readonly { readonly patron_id: string; readonly type: string }[],
  at: { readonly now: string; readonly today: string },
): Query => sql`
  with changed as (
    update patrons.patron p set membership_type = n.type
      from unnest(${rows.map(r => r.patron_id)}::bigint[], ${rows.map(r => r.type)}::text[]) as n(patron_id, type)
     where p.patron_id = n.patron_id returning p.patron_id, p.library_id, p.membership_type, p.member_until)
  insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, fee_because, made_at)
  select library_id, patron_id, membership_type, ${at.today}::date, member_until, 0, 'age', ${at.now}::timestamptz from changed`
