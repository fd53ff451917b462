import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Explanation } from '@kaft/contract/circulation'
import { codes } from '@kaft/contract/codes'
import type { FinePolicy, RegulationRow, RegulationTrace, RegulationValues } from '@kaft/contract/regulation'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { addDays, type Day } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import type { Calendar, DayType } from '../due/calendar.rules.ts'
import { loanDue, renewalDue } from '../due/due.rules.ts'
import { fine } from '../fines/fine.rules.ts'
import { compileRegulation } from './compile.rules.ts'
import { valueKeys } from './defaults.rules.ts'
import { explainDue, explainFine, explainRefusal, explainValue, type Speech } from './explain.rules.ts'
import { regulationPatterns } from './patterns/all.ts'
import {
  holdFindings,
  type JudgeFacts,
  loanFindings,
  type RenewalFacts,
  renewalFindings,
} from './judge.rules.ts'
import { type RegulationQuery, resolve } from './resolve.rules.ts'
import { traceOf } from './trace.rules.ts'

const speech: Speech = {
  language: 'nl',
  today: '2026-11-27',
  names: { branches: { '1': 'Centrum' }, membership_types: { volwassene: 'Volwassenen' } },
}
const inEnglish: Speech = { ...speech, language: 'en' }
const query: RegulationQuery = {
  branch_id: '1',
  membership_type: 'volwassene',
  age: 40,
  item_type: 'book',
  shelf: null,
  item_age_days: 900,
  action: 'loan',
  on: '2026-11-27',
}
const calendarOf = (days: Record<Day, DayType>): Calendar => ({
  branch_id: '1',
  weekly: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map(day => [day, day === 7 ? [] : [{ opens: '10:00', closes: '18:00' }]]),
  ) as unknown as Calendar['weekly'],
  days: new Map(Object.entries(days)),
})
const christmas = calendarOf({ '2026-12-25': 'gesloten' })
const base: RegulationValues = { loanable: true, period: { n: 28, unit: 'days' }, renewals: 2 }
const regulation = (rows: readonly RegulationRow[]) =>
  compileRegulation({ version_id: '7', name: '2026-2', rows })
const rowsOf = (values: RegulationValues, ...more: RegulationRow[]): RegulationRow[] => [
  { row_no: 3, selectors: {}, values: { ...base, ...values } },
  ...more,
]
const book: RegulationRow = {
  row_no: 14,
  selectors: { item_type: 'book' },
  values: { period: { n: 28, unit: 'days' } },
}

/** Lends by the rows and explains the due day. */
const due = (rows: readonly RegulationRow[], calendar: Calendar, ends: Day | null = null, say = speech) => {
  const compiled = regulation(rows)
  const resolved = resolve(compiled, query)
  const { period } = resolved.values
  assert.ok(period)
  const found = loanDue(
    { ...resolved.values, period },
    { today: query.on, calendar, membership_ends_on: ends },
  )
  assert.ok(found.ok)
  const trace = traceOf(compiled, resolved, found.steps)
  return explainDue({ compiled, trace, query, due_on: found.due_on, renewals: 0 }, say)
}

