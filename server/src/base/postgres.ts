import { rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseAccount, findBinaries } from './postgres-binaries.ts'
import {
  clearSocketFolder,
  type Folders,
  isAlive,
  isEmpty,
  livingPostmaster,
  ownFolder,
  prepareFolders,
  prepareSocketFolder,
  readPostmasterFile,
} from './postgres-folder.ts'
import { type Lock, takeLock } from './postgres-lock.ts'
import { fatalLine, isPassing, logSize, sentenceFor } from './postgres-log.ts'
import { makeCluster, type Place, PORT, spawnServer, stopServer, writeAs } from './postgres-run.ts'
import { type PostgresSettings, settingsFor, settingsText } from './postgres-settings.ts'
import { codeOf, StartError } from './start-error.ts'

export interface StartAsk {
  /** `KAFT_DATA`; PostgreSQL's own folder is `pg18` in it. */
  readonly dataFolder: string
  /** Where the server writes its messages; `postgres.log` in the data folder unless told. */
  readonly logFile?: string
  /** Settings above those of `settingsFor`. */
  readonly settings?: PostgresSettings
  /** False: nothing is forced to disk. For tests alone: quick, and a power cut loses everything. */
  readonly durable?: boolean
  /** Megabytes that must be free on the disk. Default 200. */
  readonly leastFree?: number
  /** Told what takes time or was mended, one sentence each. */
  readonly note?: (text: string) => void
}

