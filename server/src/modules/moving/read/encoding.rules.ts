/** How the bytes of a file are read as letters. */
export type Encoding = 'utf-8' | 'windows-1252' | 'macintosh' | 'utf-16le' | 'utf-16be'

/** What a file begins with where it says itself how it is written. */
const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** The letters that names and titles here are written with, beyond those of ASCII. */
const LETTERS = new Set('éèêëàâäáïîíìôöóòüûúùçñåÉÈÊËÀÂÄÁÏÎÍÔÖÓÜÛÚÇÑÅœŒæÆøØß’‘“”–—€°')
/** What stands in no name: what the other reading makes of a letter. */
const ODD = new Set('¡¢£¤¥¦§¨©ª«¬®¯±²³´µ¶¸¹º»¼½¾¿×÷ŽžŠšŸƒˆ˜†‡‰‹›™∆∞≠≤≥∂∑∏π∫Ω√≈◊ﬁﬂ˙˚˝˛ˇı')

/** How often each byte from 128 on occurs: all that telling two single-byte codings apart needs. */
export interface HighBytes {
  readonly counts: Uint32Array
  /** Whether all that was seen is UTF-8 (RFC 3629). */
  readonly utf8: boolean
}

const score = (counts: Uint32Array, encoding: Encoding): number => {
  const decoder = new TextDecoder(encoding)
  let sum = 0
  for (let byte = 128; byte < 256; byte++) {
    const seen = counts[byte] ?? 0
    if (seen === 0) continue
    const letter = decoder.decode(Uint8Array.of(byte))
    if (LETTERS.has(letter)) sum += seen
    else if (ODD.has(letter) || letter < ' ' || (letter >= '\u0080' && letter <= '\u009f')) sum -= 2 * seen
  }
  return sum
}

/** What the first bytes say, or null where they say nothing. */
export const markOf = (head: Uint8Array): Encoding | null =>
  marks.find(([, mark]) => mark.every((byte, i) => head[i] === byte))?.[0] ?? null

/**
 * How a file is written: what its first bytes say; else UTF-8 where all of it is; else the single-byte coding in
 * which the names read best. Old systems of libraries wrote Windows-1252, and on a Macintosh Mac Roman.
 */
export function encodingOf(head: Uint8Array, seen: HighBytes): Encoding {
  const mark = markOf(head)
  if (mark) return mark
  if (seen.utf8) return 'utf-8'
  return score(seen.counts, 'macintosh') > score(seen.counts, 'windows-1252') ? 'macintosh' : 'windows-1252'
}

/** Counts as the bytes pass by. `isUtf8` is asked of a decoder that is told to be strict. */
export function byteCounter(): { see(bytes: Uint8Array): void; end(): HighBytes } {
  const counts = new Uint32Array(256)
  const strict = new TextDecoder('utf-8', { fatal: true })
  let utf8 = true
  const decode = (bytes: Uint8Array, stream: boolean) => {
    if (!utf8) return
    try {
      strict.decode(bytes, { stream })
    } catch {
      utf8 = false
    }
  }
  return {
    see: bytes => {
      for (const byte of bytes) if (byte > 127) counts[byte] = (counts[byte] ?? 0) + 1
      decode(bytes, true)
    },
    end: () => {
      decode(new Uint8Array(), false)
      return { counts, utf8 }
    },
  }
}
