import { zstdDecompressSync } from 'node:zlib'

/** What came out of packed bytes; `whole` when they ended where they should, with as much as was said. */
export interface Unpacked {
  readonly bytes: Buffer
  readonly whole: boolean
}
export type Way = 'pglz' | 'lz4' | 'zstd'

/**
 * Opens what PostgreSQL packed.
 * @param size how much it was before
 * @returns as far as it went; null where it is no such thing
 */
export function unpack(way: Way, packed: Buffer, size: number): Unpacked | null {
  if (way === 'pglz') return unpglz(packed, size)
  if (way === 'lz4') return unlz4(packed, size)
  try {
    const bytes = zstdDecompressSync(packed, { maxOutputLength: size })
    return { bytes, whole: bytes.length === size }
  } catch {
    return null
  }
}

/**
 * PostgreSQL's own way (src/common/pg_lzcompress.c): a byte whose bits, from the lowest on, say what the eight items after it are. 0 is a
 * byte as it is; 1 is a tag of two or three: how many bytes, and from how far back in what is there already.
 */
function unpglz(packed: Buffer, size: number): Unpacked | null {
  const out = Buffer.allocUnsafe(size)
  let [at, to] = [0, 0]
  while (at < packed.length && to < size) {
    let control = packed[at++] ?? 0
    for (let item = 0; item < 8 && at < packed.length && to < size; item++, control >>= 1) {
      if ((control & 1) === 0) {
        out[to++] = packed[at++] ?? 0
        continue
      }
      if (at + 1 >= packed.length) return { bytes: out.subarray(0, to), whole: false }
      const tag = packed.readUInt16BE(at)
      let length = ((tag >> 8) & 0x0f) + 3
      const back = ((tag >> 4) & 0xf00) | (tag & 0xff)
      at += 2
      if (length === 18) length += packed[at++] ?? 0
      if (back === 0 || back > to) return null
      to = repeat(out, { to, back, length })
    }
  }
  return { bytes: out.subarray(0, to), whole: at === packed.length && to === size }
}

/** A block of LZ4 (lz4_Block_format.md): bytes as they are, then bytes from further back, in turns; the last turn has none from back. */
function unlz4(packed: Buffer, size: number): Unpacked | null {
  const out = Buffer.allocUnsafe(size)
  let [at, to] = [0, 0]
  const lengthOf = (nibble: number): number => {
    let length = nibble
    for (let more = nibble === 15 ? 255 : 0; more === 255; length += more) more = packed[at++] ?? 0
    return length
  }
  while (at < packed.length && to < size) {
    const token = packed[at++] ?? 0
    const literals = lengthOf(token >> 4)
    const copied = packed.copy(out, to, at, Math.min(at + literals, packed.length))
    at += copied
    to += copied
    if (copied < literals || at >= packed.length || to >= size) break
    if (at + 1 >= packed.length) return { bytes: out.subarray(0, to), whole: false }
    const back = packed.readUInt16LE(at)
    at += 2
    const length = lengthOf(token & 0x0f) + 4
    if (back === 0 || back > to) return null
    to = repeat(out, { to, back, length })
  }
  return { bytes: out.subarray(0, to), whole: at === packed.length && to === size }
}

/** Byte by byte, since what is repeated may reach into what it makes. */
function repeat(out: Buffer, of: { to: number; back: number; length: number }): number {
  const end = Math.min(of.to + of.length, out.length)
  for (let to = of.to; to < end; to++) out[to] = out[to - of.back] ?? 0
  return end
}
