import type { knownElsewhere as op, BodyOf, OkOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { identityOf } from '../eid/identity-rules.ts'
import { identityQuery } from '../eid/identity-rules.store.ts'
import { digitsOf, knownQueries, whereKnown } from '../register/number.ts'
import { mayAnswer } from './questions.rules.ts'
import { Counted, countQuestion, noteRefused } from './questions.store.ts'

/** No answer comes sooner, so that the time that it takes tells nothing of what was found or where. */
export const EQUAL_MS = 120

/**
 * Whether a number is known: the own patron, and one bit for all other libraries together. It is answered during a
 * registration only, with the card read or a document shown. Which library, how many, and whether the membership there
 * still runs make no difference to what is answered, how long it is and when it comes. Each question is logged and counted.
 */
export async function knownElsewhere(
  ctx: StaffCtx,
  body: BodyOf<typeof op>,
): Promise<OkOf<typeof op> | Refusal> {
  const begun = performance.now()
  const digits = digitsOf(ctx, body.national_number)
  if (isRefusal(digits)) return digits
  if (body.proof === undefined) return refuse('proof_needed')
  const answer = await look(ctx, digits)
  await new Promise(resolve => setTimeout(resolve, EQUAL_MS - (performance.now() - begun)))
  return answer
}

const look = (ctx: StaffCtx, digits: string): Promise<OkOf<typeof op> | Refusal> =>
  transact(ctx, async tx => {
    const [rules, counted, ...known] = await tx.first([
      identityQuery(dayOf(ctx.now)),
      countQuestion(ctx),
      ...knownQueries(ctx, digits),
    ])
    // What is not allowed at all is not counted: the transaction takes the count back.
    if (!identityOf(rules).keeps_numbers)
      return refuse('number_not_allowed', { library: ctx.actor.library_name })
    if (!mayAnswer(shaped(Counted, counted?.[0]))) {
      tx.seen(null, 'refused')
      await tx.last([noteRefused(ctx)])
      return refuse('too_many')
    }
    const { here, elsewhere } = whereKnown(ctx, digits, known)
    tx.seen(here, here ? 'seen' : 'refused')
    return { known_here: here, known_elsewhere: elsewhere ? 1 : 0 }
  })
