import type { FinePolicy, Limit, Period, RegulationRow } from '@kaft/contract/regulation'
import type { Formats } from '../base/format.ts'
import type { Language } from '../base/language.ts'
import { kindName } from '../base/kinds.ts'
import type { RegulationTexts } from './texts/regulation.ts'

/** What turns codes of a rule into names. */
export interface RuleSpeech {
  readonly t: RegulationTexts
  readonly f: Pick<Formats, 'money' | 'dayYear'>
  readonly lang: Language
  readonly branch: (branch_id: string) => string
  readonly membership: (type: string) => string
  readonly group?: (group: string) => string
}
type Selectors = RegulationRow['selectors']
type Values = RegulationRow['values']

const bandWords = (band: { from?: number; to?: number }, words: RegulationTexts['band']): string => {
  if (band.from !== undefined && band.to !== undefined) return words.between(band.from, band.to)
  if (band.from !== undefined) return words.from(band.from)
  return band.to === undefined ? words.any : words.to(band.to)
}

/** For whom and what a row holds: "Volwassene · dvd". A row without selectors holds for everything. */
export const selectorWords = (selectors: Selectors, speech: RuleSpeech): string => {
  const { t, f, lang } = speech
  const parts = [
    selectors.membership_type === undefined ? null : speech.membership(selectors.membership_type),
    selectors.card_type === undefined ? null : t.cardType[selectors.card_type],
    selectors.age_band === undefined ? null : t.age(bandWords(selectors.age_band, t.band)),
    selectors.item_type === undefined ? null : kindName(selectors.item_type, lang),
    selectors.shelf === undefined ? null : t.shelf(selectors.shelf),
    selectors.item_age_days === undefined ? null : t.itemAge(bandWords(selectors.item_age_days, t.band)),
    selectors.branch_id === undefined ? null : speech.branch(selectors.branch_id),
    selectors.branch_group === undefined
      ? null
      : t.branchGroup(speech.group?.(selectors.branch_group) ?? selectors.branch_group),
    selectors.action === undefined ? null : t.action[selectors.action],
    selectors.from_on === undefined ? null : t.fromOn(f.dayYear(selectors.from_on)),
    selectors.until_on === undefined ? null : t.untilOn(f.dayYear(selectors.until_on)),
    selectors.season === undefined
      ? null
      : t.season(yearly(selectors.season.from, speech), yearly(selectors.season.to, speech)),
  ].filter(part => part !== null)
  return parts.length === 0 ? t.everyone : parts.join(' · ')
}

/** "15 juni", whatever the year. */
const yearly = (at: string, { lang }: RuleSpeech): string =>
  new Intl.DateTimeFormat(lang === 'nl' ? 'nl-BE' : 'en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
  }).format(Date.UTC(2028, Number(at.slice(0, 2)) - 1, Number(at.slice(3))))

const periodWords = ({ n, unit }: Period, t: RegulationTexts): string => t.period[unit](n)

const limitWords = (limit: Limit, { t, lang }: RuleSpeech): string => {
  const of =
    limit.of === 'all'
      ? t.limit.all
      : limit.of === 'same_item_type'
        ? t.limit.same
        : limit.of.map(kind => kindName(kind, lang)).join(', ')
  const what = limit.counts === 'titles' ? t.limit.titles : t.limit.items
  return t.limit.words(limit.max, what, of, t.limit.within[limit.within])
}

const fineWords = (fine: FinePolicy, { t, f }: RuleSpeech): string => {
  if (fine.kind === 'none') return t.fine.none
  if (fine.kind === 'stepped')
    return t.fine.stepped(
      (fine.steps ?? []).map(step => t.fine.step(step.from_day, f.money(step.amount_cents))).join(', '),
    )
  const parts = [
    t.fine[fine.kind](f.money(fine.amount_cents ?? 0)),
    fine.per === 'title' ? t.fine.perTitle : null,
    fine.period_days === undefined ? null : t.fine.periodDays(fine.period_days),
    fine.free_days === undefined ? null : t.fine.free(fine.free_days),
    fine.cap_cents === undefined ? null : t.fine.cap(f.money(fine.cap_cents)),
    fine.cap_price_percent === undefined ? null : t.fine.capPercent(fine.cap_price_percent),
  ]
  return parts.filter(part => part !== null).join(', ')
}

const invoiceWords = (of: NonNullable<Values['reminders']>, { t, f }: RuleSpeech): string[] => {
  const { invoice_days, invoice_cents = 0, invoice_fine, price_lapses } = of
  if (invoice_days === null) return []
  return [
    t.reminders.invoice(invoice_days, invoice_cents === 0 ? '' : f.money(invoice_cents)),
    ...(invoice_fine === 'none' || invoice_fine === 'cap' ? [t.reminders.invoiceFine[invoice_fine]] : []),
    ...(price_lapses === undefined ? [] : [t.reminders.price[price_lapses ? 'lapses' : 'stays']]),
  ]
}

