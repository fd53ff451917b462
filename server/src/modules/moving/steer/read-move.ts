import {
  type Ask,
  type listMoves as listOp,
  type Move,
  moveKinds,
  type moveRefusals as refusalsOp,
  type OkOf,
  type reconcileMove as reconcileOp,
} from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { lastMoves, moveById, MoveRow, Tallied, talliesOf } from '../run/move.store.ts'
import { hereNow, HereNow, RefusalRow, refusalsAfter } from './read-move.store.ts'
import { countOf } from './reconcile.rules.ts'
import { readWhole } from './shown.ts'

export const listMoves = (ctx: StaffCtx): Promise<OkOf<typeof listOp>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([lastMoves])
    return {
      rows: allOf(MoveRow, rows).map(m => ({
        move_id: m.move_id,
        system: m.mapping.system,
        state: m.state,
        made_at: m.made_at,
        made_by: m.by,
      })),
    }
  })

export const readMove = (ctx: StaffCtx, move_id: string): Promise<Move | Refusal> =>
  transact(ctx, async tx => (await readWhole(tx, move_id)) ?? refuse('not_found'))

const PAGE = 200
export const moveRefusals = (
  ctx: StaffCtx,
  { params, query }: Ask<typeof refusalsOp>,
): Promise<OkOf<typeof refusalsOp> | Refusal> =>
  transact(ctx, async tx => {
    const [moves = [], rows = []] = await tx.first([
      moveById(params.move_id),
      refusalsAfter({
        move_id: params.move_id,
        pass: Number(query.pass),
        kind: query.kind ?? null,
        after: query.after ?? '0',
        most: PAGE + 1,
      }),
    ])
    if (moves.length === 0) return refuse('not_found')
    const found = allOf(RefusalRow, rows)
    const page = found.slice(0, PAGE)
    return { rows: page, next: found.length > PAGE ? (page.at(-1)?.refusal_id ?? null) : null }
  })

/** Counts again, beside what the old system gave: nothing is remembered, everything is looked up. */
export async function countAgain(
  tx: Pick<Tx, 'first'>,
  move_id: string,
): Promise<OkOf<typeof reconcileOp> | null> {
  const [moves = [], tallies = [], ...here] = await tx.first([
    moveById(move_id),
    talliesOf(move_id),
    ...moveKinds.map(kind => hereNow(move_id, kind)),
  ])
  const move = oneOf(MoveRow, moves)
  if (!move) return null
  const passes = allOf(Tallied, tallies)
  const rows = moveKinds.flatMap((kind, i) => {
    const own = passes.filter(t => t.kind === kind && t.pass > 0)
    if (own.length === 0) return []
    return [countOf(kind, own, oneOf(HereNow, here[i] ?? []) ?? { count: 0, cents: 0, kept: 0 })]
  })
  return {
    rows,
    fits: rows.every(r => r.fits),
    behind: rows.reduce((sum, r) => sum + r.refused, 0),
  }
}

export const reconcileMove = (ctx: StaffCtx, move_id: string): Promise<OkOf<typeof reconcileOp> | Refusal> =>
  transact(ctx, async tx => (await countAgain(tx, move_id)) ?? refuse('not_found'))
