import { randomBytes } from 'node:crypto'
import { type OkOf, type openReaderToken, READER_IDLE_MINUTES } from '@kaft/contract'
import { type Ctx, isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Keys, peppered } from '../../../base/keys.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import {
  type Attempts,
  decoyHash,
  isSecret,
  keyHash,
  networkOf,
  newAttempts,
} from '../../organisation/index.ts'
import { Candidate, candidates, Opened, openReader, proven, takeTurn, Turn } from './reader.store.ts'

export interface ReaderLimits {
  /** By the network of who types on our own page. */
  readonly networks: Attempts
  /** By the website that knocks: a whole library stands behind it. */
  readonly websites: Attempts
  /** By the network of who types the code of a letter. */
  readonly codes: Attempts
  /** Links that one network may ask for. */
  readonly links: Attempts
}
/** Thirty failures of a network at once and then one each twenty seconds; a right password costs next to nothing. */
export const newReaderLimits = (): ReaderLimits => ({
  networks: newAttempts(),
  codes: newAttempts(),
  websites: newAttempts({ most: 6_000, cost: 10, success: 1, per_second: 20, keys: 2_000 }),
  links: newAttempts({ most: 100, cost: 10, success: 10, per_second: 0.1, keys: 10_000 }),
})

/** People type a card as it is printed, in groups. */
export const cardTyped = (text: string): string => text.replace(/\s+/g, '')
/** What stands for a card while somebody guesses, whether there is such a card or not. */
export const slotOf = (keys: Keys, card: string): string =>
  peppered(keys, `reader card ${card}`).toString('base64url')

export type Opening = OkOf<typeof openReaderToken>
interface Typed {
  readonly card: string
  readonly password: string
  /** Of the website that asks: only readers of this library. */
  readonly library_id: string | null
  readonly website_id: string | null
}

/** Before there is a session, or whoever's it is: nothing of it counts. */
const bareOf = (ctx: Ctx): Ctx => ({ ...ctx, secret: null, actor: null })

/**
 * Whom card and password belong to. A card that nobody has takes the same turns, the same time and the same answers as one
 * that somebody has.
 */
async function whose(
  ctx: Ctx,
  typed: Pick<Typed, 'card' | 'password' | 'library_id'>,
): Promise<{ patron_id: string; slot: string } | Refusal> {
  const card = cardTyped(typed.card)
  const slot = slotOf(ctx.keys, card)
  const decoy = await decoyHash(ctx.keys)
  const found = await transact(bareOf(ctx), async tx => {
    await tx.first([])
    const [turn = [], rows = []] = await tx.last([
      takeTurn(slot, ctx.now.toString()),
      candidates(card, typed.library_id),
    ])
    return shaped(Turn, turn[0]).goes ? allOf(Candidate, rows) : null
  })
  if (!found) return refuse('reader_rests')
  let fits: string | null = null
  for (const { patron_id, password_hash } of found)
    if (await isSecret(ctx.keys, typed.password, password_hash)) fits ??= patron_id
  if (found.length === 0) await isSecret(ctx.keys, typed.password, decoy)
  return fits === null ? refuse('reader_unknown') : { patron_id: fits, slot }
}

/**
 * Whether a reader typed the own password beside the card, at a machine. It takes the turns of the card that `/mijn` takes:
 * who guesses here rests there too, and the right one ends the count.
 * @returns the patron's id, or `reader_unknown` or `reader_rests`
 */
export async function proveByCard(
  ctx: Ctx,
  typed: { readonly card: string; readonly password: string; readonly library_id: string },
): Promise<{ patron_id: string } | Refusal> {
  const found = await whose(ctx, typed)
  if (isRefusal(found)) return found
  await transact(bareOf(ctx), async tx => {
    await tx.first([])
    await tx.last([proven(found.slot)])
  })
  return { patron_id: found.patron_id }
}

/** Opens a session for whoever knows card and password. */
async function open(ctx: Ctx, typed: Typed): Promise<Opening | Refusal> {
  const found = await whose(ctx, typed)
  if (isRefusal(found)) return found
  const { patron_id, slot } = found
  const token = randomBytes(32).toString('base64url')
  const opened = await transact(bareOf(ctx), async tx => {
    await tx.first([])
    const [, rows = []] = await tx.last([
      proven(slot),
      openReader(patron_id, typed.website_id, keyHash(token)),
    ])
    return oneOf(Opened, rows)
  })
  if (!opened) return refuse('reader_unknown')
  return { token, expires_at: opened.expires_at, idle_minutes: READER_IDLE_MINUTES }
}

/** By the page of Kaft itself. */
export async function signInReader(
  ctx: Ctx,
  typed: { readonly card: string; readonly password: string },
  of: { readonly address: string; readonly limits: ReaderLimits },
): Promise<Opening | Refusal> {
  const network = networkOf(of.address)
  if (!of.limits.networks.take(network, ctx.now)) return refuse('too_many')
  const opened = await open(ctx, { ...typed, library_id: null, website_id: null })
  if (!isRefusal(opened)) of.limits.networks.succeeded(network)
  return opened
}

/** By the website of a library, for its own readers. */
export async function exchangeForToken(
  ctx: StaffCtx,
  typed: { readonly card: string; readonly password: string },
  limits: ReaderLimits,
): Promise<Opening | Refusal> {
  const { library_id, staff_id: website_id } = ctx.actor
  if (!limits.websites.take(website_id, ctx.now)) return refuse('too_many')
  const opened = await open(ctx, { ...typed, library_id, website_id })
  if (!isRefusal(opened)) limits.websites.succeeded(website_id)
  return opened
}
