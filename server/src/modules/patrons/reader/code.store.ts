import { Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { letterAddress } from '../contact/contact.store.ts'

/** Keeps the hash of a new code, and ends the code of an earlier letter. */
export const handCode = (
  ctx: StaffCtx,
  of: {
    readonly patron_id: string
    readonly reference: string
    readonly hash: string
    readonly until: string
  },
): Query =>
  sql`select patrons.hand_reader_code(${of.patron_id}, ${of.reference}::uuid, ${of.hash}, ${ctx.now.toString()}, ${of.until}, ${ctx.actor.staff_id})`
export const endCodes = (patron_id: string, now: string): Query =>
  sql`select patrons.end_reader_codes(${patron_id}, ${now})`

export const Tried = Type.Object({ reference: Type.String(), code_hash: Type.String() })
export const tryCodes = (card: string, now: string): Query =>
  sql`select * from patrons.try_reader_codes(${card}, ${now})`
export const openCode = (reference: string, until: string): Query =>
  sql`select patrons.open_reader_code(${reference}::uuid, ${until})`

export const Addressee = Type.Object({
  given_name: Type.String(),
  family_name: Type.String(),
  care_of: Nullable(Type.String()),
  street: Nullable(Type.String()),
  postcode: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
  library_name: Type.String(),
})
export type Addressee = Static<typeof Addressee>
export const addresseeQuery = (patron_id: string, today: string): Query => sql`
  select p.given_name, p.family_name, post.care_of, post.street, post.postcode, post.municipality, l.name as library_name
    from patrons.patron p join organisation.library l on l.library_id = p.library_id ${letterAddress(today)}
   where p.patron_id = ${patron_id}`
