/** A message longer than this is none: the longest of the standard stays below a kilobyte. */
export const LONGEST = 4096

/** Cuts a stream into messages. */
export interface Frames {
  /** Messages that are whole now, without their line end; null stands for one that was too long and was thrown away. */
  read(part: Buffer): (Buffer | null)[]
  /** Whether a message has begun and is not whole yet. */
  begun(): boolean
}

const [CR, LF, TAB, BLANK] = [0x0d, 0x0a, 0x09, 0x20]

/** No message begins with a blank; some machines put one between the line end and the next. */
function withoutBlanks(whole: Buffer): Buffer {
  const from = whole.findIndex(byte => byte !== BLANK && byte !== TAB)
  return from < 0 ? Buffer.alloc(0) : whole.subarray(from)
}

/** A message ends with CR, with LF, or with both; blanks before it and empty lines between messages are nothing. */
export function newFrames(): Frames {
  let kept: Buffer = Buffer.alloc(0)
  let tooLong = false
  return {
    begun: () => kept.length > 0 || tooLong,
    read: part => {
      const found: (Buffer | null)[] = []
      let from = 0
      for (let i = 0; i < part.length; i++) {
        if (part[i] !== CR && part[i] !== LF) continue
        const rest = part.subarray(from, i)
        const whole = withoutBlanks(kept.length === 0 ? Buffer.from(rest) : Buffer.concat([kept, rest]))
        if (tooLong || whole.length > LONGEST) found.push(null)
        else if (whole.length > 0) found.push(whole)
        kept = Buffer.alloc(0)
        tooLong = false
        from = i + 1
      }
      if (!tooLong && from < part.length) kept = withoutBlanks(Buffer.concat([kept, part.subarray(from)]))
      if (kept.length > LONGEST) {
        kept = Buffer.alloc(0)
        tooLong = true
      }
      return found
    },
  }
}
