import type { knownElsewhere as op, BodyOf, OkOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { digitsOf, knownQueries, mayKeepNumber, whereKnown } from '../register/number.ts'
import { KeepsNumbers, keepsNumbers } from '../register/register.store.ts'
import { type Attempts, mayAsk } from './attempts.rules.ts'

/**
 * Whether a number is known: the own patron, and one bit for all other libraries together. Which library, how many,
 * and whether the membership there still runs make no difference to what is answered. Each question is logged.
 * @param attempts how often each session asked, in this process
 */
export async function knownElsewhere(
  ctx: StaffCtx,
  body: BodyOf<typeof op>,
  attempts: Attempts,
): Promise<OkOf<typeof op> | Refusal> {
  const digits = digitsOf(ctx, body.national_number)
  if (isRefusal(digits)) return digits
  if (!mayAsk(attempts, ctx.actor.session_id, ctx.now.epochMilliseconds)) return refuse('too_many')
  return transact(ctx, async tx => {
    const [setting, ...known] = await tx.first([keepsNumbers, ...knownQueries(ctx, digits)])
    if (!mayKeepNumber(oneOf(KeepsNumbers, setting ?? [])?.use_number)) {
      return refuse('number_not_allowed', { library: ctx.actor.library_name })
    }
    const { here, elsewhere } = whereKnown(ctx, digits, known)
    tx.seen(here, here ? 'seen' : 'refused')
    return { known_here: here, known_elsewhere: elsewhere }
  })
}
