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

/* The words of regulations in plain English: the same sentences as the Dutch ones. */

const dates = dayWriter('en-GB')
const cents = (amount: number): string => formatCents(amount, 'en')
const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
const days = (n: number): string => count(n, 'day')
const times = (n: number): string => (n === 1 ? 'once' : `${n} times`)
const period = ({ n, unit }: Period): string => count(n, { hours: 'hour', days: 'day', weeks: 'week' }[unit])
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
const numberOf = (about: About, key: string): number => (typeof about[key] === 'number' ? about[key] : 0)

const itemTypes: Readonly<Record<string, string>> = {
  book: 'book',
  comic: 'comic',
  magazine: 'magazine',
  newspaper: 'newspaper',
  dvd: 'DVD',
  cd: 'CD',
  audiobook: 'audiobook',
  daisy: 'Daisy book',
  game: 'game',
  board_game: 'board game',
  toy: 'toy',
  language_course: 'language course',
  score: 'score',
  sprinter: 'sprinter',
  ereader: 'e-reader',
  kit: 'kit',
  other: 'other material',
}
const membershipTypes: Readonly<Record<string, string>> = {
  volwassene: 'adult',
  jeugd: 'youth',
  klas: 'class',
  instelling: 'institution',
}

const itemType = (code: string, names: Context['names']): string =>
  itemTypes[code] ?? names.item_types?.[code] ?? code
const membershipType = (code: string, names: Context['names']): string =>
  membershipTypes[code] ?? names.membership_types?.[code] ?? code

const band = ({ from, to }: { from?: number; to?: number }, unit: string): string[] => {
  if (from !== undefined && to !== undefined)
    return [from === to ? `${from} ${unit}` : `${from} to ${to} ${unit}`]
  if (from !== undefined) return [`from ${from} ${unit}`]
  return to === undefined ? [] : [`up to ${to} ${unit}`]
}

const cardTypes: Record<CardType, string> = {
  person: 'own card',
  class: 'class card',
  institution: 'card of an institution',
  ibl: 'interlibrary card',
  administrative: 'administrative card',
}
const yearly = (at: string): string => dates.yearly(at)

const selectors = (row: RegulationSelectors, context: Context): string => {
  const { names } = context
  const parts: string[] = []
  if (row.item_type) parts.push(itemType(row.item_type, names))
  if (row.membership_type) parts.push(membershipType(row.membership_type, names))
  if (row.card_type) parts.push(cardTypes[row.card_type])
  if (row.age_band) parts.push(...band(row.age_band, 'years'))
  if (row.shelf) parts.push(`shelf ${row.shelf}`)
  if (row.branch_id) parts.push(names.branches?.[row.branch_id] ?? row.branch_id)
  if (row.branch_group) parts.push(`group ${names.branch_groups?.[row.branch_group] ?? row.branch_group}`)
  if (row.item_age_days) parts.push(...band(row.item_age_days, 'days old').map(age => `item ${age}`))
  if (row.action) parts.push(row.action === 'loan' ? 'when lending' : 'when renewing')
  if (row.from_on) parts.push(`from ${dates.short(row.from_on, context.today)}`)
  if (row.until_on) parts.push(`until ${dates.short(row.until_on, context.today)}`)
  if (row.season) parts.push(`each year from ${yearly(row.season.from)} to ${yearly(row.season.to)}`)
  return parts.length > 0 ? parts.join(', ') : 'all patrons, all materials'
}

const limit = ({ of, within, max, counts }: Limit, { names }: Context): string => {
  const what = count(max, counts === 'titles' ? 'title' : 'item')
  const kind = { all: '', same_item_type: ' of the same type' }
  const types =
    typeof of === 'string' ? kind[of] : ` of ${list(of.map(code => itemType(code, names)))} together`
  const where = {
    branch: 'in this branch',
    library: 'in this library',
    cooperation: 'in all libraries together',
  }
  return `at most ${what}${types} ${where[within]}`
}

