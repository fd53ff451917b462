/** The fields of a file on the card by their tag. `whole` is false where the file ends in the middle of a field. */
export interface Tlv {
  readonly fields: ReadonlyMap<number, Uint8Array>
  readonly whole: boolean
}

/**
 * Reads a file of an identity card: one byte says which field it is, the next how long; a length byte of FF goes on in
 * the byte after it, and both count. Tag 00 is a field only at the very beginning; anywhere else it is the padding that
 * fills the file up. It never throws: what cannot be read is not there.
 */
export function readTlv(bytes: Uint8Array): Tlv {
  const fields = new Map<number, Uint8Array>()
  let at = 0
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0
    if (tag === 0 && at > 0) return { fields, whole: true }
    at++
    let [length, more] = [0, 0xff]
    while (more === 0xff && at < bytes.length) {
      more = bytes[at++] ?? 0
      length += more
    }
    if (more === 0xff || at + length > bytes.length) return { fields, whole: false }
    // Of a field that stands twice the first counts: what follows may be the rest of an older, longer file.
    if (!fields.has(tag)) fields.set(tag, bytes.subarray(at, at + length))
    at += length
  }
  return { fields, whole: true }
}
