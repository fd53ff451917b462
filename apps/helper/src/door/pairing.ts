import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'

/** An address whose pages may use this helper, and the hash of the token that they were given. */
export interface Pair {
  readonly origin: string
  readonly token_hash: string
}

const MOST_TRIES = 5
const CODE_MS = 10 * 60_000

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Who may use this helper. A code is shown on the machine itself, so that only who stands there can let a page in. */
export interface Pairing {
  knows(origin: string): boolean
  /** Whether this token was given to pages of this origin. */
  fits(origin: string, token: string): boolean
  /** The six digits that let one page in; another code after each use, after five tries, and after ten minutes. */
  code(): string
  /** @returns the token for this origin, or null where the code is wrong */
  pair(origin: string, code: string): Promise<string | null>
}

export function openPairing(
  pairs: readonly Pair[],
  keep: (pairs: readonly Pair[]) => Promise<void>,
  now = Date.now,
): Pairing {
  let known = pairs
  let current = { code: '', until: 0, tries: 0 }
  const fresh = (): typeof current => ({
    code: String(randomInt(1_000_000)).padStart(6, '0'),
    until: now() + CODE_MS,
    tries: 0,
  })
  const live = (): typeof current => {
    if (current.until <= now() || current.tries >= MOST_TRIES) current = fresh()
    return current
  }
  return {
    knows: origin => known.some(pair => pair.origin === origin),
    fits: (origin, token) =>
      known.some(pair => pair.origin === origin && same(pair.token_hash, hashOf(token))),
    code: () => live().code,
    pair: async (origin, code) => {
      const shown = live()
      shown.tries++
      if (!same(shown.code, code)) return null
      current = fresh()
      const token = randomBytes(24).toString('base64url')
      known = [...known.filter(pair => pair.origin !== origin), { origin, token_hash: hashOf(token) }]
      await keep(known)
      return token
    },
  }
}

/** What a helper remembers: who may use it, and where its devices are. For its owner's eyes only. */
export interface Settings {
  readonly pairs: readonly Pair[]
}

export async function readSettings(path: string): Promise<Settings> {
  try {
    const { pairs } = JSON.parse(await readFile(path, 'utf8')) as Partial<Settings>
    return {
      pairs: Array.isArray(pairs)
        ? pairs.filter(p => typeof p?.origin === 'string' && typeof p.token_hash === 'string')
        : [],
    }
  } catch (fault) {
    if ((fault as { code?: string }).code === 'ENOENT') return { pairs: [] }
    throw new Error(`The file ${path} cannot be read: take it away and pair again.`, { cause: fault })
  }
}

/** Whole or not at all: a helper that is stopped while it writes keeps what it knew. */
export async function keepSettings(path: string, settings: Settings): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