export interface Connection {
  /** Folder of the Unix socket. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

export interface Postgres {
  readonly connection: Connection
  /** The same as a `DATABASE_URL`. */
  readonly url: string
  /** The postmaster's process id; another one after it had to be started again. */
  readonly pid: number
  /** True when the server was found living, after its starter had died or because another process has it. */
  readonly adopted: boolean
  /** Stops the server, unless it belongs to another process. Can be called twice. */
  stop(): Promise<void>
  /** Leaves the server living and gives up the data folder. */
  release(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL on a data folder, or adopts the one that still lives there. The caller has the
 * folder for itself until `stop` or `release`, or until its process dies.
 *
 * The server is a process group of its own, so that Ctrl-C reaches Kaft first and PostgreSQL stops when the last
 * accepted request is written. Only a Unix socket in a private folder leads to it; whoever can open that is
 * superuser `postgres`.
 *
 * @throws StartError one sentence: folder in use, unreachable, full, or of another version
 */
export async function startPostgres(ask: StartAsk): Promise<Postgres> {
  const folders = await prepareFolders(ask.dataFolder, ask.leastFree ?? 200)
  const lock = await takeLock(folders.name)
  if (typeof lock === 'number') {
    throw new StartError(
      `The data folder ${folders.data} is in use by ${lock ? `process ${lock}` : 'another process'}: stop that first, or set KAFT_DATA to another folder.`,
    )
  }
  return startLocked(ask, folders, lock)
}

/**
 * The same for a guest, such as a command beside a running Kaft: where another process has the data folder, its
 * server is used, and `stop` leaves it alone.
 */
export async function joinPostgres(ask: StartAsk): Promise<Postgres> {
  const folders = await prepareFolders(ask.dataFolder, 0)
  const until = Date.now() + 30_000
  while (Date.now() < until) {
    const lock = await takeLock(folders.name)
    if (typeof lock !== 'number') return startLocked(ask, folders, lock)
    const found = await readPostmasterFile(folders.pg)
    if (found?.status === 'ready' && isAlive(found.pid)) {
      return handle(found, { adopted: true, stop: async () => {}, release: async () => {} })
    }
    await sleep(50)
  }
  throw new StartError(
    `The process that has the data folder ${folders.data} has not made its database ready in 30 seconds.`,
  )
}

/** The server runs until told otherwise: one that is killed under a living Kaft is started again. */
async function startLocked(ask: StartAsk, folders: Folders, lock: Lock): Promise<Postgres> {
  const note = ask.note ?? ignore
  try {
    const adopted = await adopt(folders, note)
    const server = { ...(adopted ?? (await launch(ask, folders))) }
    const watch = watchServer(server, note, () => relaunch(ask, folders))
    let stopped: Promise<void> | undefined
    const stop = async () => {
      await watch.end()
      await stopServer(server.pid)
      await rmdir(server.socketFolder).catch(ignore)
      await lock.release()
    }
    return handle(server, {
      adopted: adopted !== undefined,
      stop: () => (stopped ??= stop()),
      release: () => watch.end().then(() => lock.release()),
    })
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Looks four times a second whether the server lives, and sees to it that `server` names the one that does. */
function watchServer(server: Server, note: (text: string) => void, again: () => Promise<Server>) {
  let busy: Promise<void> | undefined
  let ended = false
  const revive = async () => {
    note('PostgreSQL has ended unexpectedly and is started again.')
    while (!ended) {
      try {
        Object.assign(server, await again())
        return note('PostgreSQL runs again.')
      } catch (error) {
        note(error instanceof Error ? error.message : String(error))
        await sleep(1000)
      }
    }
  }
  const timer = setInterval(() => {
    if (!busy && !isAlive(server.pid)) busy = revive().finally(() => (busy = undefined))
  }, 250)
  timer.unref()
  return {
    end: async () => {
      ended = true
      clearInterval(timer)
      await busy
    },
  }
}

const ignore = () => undefined

function handle(server: Server, rest: Omit<Postgres, 'connection' | 'url' | 'pid'>): Postgres {
  const connection = { host: server.socketFolder, port: PORT, user: 'postgres', database: 'postgres' }
  return {
    connection,
    url: urlOf(connection),
    get pid() {
      return server.pid
    },
    ...rest,
  }
}

/** A connection over a Unix socket as the text that `DATABASE_URL` takes. */
export function urlOf(c: Connection): string {
  return `postgresql://${c.user}@${encodeURIComponent(c.host)}:${c.port}/${encodeURIComponent(c.database)}`
}

interface Server {
  pid: number
  socketFolder: string
}

/**
 * The server that still lives on the folder, once it answers. One that is just stopping is waited for; one whose
 * socket was swept away with other temporary files is stopped, since nobody can reach it.
 */
async function adopt(folders: Folders, note: (text: string) => void): Promise<Server | undefined> {
  for (const first = Date.now(); ; await sleep(50)) {
    const found = await livingPostmaster(folders)
    if (!found) return undefined
    if (found.status === 'ready') {
      if (await answers(found.socketFolder)) return { pid: found.pid, socketFolder: found.socketFolder }
      const socket = join(found.socketFolder, `.s.PGSQL.${PORT}`)
      if ((await stat(socket).catch(codeOf)) === 'ENOENT') await stopServer(found.pid)
    }
    if (Date.now() - first < 120_000) continue
    const who = `PostgreSQL (process ${found.pid}) lives on ${folders.pg}`
    if (found.status !== 'starting')
      throw new StartError(`${who} but does not answer: stop it and start again.`)
    note(`${who} and still recovers from a crash.`)
    await sleep(10_000)
  }
}

async function answers(host: string): Promise<boolean> {
  const client = new pg.Client({ host, port: PORT, user: 'postgres', database: 'postgres' })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** As `launch`, for a server that lived: where its data are gone, as on a disk that fell off, no new ones are made. */
async function relaunch(ask: StartAsk, folders: Folders): Promise<Server> {
  if (await isEmpty(folders.pg))
    throw new StartError(`The data folder ${folders.pg} is gone or empty: bring its disk back.`)
  return launch(ask, folders)
}

async function launch(ask: StartAsk, folders: Folders): Promise<Server> {
  const durable = ask.durable ?? true
  const account = await chooseAccount(folders.pg)
  const bin = await findBinaries(account)
  await makeCluster(folders, { bin, account, durable })
  await ownFolder(folders, account)
  const text = settingsText({ ...settingsFor(durable), ...ask.settings })
  await writeAs(join(folders.pg, 'postgresql.conf'), text, account)
  const socketFolder = await prepareSocketFolder(folders.name, account)
  await clearSocketFolder(socketFolder, folders)
  const logFile = ask.logFile ?? join(folders.data, 'postgres.log')
  const place = { bin, account, folders, socketFolder, logFile }
  try {
    return { pid: await untilReady(place, ask.note ?? ignore), socketFolder }
  } catch (error) {
    await rmdir(socketFolder).catch(ignore)
    throw error
  }
}

async function untilReady(place: Place, note: (text: string) => void): Promise<number> {
  for (const first = Date.now(); ; await sleep(200)) {
    const before = await logSize(place.logFile)
    const pid = await spawnServer(place, note)
    if (pid) return pid
    const cause = await fatalLine(place.logFile, before)
    // After a killed postmaster its children live on for a moment and hold the shared memory.
    if (isPassing(cause) && Date.now() - first < 10_000) continue
    throw new StartError(sentenceFor(cause, place.folders.pg, place.logFile))
  }
}