describe('why that day', () => {
  test('Christmas, word for word', () => {
    assert.deepEqual(due(rowsOf({}, book), christmas), {
      sentence: 'Omdat 25 december een gesloten dag is.',
      steps: [
        {
          text: 'Boek, volwassenen: 28 dagen',
          result: 'vrijdag 25 december',
          from: 'Reglement 2026-2, regel 14',
        },
        {
          text: 'Centrum is gesloten op 25 december',
          result: 'eerste open dag: zaterdag 26 december',
          from: 'Kalender',
        },
      ],
      lost: [
        {
          text: 'Regel 3 (alle leners, alle materialen): 28 dagen',
          result: 'Regel 14 is preciezer, door de materiaalsoort.',
          from: 'Reglement 2026-2, regel 3',
        },
      ],
      change: 'Verlengen kan nog 2 keer.',
      for_patron: 'Breng dit terug tegen zaterdag 26 december. 25 december is een gesloten dag.',
      trace: {
        version_id: '7',
        rows: [14, 3],
        steps: [
          ['period', 28],
          ['closed', 1],
        ],
      },
    })
  })
  test('and in English', () => {
    const { sentence, steps, change } = due(rowsOf({}, book), christmas, null, inEnglish)
    assert.equal(sentence, 'Because 25 December is a closed day.')
    assert.deepEqual(
      steps.map(step => step.result),
      ['Friday 25 December', 'first open day: Saturday 26 December'],
    )
    assert.equal(change, 'It can be renewed 2 more times.')
  })
  test('the plain term', () =>
    assert.equal(due(rowsOf({}), calendarOf({})).sentence, 'Omdat de termijn 28 dagen is.'))
  test('a holiday', () => {
    const { sentence, steps } = due(
      rowsOf({}),
      calendarOf({ '2026-12-25': 'vakantie', '2026-12-26': 'vakantie' }),
    )
    assert.equal(sentence, 'Omdat Centrum vakantie heeft op 25 december.')
    assert.equal(steps[1]?.result, 'zelfde weekdag in de eerste week erna: vrijdag 1 januari 2027')
  })
  test('the end of the membership, and the day that renewing it would give', () => {
    const { sentence, steps, change } = due(rowsOf({}), christmas, '2026-12-20')
    assert.equal(sentence, 'Omdat het lidmaatschap dan eindigt.')
    assert.deepEqual(steps.at(-1), {
      text: 'Het lidmaatschap eindigt',
      result: 'laatste open dag van het lidmaatschap: zaterdag 19 december',
      from: 'Lidmaatschap',
    })
    assert.equal(change, 'Na vernieuwen van het lidmaatschap wordt het zaterdag 26 december.')
  })
  test('a fixed date', () =>
    assert.equal(
      due(rowsOf({ fixed_due_on: '2027-01-15' }), christmas).sentence,
      'Omdat het reglement een vaste inleverdatum geeft.',
    ))
  test('a fixed date that is past', () =>
    assert.equal(
      due(rowsOf({ fixed_due_on: '2026-09-15' }), calendarOf({})).steps[0]?.text,
      'De vaste inleverdatum is voorbij',
    ))
  test('a renewal cut short by the total term', () => {
    const compiled = regulation(rowsOf({ max_total_days: 42, renewals: null }))
    const asked = { ...query, action: 'renewal' as const, on: '2026-12-21' }
    const resolved = resolve(compiled, asked)
    const found = renewalDue(
      { ...resolved.values, period: { n: 28, unit: 'days' } },
      {
        today: asked.on,
        lent_on: query.on,
        due_on: '2026-12-28',
        calendar: christmas,
        membership_ends_on: null,
      },
    )
    assert.ok(found.ok)
    const said = explainDue(
      {
        compiled,
        trace: traceOf(compiled, resolved, found.steps),
        query: asked,
        due_on: found.due_on,
        renewals: 1,
      },
      speech,
    )
    assert.equal(said.sentence, 'Omdat een uitlening in totaal hoogstens 42 dagen duurt.')
    assert.deepEqual(
      said.steps.map(step => step.text),
      ['Boek, volwassenen: verlengd met 28 dagen vanaf 28 december', 'Hoogstens 42 dagen in totaal'],
    )
    assert.equal(said.change, 'Na inleveren kan het opnieuw uitgeleend worden.')
  })
  test('set by hand: a trace without steps', () => {
    const compiled = regulation(rowsOf({}))
    const trace = traceOf(compiled, resolve(compiled, query))
    assert.equal(
      explainDue({ compiled, trace, query, due_on: '2026-12-01', renewals: 2 }, speech).sentence,
      'Deze datum is met de hand gezet.',
    )
  })
  test('when the facts of the case are gone, the rows that gave the day still are', () => {
    const compiled = regulation(rowsOf({}, book))
    const trace: RegulationTrace = { version_id: '7', rows: [14, 3], steps: [['period', 28]] }
    const gone = { ...query, branch_id: null, membership_type: null, age: null, item_type: null }
    const said = explainDue({ compiled, trace, query: gone, due_on: '2026-12-25', renewals: 0 }, speech)
    assert.equal(said.steps[0]?.from, 'Reglement 2026-2, regel 14')
    assert.deepEqual(said.lost, [])
  })
})

