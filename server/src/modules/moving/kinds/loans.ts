import type { MoveReason } from '@kaft/contract'
import { allOf } from '../../../base/row.ts'
import { type MovedLoan, moveLoans, removeMovedLoans, updateMovedLoans } from '../../circulation/index.ts'
import { MadePart } from '../../patrons/index.ts'
import { gone } from './gone.ts'
import { joined, type Kind, num, type Ready, str, strOr, unchanged } from './kind.ts'

const loanOf = ({ key, values, refs }: Ready): MovedLoan => ({
  key,
  patron_id: refs.patron_id ?? '0',
  item_id: refs.item_id ?? '0',
  branch_id: strOr(values, 'branch'),
  lent_at: strOr(values, 'lent_at'),
  due_on: str(values, 'due_on') ?? '',
  renewals: num(values, 'renewals') ?? 0,
  returned_on: null,
})
/** What an item is called in a row, so that it is not lent twice in a dry run. */
const itemWord = ({ values }: Ready): string => joined(values, 'item', 'barcode') ?? ''

export const loans: Kind = {
  kind: 'loans',
  keyOf: values => joined(values, 'item', 'barcode'),
  needs: ['patron_id', 'item_id'],
  look: async (_moving, rows, overlay) => {
    const refused: { key: string; reason: MoveReason }[] = []
    const made = rows.filter(row => {
      const word = itemWord(row)
      const fine = !overlay.away.has(word)
      overlay.away.add(word)
      if (!fine) refused.push({ key: row.key, reason: 'item_on_loan' })
      return fine
    })
    return { made: made.map(({ key }) => ({ key, id: '0' })), refused }
  },
  make: (moving, rows) => moveLoans(moving, rows.map(loanOf)),
  change: async ({ tx }, rows) => {
    const [said = []] = await tx.more([updateMovedLoans(rows.map(row => ({ ...loanOf(row), id: row.id })))])
    const made = allOf(MadePart, said)
    const done = new Set(made.map(m => m.key))
    return {
      made,
      refused: rows
        .filter(r => !done.has(r.key))
        .map(({ key }) => ({ key, reason: 'changed_here' as const, field: null })),
    }
  },
  end: ({ at }, ids) => removeMovedLoans(ids, at),
  takeBack: async ({ tx, ctx }, ids) => gone(tx, removeMovedLoans(ids, ctx.now.toString())),
}

/** Loans of the past come over only where the patron chose to keep them. */
export const history: Kind = {
  kind: 'history',
  keyOf: values => joined(values, 'patron', 'card', 'item', 'barcode', 'lent_on'),
  needs: ['patron_id', 'item_id'],
  look: async (_moving, rows, overlay) => {
    const keeps = ({ values }: Ready) =>
      [str(values, 'patron'), str(values, 'card')].some(
        word => word !== undefined && overlay.keepers.has(word),
      )
    return {
      made: rows.filter(keeps).map(({ key }) => ({ key, id: '0' })),
      refused: rows
        .filter(r => !keeps(r))
        .map(({ key }) => ({ key, reason: 'history_not_kept' as const, field: null })),
    }
  },
  make: (moving, rows) =>
    moveLoans(
      moving,
      rows.map(row => {
        const { values } = row
        const returned_on = str(values, 'returned_on') ?? ''
        return {
          ...loanOf(row),
          lent_at: `${str(values, 'lent_on') ?? ''}T11:00:00Z`,
          due_on: returned_on,
          returned_on,
        }
      }),
    ),
  change: async (_moving, rows) => unchanged(rows),
  end: ({ at }, ids) => removeMovedLoans(ids, at),
  takeBack: async ({ tx, ctx }, ids) => gone(tx, removeMovedLoans(ids, ctx.now.toString())),
}
