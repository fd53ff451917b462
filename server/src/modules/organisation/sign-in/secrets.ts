import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)
/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane; about 20 ms here. */
const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 } as const

/** Two at a time: hashing is heavy, and a rush of sign-ins must not take the desk's breath away. */
let running = 0
const waiting: (() => void)[] = []
async function inQueue<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>(go => waiting.push(go))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

/** `argon2id$<memory>$<passes>$<salt>$<tag>`, so that a later cost can stand beside this one. */
export async function hashSecret(secret: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await inQueue(() => derive('argon2id', { message: Buffer.from(secret.normalize('NFC')), nonce, ...cost }))
  return `argon2id$${cost.memory}$${cost.passes}$${nonce.toString('base64url')}$${(tag as Buffer).toString('base64url')}`
}

export async function isSecret(secret: string, hash: string): Promise<boolean> {
  const [kind, memory, passes, salt, tag] = hash.split('$')
  if (kind !== 'argon2id' || !salt || !tag) return false
  const expected = Buffer.from(tag, 'base64url')
  const made = await inQueue(() =>
    derive('argon2id', {
      message: Buffer.from(secret.normalize('NFC')), nonce: Buffer.from(salt, 'base64url'), parallelism: 1,
      tagLength: expected.length, memory: Number(memory), passes: Number(passes),
    }),
  )
  return timingSafeEqual(expected, made as Buffer)
}

/** A hash that nothing fits: checked for an unknown login, so that the answer takes as long as for a known one. */
let decoy: Promise<string> | undefined
export const decoyHash = (): Promise<string> => (decoy ??= hashSecret(randomBytes(16).toString('hex')))
