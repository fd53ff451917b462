import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegulationRow, RegulationValues } from '@kaft/contract/regulation'
import { RegulationTrace } from '@kaft/contract/regulation'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { addDays, type Day } from '../../../base/dates.ts'
import type { Calendar, DayType } from '../due/calendar.rules.ts'
import { loanDue } from '../due/due.rules.ts'
import { compileRegulation } from './compile.rules.ts'
import { regulationDefaults, valueKeys } from './defaults.rules.ts'
import { regulationPatterns } from './patterns/all.ts'
import { itemTypes, membershipTypes } from './patterns/pattern.ts'
import { type CountedLoan, loanFindings } from './judge.rules.ts'
import { type RegulationQuery, resolve, sourceOf } from './resolve.rules.ts'
import { replay, replaySteps, traceOf } from './trace.rules.ts'

const anyQuery: fc.Arbitrary<RegulationQuery> = fc.record({
  branch_id: fc.constantFrom('1', '2'),
  membership_type: fc.constantFrom(...membershipTypes, 'onbekend'),
  age: fc.option(fc.integer({ min: 0, max: 90 })),
  item_type: fc.constantFrom(...itemTypes),
  shelf: fc.constant(null),
  item_age_days: fc.option(fc.integer({ min: 0, max: 400 })),
  action: fc.constantFrom('loan', 'renewal'),
  on: fc.integer({ min: 0, max: 700 }).map(n => addDays('2026-01-01', n)),
})
const anyLoans: fc.Arbitrary<CountedLoan[]> = fc.array(
  fc.record({
    item_type: fc.constantFrom(...itemTypes),
    branch_id: fc.constantFrom('1', '2'),
    library_id: fc.constantFrom('9', '8'),
    title_id: fc.constantFrom('a', 'b', 'c'),
    overdue_days: fc.constantFrom(0, 0, 0, 30, 60),
  }),
  { maxLength: 25 },
)
const week = (closed: readonly number[], days: Record<Day, DayType>): Calendar => ({
  branch_id: '1',
  weekly: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map(day => [
      day,
      closed.includes(day) ? [] : [{ opens: '10:00', closes: '18:00' }],
    ]),
  ) as unknown as Calendar['weekly'],
  days: new Map(Object.entries(days)),
})
const anyCalendar = fc
  .tuple(
    fc.subarray([1, 3, 7]),
    fc.dictionary(
      fc.integer({ min: 0, max: 800 }).map(n => addDays('2026-01-01', n)),
      fc.constantFrom<DayType>('normaal', 'boetevrij', 'gesloten', 'vakantie'),
      { maxKeys: 60 },
    ),
  )
  .map(([closed, days]) => week(closed, days))

test('trace and verdict agree: from the trace alone come the same values, rows, verdict and steps', () => {
  let refused = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...regulationPatterns),
      anyQuery,
      anyLoans,
      fc.nat(2000),
      anyCalendar,
      fc.option(fc.nat(60)),
      (pattern, query, open_loans, debt, calendar, ends) => {
        const compiled = compileRegulation({
          version_id: '1234567890123456789',
          name: pattern.pattern,
          rows: pattern.rows,
        })
        const resolved = resolve(compiled, query)
        const facts = {
          query,
          library_id: '9',
          title_id: 'a',
          open_loans,
          debt_cents: { library: debt, cooperation: debt + 100 },
        }
        const findings = loanFindings(compiled, resolved, facts)
        if (findings.length > 0) refused++
        const { period } = resolved.values
        const due =
          period === null
            ? null
            : loanDue(
                { ...resolved.values, period },
                {
                  today: query.on,
                  calendar,
                  membership_ends_on: ends === null ? null : addDays(query.on, ends),
                },
              )
        const kept = JSON.stringify(traceOf(compiled, resolved, due?.ok ? due.steps : []))
        assert.ok(kept.length <= 300, kept)

        const trace = JSON.parse(kept) as RegulationTrace
        assert.ok(Value.Check(RegulationTrace, trace))
        const again = replay(compiled, trace)
        assert.deepEqual(again, resolved)
        assert.deepEqual(loanFindings(compiled, again, facts), findings)
        for (const { rule } of findings) {
          assert.equal(rule?.version_id, trace.version_id)
          if (typeof rule?.row_no === 'number') assert.ok(trace.rows.includes(rule.row_no))
        }
        if (due?.ok) assert.deepEqual(replaySteps(trace, due.due_on), { start: query.on, steps: due.steps })
      },
    ),
    { numRuns: 400 },
  )
  assert.ok(refused > 20, `only ${refused} refusals were tried`)
})

test('a trace keeps to 400 bytes when every value comes from a row of its own and every step was taken', () => {
  const values: RegulationValues = {
    ...regulationDefaults,
    period: { n: 28, unit: 'days' },
    limits: [{ within: 'library', of: 'all', max: 1 }],
  }
  const rows: RegulationRow[] = valueKeys.map((key, at) => ({
    row_no: 99_900 + at,
    selectors: { from_on: '2026-01-01', until_on: addDays('2026-12-31', at) },
    values: { [key]: values[key] },
  }))
  const compiled = compileRegulation({ version_id: '9223372036854775807', name: 'x', rows })
  const query: RegulationQuery = {
    branch_id: null,
    membership_type: null,
    age: null,
    item_type: null,
    shelf: null,
    item_age_days: null,
    action: 'loan',
    on: '2026-06-01',
  }
  const resolved = resolve(compiled, query)
  assert.equal(resolved.rows.length, valueKeys.length)
  for (const [at, key] of valueKeys.entries()) assert.equal(sourceOf(resolved, key), 99_900 + at)
  const step = (code: 'period' | 'max_total' | 'holiday' | 'closed' | 'membership_end', days: number) => ({
    code,
    days,
    to: '2026-06-01',
  })
  const steps = [
    step('period', 365),
    step('max_total', -275),
    step('holiday', 28),
    step('closed', 3),
    step('membership_end', -31),
  ]
  assert.ok(JSON.stringify(traceOf(compiled, resolved, steps)).length <= 400)
})

test('a trace is read with its own version only', () => {
  const compiled = compileRegulation({ version_id: '2', name: 'x', rows: [] })
  assert.throws(() => replay(compiled, { version_id: '1', rows: [] }), /version 1 was read with version 2/)
  assert.throws(() => replay(compiled, { version_id: '2', rows: [5] }), /no row 5/)
})
