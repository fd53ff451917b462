import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import type { Bag } from './bag.rules.ts'
import { BagFacts, HadBefore, type IntoBag } from './bag.store.ts'

/** The bag of a round, from the rows of `bagFacts` and `hadBefore`; null where no round was named. */
export const bagOf = (
  home: IntoBag | undefined,
  facts: readonly Row[] = [],
  had: readonly Row[] = [],
): Bag | null =>
  home ? { on: home.on, facts: oneOf(BagFacts, facts), had_on: oneOf(HadBefore, had)?.last_on ?? null } : null
