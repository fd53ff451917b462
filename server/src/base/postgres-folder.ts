import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  access,
  chown,
  constants,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  statfs,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { isRoot, POSTGRES_MAJOR, type RunAs } from './postgres-binaries.ts'
import { codeOf, StartError } from './start-error.ts'

/** Where one data folder keeps its things. */
export interface Folders {
  /** `KAFT_DATA`, without symbolic links. */
  readonly data: string
  /** The data folder of PostgreSQL itself. */
  readonly pg: string
  /** Short name for lock and socket, different for each data folder. */
  readonly name: string
}

/** What `postmaster.pid` says (PostgreSQL source, `miscadmin.h`, LOCK_FILE_LINE_*). */
export interface PostmasterFile {
  readonly pid: number
  readonly port: number
  readonly socketFolder: string
  readonly status: string
}

const MB = 1024 * 1024

/**
 * Makes the data folder if needed.
 *
 * @param leastFree megabytes that must be free on its disk
 * @throws StartError when it cannot be made or written, its disk is full, or it holds another major version
 */
export async function prepareFolders(dataFolder: string, leastFree: number): Promise<Folders> {
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(
      `The data folder ${dataFolder} cannot be made (${codeOf(error)}): set KAFT_DATA to a folder that can be written.`,
    )
  }
  const data = await realpath(dataFolder)
  const closed = await access(data, constants.R_OK | constants.W_OK | constants.X_OK).then(() => '', codeOf)
  if (closed) {
    throw new StartError(
      `The data folder ${data} cannot be written (${closed}): mend its permissions, or set KAFT_DATA to another folder.`,
    )
  }
  const free = await statfs(data).then(s => (s.bavail * s.bsize) / MB)
  if (free < leastFree) {
    throw new StartError(
      `The disk of the data folder ${data} is full: ${Math.floor(free)} MB are free, ${leastFree} MB are needed; make room and start again.`,
    )
  }
  await refuseOtherMajor(data)
  const pg = join(data, `pg${POSTGRES_MAJOR}`)
  return { data, pg, name: `kaft-${createHash('sha256').update(pg).digest('hex').slice(0, 16)}` }
}

/** Whether a data folder holds a database of any version. Makes nothing. */
export const holdsDatabase = (dataFolder: string): Promise<boolean> =>
  readdir(dataFolder).then(
    names => names.some(n => /^pg\d+$/.test(n)),
    () => false,
  )

async function refuseOtherMajor(data: string): Promise<void> {
  const own = `pg${POSTGRES_MAJOR}`
  const names = await readdir(data)
  const other = names.find(n => /^pg\d+$/.test(n) && n !== own)
  if (other && !names.includes(own)) {
    throw new StartError(
      `${join(data, other)} holds data of PostgreSQL ${other.slice(2)}, and this Kaft runs PostgreSQL ${POSTGRES_MAJOR}: start the Kaft that made it and move the data to this one, or set KAFT_DATA to another folder.`,
    )
  }
  if (!names.includes(own)) return
  const version = await readFile(join(data, own, 'PG_VERSION'), 'utf8').catch(error => {
    if (codeOf(error) === 'ENOENT') return ''
    throw new StartError(
      `The data folder ${join(data, own)} cannot be read (${codeOf(error)}): does it belong to another user?`,
    )
  })
  if (version.trim() === String(POSTGRES_MAJOR) || (await isEmpty(join(data, own)))) return
  throw new StartError(
    version
      ? `${join(data, own)} holds data of PostgreSQL ${version.trim()}, and this Kaft runs PostgreSQL ${POSTGRES_MAJOR}: it is left untouched.`
      : `${join(data, own)} is not a data folder of PostgreSQL (PG_VERSION is missing): it is left untouched; remove it or set KAFT_DATA to another folder.`,
  )
}

/** True for an empty folder, as a freshly mounted disk is, and for none. */
export async function isEmpty(folder: string): Promise<boolean> {
  return readdir(folder).then(
    names => names.length === 0,
    error => codeOf(error) === 'ENOENT',
  )
}

