import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/**
 * Files of other systems, on which this package is tried where they lie beside the working copy (`shared/data`), or
 * where `KAFT_MARC_SAMPLES` says. They are others' work and are not part of this one.
 */
export function samplesFolder(): string | null {
  const named = process.env['KAFT_MARC_SAMPLES']
  if (named !== undefined) return existsSync(named) ? named : null
  for (let at = import.meta.dirname; at !== dirname(at); at = dirname(at)) {
    const beside = join(at, 'shared', 'data')
    if (existsSync(join(beside, 'MANIFEST.md'))) return beside
  }
  return null
}

/** Every file below the folders that begin so, in order. */
export async function samples(folder: string, begin: string): Promise<string[]> {
  const found: string[] = []
  for await (const entry of glob(`${begin}*/**/*`, { cwd: folder, withFileTypes: true }))
    if (entry.isFile()) found.push(join(entry.parentPath, entry.name))
  return found.sort()
}

const run = promisify(execFile)
const MOST_BYTES = 256 * 1024 * 1024

/** What a program prints; what it says besides, and how it ends, is its own business. */
export async function printed(program: string, words: string[]): Promise<string> {
  const said = await run(program, words, { maxBuffer: MOST_BYTES, encoding: 'buffer' }).catch(
    (error: { stdout?: Buffer; code?: unknown }) => {
      if (error.code === 'ENOENT' || error.stdout === undefined) throw error
      return { stdout: error.stdout }
    },
  )
  return said.stdout.toString('utf8')
}

/** Why a test with samples and a program cannot run here, or false where it can. */
export async function missing(program: string): Promise<string | false> {
  if (samplesFolder() === null) return 'no folder shared/data beside the working copy, nor KAFT_MARC_SAMPLES'
  const there = await run(program, ['-V']).then(
    () => true,
    (error: { code?: unknown }) => error.code !== 'ENOENT',
  )
  return there ? false : `${program} is not on this machine (Debian: yaz)`
}

/** As many at a time as make two cores busy. */
export async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all([worker(), worker()])
}
