import { Type } from 'typebox'
import { dayOf } from '../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { acquisitionsMoves, fusePurchases } from '../../acquisitions/index.ts'
import {
  asLibrary,
  circulationMoves,
  fuseCrates,
  houseCirculation,
  itemCirculation,
  patronCirculation,
} from '../../circulation/index.ts'
import { fuseAccounts } from '../../finance/index.ts'
import { ComingItem, fuseConditions, fuseItems, nextItems } from '../../inventory/index.ts'
import { fuseSaved } from '../../cataloguing/index.ts'
import { fuseMessages, messagingMoves } from '../../messaging/index.ts'
import { Fused, fuseHouse } from '../../organisation/index.ts'
import {
  Coming,
  endTakenCards,
  fusePatrons,
  mergeSame,
  nextPatrons,
  patronParts,
  TakenCard,
} from '../../patrons/index.ts'
import { fuseErasures } from '../../privacy/index.ts'
import { countBefore } from './check-fusion.ts'
import { mapped, suffixOf } from './fusion.rules.ts'
import {
  type At,
  claimFusion,
  endPhase,
  FusionRow,
  goOn,
  type NewRow,
  noteRows,
  setBefore,
  tally,
} from './fusion.store.ts'
import { steps } from './shown.ts'

export interface How {
  readonly batch: number
  readonly onProgress?: (step: string) => void
}
export const wiring = { moves: [...circulationMoves, ...acquisitionsMoves, ...messagingMoves] }

/** What a batch is given: the fusion as it is held, and where its rows are noted. */
export interface Work {
  readonly ctx: JobCtx
  readonly tx: Tx
  readonly row: FusionRow
  readonly at: At
  readonly how: How
}
const between = ({ row }: Work) => ({ from: row.absorbed_id, to: row.kept_id })
const Count = Type.Object({ count: Type.Integer(), cents: Type.String() })

/** How many rows a batch moved; none left means that the step is done. */
type Batch = (work: Work) => Promise<number>

/** Branches, seats, accounts and crates: few rows, in one transaction with the counts of before. */
const house: Batch = async work => {
  const { tx, row, at } = work
  const suffix = suffixOf(row.absorbed_code)
  const before = await countBefore(tx, row)
  const { told, rest } = fuseHouse(between(work), suffix)
  const said = await tx.more([...told, fuseCrates({ ...between(work), suffix })])
  const kinds = ['branch', 'workstation', 'staff', 'crate'] as const
  const rows = kinds.flatMap((kind, i): NewRow[] =>
    allOf(Fused, said[i] ?? []).map(({ row_id, was }) => ({ kind, row_id, was })),
  )
  await tx.more([
    ...rest,
    ...fuseSaved(between(work)),
    ...fusePurchases(between(work)),
    ...houseCirculation(row.absorbed_id, row.kept_id),
    noteRows(at, rows),
    setBefore(row.fusion_id, before, before.records + before.items),
  ])
  return 0
}

/**
 * The next records with all that hangs on them. Whom the other library knows by the same number becomes one record by
 * the same merge as at a desk: loans, charges and cards are kept, and of the choices of privacy the stricter one holds.
 */
const patrons: Batch = async work => {
  const { ctx, tx, row, at, how } = work
  const coming = allOf(Coming, (await tx.more([nextPatrons(between(work), how.batch)]))[0] ?? [])
  if (coming.length === 0) return 0
  const ids = coming.map(c => c.patron_id)
  const suffix = suffixOf(row.absorbed_code)
  const [cards = []] = await tx.more([endTakenCards(between(work), { ids, suffix, today: dayOf(ctx.now) })])
  const parts = [...patronParts(between(work), ids), ...patronCirculation(row.kept_id, ids)]
  const moved = await tx.more([
    fusePatrons(
      between(work),
      coming.map(c => ({
        patron_id: c.patron_id,
        membership_type: mapped(row.map, 'membership_types', c.membership_type),
        person_id: c.kept_id === null ? c.person_id : null,
      })),
    ),
    fuseAccounts(row.kept_id, ids),
    fuseMessages(row.kept_id, ids),
    fuseErasures(row.kept_id, ids),
    ...parts.map(p => p.move),
  ])
  const money = shaped(Count, moved[1]?.[0])
  const counted = new Map(parts.map((p, i) => [p.of, moved[i + 4]?.length ?? 0]))
  const merged = await mergeKnown(work, coming)
  await tx.more([
    noteRows(at, [
      ...coming.map(
        (c): NewRow => ({
          kind: 'patron',
          row_id: c.patron_id,
          kept_id: c.kept_id,
          merge_id: merged.get(c.patron_id) ?? null,
          was: { membership_type: c.membership_type, person_id: c.person_id },
        }),
      ),
      ...allOf(TakenCard, cards).map(
        ({ card_id, ...was }): NewRow => ({ kind: 'card', row_id: card_id, was }),
      ),
    ]),
    tally(at, 'records', { count: coming.length }),
    tally(at, 'accounts', { count: money.count, cents: Number(money.cents) }),
    ...(['cards', 'memberships', 'loans', 'holds'] as const).map(of =>
      tally(at, of, { count: counted.get(of) ?? 0 }),
    ),
  ])
  return coming.length
}

