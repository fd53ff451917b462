import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import { codeOf, StartError } from './start-error.ts'

const LARGEST = 20 * 1024 * 1024

/** Opens the server's log for appending; a large one is set aside as `….1` first. */
export async function openLog(path: string): Promise<FileHandle> {
  try {
    if ((await logSize(path)) > LARGEST) await rename(path, `${path}.1`)
    return await open(path, 'a', 0o600)
  } catch (error) {
    throw new StartError(`The log file ${path} cannot be written (${codeOf(error)}).`)
  }
}

export async function logSize(path: string): Promise<number> {
  return stat(path).then(
    s => s.size,
    () => 0,
  )
}

/** The last fatal message after byte `from`, without its prefix; else the last line. */
export async function fatalLine(path: string, from: number): Promise<string> {
  const file = await open(path, 'r')
  try {
    const size = (await file.stat()).size
    const start = from <= size ? from : 0
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    const lines = buffer.toString('utf8', 0, bytesRead).trim().split('\n')
    const fatal = lines.findLast(line => /\b(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? ''
    return fatal.replace(/^.*?\b(FATAL|PANIC): +/, '')
  } finally {
    await file.close()
  }
}

/** True for what goes by itself within seconds: the children of a killed postmaster are still ending. */
export function isPassing(cause: string): boolean {
  return /shared memory block|lock file ".*" already exists|could not create lock file/.test(cause)
}

/** One sentence for the operator, from what PostgreSQL or initdb said. */
export function sentenceFor(cause: string, folder: string, logFile?: string): string {
  if (/No space left on device|ENOSPC/.test(cause)) {
    return `The disk of the data folder ${folder} is full: make room and start again.`
  }
  if (/Permission denied|EACCES|EPERM/.test(cause)) {
    return `PostgreSQL may not use the data folder ${folder} (${firstLine(cause)}): mend its permissions or set KAFT_DATA to another folder.`
  }
  if (/Read-only file system|EROFS/.test(cause)) {
    return `The data folder ${folder} is on a disk that cannot be written: set KAFT_DATA to another folder.`
  }
  if (isPassing(cause)) {
    return `Processes of an earlier PostgreSQL still work on ${folder}: wait until they have ended, then start again.`
  }
  const where = logFile ? ` (more in ${logFile})` : ''
  return `PostgreSQL does not start on ${folder}: ${firstLine(cause)}${where}.`
}

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').replace(/\.$/, '')
