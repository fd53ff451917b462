import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { sql } from '../../../base/sql.ts'

/** What an event freezes of a person, and whose it is: bands and areas are made of it. */
export const FrozenPersonRow = Type.Object({
  patron_id: Id,
  library_id: Id,
  membership_type: Type.String(),
  birth_on: Nullable(Type.String()),
  gender: Type.String(),
  postcode: Nullable(Type.String()),
  keep_history: Type.Boolean(),
})

/** The same of `p`, a row of `patrons.patron` in the statement around it, as JSON. */
export const frozenPerson = sql`json_build_object('patron_id', p.patron_id::text, 'library_id', p.library_id::text,
  'membership_type', p.membership_type, 'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode, 'keep_history', p.keep_history)`
