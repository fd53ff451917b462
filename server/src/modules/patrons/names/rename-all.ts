import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import { nameTokens } from '../names.rules.ts'
import { nameAnew, OldNames, oldNames } from './rename-all.store.ts'

const BATCH = 200

/**
 * Takes the names anew of every record that was named by older rules, a batch in each transaction. Each batch says of its
 * records that they are done, so that a run that is stopped goes on where it was; once all are done it finds nothing.
 */
export async function nameAllAnew(ctx: JobCtx): Promise<number> {
  let total = 0
  await eachLibrary(ctx, async library_id => {
    for (let done = 1; done > 0; total += done) {
      ctx.signal.throwIfAborted()
      done = await inLibrary(ctx, library_id, async tx => {
        const [rows = []] = await tx.first([oldNames(library_id, BATCH)])
        const records = allOf(OldNames, rows)
        // A record that went into another one is found by nobody.
        const named = records.map(({ patron_id, gone, ...names }) => ({
          patron_id,
          tokens: gone ? [] : nameTokens(names),
        }))
        if (named.length > 0) await tx.last(nameAnew(library_id, named))
        return named.length
      })
    }
  })
  if (total > 0)
    ctx.log('info', 'took names apart by the rules of today', { job: ctx.operation, rows: total })
  return total
}
