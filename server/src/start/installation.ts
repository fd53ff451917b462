import type { Client } from '../base/client.ts'

/** What this database is. */
export interface Installation {
  /** True when it was made to show Kaft: invented people, logins that everybody may know. */
  readonly demo: boolean
  readonly demo_loaded: boolean
}

/** Reads what the database is, and says it once when it is new. @param demo what a new database becomes */
export async function installation(client: Client, demo: boolean): Promise<Installation> {
  await client.query(
    'insert into base.installation (demo, made_at) values ($1, now()) on conflict (one) do nothing',
    [demo],
  )
  const found = await client.query<Installation>(
    'select demo, demo_loaded_at is not null as demo_loaded from base.installation',
  )
  const row = found.rows[0]
  if (!row) throw new Error('the database does not say what it is')
  return row
}
