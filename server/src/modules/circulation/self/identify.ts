import { isRefusal, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import {
  numberQueries,
  PatronOfCard,
  patronByCard,
  patronOfNumber,
  proveByCard,
} from '../../patrons/index.ts'
import { pinFits } from './pin.rules.ts'
import { SelfRow, selfRow } from './self.store.ts'

/** What came of the code beside the card. `rests`: too many wrong ones before, so that this one was not looked at. */
export type Proof = 'right' | 'wrong' | 'rests'

/** Somebody at a machine, by card or by national number, and whether what they typed beside it was right. */
export interface Identified {
  readonly patron_id: string
  /** What answers call them: a card's code, never a national number (P29). */
  readonly card: string | null
  /** The card that was read; of a national number the identity card of that person, when it may not be used any more. */
  readonly read_card: string | null
  readonly language: string
  /** But for `right`: nothing about them may be told, and nothing done. */
  readonly proof: Proof
}

interface Ask {
  readonly code: string
  readonly pin: string | null
  /** What is asked beside the card: nothing, day and month of birth, or the reader's own password. */
  readonly rule: 'none' | 'birth' | 'password'
}
type Found = Omit<Identified, 'proof'> & Pick<SelfRow, 'library_id' | 'birth_on'>

/**
 * Who stands at a machine. A code that is no card may be the national number of an own patron, as an identity card
 * gives it; it is hashed at once, and no answer repeats it.
 * @returns null when nobody in scope has this card or number
 */
export async function identify(ctx: StaffCtx, ask: Ask): Promise<Identified | null> {
  const code = ask.code.trim()
  if (code === '') return null
  const { rule } = ask
  const looked = await lookUp(ctx, code, found =>
    rule === 'password' ? null : proofOf(rule, found, ask.pin),
  )
  if (!looked) return null
  const { found, proof: known } = looked
  const { library_id: _, birth_on: __, ...who } = found
  if (known) return { ...who, proof: known }
  const proof = await ownPassword(ctx, found, ask.pin)
  await transact(ctx, async tx => {
    await tx.first([])
    tx.seen(who.patron_id, proof === 'right' ? 'seen' : 'refused')
  })
  return { ...who, proof }
}

const proofOf = (rule: 'none' | 'birth', { birth_on }: Found, pin: string | null): Proof =>
  pinFits(rule, birth_on, pin) ? 'right' : 'wrong'

/**
 * Whom the code names. The look is noted with what came of it, where that is known by the facts alone: a password is
 * hashed for as long as it takes, and no connection waits for that.
 */
function lookUp(
  ctx: StaffCtx,
  code: string,
  judge: (found: Found) => Proof | null,
): Promise<{ found: Found; proof: Proof | null } | null> {
  return transact(ctx, async tx => {
    const [cards = [], ...numbers] = await tx.first([patronByCard(ctx, code), ...numberQueries(ctx, code)])
    const card = allOf(PatronOfCard, cards)[0]
    const byNumber = card ? null : patronOfNumber(numbers)
    const patron_id = card?.patron_id ?? byNumber?.patron_id ?? null
    const row = patron_id && oneOf(SelfRow, (await tx.more([selfRow(patron_id)]))[0] ?? [])
    if (!row) {
      tx.seen(patron_id, 'refused')
      return null
    }
    const found: Found = {
      patron_id: row.patron_id,
      card: card?.kind === 'library' ? code : row.card,
      read_card: card ? code : (byNumber?.closed_eid ?? null),
      language: row.language,
      library_id: row.library_id,
      birth_on: row.birth_on,
    }
    const proof = judge(found)
    if (proof) tx.seen(found.patron_id, proof === 'right' ? 'seen' : 'refused')
    return { found, proof }
  })
}

/** Whoever typed nothing guessed nothing. Of an identity card the password is that of the library card of the same person. */
async function ownPassword(ctx: StaffCtx, found: Found, pin: string | null): Promise<Proof> {
  const { card, library_id, patron_id } = found
  if (!pin || card === null) return 'wrong'
  const said = await proveByCard(ctx, { card, password: pin, library_id })
  if (isRefusal(said)) return said.refused === 'reader_rests' ? 'rests' : 'wrong'
  return said.patron_id === patron_id ? 'right' : 'wrong'
}
