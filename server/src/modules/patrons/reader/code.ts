import { randomBytes, randomUUID } from 'node:crypto'
import { type OkOf, type openReaderCode, type printReaderCode, READER_CODE_DAYS } from '@kaft/contract'
import { type Ctx, isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf, momentOn } from '../../../base/dates.ts'
import { pdfOf } from '../../../base/document/pdf.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { decoyHash, hashSecret, isSecret, networkOf } from '../../organisation/index.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { codeLetter, codeOf, codeTyped } from './code.rules.ts'
import { Addressee, addresseeQuery, handCode, openCode, Tried, tryCodes } from './code.store.ts'
import { readDoor } from './desk-door.ts'
import { linkKeyOf } from './link-key.ts'
import { takeTurn, Turn } from './reader.store.ts'
import { LINK_MINUTES } from './reader-password.ts'
import { cardTyped, type ReaderLimits, slotOf } from './sign-in-reader.ts'

function newCode(): string {
  for (;;) {
    const code = codeOf(randomBytes(16))
    if (code !== null) return code
  }
}

/**
 * Makes the letter with which somebody without e-mail gets in. The code stands in the answer and nowhere else: a repeat of the
 * command cannot tell it again.
 */
export async function printCode(
  ctx: StaffCtx,
  ask: { readonly patron_id: string; readonly body: { readonly command_id: string } },
  origin: string,
): Promise<Answer<OkOf<typeof printReaderCode>>> {
  const { patron_id } = ask
  const today = dayOf(ctx.now)
  const last = addDays(today, READER_CODE_DAYS)
  const code = newCode()
  const hash = await hashSecret(ctx.keys, codeTyped(code))
  let to: Addressee | undefined
  const done = await changeOwn<Changed>(
    ctx,
    { ...ask, facts: [addresseeQuery(patron_id, today)] },
    (_, [rows = []]) => {
      to = shaped(Addressee, rows[0])
      const until = momentOn(last, '23:59:59').toString()
      return {
        effects: [handCode(ctx, { patron_id, reference: randomUUID(), hash, until })],
        answer: () => ({ patron_id }),
      }
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  if (to === undefined) return refuse('reader_code_once')
  const door = await readDoor(ctx, patron_id)
  if (isRefusal(door)) return door
  const paper = codeLetter(to, { code, today, until: last, page: `${origin}/mijn/code` })
  const made = await pdfOf(paper, new Date(ctx.now.epochMilliseconds))
  return { door, name: `code-${patron_id}.pdf`, mime: 'application/pdf', base64: made.toString('base64') }
}

/**
 * Card number and code become the key of a one-time link, with which a password is chosen. A card that nobody has takes the same
 * turns, the same time and the same answers as one that somebody has.
 */
export async function exchangeCode(
  ctx: Ctx,
  typed: { readonly card: string; readonly code: string },
  of: { readonly address: string; readonly limits: ReaderLimits },
): Promise<OkOf<typeof openReaderCode> | Refusal> {
  if (!of.limits.codes.take(networkOf(of.address), ctx.now)) return refuse('too_many')
  const bare: Ctx = { ...ctx, secret: null, actor: null }
  const card = cardTyped(typed.card)
  const now = ctx.now.toString()
  const goes = await transact(bare, async tx => {
    await tx.first([])
    const [turn = []] = await tx.last([takeTurn(slotOf(ctx.keys, `code of ${card}`), now)])
    return shaped(Turn, turn[0]).goes
  })
  if (!goes) return refuse('reader_rests')
  const found = await transact(bare, async tx => {
    await tx.first([])
    return allOf(Tried, (await tx.last([tryCodes(card, now)]))[0] ?? [])
  })
  const code = codeTyped(typed.code)
  let reference: string | null = null
  for (const one of found) if (await isSecret(ctx.keys, code, one.code_hash)) reference ??= one.reference
  if (found.length === 0) await isSecret(ctx.keys, code, await decoyHash(ctx.keys))
  if (reference === null) return refuse('reader_code_wrong')
  const link = reference
  const until = ctx.now.add({ minutes: LINK_MINUTES }).toString()
  await transact(bare, async tx => {
    await tx.first([])
    await tx.last([openCode(link, until)])
  })
  of.limits.codes.succeeded(networkOf(of.address))
  return { key: linkKeyOf(ctx.keys, link), minutes: LINK_MINUTES }
}
