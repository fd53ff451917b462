import type { Ask, TitleMerge, undoTitleMerge as op } from '@kaft/contract'
import { parseMarcJson } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { lockItemsOfTitle } from '../../inventory/index.ts'
import { titleRow } from '../import/title-row.ts'
import { writeSearch } from '../import/write-search.ts'
import { replaceTitles } from '../records/replace.ts'
import { TitleNow, titlesNow } from '../records/records.store.ts'
import {
  Former,
  formerQuery,
  lockBoth,
  lockMerge,
  setState,
  standAgain,
  Standing,
  standingQuery,
  Work,
} from './merge.store.ts'
import { MERGE_JOB, readTitleMerge } from './merge.ts'
import { MOST_AT_ONCE, moveBack } from './move.ts'
import type { TitleMoves } from './moves.ts'

/**
 * Makes them two titles again: items, holds and loans that moved go back where they still are, and so do the fields, if the
 * record was not changed since. What came since stays with the title that stayed.
 */
export async function undoTitleMerge(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
  above: TitleMoves,
): Promise<Answer<TitleMerge>> {
  const done = await once<{ merge_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockMerge(params.merge_id)],
      decide: async ([rows = []], tx) => {
        const work = oneOf(Work, rows)
        if (!work) return refuse('not_found')
        if (work.state === 'moving' || work.state === 'undoing') return refuse('title_merge_busy')
        if (work.state === 'undone') return refuse('title_merge_undone')
        const ids = [work.kept_id, work.gone_id]
        const [, , kept = [], gone = []] = await tx.more([
          lockItemsOfTitle(work.kept_id, MOST_AT_ONCE),
          lockBoth(ids),
          standingQuery(work.kept_id),
          standingQuery(work.gone_id),
        ])
        if (shaped(Standing, kept[0]).state !== 'in_use') return refuse('title_merge_moved_on')
        await standUp(ctx, tx, { work, record: shaped(Standing, gone[0]).record })
        const answer = () => ({ merge_id: work.merge_id })
        if (work.rows_all > MOST_AT_ONCE) return { effects: [soon(MERGE_JOB)], answer }
        while (!(await moveBack(tx, work, { above, at: ctx.now.toString() })));
        return { effects: [], answer }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readTitleMerge(ctx, done.merge_id)
}

const recordIn = (bytes: unknown) => {
  const said = parseMarcJson(Buffer.from(bytes as Uint8Array).toString('utf8'))
  if (!said.ok) throw new Error('a record in the catalogue cannot be read')
  return said.record
}

/** The title that went is found again by its words and numbers, and the other gets its former fields back. */
async function standUp(
  ctx: StaffCtx,
  tx: Tx,
  { work, record }: { readonly work: Work; readonly record: unknown },
): Promise<void> {
  const at = ctx.now.toString()
  const made = titleRow(recordIn(record), null)
  if ('reason' in made) throw new Error('a title that was merged has no title')
  await tx.more([standAgain(work.gone_id, at), setState(work.merge_id, 'undoing', null)])
  const run = (query: Parameters<Tx['more']>[0][number]) => tx.more([query])
  await writeSearch(run, {
    fresh: [{ title_id: work.gone_id, row: made }],
    changed: [],
    stored: new Map(),
  })
  const [former = [], now = []] = await tx.more([formerQuery(work), titlesNow([work.kept_id])])
  const before = oneOf(Former, former)
  const [kept] = allOf(TitleNow, now)
  if (!before || !kept) return
  const row = titleRow(recordIn(before.record), null)
  if ('reason' in row) return
  const back = {
    title_id: work.kept_id,
    row: { ...row, control_number: before.control_number },
    source: before.source,
    before: kept,
  }
  const by = { at, library_id: ctx.actor.library_id, import_id: null, why: 'samenvoegen ongedaan gemaakt' }
  await replaceTitles(run, [back], by)
}
