import { type Query, sql } from '../../../base/sql.ts'
import { frozenPerson } from '../facts/frozen-person.store.ts'

export const personQuery = (patron_id: string): Query =>
  sql`select ${frozenPerson} as person from patrons.patron p where p.patron_id = ${patron_id}`