const facts: JudgeFacts = {
  query,
  library_id: '9',
  title_id: null,
  open_loans: [],
  debt_cents: { library: 0, cooperation: 0 },
}
const refusalOf = (
  values: RegulationValues,
  more: Partial<JudgeFacts>,
  code: Finding['code'],
  say = speech,
) => {
  const compiled = regulation(rowsOf(values))
  const all = { ...facts, ...more }
  const resolved = resolve(compiled, all.query)
  const finding = loanFindings(compiled, resolved, all).find(found => found.code === code)
  assert.ok(finding, `no ${code}`)
  return explainRefusal({ compiled, trace: traceOf(compiled, resolved), query: all.query, finding }, say)
}
const dvds = (n: number) =>
  Array.from({ length: n }, (_, at) => ({
    item_type: 'dvd',
    branch_id: '1',
    library_id: '9',
    title_id: `${at}`,
    overdue_days: 0,
  }))

describe('why not', () => {
  test('a limit, word for word', () => {
    const said = refusalOf(
      { limits: [{ within: 'library', of: 'same_item_type', max: 4 }] },
      { query: { ...query, item_type: 'dvd' }, open_loans: dvds(4) },
      'limit_reached',
    )
    assert.deepEqual(said, {
      sentence: "Deze lener heeft al 4 dvd's. Meer kan niet tegelijk.",
      steps: [
        {
          text: 'Dvd, volwassenen: hoogstens 4 exemplaren van dezelfde soort in deze bibliotheek',
          result: null,
          from: 'Reglement 2026-2, regel 3',
        },
        { text: 'Nu uitgeleend: 4', result: null, from: null },
      ],
      lost: [],
      change: 'Na het inleveren van 1 exemplaar kan het.',
      for_patron: 'Je hebt er al 4 thuis. Breng er 1 terug, dan kan het wel.',
      trace: { version_id: '7', rows: [3] },
    })
  })
  test('debt, with the smallest payment that helps', () => {
    const said = refusalOf(
      { block_debt_cents: 1000 },
      { debt_cents: { library: 1240, cooperation: 1240 } },
      'debt_block',
    )
    assert.equal(said.sentence, '€ 12,40 staat open. Vanaf € 10,00 kan deze lener niet lenen.')
    assert.equal(said.change, 'Na een betaling van € 2,41 kan het.')
    assert.equal(said.for_patron, 'Er staat € 12,40 open. Betaal minstens € 2,41, dan kan je weer lenen.')
  })
  test('no row at all', () => {
    const compiled = regulation([])
    const resolved = resolve(compiled, query)
    const [finding] = loanFindings(compiled, resolved, facts)
    assert.ok(finding)
    const said = explainRefusal({ compiled, trace: traceOf(compiled, resolved), query, finding }, speech)
    assert.deepEqual(said.steps, [
      { text: 'Boek, volwassenen: geen regel', result: null, from: 'Standaard, geen regel' },
    ])
    assert.equal(said.change, 'Een regel voor dit soort lidmaatschap en dit soort materiaal lost het op.')
  })
  test('every code of the desk has a sentence in both languages, whether the regulation is behind it or not', () => {
    const compiled = regulation(rowsOf({}))
    const trace = traceOf(compiled, resolve(compiled, query))
    for (const code of codes)
      for (const say of [speech, inEnglish]) {
        const said = explainRefusal(
          { compiled, trace, query, finding: { code, weight: 'stop', about: {} } },
          say,
        )
        assert.ok(Value.Check(Explanation, said))
        assert.ok(said.sentence.length > 0 && said.for_patron.length > 0)
        assert.doesNotMatch(JSON.stringify(said), /undefined|NaN/)
      }
  })
})

