import type { Ask, checkRegulation as checkOp, compareRegulation as compareOp, OkOf } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import type { Answer } from '../../../../base/route.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { transact } from '../../../../base/tx.ts'
import { diffRegulations, sayDiff } from '../diff.rules.ts'
import { contextOf, problemsOf } from './problems.ts'
import { Ground, groundOf, Head, ownHeads, ownRows, Rule } from './regulations.store.ts'
import { inForceOn } from './state.rules.ts'

/** As many as a screen shows; the count tells of the rest. */
const MOST = 200

/** The rows of a version, what it must cover, and the versions beside it; null for a version of somebody else. */
async function lookedAt(
  ctx: StaffCtx,
  version_id: string,
  other?: (heads: readonly Head[]) => string | null,
) {
  const { library_id } = ctx.actor
  return transact(ctx, async tx => {
    const [headRows, ruleRows, grounds] = await tx.first([
      ownHeads(library_id),
      ownRows(version_id, library_id),
      groundOf(library_id, version_id),
    ])
    const heads = allOf(Head, headRows ?? [])
    const head = heads.find(h => h.version_id === version_id)
    const ground = oneOf(Ground, grounds ?? [])
    if (!head || !ground) return null
    const other_id = other?.(heads) ?? null
    const [otherRows = []] = other_id === null ? [] : await tx.more([ownRows(other_id, library_id)])
    return {
      head,
      ground,
      rows: allOf(Rule, ruleRows ?? []).map(r => r.rule),
      other: heads.find(h => h.version_id === other_id) ?? null,
      otherRows: allOf(Rule, otherRows).map(r => r.rule),
    }
  })
}

/** What keeps a version from being activated, while there is time to mend it. */
export async function checkRegulation(
  ctx: StaffCtx,
  { params }: Ask<typeof checkOp>,
): Promise<Answer<OkOf<typeof checkOp>>> {
  const found = await lookedAt(ctx, params.version_id)
  if (!found) return refuse('not_found')
  const today = dayOf(ctx.now)
  const starts_on =
    found.head.starts_on !== null && found.head.starts_on > today ? found.head.starts_on : today
  const problems = problemsOf(found.rows, found.ground, { starts_on, today })
  return { problems: problems.slice(0, MOST), count: problems.length }
}

/** What differs from another version of the own library, or from the one in force today. */
export async function compareRegulation(
  ctx: StaffCtx,
  { params, query }: Ask<typeof compareOp>,
): Promise<Answer<OkOf<typeof compareOp>>> {
  const today = dayOf(ctx.now)
  const found = await lookedAt(
    ctx,
    params.version_id,
    heads =>
      query.with ??
      inForceOn(
        heads.filter(h => h.version_id !== params.version_id),
        today,
      )?.version_id ??
      null,
  )
  if (!found || (query.with !== undefined && !found.other)) return refuse('not_found')
  return {
    with: found.other?.name ?? null,
    sentences: sayDiff(
      diffRegulations(found.otherRows, found.rows),
      query.lang ?? 'nl',
      contextOf(found.ground, today),
    ),
  }
}
