import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { chown, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createZstdDecompress } from 'node:zlib'
import pg from 'pg'
import { type BackupPlace, refuseOwnServer } from './backup.ts'
import { unpack } from './backup-archive.ts'
import { removeTries, scratchIn } from './backup-leftovers.ts'
import { readHeader, unseal } from './backup-seal.ts'
import type { Keys } from './keys.ts'
import { startPostgres, urlOf } from './postgres.ts'
import { chooseAccount, isRoot } from './postgres-binaries.ts'
import { isEmpty, prepareFolders } from './postgres-folder.ts'
import { takeLock } from './postgres-lock.ts'
import { codeOf, StartError } from './start-error.ts'

export interface Restored {
  /** When the backup was made; ISO instant. What was done after it is not in it. */
  readonly made_at: string
  readonly databases: readonly { readonly name: string; readonly tables: number; readonly rows: number }[]
}

/**
 * Puts a backup into a data folder without a database, and starts it once so that it is whole. Nothing is in place
 * until the last byte of the file has been found genuine.
 *
 * @throws StartError when the folder holds a database, the file is damaged, or its key is not there
 */
export async function restoreBackup(place: BackupPlace, keys: Keys, file: string): Promise<Restored> {
  refuseOwnServer(place)
  return restoreInto(place.dataFolder, keys, file, true)
}

/**
 * Tries a backup: restores it beside the others, reads every row of every table (which also proves the checksum of
 * each page), and removes it again.
 */
export async function verifyBackup(place: BackupPlace, keys: Keys, file: string): Promise<Restored> {
  await removeTries(place.backupFolder)
  const scratch = scratchIn(place.backupFolder)
  try {
    return await restoreInto(scratch, keys, file, false)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** When a backup was made, as its first line says; null where that cannot be read. */
export const madeAt = (file: string): Promise<string | null> =>
  readHeader(source(file), file).then(
    header => header.made_at,
    () => null,
  )

async function restoreInto(
  dataFolder: string,
  keys: Keys,
  file: string,
  durable: boolean,
): Promise<Restored> {
  const header = await readHeader(source(file), file).catch(error => {
    throw sentenceOf(error, file)
  })
  const folders = await prepareFolders(dataFolder, 0)
  const lock = await takeLock(folders.name)
  if (typeof lock === 'number')
    throw new StartError(`The data folder ${folders.data} is in use: stop Kaft first.`)
  const aside = join(folders.data, 'restored')
  try {
    await rm(aside, { recursive: true, force: true })
    if (!(await isEmpty(folders.pg))) {
      throw new StartError(
        `${folders.pg} holds a database already: set KAFT_DATA to an empty folder, or move it away.`,
      )
    }
    const account = await chooseAccount(folders.pg)
    await mkdir(aside, { mode: 0o700 })
    if (isRoot()) await chown(aside, account.uid, account.gid)
    await pipeline(
      source(file),
      (sealed: AsyncIterable<Buffer>) => unseal(keys, sealed, file),
      createZstdDecompress(),
      (packed: AsyncIterable<Buffer>) => unpack(packed, aside, account),
    )
    await promisify(execFile)('sync', ['-f', aside])
    await rename(aside, folders.pg)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    throw sentenceOf(error, file)
  } finally {
    await lock.release()
  }
  return { made_at: header.made_at, databases: await tryServer(dataFolder, durable) }
}

const source = (file: string) => createReadStream(file)

function sentenceOf(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC') return new StartError(`The disk is full: the backup ${file} was not restored.`)
  if (['ENOENT', 'EACCES', 'EISDIR'].includes(code))
    return new StartError(`The backup ${file} cannot be read (${code}).`)
  return error
}

async function tryServer(dataFolder: string, durable: boolean): Promise<Restored['databases']> {
  const server = await startPostgres({ dataFolder, durable, leastFree: 0 })
  try {
    const names = await ask<{ name: string }>(
      server.url,
      'select datname as name from pg_database where datallowconn and not datistemplate order by 1',
    )
    const databases = []
    for (const { name } of names) {
      databases.push({ name, ...(await countRows(urlOf({ ...server.connection, database: name }))) })
    }
    return databases
  } finally {
    await server.stop()
  }
}

async function countRows(url: string): Promise<{ tables: number; rows: number }> {
  const tables = await ask<{ name: string }>(
    url,
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
      where relkind in ('r', 'm') and nspname not like 'pg\\_%' and nspname <> 'information_schema'`,
  )
  let rows = 0
  for (const { name } of tables) {
    const [counted] = await ask<{ n: string }>(url, `select count(*) as n from ${name}`)
    rows += Number(counted?.n)
  }
  return { tables: tables.length, rows }
}

async function ask<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(sql)).rows
  } finally {
    await client.end()
  }
}
