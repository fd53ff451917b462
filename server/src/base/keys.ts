import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf, StartError } from './start-error.ts'

/**
 * What a key serves, and nothing else: `number` encrypts national numbers and files of requests, `index` makes them findable without
 * clear text, `pepper` goes into PINs and session secrets, `backup` encrypts backups.
 */
export const uses = ['number', 'index', 'pepper', 'backup'] as const
export type Use = (typeof uses)[number]

export interface Key {
  /** Stands in every ciphertext that the key made, such as `number-1f0c9a2e`. */
  readonly name: string
  readonly use: Use
  /** ISO instant. */
  readonly made_at: string
  /** An object of the crypto library, so that no log or answer can print the key by accident. */
  readonly secret: KeyObject
}

/** The key ring. Of each use the last key is current; older ones still open what they closed. */
export interface Keys {
  readonly path: string
  readonly ring: readonly Key[]
}

/** What the database may know of a key: enough to recognise it, nothing to use it. */
export interface Fingerprint {
  readonly name: string
  readonly use: Use
  readonly fingerprint: string
}

interface KeyFile {
  readonly format: 'kaft-keys-1'
  readonly keys: readonly { name: string; use: Use; made_at: string; secret: string }[]
}

/**
 * Reads the key file, or makes it at the first start.
 *
 * @param known the fingerprints that the database holds: with one of these keys, something in it was encrypted
 * @returns `made` is true when the file is new: then say where it is, and that a copy must be kept elsewhere
 * @throws StartError when the file lacks a key that the database knows, is readable for others, or is malformed
 */
export async function openKeys(
  path: string,
  known: readonly Pick<Fingerprint, 'name' | 'fingerprint'>[],
): Promise<{ keys: Keys; made: boolean }> {
  const found = await readKeys(path)
  if (!found && known.length > 0) {
    throw new StartError(
      `The key file ${path} is lost, and without it the encrypted data in the database cannot be read: put your copy of it back, or set KAFT_KEYS to where it is.`,
    )
  }
  const keys = found ?? (await makeKeys(path))
  const here = new Map(fingerprints(keys).map(f => [f.name, f.fingerprint]))
  const missing = known.find(k => here.get(k.name) !== k.fingerprint)
  if (missing) {
    throw new StartError(
      `The key file ${path} is not the one of this database: key ${missing.name} is not in it; put the right file back, or set KAFT_KEYS to where it is.`,
    )
  }
  return { keys, made: found === undefined }
}

/** Adds a key that is current from now on for its use. What older keys closed is closed anew by a job, at leisure. */
export async function addKey(keys: Keys, use: Use): Promise<Keys> {
  const next = { path: keys.path, ring: [...keys.ring, newKey(use)] }
  const aside = `${keys.path}.new`
  await writeDurably(aside, textOf(next))
  await rename(aside, keys.path)
  return next
}

/** A ring that lives in memory only, for tests and for trying a backup. */
export const newRing = (path: string): Keys => ({ path, ring: uses.map(newKey) })

function newKey(use: Use): Key {
  return {
    name: `${use}-${randomBytes(4).toString('hex')}`,
    use,
    made_at: new Date().toISOString(),
    secret: createSecretKey(randomBytes(32)),
  }
}

/** The link fails where another process was first; then its file counts. */
async function makeKeys(path: string): Promise<Keys> {
  const keys = newRing(path)
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeDurably(aside, textOf(keys))
    await link(aside, path)
    return keys
  } catch (error) {
    const other = codeOf(error) === 'EEXIST' ? await readKeys(path) : undefined
    if (other) return other
    throw new StartError(
      `The key file ${path} cannot be made (${codeOf(error)}): set KAFT_KEYS to a file in a folder that can be written.`,
    )
  } finally {
    await rm(aside, { force: true })
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  await rm(path, { force: true })
  const file = await open(path, 'wx', 0o600)
  await file
    .writeFile(text)
    .then(() => file.sync())
    .finally(() => file.close())
  const folder = await open(join(path, '..'))
  await folder.sync().finally(() => folder.close())
}

