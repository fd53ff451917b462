import { BirthOn, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What a machine may be told of a patron, as far as its profile goes. */
export const SelfRow = Type.Object({
  patron_id: Id,
  library_id: Id,
  given_name: Type.String(),
  family_name: Type.String(),
  birth_on: Nullable(BirthOn),
  language: Type.String(),
  email: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  street: Nullable(Type.String()),
  postcode: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
  card: Nullable(Type.String()),
})
export type SelfRow = Static<typeof SelfRow>

/** The code of a library, under which the consortium knows it. */
export const OwnerRow = Type.Object({ code: Type.String() })
export const ownerOf = (item_id: string): Query => sql`
  select l.code from inventory.item i join organisation.library l on l.library_id = i.library_id where i.item_id = ${item_id}`

/** `card`: the code by which answers name the patron, the newest active library card unless one was read. */
export const selfRow = (patron_id: string): Query => sql`
  select p.patron_id, p.library_id, p.given_name, p.family_name, p.birth_on, p.language, p.email, p.phone, p.street, p.postcode, p.municipality,
         (select c.code from patrons.card c where c.patron_id = p.patron_id and c.state = 'active' and c.kind = 'library' order by c.card_id desc limit 1) as card
    from patrons.patron p where p.patron_id = ${patron_id}`
