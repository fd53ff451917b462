import type { Ask, proveByCode as op } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { decrypt } from '../../../base/keys.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { failed, isLocked, type Patience } from '../sign-in/sign-in.ts'
import { TOTP } from './enrol.ts'
import { Holder, holder, noteProven, ownTotps, Totp, useCode, useStep } from './factors.store.ts'
import { codeHashes } from './recovery.ts'
import { matchingStep } from './totp.ts'

/** Tries the code at each app of the account; the step that it takes is never taken again. */
async function byApp(ctx: StaffCtx, tx: Tx, code: string): Promise<null | Refusal> {
  const [rows = []] = await tx.more([ownTotps(ctx.actor.staff_id)])
  const apps = allOf(Totp, rows)
  if (apps.length === 0) return refuse('second_factor_missing')
  let used = false
  for (const app of apps) {
    const last = app.last_step === null ? null : Number(app.last_step)
    const fits = matchingStep(decrypt(ctx.keys, app.sealed_secret, TOTP), code, { now: ctx.now, last })
    if (fits && 'step' in fits) {
      await tx.more([useStep(app.factor_id, fits.step, ctx.now.toString())])
      return null
    }
    used ||= fits !== null
  }
  return refuse(used ? 'second_factor_used' : 'second_factor_wrong')
}

async function byRecovery(ctx: StaffCtx, tx: Tx, code: string): Promise<null | Refusal> {
  const hashes = codeHashes(ctx.keys, code)
  const [used = []] = await tx.more([useCode(ctx.actor.staff_id, hashes, ctx.now.toString())])
  return used.length === 0 ? refuse('second_factor_wrong') : null
}

/**
 * Proves the second step in this session, and in no other: a colleague who takes over has to prove their own. A wrong
 * code counts against the account as a wrong password does, so codes cannot be tried one after the other.
 */
export async function proveByCode(
  ctx: StaffCtx,
  { kind, code }: Ask<typeof op>['body'],
  { attempts }: Patience,
): Promise<null | Refusal> {
  const { staff_id, session_id } = ctx.actor
  const place = `factor ${staff_id}`
  if (!attempts.take(place, ctx.now)) return refuse('too_many')
  const said = await transact(ctx, async tx => {
    const [who = []] = await tx.first([holder(staff_id)])
    if (isLocked(shaped(Holder, who[0]).locked_until, ctx.now)) return refuse('account_locked')
    const refused = await (kind === 'totp' ? byApp : byRecovery)(ctx, tx, code)
    if (refused) return refused
    await tx.last([noteProven(session_id, ctx.now.toString())])
    return null
  })
  if (isRefusal(said) && said.refused === 'second_factor_wrong') await failed(ctx, staff_id)
  if (said === null) attempts.succeeded(place)
  return said
}
