import { type Audience, leftOutReasons, OneOf, settings } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { isTold, restrictedFor } from '../../patrons/index.ts'

const AGE_KEY = 'messages.news_from_age'
/** Younger than this nobody gets news from the library of the session. */
export const leastAge: Query = sql`coalesce((select (s.value #>> '{}')::integer from organisation.setting s
  where s.library_id = (select organisation.own_library()) and s.key = ${AGE_KEY}), ${settings[AGE_KEY].default})`

/** The latest and the earliest day that a birth of which only year or month is known can be. */
const bornLatest = sql`case length(p.birth_on) when 4 then p.birth_on || '-12-31' when 7 then p.birth_on || '-31' else p.birth_on end`
const bornEarliest = sql`case length(p.birth_on) when 4 then p.birth_on || '-01-01' when 7 then p.birth_on || '-01' else p.birth_on end`
const yearsBefore = (today: string, years: Query): Query =>
  sql`to_char(${today}::date - make_interval(years => ${years}), 'YYYY-MM-DD')`

export type By = 'email' | 'post'
/**
 * Why a patron `p` gets no news now, the strongest reason first; null for who does. An objection stands above a consent that
 * was given (AVG art. 21(3)); whose age is not known is taken to be too young.
 */
export const leftOut = (today: string, by: By): Query => sql`
  case when exists (select from privacy.restriction r where r.patron_id = p.patron_id and r.lifted_at is null and r.cause = 'objection'
                     and 'communication' = any (r.purposes)) then 'objected'
       when ${restrictedFor('communication')} then 'restricted'
       when not p.news then 'no_consent'
       when p.birth_on is null or ${bornLatest} > ${yearsBefore(today, leastAge)} then 'minor'
       when ${by === 'email' ? sql`p.email is null` : sql`p.street is null or p.municipality is null or p.address_protected`} then 'no_address'
  end`

/** Whether a patron `p` is a member of the own library now and fits what was chosen. */
const chosen = (library_id: string, a: Audience, today: string): Query => sql`
  p.library_id = ${library_id} and ${isTold(sql`${today}::date`)} and p.membership_type <> 'online'
  and (cardinality(${a.membership_types}::text[]) = 0 or p.membership_type = any (${a.membership_types}::text[]))
  and (cardinality(${a.postcodes}::text[]) = 0 or p.postcode = any (${a.postcodes}::text[]))
  and (${a.age_from}::integer is null or ${bornLatest} <= ${yearsBefore(today, sql`${a.age_from}::integer`)})
  and (${a.age_to}::integer is null or ${bornEarliest} > ${yearsBefore(today, sql`${a.age_to}::integer + 1`)})`

export interface Wanted {
  readonly library_id: string
  readonly audience: Audience
  readonly today: string
  readonly by: By
}

const Why = OneOf(leftOutReasons)
export const ReachRow = Type.Object({
  why: Type.Union([Why, Type.Null()]),
  people: Type.Integer(),
  least_age: Type.Integer(),
})
/** How many are in, and how many are left out for which reason; one row at least, so that the least age is told. */
export const countReach = (of: Wanted): Query => sql`
  select x.why, count(x.patron_id)::integer as people, ${leastAge} as least_age
    from (select null::text as why, null::bigint as patron_id
          union all select ${leftOut(of.today, of.by)}, p.patron_id from patrons.patron p where ${chosen(of.library_id, of.audience, of.today)}) x
   group by x.why`

export const Person = Type.Object({ patron_id: Type.String() })
/** Who is in, by id. */
export const choosePeople = (of: Wanted, most: number): Query => sql`
  select p.patron_id from patrons.patron p
   where ${chosen(of.library_id, of.audience, of.today)} and (${leftOut(of.today, of.by)}) is null order by p.patron_id limit ${most}`

/** Who is in behind a place, for a run that goes on where it was: rows `patron_id`, `left_out`. */
export const nextPeople = (of: Wanted, after: Query, most: number): Query => sql`
  select p.patron_id, (${leftOut(of.today, of.by)}) as left_out from patrons.patron p
   where ${chosen(of.library_id, of.audience, of.today)} and p.patron_id > ${after} order by p.patron_id limit ${most}`
