import {
  type Ask,
  type activateRegulation as op,
  type OkOf,
  type RegulationRow,
  settings,
} from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { isRefusal, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf, isDay } from '../../../../base/dates.ts'
import type { Finding } from '../../../../base/decision.ts'
import { type Answer, type RefusedByRules, refusedBy } from '../../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../../base/row.ts'
import { configure } from '../../../organisation/index.ts'
import { sayValidation, type Validation, validateRegulation } from '../validate.rules.ts'
import { readChanged } from './read-regulation.ts'
import { Ground, groundOf, Head, ownHeads, ownRows, Rule, schedule } from './regulations.store.ts'
import { inForceOn } from './state.rules.ts'

type Regulation = OkOf<typeof op>
type GroundRow = Static<typeof Ground>

const MembershipTypes = Type.Array(Type.Object({ type: Type.String(), name: Type.String() }))
const membershipTypesOf = (ground: GroundRow) =>
  shaped(MembershipTypes, ground.membership_types ?? settings['patrons.membership_types'].default)

/** Item types that the library has, and those that rows speak of: a type may be regulated before the first one comes. */
const itemTypesOf = (ground: GroundRow, rows: readonly RegulationRow[]): string[] => [
  ...new Set([...ground.item_types, ...rows.flatMap(r => r.selectors.item_type ?? [])]),
]

/** As many as a person can mend before they try again. */
const MOST = 50

/** Every fault, tie and hole as a finding with its sentence, each a stop. */
function findingsOf(
  validation: Validation,
  version_id: string,
  sentences: { nl: string[]; en: string[] },
): Finding[] {
  const rows = [
    ...validation.faults.map(f => ({ kind: 'fault', row_no: f.row_no, what: f.code })),
    ...validation.ties.map(t => ({ kind: 'tie', row_no: t.a, what: String(t.b) })),
    ...validation.holes.map(h => ({
      kind: 'hole',
      row_no: null,
      what: `${h.membership_type} × ${h.item_type}`,
    })),
  ]
  return rows.slice(0, MOST).map(({ kind, row_no, what }, i) => ({
    code: 'regulation_incomplete',
    weight: 'stop',
    about: { kind, what, says_nl: sentences.nl[i] ?? '', says_en: sentences.en[i] ?? '', count: rows.length },
    rule: { version_id, row_no, value: null },
  }))
}

interface Asked {
  readonly version_id: string
  readonly starts_on: string
  readonly today: string
}

/** What keeps rows from being activated, or null. */
function faultsOf(rows: readonly RegulationRow[], ground: GroundRow, ask: Asked): RefusedByRules | null {
  const types = membershipTypesOf(ground)
  const validation = validateRegulation(rows, {
    membership_types: types.map(t => t.type),
    item_types: itemTypesOf(ground, rows),
    branch_ids: Object.keys(ground.branches),
    starts_on: ask.starts_on,
  })
  if (validation.ok) return null
  const names = {
    membership_types: Object.fromEntries(types.map(t => [t.type, t.name])),
    branches: ground.branches,
  }
  const context = { today: ask.today, names }
  const sentences = {
    nl: sayValidation(validation, 'nl', context),
    en: sayValidation(validation, 'en', context),
  }
  return refusedBy(findingsOf(validation, ask.version_id, sentences))
}

/**
 * Activates a draft from today or a later day on: from then it never changes. Refused with every fault, every tie
 * between rows and every pair of membership and item type without an answer.
 */
export async function activateRegulation(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<Regulation>> {
  const { library_id } = ctx.actor
  const { version_id } = params
  const { starts_on, reason } = body
  const today = dayOf(ctx.now)
  if (!isDay(starts_on) || starts_on < today) return refuse('invalid')
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownHeads(library_id), ownRows(version_id, library_id), groundOf(library_id)],
      decide: ([headRows = [], ruleRows = [], grounds = []]) => {
        const heads = allOf(Head, headRows)
        const head = heads.find(h => h.version_id === version_id)
        const ground = oneOf(Ground, grounds)
        if (!head || !ground) return refuse('not_found')
        if (head.activated) return refuse('regulation_not_draft')
        if (heads.some(h => h.activated && h.starts_on === starts_on)) return refuse('regulation_same_moment')
        const rows = allOf(Rule, ruleRows).map(r => r.rule)
        const faults = faultsOf(rows, ground, { version_id, starts_on, today })
        if (faults) return faults
        const before = inForceOn(heads, starts_on)
        return {
          effects: [schedule(version_id, { starts_on, reason, now: ctx.now.toString() })],
          change: {
            subject: version_id,
            before: before && { version: before.name, version_id: before.version_id },
            after: { version: head.name, version_id, starts_on, reason },
          },
          answer: { version_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, version_id)
}
