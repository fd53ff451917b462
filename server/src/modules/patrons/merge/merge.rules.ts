import type { CardType, Mergeable } from '@kaft/contract'
import { addDays, type Day } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { foldedWords, soundOf } from '../names.rules.ts'

/** How long a merge can be taken back. */
const UNDO_DAYS = 30
export const undoUntil = (today: Day): Day => addDays(today, UNDO_DAYS)

interface Named {
  readonly family_name: string
  readonly given_name: string
}

const whole = (name: string): string => foldedWords(name).join('')
const alike = (a: string, b: string): boolean => {
  const [x, y] = [whole(a), whole(b)]
  return x === y || soundOf(x) === soundOf(y)
}

/**
 * Whether two given names may be of one person: the same, sounding the same, or one with a second name behind it. "Lara"
 * and "Lore" are not: twins have the same family name, birth date and address.
 */
export function givenAlike(a: string, b: string): boolean {
  if (alike(a, b)) return true
  const [x, y] = [foldedWords(a), foldedWords(b)]
  const [short, long] = x.length < y.length ? [x, y] : [y, x]
  return short.length > 0 && short.length < long.length && short.every((word, at) => long[at] === word)
}

/** Whether two names may be of one person, also with the names of before. */
export function nameAlike(
  a: Named & { readonly former_names?: readonly string[] },
  b: Named & { readonly former_names?: readonly string[] },
): boolean {
  const family = [a.family_name, ...(a.former_names ?? [])].some(x =>
    [b.family_name, ...(b.former_names ?? [])].some(y => alike(x, y)),
  )
  return family && givenAlike(a.given_name, b.given_name)
}

/** A record as a merge weighs it. */
export interface Weighed extends Named {
  readonly patron_id: string
  readonly birth_on: string | null
  readonly has_number: boolean
  readonly card_type: CardType
  readonly merged_into: string | null
  /** Registered on the internet and not seen yet. */
  readonly online: boolean
}

/** Everything that speaks against making these two into one. What only looks odd is asked; what cannot be stops. */
export function mergeFindings(kept: Weighed, gone: Weighed): Finding[] {
  const stop = (code: Finding['code'], holds: boolean): Finding[] =>
    holds ? [{ code, weight: 'stop', about: {} }] : []
  const ask = (code: Finding['code'], holds: boolean): Finding[] =>
    holds ? [{ code, weight: 'ask', about: {} }] : []
  const births = [kept.birth_on, gone.birth_on]
  return [
    ...stop('merge_self', kept.patron_id === gone.patron_id),
    ...stop('merge_not_person', kept.card_type !== 'person' || gone.card_type !== 'person'),
    // One person has one number, and one record with it at a library: two numbers are two people.
    ...stop('merge_two_persons', kept.has_number && gone.has_number && kept.patron_id !== gone.patron_id),
    // The record of whom the desk has seen is the one that stays.
    ...stop('merge_keeps_online', kept.online && !gone.online),
    ...stop('merge_already', kept.merged_into !== null || gone.merged_into !== null),
    ...ask('merge_birth_differs', births.every(b => b !== null) && births[0] !== births[1]),
    ...ask('merge_name_differs', !givenAlike(kept.given_name, gone.given_name)),
  ]
}

/** Columns of a record that a merge may change. */
export const columnsOf: Readonly<Record<Mergeable, readonly string[]>> = {
  family_name: ['family_name'],
  given_name: ['given_name'],
  birth_on: ['birth_on'],
  gender: ['gender'],
  address: ['street', 'postcode', 'municipality'],
  email: ['email'],
  phone: ['phone'],
  language: ['language'],
  message_channel: ['message_channel'],
  membership: ['membership_type', 'member_until'],
}
type Columns = Readonly<Record<string, unknown>>

/**
 * What changes on the kept record: the fields that are taken, what was empty, and the privacy choices: history and news
 * stay only where both records wanted them. The other family name stays findable.
 */
export function mergedColumns(kept: Columns, gone: Columns, take: readonly Mergeable[]): Columns {
  const taken = (Object.keys(columnsOf) as Mergeable[]).flatMap(part => {
    const columns = columnsOf[part]
    const empty = part !== 'membership' && columns.every(column => kept[column] === null)
    return take.includes(part) || empty ? columns : []
  })
  const former = [...(kept['former_names'] as string[]), ...(gone['former_names'] as string[])]
  const family = take.includes('family_name') ? gone['family_name'] : kept['family_name']
  const other = take.includes('family_name') ? kept['family_name'] : gone['family_name']
  const names = [...new Set([...(alike(String(family), String(other)) ? [] : [String(other)]), ...former])]
  const next: Columns = {
    ...Object.fromEntries(taken.map(column => [column, gone[column]])),
    keep_history: kept['keep_history'] === true && gone['keep_history'] === true,
    news: kept['news'] === true && gone['news'] === true,
    former_names: names.filter(name => name !== family).slice(0, 3),
  }
  return Object.fromEntries(
    Object.entries(next).filter(([column, value]) => JSON.stringify(value) !== JSON.stringify(kept[column])),
  )
}

/** A change that a merge made, as it is kept for who takes it back. */
export interface Change {
  readonly column: string
  readonly from: unknown
  readonly to: unknown
}

/** What goes back: only what still is as the merge made it, so that a later change is never lost. */
export const goesBack = (changes: readonly Change[], now: Columns): Columns =>
  Object.fromEntries(
    changes
      .filter(({ column, to }) => JSON.stringify(now[column]) === JSON.stringify(to))
      .map(({ column, from }) => [column, from]),
  )

/** Whether a membership lasts longer than another; one without end lasts longest. */
export const lastsLonger = (a: Columns, b: Columns): boolean => {
  const [one, other] = [a['member_until'], b['member_until']] as (string | null)[]
  return other !== null && other !== undefined && (one === null || (one ?? '') > other)
}
