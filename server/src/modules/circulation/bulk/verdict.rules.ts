import type { Code } from '@kaft/contract'
import type { Finding } from '../../../base/decision.ts'

/** What a row looks like before and after, as far as the change touches it: ids, days, words. */
export type Values = Record<string, string | number | boolean | null>

/** What happens to one row, or why nothing does. */
export type Verdict =
  | { readonly go: true; readonly before: Values; readonly after: Values }
  | {
      readonly go: false
      readonly why: Code
      readonly about?: Finding['about']
      readonly before?: Values | undefined
    }
export const no = (why: Code, before?: Values, about: Finding['about'] = {}): Verdict => ({
  go: false,
  why,
  about,
  before,
})

/** Whether a row still is as it was: each key that was noted has the same value now. */
export const sameAs = (noted: Values, now: Values): boolean =>
  Object.entries(noted).every(([key, value]) => (now[key] ?? null) === value)
