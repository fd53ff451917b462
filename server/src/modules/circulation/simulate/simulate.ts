import type { Ask, OkOf, readSimulation as readOp, simulateRegulation as simulateOp } from '@kaft/contract'
import { Simulation } from '@kaft/contract'
import type { Static } from 'typebox'
import { once } from '../../../base/command.ts'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { Head, ownHeads } from '../regulation/manage/regulations.store.ts'
import { askSimulation, lastSimulation, SimulationRow } from './simulate.store.ts'

type Simulated = Static<typeof Simulation>
export const SIMULATE_JOB = 'simulate_regulations'

const shown = (rows: readonly Row[]): Simulated | null => {
  const row = oneOf(SimulationRow, rows)
  return row ? shaped(Simulation, row) : null
}

/** Asks that a version be tried on past loans; the work is a job's, and one that waits or runs is not asked for twice. */
export async function simulateRegulation(
  ctx: StaffCtx,
  { params, body }: Ask<typeof simulateOp>,
): Promise<Answer<OkOf<typeof simulateOp>>> {
  const { version_id } = params
  const { library_id, staff_id } = ctx.actor
  const asked = await once<{ version_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [ownHeads(library_id)],
      decide: ([heads = []]) =>
        allOf(Head, heads).some(h => h.version_id === version_id)
          ? {
              effects: [
                askSimulation({ version_id, library_id, staff_id, now: ctx.now.toString() }),
                soon(SIMULATE_JOB),
              ],
              answer: () => ({ version_id }),
            }
          : refuse('not_found'),
    },
  )
  if (isRefusal(asked) || 'findings_refused' in asked) return asked
  const [rows] = await read(ctx, [lastSimulation(version_id)])
  return shown(rows ?? []) ?? refuse('not_found')
}

/** How far the last trial of a version is, and what came of it. */
export async function readSimulation(
  ctx: StaffCtx,
  { params }: Ask<typeof readOp>,
): Promise<Answer<OkOf<typeof readOp>>> {
  const [heads, rows] = await read(ctx, [ownHeads(ctx.actor.library_id), lastSimulation(params.version_id)])
  if (!allOf(Head, heads ?? []).some(h => h.version_id === params.version_id)) return refuse('not_found')
  return { simulation: shown(rows ?? []) }
}
