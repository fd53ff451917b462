import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Seconds that a code stands (RFC 6238 §5.2). */
const STEP_S = 30
/** So many steps a clock may be wrong, either way (RFC 6238 §6). */
const DRIFT = 1
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 without padding (RFC 4648 §6), as authenticator apps take a secret. */
export function base32(bytes: Uint8Array): string {
  let [text, bits, held] = ['', 0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >>> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

/** @throws Error when a letter is not of the alphabet */
export function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let [bits, held] = [0, 0]
  for (const letter of text) {
    const five = ALPHABET.indexOf(letter)
    if (five < 0) throw new Error('not base32')
    held = (held << 5) | five
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >>> bits) & 255)
    held &= (1 << bits) - 1
  }
  return Buffer.from(bytes)
}

/** A secret of 160 bits, the length of the hash (RFC 4226 §4, R6). */
export const newTotpSecret = (): string => base32(randomBytes(20))

/** The code of a counter (RFC 4226 §5.3), with SHA-1: the one hash that every app knows. */
export function codeOf(secret: Uint8Array, counter: number, digits = 6): string {
  const moving = Buffer.alloc(8)
  moving.writeBigUInt64BE(BigInt(counter))
  const hash = createHmac('sha1', secret).update(moving).digest()
  const at = hash.readUInt8(hash.length - 1) & 15
  return String((hash.readUInt32BE(at) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0')
}

export const stepAt = (now: Temporal.Instant): number => Math.floor(now.epochMilliseconds / 1000 / STEP_S)

/**
 * The step whose code this is, of those that a clock a little wrong may show; null where it is none of them, or one
 * that was taken before: a code that somebody looked at over a shoulder opens nothing (RFC 6238 §5.2).
 */
export function matchingStep(
  secret: string,
  code: string,
  { now, last }: { now: Temporal.Instant; last: number | null },
): { step: number } | { used: true } | null {
  const typed = Buffer.from(code.replaceAll(/\s/g, ''))
  const key = fromBase32(secret)
  for (let drift = -DRIFT; drift <= DRIFT; drift++) {
    const step = stepAt(now) + drift
    const expected = Buffer.from(codeOf(key, step))
    if (typed.length !== expected.length || !timingSafeEqual(typed, expected)) continue
    return last !== null && step <= last ? { used: true } : { step }
  }
  return null
}

/** What a QR code holds for an app: the key URI format, which all of them read. */
export const keyUri = (secret: string, { login, library }: { login: string; library: string }): string => {
  const issuer = `Kaft ${library}`
  const query = new URLSearchParams({
    secret,
    issuer,
    algorithm: 'SHA1',
    digits: '6',
    period: String(STEP_S),
  })
  // Apps read %20, and some of them show a plus as a plus.
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`
}
