import type { Explanation, Hold } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { type Day, dayOf } from '../../../../base/dates.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { transact } from '../../../../base/tx.ts'
import { holdById } from '../hold.store.ts'
import { shownHolds } from '../show-holds.ts'
import { estimateWords } from './estimate-words.ts'
import { Branch, branchNames, HoldHead, holdHead, ItemRow, itemsOfHold } from './explain.store.ts'
import { type ItemOf, itemSteps } from './items.rules.ts'
import { type HoldSpeech, holdSpeech } from './texts.ts'

const ENDLESS = '9999-12-31'

/**
 * Why a hold stands where it stands: its place, what each item means for it, and when it may come. Others in the
 * queue are counted, never told.
 */
export function explainHold(
  ctx: StaffCtx,
  ask: { readonly hold_id: string; readonly lang: 'nl' | 'en' },
): Promise<Explanation | Refusal> {
  const today = dayOf(ctx.now)
  return transact(ctx, async tx => {
    const [heads = [], rows = [], items = [], branches = []] = await tx.first([
      holdHead(ask.hold_id),
      holdById(ask.hold_id, today),
      itemsOfHold(ask.hold_id, today),
      branchNames,
    ])
    const head = oneOf(HoldHead, heads)
    tx.seen(head?.patron_id ?? null, head ? 'seen' : 'refused')
    const [hold] = head ? await shownHolds(ctx, tx, rows) : []
    if (!head || !hold) return refuse('not_found')
    const names = new Map(allOf(Branch, branches).map(b => [b.branch_id, b.name]))
    const own = { hold_id: hold.hold_id, today, names, t: holdSpeech[ask.lang] }
    return explanationOf(
      hold,
      head.placed_on,
      allOf(ItemRow, items).map(r => r.item),
      own,
    )
  })
}

function explanationOf(hold: Hold, placed_on: Day, items: readonly ItemOf[], of: Explained): Explanation {
  const { t } = of
  const sentence = sentenceOf(hold, of)
  const { usable, others } = itemSteps(items, of)
  return {
    sentence,
    steps: [
      { text: t.placed(placed_on, hold.pickup_branch), result: t.source[hold.source], from: null },
      ...(hold.state === 'waiting' && hold.place !== null
        ? [
            {
              text: asStep(t.place(hold.place, hold.waiting)),
              result: asStep(t.ahead(hold.place - 1)),
              from: null,
            },
          ]
        : []),
      ...usable,
      ...(hold.state === 'waiting' && hold.estimate !== null && hold.estimate.learned_from !== 'shelf'
        ? [
            {
              text: t.estimate.from({ ...hold.estimate, title: hold.estimate.learned_from === 'title' }),
              result: asStep(estimateWords(hold.estimate, t)),
              from: null,
            },
          ]
        : []),
      ...(hold.state === 'waiting' && hold.expires_on !== null
        ? [{ text: t.expires(hold.expires_on), result: null, from: null }]
        : []),
    ],
    lost: others,
    change: hold.hopeless === null ? null : t.hopelessChange,
    for_patron: sentence,
    trace: { hold_id: hold.hold_id, state: hold.state, place: hold.place, estimate: hold.estimate },
  }
}

/** A sentence as one of the steps, which end without a stop. */
const asStep = (sentence: string): string => sentence.replace(/\.$/, '')

interface Explained {
  readonly hold_id: string
  readonly today: Day
  readonly names: ReadonlyMap<string, string>
  readonly t: HoldSpeech
}

/** One or two sentences that hold for the reader too: where it is, or its place and when it may come. */
function sentenceOf(hold: Hold, { today, t }: Explained): string {
  if (hold.state === 'ready')
    return t.ready(hold.pickup_branch, hold.hold_code ?? '', hold.ready_until ?? today)
  if (hold.state === 'in_transit') return t.moving(hold.pickup_branch)
  if (hold.state !== 'waiting') return t.closed[hold.state]
  if (hold.ibl_until !== null) return t.ibl(hold.ibl_until)
  if (hold.hopeless !== null) return t.hopeless[hold.hopeless]
  if (hold.suspended_until !== null && hold.suspended_until > today)
    return t.suspended(hold.suspended_until === ENDLESS ? null : hold.suspended_until)
  if (hold.after_open) return t.after
  const place = hold.place === null ? '' : `${t.place(hold.place, hold.waiting)} `
  return `${place}${estimateWords(hold.estimate, t)}`
}
