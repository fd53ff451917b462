import { unpack, type Way } from './unpack.ts'

/*
 * The log of writes of PostgreSQL 18, read as bytes: xlog_internal.h (pages), xlogrecord.h (records). A file of it that is written over in turn
 * holds new pages before older ones, so pages are taken by the address that each says of itself.
 */
const PAGE = 8192
/** `xlp_magic` of every version from 14 on begins with this. */
const MAGIC = 0xd1
const CONTINUED = 0x0001
const LONG = 0x0002
/** Of a record, before its blocks. */
const HEAD = 24
const MOST = 1024 * 1024 * 1024
/** XLR_MAX_BLOCK_ID */
const LAST_BLOCK = 32

/** Pages that follow one another, without their heads. */
export interface Run {
  /** Where its first and the page after its last stand in the log. */
  readonly address: number
  readonly end: number
  readonly bytes: Buffer
  /** Where a record begins for certain: the first on each page that has one. */
  readonly begins: readonly number[]
}

/** The runs in a file of the log, and what is no page of it. */
export function runsOf(file: Buffer): { runs: Run[]; other: Buffer[] } {
  const runs: { address: number; end: number; parts: Buffer[]; length: number; begins: number[] }[] = []
  const other: Buffer[] = []
  for (let at = 0; at < file.length; at += PAGE) {
    const page = file.subarray(at, at + PAGE)
    const address = addressOf(page)
    if (address === null) {
      other.push(page)
      continue
    }
    let run = runs.at(-1)
    if (run?.end !== address) runs.push((run = { address, end: address, parts: [], length: 0, begins: [] }))
    const info = page.readUInt16LE(2)
    const rest = (info & CONTINUED) === 0 ? 0 : aligned(page.readUInt32LE(16))
    const part = page.subarray((info & LONG) === 0 ? 24 : 40)
    if (rest < part.length) run.begins.push(run.length + rest)
    run.parts.push(part)
    run.length += part.length
    run.end += PAGE
  }
  return {
    runs: runs.map(({ address, end, parts, begins }) => ({
      address,
      end,
      begins,
      bytes: Buffer.concat(parts),
    })),
    other,
  }
}

function addressOf(page: Buffer): number | null {
  if (page.length < PAGE || page[1] !== MAGIC) return null
  const address = Number(page.readBigUInt64LE(8))
  return address % PAGE === 0 ? address : null
}
const aligned = (size: number): number => Math.ceil(size / 8) * 8

/**
 * The records of a run, and what is left of one that goes on in the next.
 * @param before what the run before it left; without it, whatever stands before the first that begins here is passed over
 */
export function recordsOf(
  run: Run,
  before: Buffer | undefined,
): { records: Buffer[]; left: Buffer | undefined } {
  const bytes = before === undefined ? run.bytes : Buffer.concat([before, run.bytes])
  const begins = run.begins.map(at => at + (before?.length ?? 0))
  const records: Buffer[] = []
  let at = before === undefined ? (begins[0] ?? bytes.length) : 0
  while (at + 4 <= bytes.length) {
    const size = bytes.readUInt32LE(at)
    if (size < HEAD || size > MOST) {
      // The end, or a file that was ended early: on with the next page that says where one begins.
      const from = at
      at = begins.find(one => one > from) ?? bytes.length
      continue
    }
    if (at + size > bytes.length) return { records, left: bytes.subarray(at) }
    records.push(bytes.subarray(at, at + size))
    at += aligned(size)
  }
  return { records, left: undefined }
}

interface Image {
  readonly size: number
  readonly hole: number
  readonly hole_size: number
  readonly way: Way
}
/** `fork_flags` and `bimg_info` of a block. */
const has = { image: 0x10, data: 0x20, sameRelation: 0x80, hole: 0x01, pglz: 0x04, lz4: 0x08, zstd: 0x10 }
const PACKED = has.pglz | has.lz4 | has.zstd

/** The images of pages that stand packed in a record, whole again: with the hole between their rows as it is read, empty. */
export function imagesOf(record: Buffer): Buffer[] {
  const images: { from: number; image: Image }[] = []
  let at = HEAD
  let ahead = 0
  // Heads of the blocks stand first, and then what they announced, in their order: where no more is left than that, the heads are over.
  while (record.length - at > ahead + 4 && record.readUInt8(at) <= LAST_BLOCK) {
    const flags = record.readUInt8(at + 1)
    const data = record.readUInt16LE(at + 2)
    at += 4
    if ((flags & has.image) !== 0) {
      if (record.length - at < 7) return []
      const { image, size, head } = imageHead(record, at)
      if (image !== null) images.push({ from: ahead, image })
      ahead += size
      at += head
    }
    ahead += data
    at += (flags & has.sameRelation) === 0 ? 16 : 4
  }
  const start = afterHeads(record, at, ahead)
  return images.flatMap(({ from, image }) =>
    restored(record.subarray(start + from, start + from + image.size), image),
  )
}

function imageHead(record: Buffer, at: number): { image: Image | null; size: number; head: number } {
  const size = record.readUInt16LE(at)
  const hole = record.readUInt16LE(at + 2)
  const info = record.readUInt8(at + 4)
  if ((info & PACKED) === 0) return { image: null, size, head: 5 }
  const way: Way = (info & has.pglz) !== 0 ? 'pglz' : (info & has.lz4) !== 0 ? 'lz4' : 'zstd'
  const holed = (info & has.hole) !== 0
  const hole_size = holed ? record.readUInt16LE(at + 5) : 0
  return { image: { size, hole, hole_size, way }, size, head: holed ? 7 : 5 }
}

/** Past what else a record may say of itself: where it came from (253), its transaction (252), and how long the main data are (255, 254). */
function afterHeads(record: Buffer, from: number, ahead: number): number {
  const sizes: Readonly<Record<number, number>> = { 255: 2, 254: 5, 253: 3, 252: 5 }
  let at = from
  while (record.length - at > ahead) {
    const id = record.readUInt8(at)
    at += sizes[id] ?? record.length
    if (id >= 254) break
  }
  return at
}

function restored(packed: Buffer, { hole, hole_size, way }: Image): Buffer[] {
  if (hole + hole_size > PAGE) return []
  const opened = unpack(way, packed, PAGE - hole_size)
  if (opened === null) return []
  const { bytes } = opened
  return [Buffer.concat([bytes.subarray(0, hole), Buffer.alloc(hole_size), bytes.subarray(hole)])]
}
