import type { BodyOf, OkOf, readSearchIndex as readOp, steerSearchIndex as steerOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, may, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { isCentral } from '../imports/profiles.ts'
import { Place, placeOf } from '../imports/profiles.store.ts'
import { FORM } from '../import/title-row.ts'
import { beginRun, IndexNow, indexNow, MadeRun, stopRun } from './reindex.store.ts'

export const REINDEX_JOB = 'reindex'

/** One index serves every library: who works for all of them steers it, or the cataloguers of the only one. */
const maySteer = (ctx: StaffCtx, place: Place): boolean =>
  may(ctx)('consortium.libraries') || (isCentral(ctx, place) && may(ctx)('cataloguing.change'))

export async function readSearchIndex(ctx: StaffCtx): Promise<OkOf<typeof readOp>> {
  const [[now] = [], [place] = []] = await read(ctx, [indexNow, placeOf(ctx.actor.library_id)])
  const { bytes, ...rest } = shaped(IndexNow, now)
  return { ...rest, bytes: Number(bytes), shape_wanted: FORM, may_steer: maySteer(ctx, shaped(Place, place)) }
}

/** Begins to build the index anew, or stops that; searches go on by the present one. */
export async function steerSearchIndex(
  ctx: StaffCtx,
  body: BodyOf<typeof steerOp>,
): Promise<Answer<OkOf<typeof readOp>>> {
  const at = ctx.now.toString()
  const done = await once<{ run_id: string }>(ctx, body, {
    facts: [placeOf(ctx.actor.library_id)],
    decide: async ([places = []], tx) => {
      if (!maySteer(ctx, shaped(Place, places[0]))) return refuse('for_all_libraries')
      const [[made] = []] = await tx.more([body.action === 'begin' ? beginRun(FORM, at) : stopRun(at)])
      if (!made) return refuse(body.action === 'begin' ? 'reindex_running' : 'reindex_not_running')
      return { effects: [soon(REINDEX_JOB)], answer: () => shaped(MadeRun, made) }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readSearchIndex(ctx)
}
