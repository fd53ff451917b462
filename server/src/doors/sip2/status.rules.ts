import type { MachineProfile } from '@kaft/contract'
import { sipTime } from './codec/dates.rules.ts'
import { type Message, yes } from './codec/print.rules.ts'

/** How long a machine waits for an answer, and how often it asks again: what 98 tells it. */
const WAIT_SECONDS = 10
const ASKS_AGAIN = 3
const TIMEOUT = String(WAIT_SECONDS * 10).padStart(3, '0')
const RETRIES = String(ASKS_AGAIN).padStart(3, '0')
/** So long after an answer a machine that did not hear it has asked for the last time; the wait over, and a little for the way. */
export const ASKING_MS = WAIT_SECONDS * ASKS_AGAIN * 1000 + 5000

type May = Pick<
  MachineProfile,
  'may_lend' | 'may_take_back' | 'may_renew' | 'may_hold' | 'may_pay' | 'may_block'
>
const nothing: May = {
  may_lend: false,
  may_take_back: false,
  may_renew: false,
  may_hold: false,
  may_pay: false,
  may_block: false,
}

/**
 * BX: the sixteen messages that really work for this machine, in the order of the standard. A machine draws its
 * buttons by it, so nothing is promised that the profile refuses.
 */
export const supported = (may: May, signedIn = true): string =>
  [
    signedIn, // patron status
    may.may_lend,
    may.may_take_back,
    may.may_block,
    true, // SC/ACS status
    true, // request resend
    true, // login
    signedIn, // patron information
    signedIn, // end patron session
    may.may_pay,
    signedIn, // item information
    false, // 19 stores nothing
    may.may_block, // 25 takes back what 01 did
    may.may_hold,
    may.may_renew,
    may.may_renew, // renew all
  ]
    .map(yes)
    .join('')

/** 98 after the sign-in: what this machine may, in the words of the protocol. */
export function statusAnswer(
  of: {
    readonly profile: MachineProfile
    readonly library_name: string
    readonly branch_name: string
    readonly name: string
  },
  now: Temporal.Instant,
): Message {
  const { profile } = of
  const { may_take_back, may_lend, may_renew, offline } = profile
  const bits = [true, may_take_back, may_lend, may_renew, false, offline].map(yes).join('')
  return {
    code: '98',
    fixed: `${bits}${TIMEOUT}${RETRIES}${sipTime(now)}2.00`,
    fields: [
      ['AO', profile.institution],
      ['AM', `${of.library_name} ${of.branch_name}`.trim()],
      ['BX', supported(profile)],
      ['AN', of.name],
    ],
  }
}

/** 98 to a machine that asks before it signs in: here is somebody, and nothing is allowed yet. */
export const statusBefore = (now: Temporal.Instant): Message => ({
  code: '98',
  fixed: `YNNNNN${TIMEOUT}${RETRIES}${sipTime(now)}2.00`,
  fields: [
    ['AO', ''],
    ['BX', supported(nothing, false)],
  ],
})
