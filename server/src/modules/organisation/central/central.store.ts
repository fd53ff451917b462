import { type Query, sql } from '../../../base/sql.ts'

export const storedCentral = sql`select key, value from organisation.central_setting`

export const storeCentral = (key: string, value: unknown): Query =>
  sql`insert into organisation.central_setting (key, value) values (${key}, ${JSON.stringify(value)})
      on conflict (key) do update set value = excluded.value`
