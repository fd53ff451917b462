import type { CommandId } from '@kaft/contract/values'

let lastMillisecond = 0
let sequence = 0

/**
 * A new command id: uuid version 7 (RFC 9562 §5.7) with a counter in `rand_a` (§6.2, method 1), so that the ids
 * of one screen sort in the order in which they were made, also within a millisecond.
 */
export const newCommandId = (now: number = Date.now()): CommandId => {
  if (now > lastMillisecond) {
    lastMillisecond = now
    sequence = Math.floor(Math.random() * 0x800)
  } else if (++sequence > 0xfff) {
    lastMillisecond += 1
    sequence = 0
  }
  const random = crypto.getRandomValues(new Uint8Array(8))
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
  const tail = [...random].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const time = lastMillisecond.toString(16).padStart(12, '0')
  const middle = sequence.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
