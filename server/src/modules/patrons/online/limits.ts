import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Attempts, newAttempts } from '../../organisation/index.ts'

/** How often a website may knock: sixty forms at once and then one each five seconds; codes five times as often. */
export interface OnlineLimits {
  readonly forms: Attempts
  readonly codes: Attempts
}
export const newOnlineLimits = (): OnlineLimits => ({
  forms: newAttempts({ most: 600, cost: 10, success: 10, per_second: 2, keys: 2_000 }),
  codes: newAttempts({ most: 3_000, cost: 10, success: 10, per_second: 10, keys: 2_000 }),
})

/** Does the work when the website has not asked too much. */
export const within = <T>(attempts: Attempts, ctx: StaffCtx, work: () => Promise<T>): Promise<T | Refusal> =>
  attempts.take(ctx.actor.staff_id, ctx.now) ? work() : Promise.resolve(refuse('too_many'))
