import { Day, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const OwnPatron = Type.Object({
  patron_id: Id,
  library_id: Id,
  membership_type: Type.String(),
  member_until: Nullable(Day),
  birth_on: Nullable(Type.String()),
})
export type OwnPatron = Static<typeof OwnPatron>

/** Locks the record, so that of two changes the second sees what the first made. One row, or none out of scope. */
export const lockPatron = (patron_id: string): Query =>
  sql`select patron_id, library_id, membership_type, member_until, birth_on from patrons.patron
       where patron_id = ${patron_id} for no key update`
