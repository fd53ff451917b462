/** The basic block of a library tag, ISO 28560-3 (fixed length): which item, and which part of how many. */
export interface BasicBlock {
  readonly code: string
  readonly part: number
  readonly parts: number
}

const BLOCK = 32

/** CRC-16-CCITT over the block without the check itself, and two bytes of zeros for what a short tag lacks (annex B). */
function crcOf(block: Uint8Array): number {
  let crc = 0xffff
  const bytes = [...block.subarray(0, 19), ...block.subarray(21, BLOCK), 0, 0]
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let i = 0; i < 8; i++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

/**
 * Reads the first 32 bytes of a tag.
 * @returns null for a tag of another model, an empty one, or one whose check is wrong
 */
export function readBasicBlock(bytes: Uint8Array): BasicBlock | null {
  if (bytes.length < BLOCK || (bytes[0] ?? 0) >> 4 !== 1) return null
  const [parts, part] = [bytes[1] ?? 0, bytes[2] ?? 0]
  const code = Buffer.from(bytes.subarray(3, 19)).toString('latin1').replace(/\0.*$/s, '').trim()
  const check = ((bytes[20] ?? 0) << 8) | (bytes[19] ?? 0)
  if (code === '' || check !== crcOf(bytes)) return null
  return { code, part: part || 1, parts: parts || 1 }
}

/** A block as a tagging station would write it; `owner` is an ISIL without its country. */
export function writeBasicBlock({ code, part, parts }: BasicBlock, owner = ''): Uint8Array {
  const block = new Uint8Array(BLOCK)
  block.set([0x11, parts, part])
  block.set(Buffer.from(code.slice(0, 16), 'latin1'), 3)
  block.set(Buffer.from('BE', 'latin1'), 21)
  block.set(Buffer.from(owner.slice(0, 9), 'latin1'), 23)
  const crc = crcOf(block)
  block.set([crc & 0xff, crc >> 8], 19)
  return block
}

/** Application families (ISO/IEC 15693): on the shelf the gate sounds, on loan it does not (ISO 28560-3, annex). */
export const AFI_SECURED = 0x07
export const AFI_ON_LOAN = 0xc2
