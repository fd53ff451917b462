import type { Config } from '../../base/config.ts'
import type { Client } from '../../base/client.ts'
import { withClient } from '../../base/client.ts'
import type { Keys } from '../../base/keys.ts'
import { holdsDatabase } from '../../base/postgres-folder.ts'
import { StartError } from '../../base/start-error.ts'
import { prepareDatabase, reachServer, type Ready, type Server } from '../database.ts'
import { knownKeys, openRing } from '../keys.ts'

/** One command of `npm run kaft -- <command>`. */
export interface Command {
  readonly name: string
  /** What follows the name. */
  readonly usage: string
  /** One sentence for the list. */
  readonly summary: string
  /** @returns the exit code; 0 when nothing is returned. @throws StartError one sentence */
  run(call: Call): Promise<number | void>
}

export interface Call {
  readonly config: Config
  /** What follows the name of the command. */
  readonly words: readonly string[]
  /** The answer: a line on standard output. */
  readonly say: (line: string) => void
  /** What goes on meanwhile: a line on standard error. */
  readonly note: (line: string) => void
}

/** The server, beside a running Kaft or without one. */
export async function withServer<T>(call: Call, work: (server: Server) => Promise<T>): Promise<T> {
  const server = await reachServer(call.config, call.note, true)
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

/** The same, only where there is a database: looking at one must not make one. @throws StartError where there is none */
export async function withMadeServer<T>(call: Call, work: (server: Server) => Promise<T>): Promise<T> {
  const { databaseUrl, dataFolder } = call.config
  if (databaseUrl === undefined && !(await holdsDatabase(dataFolder))) throw none(`in ${dataFolder}`)
  return withServer(call, async server => {
    const made = await withClient(server.url, async client => {
      const { rows } = await client.query<{ made: boolean }>(
        "select to_regclass('public.kaft_migration') is not null as made",
      )
      return rows[0]?.made === true
    })
    if (!made) throw none(databaseUrl === undefined ? `in ${dataFolder}` : 'at DATABASE_URL')
    return work(server)
  })
}

const none = (where: string): StartError =>
  new StartError(
    `There is no database of Kaft ${where} yet: start Kaft once with npm start, or set KAFT_DATA or DATABASE_URL to where it is.`,
  )

export interface Hold {
  /** As the owner of everything. */
  readonly client: Client
  readonly ready: Ready
}

/** The database at the present schema. */
export const withDatabase = <T>(call: Call, work: (hold: Hold) => Promise<T>): Promise<T> =>
  withServer(call, async server => {
    const ready = await prepareDatabase(call.config, server)
    return withClient(server.url, async client => {
      await client.query('set role kaft_owner')
      return work({ client, ready })
    })
  })

/** The key ring of the database as it is, without changing anything. */
export const keysOf = (call: Call): Promise<Keys> =>
  withMadeServer(call, server =>
    withClient(
      server.url,
      async client => (await openRing(call.config.keysFile, await knownKeys(client))).keys,
    ),
  )

/** The words after a command were not as they should be. */
export const misused = (command: Pick<Command, 'name' | 'usage'>, why: string): StartError =>
  new StartError(`${why}: npm run kaft -- ${command.name} ${command.usage}`)
