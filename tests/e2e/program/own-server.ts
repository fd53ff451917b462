import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withClient } from '../../../server/src/base/client.ts'
import { startPostgres } from '../../../server/src/base/postgres.ts'
import { type Inside, insideOf } from './library-of-program.ts'

/** A PostgreSQL that somebody else runs: it asks for passwords, and the login that Kaft gets is no superuser. */
export interface OwnServer {
  readonly databaseUrl: string
  /** An address for another login or database. */
  addressFor(login: string, database?: string): string
  /** As its superuser. */
  inside(): Promise<Inside>
  stop(): Promise<void>
}

/** What docs/operating.md says that the login of DATABASE_URL must be allowed, and nothing more. */
const asDocumented = [
  "create role kaft_login login createrole nosuperuser password 'geheim'",
  'create database kaft_here owner kaft_login',
]

export async function startOwnServer(dataFolder: string): Promise<OwnServer> {
  const server = await startPostgres({ dataFolder, durable: false })
  const doors = join(dataFolder, 'pg18', 'pg_hba.conf')
  const asking = 'local all kaft_login,kaft_app,kaft_jobs scram-sha-256\n'
  await writeFile(doors, asking + (await readFile(doors, 'utf8')))
  await withClient(server.url, async client => {
    for (const statement of asDocumented) await client.query(statement)
    await client.query('select pg_reload_conf()')
  })
  const as = (login: string, password = '', database = 'kaft_here') => {
    const url = new URL(server.url)
    url.pathname = `/${database}`
    url.username = login
    url.password = password
    return url.href
  }
  return {
    databaseUrl: as('kaft_login', 'geheim'),
    addressFor: (login, database) => as(login, '', database),
    inside: () => insideOf(as('postgres'), async () => undefined),
    stop: () => server.stop(),
  }
}