const per = {
  none: '',
  per_day: 'for each day late',
  per_opening_day: 'for each opening day late',
  per_started_week: 'for each started week late',
  per_full_week: 'for each full week late',
  per_started_hour: 'for each started hour late',
  stepped: '',
}
/** "for each started week late", or of as many days as a week of this fine has. */
const perOf = ({ kind, period_days }: FinePolicy): string => {
  if (period_days === undefined || period_days === 7) return per[kind]
  if (kind === 'per_started_week') return `for each started ${days(period_days)} late`
  return kind === 'per_full_week' ? `for each full ${days(period_days)} late` : per[kind]
}
const fine = (policy: FinePolicy): string => {
  if (policy.kind === 'none') return 'no fine'
  const steps = (policy.steps ?? []).map(
    step =>
      `${cents(step.amount_cents)}${step.plus_price ? ' and the price of the item' : ''} from day ${step.from_day}`,
  )
  const parts = [
    policy.kind === 'stepped' ? list(steps) : `${cents(policy.amount_cents ?? 0)} ${perOf(policy)}`,
  ]
  if (policy.per === 'title') parts.push('for each title')
  for (const extra of policy.extras ?? [])
    parts.push(`plus ${cents(extra.amount_cents)} on day ${extra.from_day}`)
  if (policy.free_days)
    parts.push(
      policy.free_days_mode === 'subtract'
        ? `first ${days(policy.free_days)} free`
        : `free up to ${days(policy.free_days)} late`,
    )
  if (policy.return_day_counts === false) parts.push('the day of return does not count')
  if (policy.closed_days_count === false) parts.push('closed days do not count')
  if (policy.cap_cents !== undefined) parts.push(`at most ${cents(policy.cap_cents)}`)
  if (policy.cap_price_percent !== undefined) parts.push(`at most ${policy.cap_price_percent}% of the price`)
  return parts.join(', ')
}

const reminders = ({ predue_days, steps, invoice_days, ...invoice }: ReminderTerms): string => {
  const parts: string[] = []
  if (predue_days !== null) parts.push(`notice ${days(predue_days)} before`)
  for (const step of steps) {
    const cost = step.cost_cents > 0 ? ` (${cents(step.cost_cents)})` : ''
    parts.push(
      `reminder ${days(step.days)} after ${step.after === 'due' ? 'the due day' : 'the one before'}${cost}`,
    )
  }
  if (invoice_days !== null) {
    parts.push(
      `invoice after ${days(invoice_days)}${invoice.invoice_cents ? ` (${cents(invoice.invoice_cents)})` : ''}`,
    )
    if (invoice.invoice_fine === 'none') parts.push('no fine on the invoice')
    if (invoice.invoice_fine === 'cap') parts.push('the highest fine on the invoice')
    if (invoice.price_lapses === false) parts.push('the price stays after a return')
  }
  return parts.length > 0 ? parts.join(', ') : 'no reminders'
}

const holdCost = ({ placing_cents, pickup_cents, not_collected_cents }: ValueOf<'hold_cost'>): string => {
  const parts: string[] = []
  if (placing_cents > 0) parts.push(`${cents(placing_cents)} when placed`)
  if (pickup_cents > 0) parts.push(`${cents(pickup_cents)} when picked up`)
  if (not_collected_cents > 0) parts.push(`${cents(not_collected_cents)} when not collected`)
  return parts.length > 0 ? parts.join(', ') : 'holds are free'
}

