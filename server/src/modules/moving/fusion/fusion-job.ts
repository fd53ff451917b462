import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { takeFusionBack } from './back-fusion.ts'
import { checkFusion } from './check-fusion.ts'
import { setFault, Working, workingFusions } from './fusion.store.ts'
import { type How, workOnFusion } from './work-fusion.ts'

const BATCH = 500

/** Goes on with every fusion that has something to do, whoever began it and however it was cut off. */
export async function workOnFusions(ctx: JobCtx, how: How = { batch: BATCH }): Promise<void> {
  const [rows = []] = await transact(ctx, tx => tx.first([workingFusions]))
  for (const which of allOf(Working, rows)) {
    try {
      await checkFusion(ctx, which)
      await workOnFusion(ctx, which, how)
      await takeFusionBack(ctx, which, how)
    } catch (error) {
      await noteFault(ctx, which, error)
      throw error
    }
  }
}

/** The kind of fault, for whoever looks at the screen. Its message is not told: it may quote a value. */
async function noteFault(ctx: JobCtx, which: Working, error: unknown): Promise<void> {
  if (ctx.signal.aborted) return
  const { code, name } = error as { code?: string; name?: string }
  await inLibrary(ctx, which.kept_id, async tx => {
    await tx.first([])
    await tx.last([setFault(which.fusion_id, code ?? name ?? 'Error')])
  }).catch(() => undefined)
}
