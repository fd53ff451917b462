import { type RegulationProblem, type RegulationRow, settings } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { Day } from '../../../../base/dates.ts'
import type { Finding } from '../../../../base/decision.ts'
import { shaped } from '../../../../base/row.ts'
import type { Context } from '../texts/words.rules.ts'
import { placesOf } from '../places.rules.ts'
import { sayValidation, type Validation, validateRegulation } from '../validate.rules.ts'
import type { Ground } from './regulations.store.ts'

export type Problem = Static<typeof RegulationProblem>
type GroundRow = Static<typeof Ground>

const MembershipTypes = Type.Array(Type.Object({ type: Type.String(), name: Type.String() }))
export const membershipTypesOf = (ground: GroundRow): Static<typeof MembershipTypes> =>
  shaped(MembershipTypes, ground.membership_types ?? settings['patrons.membership_types'].default)

/** Item types that the library has, and those that rows speak of: a type may be regulated before the first one comes. */
export const itemTypesOf = (ground: GroundRow, rows: readonly RegulationRow[]): string[] => [
  ...new Set([...ground.item_types, ...rows.flatMap(r => r.selectors.item_type ?? [])]),
]

/** What codes are called in sentences about this library's regulation. */
export const contextOf = (ground: GroundRow, today: Day): Context => ({
  today,
  names: {
    membership_types: Object.fromEntries(membershipTypesOf(ground).map(t => [t.type, t.name.toLowerCase()])),
    branches: ground.branches,
  },
})

/** In the order in which `sayValidation` speaks of them. */
const bare = ({ faults, ties, holes }: Validation): Omit<Problem, 'nl' | 'en'>[] => {
  const nothing = { fault: null, row_no: null, other_row_no: null, membership_type: null, item_type: null }
  return [
    ...faults.map(f => ({ ...nothing, kind: 'fault' as const, fault: f.code, row_no: f.row_no })),
    ...ties.map(t => ({ ...nothing, kind: 'tie' as const, row_no: t.a, other_row_no: t.b })),
    ...holes.map(({ membership_type, item_type }) => ({
      ...nothing,
      kind: 'hole' as const,
      membership_type,
      item_type,
    })),
  ]
}

/** Every fault, tie and hole of rows that would hold from a day on; none when they may be activated. */
export function problemsOf(
  rows: readonly RegulationRow[],
  ground: GroundRow,
  at: { readonly starts_on: Day; readonly today: Day },
): Problem[] {
  const validation = validateRegulation(rows, {
    membership_types: membershipTypesOf(ground).map(t => t.type),
    item_types: itemTypesOf(ground, rows),
    branch_ids: Object.keys(ground.branches),
    branch_groups: ground.branch_groups.map(said => String((said as { group?: unknown }).group)),
    places: placesOf(ground),
    starts_on: at.starts_on,
  })
  if (validation.ok) return []
  const context = contextOf(ground, at.today)
  const [nl, en] = [sayValidation(validation, 'nl', context), sayValidation(validation, 'en', context)]
  return bare(validation).map((problem, i) => ({ ...problem, nl: nl[i] ?? '', en: en[i] ?? '' }))
}

/** As many as a person can mend before they try again. */
const MOST = 50

const whatOf = (problem: Problem): string => {
  if (problem.kind === 'hole') return `${problem.membership_type} × ${problem.item_type}`
  return problem.fault ?? String(problem.other_row_no)
}

/** The problems as findings, each a stop with its sentence. */
export const findingsOf = (problems: readonly Problem[], version_id: string): Finding[] =>
  problems.slice(0, MOST).map(problem => ({
    code: 'regulation_incomplete',
    weight: 'stop',
    about: {
      kind: problem.kind,
      what: whatOf(problem),
      says_nl: problem.nl,
      says_en: problem.en,
      count: problems.length,
    },
    rule: { version_id, row_no: problem.row_no, value: null },
  }))
