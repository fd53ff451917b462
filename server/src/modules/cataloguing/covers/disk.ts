import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const NAME = /^[0-9a-f]{64}$/

/** Images on disk by the hash of what they hold: the same image under two numbers is one file. */
export interface CoverDisk {
  put(bytes: Uint8Array): Promise<string>
  /** Null where it is not there: on another machine, or taken away. */
  get(file: string): Promise<Buffer | null>
  drop(file: string): Promise<void>
}

export function coverDisk(folder: string): CoverDisk {
  const place = (file: string): string => join(folder, file.slice(0, 2), file)
  return {
    put: async bytes => {
      const file = createHash('sha256').update(bytes).digest('hex')
      await mkdir(join(folder, file.slice(0, 2)), { recursive: true })
      // Whole or not at all: another process may be reading under this name.
      const half = `${place(file)}.${randomUUID()}`
      await writeFile(half, bytes)
      await rename(half, place(file))
      return file
    },
    get: file => (NAME.test(file) ? readFile(place(file)).catch(() => null) : Promise.resolve(null)),
    drop: file => (NAME.test(file) ? rm(place(file), { force: true }) : Promise.resolve()),
  }
}
