import { Type } from 'typebox'
import type { Ctx } from '../../../base/ctx.ts'
import { decrypt, encrypt } from '../../../base/keys.ts'
import { shaped } from '../../../base/row.ts'

/** How long somebody may take at the provider, and to find their invitation. */
const PATIENCE_MIN = 10
const ABOUT = 'sign-in elsewhere'

const Workstation = { workstation_key: Type.Union([Type.String(), Type.Null()]), until: Type.String() }
const Begun = Type.Object({
  is: Type.Literal('begun'),
  ...Workstation,
  attempt: Type.Object({
    state: Type.String(),
    nonce: Type.String(),
    verifier: Type.String(),
    redirect_uri: Type.String(),
  }),
})
const Proven = Type.Object({
  is: Type.Literal('proven'),
  ...Workstation,
  told: Type.Object({
    issuer: Type.String(),
    subject: Type.String(),
    org_code: Type.Union([Type.String(), Type.Null()]),
    roles: Type.Array(Type.String()),
  }),
})
const Kept = Type.Union([Begun, Proven])
export type Begun = Type.Static<typeof Begun>
export type Proven = Type.Static<typeof Proven>

/**
 * What the browser holds between two steps of a sign-in elsewhere, closed by the key file: whoever did not begin here
 * cannot end here, so nobody is signed in as somebody else by an address that they were sent.
 */
export const seal = (ctx: Ctx, kept: Omit<Begun, 'until'> | Omit<Proven, 'until'>): string =>
  encrypt(
    ctx.keys,
    JSON.stringify({ ...kept, until: ctx.now.add({ minutes: PATIENCE_MIN }).toString() }),
    ABOUT,
  )

/** Null where there is nothing, it is not ours, or it took too long. */
export function unseal<K extends 'begun' | 'proven'>(
  ctx: Ctx,
  sealed: string | null,
  is: K,
): (K extends 'begun' ? Begun : Proven) | null {
  if (sealed === null) return null
  try {
    const kept = shaped(Kept, JSON.parse(decrypt(ctx.keys, sealed, ABOUT)))
    const isOver = Temporal.Instant.compare(kept.until, ctx.now) < 0
    return kept.is === is && !isOver ? (kept as K extends 'begun' ? Begun : Proven) : null
  } catch {
    return null
  }
}
