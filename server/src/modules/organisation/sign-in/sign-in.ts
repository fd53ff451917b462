import { createHash, randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { type Ctx, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, endOfDay } from '../../../base/dates.ts'
import type { Wire } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { forgetSession } from '../session/session.ts'
import { decoyHash, isSecret } from './passwords.ts'
import { countFailure, endSession, moveSession, openSession, SignInFacts, signInFacts, SwitchFacts, switchFacts } from './sign-in.store.ts'

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
export const keyHash = hashOf
const newSecret = (): string => randomBytes(32).toString('base64url')
const Opened = Type.Object({ session_id: Type.Union([Type.String(), Type.Null()]) })

/** A working day: a full sign-in holds until the end of the day in Brussels, and never longer than fourteen hours. */
function untilOf(now: Temporal.Instant): { full: string; ends: string } {
  const night = endOfDay(dayOf(now))
  const hours = now.add({ hours: 14 })
  const ends = Temporal.Instant.compare(night, hours) < 0 ? night : hours
  return { full: ends.toString(), ends: ends.toString() }
}

interface Person {
  readonly staff_id: string
  readonly branch_id: string
  readonly workstation_id: string | null
  readonly fully: boolean
}
async function open(ctx: Ctx, person: Person, wire: Wire): Promise<string | null> {
  const secret = newSecret()
  const until = untilOf(ctx.now)
  const made = await transact({ ...ctx, secret: null, actor: null }, async tx => {
    await tx.first([])
    const [rows] = await tx.last([
      openSession({ ...person, secret_hash: hashOf(secret), at: ctx.now.toString(), full_until: until.full, ends: until.ends }),
    ])
    return oneOf(Opened, rows ?? [])?.session_id ?? null
  })
  if (made) wire.setSecret(secret)
  return made ? secret : null
}

/**
 * Full sign-in with a password. Every wrong combination gets the same answer in the same time; five wrong ones rest
 * the account for a quarter of an hour.
 * @returns the new session's secret, or a refusal
 */
export async function signIn(
  ctx: Ctx,
  ask: { login: string; password: string; workstation_key?: string },
  wire: Wire,
): Promise<string | Refusal> {
  const workstation = ask.workstation_key ? hashOf(ask.workstation_key) : null
  const bare = { ...ctx, secret: null, actor: null }
  const facts = await transact(bare, async tx =>
    oneOf(SignInFacts, (await tx.first([signInFacts(ask.login.trim().toLowerCase(), workstation)]))[0] ?? []),
  )
  const fits = await isSecret(ask.password, facts?.password_hash ?? (await decoyHash()))
  if (!facts) return refuse('sign_in_failed')
  if (facts.locked_until && facts.locked_until > ctx.now.toString()) return refuse('account_locked')
  if (!fits || !facts.active) {
    await transact(bare, async tx => {
      await tx.first([])
      await tx.last([countFailure(facts.staff_id, ctx.now.toString())])
    })
    return refuse('sign_in_failed')
  }
  if (!facts.library_active || !facts.branch_id) return refuse('library_inactive')
  const person = { staff_id: facts.staff_id, branch_id: facts.branch_id, workstation_id: facts.workstation_id, fully: true }
  return (await open(ctx, person, wire)) ?? refuse('sign_in_failed')
}

/**
 * A colleague takes over by badge, or by initials and PIN, at a workstation where they signed in fully today.
 * The former session ends; what is open on the screen stays.
 */
export async function switchStaff(
  ctx: StaffCtx,
  ask: { badge?: string; initials?: string; pin?: string },
  wire: Wire,
): Promise<string | Refusal> {
  const { workstation_id, branch_id, session_id } = ctx.actor
  if (!workstation_id) return refuse('full_sign_in_needed')
  const by = { badge_hash: ask.badge ? hashOf(ask.badge) : null, initials: ask.badge ? null : (ask.initials ?? null) }
  const found = allOf(SwitchFacts, (await transact(ctx, tx => tx.first([switchFacts(workstation_id, by)])))[0] ?? [])
  const now = ctx.now.toString()
  for (const one of found) {
    if (one.locked_until && one.locked_until > now) return refuse('account_locked')
    if (!ask.badge && !(one.pin_hash && (await isSecret(ask.pin ?? '', one.pin_hash)))) continue
    if (!one.full_until || one.full_until < now) return refuse('full_sign_in_needed')
    const secret = await open(ctx, { staff_id: one.staff_id, branch_id, workstation_id, fully: false }, wire)
    if (!secret) return refuse('pin_failed')
    await end(ctx, session_id)
    return secret
  }
  if (found.length === 1 && found[0]) {
    const { staff_id } = found[0]
    await transact(ctx, async tx => {
      await tx.first([])
      await tx.last([countFailure(staff_id, now)])
    })
  }
  return refuse('pin_failed')
}

async function end(ctx: StaffCtx, session_id: string): Promise<void> {
  await transact(ctx, async tx => {
    await tx.first([])
    await tx.last([endSession(session_id, ctx.now.toString())])
  })
  forgetSession(ctx.secret)
}

export async function signOut(ctx: StaffCtx, wire: Wire): Promise<void> {
  await end(ctx, ctx.actor.session_id)
  wire.setSecret(null)
}

/** Works at another branch of the own library from now on. */
export async function chooseBranch(ctx: StaffCtx, branch_id: string): Promise<Refusal | null> {
  const moved = await transact(ctx, async tx => {
    await tx.first([])
    return (await tx.last([moveSession(ctx.actor.session_id, branch_id)]))[0] ?? []
  })
  forgetSession(ctx.secret)
  return moved.length === 0 ? refuse('branch_not_yours') : null
}
