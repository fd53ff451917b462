import type { HoldPolicy, OkOf, previewHoldPolicy as previewOp } from '@kaft/contract'
import type { StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import { allOf } from '../../../../base/row.ts'
import { read } from '../../../../base/tx.ts'
import { Branch, branchNames } from '../explain/explain.store.ts'
import { previewOf } from './preview-policy.rules.ts'
import { Contested, contestedQuery } from './preview-policy.store.ts'

const EXAMPLES = 5

/** What a policy would change for the titles that most wait for now. No patron is told: a branch, or nobody. */
export async function previewHoldPolicy(ctx: StaffCtx, policy: HoldPolicy): Promise<OkOf<typeof previewOp>> {
  const today = dayOf(ctx.now)
  const [rows = [], branches = []] = await read(ctx, [
    contestedQuery(ctx.actor.library_id, today),
    branchNames,
  ])
  const contested = allOf(Contested, rows)
  const names = new Map(allOf(Branch, branches).map(b => [b.branch_id, b.name]))
  const { choices, ...counts } = previewOf(
    contested.map(c => c.item),
    policy,
    today,
  )
  const nameOf = (hold: { readonly pickup_branch_id: string } | null): string | null =>
    hold && (names.get(hold.pickup_branch_id) ?? '')
  const examples = contested.flatMap(({ title_id, title }, at) => {
    const choice = choices[at]
    if (!choice || choice.now?.hold_id === choice.draft?.hold_id) return []
    return [{ title_id, title, now: nameOf(choice.now), draft: nameOf(choice.draft) }]
  })
  return { ...counts, examples: examples.slice(0, EXAMPLES) }
}
