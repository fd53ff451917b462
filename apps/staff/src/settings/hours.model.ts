import type { listBranches } from '@kaft/contract/organisation'
import type { OkOf } from '@kaft/contract/operation'

/*
 * Opening hours as people write them on a door: "10.00–12.30 en 13.30–18.00". One line of text a weekday is quicker
 * to type and to check than a form of twelve time fields.
 */

export type Hours = OkOf<typeof listBranches>['rows'][number]['hours']
export interface Span {
  readonly opens: string
  readonly closes: string
}
/** 1 is Monday, as the branch hours count. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
export type Weekday = (typeof weekdays)[number]
export type Week = Readonly<Record<Weekday, string>>

const two = (n: number): string => String(n).padStart(2, '0')

/** "10", "10.30", "10:30", "10u30", "10 uur": a time of day as `HH:MM`, or null. */
const timeOf = (typed: string): string | null => {
  const match = /^(\d{1,2})(?:\s*[.:uh]\s*(\d{2})?)?(?:\s*uur)?$/i.exec(typed.trim())
  if (match === null) return null
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)]
  return hour <= 23 && minute <= 59 ? `${two(hour)}:${two(minute)}` : null
}

/** The hours of one day as typed; an empty text or "gesloten" is closed. Null when it cannot be read or overlaps. */
export const parseSpans = (typed: string): readonly Span[] | null => {
  const text = typed.trim().toLowerCase()
  if (text === '' || text === '-' || text === '–' || text === 'gesloten' || text === 'closed') return []
  const spans = text
    .split(/\s*(?:,|;|\/|\ben\b|\band\b|\+)\s*/)
    .map(part => part.split(/\s*(?:-|–|—|\btot\b|\bto\b)\s*/))
    .map(ends => (ends.length === 2 ? { opens: timeOf(ends[0] ?? ''), closes: timeOf(ends[1] ?? '') } : null))
  const read: Span[] = []
  for (const span of spans) {
    if (span === null || span.opens === null || span.closes === null || span.opens >= span.closes) return null
    read.push({ opens: span.opens, closes: span.closes })
  }
  const sorted = read.toSorted((a, b) => a.opens.localeCompare(b.opens))
  return sorted.every((span, at) => at === 0 || (sorted[at - 1]?.closes ?? '') <= span.opens) ? sorted : null
}

/** "10.00–12.30 en 13.30–18.00"; empty for a closed day. */
export const writtenSpans = (spans: readonly Span[], and: string): string =>
  spans.map(({ opens, closes }) => `${opens.replace(':', '.')}–${closes.replace(':', '.')}`).join(` ${and} `)

export const spansOf = (hours: Hours, weekday: Weekday): readonly Span[] =>
  hours.filter(one => one.weekday === weekday).toSorted((a, b) => a.opens.localeCompare(b.opens))

/** A week as seven texts to edit. */
export const weekOf = (hours: Hours, and: string): Week =>
  Object.fromEntries(weekdays.map(day => [day, writtenSpans(spansOf(hours, day), and)])) as Record<
    Weekday,
    string
  >

/** The week as the contract wants it, or the weekdays that cannot be read. */
export const readWeek = (
  week: Week,
):
  | { readonly ok: true; readonly hours: Hours }
  | { readonly ok: false; readonly wrong: readonly Weekday[] } => {
  const read = weekdays.map(weekday => ({ weekday, spans: parseSpans(week[weekday]) }))
  const wrong = read.filter(one => one.spans === null).map(one => one.weekday)
  if (wrong.length > 0) return { ok: false, wrong }
  return {
    ok: true,
    hours: read.flatMap(({ weekday, spans }) => (spans ?? []).map(span => ({ weekday, ...span }))),
  }
}