async function mergeKnown({ ctx, tx, row }: Work, coming: readonly Coming[]): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  const acting = asLibrary(ctx, { library_id: row.kept_id, branch_id: '0' })
  for (const { patron_id, kept_id } of coming) {
    if (kept_id === null) continue
    const merge_id = await mergeSame(acting, tx, { kept_id, gone_id: patron_id }, wiring)
    if (merge_id !== null) made.set(patron_id, merge_id)
  }
  return made
}

/** The next items. A code that the other library has on another item gets the library's own behind it, and is labelled anew. */
const items: Batch = async work => {
  const { tx, row, at, how } = work
  const coming = allOf(ComingItem, (await tx.more([nextItems(between(work), how.batch)]))[0] ?? [])
  if (coming.length === 0) return 0
  const ids = coming.map(c => c.item_id)
  const codeOf = (c: ComingItem): string =>
    c.taken ? `${c.barcode}${suffixOf(row.absorbed_code)}` : c.barcode
  await tx.more([
    fuseItems(
      row.kept_id,
      coming.map(c => ({
        item_id: c.item_id,
        item_type: mapped(row.map, 'item_types', c.item_type),
        barcode: codeOf(c),
      })),
    ),
    fuseConditions(row.kept_id, ids),
    ...itemCirculation(row.kept_id, ids),
    noteRows(
      at,
      coming.map(c => ({
        kind: 'item',
        row_id: c.item_id,
        was: { item_type: c.item_type, barcode: c.barcode, ...(c.taken ? { became: codeOf(c) } : {}) },
      })),
    ),
    tally(at, 'items', { count: coming.length }),
  ])
  return coming.length
}

const batches: Readonly<Record<(typeof steps)[number], Batch>> = { house, patrons, items }

/**
 * Moves the rows of one library to another, batch by batch: each batch and the place behind it are one transaction. What was
 * moved is no longer there to be moved, so a process that is killed at any point leaves a fusion that goes on.
 */
export async function workOnFusion(
  ctx: JobCtx,
  which: { readonly kept_id: string; readonly fusion_id: string },
  how: How,
): Promise<void> {
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    const step = await inLibrary(ctx, which.kept_id, tx => turn({ ctx, tx, how }, which))
    more = step !== null
    if (step !== null) how.onProgress?.(step)
  }
}

async function turn(
  of: Pick<Work, 'ctx' | 'tx' | 'how'>,
  which: { readonly kept_id: string; readonly fusion_id: string },
): Promise<string | null> {
  const { tx } = of
  const row = oneOf(FusionRow, (await tx.first([claimFusion(which.fusion_id)]))[0] ?? [])
  if (row?.state !== 'moving') return null
  const at: At = { library_id: row.kept_id, fusion_id: row.fusion_id }
  const step = steps[row.step_no]
  if (step === undefined) {
    await tx.last([endPhase(row.fusion_id, 'moved', of.ctx.now.toString())])
    return null
  }
  const done = await batches[step]({ ...of, row, at })
  const next: Query = goOn(row.fusion_id, { step_no: done === 0 ? row.step_no + 1 : row.step_no, done })
  await tx.last([next])
  return step
}
