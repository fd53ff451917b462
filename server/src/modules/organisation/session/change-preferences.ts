import type { Preferences } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { transact } from '../../../base/tx.ts'
import { storePreferences } from './session.store.ts'

/** Keeps how the own account likes the screens. The whole of it each time, so that a repeat changes nothing. */
export async function changePreferences(ctx: StaffCtx, preferences: Preferences): Promise<Preferences> {
  await transact(ctx, async tx => {
    await tx.first([])
    await tx.last([storePreferences(ctx.actor.staff_id, preferences)])
  })
  return preferences
}