const actions = { loan: 'lending', renewal: 'renewing', hold: 'reserving' }
const values: { [K in keyof RegulationWords['valueName']]: (value: ValueOf<K>, context: Context) => string } =
  {
    loanable: value => (value ? 'for loan' : 'not for loan'),
    period,
    fixed_due_on: (value, { today }) =>
      value === null
        ? 'no fixed due day'
        : `due on ${value.length > 5 ? dates.short(value, today) : yearly(value)}`,
    min_age: value => (value === null ? 'for any age' : `from ${value} years`),
    due_on_closed: value =>
      ({
        next_open_day: 'on a closed day: the first open day after it',
        same_weekday: 'on a closed day: the same weekday a week later',
        ignored: 'closed days do not move the due day',
      })[value],
    cap_at_membership_end: value =>
      value ? 'never after the end of the membership' : 'also after the end of the membership',
    label_age: value =>
      value === 'enforced' ? 'the age on the label holds' : 'the age on the label is advice',
    desk_only: value =>
      value.length === 0
        ? 'not only at the desk'
        : `at the desk only: ${list(value.map(one => actions[one]))}`,
    deposit_cents: value => (value === 0 ? 'no deposit' : `deposit ${cents(value)}`),
    renewal_not_before_days: value =>
      value === null ? 'renew at any time' : `renew from ${days(value)} before the due day`,
    renewal_when_reserved: value =>
      ({
        refused: 'no renewal when another waits',
        if_other_copy: 'renewal when another item can serve who waits',
        allowed: 'renewal also when another waits',
      })[value],
    renewal_when_expired: value =>
      value ? 'renewal also after the membership' : 'no renewal after the membership',
    suspension: value =>
      value === null
        ? 'no suspension'
        : [
            `${days(value.days)} of suspension for ${days(value.per_days)} late`,
            ...(value.free_days ? [`first ${days(value.free_days)} free`] : []),
            ...(value.most_days === undefined ? [] : [`at most ${days(value.most_days)}`]),
          ].join(', '),
    loss_admin_cents: value =>
      value === 0 ? 'no cost of handling a loss' : `${cents(value)} for handling a loss`,
    ibl_cents: value =>
      value === 0 ? 'interlibrary loan is free' : `interlibrary loan costs ${cents(value)}`,
    limits: (value, context) =>
      value.length > 0 ? value.map(one => limit(one, context)).join('; ') : 'no limit of its own',
    lending_fee: ({ cents: fee, from_age }) =>
      fee === 0
        ? 'no lending fee'
        : `${cents(fee)} lending fee${from_age === undefined ? '' : ` from ${from_age} years`}`,
    renewals: value => {
      if (value === null) return 'renewed as often as wanted'
      return value === 0 ? 'not renewed' : `renewed ${times(value)}`
    },
    renewal_period: value =>
      value === null ? 'renewed for the lending period' : `renewed for ${period(value)}`,
    renewal_from: value =>
      value === 'due' ? 'renewal counts from the due day' : 'renewal counts from the day of renewal',
    max_total_days: value => (value === null ? 'no maximum term in all' : `at most ${days(value)} in all`),
    renewal_refused_when_overdue: value => (value ? 'not renewed when overdue' : 'renewed also when overdue'),
    fine,
    replacement_cents: value =>
      value === null ? 'no fixed replacement price' : `replacement price ${cents(value)}`,
    reminders,
    hold_allowed: value => (value ? 'can be reserved' : 'cannot be reserved'),
    hold_only_on_loan: value => (value ? 'only reserved when on loan' : 'reserved also when on the shelf'),
    hold_cost: holdCost,
    max_holds: value => (value === null ? 'no maximum of holds' : `at most ${count(value, 'hold')}`),
    max_holds_per_title: value => `at most ${count(value, 'hold')} on one title`,
    pickup_days: value => `${days(value)} to pick up`,
    block_debt_cents: value => (value === null ? 'no block for open costs' : `block from ${cents(value)}`),
    block_debt_days: value =>
      value === null ? 'no block for old costs' : `block once a cost is open for ${days(value)}`,
    block_overdue_days: value =>
      value === null ? 'no block for overdue items' : `block from ${days(value)} late`,
    block_overdue_count: value =>
      value === null
        ? 'no block for a number of overdue items'
        : `block from ${count(value, 'overdue item')}`,
    block_weight: value => (value === 'ask' ? 'the desk can pass a block' : 'a block always stops'),
    block_within: value =>
      value === 'library'
        ? 'this library counts for the block'
        : 'the whole cooperation counts for the block',
    auto_renew: value => (value ? 'renews by itself' : 'does not renew by itself'),
    book_drop: value =>
      value === 'previous_opening'
        ? 'book drop counts for the previous opening'
        : 'book drop counts for the next open day',
  }

/** The term of the regulation; the days themselves where it gives none. */
const termOf = (step: DueWords['step'], v: DueWords['values'], renewal: boolean): string =>
  period((renewal ? v.renewal_period : null) ?? v.period ?? { n: step.days, unit: 'days' })

