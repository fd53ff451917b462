import type { Explanation } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { read } from '../../../../base/tx.ts'
import { type ItemFacts, itemFacts, itemIs } from '../../facts/item-facts.store.ts'
import { allocate, type Standing } from '../allocate.rules.ts'
import { allocationOf, policyOf } from '../queue.rules.ts'
import { Branch, branchNames, ItemRow } from './explain.store.ts'
import { type HoldSpeech, holdSpeech } from './texts.ts'

/** More than this nobody reads; the trace has them all. */
const SHOWN = 30

/** Who would get this item now, who comes after, and who not: by day, branch and reason, never by name. */
export async function explainAllocation(
  ctx: StaffCtx,
  ask: { readonly item_id: string; readonly lang: 'nl' | 'en' },
): Promise<Explanation | Refusal> {
  const today = dayOf(ctx.now)
  const [items = [], branches = []] = await read(ctx, [
    itemFacts(itemIs(ask), { day: today, whole: true }),
    branchNames,
  ])
  const item = oneOf(ItemRow, items)?.item
  if (!item) return refuse('not_found')
  const names = new Map(allOf(Branch, branches).map(b => [b.branch_id, b.name]))
  const at = { today, branch_id: item.at_branch_id }
  return told(item, allocate(allocationOf(item, at), policyOf(item)), { names, t: holdSpeech[ask.lang] })
}

interface Words {
  readonly names: ReadonlyMap<string, string>
  readonly t: HoldSpeech
}

function told(item: ItemFacts, standings: readonly Standing[], { names, t }: Words): Explanation {
  const nameOf = (branch_id: string): string => names.get(branch_id) ?? ''
  const step = (s: Standing) => ({
    text: t.candidate(s.hold.placed_on, nameOf(s.hold.pickup_branch_id)),
    result: s.rank !== null && s.rank > 1 ? t.turn(s.rank) : t.standing[s.code](s.about),
    from: [s.own ? t.own : null, s.steps > 0 ? t.steps(s.steps) : null].filter(Boolean).join(' · ') || null,
  })
  const first = standings[0]
  const policy = policyOf(item)
  const sentence =
    item.hold !== null
      ? t.allocation.held(nameOf(item.hold.pickup_branch_id))
      : first === undefined
        ? t.allocation.nobody
        : first.code === 'chosen'
          ? t.allocation.one(first.hold.placed_on, nameOf(first.hold.pickup_branch_id))
          : t.allocation.none
  return {
    sentence,
    steps: [
      {
        text: t.policy,
        result: policy.own_first ? t.policyOwn(policy.equal_after_days) : t.policyDate,
        from: null,
      },
      ...standings
        .filter(s => s.rank !== null)
        .slice(0, SHOWN)
        .map(step),
    ],
    lost: standings
      .filter(s => s.rank === null)
      .slice(0, SHOWN)
      .map(step),
    change: null,
    for_patron: '',
    trace: { policy, candidates: standings.length },
  }
}
