import type {
  Ask,
  HoldingRecord,
  holdingVersions as versionsOp,
  OkOf,
  readHoldingVersion as versionOp,
} from '@kaft/contract'
import { extractHoldingsFacts, type MarcRecord, parseMarcJson, toMarcJson } from '@kaft/marc'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { OneVersion, VersionRow } from '../records/edit.store.ts'
import {
  HoldingNow,
  holdingNow,
  holdingVersionsBefore,
  ItemNamed,
  itemsNamed,
  oneHoldingVersion,
} from './edit-holding.store.ts'
import { mayEditHolding } from './holding-edit.rules.ts'

export const decodedHolding = (bytes: unknown): MarcRecord => {
  const said = parseMarcJson(Buffer.from(bytes as Uint8Array).toString('utf8'))
  if (!said.ok) throw new Error('a holdings record in the catalogue cannot be read')
  return said.record
}
const shown = (record: MarcRecord) => ({ leader: record.leader, fields: toMarcJson(record).fields })

export const mayEditNow = (ctx: StaffCtx, row: HoldingNow): boolean =>
  may(ctx)('cataloguing.change') &&
  mayEditHolding(row, {
    library_id: ctx.actor.library_id,
    consortium: may(ctx)('consortium.libraries'),
  })

const MOST_ITEMS = 500
export async function readHolding(ctx: StaffCtx, holding_id: string): Promise<HoldingRecord | Refusal> {
  const row = oneOf(HoldingNow, (await read(ctx, [holdingNow(holding_id)]))[0] ?? [])
  if (row === null) return refuse('not_found')
  const record = decodedHolding(row.record)
  const barcodes = [...new Set(extractHoldingsFacts(record).pieces.map(p => p.barcode))].slice(0, MOST_ITEMS)
  const [found = []] = await read(ctx, [itemsNamed({ ...row, barcodes })])
  const items = new Map(allOf(ItemNamed, found).map(i => [i.barcode, i]))
  const nowhere = { item_id: null, branch_name: null, shelf: null, issue: null, here: false }
  const { title_number: _, library_code: __, record_hash: ___, only: ____, branch_ids: _____, ...said } = row
  return {
    ...said,
    record: shown(record),
    editable: mayEditNow(ctx, row),
    items: barcodes.map(barcode => ({ ...nowhere, barcode, ...items.get(barcode) })),
  }
}

const ROWS = 50
export async function holdingVersions(
  ctx: StaffCtx,
  { params, query }: Ask<typeof versionsOp>,
): Promise<OkOf<typeof versionsOp> | Refusal> {
  const { holding_id } = params
  const before = query.before === undefined ? null : Number(query.before)
  const [now = [], rows = []] = await read(ctx, [
    holdingNow(holding_id),
    holdingVersionsBefore(holding_id, before, ROWS),
  ])
  if (now.length === 0) return refuse('not_found')
  const all = allOf(VersionRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page, next: all.length > ROWS ? String(page.at(-1)?.version ?? '') : null }
}

export async function readHoldingVersion(
  ctx: StaffCtx,
  { params }: Ask<typeof versionOp>,
): Promise<OkOf<typeof versionOp> | Refusal> {
  const [rows = []] = await read(ctx, [oneHoldingVersion(params.holding_id, Number(params.version))])
  const row = oneOf(OneVersion, rows)
  return row
    ? { version: row.version, at: row.at, record: shown(decodedHolding(row.record)) }
    : refuse('not_found')
}
