import type { Ask, changeOwnSecret as op, OkOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { transact } from '../../../base/tx.ts'
import { recordChange } from '../change/change.store.ts'
import { hashSecret, isSecret } from '../sign-in/secrets.ts'
import type { Patience } from '../sign-in/sign-in.ts'
import { endSessions, setOwnSecret } from '../staff/staff.store.ts'
import { mayEnrol } from './enrol.ts'

/**
 * The owner gives the account another password or PIN, by the password of now and by the second step where there is
 * one: who finds an open screen, or stole a password, cannot make the account theirs. A new password ends the sessions
 * at all other places, and asks for a full sign-in there. A manager who made the account knows its secret no longer.
 * That it was changed stands in the changes of the library; what to, nowhere.
 */
export async function changeOwnSecret(
  ctx: StaffCtx,
  { password, to }: Ask<typeof op>['body'],
  patience: Patience,
): Promise<OkOf<typeof op> | Refusal> {
  const { staff_id, session_id } = ctx.actor
  const known = await mayEnrol(ctx, password, patience)
  if (isRefusal(known)) return known
  const changed = 'pin' in to ? 'pin' : 'password'
  const fresh = 'pin' in to ? to.pin : to.password
  if (changed === 'password' && known.password_hash === 'none') return refuse('password_elsewhere')
  if (changed === 'password' && (await isSecret(ctx.keys, fresh, known.password_hash)))
    return refuse('password_same')
  const hash = await hashSecret(ctx.keys, fresh)
  const secrets =
    changed === 'pin' ? { password_hash: null, pin_hash: hash } : { password_hash: hash, pin_hash: null }
  return transact(ctx, async tx => {
    await tx.first([])
    const [mine = [], ended = []] = await tx.last([
      setOwnSecret(staff_id, secrets),
      ...(changed === 'password' ? [endSessions(staff_id, session_id, ctx.now.toString())] : []),
      recordChange(ctx, { subject: staff_id, before: null, after: { secrets: [changed] } }),
    ])
    if (mine.length !== 1) throw new Error('the account of the session is not there to change')
    return { changed, ended: changed === 'password' ? ended.length : 0 }
  })
}
