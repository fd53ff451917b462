import { type Static, Type } from 'typebox'
import { Cents, closed, Day, Id, Line, Nullable, OneOf, Word } from './values.ts'

/*
 * A regulation (reglement) is a set of rows. The selectors of a row say for what it holds; its values say what
 * holds then. A row may leave values open: a less precise row fills them. A value that is `null` says that
 * there expressly is none ("no maximum"), which a wider row cannot fill any more.
 */

const opt = Type.Optional
const price = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Cents' })
const days = (most = 3660) => Type.Integer({ minimum: 0, maximum: most, description: 'Days' })
const years = Type.Integer({ minimum: 0, maximum: 150, description: 'Years of age' })

/** From and up to, both included; an end that is absent is open. */
const band = (most: number) =>
  closed({
    from: opt(Type.Integer({ minimum: 0, maximum: most })),
    to: opt(Type.Integer({ minimum: 0, maximum: most })),
  })

/** A day that comes back each year, `MM-DD`. */
export const MonthDay = Type.String({
  pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
  description: 'Day of each year, MM-DD',
})

/**
 * soort kaart, of a membership type: of a reader, a class (klaskaart), an institution, a library that borrows for
 * its own readers (IBL), or the library's own handling (administratieve pas)
 */
export const CardType = OneOf(['person', 'class', 'institution', 'ibl', 'administrative'])
export type CardType = Static<typeof CardType>

/** What a row holds for; an absent selector means "any" (elke). */
export const RegulationSelectors = closed({
  /** vestiging: where it is lent */
  branch_id: opt(Id),
  /** vestigingsgroep: a group of branches, as each library makes them in its settings */
  branch_group: opt(Word),
  /** soort lidmaatschap */
  membership_type: opt(Word),
  /** soort kaart */
  card_type: opt(CardType),
  /** leeftijd, in full years on the day of the action; `{ to: 11 }` is "tot en met 11 jaar" */
  age_band: opt(band(150)),
  /** materiaalsoort */
  item_type: opt(Word),
  /** plaats: the shelf or section of the item */
  shelf: opt(Line(60)),
  /** ouderdom van het exemplaar, in days since it was received; `{ to: 180 }` is a new item */
  item_age_days: opt(band(36_600)),
  /** handeling: lending (uitlenen) or renewing (verlengen) */
  action: opt(OneOf(['loan', 'renewal'])),
  /** geldig vanaf, the first day of the action on which the row holds */
  from_on: opt(Day),
  /** geldig tot en met, the last such day */
  until_on: opt(Day),
  /** seizoen, each year: from and up to, both included; it may pass the end of the year */
  season: opt(closed({ from: MonthDay, to: MonthDay })),
})
export type RegulationSelectors = Static<typeof RegulationSelectors>

/** termijn: so many days or weeks, due at the end of a day; or so many hours, due at a moment */
export const Period = closed({
  n: Type.Integer({ minimum: 0, maximum: 3660 }),
  unit: OneOf(['hours', 'days', 'weeks']),
})
export type Period = Static<typeof Period>

/** limiet: how many at the same time */
export const Limit = closed({
  /** telt uitleningen van: this branch, this library, or all libraries of the cooperation */
  within: OneOf(['branch', 'library', 'cooperation']),
  /** telt: everything, what has the same item type as this item, or these item types together */
  of: Type.Union([
    Type.Literal('all'),
    Type.Literal('same_item_type'),
    Type.Array(Word, { minItems: 1, maxItems: 30 }),
  ]),
  /** hoogstens */
  max: Type.Integer({ minimum: 0, maximum: 10_000 }),
  /** telt exemplaren of titels; items unless said otherwise */
  counts: opt(OneOf(['items', 'titles'])),
})
export type Limit = Static<typeof Limit>

