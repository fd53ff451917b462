const FIRST = 1 << 12
const FULL = 0.6

/** Eight bytes of a key and four of what stood under it, by the hundred thousand in little memory. */
export interface SeenNumbers {
  /** Notes a key with the hash of its content; says whether the key was there, and with the same content. */
  note(key: Buffer, content: Buffer): 'new' | 'same' | 'other'
  has(key: Buffer): boolean
}

interface Table {
  readonly keys: BigUint64Array
  readonly contents: Uint32Array
}
const table = (size: number): Table => ({ keys: new BigUint64Array(size), contents: new Uint32Array(size) })

/** Where a key stands, or the free place where it belongs. */
function placeOf(t: Table, key: bigint): number {
  let at = Number(key & BigInt(t.keys.length - 1))
  while (t.keys[at] !== 0n && t.keys[at] !== key) at = (at + 1) & (t.keys.length - 1)
  return at
}

function grown(t: Table): Table {
  const wider = table(t.keys.length * 2)
  t.keys.forEach((key, i) => {
    if (key === 0n) return
    const at = placeOf(wider, key)
    wider.keys[at] = key
    wider.contents[at] = t.contents[i] ?? 0
  })
  return wider
}

/**
 * The control numbers that a file has given so far. A national catalogue has millions of them, so only their hashes
 * are kept, in tables of numbers: 24 bytes each at the most.
 */
export function seenNumbers(): SeenNumbers {
  let known = table(FIRST)
  let count = 0
  return {
    has: hash => {
      const key = hash.readBigUInt64BE(0) || 1n
      return known.keys[placeOf(known, key)] === key
    },
    note: (hash, contentHash) => {
      // Zero marks a free place.
      const key = hash.readBigUInt64BE(0) || 1n
      const content = contentHash.readUInt32BE(0)
      const at = placeOf(known, key)
      if (known.keys[at] === key) return known.contents[at] === content ? 'same' : 'other'
      known.keys[at] = key
      known.contents[at] = content
      count++
      if (count > known.keys.length * FULL) known = grown(known)
      return 'new'
    },
  }
}
