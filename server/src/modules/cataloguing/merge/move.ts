import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { moveItems, moveItemsBack } from '../../inventory/index.ts'
import { refreshHeld } from '../search/held.store.ts'
import {
  Count,
  dropPart,
  lastPart,
  Moved,
  moveReports,
  moveReportsBack,
  noteDone,
  notePart,
  Part,
  setState,
  type Work,
} from './merge.store.ts'
import { moveHoldings, moveHoldingsBack } from './move-holdings.store.ts'
import type { TitleMoves } from './moves.ts'

/** More rows than this move in the background; fewer in the transaction of who asks. */
export const MOST_AT_ONCE = 1_000
/** Items in one step of the work in the background. */
const STEP = 500

/** Moves a part of what hangs on the title that goes. @returns whether that was the last */
export async function moveOn(
  tx: Pick<Tx, 'more'>,
  w: Work,
  of: { readonly above: TitleMoves; readonly at: string },
): Promise<boolean> {
  const [rows = []] = await tx.more([moveItems(w.gone_id, w.kept_id, STEP)])
  const ids = allOf(Moved, rows).map(r => r.id)
  if (ids.length > 0) await tx.more([notePart(w.merge_id, 'item', ids), noteDone(w.merge_id, ids.length)])
  if (ids.length === STEP) return false
  const [reports = [], held = [], counted = []] = await tx.more([
    moveReports(w.gone_id, w.kept_id),
    moveHoldings(w.gone_id, w.kept_id),
    of.above.move(w),
  ])
  const holdings = allOf(Moved, held).map(r => r.id)
  const { moved } = shaped(Count, counted[0])
  await tx.more([
    notePart(
      w.merge_id,
      'report',
      allOf(Moved, reports).map(r => r.id),
    ),
    notePart(w.merge_id, 'holding', holdings),
    noteDone(w.merge_id, moved + reports.length),
    refreshHeld([w.kept_id], of.at),
    setState(w.merge_id, 'done', of.at),
  ])
  return true
}

/** Moves a part of it back, where it still is. @returns whether that was the last */
export async function moveBack(
  tx: Pick<Tx, 'more'>,
  w: Work,
  of: { readonly above: TitleMoves; readonly at: string },
): Promise<boolean> {
  const [items = [], reports = [], holdings = []] = await tx.more([
    lastPart(w.merge_id, 'item'),
    lastPart(w.merge_id, 'report'),
    lastPart(w.merge_id, 'holding'),
  ])
  const part = oneOf(Part, items)
  if (part) {
    await tx.more([
      moveItemsBack(part.ids, w),
      dropPart(w.merge_id, 'item', part.part_no),
      noteDone(w.merge_id, part.ids.length),
    ])
    return false
  }
  const told = oneOf(Part, reports)
  const held = oneOf(Part, holdings)
  const [counted = []] = await tx.more([of.above.back(w)])
  await tx.more([
    ...(told ? [moveReportsBack(told.ids, w), dropPart(w.merge_id, 'report', told.part_no)] : []),
    ...(held ? [moveHoldingsBack(held.ids, w), dropPart(w.merge_id, 'holding', held.part_no)] : []),
    noteDone(w.merge_id, shaped(Count, counted[0]).moved),
    refreshHeld([w.kept_id, w.gone_id].toSorted(), of.at),
    setState(w.merge_id, 'undone', of.at),
  ])
  return true
}
