import { broadLeaves, type Leave, type SecondFactorRule, secondFactorRule } from '@kaft/contract'

/** Where the second step of a session stands: nothing asks it, it is proven, it is to be proven, or there is none yet. */
export type FactorState = 'not_asked' | 'proven' | 'needed' | 'missing'

export interface FactorFacts {
  readonly rule: SecondFactorRule | null
  readonly proven: boolean
  readonly enrolled: boolean
}

/** What a session may do now, and what it may do once the second step is proven. */
export function splitLeaves(
  held: readonly Leave[],
  { rule, proven }: FactorFacts,
): { open: ReadonlySet<Leave>; withheld: ReadonlySet<Leave> } {
  if (proven) return { open: new Set(held), withheld: new Set() }
  const broad = broadLeaves(rule ?? secondFactorRule)
  return {
    open: new Set(held.filter(leave => !broad.has(leave))),
    withheld: new Set(held.filter(leave => broad.has(leave))),
  }
}

export const factorState = (withheld: ReadonlySet<Leave>, { proven, enrolled }: FactorFacts): FactorState => {
  if (proven) return 'proven'
  if (withheld.size === 0) return 'not_asked'
  return enrolled ? 'needed' : 'missing'
}
