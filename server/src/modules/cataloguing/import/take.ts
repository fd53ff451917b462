import { hash } from 'node:crypto'
import { fields, isHoldingsRecord, type MarcRead, type MarcTaken, subfields } from '@kaft/marc'
import { authorityRow } from '../authorities/authority-row.ts'
import type { AnyTaken } from './batch.ts'
import { type Gone, isDeleted, numberOf } from './gone.ts'
import { embeddedIn, type HoldingRow, holdingRow, type Split, splitHoldings } from './holding-row.ts'
import { type ItemRefused, type ItemRow, itemRows } from './item-rows.ts'
import { add, type Import, refuseRecord } from './run.ts'
import { type TitleRow, titleRow } from './title-row.ts'

/** What a record of the file is to the import; null where it was refused, or there is nothing to do. */
export function take(run: Import, read: MarcRead): AnyTaken | Gone | null {
  const { position, index } = read
  add(run, { records: 1 })
  if (!read.ok) return refuseRecord(run, { position, index, reason: read.reason, detail: read.detail })
  try {
    const isHeading = read.record.leader[6] === 'z'
    if (isDeleted(read.record)) return takeDeleted(run, read)
    if (isHoldingsRecord(read.record)) return takeHolding(run, read)
    return isHeading ? takeAuthority(run, read) : takeRecord(run, read)
  } catch (error) {
    // Whatever a strange record does to the code that reads it, it must not take the rest of the file along.
    return refuseRecord(run, { position, index, reason: 'not_stored', detail: String(error).slice(0, 200) })
  }
}

/** A record that its source deleted describes no title: it takes one out, where staff steer and want that. */
function takeDeleted(run: Import, { record, position, index }: MarcTaken): AnyTaken | Gone | null {
  const { steered, look } = run.ask
  const control_number = numberOf(record)
  // A heading that its source deleted stays: titles may have it.
  if (control_number === null || look || !steered || record.leader[6] === 'z') {
    const detail =
      control_number === null ? 'it is deleted, and has no number' : 'it is deleted where it came from'
    return refuseRecord(run, { position, index, reason: 'record_deleted', detail })
  }
  if (isHoldingsRecord(record))
    return steered.rules.on_delete === 'ignore' ? null : { position, index, gone_holding: control_number }
  if (steered.rules.on_delete === 'ignore') add(run, { titles_kept: 1 })
  else return { position, index, control_number }
  return null
}

/** Whether the number stood on another record of this file before; the first was taken. */
function isRepeated(
  run: Import,
  at: { position: number; index: number },
  of: { number: string; key: string; hash: Buffer },
): boolean {
  const before = run.seen.note(hash('sha256', of.key, 'buffer'), of.hash)
  if (before !== 'other') return false
  const detail = `the number ${of.number} stood on another record of this file; the first was taken`
  refuseRecord(run, { ...at, reason: 'number_repeated', detail })
  return true
}

function takeAuthority(run: Import, { record, position, index }: MarcTaken): AnyTaken | null {
  const authority = authorityRow(record, run.ask.source)
  if ('reason' in authority) return refuseRecord(run, { position, index, ...authority })
  const { control_number: number, hash } = authority
  // Titles and headings of a source may have the same numbers.
  if (isRepeated(run, { position, index }, { number, key: `authority ${number}`, hash })) return null
  return { position, index, authority }
}

/** Items that could not be taken, each with why; one without its price was. */
function tellItems(
  run: Import,
  at: { position: number; index: number },
  refused: readonly ItemRefused[],
): void {
  for (const r of refused) run.ask.report({ ...at, ...r })
  add(run, { items_refused: refused.filter(r => r.reason !== 'price_unreadable').length })
}

function takeHolding(run: Import, { record, position, index }: MarcTaken): AnyTaken | null {
  const { holdings } = run.ask
  const rows = holdingRow(record, { holdings, branchOf: run.branchOf })
  if ('reason' in rows) return refuseRecord(run, { position, index, ...rows })
  const { holding, items, refused } = rows
  const { control_number: number, hash } = holding
  if (isRepeated(run, { position, index }, { number, key: `holding ${number}`, hash })) return null
  tellItems(run, { position, index }, refused)
  return { position, index, holding, items }
}

function takeRecord(run: Import, read: MarcTaken): AnyTaken | null {
  const { record, position, index } = read
  const { holdings } = run.ask
  const split = holdings ? splitHoldings(record, holdings.layout.tag) : null
  const row = titleRow(split?.described ?? record, holdings?.layout.tag ?? null)
  if ('reason' in row) return refuseRecord(run, { position, index, ...row })
  const { control_number } = row
  const numbered = { number: control_number, key: control_number, hash: row.hash }
  if (isRepeated(run, { position, index }, numbered)) return null
  const { items, refused, held } = heldBy(run, read, { split, row })
  tellItems(run, { position, index }, refused)
  return { position, index, row, items, borne: borne(record), held }
}

/** The items of a description, and what of holdings is embedded in it. */
function heldBy(
  run: Import,
  { record }: MarcTaken,
  { split, row }: { readonly split: Split | null; readonly row: TitleRow },
): {
  readonly items: readonly ItemRow[]
  readonly refused: readonly ItemRefused[]
  readonly held: HoldingRow | null
} {
  const { holdings } = run.ask
  if (!holdings || !split) return { items: [], refused: [], held: null }
  const from = { holdings, branchOf: run.branchOf }
  const said = itemRows(record, { ...from, material: row.material })
  const { control_number: number, material } = row
  if (split.held === null) return { ...said, held: null }
  const rows = holdingRow(embeddedIn(number, split.held), { ...from, number })
  if ('reason' in rows)
    return {
      ...said,
      refused: [...said.refused, { reason: 'branch_unknown', detail: rows.detail }],
      held: null,
    }
  // A place without a barcode is none where the items stand in fields for them, or where there is nothing but words.
  const { layout } = holdings
  const items = split.pieces ? rows.items.map(i => ({ ...i, item_type: i.item_type ?? material })) : []
  const own = split.pieces && layout.tag === '852' ? [] : said.items
  const missing =
    layout.tag === '852' ? said.refused.filter(r => r.reason !== 'barcode_missing') : said.refused
  return {
    items: [...own, ...items],
    refused: split.pieces ? [...(layout.tag === '852' ? [] : missing), ...rows.refused] : missing,
    held: rows.holding,
  }
}

/** Other numbers of the same record, with and without who gave them: `(BeVLACC)10157217`. */
const borne = (record: MarcTaken['record']): string[] =>
  fields(record, '035')
    .flatMap(field => subfields(field, 'a'))
    .flatMap(number => [number.trim(), number.replace(/^\([^)]*\)/, '').trim()])
