import type { Ask, Assertion, confirmPasskey as confirmOp, Registration } from '@kaft/contract'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { peppered } from '../../../base/keys.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { failed, type Patience } from '../sign-in/sign-in.ts'
import { type Added, mayEnrol, settle } from './enrol.ts'
import {
  Challenge,
  insertPasskey,
  noteProven,
  ownPasskeys,
  Passkey,
  setChallenge,
  takeChallenge,
  usePasskey,
} from './factors.store.ts'

/** The library is read when the first security key comes: most sessions of a desk never need it. */
const webauthn = () => import('@simplewebauthn/server')

/** Where browsers reach Kaft: a key answers only to the place that it was made for. */
export interface Site {
  /** Such as `https://kaft.example.org`; read at each question, since a free port is known only once the door is open. */
  readonly origin: string
}
const hostOf = ({ origin }: Site): string => new URL(origin).hostname

/** How long a browser and a finger may take. */
const PATIENCE_S = 5 * 60

const ask = async (ctx: StaffCtx, challenge: string): Promise<void> => {
  await transact(ctx, async tx => {
    await tx.first([])
    const until = ctx.now.add({ seconds: PATIENCE_S }).toString()
    await tx.last([setChallenge(ctx.actor.session_id, challenge, until)])
  })
}

const keysOf = async (ctx: StaffCtx): Promise<Passkey[]> =>
  transact(ctx, async tx => allOf(Passkey, (await tx.first([ownPasskeys(ctx.actor.staff_id)]))[0] ?? []))
type Passkey = ReturnType<typeof allOf<typeof Passkey>>[number]

const named = (keys: readonly Passkey[]) =>
  keys.map(key => ({ id: key.credential_id, transports: [...(key.transports ?? [])] }))

/** What the browser is to ask a new key. No attestation: which brand somebody carries is nobody's business. */
export async function beginPasskey(
  ctx: StaffCtx,
  { password }: { password: string },
  { patience, site }: { patience: Patience; site: Site },
): Promise<{ options: Record<string, unknown> } | Refusal> {
  const known = await mayEnrol(ctx, password, patience)
  if (isRefusal(known)) return known
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpName: 'Kaft',
    rpID: hostOf(site),
    userName: known.login,
    userDisplayName: ctx.actor.staff_name,
    // Tells the key whose it is without telling who that is.
    userID: new Uint8Array(peppered(ctx.keys, `webauthn ${ctx.actor.staff_id}`)),
    attestationType: 'none',
    excludeCredentials: named(await keysOf(ctx)),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
  })
  await ask(ctx, options.challenge)
  return { options: { ...options } }
}

/** The question of this session, once. */
const challengeOf = async (ctx: StaffCtx): Promise<string | null> =>
  transact(ctx, async tx => {
    await tx.first([])
    const [rows = []] = await tx.last([takeChallenge(ctx.actor.session_id, ctx.now.toString())])
    return oneOf(Challenge, rows)?.challenge ?? null
  })

export async function confirmPasskey(
  ctx: StaffCtx,
  { name, credential }: Ask<typeof confirmOp>['body'],
  site: Site,
): Promise<Added | Refusal> {
  const challenge = await challengeOf(ctx)
  if (!challenge) return refuse('challenge_over')
  const made = await registered(credential, challenge, site)
  if (!made) return refuse('second_factor_wrong')
  const key = {
    name,
    credential_id: made.id,
    public_key: Buffer.from(made.publicKey),
    sign_count: made.counter,
    transports: made.transports ?? [],
  }
  const { staff_id, library_id } = ctx.actor
  return transact(ctx, async tx => {
    await tx.first([])
    const [rows = []] = await tx.more([insertPasskey({ staff_id, library_id }, key, ctx.now.toString())])
    return rows.length === 0 ? refuse('second_factor_wrong') : settle(ctx, tx)
  })
}

/** What does not fit is thrown by the library, with a reason that helps nobody at the desk. */
async function registered(credential: Registration, expectedChallenge: string, site: Site) {
  const { verifyRegistrationResponse } = await webauthn()
  const asked = {
    response: credential as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: hostOf(site),
    requireUserVerification: false,
  }
  const said = await verifyRegistrationResponse(asked).catch(() => null)
  return said?.verified ? said.registrationInfo.credential : null
}

/** The question for the keys that this account has; null where it has none. */
export async function questionFor(ctx: StaffCtx, site: Site): Promise<Record<string, unknown> | null> {
  const keys = await keysOf(ctx)
  if (keys.length === 0) return null
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: hostOf(site),
    allowCredentials: named(keys),
    userVerification: 'discouraged',
  })
  await ask(ctx, options.challenge)
  return { ...options }
}

/** Proves the session by a key. The count of a key that runs back is one of a copy, and is refused by the library. */
export async function proveByPasskey(
  ctx: StaffCtx,
  credential: Assertion,
  { patience, site }: { patience: Patience; site: Site },
): Promise<null | Refusal> {
  const place = `factor ${ctx.actor.staff_id}`
  if (!patience.attempts.take(place, ctx.now)) return refuse('too_many')
  const challenge = await challengeOf(ctx)
  if (!challenge) return refuse('challenge_over')
  const key = (await keysOf(ctx)).find(one => one.credential_id === credential.id)
  const count = key ? await asserted(credential, challenge, { key, site }) : null
  if (!key || count === null) {
    await failed(ctx, ctx.actor.staff_id)
    return refuse('second_factor_wrong')
  }
  const at = ctx.now.toString()
  await transact(ctx, async tx => {
    await tx.first([])
    await tx.last([usePasskey(key.factor_id, count, at), noteProven(ctx.actor.session_id, at)])
  })
  patience.attempts.succeeded(place)
  return null
}

async function asserted(
  credential: Assertion,
  expectedChallenge: string,
  { key, site }: { key: Passkey; site: Site },
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await webauthn()
  const said = await verifyAuthenticationResponse({
    response: credential,
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: hostOf(site),
    requireUserVerification: false,
    credential: {
      id: key.credential_id,
      publicKey: new Uint8Array(key.public_key as Buffer),
      counter: Number(key.sign_count),
    },
  }).catch(() => null)
  return said?.verified ? said.authenticationInfo.newCounter : null
}
