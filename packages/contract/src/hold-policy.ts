import { type Static, Type } from 'typebox'
import { closed, Id, Nullable } from './values.ts'

const days = (most: number) => Type.Integer({ minimum: 0, maximum: most, description: 'Days' })

/** How a library gives its items to those who wait: one object, since its parts only mean something together. */
export const HoldPolicy = closed({
  /** eigen leners eerst: before those of other libraries, whenever they asked */
  own_first: Type.Boolean(),
  /** na zoveel dagen telt alleen de datum nog; null is never */
  equal_after_days: Nullable(days(366)),
  /** eerst dichtbij: so long a hold is left to the items of its own pickup branch, and then of its own library */
  wait_days: closed({ branch: days(60), library: days(60) }),
  /** een stap transport weegt zoveel dagen wachten */
  transport_step_days: days(60),
  /** transportstappen tussen vestigingen, where they differ from 0 within a branch, 1 within a library and 2 beyond */
  transport: Type.Array(
    closed({ from_branch_id: Id, to_branch_id: Id, steps: Type.Integer({ minimum: 0, maximum: 9 }) }),
    { maxItems: 400 },
  ),
  /** nieuwe exemplaren zijn zoveel dagen alleen voor eigen leners; 0 is never */
  new_item_days: days(730),
  /** een andere bibliotheek krijgt hoogstens zoveel procent van onze exemplaren van een titel; null is no cap */
  share_percent: Nullable(Type.Integer({ minimum: 1, maximum: 100 })),
})
export type HoldPolicy = Static<typeof HoldPolicy>

/** Own readers first for two months, then whoever waits longest; no cap, no protection, transport costs nothing. */
export const holdPolicy: HoldPolicy = {
  own_first: true,
  equal_after_days: 60,
  wait_days: { branch: 0, library: 0 },
  transport_step_days: 0,
  transport: [],
  new_item_days: 0,
  share_percent: null,
}

/** When libraries outside of the cooperation are asked for an item (IBL), and in which order; the cost is the regulation's. */
export const IblPolicy = closed({
  /** zo lang wachten we op een antwoord */
  days: Type.Integer({ minimum: 1, maximum: 60 }),
  /** jongere exemplaren vragen we niet */
  min_item_age_days: days(3660),
  /** de kost vervalt vanzelf als niemand het exemplaar stuurt */
  refund: Type.Boolean(),
  /** deze bibliotheken eerst, in deze volgorde */
  order: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
})
export type IblPolicy = Static<typeof IblPolicy>
export const iblPolicy: IblPolicy = {
  days: 8,
  min_item_age_days: 365,
  refund: true,
  order: [],
}
