import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, realpath, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import pg from 'pg'
import { listDataFolder, packFolder, packText } from './backup-archive.ts'
import { PART, removeOld, removeParts, removeTries } from './backup-leftovers.ts'
import { seal } from './backup-seal.ts'
import type { Config } from './config.ts'
import type { Keys } from './keys.ts'
import { joinPostgres } from './postgres.ts'
import { type Folders, isEmpty, prepareFolders } from './postgres-folder.ts'
import { type Lock, takeLock } from './postgres-lock.ts'
import { codeOf, StartError } from './start-error.ts'

export type BackupPlace = Pick<Config, 'dataFolder' | 'backupFolder' | 'databaseUrl'>
/** The same, and how long one is kept. */
export type BackupsKept = BackupPlace & Partial<Pick<Config, 'backupDays'>>

export interface BackupMade {
  readonly path: string
  /** Size of the file. */
  readonly bytes: number
}

/**
 * Copies the embedded database while it is in use, into one encrypted file named after its moment: the data folder
 * between `pg_backup_start` and `pg_backup_stop`, and the log that makes that copy consistent (PostgreSQL manual,
 * "Making a Base Backup Using the Low Level API"). The key file is not in it: keep a copy of that elsewhere.
 *
 * @throws StartError with `DATABASE_URL`, on a full disk, or where the folder cannot be written
 */
export async function makeBackup(place: BackupsKept, keys: Keys, now: Temporal.Instant): Promise<BackupMade> {
  refuseOwnServer(place)
  const folders = await prepareFolders(place.dataFolder, 0)
  if (await isEmpty(folders.pg)) throw new StartError(`There is no database in ${folders.data} yet.`)
  const made_at = now.round('second').toString()
  const path = join(place.backupFolder, `kaft-${made_at.replaceAll(':', '')}.backup`)
  const lock = await lockBackups(place.backupFolder).catch(error => {
    throw sentenceOf(error, path)
  })
  if (typeof lock === 'number') throw new StartError(`A backup is being made already, by process ${lock}.`)
  try {
    await removeParts(place.backupFolder)
    await removeTries(place.backupFolder)
    await copyServer(folders, keys, { made_at, path: `${path}${PART}` })
    await rename(`${path}${PART}`, path)
    // Only now that a new one is whole.
    if (place.backupDays !== undefined)
      await removeOld(place.backupFolder, now.subtract({ hours: 24 * place.backupDays }))
    await syncPath(place.backupFolder)
    return { path, bytes: (await stat(path)).size }
  } catch (error) {
    throw sentenceOf(error, path)
  } finally {
    await removeParts(place.backupFolder).catch(() => undefined)
    await lock.release()
  }
}

/** One backup at a time in a folder, also where two installations keep theirs in the same one. */
export async function lockBackups(folder: string): Promise<Lock | number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
  return takeLock(`kaft-backups-${name.slice(0, 16)}`)
}

async function copyServer(
  folders: Folders,
  keys: Keys,
  to: { made_at: string; path: string },
): Promise<void> {
  const server = await joinPostgres({ dataFolder: folders.data })
  const client = new pg.Client({ connectionString: server.url })
  // A lost server shows in the failing question after the copy.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await pipeline(
      Readable.from(packServer(client, folders.pg), { objectMode: false }),
      createZstdCompress(),
      (compressed: AsyncIterable<Buffer>) => seal(keys, to.made_at, compressed),
      createWriteStream(to.path, { mode: 0o600 }),
    )
    await syncPath(to.path)
  } finally {
    await client.end().catch(() => undefined)
    await server.stop()
  }
}

/** A server of one's own has its own means of backup, which copy it better from where it is. */
export function refuseOwnServer(place: BackupPlace): void {
  if (place.databaseUrl === undefined) return
  throw new StartError(
    "DATABASE_URL points to a server of your own: use that server's own backup (pg_basebackup with WAL archiving, or your provider's), and keep a copy of the key file apart from it.",
  )
}

function sentenceOf(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC')
    return new StartError(`The disk of ${dirname(path)} is full: the backup was not made.`)
  if (['EACCES', 'EROFS', 'ENOTDIR', 'EPERM', 'EEXIST'].includes(code)) {
    return new StartError(
      `The backup ${path} cannot be written (${code}): set KAFT_BACKUPS to a folder that can be.`,
    )
  }
  return error
}

/**
 * The whole server as one stream. A temporary slot keeps the log from being recycled while the copy runs; both the
 * slot and the backup end with the session, whatever happens to this process.
 */
async function* packServer(client: pg.Client, pgFolder: string): AsyncGenerator<Buffer> {
  await client.query(
    "select pg_create_physical_replication_slot('kaft_backup_' || pg_backend_pid(), true, true)",
  )
  await client.query("select pg_backup_start('kaft', fast => true)")
  yield* packFolder(pgFolder, await listDataFolder(pgFolder))
  const { rows } = await client.query<{ label: string; last: string }>(
    'select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(wait_for_archive => false)',
  )
  const label = rows[0]?.label ?? ''
  const first = /^START WAL LOCATION: .* \(file ([0-9A-F]{24})\)/m.exec(label)?.[1]
  const last = rows[0]?.last
  if (!first || !last) throw new Error('PostgreSQL did not say which log the backup needs')
  yield* packText('backup_label', label)
  yield* packFolder(pgFolder, await walBetween(pgFolder, first, last))
}

/** Names of log files order as their content does (timeline, then position). */
async function walBetween(pgFolder: string, first: string, last: string): Promise<string[]> {
  const names = await readdir(join(pgFolder, 'pg_wal'))
  const wanted = names.filter(n => /^[0-9A-F]{24}$/.test(n) && n >= first && n <= last).toSorted()
  if (wanted[0] !== first || wanted.at(-1) !== last) throw new Error('log that the backup needs is gone')
  return [...names.filter(n => n.endsWith('.history')), ...wanted].map(n => join('pg_wal', n))
}

async function syncPath(path: string): Promise<void> {
  const opened = await open(path)
  await opened.sync().finally(() => opened.close())
}
