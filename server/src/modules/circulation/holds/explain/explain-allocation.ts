import type { Explanation } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { read } from '../../../../base/tx.ts'
import { type ItemFacts, itemFacts, itemIs } from '../../facts/item-facts.store.ts'
import { allocate, type Standing } from '../allocate.rules.ts'
import { allocationOf, policyOf } from '../queue.rules.ts'
import { Branch, branchNames, ItemRow } from './explain.store.ts'
import { awayIn, keptFrom } from './items.rules.ts'
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

const nothing = { steps: [], lost: [], change: null, for_patron: '' }

/** Who gets it; of what is away, who would get it if it came in now. */
function sentenceOf(item: ItemFacts, first: Standing | undefined, { names, t }: Words): string {
  const nameOf = (branch_id: string): string => names.get(branch_id) ?? ''
  if (item.hold !== null) return t.allocation.held(nameOf(item.hold.pickup_branch_id))
  const away = awayIn(item, { t })
  const said =
    first === undefined
      ? t.allocation.nobody
      : first.code === 'chosen'
        ? t.allocation[away === null ? 'one' : 'onceHere'](
            first.hold.placed_on,
            nameOf(first.hold.pickup_branch_id),
          )
        : t.allocation.none
  return away === null ? said : `${t.allocation.is(away)} ${said}`
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
  const policy = policyOf(item)
  const away = awayIn(item, { t })
  const kept = away === null && item.hold === null ? keptFrom(item, { t }) : null
  if (kept !== null) return { ...nothing, sentence: t.allocation.kept(kept), trace: { policy } }
  const sentence = sentenceOf(item, standings[0], { names, t })
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
