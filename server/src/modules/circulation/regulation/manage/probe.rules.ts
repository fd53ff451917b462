import type { EffectiveValue, Explanation } from '@kaft/contract'
import type { Calendar } from '../../due/calendar.rules.ts'
import { loanDue } from '../../due/due.rules.ts'
import type { CompiledRegulation } from '../compile.rules.ts'
import { effectiveValues } from '../effective.rules.ts'
import { explainDue, explainRefusal, type Speech } from '../explain.rules.ts'
import { type JudgeFacts, loanFindings } from '../judge.rules.ts'
import { type RegulationQuery, type Resolved, resolve } from '../resolve.rules.ts'
import { traceOf } from '../trace.rules.ts'

export interface Probe {
  readonly go: boolean
  readonly due_on: string | null
  readonly explanation: Explanation
  readonly values: EffectiveValue[]
}

/** A reader who has nothing at home and owes nothing. */
const emptyHanded = (query: RegulationQuery): JudgeFacts => ({
  query,
  library_id: '0',
  title_id: null,
  open_loans: [],
  debt_cents: { library: 0, cooperation: 0 },
})

/** What a version says of lending in one case, as if a reader who has and owes nothing stood there. */
export function probe(
  compiled: CompiledRegulation,
  ask: { readonly query: RegulationQuery; readonly calendar: Calendar | null },
  speech: Speech,
): Probe {
  const { query, calendar } = ask
  const resolved: Resolved = resolve(compiled, query)
  const values = effectiveValues(compiled, query, speech).filter(value => value.row_no !== null)
  const [finding] = loanFindings(compiled, resolved, emptyHanded(query))
  const { period } = resolved.values
  const due =
    period === null
      ? null
      : loanDue(
          { ...resolved.values, period },
          { today: query.on, calendar: calendar ?? 'ignored', membership_ends_on: null },
        )
  const trace = traceOf(compiled, resolved, due?.ok ? due.steps : [])
  const about = { compiled, trace, query }
  if (finding || !due?.ok) {
    const refused = finding ?? { code: 'no_calendar' as const, weight: 'stop' as const, about: {} }
    return {
      go: false,
      due_on: null,
      values,
      explanation: explainRefusal({ ...about, finding: refused }, speech),
    }
  }
  const { due_on } = due
  return { go: true, due_on, values, explanation: explainDue({ ...about, due_on, renewals: 0 }, speech) }
}
