import type { Ask, OkOf, regulationGrid as gridOp } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf, isDay } from '../../../../base/dates.ts'
import type { Answer } from '../../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../../base/row.ts'
import { transact } from '../../../../base/tx.ts'
import { EpochRow, epochQuery } from '../../rulebook/rulebook.store.ts'
import { rulebookFor, versionFor } from '../../rulebook/rulebook.ts'
import { gridOf } from './grid.rules.ts'
import { itemTypesOf, membershipTypesOf } from './problems.ts'
import { Ground, groundOf, Head, ownHeads } from './regulations.store.ts'
import { inForceOn } from './state.rules.ts'

type Grid = OkOf<typeof gridOp>

/** A version as a grid of membership types by item types, beside the version in force (or the one named in `with`). */
export function regulationGrid(ctx: StaffCtx, { params, query }: Ask<typeof gridOp>): Promise<Answer<Grid>> {
  const { library_id } = ctx.actor
  const { version_id } = params
  const today = dayOf(ctx.now)
  const on = query.on ?? today
  return transact(ctx, async tx => {
    const [headRows, grounds, epochs] = await tx.first([
      ownHeads(library_id),
      groundOf(library_id),
      epochQuery(library_id),
    ])
    const heads = allOf(Head, headRows ?? [])
    const ground = oneOf(Ground, grounds ?? [])
    const head = heads.find(h => h.version_id === version_id)
    if (!head || !ground) return refuse('not_found')
    if (!isDay(on)) return refuse('invalid')
    const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, epochs?.[0]).epoch })
    const compiled = await versionFor(ctx, tx, { version_id, book, draft: !head.activated })
    const others = heads.filter(h => h.version_id !== version_id)
    const other = query.with ? others.find(h => h.version_id === query.with) : inForceOn(others, today)
    if (!compiled || (query.with && !other)) return refuse('not_found')
    const beside = other
      ? await versionFor(ctx, tx, { version_id: other.version_id, book, draft: !other.activated })
      : null
    const membership_types = membershipTypesOf(ground)
    const item_types = itemTypesOf(
      ground,
      [...compiled.rows.values()].map(({ row }) => row),
    ).toSorted()
    return {
      membership_types: membership_types.map(({ type, name }) => ({ type, name })),
      item_types,
      with: other?.name ?? null,
      cells: gridOf(compiled, beside, {
        membership_types: membership_types.map(t => t.type),
        item_types,
        branch_id: query.branch_id ?? null,
        on,
      }),
    }
  })
}