const dueStep: RegulationWords['due']['step'] = ({ step, before, values: v, ...words }, context) => {
  const to = dates.long(step.to, context.today)
  const on = dates.short(before, context.today)
  const term = termOf(step, v, words.renewal)
  const kind = `${capital(words.item)}, ${words.membership}`
  const said: Record<typeof step.code, { text: string; result: string }> = {
    period: {
      text: words.renewal ? `${kind}: renewed for ${term} from ${on}` : `${kind}: ${term}`,
      result: to,
    },
    fixed: { text: `${kind}: fixed due day`, result: to },
    fixed_past: { text: 'The fixed due day is past', result: 'the ordinary term holds' },
    max_total: { text: `At most ${days(v.max_total_days ?? 0)} in all`, result: to },
    weekday: { text: `${words.branch} is closed on ${on}`, result: `the same weekday: ${to}` },
    opening: { text: `${words.branch} is not open then`, result: `start of the next opening: ${to}` },
    holiday: {
      text: `${words.branch} is on holiday on ${on}`,
      result: `same weekday in the first week after: ${to}`,
    },
    closed: { text: `${words.branch} is closed on ${on}`, result: `first open day: ${to}` },
    membership_end: { text: 'The membership ends', result: `last open day of the membership: ${to}` },
    home_round: { text: 'Delivered at home', result: `fetched with the next round: ${to}` },
  }
  return said[step.code]
}

const dueReason = ({ step, before, values: v, ...words }: DueWords, context: Context): string => {
  const on = dates.short(before, context.today)
  const reasons: Record<typeof step.code, string> = {
    period: `the term ${words.renewal ? 'of a renewal ' : ''}is ${termOf(step, v, words.renewal)}`,
    fixed: 'the regulation gives a fixed due day',
    fixed_past: 'the fixed due day is past',
    max_total: `a loan lasts at most ${days(v.max_total_days ?? 0)} in all`,
    holiday: `${words.branch} is on holiday on ${on}`,
    closed: `${on} is a closed day`,
    weekday: `${on} is a closed day`,
    opening: `${words.branch} is not open then`,
    membership_end: 'the membership ends then',
    home_round: 'it is fetched with the next round at home',
  }
  return reasons[step.code]
}

const skippedDays = {
  normaal: ['ordinary day', 'ordinary days'],
  boetevrij: ['day without fines', 'days without fines'],
  gesloten: ['closed day', 'closed days'],
  vakantie: ['day of holiday', 'days of holiday'],
} as const
const fineStep = (step: FineStep, kind: FinePolicy['kind']): { text: string; result: string | null } => {
  const unit =
    kind === 'per_started_week' || kind === 'per_full_week'
      ? count(step.n, 'week')
      : kind === 'per_started_hour'
        ? count(step.n, 'hour')
        : days(step.n)
  const [one, many] = skippedDays[step.day_type ?? 'normaal']
  const skipped = count(step.n, one, many)
  const said: Record<FineStep['code'], { text: string; result: string | null }> = {
    late: { text: `${days(step.n)} late`, result: null },
    late_hours: { text: `${count(step.n, 'hour')} late`, result: null },
    not_counted: { text: `${skipped} ${step.n === 1 ? 'does' : 'do'} not count`, result: null },
    free_days: { text: `${days(step.n)} free`, result: null },
    rate: { text: `${unit} × ${cents(step.cents)}`, result: cents(step.n * step.cents) },
    step: { text: `From day ${step.n}`, result: cents(step.cents) },
    extra: { text: `Surcharge on day ${step.n}`, result: `plus ${cents(step.cents)}` },
    price: { text: 'Price of the item', result: `plus ${cents(step.cents)}` },
    price_unknown: { text: 'The price of the item is not known', result: null },
    cap: { text: 'No more than the maximum', result: cents(step.cents) },
    booked: { text: 'Charged already', result: `minus ${cents(step.cents)}` },
  }
  return said[step.code]
}

