import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { glob, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { codeOf, StartError } from '../base/start-error.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** What a build of the staff client depends on. */
const SOURCES = [
  'apps/staff/**/*',
  'packages/ui/src/**/*',
  'packages/contract/src/**/*',
  'package-lock.json',
  'tsconfig.json',
]
/** Older builds that are kept: another process may still serve from the one before this. */
const KEPT = 2

/**
 * The folder with the staff client as it is to be served. Built when the sources have changed since; the folder is
 * named after them, and appears whole or not at all.
 *
 * @param home the working copy; another one in tests
 * @throws StartError when the build fails or its folder cannot be written
 */
export async function staffClient(note: (text: string) => void, home = root): Promise<string> {
  const dist = join(home, 'apps', 'staff', 'dist')
  const folder = join(dist, await sourcesHash(home))
  if (await isBuilt(folder)) return folder
  note('Building the staff client (only after a change; some seconds) ...')
  const aside = join(dist, `new-${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(dist, { recursive: true })
    await removeLeft(dist)
    await build(home, aside)
    await compress(aside)
    // Two processes that build at once make the same: whoever is second throws its own away.
    await rename(aside, folder).catch(error => {
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error
    })
    await removeOld(dist)
    return folder
  } catch (error) {
    throw sentenceOf(error, dist)
  } finally {
    await rm(aside, { recursive: true, force: true }).catch(() => undefined)
  }
}

const isBuilt = async (folder: string): Promise<boolean> => {
  const found = await stat(join(folder, 'index.html')).catch(() => undefined)
  // Marked as used, so that the builds in use are the youngest ones.
  if (found) await utimes(folder, new Date(), new Date()).catch(() => undefined)
  return found !== undefined
}

async function sourcesHash(home: string): Promise<string> {
  const files: string[] = []
  const exclude = (entry: { name: string }) => ['dist', 'node_modules'].includes(entry.name)
  for await (const entry of glob(SOURCES, { cwd: home, exclude, withFileTypes: true })) {
    if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) files.push(join(entry.parentPath, entry.name))
  }
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(`${file.slice(home.length)}\0`).update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

/** In a process of its own: the bundler's memory goes with it. */
async function build(home: string, folder: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const words = ['build', join(home, 'apps', 'staff'), '--outDir', folder, '--logLevel', 'warn']
  const said: Buffer[] = []
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, ...words], {
      cwd: home,
      env: { ...process.env, NODE_ENV: 'production', ...(process.stderr.isTTY ? {} : { NO_COLOR: '1' }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', part => said.push(part))
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === 0) return
  process.stderr.write(Buffer.concat(said))
  throw new StartError('The staff client cannot be built: what is wrong stands above.')
}

const brotli = promisify(brotliCompress)
const LEAST_BYTES = 1024

/** Compressed once here, as well as Brotli can, and not at each request. */
async function compress(folder: string): Promise<void> {
  for await (const name of glob('**/*.{js,css,svg,json,txt}', { cwd: folder })) {
    const bytes = await readFile(join(folder, name))
    if (bytes.length < LEAST_BYTES) continue
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    }
    await writeFile(join(folder, `${name}.br`), await brotli(bytes, { params }))
  }
}

/** Half a build that a killed process left. */
async function removeLeft(dist: string): Promise<void> {
  for (const name of await readdir(dist)) {
    const pid = Number(/^new-(\d+)-/.exec(name)?.[1])
    if (pid && !(await stat(`/proc/${pid}`).catch(() => undefined))) {
      await rm(join(dist, name), { recursive: true, force: true })
    }
  }
}

async function removeOld(dist: string): Promise<void> {
  const builds = await Promise.all(
    (await readdir(dist))
      .filter(name => /^[0-9a-f]{16}$/.test(name))
      .map(async name => ({ name, used: (await stat(join(dist, name))).mtimeMs })),
  )
  for (const { name } of builds.toSorted((a, b) => b.used - a.used).slice(KEPT + 1)) {
    await rm(join(dist, name), { recursive: true, force: true })
  }
}

function sentenceOf(error: unknown, dist: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC') return new StartError(`The disk of ${dist} is full: make room and start again.`)
  if (['EACCES', 'EROFS', 'EPERM', 'EEXIST', 'ENOTDIR'].includes(code)) {
    return new StartError(
      `The staff client must be built anew and ${dist} cannot be written (${code}): run npm run kaft -- build as the user who owns it, then start again.`,
    )
  }
  return error
}
