import type { JobCtx } from '../../../base/job.ts'
import { forgetChanges } from './memory.store.ts'

/** What was told of search rows goes once nobody who asks each second can need it. */
export async function forgetSearchChanges(ctx: JobCtx): Promise<void> {
  const { rowCount } = await ctx.db.bulk.query({
    text: forgetChanges.text,
    values: [...forgetChanges.values],
  })
  ctx.log('info', 'forgot what changed in search', { job: ctx.operation, rows: rowCount })
}
