import type {
  Ask,
  beginOidc as beginOp,
  finishOidc as finishOp,
  linkOidc as linkOp,
  OkOf,
} from '@kaft/contract'
import type { Static } from 'typebox'
import { type Ctx, isRefusal, type Refusal, refuse } from '../../../base/ctx.ts'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import type { Log } from '../../../base/log.ts'
import { type Oidc, OidcAway, OidcRefused, type Told } from '../../../base/oidc/oidc.ts'
import type { Wire } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import type { Site } from '../second-factor/passkeys.ts'
import { networkOf } from '../sign-in/attempts.ts'
import { keyHash } from '../sign-in/secrets.ts'
import { closedFor, isLocked, openIn, type Patience } from '../sign-in/sign-in.ts'
import { SignInFacts } from '../sign-in/sign-in.store.ts'
import { seal, unseal } from './attempt.ts'
import { isOwnLibrary, type Reading } from './claims.rules.ts'
import { invitationHash } from './invitation.ts'
import {
  identityFacts,
  Linked,
  linkIdentity,
  noteElsewhere,
  ReadingRow,
  readingOfCentre,
} from './oidc.store.ts'
import { followClaims } from './follow-claims.ts'

/** Where the provider sends browsers back to: a place of the staff client. */
const RETURN = '/aanmelden/terug'

/** The provider of this installation, and what its sign-ins count for. */
export interface Provider {
  readonly oidc: Oidc
  readonly name: string
  /** It asks a second step itself. */
  readonly strong: boolean
}
export interface Elsewhere {
  readonly provider: Provider | null
  readonly site: Site
  readonly patience: Patience
  readonly log: Log
}

const bare = (ctx: Ctx): Ctx => ({ ...ctx, secret: null, actor: null })

/** Why the provider told nothing that counts. The reason goes to the log as the name of a fault, without what was sent. */
function refusalOf(error: unknown, log: Log): Refusal {
  const { cause } = error as { cause?: { code?: string; name?: string } }
  const why = { fault: cause?.name ?? null, code: cause?.code ?? null }
  if (error instanceof OidcAway) {
    log('warn', 'the provider of sign-ins does not answer', why)
    return refuse('oidc_away')
  }
  if (!(error instanceof OidcRefused)) throw error
  log('warn', 'a sign-in elsewhere was refused', why)
  return refuse('oidc_refused')
}

/** Both times that the provider is spoken to, the register is asked first. */
const runs = async (ctx: Ctx): Promise<boolean> =>
  runsIn((await read({ ...ctx, secret: null, actor: null }, [couplingRuns('oidc', ctx.now)]))[0])

export async function beginOidc(
  ctx: Ctx,
  { workstation_key }: Ask<typeof beginOp>['body'],
  wire: Wire,
  { provider, site, patience, log }: Elsewhere,
): Promise<OkOf<typeof beginOp> | Refusal> {
  if (!provider) return refuse('oidc_off')
  if (!patience.attempts.take(networkOf(wire.address), ctx.now)) return refuse('too_many')
  if (!(await runs(ctx))) return refuse('coupling_off')
  try {
    const { url, attempt } = await provider.oidc.begin(`${site.origin}${RETURN}`)
    wire.setAttempt(seal(ctx, { is: 'begun', attempt, workstation_key: workstation_key ?? null }))
    patience.attempts.succeeded(networkOf(wire.address))
    return { url }
  } catch (error) {
    return refusalOf(error, log)
  }
}

interface Place {
  readonly told: Told
  readonly workstation_key: string | null
}

/**
 * Back from the provider. Somebody whose account is not linked keeps their proof for ten minutes, so that an invitation
 * is all that is still asked.
 * @returns the new session's secret, or a refusal
 */
