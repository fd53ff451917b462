import type { askHelp, Help } from '@kaft/contract/help'
import type { BodyOf } from '@kaft/contract/operation'
import { parseDay } from '../base/day.model.ts'
import { instantOf } from '../privacy/moment.model.ts'

/** Whole minutes that are left, the one that runs included; none once the end is there. */
export const minutesLeft = (ends_at: string, now: number): number =>
  Math.ceil((Date.parse(ends_at) - now) / 60_000)

/** A question while somebody writes it. */
export interface AskForm {
  readonly library_id: string | null
  readonly ticket: string
  readonly hours: number
  readonly reason: string
  readonly write: boolean
  readonly write_reason: string
  readonly central: boolean
  readonly central_why: string
  readonly later: boolean
  readonly day: string
  readonly at: string
}
export const newAsk: AskForm = {
  library_id: null,
  ticket: '',
  hours: 2,
  reason: '',
  write: false,
  write_reason: '',
  central: false,
  central_why: '',
  later: false,
  day: '',
  at: '',
}
export type AskFault = 'needed' | 'short' | 'moment'
type Asked = Omit<BodyOf<typeof askHelp>, 'command_id'>

const LEAST = 10
const isShort = (text: string): boolean => text.trim().length < LEAST

/** What is wrong, by field; nothing when it can be sent. */
export const faultsOf = (form: AskForm, today: string): Partial<Record<keyof AskForm, AskFault>> => ({
  ...(form.library_id === null ? { library_id: 'needed' } : {}),
  ...(form.ticket.trim() === '' ? { ticket: 'needed' } : {}),
  ...(isShort(form.reason) ? { reason: 'short' } : {}),
  ...(form.write && isShort(form.write_reason) ? { write_reason: 'short' } : {}),
  ...(form.central && isShort(form.central_why) ? { central_why: 'short' } : {}),
  ...(form.later && startOf(form, today) === null ? { at: 'moment' } : {}),
})

const startOf = (form: AskForm, today: string): string | null => {
  const day = parseDay(form.day, today)
  return day === null ? null : instantOf(day, form.at)
}

export const askedOf = (form: AskForm, today: string): Asked => ({
  library_id: form.library_id ?? '',
  ticket: form.ticket.trim(),
  hours: form.hours,
  reason: form.reason.trim(),
  write_reason: form.write ? form.write_reason.trim() : null,
  central_why: form.central ? form.central_why.trim() : null,
  starts_at: form.later ? startOf(form, today) : null,
})

export const lookOf = {
  asked: 'ask',
  planned: 'hold',
  running: 'stop',
  lapsed: undefined,
  withdrawn: undefined,
  refused: undefined,
  ended: undefined,
} as const satisfies Record<Help['state'], string | undefined>
