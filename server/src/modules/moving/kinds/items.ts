import { allOf } from '../../../base/row.ts'
import { refreshHeld } from '../../cataloguing/index.ts'
import {
  insertMovedItems,
  MadeItem,
  type MovedItem,
  takeBackMovedItems,
  updateMovedItems,
  withdrawMovedItems,
} from '../../inventory/index.ts'
import { gone } from './gone.ts'
import { type Kind, num, type Outcome, type Ready, str, strOr, yes } from './kind.ts'

const itemOf = ({ key, values, refs }: Ready): MovedItem => ({
  key,
  title_id: refs.title_id ?? '0',
  branch_id: str(values, 'branch') ?? '',
  barcode: str(values, 'barcode') ?? '',
  item_type: str(values, 'item_type') ?? '',
  shelf: strOr(values, 'shelf'),
  call_number: strOr(values, 'call_number'),
  price_cents: num(values, 'price') ?? null,
  loanable: yes(values, 'loanable') ?? true,
  note: strOr(values, 'note'),
  state: str(values, 'state') ?? 'in_use',
  acquired_on: strOr(values, 'acquired_on'),
})

/** A price below zero is none. */
const priced = (row: Ready): Ready => {
  const price = num(row.values, 'price')
  return price === undefined || price >= 0 ? row : { ...row, values: { ...row.values, price: 0 } }
}

const outcomeOf = (rows: readonly Ready[], made: readonly { key: string; id: string }[]): Outcome => {
  const done = new Set(made.map(m => m.key))
  return {
    made,
    refused: rows
      .filter(r => !done.has(r.key))
      .map(({ key }) => ({ key, reason: 'barcode_in_use' as const, field: 'barcode' })),
  }
}

export const items: Kind = {
  kind: 'items',
  keyOf: values => strOr(values, 'barcode'),
  needs: ['title_id'],
  look: async (_moving, rows, overlay) => {
    // What came with the records is the same item, told in more detail; a number of its own never stands twice.
    const taken = new Set<string>()
    const made = rows.filter(({ values }) => {
      const barcode = str(values, 'barcode') ?? ''
      const fresh = !taken.has(barcode) && !overlay.given.has(barcode)
      taken.add(barcode)
      overlay.given.add(barcode)
      overlay.barcodes.add(barcode)
      return fresh
    })
    return outcomeOf(
      rows,
      made.map(({ key }) => ({ key, id: '0' })),
    )
  },
  make: async ({ ctx, tx, library_id }, rows) => {
    const asked = rows.map(priced).map(itemOf)
    const [said = []] = await tx.more([insertMovedItems(library_id, asked)])
    const made = allOf(MadeItem, said)
    const titles = [...new Set(asked.map(i => i.title_id))].toSorted()
    if (made.length > 0) await tx.more([refreshHeld(titles, ctx.now.toString())])
    return outcomeOf(rows, made)
  },
  change: async ({ ctx, tx }, rows) => {
    const set = rows.map(row => ({ ...itemOf(priced(row)), id: row.id }))
    const [said = []] = await tx.more([updateMovedItems(set)])
    await tx.more([refreshHeld([...new Set(set.map(i => i.title_id))].toSorted(), ctx.now.toString())])
    return outcomeOf(rows, allOf(MadeItem, said))
  },
  end: (_moving, ids) => withdrawMovedItems(ids),
  takeBack: async ({ tx }, ids) => gone(tx, takeBackMovedItems(ids)),
}
