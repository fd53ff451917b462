import { type Query, sql } from '../../../base/sql.ts'
import type { Changes } from '../change/change.store.ts'

export const choicesQuery = (patron_id: string): Query =>
  sql`select version, email, phone, language, message_channel, news, keep_history from patrons.patron where patron_id = ${patron_id}`

/** What a reader may change of the own record, and nothing else. */
export const setChoices = (
  patron_id: string,
  { fields: f, checked_on, provenance }: Pick<Changes, 'fields' | 'checked_on' | 'provenance'>,
): Query =>
  sql`update patrons.patron
         set email = ${f.email}, phone = ${f.phone}, language = ${f.language}, message_channel = ${f.message_channel},
             keep_history = ${f.keep_history}, news = ${f.news}, version = version + 1,
             contact_checked_on = coalesce(${checked_on}::date, contact_checked_on),
             provenance = provenance || ${JSON.stringify(provenance)}::jsonb
       where patron_id = ${patron_id}`
