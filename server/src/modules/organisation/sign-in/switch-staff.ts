import type { Static } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Wire } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { forgetSession } from '../session/session.ts'
import { badgeHashes, isSecret } from './secrets.ts'
import { failed, isLocked, openIn, type Patience } from './sign-in.ts'
import { endSession, SwitchFacts, switchFacts } from './sign-in.store.ts'

interface Asked {
  readonly badge?: string
  readonly initials?: string
  readonly pin?: string
}
type Candidate = Static<typeof SwitchFacts>

/** Whoever proved to be it: by the badge alone, or by the PIN among those who share initials. Locked accounts prove nothing. */
async function proven(ctx: StaffCtx, ask: Asked, found: readonly Candidate[]): Promise<Candidate | null> {
  for (const one of found) {
    if (isLocked(one.locked_until, ctx.now)) continue
    if (ask.badge || (one.pin_hash && (await isSecret(ctx.keys, ask.pin ?? '', one.pin_hash)))) return one
  }
  return null
}

/**
 * A colleague takes over by badge, or by initials and PIN, at a workstation where they signed in fully today.
 * The former session ends with the same commit; what is open on the screen stays.
 * @returns the new session's secret, or a refusal
 */
export async function switchStaff(
  ctx: StaffCtx,
  ask: Asked,
  wire: Wire,
  { attempts }: Patience,
): Promise<string | Refusal> {
  const { workstation_id, branch_id, session_id } = ctx.actor
  if (!workstation_id) return refuse('full_sign_in_needed')
  if ((ask.badge === undefined) === (ask.pin === undefined || ask.initials === undefined))
    return refuse('invalid')
  const place = `workstation ${workstation_id}`
  if (!attempts.take(place, ctx.now)) return refuse('too_many')
  const badge_hashes = ask.badge ? badgeHashes(ctx.keys, ask.badge) : []
  const by = { badge_hashes, initials: ask.badge ? null : (ask.initials ?? null) }
  const facts = await transact(ctx, tx => tx.first([switchFacts(workstation_id, by)]))
  const found = allOf(SwitchFacts, facts[0] ?? [])
  const one = await proven(ctx, ask, found)
  if (!one) return refused(ctx, found)
  const until = one.full_until
  if (!until || Temporal.Instant.compare(until, ctx.now) <= 0) return refuse('full_sign_in_needed')
  const secret = await transact(ctx, async tx => {
    await tx.first([])
    const opened = await openIn(ctx, tx, { staff_id: one.staff_id, branch_id, workstation_id, until })
    await tx.last(opened ? [endSession(session_id, ctx.now.toString())] : [])
    return opened
  })
  if (!secret) return refuse('pin_failed')
  forgetSession(ctx.secret)
  attempts.succeeded(place)
  wire.setSecret(secret)
  return secret
}

/** A wrong PIN counts against the account when it is sure whose it should have been; otherwise only the workstation slows down. */
async function refused(ctx: StaffCtx, found: readonly Candidate[]): Promise<Refusal> {
  const [only] = found
  if (!only || found.length > 1) return refuse('pin_failed')
  if (isLocked(only.locked_until, ctx.now)) return refuse('account_locked')
  await failed(ctx, only.staff_id)
  return refuse('pin_failed')
}
