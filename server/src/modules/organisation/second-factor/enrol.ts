import type { Static } from 'typebox'
import type {
  Ask,
  beginTotp as beginOp,
  confirmTotp as confirmOp,
  OkOf,
  readFactors as readOp,
} from '@kaft/contract'
import { qrCode } from '../../../base/barcode.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { decrypt, encrypt } from '../../../base/keys.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { isSecret } from '../sign-in/secrets.ts'
import { failed, isLocked, type Patience } from '../sign-in/sign-in.ts'
import { bumpMember } from '../staff/certify.store.ts'
import {
  begunTotp,
  codesLeft,
  confirmFactor,
  dropBegun,
  dropFactor,
  dropIdleCodes,
  Factor,
  Holder,
  holder,
  insertTotp,
  Left,
  Made,
  noteProven,
  ownFactors,
  setCodes,
  Standing,
  standing,
  Totp,
} from './factors.store.ts'
import { codeHashes, newCodes } from './recovery.ts'
import { keyUri, matchingStep, newTotpSecret } from './totp.ts'

/** What a sealed text of this module is about; the same must be said to read it. */
export const TOTP = 'totp'

export type OwnFactors = OkOf<typeof readOp>
/** What was added, with recovery codes where these are the first. */
export type Added = OwnFactors & { readonly recovery_codes: string[] }

export async function factorsIn(ctx: StaffCtx, tx: Tx): Promise<OwnFactors> {
  const { staff_id } = ctx.actor
  const [rows = [], left = []] = await tx.more([ownFactors(staff_id), codesLeft(staff_id)])
  return { rows: allOf(Factor, rows), recovery_left: shaped(Left, left[0]).count }
}

export const readFactors = (ctx: StaffCtx): Promise<OwnFactors> =>
  transact(ctx, async tx => {
    await tx.first([])
    return factorsIn(ctx, tx)
  })

/**
 * Whether the one at the keys may add a way in: they know the password, and where the account has a second step already
 * they proved it, or a stolen password would be enough to add one's own. An account that signs in elsewhere has none.
 */
export async function mayEnrol(
  ctx: StaffCtx,
  password: string,
  { attempts }: Patience,
): Promise<Static<typeof Holder> | Refusal> {
  const { staff_id, session_id } = ctx.actor
  const place = `factor ${staff_id}`
  if (!attempts.take(place, ctx.now)) return refuse('too_many')
  const [who = [], stand = []] = await transact(ctx, tx =>
    tx.first([holder(staff_id), standing(session_id, staff_id)]),
  )
  const known = shaped(Holder, who[0])
  if (isLocked(known.locked_until, ctx.now)) return refuse('account_locked')
  if (known.password_hash !== 'none' && !(await isSecret(ctx.keys, password, known.password_hash))) {
    await failed(ctx, staff_id)
    return refuse('password_wrong')
  }
  const { proven, enrolled } = shaped(Standing, stand[0])
  if (enrolled && !proven) return refuse('second_factor_needed')
  attempts.succeeded(place)
  return known
}
const owner = ({ actor: { staff_id, library_id } }: StaffCtx) => ({ staff_id, library_id })

export async function beginTotp(
  ctx: StaffCtx,
  { password }: Ask<typeof beginOp>['body'],
  patience: Patience,
): Promise<OkOf<typeof beginOp> | Refusal> {
  const known = await mayEnrol(ctx, password, patience)
  if (isRefusal(known)) return known
  const secret = newTotpSecret()
  const sealed = encrypt(ctx.keys, secret, TOTP)
  const made = await transact(ctx, async tx => {
    await tx.first([dropBegun(ctx.actor.staff_id)])
    return (await tx.last([insertTotp(owner(ctx), sealed, ctx.now.toString())]))[0] ?? []
  })
  const { factor_id } = shaped(Made, made[0])
  const { login } = known
  const uri = keyUri(secret, { login, library: ctx.actor.library_name })
  return { factor_id, secret: secret.replaceAll(/(.{4})(?=.)/g, '$1 '), qr: qrCode(uri) }
}

/** Makes recovery codes where the account has none; says that the session proved itself; every process reads anew. */
export async function settle(ctx: StaffCtx, tx: Tx): Promise<Added> {
  const at = ctx.now.toString()
  const { staff_id, session_id } = ctx.actor
  const { rows, recovery_left } = await factorsIn(ctx, tx)
  const codes = recovery_left === 0 ? newCodes() : []
  const hashes = codes.flatMap(code => codeHashes(ctx.keys, code).slice(0, 1))
  await tx.last([
    ...(codes.length > 0 ? [setCodes(owner(ctx), hashes)] : []),
    noteProven(session_id, at),
    bumpMember(staff_id),
  ])
  return { rows, recovery_left: recovery_left + codes.length, recovery_codes: codes }
}

/** The first right code makes the app count. A wrong one counts against the account, as a wrong password does. */
export async function confirmTotp(
  ctx: StaffCtx,
  { params, body }: Ask<typeof confirmOp>,
): Promise<Added | Refusal> {
  const { staff_id } = ctx.actor
  const said = await transact(ctx, async tx => {
    const [begun = [], who = []] = await tx.first([begunTotp(staff_id, params.factor_id), holder(staff_id)])
    const factor = oneOf(Totp, begun)
    if (!factor) return refuse('not_found')
    if (isLocked(shaped(Holder, who[0]).locked_until, ctx.now)) return refuse('account_locked')
    const secret = decrypt(ctx.keys, factor.sealed_secret, TOTP)
    const fits = matchingStep(secret, body.code, { now: ctx.now, last: null })
    if (!fits || !('step' in fits)) return refuse('second_factor_wrong')
    await tx.more([
      confirmFactor(factor.factor_id, { name: body.name, step: fits.step, at: ctx.now.toString() }),
    ])
    return settle(ctx, tx)
  })
  if (isRefusal(said) && said.refused === 'second_factor_wrong') await failed(ctx, staff_id)
  return said
}

/** Takes one away. Whoever takes the last away is asked for a new one where their rights ask it. */
export const removeFactor = (ctx: StaffCtx, factor_id: string): Promise<OwnFactors | Refusal> =>
  transact(ctx, async tx => {
    const { staff_id, session_id } = ctx.actor
    const [stand = []] = await tx.first([standing(session_id, staff_id)])
    if (!shaped(Standing, stand[0]).proven) return refuse('second_factor_needed')
    const [gone = []] = await tx.more([dropFactor(staff_id, factor_id)])
    if (gone.length === 0) return refuse('not_found')
    await tx.more([dropIdleCodes(staff_id), bumpMember(staff_id)])
    const left = await factorsIn(ctx, tx)
    await tx.last([])
    return left
  })

/** Ten new codes; those of before stop working. */
export const renewRecoveryCodes = (ctx: StaffCtx): Promise<Added | Refusal> =>
  transact(ctx, async tx => {
    const { staff_id, session_id } = ctx.actor
    const [stand = []] = await tx.first([standing(session_id, staff_id)])
    const { proven, enrolled } = shaped(Standing, stand[0])
    if (!enrolled) return refuse('second_factor_missing')
    if (!proven) return refuse('second_factor_needed')
    const recovery_codes = newCodes()
    const hashes = recovery_codes.flatMap(code => codeHashes(ctx.keys, code).slice(0, 1))
    await tx.more([setCodes(owner(ctx), hashes)])
    const { rows, recovery_left } = await factorsIn(ctx, tx)
    await tx.last([])
    return { rows, recovery_left, recovery_codes }
  })
