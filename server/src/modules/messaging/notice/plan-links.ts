import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { librariesWithLinks, planReaderLinks } from './plan-links.store.ts'

const Library = Type.Object({ library_id: Id })

/** Plans a mail for each one-time link that has none yet. Who asked for it waits before a screen, so it goes with the next turn. */
export async function planLinks(ctx: JobCtx): Promise<void> {
  const now = ctx.now.toString()
  const [rows = []] = await transact(ctx, tx => tx.first([librariesWithLinks(now)]))
  for (const { library_id } of allOf(Library, rows))
    await inLibrary(ctx, library_id, async tx => {
      await tx.first([])
      await tx.last([planReaderLinks(library_id, now)])
    })
}