function textOf(keys: Keys): string {
  const file: KeyFile = {
    format: 'kaft-keys-1',
    keys: keys.ring.map(k => ({
      name: k.name,
      use: k.use,
      made_at: k.made_at,
      secret: k.secret.export().toString('base64'),
    })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

async function readKeys(path: string): Promise<Keys | undefined> {
  try {
    if (((await stat(path)).mode & 0o077) !== 0) {
      throw new StartError(
        `The key file ${path} can be read by others than its owner: run chmod 600 on it and start again.`,
      )
    }
    return { path, ring: parseKeys(await readFile(path, 'utf8'), path) }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    if (error instanceof StartError) throw error
    throw new StartError(`The key file ${path} cannot be read (${codeOf(error)}).`)
  }
}

function parseKeys(text: string, path: string): Key[] {
  const wrong = (why: string) =>
    new StartError(`The key file ${path} is damaged (${why}): put your copy of it back.`)
  let file: Partial<KeyFile> | null
  try {
    file = JSON.parse(text)
  } catch {
    throw wrong('it is not JSON')
  }
  if (file?.format !== 'kaft-keys-1' || !Array.isArray(file.keys)) throw wrong('it is not a key file')
  const ring = file.keys.map(entry => {
    const secret = Buffer.from(String(entry?.secret), 'base64')
    if (!uses.includes(entry?.use) || !/^[a-z]+-[0-9a-f]{8}$/.test(entry.name) || secret.length !== 32) {
      throw wrong('a key in it is incomplete')
    }
    return {
      name: entry.name,
      use: entry.use,
      made_at: String(entry.made_at),
      secret: createSecretKey(secret),
    }
  })
  for (const use of uses) if (!ring.some(k => k.use === use)) throw wrong(`it has no key for ${use}`)
  return ring
}

/** By name: the database remembers these, so that a start with the wrong file is refused before it does harm. */
export function fingerprints(keys: Keys): Fingerprint[] {
  return keys.ring.map(({ name, use, secret }) => ({
    name,
    use,
    fingerprint: createHmac('sha256', secret).update('kaft fingerprint').digest('hex').slice(0, 32),
  }))
}

/** The key that closes from now on. */
export function currentKey(keys: Keys, use: Use): Key {
  const key = keys.ring.findLast(k => k.use === use)
  if (!key) throw new Error(`no key for ${use}`)
  return key
}

/** The key of that name and use, whether current or not. */
export function keyNamed(keys: Keys, name: string, use: Use): Key {
  const key = keys.ring.find(k => k.name === name && k.use === use)
  if (!key) throw new Error(`key ${name} is not in the key file`)
  return key
}

const IV = 12
const TAG = 16

/**
 * Encrypts a short text with the current `number` key (AES-256-GCM, NIST SP 800-38D, random 96-bit nonce).
 *
 * @param about what the text is, such as `national_number`; the same must be said to read it
 * @returns `<key name>.<base64url of nonce, ciphertext, tag>`
 */
export function encrypt(keys: Keys, text: string, about: string): string {
  const key = currentKey(keys, 'number')
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key.secret, iv).setAAD(Buffer.from(about))
  const closed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${key.name}.${closed.toString('base64url')}`
}

/** @throws Error when the key is not in the ring, or the text was changed, cut or meant for something else */
export function decrypt(keys: Keys, sealed: string, about: string): string {
  const { secret } = keyNamed(keys, keyNameOf(sealed), 'number')
  const closed = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url')
  if (closed.length < IV + TAG) throw new Error('the ciphertext is cut')
  const decipher = createDecipheriv('aes-256-gcm', secret, closed.subarray(0, IV), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(about)).setAuthTag(closed.subarray(-TAG))
  return decipher.update(closed.subarray(IV, -TAG)).toString('utf8') + decipher.final('utf8')
}

/** The name of the key that made a ciphertext or a blind index; rotation looks for those that are not current. */
export const keyNameOf = (sealed: string): string => sealed.slice(0, Math.max(0, sealed.indexOf('.')))

/**
 * A value under which equal texts are found again, without the text being readable or guessable by someone who
 * has the database but not the key: HMAC-SHA-256. Write this one; while a rotation runs, search by `blindIndexes`.
 *
 * @param text already in its one normal form (a national number as eleven digits)
 */
export const blindIndex = (keys: Keys, text: string): string => indexUnder(currentKey(keys, 'index'), text)

/** The blind index of a text under every key of the ring, current first. */
export const blindIndexes = (keys: Keys, text: string): string[] =>
  keys.ring
    .filter(k => k.use === 'index')
    .toReversed()
    .map(k => indexUnder(k, text))

const indexUnder = (key: Key, text: string) =>
  `${key.name}.${createHmac('sha256', key.secret).update(text).digest('base64url')}`

/**
 * A secret with the pepper in it, to be given to a password hash: who steals the database alone cannot try PINs.
 *
 * @param name the pepper under which the hash was made; keep `currentKey(keys, 'pepper').name` beside each hash
 */
export function peppered(keys: Keys, secret: string, name: string = currentKey(keys, 'pepper').name): Buffer {
  return createHmac('sha256', keyNamed(keys, name, 'pepper').secret)
    .update(secret)
    .digest()
}
