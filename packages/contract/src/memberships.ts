import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { EndReason, FeeBecause } from './patron-parts.ts'
import { BirthOn, Patron } from './patrons.ts'
import { Cents, closed, CommandId, Day, Id, Line, Nullable, OneOf, Page, Word } from './values.ts'

/*
 * Memberships (lidmaatschappen): what kind somebody has and why, what it costs and why, how it ends, and who grows out
 * of it.
 */

const one = closed({ patron_id: Id })

/** What the kind of a membership is derived from. */
export const TariffFacts = closed({
  birth_on: Nullable(BirthOn),
  postcode: Nullable(Line(10)),
  category: Nullable(Word),
  /** The last day of a social tariff; null without one. */
  social_until: Nullable(Day),
})
export type TariffFacts = Static<typeof TariffFacts>

/** One condition of a kind, and whether the person meets it. An unknown age or address meets none that asks for it. */
export const TariffCondition = closed({
  asks: OneOf(['age', 'postcode', 'category', 'social', 'reader']),
  met: Type.Boolean(),
  from_age: Type.Optional(Type.Integer()),
  to_age: Type.Optional(Type.Integer()),
  age: Type.Optional(Nullable(Type.Integer())),
  /** The postcode or category of the person, as far as the condition is about it. */
  has: Type.Optional(Nullable(Type.String())),
  wants: Type.Optional(Type.String()),
})
export type TariffCondition = Static<typeof TariffCondition>
export const WeighedType = closed({
  type: Type.String(),
  name: Type.String(),
  fits: Type.Boolean(),
  conditions: Type.Array(TariffCondition),
  fee_cents: Cents,
  fee_because: FeeBecause,
  starts_on: Day,
  ends_on: Day,
})
export type WeighedType = Static<typeof WeighedType>
/** Why this kind: every kind of the library with its conditions, the one that follows from them first. */
export const MembershipAdvice = closed({
  /** The kind that follows from the facts; null where none fits. */
  advised: Nullable(Type.String()),
  /** The kind that the patron has now; null where there is none yet. */
  now: Nullable(Type.String()),
  rows: Type.Array(WeighedType),
})
export type MembershipAdvice = Static<typeof MembershipAdvice>

export const adviseMembership = operation({
  id: 'adviseMembership',
  method: 'POST',
  path: '/membership-advice',
  leave: 'patrons.register',
  purpose: 'functional',
  summary: 'Which kind of membership follows from these facts, what it costs, and why',
  body: TariffFacts,
  ok: MembershipAdvice,
  codes: ['birth_invalid'],
})
export const explainMembership = operation({
  id: 'explainMembership',
  method: 'GET',
  path: '/patrons/:patron_id/membership-advice',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'Why a patron has this kind of membership, and what renewing it as each kind would cost',
  params: one,
  ok: MembershipAdvice,
})
export const setTariff = operation({
  id: 'setTariff',
  method: 'PUT',
  path: '/patrons/:patron_id/tariff',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'The category of a patron, and a social tariff that was shown on paper',
  params: one,
  body: closed({ command_id: CommandId, category: Nullable(Word), social_until: Nullable(Day) }),
  ok: Patron,
  codes: ['category_unknown', 'patron_not_own'],
})
export const askUitpas = operation({
  id: 'askUitpas',
  method: 'POST',
  path: '/uitpas',
  leave: 'patrons.register',
  summary: 'Ask UiTPAS until when a pass has a social tariff, before somebody is registered; nothing is kept',
  body: closed({ uitpas_number: Line(20) }),
  ok: closed({ social_until: Day }),
  codes: ['uitpas_off', 'uitpas_unknown', 'uitpas_no_tariff', 'uitpas_away'],
})
export const checkUitpas = operation({
  id: 'checkUitpas',
  method: 'POST',
  path: '/patrons/:patron_id/uitpas',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Ask UiTPAS whether a pass has a social tariff; only the answer is kept, not the number',
  params: one,
  body: closed({ command_id: CommandId, uitpas_number: Line(20) }),
  ok: Patron,
  codes: ['uitpas_off', 'uitpas_unknown', 'uitpas_no_tariff', 'uitpas_away', 'patron_not_own'],
})
export const endMembership = operation({
  id: 'endMembership',
  method: 'POST',
  path: '/patrons/:patron_id/membership-end',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'End a membership now, when it runs out, or on a day, with the reason',
  params: one,
  body: closed({
    command_id: CommandId,
    when: OneOf(['now', 'expiry', 'day']),
    /** With `day`: the last day, from today to the day on which it runs out. */
    on: Type.Optional(Day),
    reason: EndReason,
  }),
  ok: Patron,
  codes: ['membership_end_day', 'membership_ends_already', 'patron_not_own'],
})
export const unendMembership = operation({
  id: 'unendMembership',
  method: 'DELETE',
  path: '/patrons/:patron_id/membership-end',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Take the end of a membership back; it runs as long as it would have',
  params: one,
  ok: Patron,
  codes: ['patron_not_own'],
})

/** Somebody who becomes too old for their kind of membership. */
export const AgeChange = closed({
  patron_id: Id,
  name: Type.String(),
  on: Day,
  from_name: Type.String(),
  /** Null where no kind fits: then somebody has to look. */
  to_name: Nullable(Type.String()),
  member_until: Nullable(Day),
  /** What the next renewal costs. */
  fee_cents: Cents,
})
export type AgeChange = Static<typeof AgeChange>
export const ageChanges = operation({
  id: 'ageChanges',
  method: 'GET',
  path: '/patrons/age-changes',
  leave: 'patrons.read',
  purpose: 'administration',
  summary: 'Who grows out of their kind of membership until a day, birthday by birthday',
  query: closed({ until: Day, after: Type.Optional(Type.String({ maxLength: 60 })) }),
  ok: Page(AgeChange),
})
