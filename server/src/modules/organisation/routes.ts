import * as op from '@kaft/contract'
import type { Ctx, Refusal } from '../../base/ctx.ts'
import { isRefusal, refuse } from '../../base/ctx.ts'
import { on, type Route } from '../../base/route.ts'
import { loadSession } from './session/session.ts'
import { chooseBranch, signIn, signOut, switchStaff } from './sign-in/sign-in.ts'

/** What a screen is told of its session; read anew, since it was just opened or changed. */
async function told(ctx: Ctx, secret: string | Refusal, demo: boolean): Promise<op.OkOf<typeof op.signIn> | Refusal> {
  if (isRefusal(secret)) return secret
  const open = await loadSession({ ...ctx, secret }, true)
  if (!open) return refuse('session_ended')
  const { facts, actor } = open
  return { ...facts, leaves: [...actor.leaves], full_sign_in_until: facts.full_until, demo }
}

export const sessionRoutes = (demo: boolean): readonly Route[] => [
  on(op.signIn, async (ctx, { body }, wire) => told(ctx, await signIn(ctx, body, wire), demo)),
  on(op.signOut, async (ctx, _, wire) => {
    await signOut(ctx, wire)
    return {}
  }),
  on(op.readSession, ctx => told(ctx, ctx.secret, demo)),
  on(op.switchStaff, async (ctx, { body }, wire) => told(ctx, await switchStaff(ctx, body, wire), demo)),
  on(op.chooseBranch, async (ctx, { body }) => {
    const refused = await chooseBranch(ctx, body.branch_id)
    return refused ?? told(ctx, ctx.secret, demo)
  }),
]
