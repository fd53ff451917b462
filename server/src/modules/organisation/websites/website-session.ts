import type { Ctx, Refusal, StaffCtx } from '../../../base/ctx.ts'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import { refuse } from '../../../base/ctx.ts'
import { read } from '../../../base/tx.ts'
import { loadSession } from '../session/session.ts'
import { type Attempts, networkOf, newAttempts } from '../sign-in/attempts.ts'
import { secretsOfKey } from './website-key.ts'

/** What the log says of the role of a website. */
const WEBSITE_ROLE = 'website'
/** A key has forty letters; what is longer or shorter is none. */
const isKey = (text: string): boolean => /^[a-z2-9]{40}$/.test(text)

/** Thirty wrong keys from one network, then one each twenty seconds. A right one costs nothing. */
export const newKeyAttempts = (): Attempts =>
  newAttempts({ most: 300, cost: 10, success: 0, per_second: 0.5, keys: 10_000 })

/** The database says that a secret opens no session. */
const isUnknown = (error: unknown): boolean => (error as { code?: string }).code === 'KF001'

async function openedBy(ctx: Ctx, secret: string, fresh: boolean): Promise<StaffCtx | null> {
  try {
    const open = await loadSession({ ...ctx, secret }, fresh)
    if (!open) return null
    const actor = { ...open.actor, leaves: new Set<never>(), roles: [WEBSITE_ROLE] }
    return { ...ctx, secret, actor, source: 'internet' }
  } catch (error) {
    if (isUnknown(error)) return null
    throw error
  }
}

/**
 * Who knocks with this key: a website of a library, without any leave of staff.
 * @returns `not_signed_in` for whatever is no key of one, `too_many` for a network that keeps guessing
 */
export async function knowWebsite(
  ctx: Ctx,
  of: { readonly key: string | null; readonly address: string; readonly fresh: boolean },
  attempts: Attempts,
): Promise<StaffCtx | Refusal> {
  // Who sends no key guesses none.
  if (of.key === null) return refuse('not_signed_in')
  const network = networkOf(of.address)
  if (!attempts.take(network, ctx.now)) return refuse('too_many')
  const secrets = isKey(of.key) ? secretsOfKey(ctx.keys, of.key) : []
  for (const secret of secrets) {
    const known = await openedBy(ctx, secret, of.fresh)
    if (!known) continue
    attempts.succeeded(network)
    const [coupling] = await read(known, [couplingRuns('website', ctx.now)])
    return runsIn(coupling) ? known : refuse('coupling_off')
  }
  return refuse('not_signed_in')
}
