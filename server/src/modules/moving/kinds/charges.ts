import { dayOf } from '../../../base/dates.ts'
import type { MovingIn } from '../../../base/moving.ts'
import { allOf } from '../../../base/row.ts'
import { bookBackMoved, bookMoved, MadeCharge, makeAccounts, type MovedCharge } from '../../finance/index.ts'
import { gone } from './gone.ts'
import { joined, type Kind, num, type Outcome, type Ready, str } from './kind.ts'

const chargeOf =
  (moving: MovingIn) =>
  ({ key, values, refs }: Ready): MovedCharge => ({
    key,
    patron_id: refs.patron_id ?? '0',
    charge_kind: (str(values, 'kind') ?? 'other') as MovedCharge['charge_kind'],
    cents: num(values, 'amount') ?? 0,
    on_day: str(values, 'on_day') ?? dayOf(moving.at),
    item_id: refs.item_id,
    title_id: refs.item_id === null ? null : refs.title_id,
  })

const isOpen = ({ values }: Ready): boolean => num(values, 'amount') !== 0
const settled = (rows: readonly Ready[]): Outcome['refused'] =>
  rows.filter(r => !isOpen(r)).map(({ key }) => ({ key, reason: 'nothing_open' as const, field: 'amount' }))

async function book(moving: MovingIn, rows: readonly Ready[]): Promise<Outcome> {
  const charges = rows.filter(isOpen).map(chargeOf(moving))
  if (charges.length === 0) return { made: [], refused: settled(rows) }
  const { tx, library_id } = moving
  await tx.more([
    makeAccounts(
      library_id,
      charges.map(c => c.patron_id),
    ),
  ])
  const [said = []] = await tx.more([bookMoved(charges, moving)])
  return { made: allOf(MadeCharge, said), refused: settled(rows) }
}

const bookBack = (moving: MovingIn, ids: readonly string[], at: string) =>
  bookBackMoved(ids, { ...moving, at, reason: 'moved_back' })

/** The ledger is only added to: another amount is the old line booked back, and a new one. */
export const charges: Kind = {
  kind: 'charges',
  keyOf: values => joined(values, 'patron', 'card', 'kind', 'amount', 'on_day', 'item', 'barcode'),
  needs: ['patron_id'],
  look: async (_moving, rows) => ({
    made: rows.filter(isOpen).map(({ key }) => ({ key, id: '0' })),
    refused: settled(rows),
  }),
  make: book,
  change: async (moving, rows) => {
    const back = new Set(
      await gone(
        moving.tx,
        bookBack(
          moving,
          rows.map(r => r.id),
          moving.at,
        ),
      ),
    )
    const said = await book(
      moving,
      rows.filter(r => back.has(r.id)),
    )
    return {
      made: said.made,
      refused: [
        ...said.refused,
        ...rows
          .filter(r => !back.has(r.id))
          .map(({ key }) => ({ key, reason: 'changed_here' as const, field: 'amount' })),
      ],
    }
  },
  end: (moving, ids) => bookBack(moving, ids, moving.at),
  takeBack: async (moving, ids) => gone(moving.tx, bookBack(moving, ids, moving.ctx.now.toString())),
}
