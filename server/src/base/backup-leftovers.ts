import { readdir, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, isPostmaster, readPostmasterFile } from './postgres-folder.ts'
import { POSTGRES_MAJOR } from './postgres-binaries.ts'
import { stopServer } from './postgres-run.ts'

/** Stands behind the name of a backup until it is whole. */
export const PART = '.part'

/** Where a backup is tried: readable data, so it goes with the try, or with the next backup when that was killed. */
export const scratchIn = (folder: string): string => join(folder, `verify-${process.pid}`)

/** Half backups of a process that was killed. Only one is made at a time in a folder, so none of them is in use. */
export async function removeParts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('kaft-') && name.endsWith(PART)) await rm(join(folder, name), { force: true })
  }
}

/** Tries that were killed: their database may live on, and what they restored can be read without a key. */
export async function removeTries(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(/^verify-(\d+)$/.exec(name)?.[1])
    if (!pid || isAlive(pid)) continue
    const scratch = await realpath(join(folder, name))
    const server = join(scratch, `pg${POSTGRES_MAJOR}`)
    const left = await readPostmasterFile(server)
    if (left && (await isPostmaster(left.pid, server))) await stopServer(left.pid)
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Where a backup names its moment: `kaft-2026-10-25T010000Z.backup`. */
const NAMED = /^kaft-(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})Z\.backup$/

/** Backups made before the moment: whoever was erased since is in them, and so they are kept no longer than was said. */
export async function removeOld(folder: string, before: Temporal.Instant): Promise<string[]> {
  const old = (await readdir(folder)).filter(name => {
    const [, day, hour, minute, second] = NAMED.exec(name) ?? []
    if (day === undefined) return false
    return Temporal.Instant.compare(`${day}T${hour}:${minute}:${second}Z`, before) < 0
  })
  for (const name of old) await rm(join(folder, name), { force: true })
  return old
}

/** The ledger of erasures: beside the backups and in none of them, so that it is there when one is put back. */
export const ledgerIn = (backupFolder: string): string => join(backupFolder, 'erased.jsonl')