const weighed = (code: string, about: About, { today }: Context): string | null => {
  if (code === 'limit_reached')
    return `Now ${ofHolds(about) ? 'reserved' : 'on loan'}: ${numberOf(about, 'count')}`
  if (code === 'debt_block') return `Open costs: ${cents(numberOf(about, 'balance_cents'))}`
  if (code === 'debt_age_block') return `A cost is open for ${days(numberOf(about, 'days'))}`
  if (code === 'too_many_overdue') return `Overdue: ${count(numberOf(about, 'count'), 'item')}`
  if (code === 'deposit_needed') return `Paid: ${cents(numberOf(about, 'paid_cents'))}`
  if (code === 'renewal_too_soon') return `${days(numberOf(about, 'days_left'))} to the due day`
  if (code === 'overdue_block') return `Long overdue: ${count(numberOf(about, 'count'), 'item')}`
  if (code === 'renewals_exhausted') return `Renewed ${times(numberOf(about, 'count'))} already`
  if (code === 'renewal_when_overdue') return `${days(numberOf(about, 'days'))} late`
  if (code === 'age_too_low') return 'The patron is younger'
  if (code === 'renewal_not_later' && typeof about['due_on'] === 'string')
    return `Now due on ${dates.long(about['due_on'], today)}`
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
        ? 'Only another regulation allows this.'
        : holds
          ? `It can once there ${tooMany(about) === 1 ? 'is 1 hold' : `are ${tooMany(about)} holds`} fewer.`
          : `It can once ${count(tooMany(about), 'item')} ${tooMany(about) === 1 ? 'is' : 'are'} returned.`,
    debt_block: () => `It can once ${toPay(about)} is paid.`,
    overdue_block: () =>
      `It can once ${count(numberOf(about, 'count'), 'item')} ${numberOf(about, 'count') === 1 ? 'is' : 'are'} returned.`,
    debt_age_block: () => `It can once ${cents(numberOf(about, 'old_cents'))} is paid.`,
    too_many_overdue: () =>
      `It can once ${count(tooMany(about), 'overdue item')} ${tooMany(about) === 1 ? 'is' : 'are'} returned.`,
    deposit_needed: () =>
      `It can once the deposit of ${cents(numberOf(about, 'deposit_cents') - numberOf(about, 'paid_cents'))} is paid.`,
    renewal_too_soon: () =>
      `It can in ${days(numberOf(about, 'days_left') - numberOf(about, 'limit_days'))}.`,
    desk_only: () => 'At the desk it can.',
    age_too_low: () => `It can from ${numberOf(about, 'min_age')} years.`,
    item_not_loanable: () => 'Who has that right here can lend it all the same.',
    renewals_exhausted: () => 'Once returned it can be lent again.',
    max_total_reached: () => 'Once returned it can be lent again.',
    renewal_when_overdue: () => 'Once returned it can be lent again.',
    renewal_not_later: () => 'Nearer to the due day it can.',
    hold_not_allowed: () => 'From the shelf this patron can borrow it.',
    no_rule: () => 'A rule for this type of membership and this type of material solves it.',
    no_calendar: () => 'Opening hours or an open day in the calendar solve it.',
    patron_expired: () => 'It can once the membership is renewed.',
    item_on_loan_elsewhere: () => 'It can once the other loan is taken back.',
    held_for_another: () => 'Another item of this title can be lent.',
    reserved_by_another: () => 'Once returned this patron can reserve the title again.',
  }
  return changes[code]?.() ?? null
}

