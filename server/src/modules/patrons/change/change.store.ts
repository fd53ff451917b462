import { patronFields } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { PatronFields, Source } from '../fields.rules.ts'

/** What the record holds now, and which version that is. */
export const Before = Type.Object({
  ...patronFields,
  former_names: Type.Array(Type.String()),
  provenance: Type.Record(Type.String(), Type.Object({ from: Type.String() })),
  version: Type.Integer(),
})
export type Before = Static<typeof Before>
export const beforeQuery = (patron_id: string): Query =>
  sql`select family_name, given_name, birth_on, gender, street, postcode, municipality, email, phone, language, message_channel,
             keep_history, news, former_names, provenance, version from patrons.patron where patron_id = ${patron_id}`

export interface Changes {
  readonly fields: PatronFields
  readonly former_names: readonly string[]
  /** Day on which the contact data were asked for; null where they stay as they are. */
  readonly checked_on: string | null
  readonly provenance: Readonly<Record<string, Source>>
}
export const updatePatron = (
  patron_id: string,
  { fields: f, former_names, checked_on, provenance }: Changes,
): Query =>
  sql`update patrons.patron
         set family_name = ${f.family_name}, given_name = ${f.given_name}, birth_on = ${f.birth_on}, gender = ${f.gender},
             street = ${f.street}, postcode = ${f.postcode}, municipality = ${f.municipality}, email = ${f.email},
             phone = ${f.phone}, language = ${f.language}, message_channel = ${f.message_channel},
             keep_history = ${f.keep_history}, news = ${f.news}, version = version + 1, former_names = ${former_names}::text[],
             contact_checked_on = coalesce(${checked_on}::date, contact_checked_on),
             provenance = provenance || ${JSON.stringify(provenance)}::jsonb
       where patron_id = ${patron_id}`

/** Takes away the rows of the former name and adds those of the new one; what both share stays. */
export const renameTokens = (patron_id: string, library_id: string, tokens: readonly string[]): Query[] => [
  sql`delete from patrons.name_token where patron_id = ${patron_id} and token <> all(${tokens}::text[])`,
  sql`insert into patrons.name_token (library_id, token, patron_id)
      select ${library_id}::bigint, t.token, ${patron_id}::bigint from unnest(${tokens}::text[]) as t(token)
      on conflict do nothing`,
]

/** No news any more, from this moment (AVG art. 21(3)); asking for it again is a choice of the reader. */
export const stopNews = (patron_id: string): Query =>
  sql`update patrons.patron set news = false, version = version + 1 where patron_id = ${patron_id} and news`
