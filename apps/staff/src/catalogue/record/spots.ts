import { HOLDING_FIXED_SPOTS, HOLDING_LEADER_SPOTS } from './holding/holding.model.ts'
import { FIXED_SPOTS, LEADER_SPOTS, type Spot } from './fixed.model.ts'
import type { FormatName } from './use-editor.ts'

interface Spots {
  readonly leader: readonly Spot[]
  readonly fixed: readonly Spot[]
  /** How long 008 is. */
  readonly whole: number
}
const title: Spots = { leader: LEADER_SPOTS, fixed: FIXED_SPOTS, whole: 40 }
const byFormat: Readonly<Record<FormatName, Spots>> = {
  marc21: title,
  vlacc: title,
  holdings: { leader: HOLDING_LEADER_SPOTS, fixed: HOLDING_FIXED_SPOTS, whole: 32 },
  // What a heading says by its places is not filled in place by place.
  authority: { leader: [], fixed: [], whole: 40 },
}
/** What can be filled in place by place, in the leader and in 008, of a kind of record. */
export const spotsOf = (format: FormatName): Spots => byFormat[format]