const holdLimit = (about: About): string => {
  if (numberOf(about, 'limit') === 0) return 'Your membership does not cover holds.'
  const has = `You have ${count(numberOf(about, 'count'), 'hold')}`
  return about['of'] === 'holds'
    ? `${has} already. No more can be open at once.`
    : `${has} on this title already. No more is possible.`
}
const forPatron = (code: string, about: About): string | null => {
  const sentences: Record<string, () => string> = {
    limit_reached: () =>
      ofHolds(about)
        ? holdLimit(about)
        : `You have ${numberOf(about, 'count')} at home already. ${numberOf(about, 'limit') === 0 ? 'You cannot borrow this.' : `Return ${tooMany(about)} and it can be lent.`}`,
    debt_block: () =>
      `${cents(numberOf(about, 'balance_cents'))} is open. Pay at least ${toPay(about)} and you can borrow again.`,
    debt_age_block: () =>
      `A cost has been open for too long. Pay ${cents(numberOf(about, 'old_cents'))} and you can borrow again.`,
    too_many_overdue: () => 'You have too many items overdue. Return them and you can borrow again.',
    deposit_needed: () =>
      `You first pay a deposit of ${cents(numberOf(about, 'deposit_cents'))}. You get it back when you leave.`,
    renewal_too_soon: () =>
      `You can renew this from ${days(numberOf(about, 'limit_days'))} before the due day on.`,
    desk_only: () => 'This is done at the desk only. Ask a member of staff.',
    overdue_block: () => 'You have something long overdue. Return it and you can borrow again.',
    age_too_low: () => `This is for patrons from ${numberOf(about, 'min_age')} years. Choose something else.`,
    item_not_loanable: () => 'This stays in the library. You can use it here.',
    renewals_exhausted: () => 'You cannot renew this again. Return it on the due day.',
    max_total_reached: () => 'You cannot renew this again. Return it on the due day.',
    renewal_when_overdue: () => 'You cannot renew this any more, because it is late. Return it.',
    renewal_not_later: () => 'Renewing gives no later day now. Try again later.',
    hold_not_allowed: () => 'You cannot reserve this title. You can borrow it when it stands on the shelf.',
    patron_expired: () => 'Your membership has ended. Renew it and you can borrow again.',
    reserved_by_another: () =>
      'You cannot renew this, because someone waits for it. Return it on the due day.',
    held_for_another: () => 'This is kept for someone else. Take another item or reserve it.',
  }
  return sentences[code]?.() ?? null
}