const remindersWords = (reminders: NonNullable<Values['reminders']>, speech: RuleSpeech): string => {
  const { t, f } = speech
  const parts = [
    reminders.predue_days === null ? null : t.reminders.before(reminders.predue_days),
    ...reminders.steps.map((step, at) =>
      t.reminders.step(
        at + 1,
        step.days,
        t.reminders.after[step.after],
        step.cost_cents === 0 ? '' : f.money(step.cost_cents),
      ),
    ),
    ...invoiceWords(reminders, speech),
  ]
  return parts.filter(part => part !== null).join(', ') || t.reminders.none
}

const holdCostWords = (cost: NonNullable<Values['hold_cost']>, { t, f }: RuleSpeech): string =>
  (['placing_cents', 'pickup_cents', 'not_collected_cents'] as const)
    .filter(key => cost[key] > 0)
    .map(key => t.holdCost[key](f.money(cost[key])))
    .join(', ') || t.holdCost.free

type Worded = {
  readonly [K in keyof Values]-?: (value: NonNullable<Values[K]>, speech: RuleSpeech) => string
}

/** A sentence for each value that is not null; null is "none, expressly", and has its own words. */
const worded: Worded = {
  loanable: (value, { t }) => (value ? t.loanable : t.notLoanable),
  period: (value, { t }) => t.lend(periodWords(value, t)),
  fixed_due_on: (value, speech) =>
    speech.t.fixedDue(value.length > 5 ? speech.f.dayYear(value) : yearly(value, speech)),
  due_on_closed: (value, { t }) => t.dueOnClosed[value],
  cap_at_membership_end: (value, { t }) => (value ? t.capped : t.notCapped),
  label_age: (value, { t }) => t.labelAge[value],
  desk_only: (value, { t }) =>
    value.length === 0 ? t.everywhere : t.deskOnly(value.map(one => t.deskActions[one]).join(', ')),
  deposit_cents: (value, { t, f }) => (value === 0 ? t.noDeposit : t.deposit(f.money(value))),
  min_age: (value, { t }) => t.minAge(value),
  limits: (value, speech) => value.map(limit => limitWords(limit, speech)).join(', '),
  lending_fee: (value, { t, f }) =>
    value.cents === 0
      ? t.noFee
      : t.fee(f.money(value.cents), value.from_age === undefined ? '' : t.band.from(value.from_age)),
  renewals: (value, { t }) => t.renewals(value),
  renewal_period: (value, { t }) => t.renewalPeriod(periodWords(value, t)),
  renewal_from: (value, { t }) => t.renewalFrom[value],
  max_total_days: (value, { t }) => t.maxTotal(value),
  renewal_not_before_days: (value, { t }) => t.notBefore(value),
  renewal_when_reserved: (value, { t }) => t.whenReserved[value],
  renewal_when_expired: (value, { t }) => (value ? t.alsoWhenExpired : t.notWhenExpired),
  renewal_refused_when_overdue: (value, { t }) => (value ? t.notWhenLate : t.alsoWhenLate),
  fine: fineWords,
  suspension: (value, { t }) =>
    t.suspension(value.days, value.per_days, value.free_days ?? 0, value.most_days ?? null),
  loss_admin_cents: (value, { t, f }) => (value === 0 ? t.noLossCost : t.lossCost(f.money(value))),
  ibl_cents: (value, { t, f }) => (value === 0 ? t.iblFree : t.ibl(f.money(value))),
  replacement_cents: (value, { t, f }) => t.replacement(f.money(value)),
  reminders: remindersWords,
  hold_allowed: (value, { t }) => (value ? t.holds : t.noHolds),
  hold_only_on_loan: (value, { t }) => (value ? t.holdOnlyOnLoan : t.holdAlways),
  hold_cost: holdCostWords,
  max_holds: (value, { t }) => t.maxHolds(value),
  max_holds_per_title: (value, { t }) => t.maxHoldsPerTitle(value),
  pickup_days: (value, { t }) => t.pickup(value),
  block_debt_cents: (value, { t, f }) => t.blockDebt(f.money(value)),
  block_debt_days: (value, { t }) => t.blockDebtDays(value),
  block_overdue_count: (value, { t }) => t.blockOverdueCount(value),
  block_weight: (value, { t }) => t.blockWeight[value],
  block_overdue_days: (value, { t }) => t.blockOverdue(value),
  block_within: (value, { t }) => t.blockWithin[value],
  book_drop: (value, { t }) => t.bookDrop[value],
  auto_renew: (value, { t }) => (value ? t.autoRenew : t.noAutoRenew),
}

/** What a row fixes, one short sentence a value, in the order in which people read a regulation. */
export const valueWords = (values: Values, speech: RuleSpeech): readonly string[] =>
  (Object.keys(worded) as (keyof Values)[]).flatMap(key => {
    const value = values[key]
    if (value === undefined) return []
    if (value === null) return [speech.t.none[key as keyof RegulationTexts['none']] ?? '']
    return [(worded[key] as (value: unknown, speech: RuleSpeech) => string)(value, speech)]
  })
