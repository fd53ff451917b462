import { type BodyOf, type IblPolicy, iblPolicy, type answerIbl as answerOp, type OkOf } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import { type RefusedByRules, refusedBy } from '../../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../../base/row.ts'
import { read } from '../../../../base/tx.ts'
import { uuid7 } from '../../../../base/uuid.ts'
import { againIfTwin } from '../../answer/command.ts'
import { putInTransit } from '../../checkin/checkin.store.ts'
import { eventQuery } from '../../events/event.store.ts'
import { ItemFacts, itemFacts, itemIs, lockItem } from '../../facts/item-facts.store.ts'
import { mayBeSent } from './ibl.rules.ts'
import { answerQuery, IblFacts, iblFacts, IblLine, iblLines, NextLender } from './ibl.store.ts'
import { Policy, policyQuery } from './policy.store.ts'

type Answered = OkOf<typeof answerOp>
const ItemRow = Type.Object({ item: ItemFacts })
const policyIn = (rows: readonly unknown[] | undefined): IblPolicy =>
  oneOf(Policy, rows ?? [])?.policy ?? iblPolicy

/**
 * Sends the item that another library asked for: from now on it travels for that hold, and is taken in and lent
 * there as if it were one of theirs; after that it comes home. Or says no, and the next library is asked.
 */
export const answerIbl = (
  ctx: StaffCtx,
  ask: BodyOf<typeof answerOp> & { readonly ibl_id: string },
): Promise<Answered | Refusal | RefusedByRules> =>
  againIfTwin(() => (ask.barcode ? send(ctx, ask) : refuseIbl(ctx, ask)))

type Ask = { readonly command_id: string; readonly ibl_id: string; readonly barcode?: string }
const open = (facts: IblFacts, ctx: StaffCtx): boolean =>
  facts.state === 'asked' && facts.wanted && facts.lender_library_id === ctx.actor.library_id
type IblFacts = Type.Static<typeof IblFacts>

const refuseIbl = (ctx: StaffCtx, ask: Ask): Promise<Answered | Refusal | RefusedByRules> =>
  once<Answered>(ctx, ask, {
    facts: [iblFacts(ask.ibl_id)],
    decide: ([rows = []]) => {
      const facts = oneOf(IblFacts, rows)
      if (!facts) return refuse('not_found')
      if (!open(facts, ctx)) return refusedBy([{ code: 'ibl_not_asked', weight: 'stop', about: {} }])
      return {
        effects: [answerQuery(ctx, ask.ibl_id, null)],
        answer: ([next = []]) => ({
          ibl_id: ask.ibl_id,
          state: 'refused',
          to_branch: null,
          next_library: shaped(NextLender, next[0]).library,
        }),
      }
    },
  })

const send = (ctx: StaffCtx, ask: Ask): Promise<Answered | Refusal | RefusedByRules> => {
  const what = itemIs({ barcode: ask.barcode })
  return once<Answered>(ctx, ask, {
    facts: [lockItem(what), iblFacts(ask.ibl_id), itemFacts(what, { day: dayOf(ctx.now) }), policyQuery],
    decide: ([, found = [], items = [], policy]) => {
      const facts = oneOf(IblFacts, found)
      if (!facts) return refuse('not_found')
      if (!open(facts, ctx)) return refusedBy([{ code: 'ibl_not_asked', weight: 'stop', about: {} }])
      const own = allOf(ItemRow, items).filter(({ item }) => item.library_id === ctx.actor.library_id)
      const item = own[0]?.item
      if (!item) return refusedBy([{ code: 'item_unknown', weight: 'stop', about: {} }])
      const at = { today: dayOf(ctx.now), min_age_days: policyIn(policy).min_item_age_days }
      if (!mayBeSent(item, facts, at))
        return refusedBy([{ code: 'ibl_item_unfit', weight: 'stop', about: {} }])
      return sending(ctx, ask, { facts, item })
    },
  })
}

function sending(ctx: StaffCtx, ask: Ask, { facts, item }: { facts: IblFacts; item: ItemFacts }) {
  const { item_id } = item
  const { hold_id, pickup_branch_id: to } = facts
  const at = ctx.now.toString()
  return {
    effects: [
      answerQuery(ctx, ask.ibl_id, item_id),
      ...putInTransit(item_id, { from: ctx.actor.branch_id, to, hold_id, at }),
      eventQuery(ctx, {
        event_id: uuid7(ctx.now),
        kind: 'hold_in_transit',
        occurred_at: at,
        item_id,
        hold_id,
        person: null,
      }),
    ],
    answer: (): Answered => ({
      ibl_id: ask.ibl_id,
      state: 'sent',
      to_branch: facts.pickup_branch,
      next_library: null,
    }),
  }
}

/** What other libraries ask of us, and what we asked of them. */
export async function iblBoard(ctx: StaffCtx) {
  const day = dayOf(ctx.now)
  const [policy] = await read(ctx, [policyQuery])
  const min_age = policyIn(policy).min_item_age_days
  const [to_answer, asked] = await read(ctx, [
    iblLines('to_answer', min_age, day),
    iblLines('asked', min_age, day),
  ])
  return { to_answer: allOf(IblLine, to_answer ?? []), asked: allOf(IblLine, asked ?? []) }
}
