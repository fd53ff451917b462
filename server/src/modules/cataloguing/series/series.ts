import {
  type Ask,
  type OkOf,
  type readSeries as op,
  SeriesOfTitle,
  type seriesOfTitle as ofTitleOp,
} from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { wholeTitle } from '../words/fold.rules.ts'
import { besideOf, VolumeRow, volumesOf } from './series.store.ts'

const ROWS = 50
const CURSOR = /^(-?[\d.]*) ([1-9]\d{0,18})$/

/** A series by its name, however that is written, its volumes in order. */
export async function readSeries(
  ctx: StaffCtx,
  { name, after }: Ask<typeof op>['query'],
): Promise<OkOf<typeof op> | Refusal> {
  const cursor = after === undefined ? null : CURSOR.exec(after)
  if (after !== undefined && cursor === null) return refuse('invalid')
  const from = cursor ? { number: cursor[1] || null, title_id: cursor[2] ?? '' } : null
  const key = wholeTitle(name)?.slice(1) ?? ''
  const [rows = []] = await read(ctx, [volumesOf(key, ctx.actor, { after: from, most: ROWS })])
  const all = allOf(VolumeRow, rows)
  const page = all.slice(0, ROWS)
  const last = page.at(-1)
  return {
    rows: page.map(v => v.hit),
    next: all.length > ROWS && last ? `${last.number ?? ''} ${last.hit.title_id}` : null,
  }
}

/** The series of a title, with the volume before and the one behind it. */
export async function seriesOfTitle(ctx: StaffCtx, title_id: string): Promise<OkOf<typeof ofTitleOp>> {
  const [rows = []] = await read(ctx, [besideOf(title_id)])
  return { rows: allOf(SeriesOfTitle, rows) }
}
