import type {
  CardType,
  FinePolicy,
  Limit,
  Period,
  RegulationSelectors,
  ReminderTerms,
} from '@kaft/contract/regulation'
import { formatCents } from '../../../../base/money.ts'
import type { FineStep } from '../../fines/fine.rules.ts'
import { dayWriter } from './dates.rules.ts'
import {
  type About,
  type Context,
  type DueWords,
  ofHolds,
  type RegulationWords,
  type ValueOf,
} from './words.rules.ts'

/* De woorden van reglementen in gewoon Nederlands (B1): wat er geldt, waarom, en wat je kan doen. */

const days = dayWriter('nl-BE')
const cents = (amount: number): string => formatCents(amount, 'nl')
const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
const dagen = (n: number): string => count(n, 'dag', 'dagen')
const period = ({ n, unit }: Period): string => {
  if (unit === 'hours') return `${n} uur`
  return unit === 'days' ? dagen(n) : count(n, 'week', 'weken')
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} en ${parts.at(-1)}`
const numberOf = (about: About, key: string): number => (typeof about[key] === 'number' ? about[key] : 0)

const itemTypes: Readonly<Record<string, string>> = {
  book: 'boek',
  comic: 'strip',
  magazine: 'tijdschrift',
  newspaper: 'krant',
  dvd: 'dvd',
  cd: 'cd',
  audiobook: 'luisterboek',
  daisy: 'daisyboek',
  game: 'game',
  board_game: 'gezelschapsspel',
  toy: 'speelgoed',
  language_course: 'taalcursus',
  score: 'partituur',
  sprinter: 'sprinter',
  ereader: 'e-reader',
  kit: 'pakket',
  other: 'ander materiaal',
}

const named = (names: Readonly<Record<string, string>> | undefined, code: string): string =>
  names?.[code] ?? code
const itemType = (code: string, names: Context['names']): string =>
  (names.item_types?.[code] ?? itemTypes[code] ?? code).toLowerCase()
const membershipType = (code: string, names: Context['names']): string =>
  named(names.membership_types, code).toLowerCase()

const band = ({ from, to }: { from?: number; to?: number }, unit: string): string[] => {
  if (from !== undefined && to !== undefined)
    return [from === to ? `${from} ${unit}` : `${from} tot en met ${to} ${unit}`]
  if (from !== undefined) return [`vanaf ${from} ${unit}`]
  return to === undefined ? [] : [`tot en met ${to} ${unit}`]
}

const cardTypes: Record<CardType, string> = {
  person: 'eigen kaart',
  class: 'klaskaart',
  institution: 'kaart van een instelling',
  ibl: 'IBL-kaart',
  administrative: 'administratieve kaart',
}
const yearly = (at: string): string => days.yearly(at)

const selectors = (row: RegulationSelectors, context: Context): string => {
  const { names } = context
  const parts: string[] = []
  if (row.item_type) parts.push(itemType(row.item_type, names))
  if (row.membership_type) parts.push(membershipType(row.membership_type, names))
  if (row.card_type) parts.push(cardTypes[row.card_type])
  if (row.age_band) parts.push(...band(row.age_band, 'jaar'))
  if (row.shelf) parts.push(`plaats ${row.shelf}`)
  if (row.branch_id) parts.push(named(names.branches, row.branch_id))
  if (row.branch_group) parts.push(`groep ${named(names.branch_groups, row.branch_group)}`)
  if (row.item_age_days) parts.push(...band(row.item_age_days, 'dagen oud').map(age => `exemplaar ${age}`))
  if (row.action) parts.push(row.action === 'loan' ? 'bij uitlenen' : 'bij verlengen')
  if (row.from_on) parts.push(`vanaf ${days.short(row.from_on, context.today)}`)
  if (row.until_on) parts.push(`tot en met ${days.short(row.until_on, context.today)}`)
  if (row.season) parts.push(`elk jaar van ${yearly(row.season.from)} tot en met ${yearly(row.season.to)}`)
  return parts.length > 0 ? parts.join(', ') : 'alle leners, alle materialen'
}

const limit = ({ of, within, max, counts }: Limit, { names }: Context): string => {
  const what = counts === 'titles' ? count(max, 'titel', 'titels') : count(max, 'exemplaar', 'exemplaren')
  const kind = { all: '', same_item_type: ' van dezelfde soort' }
  const types =
    typeof of === 'string' ? kind[of] : ` van ${list(of.map(code => itemType(code, names)))} samen`
  const where = {
    branch: 'in deze vestiging',
    library: 'in deze bibliotheek',
    cooperation: 'in alle bibliotheken samen',
  }
  return `hoogstens ${what}${types} ${where[within]}`
}

const per = {
  none: '',
  per_day: 'per dag te laat',
  per_opening_day: 'per openingsdag te laat',
  per_started_week: 'per begonnen week te laat',
  per_full_week: 'per volle week te laat',
  per_started_hour: 'per begonnen uur te laat',
  stepped: '',
}
/** "per begonnen week te laat", or of as many days as a week of this fine has. */
const perOf = ({ kind, period_days }: FinePolicy): string => {
  if (period_days === undefined || period_days === 7) return per[kind]
  if (kind === 'per_started_week') return `per begonnen ${dagen(period_days)} te laat`
  return kind === 'per_full_week' ? `per volle ${dagen(period_days)} te laat` : per[kind]
}
const fine = (policy: FinePolicy): string => {
  if (policy.kind === 'none') return 'geen telaatgeld'
  const steps = (policy.steps ?? []).map(
    step =>
      `${cents(step.amount_cents)}${step.plus_price ? ' en de prijs van het exemplaar' : ''} vanaf dag ${step.from_day}`,
  )
  const parts = [
    policy.kind === 'stepped' ? list(steps) : `${cents(policy.amount_cents ?? 0)} ${perOf(policy)}`,
  ]
  if (policy.per === 'title') parts.push('per titel')
  for (const extra of policy.extras ?? [])
    parts.push(`plus ${cents(extra.amount_cents)} op dag ${extra.from_day}`)
  if (policy.free_days)
    parts.push(
      policy.free_days_mode === 'subtract'
        ? `eerste ${dagen(policy.free_days)} gratis`
        : `gratis tot ${dagen(policy.free_days)} te laat`,
    )
  if (policy.return_day_counts === false) parts.push('de dag van inleveren telt niet mee')
  if (policy.closed_days_count === false) parts.push('gesloten dagen tellen niet mee')
  if (policy.cap_cents !== undefined) parts.push(`hoogstens ${cents(policy.cap_cents)}`)
  if (policy.cap_price_percent !== undefined)
    parts.push(`hoogstens ${policy.cap_price_percent} % van de prijs`)
  return parts.join(', ')
}

const reminders = ({ predue_days, steps, invoice_days, ...invoice }: ReminderTerms): string => {
  const parts: string[] = []
  if (predue_days !== null) parts.push(`attendering ${dagen(predue_days)} vooraf`)
  for (const step of steps) {
    const cost = step.cost_cents > 0 ? ` (${cents(step.cost_cents)})` : ''
    parts.push(
      `herinnering ${dagen(step.days)} na ${step.after === 'due' ? 'de inleverdatum' : 'de vorige'}${cost}`,
    )
  }
  if (invoice_days !== null) {
    parts.push(
      `nota na ${dagen(invoice_days)}${invoice.invoice_cents ? ` (${cents(invoice.invoice_cents)})` : ''}`,
    )
    if (invoice.invoice_fine === 'none') parts.push('zonder telaatgeld op de nota')
    if (invoice.invoice_fine === 'cap') parts.push('met het hoogste telaatgeld op de nota')
    if (invoice.price_lapses === false) parts.push('de prijs blijft ook na terugbrengen')
  }
  return parts.length > 0 ? parts.join(', ') : 'geen maningen'
}

const holdCost = ({ placing_cents, pickup_cents, not_collected_cents }: ValueOf<'hold_cost'>): string => {
  const parts: string[] = []
  if (placing_cents > 0) parts.push(`${cents(placing_cents)} bij reserveren`)
  if (pickup_cents > 0) parts.push(`${cents(pickup_cents)} bij afhalen`)
  if (not_collected_cents > 0) parts.push(`${cents(not_collected_cents)} als het niet afgehaald wordt`)
  return parts.length > 0 ? parts.join(', ') : 'reserveren is gratis'
}

const actions = { loan: 'uitlenen', renewal: 'verlengen', hold: 'reserveren' }
const values: { [K in keyof RegulationWords['valueName']]: (value: ValueOf<K>, context: Context) => string } =
  {
    loanable: value => (value ? 'uitleenbaar' : 'niet uitleenbaar'),
    period,
    fixed_due_on: (value, { today }) =>
      value === null
        ? 'geen vaste inleverdatum'
        : `terug op ${value.length > 5 ? days.short(value, today) : yearly(value)}`,
    due_on_closed: value =>
      ({
        next_open_day: 'op een gesloten dag: de eerste open dag erna',
        same_weekday: 'op een gesloten dag: dezelfde weekdag een week later',
        ignored: 'gesloten dagen verschuiven de inleverdatum niet',
      })[value],
    cap_at_membership_end: value =>
      value ? 'nooit na het einde van het lidmaatschap' : 'ook na het einde van het lidmaatschap',
    min_age: value => (value === null ? 'voor elke leeftijd' : `vanaf ${value} jaar`),
    label_age: value =>
      value === 'enforced' ? 'de leeftijd op het etiket geldt' : 'de leeftijd op het etiket is een advies',
    desk_only: value =>
      value.length === 0 ? 'ook zonder balie' : `enkel aan de balie: ${list(value.map(one => actions[one]))}`,
    limits: (value, context) =>
      value.length > 0 ? value.map(one => limit(one, context)).join('; ') : 'geen eigen limiet',
    deposit_cents: value => (value === 0 ? 'geen waarborg' : `waarborg ${cents(value)}`),
    lending_fee: ({ cents: fee, from_age }) =>
      fee === 0
        ? 'geen leengeld'
        : `${cents(fee)} leengeld${from_age === undefined ? '' : ` vanaf ${from_age} jaar`}`,
    renewals: value => {
      if (value === null) return 'verlengen zo vaak als je wil'
      return value === 0 ? 'niet verlengen' : `${value} keer verlengen`
    },
    renewal_period: value =>
      value === null ? 'verlengen met de gewone termijn' : `verlengen met ${period(value)}`,
    renewal_from: value =>
      value === 'due' ? 'verlengen telt vanaf de inleverdatum' : 'verlengen telt vanaf de dag van verlengen',
    max_total_days: value =>
      value === null ? 'geen hoogste totale termijn' : `hoogstens ${dagen(value)} in totaal`,
    renewal_not_before_days: value =>
      value === null
        ? 'verlengen kan op elk moment'
        : `verlengen kan vanaf ${dagen(value)} voor de inleverdatum`,
    renewal_when_reserved: value =>
      ({
        refused: 'niet verlengen als een ander wacht',
        if_other_copy: 'verlengen als een ander exemplaar kan dienen voor wie wacht',
        allowed: 'verlengen kan ook als een ander wacht',
      })[value],
    renewal_when_expired: value =>
      value ? 'verlengen kan na het lidmaatschap' : 'niet verlengen na het lidmaatschap',
    renewal_refused_when_overdue: value =>
      value ? 'niet verlengen als het te laat is' : 'verlengen kan ook als het te laat is',
    fine,
    suspension: value =>
      value === null
        ? 'geen schorsing'
        : [
            `${dagen(value.days)} schorsing per ${dagen(value.per_days)} te laat`,
            ...(value.free_days ? [`eerste ${dagen(value.free_days)} gratis`] : []),
            ...(value.most_days === undefined ? [] : [`hoogstens ${dagen(value.most_days)}`]),
          ].join(', '),
    replacement_cents: value =>
      value === null ? 'geen vaste materiaalprijs' : `materiaalprijs ${cents(value)}`,
    loss_admin_cents: value =>
      value === 0 ? 'geen administratiekost bij verlies' : `${cents(value)} administratiekost bij verlies`,
    ibl_cents: value => (value === 0 ? 'IBL is gratis' : `IBL kost ${cents(value)}`),
    reminders,
    hold_allowed: value => (value ? 'reserveerbaar' : 'niet reserveerbaar'),
    hold_only_on_loan: value =>
      value ? 'alleen reserveren wat uitgeleend is' : 'reserveren kan ook als het op het rek staat',
    hold_cost: holdCost,
    max_holds: value =>
      value === null
        ? 'geen maximum aan reserveringen'
        : `hoogstens ${count(value, 'reservering', 'reserveringen')}`,
    max_holds_per_title: value =>
      `hoogstens ${count(value, 'reservering', 'reserveringen')} op dezelfde titel`,
    pickup_days: value => `${dagen(value)} om af te halen`,
    block_debt_cents: value =>
      value === null ? 'geen blokkade voor open kosten' : `blokkade vanaf ${cents(value)}`,
    block_debt_days: value =>
      value === null ? 'geen blokkade voor oude kosten' : `blokkade als een kost ${dagen(value)} openstaat`,
    block_overdue_days: value =>
      value === null ? 'geen blokkade voor te laat' : `blokkade vanaf ${dagen(value)} te laat`,
    block_overdue_count: value =>
      value === null
        ? 'geen blokkade voor een aantal te laat'
        : `blokkade vanaf ${count(value, 'exemplaar', 'exemplaren')} te laat`,
    block_weight: value =>
      value === 'ask' ? 'de balie kan een blokkade doorlaten' : 'een blokkade houdt altijd tegen',
    block_within: value =>
      value === 'library'
        ? 'voor de blokkade telt deze bibliotheek'
        : 'voor de blokkade telt de hele samenwerking',
    auto_renew: value => (value ? 'verlengt vanzelf' : 'verlengt niet vanzelf'),
    book_drop: value =>
      value === 'previous_opening'
        ? 'boekenbus telt voor de vorige opening'
        : 'boekenbus telt voor de volgende open dag',
  }

/** The term of the regulation; the days themselves where it gives none. */
const termOf = (step: DueWords['step'], v: DueWords['values'], renewal: boolean): string =>
  period((renewal ? v.renewal_period : null) ?? v.period ?? { n: step.days, unit: 'days' })

const dueStep: RegulationWords['due']['step'] = ({ step, before, values: v, ...words }, context) => {
  const to = days.long(step.to, context.today)
  const on = days.short(before, context.today)
  const term = termOf(step, v, words.renewal)
  const kind = `${capital(words.item)}, ${words.membership}`
  const said: Record<typeof step.code, { text: string; result: string }> = {
    period: {
      text: words.renewal ? `${kind}: verlengd met ${term} vanaf ${on}` : `${kind}: ${term}`,
      result: to,
    },
    fixed: { text: `${kind}: vaste inleverdatum`, result: to },
    fixed_past: { text: 'De vaste inleverdatum is voorbij', result: 'de gewone termijn geldt' },
    max_total: { text: `Hoogstens ${dagen(v.max_total_days ?? 0)} in totaal`, result: to },
    weekday: { text: `${words.branch} is gesloten op ${on}`, result: `dezelfde weekdag: ${to}` },
    opening: { text: `${words.branch} is dan niet open`, result: `begin van de volgende opening: ${to}` },
    holiday: {
      text: `${words.branch} heeft vakantie op ${on}`,
      result: `zelfde weekdag in de eerste week erna: ${to}`,
    },
    closed: { text: `${words.branch} is gesloten op ${on}`, result: `eerste open dag: ${to}` },
    membership_end: {
      text: 'Het lidmaatschap eindigt',
      result: `laatste open dag van het lidmaatschap: ${to}`,
    },
    home_round: { text: 'Aan huis bezorgd', result: `opgehaald met de volgende ronde: ${to}` },
  }
  return said[step.code]
}

const dueReason = ({ step, before, values: v, ...words }: DueWords, context: Context): string => {
  const on = days.short(before, context.today)
  const reasons: Record<typeof step.code, string> = {
    period: `de termijn ${words.renewal ? 'van een verlenging ' : ''}is ${termOf(step, v, words.renewal)}`,
    fixed: 'het reglement geeft een vaste inleverdatum',
    fixed_past: 'de vaste inleverdatum is voorbij',
    max_total: `een uitlening duurt in totaal hoogstens ${dagen(v.max_total_days ?? 0)}`,
    holiday: `${words.branch} heeft vakantie op ${on}`,
    closed: `${on} is een gesloten dag`,
    weekday: `${on} is een gesloten dag`,
    opening: `${words.branch} is dan niet open`,
    membership_end: 'het lidmaatschap eindigt dan',
    home_round: 'het wordt opgehaald met de volgende ronde aan huis',
  }
  return reasons[step.code]
}
const dueBecause = ({ step, before, values: v, ...words }: DueWords, context: Context): string => {
  const on = days.short(before, context.today)
  const term = termOf(step, v, words.renewal)
  const reasons: Record<typeof step.code, string> = {
    period: `de termijn ${words.renewal ? 'van een verlenging ' : ''}${term} is`,
    fixed: 'het reglement een vaste inleverdatum geeft',
    fixed_past: 'de vaste inleverdatum voorbij is',
    max_total: `een uitlening in totaal hoogstens ${dagen(v.max_total_days ?? 0)} duurt`,
    holiday: `${words.branch} vakantie heeft op ${on}`,
    closed: `${on} een gesloten dag is`,
    weekday: `${on} een gesloten dag is`,
    opening: `${words.branch} dan niet open is`,
    membership_end: 'het lidmaatschap dan eindigt',
    home_round: 'het met de volgende ronde aan huis opgehaald wordt',
  }
  return reasons[step.code]
}

const skippedDays = {
  normaal: ['gewone dag', 'gewone dagen'],
  boetevrij: ['boetevrije dag', 'boetevrije dagen'],
  gesloten: ['gesloten dag', 'gesloten dagen'],
  vakantie: ['vakantiedag', 'vakantiedagen'],
} as const
const fineStep = (step: FineStep, kind: FinePolicy['kind']): { text: string; result: string | null } => {
  const unit =
    kind === 'per_started_week' || kind === 'per_full_week'
      ? count(step.n, 'week', 'weken')
      : kind === 'per_started_hour'
        ? `${step.n} uur`
        : dagen(step.n)
  const [one, many] = skippedDays[step.day_type ?? 'normaal']
  const skipped = count(step.n, one, many)
  const said: Record<FineStep['code'], { text: string; result: string | null }> = {
    late: { text: `${dagen(step.n)} te laat`, result: null },
    late_hours: { text: `${step.n} uur te laat`, result: null },
    not_counted: { text: `${skipped} ${step.n === 1 ? 'telt' : 'tellen'} niet mee`, result: null },
    free_days: { text: `${dagen(step.n)} gratis`, result: null },
    rate: { text: `${unit} × ${cents(step.cents)}`, result: cents(step.n * step.cents) },
    step: { text: `Vanaf dag ${step.n}`, result: cents(step.cents) },
    extra: { text: `Toeslag op dag ${step.n}`, result: `plus ${cents(step.cents)}` },
    price: { text: 'Prijs van het exemplaar', result: `plus ${cents(step.cents)}` },
    price_unknown: { text: 'De prijs van het exemplaar is niet bekend', result: null },
    cap: { text: 'Meer dan het maximum hoeft niet', result: cents(step.cents) },
    booked: { text: 'Al aangerekend', result: `min ${cents(step.cents)}` },
  }
  return said[step.code]
}

const weighed = (code: string, about: About, { today }: Context): string | null => {
  if (code === 'limit_reached')
    return `Nu ${ofHolds(about) ? 'gereserveerd' : 'uitgeleend'}: ${numberOf(about, 'count')}`
  if (code === 'debt_block') return `Open kosten: ${cents(numberOf(about, 'balance_cents'))}`
  if (code === 'debt_age_block') return `Een kost staat ${dagen(numberOf(about, 'days'))} open`
  if (code === 'too_many_overdue')
    return `Te laat: ${count(numberOf(about, 'count'), 'exemplaar', 'exemplaren')}`
  if (code === 'deposit_needed') return `Betaald: ${cents(numberOf(about, 'paid_cents'))}`
  if (code === 'renewal_too_soon') return `Nog ${dagen(numberOf(about, 'days_left'))} tot de inleverdatum`
  if (code === 'overdue_block')
    return `Lang te laat: ${count(numberOf(about, 'count'), 'exemplaar', 'exemplaren')}`
  if (code === 'renewals_exhausted') return `Al ${numberOf(about, 'count')} keer verlengd`
  if (code === 'renewal_when_overdue') return `${dagen(numberOf(about, 'days'))} te laat`
  if (code === 'age_too_low') return 'De lener is jonger'
  if (code === 'renewal_not_later' && typeof about['due_on'] === 'string')
    return `Nu terug op ${days.long(about['due_on'], today)}`
  return null
}

const tooMany = (about: About): number => Math.max(1, numberOf(about, 'count') - numberOf(about, 'limit') + 1)
const toPay = (about: About): string =>
  cents(Math.max(1, numberOf(about, 'balance_cents') - numberOf(about, 'limit_cents') + 1))
const change = (code: string, about: About): string | null => {
  const holds = ofHolds(about)
  const changes: Record<string, () => string> = {
    limit_reached: () =>
      numberOf(about, 'limit') === 0
        ? 'Alleen een ander reglement laat dit toe.'
        : holds
          ? `Na ${count(tooMany(about), 'reservering', 'reserveringen')} minder kan het.`
          : `Na het inleveren van ${count(tooMany(about), 'exemplaar', 'exemplaren')} kan het.`,
    debt_block: () => `Na een betaling van ${toPay(about)} kan het.`,
    overdue_block: () =>
      `Na het inleveren van ${count(numberOf(about, 'count'), 'exemplaar', 'exemplaren')} kan het.`,
    debt_age_block: () => `Na een betaling van ${cents(numberOf(about, 'old_cents'))} kan het.`,
    too_many_overdue: () =>
      `Na het inleveren van ${count(tooMany(about), 'exemplaar', 'exemplaren')} dat te laat is, kan het.`,
    deposit_needed: () =>
      `Na de waarborg van ${cents(numberOf(about, 'deposit_cents') - numberOf(about, 'paid_cents'))} kan het.`,
    renewal_too_soon: () =>
      `Over ${dagen(numberOf(about, 'days_left') - numberOf(about, 'limit_days'))} kan het.`,
    desk_only: () => 'Aan de balie kan het wel.',
    age_too_low: () => `Vanaf ${numberOf(about, 'min_age')} jaar kan het.`,
    item_not_loanable: () => 'Wie hier dit recht heeft, kan het toch uitlenen.',
    renewals_exhausted: () => 'Na inleveren kan het opnieuw uitgeleend worden.',
    max_total_reached: () => 'Na inleveren kan het opnieuw uitgeleend worden.',
    renewal_when_overdue: () => 'Na inleveren kan het opnieuw uitgeleend worden.',
    renewal_not_later: () => 'Dichter bij de inleverdatum kan het wel.',
    hold_not_allowed: () => 'Op het rek kan deze lener het wel meenemen.',
    no_rule: () => 'Een regel voor dit soort lidmaatschap en dit soort materiaal lost het op.',
    no_calendar: () => 'Openingsuren of een open dag in de kalender lossen het op.',
    patron_expired: () => 'Na vernieuwen van het lidmaatschap kan het.',
    item_on_loan_elsewhere: () => 'Na innemen van de andere uitlening kan het.',
    held_for_another: () => 'Een ander exemplaar van deze titel kan wel.',
    reserved_by_another: () => 'Na inleveren kan deze lener de titel opnieuw reserveren.',
  }
  return changes[code]?.() ?? null
}

const holdLimit = (about: About): string => {
  if (numberOf(about, 'limit') === 0) return 'Met je lidmaatschap kan je niet reserveren.'
  const has = `Je hebt al ${count(numberOf(about, 'count'), 'reservering', 'reserveringen')}`
  return about['of'] === 'holds' ? `${has}. Meer kan niet tegelijk.` : `${has} op deze titel. Meer kan niet.`
}
const forPatron = (code: string, about: About): string | null => {
  const sentences: Record<string, () => string> = {
    limit_reached: () =>
      ofHolds(about)
        ? holdLimit(about)
        : `Je hebt er al ${numberOf(about, 'count')} thuis. ${numberOf(about, 'limit') === 0 ? 'Dit kan je niet lenen.' : `Breng er ${tooMany(about)} terug, dan kan het wel.`}`,
    debt_block: () =>
      `Er staat ${cents(numberOf(about, 'balance_cents'))} open. Betaal minstens ${toPay(about)}, dan kan je weer lenen.`,
    debt_age_block: () =>
      `Een kost staat te lang open. Betaal ${cents(numberOf(about, 'old_cents'))}, dan kan je weer lenen.`,
    too_many_overdue: () => 'Je hebt te veel te laat thuis. Breng het terug, dan kan je weer lenen.',
    deposit_needed: () =>
      `Je betaalt eerst een waarborg van ${cents(numberOf(about, 'deposit_cents'))}. Je krijgt die terug als je stopt.`,
    renewal_too_soon: () =>
      `Je kan dit pas verlengen vanaf ${dagen(numberOf(about, 'limit_days'))} voor de inleverdatum.`,
    desk_only: () => 'Dit kan alleen aan de balie. Vraag het aan een medewerker.',
    overdue_block: () => 'Je hebt iets lang te laat thuis. Breng het terug, dan kan je weer lenen.',
    age_too_low: () => `Dit is voor leners vanaf ${numberOf(about, 'min_age')} jaar. Kies iets anders.`,
    item_not_loanable: () => 'Dit blijft in de bib. Je kan het hier gebruiken.',
    renewals_exhausted: () => 'Je kan dit niet nog eens verlengen. Breng het terug op de inleverdatum.',
    max_total_reached: () => 'Je kan dit niet nog eens verlengen. Breng het terug op de inleverdatum.',
    renewal_when_overdue: () => 'Je kan dit niet meer verlengen, want het is te laat. Breng het terug.',
    renewal_not_later: () => 'Verlengen geeft nu geen latere datum. Probeer het later opnieuw.',
    hold_not_allowed: () =>
      'Deze titel kan je niet reserveren. Je kan hem wel lenen als hij op het rek staat.',
    patron_expired: () => 'Je lidmaatschap is voorbij. Vernieuw het, dan kan je weer lenen.',
    reserved_by_another: () =>
      'Je kan dit niet verlengen, want iemand anders wacht erop. Breng het terug op de inleverdatum.',
    held_for_another: () => 'Dit ligt klaar voor iemand anders. Neem een ander exemplaar of reserveer het.',
  }
  return sentences[code]?.() ?? null
}

/** The words of regulations in Dutch. */
export const nl: RegulationWords = {
  day: (day, { today }) => days.long(day, today),
  date: (day, { today }) => days.short(day, today),
  moment: (day, time, { today }) => `${days.long(day, today)} om ${time.replace(':', '.')} uur`,
  cents,
  itemType,
  membershipType,
  selectors,
  value: (key, value, context) => values[key](value, context),
  valueName: {
    loanable: 'uitleenbaar',
    period: 'uitleentermijn',
    fixed_due_on: 'vaste inleverdatum',
    due_on_closed: 'inleverdatum op een gesloten dag',
    cap_at_membership_end: 'einde van het lidmaatschap',
    min_age: 'minimumleeftijd',
    label_age: 'leeftijd op het etiket',
    desk_only: 'enkel aan de balie',
    limits: 'limiet',
    deposit_cents: 'waarborg',
    lending_fee: 'leengeld',
    renewals: 'aantal verlengingen',
    renewal_period: 'verlengtermijn',
    renewal_from: 'begin van de verlenging',
    max_total_days: 'hoogste totale termijn',
    renewal_not_before_days: 'vroegste verlenging',
    renewal_refused_when_overdue: 'verlengen als het te laat is',
    renewal_when_reserved: 'verlengen als een ander wacht',
    renewal_when_expired: 'verlengen na het lidmaatschap',
    fine: 'telaatgeld',
    suspension: 'schorsing',
    replacement_cents: 'materiaalprijs',
    loss_admin_cents: 'administratiekost bij verlies',
    ibl_cents: 'IBL',
    reminders: 'maning',
    hold_allowed: 'reserveerbaar',
    hold_only_on_loan: 'alleen reserveren wat uitgeleend is',
    hold_cost: 'reserveringskosten',
    max_holds: 'aantal reserveringen',
    max_holds_per_title: 'aantal reserveringen per titel',
    pickup_days: 'afhaaltermijn',
    block_debt_cents: 'blokkade voor open kosten',
    block_debt_days: 'blokkade voor oude kosten',
    block_overdue_days: 'blokkade voor te laat',
    block_overdue_count: 'blokkade voor een aantal te laat',
    block_weight: 'gewicht van de blokkade',
    block_within: 'bereik van de blokkade',
    book_drop: 'boekenbus',
    auto_renew: 'vanzelf verlengen',
  },
  dimension: {
    item_type: 'de materiaalsoort',
    membership_type: 'het lidmaatschap',
    card_type: 'de soort kaart',
    age_band: 'de leeftijd',
    shelf: 'de plaats',
    branch_id: 'de vestiging',
    branch_group: 'de vestigingsgroep',
    item_age_days: 'de ouderdom van het exemplaar',
    action: 'de handeling',
    dates: 'de periode',
  },
  reference: (version, row_no) =>
    row_no === null ? 'Standaard, geen regel' : `Reglement ${version}, regel ${row_no}`,
  row: row_no => `Regel ${row_no}`,
  calendar: 'Kalender',
  membership: 'Lidmaatschap',
  homeDelivery: 'Bezorging aan huis',
  branch: 'Deze vestiging',
  item: 'exemplaar',
  noRow: 'geen regel',
  limit,
  fine,
  due: {
    set: 'Deze datum is met de hand gezet.',
    step: dueStep,
    sentence: (words, context) => `Omdat ${dueBecause(words, context)}.`,
    change: ({ renewals_left: left, without_membership_end: later, max_total }, { today }) => {
      if (later !== null) return `Na vernieuwen van het lidmaatschap wordt het ${days.long(later, today)}.`
      if (max_total) return 'Na inleveren kan het opnieuw uitgeleend worden.'
      if (left === null) return 'Verlengen kan zo vaak als nodig.'
      return left > 0 ? `Verlengen kan nog ${left} keer.` : null
    },
    forPatron: (words, { on, time }, context) =>
      `Breng dit terug tegen ${days.long(on, context.today)}${time === null ? '' : ` om ${time.replace(':', '.')} uur`}. ${capital(dueReason(words, context))}.`,
  },
  fines: {
    step: fineStep,
    chosen: (day, today) => `Gerekend alsof het terugkwam op ${days.long(day, today)}`,
    sentence: ({ late, hours, days: counted, amount_cents }) => {
      if (hours > 0)
        return amount_cents === 0
          ? `Het is ${hours} uur te laat, maar dat kost niets.`
          : `Omdat het ${hours} uur te laat is.`
      if (late === 0) return 'Omdat het niet te laat is.'
      if (amount_cents === 0) return `Het is ${dagen(late)} te laat, maar dat kost niets.`
      return late === counted
        ? `Omdat het ${dagen(late)} te laat is.`
        : `Omdat het ${dagen(late)} te laat is, waarvan er ${counted} ${counted === 1 ? 'telt' : 'tellen'}.`
    },
    change: ({ capped, policy }) => {
      if (capped) return 'Het bedrag stijgt niet meer.'
      if (policy.kind === 'none') return null
      if (policy.kind === 'stepped') return 'Het bedrag stijgt bij de volgende stap.'
      return `Later inleveren kost ${cents(policy.amount_cents ?? 0)} ${perOf(policy)}.`
    },
    forPatron: ({ late, hours, amount_cents }) =>
      amount_cents === 0
        ? 'Je hoeft niets te betalen.'
        : `Dit is ${hours > 0 ? `${hours} uur` : dagen(late)} te laat. Dat kost ${cents(amount_cents)}.`,
  },
  refusal: { weighed, change, forPatron },
  lost: ({ winner, by }) =>
    by === null ? `Regel ${winner} gold al.` : `Regel ${winner} is preciezer, door ${by}.`,
  tie: ({ a, b, keys }) =>
    `Regel ${a} en regel ${b} zijn even precies en bepalen allebei: ${list(keys)}. Maak een van beide preciezer.`,
  hole: ({ membership, item, at }) =>
    `Er is geen regel voor ${capital(membership)} × ${capital(item)}${at === '' ? '' : ` (${at})`}.`,
  fault: {
    day_unknown: (row, what) => `Regel ${row}: ${what} is geen dag.`,
    range_reversed: (row, what) => `Regel ${row}: ${what} eindigt voor het begin.`,
    fine_without_amount: row => `Regel ${row}: het telaatgeld heeft geen bedrag.`,
    fine_without_steps: row => `Regel ${row}: het telaatgeld heeft geen stappen.`,
    item_type_unknown: (row, what) => `Regel ${row}: de materiaalsoort ${what} bestaat niet.`,
    membership_type_unknown: (row, what) => `Regel ${row}: het lidmaatschap ${what} bestaat niet.`,
    branch_group_unknown: (row, what) => `Regel ${row}: de vestigingsgroep ${what} bestaat niet.`,
    fine_by_hour_of_days: row =>
      `Regel ${row}: telaatgeld per uur past alleen bij een uitleentermijn in uren.`,
    number_twice: row => `Regel ${row} staat er twee keer.`,
    empty: row => `Regel ${row} bepaalt niets.`,
  },
  diff: {
    changed: (where, name, before, after) => `${capital(where)}, ${name}: ${after} in plaats van ${before}.`,
    opened: (where, name, before) => `${capital(where)}: ${name} niet meer apart geregeld (was ${before}).`,
    filled: (where, after) => `${capital(where)}: nu apart geregeld: ${after}.`,
    added: (where, parts) => `Nieuwe regel voor ${where}: ${parts.join('; ')}.`,
    removed: (where, parts) => `Vervalt: de regel voor ${where} (${parts.join('; ')}).`,
    nothing: 'Er verandert niets.',
    nothingElse: 'Verder verandert er niets.',
  },
}
