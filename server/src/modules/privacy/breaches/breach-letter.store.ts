import { Day, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { letterAddress } from '../../patrons/index.ts'

const text = Nullable(Type.String())
export const ToldRow = Type.Object({
  patron_id: Id,
  given_name: Type.String(),
  family_name: Type.String(),
  care_of: text,
  street: text,
  postcode: text,
  municipality: text,
  told_on: Day,
})
export type ToldRow = Static<typeof ToldRow>

/** So many letters in one file are made in a second or two. */
export const MOST_LETTERS = 100
/**
 * Readers of the own library who were told of a breach: one of them, or those who get it on paper, or all. Whoever was erased or
 * died since gets no letter.
 */
export const lettersOf = (
  breach_id: string,
  of: { today: string; patron_id?: string; who?: 'paper' | 'all'; after?: string },
): Query => sql`
  select p.patron_id, p.given_name, p.family_name, post.care_of, post.street, post.postcode, post.municipality,
         (r.told_at at time zone 'Europe/Brussels')::date as told_on
    from privacy.breach_person r join patrons.patron p on p.patron_id = r.patron_id
    ${letterAddress(of.today)}
   where r.breach_id = ${breach_id} and r.library_id = (select organisation.own_library()) and r.told_at is not null and not p.deceased
     and r.patron_id > ${of.after ?? '0'} and (${of.patron_id ?? null}::bigint is null or r.patron_id = ${of.patron_id ?? null})
     and (${of.who === 'paper'} is not true or exists (
           select from messaging.message m where m.patron_id = r.patron_id and m.breach_id = r.breach_id and m.channel = 'letter'))
   order by r.patron_id limit ${MOST_LETTERS + 1}`
