import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { numberQueries, PatronOfCard, patronByCard, patronOfNumber } from '../../patrons/index.ts'
import { pinFits } from './pin.rules.ts'
import { SelfRow, selfRow } from './self.store.ts'

/** Somebody at a machine, by card or by national number, and whether what they typed beside it was right. */
export interface Identified {
  readonly patron_id: string
  /** What answers call them: a card's code, never a national number (P29). */
  readonly card: string | null
  /** The card that was read; of a national number the identity card of that person, when it may not be used any more. */
  readonly read_card: string | null
  readonly language: string
  /** False: nothing about them may be told, and nothing done. */
  readonly proven: boolean
}

/**
 * Who stands at a machine. A code that is no card may be the national number of an own patron, as an identity card
 * gives it; it is hashed at once, and no answer repeats it.
 * @returns null when nobody in scope has this card or number
 */
export function identify(
  ctx: StaffCtx,
  ask: { readonly code: string; readonly pin: string | null; readonly rule: 'none' | 'birth' },
): Promise<Identified | null> {
  const code = ask.code.trim()
  if (code === '') return Promise.resolve(null)
  return transact(ctx, async tx => {
    const [cards = [], ...numbers] = await tx.first([patronByCard(ctx, code), ...numberQueries(ctx, code)])
    const card = allOf(PatronOfCard, cards)[0]
    const byNumber = card ? null : patronOfNumber(numbers)
    const patron_id = card?.patron_id ?? byNumber?.patron_id ?? null
    if (patron_id === null) {
      tx.seen(null, 'refused')
      return null
    }
    const row = oneOf(SelfRow, (await tx.more([selfRow(patron_id)]))[0] ?? [])
    const proven = row !== null && pinFits(ask.rule, row.birth_on, ask.pin)
    tx.seen(patron_id, proven ? 'seen' : 'refused')
    return (
      row && {
        patron_id,
        card: card?.kind === 'library' ? code : row.card,
        read_card: card ? code : (byNumber?.closed_eid ?? null),
        language: row.language,
        proven,
      }
    )
  })
}
