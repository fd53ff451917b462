import { type Query, sql } from '../../../base/sql.ts'

export const storedSettings = (library_id: string): Query =>
  sql`select key, value from organisation.setting where library_id = ${library_id}`

export const storedSetting = (library_id: string, key: string): Query =>
  sql`select key, value from organisation.setting where library_id = ${library_id} and key = ${key}`

export const storeSetting = (library_id: string, key: string, value: unknown): Query =>
  sql`insert into organisation.setting (library_id, key, value) values (${library_id}, ${key}, ${JSON.stringify(value)})
      on conflict (library_id, key) do update set value = excluded.value`
