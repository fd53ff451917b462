import { createHash } from 'node:crypto'
import { guardianMay } from '@kaft/contract'
import { type Actor, type Ctx, type ReaderCtx, type Refusal, refuse } from '../../../base/ctx.ts'
import type { Db } from '../../../base/db.ts'
import { shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { SessionRow, sessionFacts } from './reader.store.ts'

/** What the log of looks calls a reader who looks at their own record. */
export const READER_ROLE = 'reader'
/** And a parent who looks at the record of a child. */
export const GUARDIAN_ROLE = 'guardian'

/** Session facts by the hash of the secret; the version that each transaction reads says when they are old. */
const known = new Map<string, ReaderCtx['actor']>()
const MOST = 5_000
const keyOf = (secret: string) => createHash('sha256').update(secret).digest('base64')
export const forgetReader = (secret: string): void => void known.delete(keyOf(secret))

/** The database says that a secret opens no session. */
const isEnded = (error: unknown): boolean => (error as { code?: string }).code === 'KF001'

async function actorOf(ctx: Ctx, fresh: boolean): Promise<ReaderCtx['actor'] | null> {
  const key = keyOf(ctx.secret ?? '')
  const cached = known.get(key)
  if (cached && !fresh) return cached
  const { facts } = await transact(ctx, async tx =>
    shaped(SessionRow, (await tx.first([sessionFacts]))[0]?.[0]),
  )
  if (!facts) return null
  const { patron_id, owner_id, owner_name, guards, website, given_name, ...at } = facts
  const actor: Actor & ReaderCtx['actor'] = {
    ...at,
    // No row of staff: columns of who did it stay empty.
    staff_id: null as unknown as string,
    staff_name: given_name,
    workstation_id: null,
    roles: [guards ? GUARDIAN_ROLE : READER_ROLE],
    leaves: new Set(),
    reader: { patron_id, owner_id, owner_name, guards, website },
  }
  if (known.size >= MOST) known.delete(known.keys().next().value ?? '')
  known.set(key, actor)
  return actor
}

/**
 * Which reader a secret belongs to. They reach the database by a role of their own, which sees one person; they have no leave
 * of staff, so whatever asks somebody at the desk is a refusal to them.
 * @returns null when no session has this secret, or it is over
 */
export async function knowReader(
  blank: Ctx,
  of: { readonly db: Db; readonly secret: string; readonly fresh: boolean },
): Promise<ReaderCtx | null> {
  const ctx: Ctx = {
    ...blank,
    db: of.db,
    secret: of.secret,
    enters: 'reader',
    source: 'internet',
    actor: null,
  }
  try {
    const actor = await actorOf(ctx, of.fresh)
    return actor && { ...ctx, secret: of.secret, actor }
  } catch (error) {
    if (!isEnded(error)) throw error
    forgetReader(of.secret)
    return null
  }
}

/** Why a parent who looks at a child cannot do this, or null. */
export const guardianFault = (ctx: Ctx, operation: string): Refusal | null =>
  ctx.actor?.reader?.guards === true && !guardianMay.has(operation) ? refuse('reader_of_child') : null
