import type { BodyOf, OkOf, proposePurchase as proposeOp } from '@kaft/contract'
import { normaliseIsbn } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { HeldPurchase } from '../read/read-purchases.store.ts'
import { raised, wishOf } from './propose.rules.ts'
import {
  insertPurchase,
  lockProposing,
  NamedTitle,
  namedTitle,
  openLike,
  OwnBranch,
  ownBranch,
  Proposed,
  raisePurchase,
} from './propose-purchase.store.ts'

/**
 * Suggests to buy something. What is open for the same title or ISBN in this library is raised: asked once more, for as many copies
 * as whoever wants most.
 */
export async function proposePurchase(
  ctx: StaffCtx,
  body: BodyOf<typeof proposeOp>,
): Promise<Answer<OkOf<typeof proposeOp>>> {
  const { library_id, staff_id } = ctx.actor
  const isbn = normaliseIsbn(body.isbn ?? '')
  const facts = [
    lockProposing(library_id),
    ownBranch(library_id, body.branch_id),
    namedTitle({ title_id: body.title_id, isbn: isbn ?? null }),
  ]
  return once<OkOf<typeof proposeOp>>(ctx, body, {
    facts,
    decide: async ([, branch = [], named = []], tx) => {
      if (oneOf(OwnBranch, branch) === null) return refuse('not_found')
      const wish = wishOf(body, { isbn, title: oneOf(NamedTitle, named) })
      if (typeof wish === 'string') return refuse(wish)
      const [like = []] = await tx.more([openLike(library_id, wish)])
      const open = oneOf(HeldPurchase, like)
      const more = open === null ? { asked: 1, copies: body.copies } : raised(open, body.copies)
      const at = ctx.now.toString()
      const of = { ...wish, ...more, remark: body.remark?.trim() || null, at }
      const write =
        open === null
          ? insertPurchase({
              ...of,
              library_id,
              staff_id,
              branch_id: body.branch_id,
              because: body.because,
            })
          : raisePurchase(open.suggestion_id, of)
      return {
        effects: [write],
        answer: ([made = []]) => ({
          ...shaped(Proposed, made[0]),
          ...more,
          state: open?.state ?? 'proposed',
          copies_before: open?.copies ?? null,
        }),
      }
    },
  })
}
