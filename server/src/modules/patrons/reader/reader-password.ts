import { randomUUID } from 'node:crypto'
import type { BodyOf, OkOf, setReaderPassword as setOp } from '@kaft/contract'
import { type Ctx, type Refusal, refuse } from '../../../base/ctx.ts'
import { ageOn, dayOf } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { hashSecret, networkOf } from '../../organisation/index.ts'
import { passwordFault } from './password.rules.ts'
import { referenceIn } from './link-key.ts'
import { askLink, LinkFacts, linkFacts, Used, useLink } from './reader.store.ts'
import { cardTyped, type ReaderLimits } from './sign-in-reader.ts'

/** A link that the reader asked for is used at once or not at all; one from the desk may wait until they are home. */
export const LINK_MINUTES = 60
const JOB = 'messages'

/**
 * Sends whoever has this card a link to choose a password. One statement, whoever it is about: the answer cannot tell who is
 * known, by what it says or how long it takes.
 */
export async function askForLink(
  ctx: Ctx,
  card: string,
  of: { readonly address: string; readonly limits: ReaderLimits; readonly mails: boolean },
): Promise<{ minutes: number } | Refusal> {
  if (!of.mails) return refuse('reader_no_mail')
  if (!of.limits.links.take(networkOf(of.address), ctx.now)) return refuse('too_many')
  const until = ctx.now.add({ minutes: LINK_MINUTES }).toString()
  await transact({ ...ctx, secret: null, actor: null }, async tx => {
    await tx.first([])
    await tx.last([
      askLink({ card: cardTyped(card), reference: randomUUID(), now: ctx.now.toString(), until }),
      soon(JOB),
    ])
  })
  return { minutes: LINK_MINUTES }
}

/** What a new password is judged by; the refusal says what to change. */
export const judgedPassword = (
  password: string,
  of: { readonly cards: readonly string[]; readonly birth_on: string | null },
): Refusal | null => {
  const fault = passwordFault(password, of)
  return fault && refuse(fault)
}

/** Whether somebody has to agree before a child may sign in alone (AVG art. 8; law of 30 July 2018, art. 7). */
const needsConsent = (ctx: Ctx, { birth_on, consented, guardian_age }: LinkFacts): boolean =>
  !consented && birth_on?.length === 10 && (ageOn(birth_on, dayOf(ctx.now)) ?? 99) < guardian_age

/** Chooses a password by a link of the mail, once. */
export async function choosePassword(
  ctx: Ctx,
  { key, password }: BodyOf<typeof setOp>,
  of: { readonly address: string; readonly limits: ReaderLimits },
): Promise<OkOf<typeof setOp> | Refusal> {
  if (!of.limits.networks.take(networkOf(of.address), ctx.now)) return refuse('too_many')
  const reference = referenceIn(ctx.keys, key)
  if (reference === null) return refuse('reader_link_over')
  const bare: Ctx = { ...ctx, secret: null, actor: null }
  const now = ctx.now.toString()
  const facts = await transact(bare, async tx =>
    oneOf(LinkFacts, (await tx.first([linkFacts(reference, now)]))[0] ?? []),
  )
  if (!facts) return refuse('reader_link_over')
  if (needsConsent(ctx, facts)) return refuse('reader_guardian', { age: facts.guardian_age })
  const fault = judgedPassword(password, facts)
  if (fault) return fault
  const hash = await hashSecret(ctx.keys, password)
  const used = await transact(bare, async tx => {
    await tx.first([])
    return oneOf(Used, (await tx.last([useLink(reference, hash, now)]))[0] ?? [])
  })
  if (!used?.patron_id) return refuse('reader_link_over')
  of.limits.networks.succeeded(networkOf(of.address))
  return { library_name: facts.library_name }
}
