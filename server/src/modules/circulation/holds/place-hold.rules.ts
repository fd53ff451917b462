import type { Day } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { ageOf, judgeFacts, patronFindings } from '../facts/patron.rules.ts'
import type { PatronFacts } from '../facts/patron-facts.store.ts'
import { acceptFindings } from '../regulation/accepts.rules.ts'
import type { CompiledRegulation } from '../regulation/compile.rules.ts'
import { holdFindings, type Source } from '../regulation/judge.rules.ts'
import { type RegulationQuery, type Resolved, resolve } from '../regulation/resolve.rules.ts'
import type { ResolvedValues } from '@kaft/contract'
import type { HoldFacts } from './place-hold.store.ts'

export interface Judged {
  readonly findings: readonly Finding[]
  readonly cost: ResolvedValues['hold_cost']
  readonly ibl_cents: number
  readonly version_id: string
  /** How the rows were asked that decided; null where there is no regulation. */
  readonly query: RegulationQuery | null
  /** The same for the number of holds on the title, which may come from another type of its items. */
  readonly title_query: RegulationQuery | null
}
interface Case {
  readonly patron: PatronFacts
  readonly facts: HoldFacts
  readonly regulation: CompiledRegulation | null
  readonly at: {
    readonly today: Day
    readonly library_id: string
    readonly branch_id: string
    readonly source?: Source | undefined
  }
}

type Rule = (c: Case) => Finding | false
/** What the titles, the item and the series say, beside the regulation. */
const rules: readonly Rule[] = [
  ({ facts }) => facts.wanted_fits === false && { code: 'hold_item_unfit', weight: 'stop', about: {} },
  ({ facts }) =>
    facts.wanted_fits !== false && facts.items === 0 && { code: 'hold_no_items', weight: 'stop', about: {} },
  ({ facts }) =>
    facts.items > 0 && !facts.reachable && { code: 'pickup_branch_not_reachable', weight: 'stop', about: {} },
  ({ facts }) => facts.after_open === false && { code: 'hold_series_unknown', weight: 'stop', about: {} },
  ({ facts }) => facts.has_loan && { code: 'hold_already_on_loan', weight: 'ask', about: {} },
]

/** What the regulation says of one type of item, and how it was asked. */
interface Asked extends Resolved {
  readonly query: RegulationQuery
}
interface ByType {
  readonly query: RegulationQuery
  readonly findings: readonly Finding[]
  readonly values: Pick<ResolvedValues, 'hold_cost' | 'ibl_cents'>
}
const total = ({ values: { hold_cost: c } }: ByType): number =>
  c.placing_cents + c.pickup_cents + c.not_collected_cents

const stops = ({ findings }: ByType): number => findings.filter(f => f.weight === 'stop').length

/** A title may have items of several types: the most lenient of them decides, and of those the cheapest. */
const lenient = (all: readonly ByType[]): ByType | undefined =>
  all.toSorted(
    (a, b) => stops(a) - stops(b) || a.findings.length - b.findings.length || total(a) - total(b),
  )[0]

/** How many holds one title may have is asked of the title: the most that any type of its items allows counts for all. */
const widestOf = (all: readonly Asked[]): Asked | undefined =>
  all.toSorted((a, b) => b.values.max_holds_per_title - a.values.max_holds_per_title)[0]
const withLimitOf = (widest: Asked | undefined, one: Asked): Asked => ({
  ...one,
  values: { ...one.values, max_holds_per_title: (widest ?? one).values.max_holds_per_title },
  source: { ...one.source, max_holds_per_title: (widest ?? one).source.max_holds_per_title },
})

/** Everything that speaks against a hold, and what it costs by the regulation of the desk. */
export function judgeWish(c: Case): Judged {
  const { patron, facts, regulation, at } = c
  const found = [
    ...patronFindings(patron, at.today, { action: 'hold', source: at.source }),
    ...acceptFindings(patron, regulation),
    ...rules.map(rule => rule(c)).filter(finding => finding !== false),
  ]
  const none = { placing_cents: 0, pickup_cents: 0, not_collected_cents: 0 }
  if (!regulation)
    return {
      findings: [...found, { code: 'no_rule', weight: 'stop', about: {} }],
      cost: none,
      ibl_cents: 0,
      version_id: '0',
      query: null,
      title_query: null,
    }
  const types = facts.item_types.length > 0 ? facts.item_types : [null]
  const asked = types.map(item_type => queryOf(c, item_type))
  const all = asked.map(query => ({ query, ...resolve(regulation, query) }))
  const widest = widestOf(all)
  const least = lenient(all.map(one => byType({ ...c, regulation }, withLimitOf(widest, one))))
  return {
    findings: [...found, ...(least?.findings ?? [])],
    cost: least?.values.hold_cost ?? none,
    ibl_cents: least?.values.ibl_cents ?? 0,
    version_id: regulation.version_id,
    query: least?.query ?? null,
    title_query: widest?.query ?? null,
  }
}

const queryOf = ({ patron, at }: Case, item_type: string | null): RegulationQuery => ({
  branch_id: at.branch_id,
  membership_type: patron.membership_type,
  age: ageOf(patron, at.today),
  item_type,
  shelf: null,
  item_age_days: null,
  action: 'loan',
  on: at.today,
})

function byType(
  { patron, facts, regulation, at }: Case & { readonly regulation: CompiledRegulation },
  resolved: Asked,
): ByType {
  const judged = judgeFacts(patron, resolved.query, {
    library_id: at.library_id,
    title_id: facts.title_ids[0] ?? null,
  })
  const findings = holdFindings(regulation, resolved, {
    ...judged,
    open_holds: facts.open_holds,
    holds_on_title: facts.holds_on_title,
    on_shelf: facts.on_shelf_here > 0,
  })
  return { query: resolved.query, findings, values: resolved.values }
}
