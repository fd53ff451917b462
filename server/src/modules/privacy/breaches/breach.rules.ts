import type { Breach, Code } from '@kaft/contract'
import type { Controller } from '../cases/letters.rules.ts'

const HOUR = 3_600_000
/** Seventy-two hours after it was known (AVG art. 33(1)). */
export const dueAt = (known_at: string): string =>
  Temporal.Instant.from(known_at).add({ hours: 72 }).toString()

/** How much of the clock is left, in whole hours; negative when it is over. */
export const hoursLeft = (known_at: string, now: Temporal.Instant): number =>
  Math.floor((Temporal.Instant.from(dueAt(known_at)).epochMilliseconds - now.epochMilliseconds) / HOUR)

interface Clocked {
  readonly known_at: string
  readonly decision: 'notify' | 'not' | null
  readonly notified_at: string | null
  readonly closed_at: string | null
}
/** The clock runs until somebody was told, or it was decided that nobody has to be. */
export const clockOf = (b: Clocked, now: Temporal.Instant): Breach['clock'] => {
  if (b.notified_at !== null || b.closed_at !== null || b.decision === 'not') return 'stopped'
  const left = hoursLeft(b.known_at, now)
  return left < 0 ? 'over' : left < 24 ? 'soon' : 'runs'
}

/** Why it cannot be called notified, or null: late is possible, without the reason it is not. */
export const notifyRefusal = (b: Clocked, now: Temporal.Instant, late_why: string): Code | null => {
  if (b.closed_at !== null) return 'breach_closed'
  if (b.decision !== 'notify') return 'breach_undecided'
  return Temporal.Instant.compare(now, Temporal.Instant.from(dueAt(b.known_at))) > 0 &&
    late_why.trim().length < 10
    ? 'breach_late'
    : null
}
export const closeRefusal = (b: Clocked): Code | null => {
  if (b.closed_at !== null) return 'breach_closed'
  return b.decision === null || (b.decision === 'notify' && b.notified_at === null)
    ? 'breach_undecided'
    : null
}

const kinds: Readonly<Record<string, string>> = {
  identity: 'identiteit',
  contact: 'contactgegevens',
  characteristic: 'persoonlijke kenmerken',
  preference: 'voorkeuren',
  library: 'kaart en lidmaatschap',
  loan: 'wat iemand leende of reserveerde',
  note: 'notities',
  national_number: 'rijksregisternummer',
  staff: 'gegevens van medewerkers',
}
/** Kinds of data as people who are no officers call them. */
export const categoryNames = (categories: readonly string[]): string[] =>
  categories.map(one => kinds[one] ?? one)
const risks = { none: 'geen', some: 'beperkt', high: 'hoog' } as const
const moment = (at: string): string => {
  const z = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Brussels')
  return `${z.day}/${z.month}/${z.year}, ${z.toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '.')} uur`
}

export interface Notified extends Clocked {
  readonly happened_at: string | null
  readonly nature: string
  readonly categories: readonly string[]
  readonly people: number | null
  readonly records: number | null
  readonly risk: 'none' | 'some' | 'high' | null
  readonly consequences: string
  readonly measures: string
  readonly late_why: string | null
  readonly reached: number
  readonly library_name: string
}
const unknown = 'nog niet bekend'
/** What the form of the authority asks (AVG art. 33(3)), filled in as far as it is known. */
export const notification = (b: Notified, c: Controller): string =>
  [
    'Melding van een inbreuk in verband met persoonsgegevens (art. 33 AVG)',
    `Verwerkingsverantwoordelijke: ${c.name}, ${c.address}, ondernemingsnummer ${c.enterprise_number}`,
    `Contactpunt (DPO): ${c.dpo_name}, ${c.dpo_email}`,
    `Vastgesteld bij: ${b.library_name}`,
    `Gebeurd op: ${b.happened_at === null ? unknown : moment(b.happened_at)}`,
    `Kennis genomen op: ${moment(b.known_at)}; melden voor ${moment(dueAt(b.known_at))}`,
    `Aard van de inbreuk: ${b.nature}`,
    `Categorieën van gegevens: ${categoryNames(b.categories).join(', ') || unknown}`,
    `Aantal betrokkenen bij benadering: ${b.people ?? (b.reached > 0 ? b.reached : unknown)}`,
    `Aantal gegevens bij benadering: ${b.records ?? unknown}`,
    `Risico: ${b.risk === null ? unknown : risks[b.risk]}`,
    `Waarschijnlijke gevolgen: ${b.consequences || unknown}`,
    `Genomen of voorgestelde maatregelen: ${b.measures || unknown}`,
    ...(b.late_why === null ? [] : [`Reden van de latere melding: ${b.late_why}`]),
  ].join('\n')