/** The words of regulations in English. */
export const en: RegulationWords = {
  day: (day, { today }) => dates.long(day, today),
  date: (day, { today }) => dates.short(day, today),
  moment: (day, time, { today }) => `${dates.long(day, today)} at ${time}`,
  cents,
  itemType,
  membershipType,
  selectors,
  value: (key, value, context) => values[key](value, context),
  valueName: {
    loanable: 'for loan',
    period: 'lending period',
    fixed_due_on: 'fixed due day',
    due_on_closed: 'due day on a closed day',
    cap_at_membership_end: 'end of the membership',
    min_age: 'minimum age',
    label_age: 'age on the label',
    desk_only: 'at the desk only',
    limits: 'limit',
    deposit_cents: 'deposit',
    lending_fee: 'lending fee',
    renewals: 'number of renewals',
    renewal_period: 'renewal period',
    renewal_from: 'start of a renewal',
    max_total_days: 'maximum term in all',
    renewal_not_before_days: 'earliest renewal',
    renewal_refused_when_overdue: 'renewing when overdue',
    renewal_when_reserved: 'renewing when another waits',
    renewal_when_expired: 'renewing after the membership',
    fine: 'fine',
    suspension: 'suspension',
    replacement_cents: 'replacement price',
    loss_admin_cents: 'cost of handling a loss',
    ibl_cents: 'interlibrary loan',
    reminders: 'reminders',
    hold_allowed: 'can be reserved',
    hold_only_on_loan: 'only reserved when on loan',
    hold_cost: 'cost of a hold',
    max_holds: 'number of holds',
    max_holds_per_title: 'number of holds a title',
    pickup_days: 'pick-up term',
    block_debt_cents: 'block for open costs',
    block_debt_days: 'block for old costs',
    block_overdue_days: 'block for overdue items',
    block_overdue_count: 'block for a number of overdue items',
    block_weight: 'weight of a block',
    block_within: 'reach of the block',
    book_drop: 'book drop',
    auto_renew: 'automatic renewal',
  },
  dimension: {
    item_type: 'the item type',
    membership_type: 'the membership',
    card_type: 'the kind of card',
    age_band: 'the age',
    shelf: 'the shelf',
    branch_id: 'the branch',
    branch_group: 'the group of branches',
    item_age_days: 'the age of the item',
    action: 'the action',
    dates: 'the dates',
  },
  reference: (version, row_no) =>
    row_no === null ? 'Default, no rule' : `Regulation ${version}, rule ${row_no}`,
  row: row_no => `Rule ${row_no}`,
  calendar: 'Calendar',
  membership: 'Membership',
  homeDelivery: 'Home delivery',
  branch: 'This branch',
  item: 'item',
  noRow: 'no rule',
  limit,
  fine,
  due: {
    set: 'This day was set by hand.',
    step: dueStep,
    sentence: (words, context) => `Because ${dueReason(words, context)}.`,
    change: ({ renewals_left: left, without_membership_end: later, max_total }, { today }) => {
      if (later !== null) return `Once the membership is renewed it becomes ${dates.long(later, today)}.`
      if (max_total) return 'Once returned it can be lent again.'
      if (left === null) return 'It can be renewed as often as needed.'
      return left > 0 ? `It can be renewed ${left === 1 ? 'once more' : `${left} more times`}.` : null
    },
    forPatron: (words, { on, time }, context) =>
      `Return this by ${dates.long(on, context.today)}${time === null ? '' : ` at ${time}`}. ${capital(dueReason(words, context))}.`,
  },
  fines: {
    step: fineStep,
    chosen: (day, today) => `Counted as if it came back on ${dates.long(day, today)}`,
    sentence: ({ late, hours, days: counted, amount_cents }) => {
      if (hours > 0)
        return amount_cents === 0
          ? `It is ${count(hours, 'hour')} late, but that costs nothing.`
          : `Because it is ${count(hours, 'hour')} late.`
      if (late === 0) return 'Because it is not late.'
      if (amount_cents === 0) return `It is ${days(late)} late, but that costs nothing.`
      return late === counted
        ? `Because it is ${days(late)} late.`
        : `Because it is ${days(late)} late, of which ${counted} ${counted === 1 ? 'counts' : 'count'}.`
    },
    change: ({ capped, policy }) => {
      if (capped) return 'The amount rises no more.'
      if (policy.kind === 'none') return null
      if (policy.kind === 'stepped') return 'The amount rises at the next step.'
      return `Returning later costs ${cents(policy.amount_cents ?? 0)} ${perOf(policy)}.`
    },
    forPatron: ({ late, hours, amount_cents }) =>
      amount_cents === 0
        ? 'You have nothing to pay.'
        : `This is ${hours > 0 ? count(hours, 'hour') : days(late)} late. That costs ${cents(amount_cents)}.`,
  },
  refusal: { weighed, change, forPatron },
  lost: ({ winner, by }) =>
    by === null ? `Rule ${winner} held already.` : `Rule ${winner} is more precise, by ${by}.`,
  tie: ({ a, b, keys }) =>
    `Rule ${a} and rule ${b} are equally precise and both set: ${list(keys)}. Make one of them more precise.`,
  hole: ({ membership, item, at }) =>
    `There is no rule for ${capital(membership)} × ${capital(item)}${at === '' ? '' : ` (${at})`}.`,
  fault: {
    day_unknown: (row, what) => `Rule ${row}: ${what} is no day.`,
    range_reversed: (row, what) => `Rule ${row}: ${what} ends before it begins.`,
    fine_without_amount: row => `Rule ${row}: the fine has no amount.`,
    fine_without_steps: row => `Rule ${row}: the fine has no steps.`,
    item_type_unknown: (row, what) => `Rule ${row}: there is no item type ${what}.`,
    membership_type_unknown: (row, what) => `Rule ${row}: there is no membership type ${what}.`,
    branch_group_unknown: (row, what) => `Rule ${row}: there is no group of branches ${what}.`,
    fine_by_hour_of_days: row => `Rule ${row}: a fine by the hour goes with a period in hours only.`,
    number_twice: row => `Rule ${row} stands there twice.`,
    empty: row => `Rule ${row} sets nothing.`,
  },
  diff: {
    changed: (where, name, before, after) => `${capital(where)}, ${name}: ${after} in place of ${before}.`,
    opened: (where, name, before) => `${capital(where)}: ${name} no longer set apart (was ${before}).`,
    filled: (where, after) => `${capital(where)}: now set apart: ${after}.`,
    added: (where, parts) => `New rule for ${where}: ${parts.join('; ')}.`,
    removed: (where, parts) => `Gone: the rule for ${where} (${parts.join('; ')}).`,
    nothing: 'Nothing changes.',
    nothingElse: 'Nothing else changes.',
  },
}
