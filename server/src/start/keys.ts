import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { Client } from '../base/client.ts'
import { fingerprints, type Keys, openKeys, peppered } from '../base/keys.ts'
import { StartError } from '../base/start-error.ts'

interface Known {
  readonly name: string
  readonly fingerprint: string
  readonly state: 'in_use' | 'destroyed'
}

/** The fingerprints that a database holds; none before its first migration. */
export async function knownKeys(client: Client): Promise<Known[]> {
  const there = await client.query("select to_regclass('base.key_fingerprint') is not null as there")
  if (there.rows[0]?.there !== true) return []
  const found = await client.query<Known>(
    'select key_name as name, fingerprint, state from base.key_fingerprint',
  )
  return found.rows
}

/**
 * Opens the key file that belongs to this database, or makes it for a new one.
 * @throws StartError when a key is missing, or one that was destroyed on purpose has come back
 */
export async function openRing(
  path: string,
  known: readonly Known[],
): Promise<{ keys: Keys; made: boolean }> {
  const opened = await openKeys(
    path,
    known.filter(k => k.state === 'in_use'),
  )
  const gone = new Set(known.filter(k => k.state === 'destroyed').map(k => k.fingerprint))
  const back = fingerprints(opened.keys).find(f => gone.has(f.fingerprint))
  if (back) {
    throw new StartError(
      `The key file ${path} holds key ${back.name}, which was destroyed so that what it locked stays unreadable: remove it from the file.`,
    )
  }
  return opened
}

/** Remembers the keys in use, so that a later start without one of them is refused before it does harm. */
export async function rememberKeys(client: Client, keys: Keys): Promise<void> {
  const all = fingerprints(keys)
  await client.query(
    `insert into base.key_fingerprint (key_name, fingerprint, state, at)
     select name, fingerprint, 'in_use', now() from unnest($1::text[], $2::text[]) as k(name, fingerprint)
     on conflict do nothing`,
    [all.map(f => f.name), all.map(f => f.fingerprint)],
  )
}

/**
 * The password with which a role of the program connects. Made from the oldest pepper, which stays in the ring when a
 * newer one is added: processes that run meanwhile keep the way in.
 */
export function rolePassword(keys: Keys, role: string): string {
  const oldest = keys.ring.find(k => k.use === 'pepper')
  return peppered(keys, `database role ${role}`, oldest?.name).toString('base64url')
}

const ROUNDS = 4096

/** A password as PostgreSQL keeps it (SCRAM-SHA-256, RFC 5802 §3), so that clear text never stands in a statement. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`
}
