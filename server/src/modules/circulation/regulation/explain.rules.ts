import type { Explanation } from '@kaft/contract/circulation'
import type { RegulationTrace, RegulationValueKey, ResolvedLimit } from '@kaft/contract/regulation'
import { texts } from '@kaft/contract/texts/index'
import { type Day, timeOf } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import type { DueStep } from '../due/due.rules.ts'
import type { Fine } from '../fines/fine.rules.ts'
import type { CompiledRegulation } from './compile.rules.ts'
import { valueKeys } from './defaults.rules.ts'
import { candidates, type RegulationQuery, type Resolved, sourceOf } from './resolve.rules.ts'
import { type Language, wordsOf } from './texts/language.rules.ts'
import type { Context, RegulationWords } from './texts/words.rules.ts'
import { replay, replaySteps } from './trace.rules.ts'

/*
 * The object behind "Waarom?": one sentence, the steps with where each comes from, the rows that held and lost,
 * and the smallest change that alters the answer. It is rendered from the trace and the version when someone
 * asks; nothing of it is kept. It speaks of no fact that the decision did not use.
 */

/** The decided case: the version, what was traced, and what was asked. */
export interface Explained {
  readonly compiled: CompiledRegulation
  readonly trace: RegulationTrace
  /**
   * What the decision asked the regulation, as far as it is still known. Rows that lost are only named as far
   * as this still leads to the rows of the trace.
   */
  readonly query: RegulationQuery
}

export interface Speech extends Context {
  readonly language: Language
}

type Step = Explanation['steps'][number]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Boek, volwassene": what the case is about. */
const subject = ({ query }: Explained, words: RegulationWords, { names }: Context): string =>
  [
    query.item_type === null ? null : words.itemType(query.item_type, names),
    query.membership_type === null ? null : words.membershipType(query.membership_type, names),
  ]
    .filter(part => part !== null)
    .join(', ')

/** The rows that held and lost one of these values to a row of the trace. */
const lostRows = (
  ask: Explained,
  resolved: Resolved,
  keys: readonly RegulationValueKey[],
  { language, ...context }: Speech,
): Step[] => {
  const words = wordsOf(language)
  return candidates(ask.compiled, ask.query).flatMap(({ row_no, lost }) => {
    const here = lost.filter(
      ({ key, to }) => keys.includes(key) && (key === 'limits' || sourceOf(resolved, key) === to),
    )
    const row = ask.compiled.rows.get(row_no)?.row
    const [first] = here
    if (!row || !first) return []
    const said = here.map(({ key }) => words.value(key, row.values[key] as never, context)).join('; ')
    return {
      text: `${words.row(row_no)} (${words.selectors(row.selectors, context)}): ${said}`,
      result: words.lost({ winner: first.to, by: first.by === null ? null : words.dimension[first.by] }),
      from: words.reference(ask.compiled.name, row_no),
    }
  })
}

const dueKeys = ['period', 'fixed_due_on', 'max_total_days'] as const
const renewalKeys = [...dueKeys, 'renewal_period', 'renewal_from'] as const

/** Which value of the regulation a step to the due day rests on; null for the calendar and the membership. */
const keyOfStep = (step: DueStep, renewal: boolean, resolved: Resolved): RegulationValueKey | null => {
  if (step.code === 'period')
    return renewal && resolved.values.renewal_period !== null ? 'renewal_period' : 'period'
  if (step.code === 'fixed' || step.code === 'fixed_past') return 'fixed_due_on'
  return step.code === 'max_total' ? 'max_total_days' : null
}

/** Where a step comes from that is none of the regulation. */
const outside = (code: DueStep['code'], words: RegulationWords): string => {
  if (code === 'home_round') return words.homeDelivery
  return code === 'membership_end' ? words.membership : words.calendar
}

/**
 * Why something is due on that day. `renewals` is how often it was renewed; `query.action` says whether the
 * trace is that of the loan or of its last renewal.
 */
export const explainDue = (
  ask: Explained & { readonly due_on: Day; readonly due_at?: string | null; readonly renewals: number },
  speech: Speech,
): Explanation => {
  const words = wordsOf(speech.language)
  const resolved = replay(ask.compiled, ask.trace)
  const { start, steps } = replaySteps(ask.trace, ask.due_on)
  const renewal = ask.query.action === 'renewal'
  const about = steps.map((step, at) => ({
    step,
    before: at === 0 ? start : (steps[at - 1]?.to ?? start),
    values: resolved.values,
    branch: speech.names.branches?.[ask.query.branch_id ?? ''] ?? words.branch,
    item: ask.query.item_type === null ? words.item : words.itemType(ask.query.item_type, speech.names),
    membership: words.membershipType(ask.query.membership_type ?? '', speech.names),
    renewal,
  }))
  const decisive = about.findLast(({ step }) => step.days !== 0) ?? about.at(-1)
  const { renewals } = resolved.values
  const time = ask.due_at ? timeOf(ask.due_at) : null
  const capped = steps.at(-1)?.code === 'membership_end' ? (about.at(-1)?.before ?? null) : null
  return {
    sentence: decisive ? words.due.sentence(decisive, speech) : words.due.set,
    steps: about.map((one, at) => {
      const key = keyOfStep(one.step, renewal, resolved)
      const calendar = outside(one.step.code, words)
      const from = key === null ? calendar : words.reference(ask.compiled.name, sourceOf(resolved, key))
      const said = words.due.step(one, speech)
      const last = time !== null && at === about.length - 1
      return { ...said, result: last ? words.moment(one.step.to, time, speech) : said.result, from }
    }),
    lost: lostRows(ask, resolved, renewal ? renewalKeys : dueKeys, speech),
    change: words.due.change(
      {
        renewals_left: renewals === null ? null : Math.max(0, renewals - ask.renewals),
        without_membership_end: capped,
        max_total: steps.some(step => step.code === 'max_total'),
      },
      speech,
    ),
    for_patron: decisive ? words.due.forPatron(decisive, { on: ask.due_on, time }, speech) : words.due.set,
    trace: ask.trace,
  }
}