/** telaatgeld: one policy, taken whole from one row */
export const FinePolicy = closed({
  /** geen · per kalenderdag · per openingsdag · per begonnen week · per volle week · per begonnen uur · in stappen */
  kind: OneOf([
    'none',
    'per_day',
    'per_opening_day',
    'per_started_week',
    'per_full_week',
    'per_started_hour',
    'stepped',
  ]),
  /** bedrag per dag, week of uur */
  amount_cents: opt(price),
  /** telt per exemplaar or per titel: copies of one title with one due day cost as much as one; item unless said */
  per: opt(OneOf(['item', 'title'])),
  /** how many days a "week" of this fine has; 7 unless said otherwise */
  period_days: opt(Type.Integer({ minimum: 1, maximum: 366 })),
  /** boetevrije dagen: so many late days cost nothing */
  free_days: opt(days(366)),
  /** gratie (`grace`): later than that, every day counts; aftrek (`subtract`): the free days never count */
  free_days_mode: opt(OneOf(['grace', 'subtract'])),
  /** de dag van inleveren telt mee; true unless said otherwise */
  return_day_counts: opt(Type.Boolean()),
  /** gesloten dagen tellen mee (never for `per_opening_day`); true unless said otherwise. Holidays never count. */
  closed_days_count: opt(Type.Boolean()),
  /** stappen, for `stepped`: the highest step that is reached is the whole fine */
  steps: opt(
    Type.Array(
      closed({
        /** vanaf de zoveelste dag te laat */
        from_day: Type.Integer({ minimum: 1, maximum: 3660 }),
        amount_cents: price,
        /** plus de prijs van het exemplaar */
        plus_price: opt(Type.Boolean()),
      }),
      { maxItems: 20 },
    ),
  ),
  /** toeslagen, for the other kinds: added once, from that late day on */
  extras: opt(
    Type.Array(closed({ from_day: Type.Integer({ minimum: 1, maximum: 3660 }), amount_cents: price }), {
      maxItems: 20,
    }),
  ),
  /** hoogstens, per exemplaar */
  cap_cents: opt(price),
  /** hoogstens zoveel procent van de prijs van het exemplaar */
  cap_price_percent: opt(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type FinePolicy = Static<typeof FinePolicy>

/** maning: when reminders go out and what they cost */
export const ReminderTerms = closed({
  /** attendering, so many days before the due day; null is none */
  predue_days: Nullable(days(60)),
  /** herinneringen: so many days after the due day or after the reminder before it, and their cost */
  steps: Type.Array(closed({ days: days(366), after: OneOf(['due', 'previous']), cost_cents: price }), {
    maxItems: 6,
  }),
  /** nota, so many days after the due day; null is none */
  invoice_days: Nullable(days(1000)),
  /** administratiekost van de nota */
  invoice_cents: opt(price),
  /** telaatgeld op de nota: none, as it runs on that day, or its maximum; as it runs unless said otherwise */
  invoice_fine: opt(OneOf(['none', 'running', 'cap'])),
  /** of de materiaalprijs van de nota vervalt als het exemplaar terugkomt; true unless said otherwise */
  price_lapses: opt(Type.Boolean()),
})
export type ReminderTerms = Static<typeof ReminderTerms>

/** schorsing: so many days without lending for so many late days; the parts of a day fall away */
export const Suspension = closed({
  days: Type.Integer({ minimum: 1, maximum: 366 }),
  per_days: Type.Integer({ minimum: 1, maximum: 366 }),
  /** late days that never count */
  free_days: opt(days(366)),
  /** hoogstens zoveel dagen */
  most_days: opt(Type.Integer({ minimum: 1, maximum: 3660 })),
})
export type Suspension = Static<typeof Suspension>

const DeskOnly = Type.Array(OneOf(['loan', 'renewal', 'hold']), { maxItems: 3, uniqueItems: true })

/** What a row can fix. Each key is open unless the row names it. */
export const RegulationValues = closed({
  /** uitleenbaar */
  loanable: opt(Type.Boolean()),
  /** uitleentermijn */
  period: opt(Period),
  /** vaste inleverdatum, in place of the period while it still lies ahead; without a year it comes back each year */
  fixed_due_on: opt(Nullable(Type.Union([Day, MonthDay]))),
  /** inleverdatum op een gesloten dag: the next open day; the same weekday a week on, for whole weeks; or it stays */
  due_on_closed: opt(OneOf(['next_open_day', 'same_weekday', 'ignored'])),
  /** nooit later dan het einde van het lidmaatschap */
  cap_at_membership_end: opt(Type.Boolean()),
  /** minimumleeftijd */
  min_age: opt(Nullable(years)),
  /** leeftijd op het etiket van het exemplaar */
  label_age: opt(OneOf(['ignored', 'enforced'])),
  /** enkel aan de balie: what neither the website nor a self-service machine may do */
  desk_only: opt(DeskOnly),
  /** limieten: they fall through one by one, so a row for dvds can add its own to the total of a wider row */
  limits: opt(Type.Array(Limit, { maxItems: 20 })),
  /** waarborg, paid before the first loan and given back when the membership ends; 0 is none */
  deposit_cents: opt(price),
  /** leengeld, from which age it is asked (absent: from any age); with action "renewal" the price of renewing */
  lending_fee: opt(closed({ cents: price, from_age: opt(years) })),
  /** aantal verlengingen; null is as often as wanted */
  renewals: opt(Nullable(Type.Integer({ minimum: 0, maximum: 1000 }))),
  /** verlengtermijn; null is the lending period. A period of 0 is valid: due on the day of renewal. */
  renewal_period: opt(Nullable(Period)),
  /** verlengen telt vanaf de inleverdatum (`due`) of vanaf de dag van verlengen */
  renewal_from: opt(OneOf(['due', 'renewal_day'])),
  /** maximale totale termijn, in days since the loan began */
  max_total_days: opt(Nullable(days())),
  /** verlengen ten vroegste zoveel dagen voor de inleverdatum; null is at any time */
  renewal_not_before_days: opt(Nullable(days(366))),
  /** niet verlengen als het te laat is */
  renewal_refused_when_overdue: opt(Type.Boolean()),
  /** verlengen als een ander wacht: never, when another copy can serve them, or always */
  renewal_when_reserved: opt(OneOf(['refused', 'if_other_copy', 'allowed'])),
  /** verlengen na het einde van het lidmaatschap */
  renewal_when_expired: opt(Type.Boolean()),
  /** telaatgeld */
  fine: opt(FinePolicy),
  /** schorsing na te laat inleveren; null is none */
  suspension: opt(Nullable(Suspension)),
  /** materiaalprijs, for an item whose own price is unknown */
  replacement_cents: opt(Nullable(price)),
  /** administratiekost bij verlies of schade, beside the price */
  loss_admin_cents: opt(price),
  /** IBL: what an item from another library costs */
  ibl_cents: opt(price),
  /** maning */
  reminders: opt(ReminderTerms),
  /** reserveerbaar */
  hold_allowed: opt(Type.Boolean()),
  /** alleen uitgeleende exemplaren zijn reserveerbaar */
  hold_only_on_loan: opt(Type.Boolean()),
  /** reserveringskosten: bij plaatsen, bij afhalen, bij niet afhalen */
  hold_cost: opt(closed({ placing_cents: price, pickup_cents: price, not_collected_cents: price })),
  /** aantal reserveringen tegelijk; null is no maximum */
  max_holds: opt(Nullable(Type.Integer({ minimum: 0, maximum: 1000 }))),
  /** aantal reserveringen van een lener op dezelfde titel; a class may want three copies */
  max_holds_per_title: opt(Type.Integer({ minimum: 1, maximum: 100 })),
  /** afhaaltermijn, in days */
  pickup_days: opt(Type.Integer({ minimum: 1, maximum: 365 })),
  /** blokkade vanaf dit openstaand bedrag; 1 is "from the first cent"; null is none */
  block_debt_cents: opt(Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Cents' }))),
  /** blokkade zodra een kost zoveel dagen openstaat; null is none */
  block_debt_days: opt(Nullable(Type.Integer({ minimum: 1, maximum: 3660, description: 'Days' }))),
  /** blokkade zodra iets zoveel dagen te laat is; null is none */
  block_overdue_days: opt(Nullable(Type.Integer({ minimum: 1, maximum: 3660, description: 'Days' }))),
  /** blokkade zodra zoveel exemplaren te laat zijn; null is none */
  block_overdue_count: opt(Nullable(Type.Integer({ minimum: 1, maximum: 1000 }))),
  /** of a block is a question that the desk may pass, or the end of it */
  block_weight: opt(OneOf(['ask', 'stop'])),
  /** of schulden en te late exemplaren in de hele samenwerking meetellen */
  block_within: opt(OneOf(['library', 'cooperation'])),
  /** boekenbus: counts as returned at the previous opening, or on the next open day */
  book_drop: opt(OneOf(['previous_opening', 'next_open_day'])),
  /** vanzelf verlengen: the night before it is due, unless the reader chose otherwise */
  auto_renew: opt(Type.Boolean()),
})
export type RegulationValues = Static<typeof RegulationValues>
export type RegulationValueKey = keyof RegulationValues

/** One row (regel) of a regulation. The number is its name: people and traces call it by that. */
export const RegulationRow = closed({
  row_no: Type.Integer({ minimum: 1, maximum: 99_999 }),
  selectors: RegulationSelectors,
  values: RegulationValues,
  /** toelichting, for who maintains the regulation */
  note: opt(Line(200)),
})
export type RegulationRow = Static<typeof RegulationRow>

/**
 * Every value, filled. `period` is null where no row gives one; then nothing can be lent. A loan keeps this
 * whole object beside the version and the trace: a later change of rules never changes a loan by itself.
 */
export const ResolvedValues = closed({
  loanable: Type.Boolean(),
  period: Nullable(Period),
  fixed_due_on: Nullable(Type.String()),
  due_on_closed: OneOf(['next_open_day', 'same_weekday', 'ignored']),
  cap_at_membership_end: Type.Boolean(),
  min_age: Nullable(years),
  label_age: OneOf(['ignored', 'enforced']),
  desk_only: DeskOnly,
  limits: Type.Array(closed({ ...Limit.properties, row_no: Type.Integer() })),
  deposit_cents: Cents,
  lending_fee: closed({ cents: Cents, from_age: opt(years) }),
  renewals: Nullable(Type.Integer()),
  renewal_period: Nullable(Period),
  renewal_from: OneOf(['due', 'renewal_day']),
  max_total_days: Nullable(Type.Integer()),
  renewal_not_before_days: Nullable(Type.Integer()),
  renewal_refused_when_overdue: Type.Boolean(),
  renewal_when_reserved: OneOf(['refused', 'if_other_copy', 'allowed']),
  renewal_when_expired: Type.Boolean(),
  fine: FinePolicy,
  suspension: Nullable(Suspension),
  replacement_cents: Nullable(Cents),
  loss_admin_cents: Cents,
  ibl_cents: Cents,
  reminders: ReminderTerms,
  hold_allowed: Type.Boolean(),
  hold_only_on_loan: Type.Boolean(),
  hold_cost: closed({ placing_cents: Cents, pickup_cents: Cents, not_collected_cents: Cents }),
  max_holds: Nullable(Type.Integer()),
  max_holds_per_title: Type.Integer(),
  pickup_days: Type.Integer(),
  block_debt_cents: Nullable(Cents),
  block_debt_days: Nullable(Type.Integer()),
  block_overdue_days: Nullable(Type.Integer()),
  block_overdue_count: Nullable(Type.Integer()),
  block_weight: OneOf(['ask', 'stop']),
  block_within: OneOf(['library', 'cooperation']),
  book_drop: OneOf(['previous_opening', 'next_open_day']),
  auto_renew: Type.Boolean(),
})
export type ResolvedValues = Static<typeof ResolvedValues>
export type ResolvedLimit = ResolvedValues['limits'][number]

/** What a step towards a due day did; `days` is how far the day moved by it. */
export const DueStepCode = OneOf([
  'period',
  'fixed',
  'fixed_past',
  'max_total',
  'holiday',
  'closed',
  'weekday',
  'opening',
  'membership_end',
  'home_round',
])
export type DueStepCode = Static<typeof DueStepCode>

/**
 * How a decision came about, by reference: at most 400 bytes as JSON, mostly under 100, no person, no text. `rows` are the rows
 * that gave a value, the most precise first; a value comes from the first of them that names it, so nothing
 * more needs to be kept. Texts are rendered when someone asks.
 */
export const RegulationTrace = closed({
  version_id: Id,
  rows: Type.Array(Type.Integer({ minimum: 1 })),
  /** towards the due day, from the day of the action on: what moved it, and by how many days */
  steps: opt(Type.Array(Type.Tuple([DueStepCode, Type.Integer()]))),
  /** the due day came over from another system: no regulation of this library gave it */
  moved: opt(Type.Boolean()),
})
export type RegulationTrace = Static<typeof RegulationTrace>

/** One value that held in a case: what it is, which row of which version gave it, and the rows that lost it and why. */
export const EffectiveValue = closed({
  key: Type.String(),
  name: Type.String(),
  says: Type.String(),
  /** null where no row says anything and the default of the house holds */
  row_no: Nullable(Type.Integer()),
  lost: Type.Array(closed({ row_no: Type.Integer(), says: Type.String(), because: Type.String() })),
})
export type EffectiveValue = Static<typeof EffectiveValue>
