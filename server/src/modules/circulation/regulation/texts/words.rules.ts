import type {
  FinePolicy,
  Limit,
  RegulationSelectors,
  RegulationValueKey,
  RegulationValues,
  ResolvedValues,
} from '@kaft/contract/regulation'
import type { Day } from '../../../../base/dates.ts'
import type { Cents } from '../../../../base/money.ts'
import type { DueStep } from '../../due/due.rules.ts'
import type { FineStep } from '../../fines/fine.rules.ts'
import type { Dimension } from '../precedence.rules.ts'

/** What codes are called here; a code without a name is shown as it is. */
export interface Names {
  readonly item_types?: Readonly<Record<string, string>>
  readonly membership_types?: Readonly<Record<string, string>>
  readonly branches?: Readonly<Record<string, string>>
  readonly branch_groups?: Readonly<Record<string, string>>
}

/** Everything that a sentence may need beside the thing it speaks of. */
export interface Context {
  /** A year is said only when it is another than that of this day. */
  readonly today: Day
  readonly names: Names
}

/** A value of one key, as a row or an answer gives it. */
export type ValueOf<K extends RegulationValueKey> = Exclude<RegulationValues[K], undefined>

/** What an explanation of a due day speaks of. */
export interface DueWords {
  readonly branch: string
  readonly step: DueStep
  /** Where the day stood before the step. */
  readonly before: Day
  readonly values: ResolvedValues
  readonly item: string
  readonly membership: string
  readonly renewal: boolean
}

/** The words and sentences of regulations in one language. Names of codes come from the context. */
export interface RegulationWords {
  /** "vrijdag 25 december" */
  readonly day: (day: Day, context: Context) => string
  /** "25 december" */
  readonly date: (day: Day, context: Context) => string
  /** "vrijdag 25 december om 14.05 uur" */
  readonly moment: (day: Day, time: string, context: Context) => string
  readonly cents: (cents: Cents) => string
  readonly itemType: (code: string, names: Names) => string
  readonly membershipType: (code: string, names: Names) => string
  /** "dvd, jeugd, tot en met 11 jaar"; "alle leners, alle materialen" when nothing is named. */
  readonly selectors: (selectors: RegulationSelectors, context: Context) => string
  /** "28 dagen" */
  readonly value: <K extends RegulationValueKey>(key: K, value: ValueOf<K>, context: Context) => string
  /** "uitleentermijn" */
  readonly valueName: Readonly<Record<RegulationValueKey, string>>
  /** "de materiaalsoort" */
  readonly dimension: Readonly<Record<Dimension, string>>
  /** "Reglement 2026-2, regel 14"; without a row the default of the house. */
  readonly reference: (version: string, row_no: number | null) => string
  readonly row: (row_no: number) => string
  readonly calendar: string
  readonly membership: string
  readonly homeDelivery: string
  /** "Deze vestiging", where its name is not known. */
  readonly branch: string
  /** "exemplaar", where its type is not known. */
  readonly item: string
  readonly noRow: string
  readonly limit: (limit: Limit, context: Context) => string
  readonly fine: (policy: FinePolicy) => string
  readonly due: {
    /** A day without steps: someone chose it. */
    readonly set: string
    readonly step: (words: DueWords, context: Context) => { readonly text: string; readonly result: string }
    readonly sentence: (words: DueWords, context: Context) => string
    readonly change: (
      ask: {
        readonly renewals_left: number | null
        readonly without_membership_end: Day | null
        readonly max_total: boolean
      },
      context: Context,
    ) => string | null
    readonly forPatron: (
      words: DueWords,
      due: { readonly on: Day; readonly time: string | null },
      context: Context,
    ) => string
  }
  readonly fines: {
    readonly step: (
      step: FineStep,
      kind: FinePolicy['kind'],
    ) => { readonly text: string; readonly result: string | null }
    /** On which day it counted as returned, where that was chosen. */
    readonly chosen: (day: Day, today: Day) => string
    readonly sentence: (ask: {
      readonly late: number
      /** Hours, for a fine by the hour. */
      readonly hours: number
      readonly days: number
      readonly amount_cents: Cents
    }) => string
    /** What another day adds; null when the fine is booked or nothing is added. */
    readonly change: (ask: { readonly capped: boolean; readonly policy: FinePolicy }) => string | null
    readonly forPatron: (ask: {
      readonly late: number
      readonly hours: number
      readonly amount_cents: Cents
    }) => string
  }
  readonly refusal: {
    /** What the decision weighed, in one line: "Nu uitgeleend: 4". */
    readonly weighed: (code: string, about: About, context: Context) => string | null
    /** The smallest change that lets it through. */
    readonly change: (code: string, about: About, context: Context) => string | null
    /** Two sentences for the reader; null where the desk's own sentence will do. */
    readonly forPatron: (code: string, about: About, context: Context) => string | null
  }
  readonly lost: (ask: { readonly winner: number; readonly by: string | null }) => string
  readonly tie: (ask: { readonly a: number; readonly b: number; readonly keys: readonly string[] }) => string
  readonly hole: (ask: { readonly membership: string; readonly item: string; readonly at: string }) => string
  readonly fault: Readonly<Record<FaultCode, (row_no: number, what: string) => string>>
  readonly diff: {
    readonly changed: (where: string, name: string, before: string, after: string) => string
    readonly opened: (where: string, name: string, before: string) => string
    readonly filled: (where: string, after: string) => string
    readonly added: (where: string, values: readonly string[]) => string
    readonly removed: (where: string, values: readonly string[]) => string
    readonly nothing: string
    readonly nothingElse: string
  }
}

export type About = Readonly<Record<string, string | number | boolean | null>>

/** What can be wrong with one row by itself. */
export type FaultCode =
  | 'day_unknown'
  | 'range_reversed'
  | 'fine_without_amount'
  | 'fine_without_steps'
  | 'item_type_unknown'
  | 'membership_type_unknown'
  | 'branch_group_unknown'
  | 'fine_by_hour_of_days'
  | 'number_twice'
  | 'empty'

/** Whether a limit that is reached is one of holds, in all or on one title, and not of what is on loan. */
export const ofHolds = (about: About): boolean => about['of'] === 'holds' || about['of'] === 'holds_per_title'