/** Refuses a data folder of someone else, and gives one that root copied back to the server's account. */
export async function ownFolder(folders: Folders, account: RunAs): Promise<void> {
  const found = await stat(folders.pg).catch(() => undefined)
  if (!found || found.uid === account.uid) return
  if (isRoot()) return giveTree(folders.pg, account)
  throw new StartError(
    `The data folder ${folders.pg} belongs to user ${found.uid}: start Kaft as that user, or set KAFT_DATA to another folder.`,
  )
}

/** Gives `folder` and all below it to `account`. */
export async function giveTree(folder: string, account: RunAs): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), account.uid, account.gid)
  }
  await chown(folder, account.uid, account.gid)
}

/**
 * The folder of the Unix socket: private to the server's account, and short, because a socket's path has at most
 * 107 bytes.
 */
export async function prepareSocketFolder(name: string, account: RunAs): Promise<string> {
  const base = tmpdir().length > 60 ? '/tmp' : tmpdir()
  const folder = join(base, name)
  try {
    await mkdir(folder, { mode: 0o700 })
    if (isRoot()) await chown(folder, account.uid, account.gid)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new StartError(`The folder ${folder} for PostgreSQL's socket cannot be made (${codeOf(error)}).`)
    }
  }
  const found = await lstat(folder)
  // Whoever may write here could stand between Kaft and its database.
  if (!found.isDirectory() || found.uid !== account.uid || (found.mode & 0o077) !== 0) {
    throw new StartError(
      `${folder} is not a private folder of user ${account.uid}: remove it and start again.`,
    )
  }
  return folder
}

/** What `postmaster.pid` says, or nothing when there is none or it was only half written. */
export async function readPostmasterFile(pgFolder: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(pgFolder, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return {
    pid,
    port: Number(lines[3]) || 0,
    socketFolder: lines[4] ?? '',
    status: (lines[7] ?? '').trim(),
  }
}

/**
 * The postmaster that lives on this data folder, if any. A pid file that names some other process (the number was
 * used again after a crash) makes PostgreSQL refuse to start for ever; so does an empty one. Both are removed. That
 * children of the dead server still work on the folder PostgreSQL sees without the file, by its shared memory.
 * Call it only under the lock of the data folder.
 */
export async function livingPostmaster(folders: Folders): Promise<PostmasterFile | undefined> {
  const file = await readPostmasterFile(folders.pg)
  if (file && (await isPostmaster(file.pid, folders.pg))) return file
  if (!file || exists(file.pid)) await rm(join(folders.pg, 'postmaster.pid'), { force: true })
  return undefined
}

/** Removes what a dead server left in its socket folder; its lock file can name a foreign process just as well. */
export async function clearSocketFolder(folder: string, folders: Folders): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith('.lock')) {
      const pid = Number((await readFile(join(folder, name), 'utf8')).split('\n')[0])
      if (pid > 0 && (await isPostmaster(pid, folders.pg))) return
    }
  }
  for (const name of await readdir(folder)) await rm(join(folder, name), { force: true })
}

/** Whether the number is taken, be it by a dead process that nobody has asked after yet. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/**
 * Whether a process runs. In a container the first process often does not ask after orphans: such a dead process
 * keeps its number as a zombie (proc(5): state Z, after the name in brackets).
 */
export function isAlive(pid: number): boolean {
  if (!exists(pid)) return false
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/**
 * Whether process `pid` is a postmaster on `pgFolder`. The command line is readable for everyone, also in
 * containers where the links in /proc of another account are not.
 */
export async function isPostmaster(pid: number, pgFolder: string): Promise<boolean> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
  if (basename(words[0] ?? '') !== 'postgres') return false
  if (words.includes(`kaft.folder=${pgFolder}`) || words[words.indexOf('-D') + 1] === pgFolder) return true
  return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === pgFolder
}
