import type { Request } from './codec/parse.rules.ts'
import { ASKING_MS } from './status.rules.ts'

/** A request with its answer, byte for byte, and the moment at which it was answered. */
export interface Last {
  readonly asked: Buffer
  readonly answer: Uint8Array
  readonly at: Temporal.Instant
}

/** Messages that do something. The others only ask, and what they are told has to be so now. */
const acts: ReadonlySet<string> = new Set(['01', '09', '11', '15', '25', '29', '37', '65', '93'])

/**
 * Whether a message is the last one once more, and gets the same answer. With a number (AY) it is when the bytes are the
 * same: the next message has the next number. Without one, the same bytes may as well be asked anew: what only asks is
 * answered anew, and what acts counts as a repeat as long as a machine that did not hear goes on asking; beyond that
 * the command itself says what was done before.
 * @param asked `bytes`: as they came, without line end and blanks before
 */
export function isRepeat(
  last: Last,
  asked: {
    readonly request: Pick<Request, 'code' | 'seq'>
    readonly bytes: Buffer
    readonly now: Temporal.Instant
  },
): boolean {
  const { request, bytes, now } = asked
  if (!last.asked.equals(bytes)) return false
  if (request.seq !== null) return true
  const since = now.epochMilliseconds - last.at.epochMilliseconds
  return acts.has(request.code) && since <= ASKING_MS
}
