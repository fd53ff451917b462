import type { RegulationRow } from '@kaft/contract/regulation'
import { loanDue } from '../server/src/modules/circulation/due/due.rules.ts'
import {
  type CompiledRegulation,
  compileRegulation,
} from '../server/src/modules/circulation/regulation/compile.rules.ts'
import { type JudgeFacts, loanFindings } from '../server/src/modules/circulation/regulation/judge.rules.ts'
import { matchingRows, resolve } from '../server/src/modules/circulation/regulation/resolve.rules.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import type { Table } from './table.ts'

/** As many rows as asked: one for everything, and others that each name an item type, a membership, an age or a branch. */
function rowsOf(count: number): RegulationRow[] {
  const base: RegulationRow = {
    row_no: 1,
    selectors: {},
    values: {
      loanable: true,
      period: { n: 28, unit: 'days' },
      limits: [{ within: 'library', of: 'all', max: 20 }],
    },
  }
  const more = Array.from({ length: count - 1 }, (_, n): RegulationRow => {
    const selectors = [
      { item_type: `type_${n % 400}` },
      { item_type: `type_${n % 400}`, membership_type: `m_${n % 37}` },
      { branch_id: String(1 + (n % 300)), item_type: `type_${n % 400}` },
      { membership_type: `m_${n % 37}`, age_band: { from: n % 50, to: 50 + (n % 40) } },
      { season: { from: '07-01', to: '08-31' }, branch_id: String(1 + (n % 300)) },
    ][n % 5]
    return {
      row_no: n + 2,
      selectors: selectors ?? {},
      values: { renewals: n % 5, fine: { kind: 'per_day', amount_cents: n % 40 }, min_age: n % 16 },
    }
  })
  return [base, ...more]
}

const cases = (n: number): JudgeFacts => ({
  query: {
    branch_id: String(1 + (n % 300)),
    membership_type: `m_${n % 37}`,
    age: n % 90,
    item_type: `type_${n % 400}`,
    shelf: null,
    item_age_days: n % 900,
    action: 'loan',
    on: `2026-${String(1 + (n % 12)).padStart(2, '0')}-15`,
  },
  library_id: '1',
  title_id: '1',
  open_loans: [],
  debt_cents: { library: 0, cooperation: 0 },
})

/** Decides that many times about cases that keep changing; microseconds each. */
function decide(compiled: CompiledRegulation, times: number): number {
  const facts = Array.from({ length: 4000 }, (_, n) => cases(n))
  const began = performance.now()
  for (let n = 0; n < times; n++) {
    const fact = facts[n % facts.length]
    if (!fact) continue
    const resolved = resolve(compiled, fact.query)
    loanFindings(compiled, resolved, fact)
    const { period } = resolved.values
    if (period)
      loanDue(
        { ...resolved.values, period },
        { today: fact.query.on, calendar: 'ignored', membership_ends_on: null },
      )
  }
  return ((performance.now() - began) * 1000) / times
}

/** Looks rows up afresh each time, with no answer kept: what a case costs that was never asked before. */
function lookUp(compiled: CompiledRegulation, times: number): number {
  const facts = Array.from({ length: 4000 }, (_, n) => cases(n))
  const began = performance.now()
  for (let n = 0; n < times; n++) {
    const fact = facts[n % facts.length]
    if (fact) matchingRows(compiled, fact.query)
  }
  return ((performance.now() - began) * 1000) / times
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** A decision by a regulation of ten thousand rows against one of ten, in turns, in this process. */
export async function rules(_: Place, scale: number): Promise<Table> {
  const times = Math.max(20_000, Math.floor(400_000 * scale))
  const sizes = [10, 10_000]
  const began = sizes.map(() => performance.now())
  const compiled = sizes.map((count, at) => {
    began[at] = performance.now()
    const made = compileRegulation({ version_id: String(count), name: String(count), rows: rowsOf(count) })
    began[at] = performance.now() - (began[at] ?? 0)
    return made
  })
  const runs = sizes.map(() => ({ decided: [] as number[], looked: [] as number[] }))
  for (let round = 0; round < 5; round++) {
    say(`rules: round ${round + 1} of 5`)
    for (const [at, one] of compiled.entries()) {
      runs[at]?.decided.push(decide(one, times))
      runs[at]?.looked.push(lookUp(one, times))
    }
  }
  const rows = sizes.map((count, at) => [
    `${count} rows`,
    median(runs[at]?.decided ?? []).toFixed(2),
    median(runs[at]?.looked ?? []).toFixed(2),
    (began[at] ?? 0).toFixed(1),
  ])
  const ratio = median(runs[1]?.decided ?? []) / median(runs[0]?.decided ?? [1])
  return {
    head: ['regulation', 'µs a decision', 'µs a look-up of rows', 'ms to make ready'],
    rows,
    notes: [
      `A decision by ten thousand rows costs ${ratio.toFixed(2)} times one by ten; a decision is rows, values, findings and due day.`,
    ],
  }
}
