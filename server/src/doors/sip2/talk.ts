import { createHash } from 'node:crypto'
import type { Operation } from '@kaft/contract'
import { ranSince } from '../../base/command.ts'
import type { StaffCtx } from '../../base/ctx.ts'
import type { Log } from '../../base/log.ts'
import { uuid7 } from '../../base/uuid.ts'
import { type Identified, identify } from '../../modules/circulation/index.ts'
import type { KnownMachine } from '../../modules/organisation/index.ts'
import type { Request } from './codec/parse.rules.ts'
import { asLanguage, type Language, languageOf, type TextKey } from './texts.rules.ts'

/** Who typed a wrong code too often rests for a while; shared by all lines of the process. */
export interface PinRest {
  isResting(key: string, now: Temporal.Instant): boolean
  failed(key: string, now: Temporal.Instant): void
}

/** How often one machine may try the passwords of readers; shared by all lines of the process. */
export interface Guesses {
  take(key: string, now: Temporal.Instant): boolean
  succeeded(key: string): void
}

/** One message of a machine that is signed in, with the way to the use cases. */
export interface Talk {
  readonly request: Request
  readonly machine: KnownMachine
  readonly now: Temporal.Instant
  readonly log: Log
  readonly pins: PinRest
  readonly guesses: Guesses
  /** The message as it came, without its tail: what a repeat is known by. */
  readonly raw: Uint8Array
}

/**
 * A field as the machine sent it; absent and empty are the same, and so is one with control characters in it: no card, barcode
 * or amount has them, and they are not to reach the database.
 */
export const field = (talk: Pick<Talk, 'request'>, name: string): string => {
  const value = talk.request.fields.get(name)?.trim() ?? ''
  return /\p{Cc}/u.test(value) ? '' : value
}

/** The use cases' context for an operation of the contract: the machine's own account, at its branch. */
export const ctxOf = (talk: Talk, op: Pick<Operation, 'id'>): StaffCtx => ({
  ...talk.machine.ctx,
  now: talk.now,
  operation: op.id,
  purpose: 'functional',
})

/** The same leave that any other door asks of this operation. */
export const mayDo = (talk: Talk, op: Pick<Operation, 'leave'>): boolean =>
  talk.machine.ctx.actor.leaves.has(op.leave as never)

/** Repeats are told apart from a machine that says the same again much later, as one does whose clock stands still. */
const BUCKET_MS = 10 * 60_000

/**
 * The key under which a command runs once: made of the terminal, the number of the message and the message itself,
 * so that a machine that asks again after a lost answer, also over a new line or from a server that was started
 * anew, finds what was done. Who does not count its messages gets a new key; then the state of the item answers.
 * @param step tells the commands apart that one message may need
 */
export async function commandId(talk: Talk, step: string): Promise<string> {
  const { request, machine, now } = talk
  if (request.seq === null) return uuid7(now)
  const bucket = Math.floor(now.epochMilliseconds / BUCKET_MS)
  const before = keyOf(talk, step, bucket - 1)
  // Ten minutes end somewhere: what was done just before their end is found by the key of then.
  const ran = await ranSince(machine.ctx, before, now.subtract({ milliseconds: BUCKET_MS }))
  return ran ? before : keyOf(talk, step, bucket)
}

/** The key of money: also without a number, and for as long as answers are kept, since nothing but the key tells a repeat. */
export const moneyCommandId = (talk: Talk, step: string): string => keyOf(talk, step, 0)

function keyOf(talk: Talk, step: string, bucket: number): string {
  const { seq } = talk.request
  const digest = createHash('sha256')
    .update(`${talk.machine.ctx.actor.staff_id}\n${seq ?? ''}\n${bucket}\n${step}\n`)
    .update(talk.raw)
    .digest()
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x70, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = digest.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

interface Stands {
  readonly ok: true
  readonly who: Identified
  readonly language: Language
  /**
   * A code came along (AD) that this profile does not ask, so nobody looked whether it is right: it is never said to be, and
   * nothing personal is told on it. Many machines fill in one of their own.
   */
  readonly unchecked: boolean
}
interface Refused {
  readonly ok: false
  readonly known: boolean
  readonly text: TextKey
}
export type Who = Stands | Refused
const rests: Refused = { ok: false, known: true, text: 'desk' }

/** Who the message is about: card or national number (AA), and what was typed beside it (AD). */
export async function whoIs(talk: Talk, op: Pick<Operation, 'id'>): Promise<Who> {
  const { guesses, machine, now, pins } = talk
  const code = field(talk, 'AA')
  const typed = talk.request.fields.get('AD')?.trim() ?? ''
  const { patron_pin: rule } = machine.profile
  const { staff_id } = machine.ctx.actor
  const key = createHash('sha256').update(code).digest('base64')
  if (rule === 'birth' && pins.isResting(key, now)) return rests
  const guess = rule === 'password' && typed !== ''
  if (guess && !guesses.take(staff_id, now)) return rests
  const who = await identify(ctxOf(talk, op), { code, pin: typed || null, rule })
  if (!who) return { ok: false, known: false, text: 'card_unknown' }
  if (who.proof === 'rests') return rests
  if (who.proof === 'wrong') {
    // Whoever typed nothing guessed nothing.
    if (typed !== '') pins.failed(key, now)
    return { ok: false, known: true, text: 'pin_wrong' }
  }
  if (guess) guesses.succeeded(staff_id)
  return { ok: true, who, language: asLanguage(who.language), unchecked: rule === 'none' && typed !== '' }
}

/** The language of a machine's screen: what the message says, else its own. */
export const screenLanguage = (talk: Pick<Talk, 'request' | 'machine'>): Language =>
  languageOf(talk.request.fixed['language']) ?? talk.machine.profile.language