/** The limit that a finding speaks of, in words; a finding keeps the row and the maximum. */
const limitOf = (finding: Finding, resolved: Resolved): ResolvedLimit | undefined =>
  resolved.values.limits.find(
    limit =>
      limit.row_no === finding.rule?.row_no &&
      limit.max === finding.about['limit'] &&
      limit.within === finding.about['within'],
  )

const isValueKey = (key: string | null | undefined): key is RegulationValueKey =>
  valueKeys.includes(key as RegulationValueKey)

/** What the regulation says, as the first step of a refusal; none where the reason is not the regulation's. */
const ruleStep = (ask: Explained, finding: Finding, resolved: Resolved, speech: Speech): Step[] => {
  const key = finding.rule?.value
  if (!isValueKey(key)) return []
  const words = wordsOf(speech.language)
  const limit = key === 'limits' ? limitOf(finding, resolved) : undefined
  const value = limit ? words.limit(limit, speech) : words.value(key, resolved.values[key], speech)
  const text = finding.code === 'no_rule' ? words.noRow : value
  const about = subject(ask, words, speech)
  const from = words.reference(ask.compiled.name, finding.rule?.row_no ?? null)
  return [{ text: capital(about === '' ? text : `${about}: ${text}`), result: null, from }]
}

/** Why something is refused or asked: what the regulation says, what was weighed against it, what would help. */
export const explainRefusal = (
  ask: Explained & { readonly finding: Finding },
  speech: Speech,
): Explanation => {
  const words = wordsOf(speech.language)
  const { finding } = ask
  const resolved = replay(ask.compiled, ask.trace)
  const sentence = texts[speech.language][finding.code](finding.about)
  const key = finding.rule?.value
  const weighed = words.refusal.weighed(finding.code, finding.about, speech)
  return {
    sentence,
    steps: [
      ...ruleStep(ask, finding, resolved, speech),
      ...(weighed === null ? [] : [{ text: weighed, result: null, from: null }]),
    ],
    lost: isValueKey(key) ? lostRows(ask, resolved, [key], speech) : [],
    change: words.refusal.change(finding.code, finding.about, speech),
    for_patron: words.refusal.forPatron(finding.code, finding.about, speech) ?? sentence,
    trace: ask.trace,
  }
}

/** Why it costs what it costs: the sum of the calculator, step by step. `running` while it is not yet booked. */
export const explainFine = (
  ask: Explained & { readonly fine: Fine; readonly running: boolean; readonly chosen_on?: Day | null },
  speech: Speech,
): Explanation => {
  const words = wordsOf(speech.language)
  const resolved = replay(ask.compiled, ask.trace)
  const policy = resolved.values.fine
  const { amount_cents, days, steps } = ask.fine
  const late = steps.find(step => step.code === 'late')?.n ?? 0
  const hours = steps.find(step => step.code === 'late_hours')?.n ?? 0
  const capped = steps.some(step => step.code === 'cap')
  return {
    sentence: words.fines.sentence({ late, hours, days, amount_cents }),
    steps: [
      {
        text: capital(`${subject(ask, words, speech)}: ${words.fine(policy)}`),
        result: null,
        from: words.reference(ask.compiled.name, sourceOf(resolved, 'fine')),
      },
      ...(ask.chosen_on
        ? [{ text: words.fines.chosen(ask.chosen_on, speech.today), result: null, from: null }]
        : []),
      ...steps.map(step => ({
        ...words.fines.step(step, policy.kind),
        from: step.code === 'not_counted' ? words.calendar : null,
      })),
    ],
    lost: lostRows(ask, resolved, ['fine'], speech),
    change: ask.running ? words.fines.change({ capped, policy }) : null,
    for_patron: words.fines.forPatron({ late, hours, amount_cents }),
    trace: ask.trace,
  }
}

/** Where one value comes from, for the editor of a regulation: the row that gives it and those that lost. */
export const explainValue = (
  ask: Explained & { readonly key: RegulationValueKey },
  speech: Speech,
): Explanation => {
  const words = wordsOf(speech.language)
  const resolved = replay(ask.compiled, ask.trace)
  const value = words.value(ask.key, resolved.values[ask.key], speech)
  const sentence = capital(`${subject(ask, words, speech)}: ${value}.`)
  return {
    sentence,
    steps: [
      {
        text: capital(words.valueName[ask.key]),
        result: value,
        from: words.reference(ask.compiled.name, sourceOf(resolved, ask.key)),
      },
    ],
    lost: lostRows(ask, resolved, [ask.key], speech),
    change: null,
    for_patron: sentence,
    trace: ask.trace,
  }
}
