import type { BodyOf, giveConsent as giveOp, setPayer as payerOp } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { type Changed, changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import { eraseConsent, markPayer, TieRow, tiesOf, writeConsent } from './family.store.ts'

/** Which parent or guardian pays for a child. Said from either side of the tie; choosing one lets the other go. */
export const setPayer = (
  ctx: StaffCtx,
  of: { readonly patron_id: string; readonly link_id: string },
  body: BodyOf<typeof payerOp>,
) =>
  changeOwn(
    ctx,
    {
      patron_id: of.patron_id,
      body: { ...body, link_id: of.link_id } as typeof body,
      facts: [tiesOf(of.patron_id)],
    },
    (_, [rows]) => {
      const tie = allOf(TieRow, rows ?? []).find(one => one.link_id === of.link_id && !one.removed)
      if (!tie) return refuse('not_found')
      if (tie.kind !== 'guardian') return refuse('family_no_payer')
      return { effects: markPayer(tie, body.pays), answer: () => ({ patron_id: of.patron_id }) }
    },
  )

/** A parent or guardian without a record here agrees. Saying it again replaces what was said. */
export const giveConsent = (ctx: StaffCtx, patron_id: string, body: BodyOf<typeof giveOp>) => {
  const given_by = body.given_by.toWellFormed().trim()
  if (given_by === '') return Promise.resolve(refuse('invalid'))
  return changeOwn(ctx, { patron_id, body }, ({ library_id }) => {
    const { relation, consent } = body
    return {
      effects: [writeConsent(ctx, { library_id, patron_id, given_by, relation, consent })],
      answer: () => ({ patron_id }),
    }
  })
}

/** Takes that consent away. Twice is the same as once. */
export const withdrawConsent = (ctx: StaffCtx, patron_id: string): Promise<Changed | Refusal> =>
  transact(ctx, async tx => {
    const [locked] = await tx.first([lockPatron(patron_id)])
    const patron = ownPatron(ctx, tx, locked ?? [])
    if (isRefusal(patron)) return patron
    await tx.last([eraseConsent(patron_id)])
    return { patron_id }
  })
