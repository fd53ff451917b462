import type {
  Ask,
  mergeTitles as mergeOp,
  OkOf,
  previewTitleMerge as previewOp,
  TitleMerge,
  titleMerges as listOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { accepted, marked, weigh } from '../../../base/decision.ts'
import { soon } from '../../../base/job.ts'
import { type Answer, refusedBy } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read, transact, type Tx } from '../../../base/tx.ts'
import { lockItemsOfTitle } from '../../inventory/index.ts'
import { keeperOf } from '../doubles/list.ts'
import { OneSide, sidesOf } from '../doubles/list.store.ts'
import { countWords } from '../import/import.store.ts'
import { wordsOfTitle } from '../import/title-row.ts'
import { mergeFindings } from './merge.rules.ts'
import {
  type Both,
  Both as BothRow,
  bothQuery,
  Counted,
  Hanging,
  hangingOn,
  insertMerge,
  leadOn,
  lockBoth,
  Made,
  mergeById,
  MergeRow,
  mergesInto,
  Sources,
  sourcesOfLibraries,
  touch,
} from './merge.store.ts'
import { MOST_AT_ONCE, moveOn } from './move.ts'
import type { TitleMoves } from './moves.ts'
import { takeFields } from './take-fields.ts'

export const MERGE_JOB = 'title_merges'

interface Pair {
  readonly kept: Both
  readonly gone: Both
}
const pairOf = (rows: readonly Row[], kept_id: string, gone_id: string): Pair | null => {
  const all = allOf(BothRow, rows)
  const kept = all.find(t => t.title_id === kept_id)
  const gone = all.find(t => t.title_id === gone_id)
  return kept && gone ? { kept, gone } : null
}
const codesOf = (rows: readonly Row[]): Set<string> => new Set(shaped(Sources, rows[0]).codes)

/** What would move, and what speaks against it. */
export const previewTitleMerge = (
  ctx: StaffCtx,
  { title_id, gone_id }: Ask<typeof previewOp>['params'],
  above: TitleMoves,
): Promise<OkOf<typeof previewOp> | Refusal> =>
  transact(ctx, async tx => {
    const keeper = keeperOf(ctx)
    const [rows = [], sides = [], sources = [], hanging = [], counted = []] = await tx.first([
      bothQuery([title_id, gone_id], keeper),
      sidesOf([title_id, gone_id], keeper),
      sourcesOfLibraries,
      hangingOn(gone_id),
      above.weigh(gone_id, title_id),
    ])
    const pair = pairOf(rows, title_id, gone_id)
    const by = new Map(allOf(OneSide, sides).map(s => [s.side.title_id, s.side]))
    const [kept, gone] = [by.get(title_id), by.get(gone_id)]
    if (!pair || !kept || !gone) return refuse('title_unknown')
    return {
      kept,
      gone,
      moves: { ...shaped(Hanging, hanging[0]), ...shaped(Counted, counted[0]) },
      findings: marked(mergeFindings(pair.kept, pair.gone, codesOf(sources)), may(ctx)),
      may_take: pair.kept.kept_here,
    }
  })

/** How one merge is told. */
export async function readTitleMerge(ctx: StaffCtx, merge_id: string): Promise<TitleMerge | Refusal> {
  const [rows = []] = await read(ctx, [mergeById(merge_id)])
  return oneOf(MergeRow, rows) ?? refuse('not_found')
}

const ROWS = 25
export async function titleMerges(
  ctx: StaffCtx,
  { params, query }: Ask<typeof listOp>,
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [mergesInto(params.title_id, query.before ?? null, ROWS)])
  const all = allOf(MergeRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page, next: all.length > ROWS ? (page.at(-1)?.merge_id ?? null) : null }
}

/**
 * Makes two titles into one. The one that goes leads on at once, and is found under its number alone; what hangs on it
 * moves in the same transaction, or in the background where it is much.
 */
export async function mergeTitles(
  ctx: StaffCtx,
  { params, body }: Ask<typeof mergeOp>,
  above: TitleMoves,
): Promise<Answer<TitleMerge>> {
  const { title_id } = params
  const { gone_id } = body
  const ids = [title_id, gone_id]
  const done = await once<{ merge_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [
        lockItemsOfTitle(gone_id, MOST_AT_ONCE),
        lockBoth(ids),
        bothQuery(ids, keeperOf(ctx)),
        sourcesOfLibraries,
        hangingOn(gone_id),
        above.weigh(gone_id, title_id),
      ],
      decide: async ([, , rows = [], sources = [], hanging = [], counted = []], tx) => {
        if (title_id === gone_id) return refuse('title_merge_self')
        const pair = pairOf(rows, title_id, gone_id)
        if (!pair) return refuse('title_unknown')
        if (body.take.length > 0 && !pair.kept.kept_here) return refuse('source_not_yours')
        const findings = marked(mergeFindings(pair.kept, pair.gone, codesOf(sources)), may(ctx))
        const ok = accepted(body.accept, may(ctx))
        if (!weigh(findings, ok, { effect: () => null, trace: null }).go) return refusedBy(findings)
        const { items, reports } = shaped(Hanging, hanging[0])
        const { holds, loans } = shaped(Counted, counted[0])
        const merge_id = await begin(ctx, tx, {
          pair,
          take: body.take,
          rows_all: items + holds + loans + reports,
        })
        if (isRefusal(merge_id)) return merge_id
        const at = ctx.now.toString()
        if (items + holds > MOST_AT_ONCE) return { effects: [soon(MERGE_JOB)], answer: () => ({ merge_id }) }
        const of = workOf(ctx, { merge_id, ...params, gone_id, rows_all: items })
        while (!(await moveOn(tx, of, { above, at })));
        return { effects: [], answer: () => ({ merge_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readTitleMerge(ctx, done.merge_id)
}

const workOf = (
  ctx: StaffCtx,
  of: { merge_id: string; title_id: string; gone_id: string; rows_all: number },
) => ({
  merge_id: of.merge_id,
  kept_id: of.title_id,
  gone_id: of.gone_id,
  library_id: ctx.actor.library_id,
  made: ctx.now.toString(),
  state: 'moving' as const,
  version_no: null,
  record_hash: null,
  rows_all: of.rows_all,
})

/** From here on the title that goes leads to the other one. */
async function begin(
  ctx: StaffCtx,
  tx: Tx,
  of: { readonly pair: Pair; readonly take: readonly number[]; readonly rows_all: number },
): Promise<string | Refusal> {
  const { kept, gone } = of.pair
  const at = ctx.now.toString()
  const replaced = of.take.length === 0 ? null : await takeFields(ctx, tx, { kept, gone, take: of.take })
  if (isRefusal(replaced)) return replaced
  const words = new Map(wordsOfTitle(gone).map(word => [word, -1]))
  const made = await tx.more([
    leadOn(gone.title_id, kept.title_id, at),
    touch(kept.title_id, at),
    ...(words.size > 0 ? [countWords(words)] : []),
    insertMerge({
      kept_id: kept.title_id,
      gone_id: gone.title_id,
      library_id: ctx.actor.library_id,
      staff_id: ctx.actor.staff_id,
      at,
      rows_all: of.rows_all,
      replaced,
    }),
  ])
  return shaped(Made, made.at(-1)?.[0]).merge_id
}