export async function finishOidc(
  ctx: Ctx,
  { query }: Ask<typeof finishOp>['body'],
  wire: Wire,
  elsewhere: Elsewhere,
): Promise<string | Refusal> {
  const { provider, patience, log } = elsewhere
  if (!provider) return refuse('oidc_off')
  if (!patience.attempts.take(networkOf(wire.address), ctx.now)) return refuse('too_many')
  const begun = unseal(ctx, wire.attempt, 'begun')
  wire.setAttempt(null)
  if (!begun) return refuse('oidc_over')
  if (!(await runs(ctx))) return refuse('coupling_off')
  let told: Told
  try {
    told = await provider.oidc.finish(query, begun.attempt)
  } catch (error) {
    return refusalOf(error, log)
  }
  const place = { told, workstation_key: begun.workstation_key }
  const said = await enter(ctx, place, wire, provider)
  if (isRefusal(said) && said.refused === 'oidc_unlinked')
    wire.setAttempt(seal(ctx, { is: 'proven', ...place, told: { ...told, roles: [...told.roles] } }))
  if (!isRefusal(said)) patience.attempts.succeeded(networkOf(wire.address))
  return said
}

/** Uses an invitation up: from now on this person of the provider has this account. */
export async function linkOidc(
  ctx: Ctx,
  { invitation }: Ask<typeof linkOp>['body'],
  wire: Wire,
  { provider, patience }: Elsewhere,
): Promise<string | Refusal> {
  const network = networkOf(wire.address)
  if (!patience.attempts.take(network, ctx.now)) return refuse('too_many')
  const proven = unseal(ctx, wire.attempt, 'proven')
  if (!provider || !proven) return refuse('oidc_over')
  const linked = await transact(bare(ctx), async tx => {
    await tx.first([])
    const hash = invitationHash(ctx.keys, invitation)
    const [rows = []] = await tx.last([linkIdentity(hash, proven.told, ctx.now.toString())])
    return shaped(Linked, rows[0]).staff_id
  })
  if (linked === null) return refuse('invitation_wrong')
  patience.attempts.succeeded(network)
  wire.setAttempt(null)
  return enter(ctx, proven, wire, provider)
}

/** Opens the session of a linked account, with the roles that the provider gives now. */
async function enter(
  ctx: Ctx,
  { told, workstation_key }: Place,
  wire: Wire,
  { strong }: Provider,
): Promise<string | Refusal> {
  const workstation = workstation_key === null ? null : keyHash(workstation_key)
  const [rows = [], centre = []] = await transact(bare(ctx), tx =>
    tx.first([identityFacts(told, workstation), readingOfCentre]),
  )
  const facts = oneOf(SignInFacts, rows)
  if (!facts || !facts.active) return refuse('oidc_unlinked')
  const reading = shaped(ReadingRow, centre[0])
  const refused = faultOf(ctx, facts, { told, reading })
  if (refused) return refused
  const { staff_id, library_id, branch_id, workstation_id } = facts
  const secret = await transact(bare(ctx), async tx => {
    await tx.first([])
    const opened = branch_id && (await openIn(ctx, tx, { staff_id, branch_id, workstation_id, until: null }))
    await tx.last([])
    return opened
  })
  if (!secret) return refuse('account_locked')
  const at = ctx.now.toString()
  await transact({ ...ctx, secret, actor: null }, async tx => {
    await tx.first([])
    await followClaims(ctx, tx, { staff_id, library_id, told, reading })
    await tx.last([
      noteElsewhere({ staff_id, issuer: told.issuer, secret_hash: keyHash(secret), strong, at }),
    ])
  })
  wire.setSecret(secret)
  return secret
}

function faultOf(
  ctx: Ctx,
  facts: Static<typeof SignInFacts>,
  { told, reading }: { told: Told; reading: Reading },
): Refusal | null {
  if (isLocked(facts.locked_until, ctx.now)) return refuse('account_locked')
  const closed = closedFor(facts)
  if (closed || !facts.branch_id) return closed ?? refuse('library_inactive')
  return isOwnLibrary(told.org_code, facts.library_id, reading) ? null : refuse('oidc_other_library')
}
