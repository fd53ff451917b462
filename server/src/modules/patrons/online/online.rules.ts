import { settings, type SettingKey } from '@kaft/contract'
import { addDays, ageOn, type Day, earliestDay } from '../../../base/dates.ts'

/** The kind of membership of who was not seen at the desk yet: it opens nothing by itself, and costs nothing. */
export const ONLINE = 'online'

/** What a library decided about registering on the internet. */
export interface OnlineChoices {
  readonly open: boolean
  readonly may_hold: boolean
  readonly reminder_days: number
  readonly keep_days: number
  readonly guardian_age: number
}

/** A form is confirmed within two days; behind that the address was wrong, or the wish is over. */
export const CONFIRM_HOURS = 48
/** Codes that may be tried for one form. */
export const TRIES = 5
/** Mails to one address in a day: who wants to flood somebody's box needs another system. */
export const MAILS_A_DAY = 3

/** Whether a parent or guardian sends the form. */
export const needsGuardian = (birth_on: Day, today: Day, until_age: number): boolean =>
  (ageOn(birth_on, today) ?? 0) < until_age

/** Until when somebody has time to come, and when they are reminded: once, and never on the last day. */
export function visitDays(choices: OnlineChoices, today: Day): { visit_until: Day; remind_on: Day } {
  const visit_until = addDays(today, choices.keep_days)
  return {
    visit_until,
    remind_on: earliestDay(addDays(today, choices.reminder_days), addDays(visit_until, -1)),
  }
}

/** The default of a setting, for what was never set. */
export const unset = <T>(key: SettingKey): T => settings[key].default as T

/** What the block of who was not seen yet keeps from: everything, or all but reserving at the desk and on the website. */
export const keptFrom = (may_hold: boolean): readonly string[] =>
  may_hold ? ['loan', 'renewal'] : ['loan', 'renewal', 'hold', 'internet']
