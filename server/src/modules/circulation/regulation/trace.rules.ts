import type { RegulationTrace } from '@kaft/contract/regulation'
import { addDays, type Day } from '../../../base/dates.ts'
import type { DueStep } from '../due/due.rules.ts'
import type { CompiledRegulation } from './compile.rules.ts'
import { fillFrom, type Resolved } from './resolve.rules.ts'

/**
 * What is kept of a decision: the version, the rows that gave a value, and the steps to the due day. It holds no
 * fact of the person; who lent, what and when stands on the loan and goes when the loan's link to the person goes.
 */
export const traceOf = (
  compiled: CompiledRegulation,
  resolved: Resolved,
  steps: readonly DueStep[] = [],
): RegulationTrace => ({
  version_id: compiled.version_id,
  rows: [...resolved.rows],
  ...(steps.length > 0 ? { steps: steps.map(step => [step.code, step.days]) } : {}),
})

/**
 * Finds every value and its row again from a trace: each comes from the first traced row that names it, as it
 * did when the decision was made. Needs no fact of the case.
 * @throws RangeError when the trace belongs to another version or names a row that the version has not.
 */
export const replay = (compiled: CompiledRegulation, trace: RegulationTrace): Resolved => {
  if (trace.version_id !== compiled.version_id)
    throw new RangeError(
      `a trace of version ${trace.version_id} was read with version ${compiled.version_id}`,
    )
  return fillFrom(
    trace.rows.map(row_no => {
      const row = compiled.rows.get(row_no)
      if (!row) throw new RangeError(`version ${compiled.version_id} has no row ${row_no}`)
      return row
    }),
  )
}

/** The steps with their days again, counted back from the due day that they led to. */
export const replaySteps = (trace: RegulationTrace, due_on: Day): { start: Day; steps: DueStep[] } => {
  const kept = trace.steps ?? []
  const start = addDays(due_on, -kept.reduce((sum, [, days]) => sum + days, 0))
  let stands = start
  const steps = kept.map(([code, days]) => {
    stands = addDays(stands, days)
    return { code, days, to: stands }
  })
  return { start, steps }
}
