import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DueFacts, dueMessage, type Told } from './due-message.rules.ts'

/** The Flemish "maanmethode" 7/14/35/3: after 7 days, 14 days after that, invoice after 35, a notice 3 days before. */
const terms: DueFacts['terms'] = {
  predue_days: 3,
  steps: [
    { days: 7, after: 'due', cost_cents: 0 },
    { days: 14, after: 'previous', cost_cents: 100 },
  ],
  invoice_days: 35,
}
const due_on = '2026-11-01'
const told = (kind: Told['kind'], step: number, on: string): Told => ({ kind, step, on })
const at = (today: string, ...before: Told[]) => {
  const said = dueMessage({ today, due_on, terms, told: before })
  return said && `${said.kind} ${said.step} ${said.cost_cents}`
}

const predue = told('predue', 0, '2026-10-29')
const first = told('reminder', 1, '2026-11-08')
const second = told('reminder', 2, '2026-11-22')
const rows: readonly [what: string, said: string | null, expected: string | null][] = [
  ['four days before', at('2026-10-28'), null],
  ['three days before', at('2026-10-29'), 'predue 0 0'],
  ['the notice was given', at('2026-10-30', predue), null],
  ['on the due day, never told', at('2026-11-01'), 'predue 0 0'],
  ['the day after', at('2026-11-02'), null],
  ['six days late', at('2026-11-07', predue), null],
  ['seven days late', at('2026-11-08', predue), 'reminder 1 0'],
  ['thirteen days after the first', at('2026-11-21', first), null],
  ['fourteen days after the first', at('2026-11-22', first), 'reminder 2 100'],
  ['the first went late, so the second waits', at('2026-11-22', told('reminder', 1, '2026-11-12')), null],
  ['thirty-four days late', at('2026-12-05', first, second), null],
  ['thirty-five days late', at('2026-12-06', first, second), 'invoice 0 0'],
  ['the invoice went', at('2027-01-06', first, second, told('invoice', 0, '2026-12-06')), null],
  ['never told in two months: one reminder, not all', at('2027-01-01'), 'reminder 1 0'],
  [
    'and no invoice on the day of the last reminder',
    at('2026-12-20', first, told('reminder', 2, '2026-12-20')),
    null,
  ],
]
for (const [what, said, expected] of rows) test(what, () => assert.equal(said, expected))

test('steps that count from the due day keep their distance when the first went late', () => {
  const weekly = {
    predue_days: null,
    invoice_days: null,
    steps: [7, 14].map(days => ({ days, after: 'due' as const, cost_cents: 0 })),
  }
  const late = (today: string) =>
    dueMessage({ today, due_on, terms: weekly, told: [told('reminder', 1, '2026-11-12')] })
  assert.equal(late('2026-11-18'), null)
  assert.equal(late('2026-11-19')?.step, 2)
})

test('without terms nothing is said', () => {
  const none = { predue_days: null, steps: [], invoice_days: null }
  for (const today of ['2026-10-31', '2027-06-01'])
    assert.equal(dueMessage({ today, due_on, terms: none, told: [] }), null)
})
