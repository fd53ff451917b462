import { Instant } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { matches } from '../../../base/row.ts'

const closed = { additionalProperties: false } as const
const Count = Type.Integer({ minimum: 0 })

/** What `npm test -- --report FILE` writes: which tests of this version passed, and for which promises. It names tests, and nobody. */
export const TestReport = Type.Object(
  {
    /** The version of Kaft, as package.json has it. */
    kaft: Type.String({ minLength: 1, maxLength: 40 }),
    made_at: Instant,
    /** Whether it was every check and every test, and not a choice of them. */
    whole: Type.Boolean(),
    passed: Count,
    failed: Count,
    files: Type.Record(Type.String(), Type.Object({ passed: Count, failed: Count }, closed)),
    /** By the number of the promise, P1 and on: the tests that carry it. */
    promises: Type.Record(
      Type.String({ pattern: '^P[0-9]{1,3}$' }),
      Type.Object({ passed: Type.Array(Type.String()), failed: Type.Array(Type.String()) }, closed),
      closed,
    ),
  },
  closed,
)
export type TestReport = Static<typeof TestReport>

/** @returns null when the text is no report */
export function readReport(text: string): TestReport | null {
  try {
    const said: unknown = JSON.parse(text)
    if (!matches(TestReport, said)) return null
    Temporal.Instant.from((said as TestReport).made_at)
    return said as TestReport
  } catch {
    return null
  }
}
