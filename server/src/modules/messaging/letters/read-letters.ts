import type { Letter, OkOf, readLetters as op } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { type Asking, asking, letterCost } from '../send/book.ts'
import { type Delivery, deliveriesOf } from '../send/deliveries.rules.ts'
import { Draft, draftsQuery, dropMessages } from '../send/send.store.ts'
import { noLongerTrue } from '../send/still-true.rules.ts'
import { letterOf } from '../texts/letter.rules.ts'
import { toPrint } from './letters.store.ts'

const MOST = 2_000
const SHOWN = 100

/**
 * The letters that this branch has to print, a person at a time. What no longer holds is dropped here, so that no
 * letter asks for what stands on the shelf again.
 */
export const readLetters = (ctx: StaffCtx): Promise<OkOf<typeof op>> =>
  transact(ctx, async tx => {
    const { library_id, branch_id } = ctx.actor
    const now = ctx.now.toString()
    const [rows = []] = await tx.first([
      draftsQuery(toPrint({ library_id, branch_id, now }), { most: MOST, today: dayOf(ctx.now), now }),
    ])
    const drafts = allOf(Draft, rows)
    const today = dayOf(ctx.now)
    const dropped = drafts.flatMap(d => {
      const reason = noLongerTrue(d, today)
      return reason ? [{ message_id: d.message_id, reason }] : []
    })
    const gone = new Set(dropped.map(d => d.message_id))
    const deliveries = deliveriesOf(drafts.filter(d => !gone.has(d.message_id)))
    const asked = await asking(ctx, tx, {
      library_id,
      drafts: deliveries.slice(0, SHOWN).flatMap(d => d.drafts),
    })
    const shown = deliveriesOf(asked)
    for (const { patron_id } of shown) if (patron_id !== null) tx.seen(patron_id)
    await tx.last(dropped.length > 0 ? [dropMessages(dropped, now)] : [])
    return { rows: shown.flatMap(d => letter(d, today)), left: deliveries.length - shown.length }
  })

function letter(of: Delivery<Asking>, today: string): Letter[] {
  const { drafts, patron_id } = of
  const { person } = drafts[0]
  // A code goes by mail only, so that whoever gets a letter is a patron.
  if (!person || patron_id === null) return []
  const written = letterOf(person, drafts, { today, cost_cents: letterCost(of) })
  return [{ ...written, message_ids: drafts.map(d => d.message_id), patron_id }]
}
