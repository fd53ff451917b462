import type { MachineProfile } from '@kaft/contract'
import { type Ctx, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { oneOf } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import { forgetSession, loadSession } from '../session/session.ts'
import { newAttempts, networkOf, newResting } from '../sign-in/attempts.ts'
import { decoyHash, foldLogin, isSecret } from '../sign-in/secrets.ts'
import { closedFor, failed, isLocked, openIn, type Patience } from '../sign-in/sign-in.ts'
import { endSession } from '../sign-in/sign-in.store.ts'
import { leavesOfProfile, MACHINE_ROLE } from './machine.rules.ts'
import { MachineFacts, machineFacts, noteSignedIn, ProfileFacts, profileFacts } from './machines.store.ts'

/** A machine that proved its password on a line. */
export interface MachineLogin {
  readonly machine_id: string
  readonly login: string
  /** The session's secret. */
  readonly secret: string
  /** What the password fitted: as long as it is the same, the session may be opened again without it. */
  readonly password_hash: string
}

/** What a line knows of its machine, as of the last look at the database. */
export interface KnownMachine {
  readonly ctx: StaffCtx
  readonly profile: MachineProfile
  readonly library_name: string
  readonly branch_name: string
}

/** A machine stays on its line for days; its session is opened anew each day. */
const HOURS = 24

export const machinePatience = (): Patience => ({ attempts: newAttempts(), resting: newResting() })

const factsOf = (ctx: Ctx, login: string): Promise<MachineFacts | null> =>
  transact({ ...ctx, secret: null, actor: null }, async tx =>
    oneOf(MachineFacts, (await tx.first([machineFacts(login)]))[0] ?? []),
  )

async function openFor(ctx: Ctx, facts: MachineFacts): Promise<string | null> {
  const { machine_id: staff_id, branch_id, workstation_id } = facts
  const secret = await transact({ ...ctx, secret: null, actor: null }, async tx => {
    await tx.first([])
    const until = ctx.now.add({ hours: HOURS }).toString()
    const opened = await openIn(ctx, tx, { staff_id, branch_id, workstation_id, until })
    await tx.last([])
    return opened
  })
  if (secret === null) return null
  await transact({ ...ctx, secret, actor: null }, async tx => {
    await tx.first([])
    await tx.last([noteSignedIn(staff_id, ctx.now.toString())])
  })
  return secret
}

/**
 * Signs a machine in, once for each line. An unknown name gets the same answer in the same time as a known one with a
 * wrong password; five wrong ones rest the account, and an address that keeps trying is slowed down.
 */
export async function signInMachine(
  ctx: Ctx,
  ask: { readonly login: string; readonly password: string; readonly address: string },
  { attempts, resting }: Patience,
): Promise<MachineLogin | Refusal> {
  const network = networkOf(ask.address)
  if (!attempts.take(network, ctx.now)) return refuse('too_many')
  const login = foldLogin(ask.login)
  const decoy = await decoyHash(ctx.keys)
  const facts = await factsOf(ctx, login)
  const fits = await isSecret(ctx.keys, ask.password, facts?.password_hash ?? decoy)
  if (facts ? isLocked(facts.locked_until, ctx.now) : resting.isResting(login, ctx.now))
    return refuse('account_locked')
  if (!facts || !fits || !facts.active) {
    if (!facts) resting.failed(login, ctx.now)
    await failed(ctx, facts?.machine_id ?? null)
    return refuse('sign_in_failed')
  }
  const closed = closedFor(facts)
  if (closed) return closed
  const secret = await openFor(ctx, facts)
  if (secret === null) return refuse('account_locked')
  attempts.succeeded(network)
  return { machine_id: facts.machine_id, login, secret, password_hash: facts.password_hash }
}

/**
 * Opens the session of a line anew, when it has run out or was ended: the line proved the password, so that stands
 * for as long as the password and the account do.
 */
export async function reopenMachine(ctx: Ctx, known: MachineLogin): Promise<MachineLogin | null> {
  const facts = await factsOf(ctx, known.login)
  const same = facts?.active && !closedFor(facts) && facts.password_hash === known.password_hash
  const secret = same ? await openFor(ctx, facts) : null
  if (secret === null) return null
  forgetSession(known.secret)
  return { ...known, secret }
}

/** Who acts on this line, with the leaves of its profile; null when the session is gone. */
export async function knowMachine(
  ctx: Ctx,
  login: MachineLogin,
  fresh: boolean,
): Promise<KnownMachine | null> {
  const blank: Ctx = { ...ctx, secret: login.secret, actor: null }
  const open = await loadSession(blank, fresh)
  if (!open) return null
  const [rows = []] = await read(blank, [profileFacts(login.machine_id)])
  const facts = oneOf(ProfileFacts, rows)
  if (!facts) return null
  const leaves = leavesOfProfile(facts.profile)
  const actor = { ...open.actor, leaves, roles: [MACHINE_ROLE] }
  return { ...facts, ctx: { ...blank, actor, secret: login.secret } }
}

/** Ends the session of a line that closed. */
export async function signOutMachine(ctx: StaffCtx): Promise<void> {
  forgetSession(ctx.secret)
  await transact({ ...ctx, actor: null }, async tx => {
    await tx.first([])
    await tx.last([endSession(ctx.actor.session_id, ctx.now.toString())])
  })
}
