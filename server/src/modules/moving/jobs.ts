import { addMonths, dayOf } from '../../base/dates.ts'
import { eachLibrary, forgetEverywhere, inLibrary, type Job, type JobCtx, overAll } from '../../base/job.ts'
import type { Personal } from '../../base/personal.ts'
import { allOf } from '../../base/row.ts'
import { levelLedger } from '../privacy/index.ts'
import { DEPARTURE_JOB, workOnDepartures } from './departure/departure-job.ts'
import { forgetDepartureMarks } from './departure/departure.store.ts'
import { forgetExports } from './departure/files.store.ts'
import { forgetFusionMarks, forgetMarks } from './run/forget-marks.store.ts'
import { forgetLinks, forgetNotes } from './run/forget.store.ts'
import { movesToInform } from './run/inform.store.ts'
import { informPatrons } from './run/inform.ts'
import { OpenMove, workingMoves } from './run/move.store.ts'
import { takeMoveBack } from './run/take-back.ts'
import { workOnMove } from './run/work.ts'
import { workOnFusions } from './fusion/fusion-job.ts'
import { forgetFusions } from './fusion/fusion.store.ts'
import { FUSION_JOB } from './fusion/steer-fusion.ts'
import { MOVE_JOB } from './steer/steer-move.ts'

/** Goes on with every move that has something to do, whoever began it and however it was cut off. */
export async function workOnMoves(ctx: JobCtx): Promise<void> {
  await eachLibrary(ctx, async library_id => {
    const [working = [], telling = []] = await inLibrary(ctx, library_id, tx =>
      tx.first([workingMoves, movesToInform]),
    )
    for (const { move_id } of allOf(OpenMove, working)) {
      await workOnMove(ctx, { library_id, move_id })
      await takeMoveBack(ctx, { library_id, move_id })
    }
    for (const { move_id } of allOf(OpenMove, telling)) await informPatrons(ctx, { library_id, move_id })
  })
}

/** What was abandoned stays so many days, for whoever wants to know why. */
const KEPT_DAYS = 30
/** Records in one transaction of a departure: each makes a certificate. */
const DEPARTURE_BATCH = 500

/**
 * @param erasedFile the ledger of erasures: with it a library that left leaves again after a backup of before it was put back
 * @param above what the modules that stand on privacy hold of people
 */
export const movingJobs = (erasedFile: string, above: readonly Personal[]): readonly Job[] => [
  {
    name: DEPARTURE_JOB,
    timetable: '* * * * *',
    limit_ms: 4 * 3_600_000,
    handler: async ctx => {
      if ((await workOnDepartures(ctx, { batch: DEPARTURE_BATCH, above })) > 0)
        await levelLedger(ctx, erasedFile, above)
    },
  },
  { name: MOVE_JOB, timetable: '* * * * *', limit_ms: 4 * 3_600_000, handler: workOnMoves },
  { name: FUSION_JOB, timetable: '* * * * *', limit_ms: 4 * 3_600_000, handler: ctx => workOnFusions(ctx) },
  {
    name: 'forget_moves',
    timetable: '5 2 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const at = { now: ctx.now.toString(), old: ctx.now.subtract({ hours: 24 * KEPT_DAYS }).toString() }
      await forgetEverywhere(ctx, (library_id, most) => forgetNotes(library_id, { ...at, most }))
      await forgetEverywhere(ctx, (library_id, most) => forgetLinks(library_id, { ...at, most }))
      await forgetEverywhere(ctx, (library_id, most) => forgetFusions(library_id, { ...at, most }))
      await forgetEverywhere(ctx, library_id => forgetExports(library_id, at.old))
    },
  },
  {
    name: 'forget_movers',
    timetable: '25 2 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = addMonths(dayOf(ctx.now), -120)
      await forgetEverywhere(ctx, library_id => forgetMarks(library_id, before))
      await overAll(ctx, forgetFusionMarks(before))
      await overAll(ctx, forgetDepartureMarks(before))
    },
  },
]
