import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { currentKey, type Keys, peppered } from '../../../base/keys.ts'

const derive = promisify(argon2)
/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane; about 20 ms here. */
const cost = { parallelism: 1, memory: 19_456, passes: 2 } as const
const TAG = 32

/** Two at a time: hashing is heavy, and a rush of sign-ins must not take the desk's breath away. */
let running = 0
const waiting: (() => void)[] = []
async function inQueue<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>(go => waiting.push(go))
  else running++
  try {
    return await work()
  } finally {
    // The place goes to who waits longest, so that nobody who comes later slips in between.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** The pepper enters before the slow hash: who steals the database alone cannot even begin to try PINs. */
const tagOf = (
  keys: Keys,
  secret: string,
  by: { pepper: string; nonce: Buffer; memory: number; passes: number },
) =>
  inQueue(async () => {
    const message = peppered(keys, secret.normalize('NFC'), by.pepper)
    const { nonce, memory, passes } = by
    return derive('argon2id', { message, nonce, ...cost, memory, passes, tagLength: TAG })
  })

/** `argon2id$<memory>$<passes>$<pepper>$<salt>$<tag>`, so that a later cost and a later pepper can stand beside these. */
export async function hashSecret(keys: Keys, secret: string): Promise<string> {
  const nonce = randomBytes(16)
  const { memory, passes } = cost
  const pepper = currentKey(keys, 'pepper').name
  const tag = await tagOf(keys, secret, { pepper, nonce, memory, passes })
  return `argon2id$${memory}$${passes}$${pepper}$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}

/** Whether the secret is the one that was hashed. An account without a usable hash fits nothing. */
export async function isSecret(keys: Keys, secret: string, hash: string): Promise<boolean> {
  const [kind, memory, passes, pepper, salt, tag] = hash.split('$')
  if (kind !== 'argon2id' || !pepper || !salt || !tag) return false
  const nonce = Buffer.from(salt, 'base64url')
  const made = await tagOf(keys, secret, { pepper, nonce, memory: Number(memory), passes: Number(passes) })
  const expected = Buffer.from(tag, 'base64url')
  return expected.length === TAG && timingSafeEqual(expected, made)
}

/** A hash that nothing fits: checked for an unknown login, so that the answer takes as long as for a known one. */
const decoys = new WeakMap<Keys, Promise<string>>()
export function decoyHash(keys: Keys): Promise<string> {
  let decoy = decoys.get(keys)
  if (!decoy) decoys.set(keys, (decoy = hashSecret(keys, randomBytes(16).toString('hex'))))
  return decoy
}

/** For secrets that Kaft itself made, long and random: the key of a workstation, the secret of a session. */
export const keyHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** A badge is a short code, so its hash is keyed. The current pepper first; older ones still find who they made. */
export const badgeHashes = (keys: Keys, badge: string): Buffer[] =>
  keys.ring
    .filter(k => k.use === 'pepper')
    .toReversed()
    .map(k => peppered(keys, `badge ${badge.trim()}`, k.name))

/** What stands for a secret where equal commands must be told from unequal ones. */
export const hidden = (keys: Keys, secret: string): string =>
  peppered(keys, `command ${secret}`).toString('base64url')

/** A login as it is stored: capitals and the spaces around it never tell two people apart. */
export const foldLogin = (login: string): string => login.trim().normalize('NFC').toLowerCase()
