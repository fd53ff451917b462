import { spawn } from 'node:child_process'
import { chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRoot, type RunAs } from './postgres-binaries.ts'
import { type Folders, isAlive, readPostmasterFile } from './postgres-folder.ts'
import { openLog, sentenceFor } from './postgres-log.ts'
import { StartError } from './start-error.ts'

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
export async function spawnServer(place: Place): Promise<number | undefined> {
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
    while (!ended) {
      const file = await readPostmasterFile(place.folders.pg)
      if (file && file.pid === child.pid && file.status === 'ready') return file.pid
      await sleep(10)
    }
    return undefined
  } finally {
    await log.close()
  }
}

/** A new cluster is made aside and renamed, so that an interrupted first start leaves nothing half-made. */
export async function makeCluster(
  folders: Folders,
  how: { bin: string; account: RunAs; durable: boolean },
): Promise<void> {
  if (await stat(folders.pg).catch(() => undefined)) return
  for (const name of await readdir(folders.data)) {
    if (name.startsWith('new-pg')) await rm(join(folders.data, name), { recursive: true, force: true })
  }
  const aside = join(folders.data, `new-pg-${process.pid}`)
  await mkdir(aside, { mode: 0o700 })
  if (isRoot()) await chown(aside, how.account.uid, how.account.gid)
  const text = await initdb(aside, how)
  if (text !== undefined) {
    await rm(aside, { recursive: true, force: true })
    throw new StartError(sentenceFor(text, folders.pg))
  }
  await rename(aside, folders.pg)
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
  const signal = (name: NodeJS.Signals) => isAlive(pid) && process.kill(pid, name)
  signal('SIGINT')
  const first = Date.now()
  let hurried = false
  while (isAlive(pid)) {
    await sleep(15)
    if (!hurried && Date.now() - first > 60_000) hurried = signal('SIGQUIT')
  }
}
