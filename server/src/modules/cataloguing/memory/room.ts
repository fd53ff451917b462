/**
 * Memory for what is needed until an answer is there: lists of ten thousand numbers, dozens for each answer, which the collector would otherwise
 * have to look for. It is given back as a whole when the next answer begins, so nothing in it may live longer.
 */
class Room {
  #bytes = new ArrayBuffer(1 << 20)
  #used = 0
  /** What was asked since it was given back, whether there was room or not. */
  #asked = 0

  /** Gives back everything. */
  begin(): void {
    // Where the last answer did not fit, the next one like it does.
    if (this.#asked > this.#bytes.byteLength) this.#bytes = new ArrayBuffer(2 * this.#asked)
    this.#used = 0
    this.#asked = 0
  }
  /** Where so many bytes begin; -1 where there is no room: then they come from elsewhere. */
  #take(bytes: number): number {
    const whole = Math.ceil(bytes / 8) * 8
    this.#asked += whole
    if (this.#used + whole > this.#bytes.byteLength) return -1
    const at = this.#used
    this.#used += whole
    return at
  }
  /** Numbers from zero on, all of them zero. */
  uints(count: number): Uint32Array {
    const at = this.#take(4 * count)
    return at < 0 ? new Uint32Array(count) : new Uint32Array(this.#bytes, at, count).fill(0)
  }
  ints(count: number): Int32Array {
    const at = this.#take(4 * count)
    return at < 0 ? new Int32Array(count) : new Int32Array(this.#bytes, at, count).fill(0)
  }
  floats(count: number): Float64Array {
    const at = this.#take(8 * count)
    return at < 0 ? new Float64Array(count) : new Float64Array(this.#bytes, at, count).fill(0)
  }
}
/** One for a thread: an answer is made without a pause. */
export const room = new Room()
