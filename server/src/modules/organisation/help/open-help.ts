import { randomBytes } from 'node:crypto'
import { type Ctx, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Wire } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { transact } from '../../../base/tx.ts'
import { forgetSession, loadSession } from '../session/session.ts'
import { keyHash } from '../sign-in/secrets.ts'
import { leaveHelpSession, moveHelpSession, Opened, openHelpSession } from './help.store.ts'

const newSecret = (): string => randomBytes(32).toString('base64url')

const opens = async (ctx: Ctx, query: Query): Promise<boolean> => {
  const rows = await transact(ctx, async tx => {
    await tx.first([])
    return tx.last([query])
  })
  return oneOf(Opened, rows[0] ?? [])?.session_id != null
}

/**
 * Goes into the library that a ticket names, in a session of its own that ends with the help. The database looks itself
 * whether it runs now.
 * @returns the new session's secret, or a refusal
 */
export async function openHelp(
  ctx: StaffCtx,
  ask: { readonly help_id: string; readonly branch_id?: string },
  wire: Wire,
): Promise<string | Refusal> {
  const secret = newSecret()
  if (!(await opens(ctx, openHelpSession(ask.help_id, ask.branch_id ?? null, keyHash(secret)))))
    return refuse('help_over')
  wire.setSecret(secret)
  return secret
}

/**
 * Back to the helper's own session, under a new secret. The session of the help may have ended by itself, so nobody is asked
 * to be signed in: who brings its secret was.
 */
export async function leaveHelp(ctx: Ctx, wire: Wire): Promise<string | Refusal> {
  const { secret: former } = wire
  if (former === null) return refuse('session_ended')
  const secret = newSecret()
  forgetSession(former)
  const bare = { ...ctx, secret: null, actor: null }
  if (!(await opens(bare, leaveHelpSession(former, keyHash(secret))))) {
    wire.setSecret(null)
    return refuse('session_ended')
  }
  wire.setSecret(secret)
  return secret
}

/** Looks at another branch of the library that is helped. */
export async function moveHelp(ctx: StaffCtx, branch_id: string): Promise<Refusal | null> {
  const moved = await opens({ ...ctx, secret: null, actor: null }, moveHelpSession(ctx.secret, branch_id))
  forgetSession(ctx.secret)
  return moved ? null : refuse('branch_not_yours')
}

/** Whoever signs out while they help leaves the library first, and then their own session. */
export async function outOfHelp(ctx: StaffCtx, wire: Wire): Promise<StaffCtx> {
  if (!ctx.actor.help) return ctx
  const secret = await leaveHelp(ctx, wire)
  if (typeof secret !== 'string') return ctx
  const own = await loadSession({ ...ctx, secret, actor: null }, true)
  return own ? { ...ctx, secret, actor: own.actor } : ctx
}
