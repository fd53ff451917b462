import type { Ask, MyStatement, noteStatement as noteOp } from '@kaft/contract'
import { isRefusal, type ReaderCtx, refuse } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { changeOwn, ShownRow, shownRows, showStatement } from '../../patrons/index.ts'
import { wayOf } from './inform.ts'
import { currentRow, StatementRow } from './statement.store.ts'

/** What holds, and what this reader got of it and of those before it. */
export const myStatement = (ctx: ReaderCtx): Promise<MyStatement> =>
  transact(ctx, async tx => {
    const { patron_id } = ctx.actor.reader
    const [now = [], rows = []] = await tx.first([currentRow(dayOf(ctx.now)), shownRows(patron_id)])
    tx.seen(patron_id)
    const { version, from_on, changes } = shaped(StatementRow, now[0])
    const shown = allOf(ShownRow, rows).map(({ how, on, version: of }) => ({
      version: of,
      how: wayOf(how),
      on,
    }))
    // The first time that they were told, whoever told them.
    const informed_on = shown.findLast(s => s.version === version)?.on ?? null
    return { version, from_on, changes, informed_on, shown }
  })

/** Takes note of the version that holds, once; it is no consent, and nothing hangs on it (P7). */
export async function noteStatement(
  ctx: ReaderCtx,
  { body }: Pick<Ask<typeof noteOp>, 'body'>,
): Promise<Answer<MyStatement>> {
  const { patron_id } = ctx.actor.reader
  const said = await changeOwn(
    ctx,
    { patron_id, body, facts: [currentRow(dayOf(ctx.now)), shownRows(patron_id)] },
    (_, [now = [], rows = []]) => {
      const [current] = now
      if (!current) return refuse('not_found')
      const { version } = shaped(StatementRow, current)
      const knows = allOf(ShownRow, rows).some(row => row.version === version)
      const shown = { version, how: 'online', at: ctx.now.toString(), by: null }
      return { effects: knows ? [] : [showStatement(patron_id, shown)], answer: () => ({ patron_id }) }
    },
  )
  return isRefusal(said) || 'findings_refused' in said ? said : myStatement(ctx)
}