test('the change that is named is enough, and a smaller one is not', () => {
  const someRows = fc.constantFrom(...regulationPatterns)
  const loans = fc.array(
    fc.record({
      item_type: fc.constantFrom('book', 'dvd', 'comic'),
      branch_id: fc.constant('1'),
      library_id: fc.constant('9'),
      title_id: fc.constantFrom('a', 'b'),
      overdue_days: fc.constantFrom(0, 30, 90),
    }),
    { minLength: 5, maxLength: 30 },
  )
  let flipped = 0
  fc.assert(
    fc.property(
      someRows,
      loans,
      fc.nat(3000),
      fc.constantFrom('book', 'dvd'),
      ({ rows }, open_loans, debt, item_type) => {
        const compiled = regulation(rows)
        const all: JudgeFacts = {
          ...facts,
          query: { ...query, item_type },
          open_loans,
          debt_cents: { library: debt, cooperation: debt },
        }
        const resolved = resolve(compiled, all.query)
        const judged = (more: Partial<JudgeFacts>) => loanFindings(compiled, resolved, { ...all, ...more })
        for (const finding of judged({})) {
          const { change } = explainRefusal(
            { compiled, trace: traceOf(compiled, resolved), query: all.query, finding },
            speech,
          )
          const same = (found: Finding) =>
            found.code === finding.code &&
            found.rule?.row_no === finding.rule?.row_no &&
            found.about['limit'] === finding.about['limit'] &&
            found.about['item_type'] === finding.about['item_type']
          if (finding.code === 'debt_block') {
            const pay = Number(
              /€ ([\d.]+),(\d\d)/
                .exec(change ?? '')
                ?.slice(1)
                .join('')
                .replaceAll('.', ''),
            )
            const after = (paid: number) =>
              judged({ debt_cents: { library: debt - paid, cooperation: debt - paid } }).some(same)
            assert.ok(!after(pay) && after(pay - 1))
            flipped++
          }
          if (finding.code === 'limit_reached' && finding.about['item_type'] === item_type) {
            const back = Number(/van (\d+) /.exec(change ?? '')?.[1])
            const without = (n: number) => {
              const mine = open_loans.filter(loan => loan.item_type === item_type).slice(n)
              return judged({
                open_loans: [...mine, ...open_loans.filter(loan => loan.item_type !== item_type)],
              }).some(same)
            }
            assert.ok(!without(back) && without(back - 1))
            flipped++
          }
        }
      },
    ),
    { numRuns: 500 },
  )
  assert.ok(flipped > 50, `only ${flipped} were tried`)
})

test('a renewal refused says so in one sentence and names the way on', () => {
  const compiled = regulation(rowsOf({ renewals: 2 }))
  const asked = { ...query, action: 'renewal' as const }
  const resolved = resolve(compiled, asked)
  const renewal: RenewalFacts = {
    ...facts,
    query: asked,
    renewals: 2,
    due_on: '2026-12-02',
    overdue_days: 0,
    new_due_on: '2026-12-30',
    steps: [],
  }
  const [finding] = renewalFindings(compiled, resolved, renewal)
  assert.ok(finding)
  const said = explainRefusal({ compiled, trace: traceOf(compiled, resolved), query: asked, finding }, speech)
  assert.deepEqual(
    [said.sentence, said.steps[0]?.text, said.steps[1]?.text, said.change],
    [
      'Dit is al 2 keer verlengd. Vaker verlengen kan niet.',
      'Boek, volwassenen: 2 keer verlengen',
      'Al 2 keer verlengd',
      'Na inleveren kan het opnieuw uitgeleend worden.',
    ],
  )
})

