import pg from 'pg'
import { StartError } from './start-error.ts'

/** A connection of its own, outside of the pools: for starting, for commands and for tests. */
export type Client = pg.Client

/** One connection for some work, closed afterwards. @throws StartError when the server cannot be reached */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection that breaks shows in the statement that waits on it.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw new StartError(unreachable(url, error))
  }
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no machine of that name',
  EAI_AGAIN: 'the name could not be looked up',
  ENOENT: 'there is no such socket',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'the password is wrong',
  '28000': 'the login is refused',
  '3D000': 'there is no such database',
  '57P03': 'it is starting up or shutting down',
  '53300': 'it has no connection left',
}

/** Names server and database, never the password. */
function unreachable(address: string, error: unknown): string {
  const e = error as { code?: string; message?: string; errors?: { code?: string }[] }
  const url = new URL(address)
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname)
  const code = e.code ?? e.errors?.[0]?.code ?? ''
  const why = reasons[code] ?? (/timeout/.test(e.message ?? '') ? 'it does not answer' : (e.message ?? code))
  return `The database ${host}:${url.port || '5432'}${url.pathname} (DATABASE_URL) cannot be reached: ${why}.`
}
