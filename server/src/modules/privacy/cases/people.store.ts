import { Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A patron in scope as a case names one. */
export const CasePatron = Type.Object({
  patron_id: Id,
  library_id: Id,
  name: Type.String(),
  email: Nullable(Type.String()),
  address: Nullable(Type.String()),
})
export type CasePatron = Static<typeof CasePatron>
/** One row, or none where nobody is named or seen. */
export const casePatron = (patron_id: string | null): Query => sql`
  select patron_id, library_id, given_name || ' ' || family_name as name, email,
         nullif(concat_ws(', ', street, nullif(concat_ws(' ', postcode, municipality), '')), '') as address
    from patrons.patron where patron_id = ${patron_id}`

export const LibraryRow = Type.Object({ library_id: Id, name: Type.String() })
export const libraryRow = (library_id: string): Query =>
  sql`select library_id, name from organisation.library where library_id = ${library_id}`

export const PersonRow = Type.Object({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  family_name: Type.String(),
  given_name: Type.String(),
  birth_year: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
})
export const MOST_PEOPLE = 30
/** In every library, for the officer of all; the function refuses whoever is not. */
export const findAnyone = (of: { email: string | null; words: readonly string[] }): Query => sql`
  select patron_id, library_id, library_name, family_name, given_name, birth_year, municipality
    from privacy.find_anyone(${of.email}, ${[...of.words]}::text[], ${MOST_PEOPLE})`
/** In the own library, for its own officer. */
export const findOwn = (of: { email: string | null; words: readonly string[] }): Query => sql`
  select p.patron_id, p.library_id, l.name as library_name, p.family_name, p.given_name, left(p.birth_on, 4) as birth_year, p.municipality
    from patrons.patron p join organisation.library l on l.library_id = p.library_id
   where p.library_id = (select organisation.own_library()) and p.merged_into is null
     and case when ${of.email}::text is not null then p.email_folded = lower(${of.email})
              else not exists (select from unnest(${[...of.words]}::text[]) w where not exists (
                select from patrons.name_token n where n.library_id = p.library_id and n.token = w and n.patron_id = p.patron_id))
               and p.patron_id in (select n.patron_id from patrons.name_token n
                 where n.library_id = (select organisation.own_library()) and n.token = ${of.words[0] ?? ''}) end
   order by p.family_name, p.given_name, p.patron_id limit ${MOST_PEOPLE}`
