import type { OpenHold } from './open-hold.store.ts'

/** How a hold ended, as far as its costs go: the reader gave up, it waited too long, or nobody came for it. */
export type Ending = 'cancelled' | 'too_long' | 'not_collected' | 'ibl_over'

/**
 * Which costs are taken back by themselves. Placing: by the library's setting, also when a reader gives up what no
 * item could fill. Asking other libraries: whenever nobody sent an item, unless the library keeps it.
 */
export function refundsOf(
  hold: Pick<OpenHold, 'costs' | 'hopeless' | 'refund_placing' | 'ibl_policy'> & {
    readonly whole: Pick<OpenHold['whole'], 'state' | 'ibl_until'>
  },
  ending: Ending,
): OpenHold['costs'] {
  const { whole, hopeless, costs } = hold
  if (ending === 'not_collected' || whole.state !== 'waiting') return []
  const setting = hold.refund_placing ?? 'unfilled'
  const unfilled = ending === 'too_long' || (ending === 'cancelled' && hopeless !== null)
  const placing = ending !== 'ibl_over' && (setting === 'always' || (setting === 'unfilled' && unfilled))
  const given = ending === 'cancelled' && setting !== 'always' && hopeless === null
  const ibl = whole.ibl_until !== null && (hold.ibl_policy?.refund ?? true) && !given
  return costs.filter(c => (c.of === 'placing' && placing) || (c.of === 'ibl' && ibl))
}
