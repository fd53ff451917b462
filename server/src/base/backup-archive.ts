import { type Dirent } from 'node:fs'
import { chown, type FileHandle, lstat, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesOf } from './backup-seal.ts'
import { isRoot, type RunAs } from './postgres-binaries.ts'
import { codeOf, StartError } from './start-error.ts'

// Many files as one stream: for each entry four bytes of length, that much JSON, then the content.

export type Entry =
  | { readonly path: string; readonly kind: 'folder' }
  | { readonly path: string; readonly kind: 'file'; readonly size: number }

const CHUNK = 256 * 1024

/** Folders whose content belongs to the running server alone (PostgreSQL manual, "Making a Base Backup Using the Low Level API"). */
const EMPTIED = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label|tablespace_map|backup_manifest|current_logfiles|postgresql\.auto\.conf\.tmp)$|(^|\/)(pgsql_tmp|pg_internal\.init)/

/**
 * The entries of a data folder in the order in which they are to be copied: `pg_control` last, so that it is not
 * older than any other file.
 */
export async function listDataFolder(pgFolder: string): Promise<string[]> {
  const files: string[] = []
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(pgFolder, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (LEFT_OUT.test(path)) continue
      refuseLink(entry, path)
      if (entry.isFile()) files.push(path)
      if (!entry.isDirectory() && path !== 'pg_wal') continue
      files.push(`${path}/`)
      if (!EMPTIED.includes(path)) await visit(path)
    }
  }
  await visit('')
  const last = join('global', 'pg_control')
  return [...files.filter(f => f !== last), 'pg_wal/archive_status/', last]
}

function refuseLink(entry: Dirent, path: string): void {
  if (!entry.isSymbolicLink() || path === 'pg_wal') return
  throw new StartError(
    `The database has data outside of its folder (${path} is a link), which Kaft never makes: back it up with PostgreSQL's own tools.`,
  )
}

/** Packs files of a folder that is being written to. What vanishes meanwhile is left out: the log has it. */
export async function* packFolder(folder: string, paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) {
    if (path.endsWith('/')) {
      yield headOf({ path: path.slice(0, -1), kind: 'folder' })
      continue
    }
    const file = await open(join(folder, path)).catch(error => {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    })
    if (file) yield* packFile(path, file)
  }
}

/** A file can grow or shrink under the reader; the recovery from the log puts that right, if only the size is kept. */
async function* packFile(path: string, file: FileHandle): AsyncGenerator<Buffer> {
  try {
    const { size } = await file.stat()
    yield headOf({ path, kind: 'file', size })
    for (let at = 0; at < size; ) {
      const { buffer, bytesRead } = await file.read(
        Buffer.allocUnsafe(Math.min(CHUNK, size - at)),
        0,
        undefined,
        at,
      )
      yield bytesRead > 0 ? buffer.subarray(0, bytesRead) : buffer.fill(0)
      at += bytesRead > 0 ? bytesRead : buffer.length
    }
  } finally {
    await file.close()
  }
}

/** A file whose content is at hand. */
export async function* packText(path: string, text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  yield headOf({ path, kind: 'file', size: bytes.length })
  yield bytes
}

function headOf(entry: Entry): Buffer {
  const text = Buffer.from(JSON.stringify(entry))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text])
}

/**
 * Writes a packed stream as files below `folder`, which exists and is empty.
 *
 * @returns number of files and their bytes
 */
export async function unpack(
  packed: AsyncIterable<Buffer>,
  folder: string,
  account: RunAs,
): Promise<{ files: number; bytes: number }> {
  const source = bytesOf(packed)
  const own = (path: string) => (isRoot() ? chown(path, account.uid, account.gid) : undefined)
  let files = 0
  let bytes = 0
  for (;;) {
    const length = await source.take(4)
    if (length.length === 0) return { files, bytes }
    const entry: Entry = JSON.parse((await source.take(length.readUInt32BE())).toString('utf8'))
    const path = join(folder, entry.path)
    if (!path.startsWith(`${folder}/`)) throw new Error(`an entry leaves its folder: ${entry.path}`)
    if (entry.kind === 'folder') {
      if (!(await lstat(path).catch(() => undefined))) await mkdir(path, { mode: 0o700 })
      await own(path)
      continue
    }
    const file = await open(path, 'wx', 0o600)
    await copyOut(source, file, entry.size).finally(() => file.close())
    await own(path)
    files += 1
    bytes += entry.size
  }
}

async function copyOut(source: ReturnType<typeof bytesOf>, file: FileHandle, size: number): Promise<void> {
  for (let left = size; left > 0; ) {
    const part = await source.some(Math.min(CHUNK, left))
    if (part.length === 0) throw new Error('the archive ends within a file')
    await file.writeFile(part)
    left -= part.length
  }
}
