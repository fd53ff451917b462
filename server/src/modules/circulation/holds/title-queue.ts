import type { OkOf, titleQueue as queueOp } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { estimate } from './estimate/estimate.rules.ts'
import { TitleEstimate, titleEstimate } from './estimate/estimate.store.ts'
import { QueueRow, queueOfTitle } from './title-queue.store.ts'

/** Who waits for a title, by branch and day, and when somebody who reserves it now may have it. No patron is told. */
export async function titleQueue(ctx: StaffCtx, title_id: string): Promise<OkOf<typeof queueOp>> {
  const { library_id } = ctx.actor
  const today = dayOf(ctx.now)
  const [rows = [], facts = []] = await read(ctx, [
    queueOfTitle(title_id, library_id, today),
    titleEstimate(title_id, library_id, today),
  ])
  const queue = allOf(QueueRow, rows)
  let place = 0
  return {
    waiting: queue.length,
    rows: queue.map(({ active, ...row }) => ({ ...row, place: active ? ++place : null })),
    estimate: estimate({
      ...shaped(TitleEstimate, facts[0]),
      ahead: queue.filter(q => q.active).length,
    }),
  }
}