test('a limit of holds speaks of reservations: in all, on one title, and where there may be none', () => {
  const at = (values: RegulationValues, open_holds: number, holds_on_title: number) => {
    const compiled = regulation(rowsOf(values))
    const resolved = resolve(compiled, query)
    const counted = { open_holds, holds_on_title, on_shelf: false }
    const [finding] = holdFindings(compiled, resolved, { ...facts, ...counted })
    assert.ok(finding)
    const ask = { compiled, trace: traceOf(compiled, resolved), query, finding }
    return [speech, inEnglish].map(say => {
      const said = explainRefusal(ask, say)
      return [said.sentence, said.steps.at(-1)?.text, said.change, said.for_patron]
    })
  }
  assert.deepEqual(at({ max_holds_per_title: 2 }, 2, 2), [
    [
      'Deze lener heeft al 2 reserveringen op deze titel. Meer kan niet.',
      'Nu gereserveerd: 2',
      'Na 1 reservering minder kan het.',
      'Je hebt al 2 reserveringen op deze titel. Meer kan niet.',
    ],
    [
      'This patron already has 2 reservations on this title. More is not possible.',
      'Now reserved: 2',
      'It can once there is 1 hold fewer.',
      'You have 2 holds on this title already. No more is possible.',
    ],
  ])
  assert.deepEqual(at({ max_holds: 3 }, 4, 0)[0]?.slice(2), [
    'Na 2 reserveringen minder kan het.',
    'Je hebt al 4 reserveringen. Meer kan niet tegelijk.',
  ])
  assert.deepEqual(at({ max_holds: 0 }, 0, 0), [
    [
      'Met dit lidmaatschap kan niet gereserveerd worden.',
      'Nu gereserveerd: 0',
      'Alleen een ander reglement laat dit toe.',
      'Met je lidmaatschap kan je niet reserveren.',
    ],
    [
      'This membership does not cover reservations.',
      'Now reserved: 0',
      'Only another regulation allows this.',
      'Your membership does not cover holds.',
    ],
  ])
})

