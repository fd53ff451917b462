import { withClient } from '../base/client.ts'
import type { Config } from '../base/config.ts'
import { type Db, openDb } from '../base/db.ts'
import type { Keys } from '../base/keys.ts'
import { ensureDatabase, migrate, prepareRoles, setPasswords } from '../base/migrate.ts'
import { joinPostgres, startPostgres } from '../base/postgres.ts'
import { StartError } from '../base/start-error.ts'
import { migrateJobs } from '../doors/jobs/migrate-jobs.ts'
import { installation, type Installation } from './installation.ts'
import { knownKeys, openRing, rememberKeys, rolePassword, scramVerifier } from './keys.ts'

type Place = Pick<Config, 'dataFolder' | 'databaseUrl' | 'keysFile' | 'demo'>

/** A server that answers, whether ours or one that somebody else runs. */
export interface Server {
  /** Address of Kaft's database, as superuser or as the login of DATABASE_URL. */
  readonly url: string
  readonly embedded: boolean
  /** The embedded server's process; another one after it had to be started again. */
  readonly pid: number | null
  stop(): Promise<void>
  /** Ends the embedded server at once; the next start recovers it. */
  abort(): void
}

/** A database at the present schema, and the keys to what is encrypted in it. */
export interface Ready {
  readonly keys: Keys
  /** True when the key file is new: its owner must be told where it is. */
  readonly keysMade: boolean
  readonly migrated: number
  readonly installation: Installation
  /** The address for one of the program's own roles. */
  urlFor(role: 'kaft_app' | 'kaft_jobs' | 'kaft_public' | 'kaft_reader'): string
}

const DATABASE = 'kaft'
/** Starts of several processes on one database come one by one from the keys to the last migration. */
const START_LOCK = 4_951_201

/**
 * Starts the embedded server or reaches the one of DATABASE_URL.
 * @param guest true for a command beside a running Kaft: it uses the server that is there and leaves it alone
 * @throws StartError one sentence
 */
export async function reachServer(
  place: Place,
  note: (text: string) => void,
  guest = false,
): Promise<Server> {
  if (place.databaseUrl !== undefined) {
    await withClient(place.databaseUrl, async () => undefined)
    return {
      url: place.databaseUrl,
      embedded: false,
      pid: null,
      stop: async () => undefined,
      abort: () => undefined,
    }
  }
  const server = await (guest ? joinPostgres : startPostgres)({ dataFolder: place.dataFolder, note })
  try {
    await withClient(server.url, async client => {
      await prepareRoles(client)
      await ensureDatabase(client, DATABASE)
    })
  } catch (error) {
    await server.stop()
    throw error
  }
  const url = new URL(server.url)
  url.pathname = `/${DATABASE}`
  return {
    url: url.href,
    embedded: true,
    get pid() {
      return server.pid
    },
    stop: () => server.stop(),
    abort: () => (guest ? undefined : quit(server.pid)),
  }
}

/** PostgreSQL's immediate shutdown (SIGQUIT to the postmaster). */
function quit(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // It has ended by itself.
  }
}

/**
 * Brings the database to the present schema, with the keys that belong to it.
 * @throws StartError when a key is lost, the schema is newer than the program, or the login may not do it
 */
export async function prepareDatabase(place: Place, server: Server): Promise<Ready> {
  return withClient(server.url, async client => {
    await client.query('select pg_advisory_lock($1)', [START_LOCK])
    if (!server.embedded) await prepareRoles(client)
    const { keys, made } = await openRing(place.keysFile, await knownKeys(client))
    const migrated = await migrate(client).catch(asSentence)
    await client.query('set role kaft_owner')
    await rememberKeys(client, keys)
    const installed = await installation(client, place.demo)
    await client.query('reset role')
    if (!server.embedded) await setPasswords(client, role => scramVerifier(rolePassword(keys, role)))
    await migrateJobs(addressFor(server, 'kaft_jobs', keys))
    return {
      keys,
      keysMade: made,
      migrated,
      installation: installed,
      urlFor: role => addressFor(server, role, keys),
    }
  })
}

/** The private socket of the embedded server trusts whoever can open it; any other server asks for a password. */
function addressFor(server: Server, role: string, keys: Keys): string {
  const url = new URL(server.url)
  // As parameters these win over the part before the host, which an address of a socket need not have.
  url.searchParams.set('user', role)
  url.searchParams.set('password', server.embedded ? '' : rolePassword(keys, role))
  return url.href
}

export const openPools = (ready: Ready, config: Pick<Config, 'deskConnections' | 'bulkConnections'>): Db =>
  openDb({
    connection: { connectionString: ready.urlFor('kaft_app') },
    deskSize: config.deskConnections,
    bulkSize: config.bulkConnections,
  })

/** How readers reach the database: by a role that sees one person, and on few connections, so that they never take a desk's. */
export const openReaderPool = (ready: Ready): Db =>
  openDb({ connection: { connectionString: ready.urlFor('kaft_reader') }, deskSize: 6, bulkSize: 1 })

/** What keeps a schema from being made outside of our own server is told as a sentence; the rest is a fault. */
function asSentence(error: unknown): never {
  const cause = (error as { cause?: unknown }).cause ?? error
  const { code, message } = cause as { code?: string; message?: string }
  if (code === '42501') {
    throw new StartError(
      `The login of DATABASE_URL lacks a right (${message}): docs/operating.md says what it must be allowed.`,
    )
  }
  if (code === '53100') throw new StartError('The disk of the database is full: make room and start again.')
  throw error
}
