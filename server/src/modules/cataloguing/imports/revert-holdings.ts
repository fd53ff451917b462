import { parseMarcJson } from '@kaft/marc'
import type { Static } from 'typebox'
import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import {
  deleteHoldings,
  forgetPlaces,
  insertHoldings,
  insertPlaces,
  MadeHolding,
  touchTitles,
  updateHoldings,
} from '../import/holding.store.ts'
import { keepHoldingVersions } from '../holdings/edit-holding.store.ts'
import { type HoldingRow, holdingRow } from '../import/holding-row.ts'
import { Branch, branchesOf } from '../import/import.store.ts'
import { branchFinder } from '../import/item-rows.ts'
import { refreshHeld } from '../search/held.store.ts'
import type { ImportRow } from './imports.store.ts'
import {
  forgetHoldingChanges,
  HoldingChange,
  holdingsToUndo,
  TitleThere,
  titlesThere,
} from './revert-holdings.store.ts'
import { kept, type Said } from './revert.rules.ts'
import { holdingsOf } from './holdings-of.ts'

const STRETCH = 500
type Change = Static<typeof HoldingChange>
interface Back {
  readonly holding_id: string | null
  readonly title_id: string
  readonly row: HoldingRow
}

/** The record that a holdings record was, by the words of the profile for branches. */
function formerOf(row: ImportRow, branchOf: ReturnType<typeof branchFinder>) {
  return (change: Change): Back[] => {
    const read = change.record === null ? null : parseMarcJson((change.record as Buffer).toString('utf8'))
    if (!read?.ok || change.title_id === null) return []
    const number = change.control_number
    const made = holdingRow(read.record, {
      holdings: holdingsOf(row),
      branchOf,
      ...(change.embedded ? { number } : {}),
    })
    if ('reason' in made) return []
    const { holding } = made
    return [
      {
        holding_id: change.holding_id,
        title_id: change.title_id,
        row: { ...holding, control_number: number },
      },
    ]
  }
}

interface Into {
  readonly source: string
  readonly at: string
  readonly library_id: string
  readonly import_id: string
}
async function bringBack(tx: Tx, all: readonly Back[], of: Into): Promise<void> {
  const [found = []] = await tx.more([titlesThere(all.map(b => b.title_id))])
  const there = new Set(allOf(TitleThere, found).map(t => t.title_id))
  const back = all.filter(b => there.has(b.title_id))
  const changed = back.flatMap(b => (b.holding_id === null ? [] : [{ ...b, holding_id: b.holding_id }]))
  const again = back.filter(b => b.holding_id === null)
  if (changed.length > 0) {
    const ids = changed.map(c => c.holding_id)
    const by = { at: of.at, library_id: of.library_id, import_id: of.import_id, why: null }
    await tx.more([
      keepHoldingVersions(ids, by),
      updateHoldings(of.at, changed),
      forgetPlaces(ids),
      insertPlaces(changed),
    ])
  }
  if (again.length === 0) return
  const [rows = []] = await tx.more([insertHoldings(of.source, of.at, again)])
  const made = new Map(allOf(MadeHolding, rows).map(m => [m.control_number, m.holding_id]))
  const placed = again.map(({ row }) => ({ row, holding_id: made.get(row.control_number) ?? '' }))
  await tx.more([insertPlaces(placed)])
}

/** Holdings that the import made go, those that it changed or took out come back; unless they were changed since. */
export async function undoHoldings(tx: Tx, row: ImportRow, at: string): Promise<Said> {
  const [rows = [], branches = []] = await tx.more([
    holdingsToUndo(row.import_id, STRETCH),
    branchesOf(row.library_code),
  ])
  const changes = allOf(HoldingChange, rows)
  if (changes.length === 0) return { more: false, kept: [] }
  const same = changes.filter(c => c.same)
  const made = same.flatMap(c => (c.record === null && c.holding_id !== null ? [c.holding_id] : []))
  const holdings = holdingsOf(row) ?? { layout: { tag: '', barcode: '' } }
  const back = same.flatMap(formerOf(row, branchFinder(holdings, allOf(Branch, branches))))
  if (made.length > 0) await tx.more([deleteHoldings(made)])
  const { library_id, import_id } = row
  await bringBack(tx, back, { source: row.rules.source, at, library_id, import_id })
  const titles = [...new Set(same.flatMap(c => [c.title_id ?? [], c.now_title_id ?? []].flat()))].toSorted()
  await tx.more([
    touchTitles(titles, at),
    refreshHeld(titles, at),
    forgetHoldingChanges(
      row.import_id,
      changes.map(c => c.control_number),
    ),
  ])
  return {
    more: true,
    kept: changes
      .filter(c => !c.same)
      .map(c => ({
        ...kept('changed_since', `the holdings record ${c.control_number} was changed since`, '0'),
        title_id: c.now_title_id,
      })),
  }
}
