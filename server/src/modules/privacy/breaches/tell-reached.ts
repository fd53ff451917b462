import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { planBreach, Planned } from '../../messaging/index.ts'
import { WaitingLibrary } from '../cases/tasks.store.ts'
import { markTold, tellingLibraries, toldAll, ToTell, toTell, Untold, untold } from './breach.store.ts'

/** The job that writes to whom a breach reached, where the officer of all libraries asked for it. */
export const TELL_JOB = 'tell_reached'

/** Makes the messages in the library of each breach: who asked for them has no scope there, and needs none. */
export async function tellForOthers(ctx: JobCtx): Promise<void> {
  const [rows = []] = await transact(ctx, tx => tx.first([tellingLibraries]))
  for (const { library_id } of allOf(WaitingLibrary, rows)) {
    ctx.signal.throwIfAborted()
    await inLibrary(ctx, library_id, async tx => {
      const [asked = []] = await tx.first([toTell(library_id)])
      const now = ctx.now.toString()
      const done = []
      for (const { breach_id, branch_id } of allOf(ToTell, asked)) {
        const [people = []] = await tx.more([untold(breach_id)])
        const ids = allOf(Untold, people).map(row => row.patron_id)
        const [made = []] = await tx.more([planBreach({ library_id, branch_id, now, breach_id }, ids)])
        const told = allOf(Planned, made).map(row => row.patron_id)
        done.push(markTold(breach_id, told, now), toldAll(breach_id))
      }
      await tx.last(done)
    })
  }
}
