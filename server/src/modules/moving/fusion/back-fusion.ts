import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { asLibrary, cratesBack, itemCirculation, patronCirculation } from '../../circulation/index.ts'
import { fuseAccounts } from '../../finance/index.ts'
import { fuseConditions, fuseItems } from '../../inventory/index.ts'
import { purchasesBack } from '../../acquisitions/index.ts'
import { savedBack } from '../../cataloguing/index.ts'
import { fuseMessages } from '../../messaging/index.ts'
import { houseBack, restLibrary } from '../../organisation/index.ts'
import { fusePatrons, patronParts, restoreCards, unmergeSame } from '../../patrons/index.ts'
import { fuseErasures } from '../../privacy/index.ts'
import {
  type At,
  cardRowsOf,
  claimFusion,
  dropRows,
  dropTallies,
  endPhase,
  FusionRow,
  goOn,
  KeptRow,
  rowsOf,
} from './fusion.store.ts'
import { steps } from './shown.ts'
import { type How, type Work, wiring } from './work-fusion.ts'

const textOrNull = (row: KeptRow, key: string): string | null => {
  const value = row.was[key]
  return typeof value === 'string' ? value : null
}
const text = (row: KeptRow, key: string): string => textOrNull(row, key) ?? ''
type Batch = (work: Work) => Promise<number>
const rowsBack = async ({ tx, at, how }: Work, kind: 'item' | 'patron'): Promise<KeptRow[]> =>
  allOf(KeptRow, (await tx.more([rowsOf(at, kind, how.batch)]))[0] ?? [])

const items: Batch = async work => {
  const { tx, row, at } = work
  const found = await rowsBack(work, 'item')
  if (found.length === 0) return 0
  const ids = found.map(r => r.row_id)
  await tx.more([
    fuseItems(
      row.absorbed_id,
      found.map(r => ({ item_id: r.row_id, item_type: text(r, 'item_type'), barcode: text(r, 'barcode') })),
    ),
    fuseConditions(row.absorbed_id, ids),
    ...itemCirculation(row.absorbed_id, ids),
    dropRows(at, ['item'], ids),
  ])
  return found.length
}

/** Records that became one are two again; then each goes back with all that hangs on it, also what is new since. */
const patrons: Batch = async work => {
  const { ctx, tx, row, at } = work
  const found = await rowsBack(work, 'patron')
  if (found.length === 0) return 0
  const acting = asLibrary(ctx, { library_id: row.kept_id, branch_id: '0' })
  for (const { kept_id, merge_id } of found)
    if (kept_id !== null && merge_id !== null) await unmergeSame(acting, tx, { kept_id, merge_id }, wiring)
  const ids = found.map(r => r.row_id)
  const [ended = []] = await tx.more([cardRowsOf(at, ids)])
  const cards = allOf(KeptRow, ended)
  const to = { from: row.kept_id, to: row.absorbed_id }
  await tx.more([
    fusePatrons(
      to,
      found.map(r => ({
        patron_id: r.row_id,
        membership_type: text(r, 'membership_type'),
        person_id: textOrNull(r, 'person_id'),
      })),
    ),
    fuseAccounts(row.absorbed_id, ids),
    fuseMessages(row.absorbed_id, ids),
    fuseErasures(row.absorbed_id, ids),
    ...patronParts(to, ids).map(p => p.move),
    ...patronCirculation(row.absorbed_id, ids).map(p => p.move),
    restoreCards(
      cards.map(c => ({
        card_id: c.row_id,
        code: text(c, 'code'),
        state: text(c, 'state'),
        until: textOrNull(c, 'until'),
      })),
    ),
    dropRows(at, ['patron'], ids),
    dropRows(
      at,
      ['card'],
      cards.map(c => c.row_id),
    ),
  ])
  return found.length
}

const house: Batch = async ({ tx, row, at }) => {
  const kinds = ['branch', 'workstation', 'staff', 'crate'] as const
  const said = await tx.more(kinds.map(kind => rowsOf(at, kind, 100_000)))
  const [branches = [], seats = [], accounts = [], crates = []] = said.map(rows => allOf(KeptRow, rows))
  await tx.more([
    ...houseBack(row.absorbed_id, {
      branches: branches.map(r => r.row_id),
      seats: seats.map(r => ({ row_id: r.row_id, name: text(r, 'name') })),
      accounts: accounts.map(r => ({ row_id: r.row_id, badge: textOrNull(r, 'badge') })),
    }),
    ...savedBack(
      row.absorbed_id,
      accounts.map(r => r.row_id),
    ),
    ...purchasesBack(
      { from: row.kept_id, to: row.absorbed_id },
      branches.map(r => r.row_id),
    ),
    cratesBack(
      row.absorbed_id,
      crates.map(r => ({ row_id: r.row_id, code: text(r, 'code') })),
    ),
    ...kinds.map((kind, i) =>
      dropRows(
        at,
        [kind],
        allOf(KeptRow, said[i] ?? []).map(r => r.row_id),
      ),
    ),
    dropTallies(at),
  ])
  return 0
}
const backwards = [items, patrons, house] as const

/** Takes a fusion back, last first, and goes on after a break where it was. */
export async function takeFusionBack(
  ctx: JobCtx,
  which: { readonly kept_id: string; readonly fusion_id: string },
  how: How,
): Promise<void> {
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    const step = await inLibrary(ctx, which.kept_id, async tx => {
      const row = oneOf(FusionRow, (await tx.first([claimFusion(which.fusion_id)]))[0] ?? [])
      if (row?.state !== 'taking_back') return null
      const batch = backwards[row.step_no]
      if (!batch) {
        const { kept_id, absorbed_id } = row
        await tx.last([
          endPhase(row.fusion_id, 'taken_back', ctx.now.toString()),
          restLibrary(kept_id, null),
          restLibrary(absorbed_id, null),
        ])
        return null
      }
      const at: At = { library_id: row.kept_id, fusion_id: row.fusion_id }
      const done = await batch({ ctx, tx, row, at, how })
      await tx.last([goOn(row.fusion_id, { step_no: done === 0 ? row.step_no + 1 : row.step_no, done })])
      return `back ${steps[steps.length - 1 - row.step_no] ?? ''}`
    })
    more = step !== null
    if (step !== null) how.onProgress?.(step)
  }
}
