import type { BlockedAction, Code } from '@kaft/contract'
import { ageOn, type Day, daysBetween } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { stopsOn } from '../fines/stops-on.rules.ts'
import type { CountedLoan, JudgeFacts, OpenDebt, Source } from '../regulation/judge.rules.ts'
import type { RegulationQuery } from '../regulation/resolve.rules.ts'
import type { PatronFacts } from './patron-facts.store.ts'

const closed: Readonly<Record<string, Code>> = {
  lost: 'card_lost',
  ended: 'card_ended',
  expired: 'card_expired',
}
/** Why a card opens nothing: each state that is not in use has its own sentence. False for one that is. */
export const cardFinding = (card: { state: string; until: Day | null }): Finding | false => {
  const code = closed[card.state]
  return code !== undefined && { code, weight: 'stop', about: { state: card.state, until: card.until } }
}

/** What is about to be done, and through which door. */
export interface Doing {
  readonly action: Exclude<BlockedAction, 'internet'>
  readonly source?: Source | undefined
}
const keepsFrom = (block: PatronFacts['blocks'][number], { action, source }: Doing): boolean =>
  block.actions.includes(action) || (source === 'internet' && block.actions.includes('internet'))

type Rule = (patron: PatronFacts, today: Day, doing: Doing) => Finding | false
const rules: readonly Rule[] = [
  ({ card }) => card !== null && cardFinding(card),
  ({ deceased }) => deceased && { code: 'patron_deceased', weight: 'stop', about: {} },
  ({ restricted }) => restricted && { code: 'processing_restricted', weight: 'stop', about: {} },
  ({ member_until, deceased }, today) =>
    !deceased &&
    member_until !== null &&
    member_until < today && { code: 'patron_expired', weight: 'ask', about: { until: member_until } },
  // Who was never seen at the desk borrows nothing, whoever asks: a card that is read takes a few seconds.
  ({ blocks }, _, doing) =>
    blocks.some(b => b.cause === 'not_identified' && keepsFrom(b, doing)) && {
      code: 'not_identified',
      weight: 'stop',
      about: {},
    },
  ({ blocks }, _, doing) => {
    const block = blocks.find(b => b.cause !== 'not_identified' && keepsFrom(b, doing))
    return block !== undefined && { code: 'patron_blocked', weight: 'ask', about: { until: block.until } }
  },
]

/** What stands in the way of this patron whatever the regulation says: every reason at once. */
export const patronFindings = (
  patron: PatronFacts,
  today: Day,
  doing: Doing = { action: 'loan' },
): Finding[] => rules.map(rule => rule(patron, today, doing)).filter(found => found !== false)

/** The patron's open loans as limits and blocks count them. */
export const countedLoans = (patron: PatronFacts, today: Day): CountedLoan[] =>
  patron.loans.map(l => ({
    item_type: l.item_type,
    branch_id: l.branch_id,
    library_id: l.lent_library_id,
    title_id: l.title_id,
    overdue_days: Math.max(0, daysBetween(l.due_on, stopsOn(l.claimed_on, today))),
  }))

export const ageOf = (patron: PatronFacts, today: Day): number | null =>
  patron.birth_on ? ageOn(patron.birth_on, today) : null

/** What is open, charge by charge, and for how long. */
const openDebts = (patron: PatronFacts, today: Day): OpenDebt[] =>
  patron.debts.map(({ library_id, on_day, cents }) => ({
    library_id,
    cents,
    days: Math.max(0, daysBetween(on_day, today)),
  }))
const sumOf = (debts: readonly OpenDebt[]): number => debts.reduce((sum, { cents }) => sum + cents, 0)

/** What the regulation weighs of a patron and, where one is at issue, an item. */
export const judgeFacts = (
  patron: PatronFacts,
  query: RegulationQuery,
  at: {
    readonly library_id: string
    readonly title_id: string | null
    readonly label_age?: number | null
    readonly source?: Source | undefined
  },
): JudgeFacts => {
  const debts = openDebts(patron, query.on)
  return {
    query,
    ...at,
    source: at.source ?? 'desk',
    open_loans: countedLoans(patron, query.on),
    debts,
    debt_cents: {
      library: sumOf(debts.filter(({ library_id }) => library_id === at.library_id)),
      cooperation: sumOf(debts),
    },
    deposit_cents: patron.deposit_cents,
  }
}

/** What the regulation is asked about a patron while no item is at issue. */
export const patronQuery = (
  patron: PatronFacts,
  at: { readonly today: Day; readonly branch_id: string },
): RegulationQuery => ({
  branch_id: at.branch_id,
  membership_type: patron.membership_type,
  age: ageOf(patron, at.today),
  item_type: null,
  shelf: null,
  item_age_days: null,
  action: 'loan',
  on: at.today,
})
