import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { planMovedIn } from '../../messaging/index.ts'
import { STATEMENT, toldByMessage } from '../../patrons/index.ts'
import { informed, Informing, informNext, PatronTold, ToInform, toInform } from './inform.store.ts'

const BATCH = 1_000

/**
 * Tells every patron who came over where their data are from (art. 14 GDPR, within a month): a message is planned for
 * when the way back has closed, and whoever gets none is told at the desk, where the record says so. It goes on where
 * a break left it.
 */
export async function informPatrons(
  ctx: JobCtx,
  which: { readonly library_id: string; readonly move_id: string },
): Promise<void> {
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    more = await inLibrary(ctx, which.library_id, async tx => {
      const [moves = []] = await tx.first([toInform(which.move_id)])
      const move = oneOf(Informing, moves)
      if (!move) return false
      const [rows = []] = await tx.more([informNext(which.move_id, move.row_no, BATCH)])
      const ids = allOf(ToInform, rows).map(r => r.target_id)
      const last = ids.at(-1)
      if (last === undefined) {
        await tx.last([informed(which.move_id, null)])
        return false
      }
      const { branch_id, without_email, undo_until } = move
      const now = ctx.now.toString()
      const of = { library_id: which.library_id, branch_id, now, not_before: undo_until }
      const [told = []] = await tx.more([planMovedIn({ ...of, letters: without_email === 'letter' }, ids)])
      await tx.last([
        toldByMessage(
          allOf(PatronTold, told).map(t => t.patron_id),
          STATEMENT,
          undo_until,
        ),
        informed(which.move_id, last),
      ])
      return true
    })
  }
}
