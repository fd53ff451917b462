import { spawn } from 'node:child_process'
import { chown, lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRoot, type RunAs } from './postgres-binaries.ts'
import { type Folders, isAlive, isEmpty, readPostmasterFile } from './postgres-folder.ts'
import { openLog, sentenceFor } from './postgres-log.ts'
import { codeOf, StartError } from './start-error.ts'

export const PORT = 5432

export interface Place {
  readonly bin: string
  readonly account: RunAs
  readonly folders: Folders
  readonly socketFolder: string
  readonly logFile: string
}

/** Process options: the account, an environment without anything of ours, and the data folder as working directory. */
const processOptions = (account: RunAs, cwd: string) => ({
  cwd,
  env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  ...(isRoot() ? account : {}),
})

/**
 * The process id once the server is ready, or nothing when it ended instead. Root can enter its home and then
 * become another user; that user may stand there but not walk there. So the data folder is named by the working
 * directory, and for the reader of `ps` (and for `isPostmaster`) once more in full.
 */
export async function spawnServer(place: Place, note: (text: string) => void): Promise<number | undefined> {
  const log = await openLog(place.logFile)
  try {
    const folder = isRoot() ? '/proc/self/cwd' : place.folders.pg
    const words = ['-D', folder, '-k', place.socketFolder, '-p', String(PORT)]
    const child = spawn(
      join(place.bin, 'postgres'),
      [
        ...words,
        '-c',
        'listen_addresses=',
        '-c',
        'unix_socket_permissions=0700',
        '-c',
        `kaft.folder=${place.folders.pg}`,
      ],
      {
        ...processOptions(place.account, place.folders.pg),
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      },
    )
    let ended = false
    child.once('error', () => (ended = true))
    child.once('exit', () => (ended = true))
    child.unref()
    for (let waits = 0; !ended; waits++) {
      if (waits === 500) note('PostgreSQL recovers from a crash; that can take some minutes.')
      const file = await readPostmasterFile(place.folders.pg)
      if (file && file.pid === child.pid && file.status === 'ready') return file.pid
      await sleep(10)
    }
    return undefined
  } finally {
    await log.close()
  }
}

/**
 * A new cluster is made aside and renamed, so that an interrupted first start leaves nothing half-made. Where the
 * folder is there already and empty it may be a disk of its own, which cannot be renamed: then it is made in place.
 */
export async function makeCluster(
  folders: Folders,
  how: { bin: string; account: RunAs; durable: boolean },
): Promise<void> {
  if (!(await isEmpty(folders.pg))) return
  for (const name of await readdir(folders.data)) {
    if (name.startsWith('new-pg')) await rm(join(folders.data, name), { recursive: true, force: true })
  }
  const inPlace = await lstat(folders.pg).then(
    () => true,
    () => false,
  )
  const folder = inPlace ? folders.pg : join(folders.data, `new-pg-${process.pid}`)
  if (!inPlace) await mkdir(folder, { mode: 0o700 })
  if (isRoot()) await chown(folder, how.account.uid, how.account.gid)
  const said = await initdb(folder, how)
  if (said !== undefined) {
    if (!inPlace) await rm(folder, { recursive: true, force: true })
    throw new StartError(sentenceFor(said, folders.pg))
  }
  if (inPlace) return
  await rename(folder, folders.pg)
  await syncFolder(folders.data)
}

/** The new name is on the disk before anything that is kept under it. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder)
  await opened.sync().finally(() => opened.close())
}

/** @returns what initdb said when it failed */
function initdb(
  folder: string,
  how: { bin: string; account: RunAs; durable: boolean },
): Promise<string | undefined> {
  const options = [
    // One order of letters on every machine, whatever its C library says.
    '--locale-provider=builtin --builtin-locale=PG_UNICODE_FAST --locale=C.UTF-8 --encoding=UTF8',
    '--username=postgres --auth-local=trust --auth-host=reject --no-instructions',
    how.durable ? '' : '--no-sync',
  ].flatMap(line => line.split(' ').filter(Boolean))
  return new Promise(resolve => {
    let said = ''
    const child = spawn(join(how.bin, 'initdb'), ['-D', isRoot() ? '/proc/self/cwd' : folder, ...options], {
      ...processOptions(how.account, folder),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child.stderr.on('data', part => (said += part.toString()))
    child.once('error', error => resolve(error.message))
    child.once('close', code => resolve(code === 0 ? undefined : said || `initdb ended with ${code}`))
  })
}

export async function writeAs(path: string, text: string, account: RunAs): Promise<void> {
  await writeFile(path, text, { mode: 0o600 })
  if (isRoot()) await chown(path, account.uid, account.gid)
}

/** Fast shutdown (SIGINT): ends the sessions, writes everything. After a minute SIGQUIT; the next start recovers. */
export async function stopServer(pid: number): Promise<void> {
  const signal = (name: NodeJS.Signals): boolean => {
    try {
      return process.kill(pid, name)
    } catch (error) {
      // It has ended by itself.
      if (codeOf(error) === 'ESRCH') return false
      throw error
    }
  }
  signal('SIGINT')
  const first = Date.now()
  let hurried = false
  while (isAlive(pid)) {
    await sleep(15)
    if (!hurried && Date.now() - first > 60_000) hurried = signal('SIGQUIT')
  }
}
