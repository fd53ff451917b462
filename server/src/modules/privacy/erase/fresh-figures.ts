import { flight } from '../../../base/db.ts'
import type { JobCtx } from '../../../base/job.ts'
import { freshFigures } from '../../patrons/index.ts'

/**
 * The planner keeps samples of what stands in a column: names and addresses too. After somebody was erased they are taken
 * anew. It needs no transaction of ours and may take a while, so it runs beside the desk's pool.
 */
export async function freshenFigures(ctx: JobCtx): Promise<void> {
  const client = await ctx.db.bulk.connect()
  try {
    for (const query of freshFigures) await flight(client, [query])
  } finally {
    client.release()
  }
}
