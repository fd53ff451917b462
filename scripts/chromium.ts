import { execFile, spawn } from 'node:child_process'
import { access, constants, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '../server/src/base/start-error.ts'

const run = promisify(execFile)

/** How tests launch the browser: no sandbox (tests may run as root), and no call to anywhere but the pages asked for. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
] as const

export interface Search {
  /** Folders in which programs are looked for by name. */
  readonly folders: readonly string[]
  /** Programs named in full. */
  readonly files: readonly string[]
  /** Installs a browser, and says whether it could. */
  readonly install: () => Promise<boolean>
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/**
 * The path of a Chromium that runs. Where the machine has none and this process may install one, it does so.
 *
 * @throws StartError one sentence that says how to install it
 */
export async function findChromium(search?: Search): Promise<string> {
  const where = search ?? (await thisMachine())
  const found =
    (await firstThatRuns(where)) ?? ((await where.install()) ? await firstThatRuns(where) : undefined)
  if (found) return found
  throw new StartError(
    'The tests need Chromium, and this machine has none that runs: install it (on Debian as root: apt-get install chromium), or set CHROME_PATH to it.',
  )
}

async function firstThatRuns({ folders, files }: Search): Promise<string | undefined> {
  for (const file of [...files, ...folders.flatMap(f => NAMES.map(n => join(f, n)))]) {
    // A file of that name can also be a stub that only says where to get the browser.
    if ((await isExecutable(file)) && (await saysVersion(file))) return file
  }
  return undefined
}

const isExecutable = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  )

const saysVersion = (file: string) =>
  run(file, ['--version'], { timeout: 20_000 }).then(
    ({ stdout }) => /Chrom(e|ium).* \d+\./.test(stdout),
    () => false,
  )

async function thisMachine(): Promise<Search> {
  const given = process.env.CHROME_PATH
  const cache = join(homedir(), '.cache', 'ms-playwright')
  const cached = (await readdir(cache).catch(() => [])).filter(name => name.startsWith('chromium-'))
  return {
    folders: [
      ...(process.env.PATH ?? '').split(delimiter),
      '/usr/bin',
      '/usr/local/bin',
      '/usr/lib/chromium',
    ],
    files: [...(given ? [given] : []), ...cached.map(name => join(cache, name, 'chrome-linux', 'chrome'))],
    install: installByApt,
  }
}

async function installByApt(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !(await isExecutable('/usr/bin/apt-get'))) return false
  process.stderr.write('Installing Chromium for the tests (once) ...\n')
  return (
    (await apt('update', '-qq')) && (await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium'))
  )
}

const apt = (...words: string[]) =>
  new Promise<boolean>(resolve => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn('/usr/bin/apt-get', words, { env, stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', () => resolve(false))
    child.once('close', code => resolve(code === 0))
  })
