import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { type Ctx, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, endOfDay } from '../../../base/dates.ts'
import type { Wire } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { forgetSession } from '../session/session.ts'
import { Elsewhere, endedElsewhere } from '../oidc/oidc.store.ts'
import { type Attempts, networkOf, type Resting } from './attempts.ts'
import { decoyHash, foldLogin, isSecret, keyHash } from './secrets.ts'
import { countFailure, moveSession, openSession, SignInFacts, signInFacts } from './sign-in.store.ts'

/** What a door remembers between sign-ins. */
export interface Patience {
  readonly attempts: Attempts
  readonly resting: Resting
}

const newSecret = (): string => randomBytes(32).toString('base64url')
const Opened = Type.Object({ session_id: Type.Union([Type.String(), Type.Null()]) })
const isAfter = (a: Temporal.Instant | string, b: Temporal.Instant | string): boolean =>
  Temporal.Instant.compare(a, b) > 0

/** A working day: a full sign-in holds until the end of the day in Brussels, and never longer than fourteen hours. */
function endOfWork(now: Temporal.Instant): string {
  const night = endOfDay(dayOf(now))
  const hours = now.add({ hours: 14 })
  return (isAfter(night, hours) ? hours : night).toString()
}

export interface Person {
  readonly staff_id: string
  readonly branch_id: string
  readonly workstation_id: string | null
  /** By password; a switch never lasts longer than the full sign-in that it leans on. */
  readonly until: string | null
}

/** Opens a session in the transaction that is under way. @returns its secret, or null when the account is closed or locked */
export async function openIn(ctx: Ctx, tx: Tx, person: Person): Promise<string | null> {
  const secret = newSecret()
  const until = person.until ?? endOfWork(ctx.now)
  const at = ctx.now.toString()
  const { staff_id, branch_id, workstation_id } = person
  const asked = { staff_id, branch_id, workstation_id, secret_hash: keyHash(secret), at }
  const [rows = []] = await tx.more([
    openSession({ ...asked, full_until: until, ends: until, fully: person.until === null }),
  ])
  return oneOf(Opened, rows)?.session_id ? secret : null
}

/** Why nobody of this library comes in: it is not here any more, or its agreement does not hold today (P16). */
export function closedFor(facts: {
  readonly library_active: boolean
  readonly library_agreed: boolean
}): Refusal | null {
  if (!facts.library_active) return refuse('library_inactive')
  return facts.library_agreed ? null : refuse('library_not_agreed')
}

export const isLocked = (locked_until: string | null, now: Temporal.Instant): boolean =>
  locked_until !== null && isAfter(locked_until, now)

/** Counts a wrong password or PIN against the account. */
export const failed = (ctx: Ctx, staff_id: string | null): Promise<void> =>
  transact({ ...ctx, secret: null, actor: null }, async tx => {
    await tx.first([])
    await tx.last([countFailure(staff_id, ctx.now.toString())])
  })

interface Asked {
  readonly login: string
  readonly password: string
  readonly workstation_key?: string
}

/**
 * Full sign-in with a password. An unknown login gets the same answers in the same time as a known one with a wrong
 * password; five wrong ones rest the account for a quarter of an hour.
 * @returns the new session's secret, or a refusal
 */
export async function signIn(
  ctx: Ctx,
  ask: Asked,
  wire: Wire,
  patience: Patience,
): Promise<string | Refusal> {
  const network = networkOf(wire.address)
  if (!patience.attempts.take(network, ctx.now)) return refuse('too_many')
  const login = foldLogin(ask.login)
  const bare = { ...ctx, secret: null, actor: null }
  const workstation = ask.workstation_key ? keyHash(ask.workstation_key) : null
  const decoy = await decoyHash(ctx.keys)
  const facts = await transact(bare, async tx =>
    oneOf(SignInFacts, (await tx.first([signInFacts(login, workstation)]))[0] ?? []),
  )
  const fits = await isSecret(ctx.keys, ask.password, facts?.password_hash ?? decoy)
  const rests = facts ? isLocked(facts.locked_until, ctx.now) : patience.resting.isResting(login, ctx.now)
  if (rests) return refuse('account_locked')
  if (!facts || !fits || !facts.active) {
    if (!facts) patience.resting.failed(login, ctx.now)
    await failed(ctx, facts?.staff_id ?? null)
    return refuse('sign_in_failed')
  }
  const { staff_id, branch_id, workstation_id } = facts
  const closed = closedFor(facts)
  if (closed || !branch_id) return closed ?? refuse('library_inactive')
  const secret = await transact(bare, async tx => {
    await tx.first([])
    const opened = await openIn(ctx, tx, { staff_id, branch_id, workstation_id, until: null })
    await tx.last([])
    return opened
  })
  if (!secret) return refuse('account_locked')
  patience.attempts.succeeded(network)
  wire.setSecret(secret)
  return secret
}

/**
 * Ends the session: in the database, in memory, and in the browser.
 * @returns whether it began at the provider, where it then ends too
 */
export async function signOut(ctx: StaffCtx, wire: Wire): Promise<boolean> {
  const ended = await transact(ctx, async tx => {
    await tx.first([])
    return (await tx.last([endedElsewhere(ctx.actor.session_id, ctx.now.toString())]))[0] ?? []
  })
  forgetSession(ctx.secret)
  wire.setSecret(null)
  return oneOf(Elsewhere, ended)?.elsewhere ?? false
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