describe('why that amount', () => {
  const said = (
    policy: FinePolicy,
    returned_on: Day,
    say = speech,
    running = true,
    chosen_on: Day | null = null,
  ) => {
    const compiled = regulation(rowsOf({ fine: policy }))
    const resolved = resolve(compiled, query)
    const calendar = calendarOf({
      '2026-12-23': 'vakantie',
      '2026-12-24': 'vakantie',
      '2026-12-25': 'gesloten',
      '2026-12-29': 'boetevrij',
    })
    const sum = fine({ policy, due_on: '2026-12-19', returned_on, calendar, price_cents: null })
    const asked = { compiled, trace: traceOf(compiled, resolved), query, fine: sum, running }
    return explainFine({ ...asked, chosen_on }, say)
  }
  const texts = (explained: Explanation) =>
    explained.steps.map(step => [step.text, step.result].filter(part => part !== null).join(' → '))
  const daily: FinePolicy = { kind: 'per_day', amount_cents: 10, cap_cents: 50 }

  test('the sum, step by step', () => {
    const explained = said(daily, '2026-12-28')
    assert.equal(explained.sentence, 'Omdat het 9 dagen te laat is, waarvan er 7 tellen.')
    assert.deepEqual(texts(explained), [
      'Boek, volwassenen: € 0,10 per dag te laat, hoogstens € 0,50',
      '9 dagen te laat',
      '2 vakantiedagen tellen niet mee',
      '7 dagen × € 0,10 → € 0,70',
      'Meer dan het maximum hoeft niet → € 0,50',
    ])
    assert.equal(explained.change, 'Het bedrag stijgt niet meer.')
    assert.equal(explained.for_patron, 'Dit is 9 dagen te laat. Dat kost € 0,50.')
  })
  test('a day of return that was chosen is named', () => {
    const explained = said(daily, '2026-12-21', speech, false, '2026-12-21')
    assert.ok(
      texts(explained).includes('Gerekend alsof het terugkwam op maandag 21 december'),
      texts(explained).join(),
    )
  })
  test('while it runs it says what a later return costs, once booked it does not', () => {
    assert.equal(said(daily, '2026-12-21').change, 'Later inleveren kost € 0,10 per dag te laat.')
    assert.equal(said(daily, '2026-12-21', speech, false).change, null)
  })
  test('nothing late and nothing owed are said as such', () => {
    assert.equal(said(daily, '2026-12-19').sentence, 'Omdat het niet te laat is.')
    assert.equal(
      said({ kind: 'per_opening_day', amount_cents: 10 }, '2026-12-20').sentence,
      'Het is 1 dag te laat, maar dat kost niets.',
    )
  })
  test('every kind of step has its words in both languages', () => {
    const policies: FinePolicy[] = [
      {
        kind: 'per_opening_day',
        amount_cents: 10,
        free_days: 2,
        free_days_mode: 'subtract',
        extras: [{ from_day: 3, amount_cents: 100 }],
        cap_price_percent: 50,
      },
      { kind: 'per_started_week', amount_cents: 50, closed_days_count: false, return_day_counts: false },
      { kind: 'per_full_week', amount_cents: 50, free_days: 30 },
      { kind: 'stepped', steps: [{ from_day: 5, amount_cents: 500, plus_price: true }] },
      { kind: 'none' },
    ]
    assert.deepEqual(texts(said(policies[0] as FinePolicy, '2026-12-30')), [
      'Boek, volwassenen: € 0,10 per openingsdag te laat, plus € 1,00 op dag 3, eerste 2 dagen gratis, hoogstens 50 % van de prijs',
      '11 dagen te laat',
      '1 boetevrije dag telt niet mee',
      '2 vakantiedagen tellen niet mee',
      '3 gesloten dagen tellen niet mee',
      '2 dagen gratis',
      '3 dagen × € 0,10 → € 0,30',
      'Toeslag op dag 3 → plus € 1,00',
      'De prijs van het exemplaar is niet bekend',
    ])
    for (const policy of policies)
      for (const say of [speech, inEnglish]) {
        const explained = said(policy, '2027-02-01', say)
        assert.ok(Value.Check(Explanation, explained))
        assert.doesNotMatch(JSON.stringify(explained), /undefined|NaN/)
      }
  })
})

test('every value of every pattern can be asked for, in both languages, with its row', () => {
  for (const { pattern, rows } of regulationPatterns) {
    const compiled = regulation(rows)
    const resolved = resolve(compiled, query)
    for (const key of valueKeys)
      for (const say of [speech, inEnglish]) {
        const said = explainValue({ compiled, trace: traceOf(compiled, resolved), query, key }, say)
        assert.ok(said.sentence.length > 10, `${pattern} ${key}`)
        assert.doesNotMatch(JSON.stringify(said), /undefined|NaN|\[object/)
      }
  }
  const compiled = regulation(
    rowsOf(
      {},
      {
        row_no: 22,
        selectors: { item_type: 'book', membership_type: 'volwassene' },
        values: { period: { n: 7, unit: 'days' } },
      },
    ),
  )
  const said = explainValue(
    { compiled, trace: traceOf(compiled, resolve(compiled, query)), query, key: 'period' },
    speech,
  )
  assert.equal(said.sentence, 'Boek, volwassenen: 7 dagen.')
  assert.equal(said.lost[0]?.result, 'Regel 22 is preciezer, door de materiaalsoort.')
})

test('the reader never gets a row, a version or a trace in the text', () => {
  const explained = [
    due(rowsOf({}, book), christmas),
    due(rowsOf({}), christmas, addDays('2026-11-27', 10)),
    due(rowsOf({}), calendarOf({}), null, inEnglish),
  ]
  for (const { for_patron } of explained) {
    assert.doesNotMatch(for_patron, /regel|rule|2026-2|Reglement/i)
    assert.equal(for_patron.split('. ').length, 2)
  }
})
