import { type Code, HELP_ASKED_DAYS, type Help } from '@kaft/contract'

/** What a question for help, and the help that came of it, is judged by. */
export interface HelpFacts {
  readonly helper_id: string
  readonly employer: Help['employer']
  readonly hours: number
  readonly write_reason: string | null
  readonly central_why: string | null
  readonly starts_at: string | null
  readonly asked_at: string
  readonly approved: boolean | null
  readonly begins_at: string | null
  readonly ends_at: string | null
  readonly ended_at: string | null
}

/** Why not, with what its sentence needs. */
export interface No {
  readonly refused: Code
  readonly about?: Readonly<Record<string, string | number>>
}
const no = (refused: Code, about?: No['about']): No => (about ? { refused, about } : { refused })

const LEAST = 10
/** How far ahead help can be asked for. */
const AHEAD_DAYS = 30
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0
const days = (count: number): Temporal.Duration => Temporal.Duration.from({ hours: 24 * count })

/** Where help stands at a moment; it begins with its first instant and is over with its last. */
export function stateOf(help: HelpFacts, now: Temporal.Instant): Help['state'] {
  const { approved, begins_at, ends_at, ended_at } = help
  if (approved === false) return 'refused'
  if (approved === null) {
    if (ended_at !== null) return 'withdrawn'
    return isBefore(now, at(help.asked_at).add(days(HELP_ASKED_DAYS))) ? 'asked' : 'lapsed'
  }
  if (ended_at !== null || ends_at === null || begins_at === null || !isBefore(now, at(ends_at)))
    return 'ended'
  return isBefore(now, at(begins_at)) ? 'planned' : 'running'
}

export interface Asking {
  readonly reason: string
  readonly hours: number
  readonly write_reason: string | null
  readonly central_why: string | null
  readonly starts_at: string | null
}
const isReason = (text: string | null): boolean => text === null || text.trim().length >= LEAST

/** Why help cannot be asked for so, or null. The supplier works on the instruction of Cultuurconnect only (P101). */
export function askRefusal(
  asked: Asking,
  of: { employer: Help['employer']; most_hours: number; now: Temporal.Instant },
): No | null {
  if (!isReason(asked.reason) || !isReason(asked.write_reason) || !isReason(asked.central_why))
    return no('help_reason_needed')
  if (of.employer === 'leverancier' && asked.central_why === null) return no('help_central_needed')
  if (asked.hours > of.most_hours) return no('help_too_long', { hours: of.most_hours })
  if (asked.starts_at !== null) {
    const start = at(asked.starts_at)
    if (isBefore(start, of.now) || isBefore(of.now.add(days(AHEAD_DAYS)), start)) return no('help_in_past')
  }
  return null
}

export interface Answering {
  readonly approve: boolean
  readonly writes: boolean
}
/** Who answers, and for which side. */
export interface Judge {
  readonly staff_id: string
  readonly central: boolean
}

/** From when until when help is given: never before it was, and for as long as was asked. */
export const spanOf = (
  { hours, starts_at }: Pick<HelpFacts, 'hours' | 'starts_at'>,
  now: Temporal.Instant,
): { begins_at: string; ends_at: string } => {
  const later = starts_at !== null && isBefore(now, at(starts_at)) ? at(starts_at) : now
  // The database keeps microseconds and rounds what is finer: up would be a moment that is still to come.
  const start = later.round({ smallestUnit: 'microsecond', roundingMode: 'floor' })
  return { begins_at: start.toString(), ends_at: start.add({ hours }).toString() }
}

/** Why a question cannot be answered so by this one, or null. */
export function answerRefusal(
  help: HelpFacts,
  answer: Answering,
  of: { judge: Judge; most_hours: number; now: Temporal.Instant },
): No | null {
  const state = stateOf(help, of.now)
  if (state === 'lapsed') return no('help_lapsed')
  if (state !== 'asked') return no('help_answered')
  if ((help.central_why !== null) !== of.judge.central)
    return no('help_not_yours', { by: help.central_why === null ? 'library' : 'central' })
  if (help.helper_id === of.judge.staff_id) return no('help_own')
  if (!answer.approve) return null
  if (answer.writes && help.write_reason === null) return no('help_no_write_asked')
  return help.hours > of.most_hours ? no('help_too_long', { hours: of.most_hours }) : null
}

/** Whether there is something to end: a question that waits, help that is to begin or runs. */
export const canEnd = (help: HelpFacts, now: Temporal.Instant): boolean =>
  ['asked', 'planned', 'running'].includes(stateOf(help, now))
