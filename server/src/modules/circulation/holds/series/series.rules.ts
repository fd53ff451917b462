import type { Day } from '../../../../base/dates.ts'
import type { PatronFacts } from '../../facts/patron-facts.store.ts'
import type { HoldFacts } from '../place-hold.store.ts'

/** What the volumes before this one brought: how many holds, what placing them cost, and the last of them. */
export interface Before {
  readonly holds: number
  readonly cents: number
  readonly last: string | null
  /** The event of the first of them. */
  readonly event_id: string | null
}

interface Facts {
  readonly patron: PatronFacts
  readonly facts: HoldFacts
}

/** The facts as they would be had those before been placed already: a limit counts them, and so does a debt. */
export const afterOthers = ({ patron, facts }: Facts, { holds, cents }: Before, today: Day): Facts => ({
  facts: { ...facts, open_holds: facts.open_holds + holds },
  patron:
    cents === 0
      ? patron
      : {
          ...patron,
          balance_cents: patron.balance_cents + cents,
          debts: [...patron.debts, { library_id: patron.library_id, on_day: today, cents }],
        },
})
