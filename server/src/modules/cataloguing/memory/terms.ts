/**
 * Every word, mark and branch by which a title is found, each with a number, kept as bytes: millions of strings would be looked over by
 * the collector of memory again and again.
 */
export class Terms {
  #bytes = new Uint8Array(1 << 20)
  #starts = new Uint32Array(1 << 16)
  #slots = new Int32Array(1 << 17).fill(-1)
  #count = 0
  /** Words in the order of their bytes, and how many terms there were then. */
  #sorted = new Uint32Array(0)
  #sortedOf = 0

  get count(): number {
    return this.#count
  }
  /** How many bytes of memory it takes. */
  get size(): number {
    return this.#bytes.length + 4 * (this.#starts.length + this.#slots.length + this.#sorted.length)
  }

  /** The number of what stands from one place until another, in UTF-8; it is added where it is new. */
  add(from: Uint8Array, start: number, end: number): number {
    const slot = this.#slotOf(from, start, end)
    const known = this.#slots[slot] ?? -1
    if (known >= 0) return known
    const id = this.#count++
    const at = this.#starts[id] ?? 0
    this.#bytes = wideEnough(this.#bytes, at + end - start)
    this.#bytes.set(from.subarray(start, end), at)
    this.#starts = wideEnough(this.#starts, id + 2)
    this.#starts[id + 1] = at + end - start
    this.#slots[slot] = id
    if (2 * this.#count > this.#slots.length) this.#widen()
    return id
  }

  /** The number of a term; -1 where there is none. */
  find(term: Uint8Array): number {
    return this.#slots[this.#slotOf(term, 0, term.length)] ?? -1
  }

  /**
   * The terms that begin so. Those that came after the last `sort` are looked through one by one: they are few.
   */
  beginning(prefix: Uint8Array): number[] {
    const [from, until] = [this.#firstWhere(prefix, false), this.#firstWhere(prefix, true)]
    const found = Array.from(this.#sorted.subarray(from, until))
    for (let id = this.#sortedOf; id < this.#count; id++) if (this.#begins(id, prefix)) found.push(id)
    return found
  }

  /** Puts the terms in order that begin with a letter or a digit: nothing else is ever asked by its beginning. */
  sort(): void {
    const words: number[] = []
    for (let id = 0; id < this.#count; id++)
      if (isWordByte(this.#bytes[this.#starts[id] ?? 0] ?? 0)) words.push(id)
    const keys = new Float64Array(this.#count)
    for (const id of words) keys[id] = this.#key(id)
    this.#sorted = Uint32Array.from(words).sort(
      (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || this.#compare(a, this.bytesOf(b)),
    )
    this.#sortedOf = this.#count
  }

  /** Where the words begin that are not before a prefix, or those that are behind all that begin with it. */
  #firstWhere(prefix: Uint8Array, behind: boolean): number {
    let [low, high] = [0, this.#sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const id = this.#sorted[middle] ?? 0
      if (this.#compare(id, prefix) < 0 || (behind && this.#begins(id, prefix))) low = middle + 1
      else high = middle
    }
    return low
  }
  /** The bytes of a term. */
  bytesOf(id: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[id] ?? 0, this.#starts[id + 1] ?? 0)
  }
  /** The first six bytes as one number. */
  #key(id: number): number {
    const start = this.#starts[id] ?? 0
    const end = this.#starts[id + 1] ?? 0
    let key = 0
    for (let i = 0; i < 6; i++) key = key * 256 + (start + i < end ? (this.#bytes[start + i] ?? 0) : 0)
    return key
  }
  #compare(id: number, other: Uint8Array): number {
    const start = this.#starts[id] ?? 0
    const length = (this.#starts[id + 1] ?? 0) - start
    for (let i = 0; i < length && i < other.length; i++) {
      const less = (this.#bytes[start + i] ?? 0) - (other[i] ?? 0)
      if (less !== 0) return less
    }
    return length - other.length
  }
  #begins(id: number, prefix: Uint8Array): boolean {
    const start = this.#starts[id] ?? 0
    if ((this.#starts[id + 1] ?? 0) - start < prefix.length) return false
    for (let i = 0; i < prefix.length; i++) if (this.#bytes[start + i] !== prefix[i]) return false
    return true
  }
  #slotOf(from: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hashOf(from, start, end) & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot] ?? -1
      if (id < 0 || this.#is(id, from, { start, end })) return slot
    }
  }
  #is(id: number, from: Uint8Array, { start, end }: { start: number; end: number }): boolean {
    const at = this.#starts[id] ?? 0
    if ((this.#starts[id + 1] ?? 0) - at !== end - start) return false
    for (let i = start; i < end; i++) if (this.#bytes[at + i - start] !== from[i]) return false
    return true
  }
  #widen(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1)
    const mask = slots.length - 1
    for (let id = 0; id < this.#count; id++) {
      let slot = hashOf(this.#bytes, this.#starts[id] ?? 0, this.#starts[id + 1] ?? 0) & mask
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
      slots[slot] = id
    }
    this.#slots = slots
  }
}

/** Letters and digits of ASCII, and whatever takes more than one byte. */
const isWordByte = (byte: number): boolean =>
  byte >= 0x80 ||
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a)

/** FNV-1a, mixed once more at the end, since only its lower bits are used. */
function hashOf(from: Uint8Array, start: number, end: number): number {
  let hash = 0x811c_9dc5
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (from[i] ?? 0), 0x0100_0193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** The same list, or one of at least twice its length that holds it, so that there are so many places. */
export function wideEnough<T extends Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array>(
  list: T,
  places: number,
): T {
  if (places <= list.length) return list
  const Wider = list.constructor as new (length: number) => T
  const wider = new Wider(Math.max(places, 2 * list.length))
  wider.set(list)
  return wider
}
