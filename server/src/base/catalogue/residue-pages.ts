import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openPieces, packedIn } from './packed-values.ts'
import { formsOf, type Residue } from './residue.ts'
import { imagesOf, recordsOf, runsOf } from './write-ahead-log.ts'

/** A whole number of pages. */
const CHUNK = 8 * 1024 * 1024
/** One segment of the log is this large, unless a cluster was made otherwise. */
const LARGEST_SEGMENT = 1024 * 1024 * 1024
/** Longer than any form of a value: what lies across two chunks is found once in the second. */
const OVERLAP = 1024

/** The forms of values as bytes, one letter a byte; where case has no meaning, in lower case by that measure. */
function patterns(values: readonly string[]): { folded: string[]; exact: string[] } {
  const forms = values.map(formsOf)
  const latin = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
  return {
    // A value in capitals with accents has other bytes than in small letters: as it was given, it is looked for as well.
    folded: [...new Set([...forms.flatMap(f => f.plain), ...values].map(v => latin(v).toLowerCase()))],
    exact: [...new Set(forms.flatMap(f => f.exact))],
  }
}

function count(text: string, pattern: string): number {
  let hits = 0
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) hits++
  return hits
}

type Sought = ReturnType<typeof patterns>

function hitsInBytes(bytes: Buffer, { folded, exact }: Sought): number {
  const text = bytes.toString('latin1')
  const lower = text.toLowerCase()
  return (
    folded.reduce((sum, pattern) => sum + count(lower, pattern), 0) +
    exact.reduce((sum, pattern) => sum + count(text, pattern), 0)
  )
}
const hitsInAll = (all: readonly Buffer[], sought: Sought): number =>
  all.reduce((sum, bytes) => sum + hitsInBytes(bytes, sought), 0)

/** A file of tables, indexes or values kept apart: as it lies, and what is packed in it. */
async function hitsInFile(path: string, sought: Sought): Promise<number> {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(CHUNK + OVERLAP)
    const pieces = openPieces()
    let [hits, kept] = [0, 0]
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, CHUNK, null)
      if (bytesRead === 0) return hits + hitsInAll(pieces.take(true), sought)
      hits += hitsInBytes(buffer.subarray(0, kept + bytesRead), sought)
      const pages = buffer.subarray(kept, kept + bytesRead)
      pieces.gather(pages, 2)
      hits += hitsInAll([...packedIn(pages, 4), ...pieces.take(false)], sought)
      const all = kept + bytesRead
      kept = Math.min(OVERLAP, all)
      buffer.copy(buffer, 0, all - kept, all)
    }
  } finally {
    await file.close()
  }
}

/**
 * The log of writes: its pages without their heads, which stand in the middle of what they part, and whatever is packed in its records: values,
 * and images of whole pages. A record that goes on in another file counts where it ends.
 */
async function hitsInLog(paths: readonly string[], sought: Sought): Promise<Map<string, number>> {
  const hits = new Map<string, number>()
  const runs: { path: string; no: number; address: number }[] = []
  for (const path of paths) {
    const found = runsOf(await readFile(path).catch(() => Buffer.alloc(0)))
    hits.set(path, hitsInAll(found.other, sought))
    runs.push(...found.runs.map(({ address }, no) => ({ path, no, address })))
  }
  const left = new Map<number, Buffer>()
  const pieces = openPieces()
  for (const { path, no } of runs.toSorted((a, b) => a.address - b.address)) {
    const run = runsOf(await readFile(path).catch(() => Buffer.alloc(0))).runs[no]
    // A living server may have begun to write over it meanwhile.
    if (run === undefined) continue
    const read = recordsOf(run, left.get(run.address))
    if (read.left !== undefined) left.set(run.end, Buffer.from(read.left))
    pieces.gather(run.bytes, 1)
    const images = read.records.flatMap(imagesOf)
    for (const image of images) pieces.gather(image, 2)
    const packed = [...packedIn(run.bytes, 1), ...images.flatMap(image => packedIn(image, 4))]
    const all = [run.bytes, ...images, ...packed, ...pieces.take(false)]
    hits.set(path, (hits.get(path) ?? 0) + hitsInAll(all, sought))
  }
  const last = paths.at(-1)
  if (last !== undefined) hits.set(last, (hits.get(last) ?? 0) + hitsInAll(pieces.take(true), sought))
  return hits
}

/**
 * Looks in the raw pages of a PostgreSQL server: rows that are dead, holes between rows, indexes, values kept apart, the log of writes. What the
 * server packed is opened: a long value wherever it stands, also in pieces, and the image of a page in the log. Where something was written
 * over a part of a packed value, what is left of it cannot be opened by anybody, and is looked at as it lies.
 * @param folder the data folder of the server
 * @param parts which folders of it, such as `base/16384` and `pg_wal`
 */
export async function residueInPages(
  folder: string,
  parts: readonly string[],
  values: readonly string[],
): Promise<Residue[]> {
  const sought = patterns(values)
  const found: Residue[] = []
  for (const part of parts) {
    const files = await filesIn(join(folder, part))
    const log = part === 'pg_wal' ? files.filter(({ size }) => size <= LARGEST_SEGMENT) : []
    const inLog = await hitsInLog(
      log.map(({ path }) => path),
      sought,
    )
    for (const { name, path } of files) {
      const hits = inLog.get(path) ?? (await hitsInFile(path, sought).catch(() => 0))
      if (hits > 0) found.push({ where: join(part, name), hits })
    }
  }
  return found
}

async function filesIn(folder: string): Promise<{ name: string; path: string; size: number }[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[])
  const files: { name: string; path: string; size: number }[] = []
  for (const name of names.toSorted()) {
    const path = join(folder, name)
    const about = await stat(path).catch(() => null)
    if (about?.isFile()) files.push({ name, path, size: about.size })
  }
  return files
}
