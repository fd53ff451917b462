import type { activateRegulation as activateOp, Ask, askActivation as askOp, OkOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf, isDay } from '../../../../base/dates.ts'
import type { Row } from '../../../../base/db.ts'
import { soon } from '../../../../base/job.ts'
import { type Answer, type RefusedByRules, refusedBy } from '../../../../base/route.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { configure } from '../../../organisation/index.ts'
import { mayActivate, whoseTurn } from './hands.rules.ts'
import { findingsOf, problemsOf } from './problems.ts'
import { readChanged } from './read-regulation.ts'
import { askFor, Ground, groundOf, Head, ownHeads, ownRows, Rule, schedule } from './regulations.store.ts'
import { besides, inForceOn } from './state.rules.ts'

type Regulation = OkOf<typeof activateOp>
/** Applies what has begun to open loans; asked for at once, since a version may begin today. */
export const OPEN_LOANS_JOB = 'apply_regulations'

interface Draft {
  readonly head: Head
  readonly heads: readonly Head[]
  readonly second_person: boolean
  readonly libraries: readonly string[]
}

const factsFor = (ctx: StaffCtx, version_id: string) => [
  ownHeads(ctx.actor.library_id),
  ownRows(version_id, ctx.actor.library_id),
  groundOf(ctx.actor.library_id, version_id),
]

/** The draft whose rows may hold from that day on, or every reason why not. */
function soundDraft(
  ctx: StaffCtx,
  ask: { readonly version_id: string; readonly starts_on: string },
  [headRows = [], ruleRows = [], grounds = []]: readonly Row[][],
): Draft | Refusal | RefusedByRules {
  const heads = allOf(Head, headRows)
  const head = heads.find(h => h.version_id === ask.version_id)
  const ground = oneOf(Ground, grounds)
  if (!head || !ground) return refuse('not_found')
  if (head.activated) return refuse('regulation_not_draft')
  const rows = allOf(Rule, ruleRows).map(r => r.rule)
  const problems = problemsOf(rows, ground, { starts_on: ask.starts_on, today: dayOf(ctx.now) })
  if (problems.length > 0) return refusedBy(findingsOf(problems, ask.version_id))
  const { second_person, libraries } = ground
  return { head, heads: besides(head, heads), second_person, libraries }
}

const isAhead = (ctx: StaffCtx, day: string): boolean => isDay(day) && day >= dayOf(ctx.now)

/**
 * Activates a draft from today or a later day on: from then it never changes. Refused with every fault, every tie
 * between rows and every pair of membership and item type without an answer; where the library wants a second
 * person, also until somebody else has asked.
 */
export async function activateRegulation(
  ctx: StaffCtx,
  { params, body }: Ask<typeof activateOp>,
): Promise<Answer<Regulation>> {
  const { version_id } = params
  const { starts_on, reason, open_loans = 'keep' } = body
  if (!isAhead(ctx, starts_on)) return refuse('invalid')
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: factsFor(ctx, version_id),
      decide: rows => {
        const draft = soundDraft(ctx, { version_id, starts_on }, rows)
        if (isRefusal(draft) || 'findings_refused' in draft) return draft
        const { head, heads } = draft
        const no = mayActivate(whoseTurn(head, { ...draft, staff_id: ctx.actor.staff_id }))
        if (no) return refuse(no)
        const taken = heads.some(h => h.activated && h.withdrawn_at === null && h.starts_on === starts_on)
        if (taken) return refuse('regulation_same_moment')
        const before = inForceOn(heads, starts_on)
        const by = { staff_id: ctx.actor.staff_id, now: ctx.now.toString() }
        return {
          effects: [schedule(version_id, { starts_on, reason, open_loans, ...by }), soon(OPEN_LOANS_JOB)],
          change: {
            subject: version_id,
            before: before && { version: before.name, version_id: before.version_id },
            after: { version: head.name, version_id, starts_on, reason, open_loans },
          },
          answer: { version_id },
          libraries: draft.libraries,
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, version_id)
}

/** Asks a second person to activate a draft, with the day and the reason that the asker has in mind. */
export async function askActivation(
  ctx: StaffCtx,
  { params, body }: Ask<typeof askOp>,
): Promise<Answer<Regulation>> {
  const { version_id } = params
  const { starts_on, reason } = body
  if (!isAhead(ctx, starts_on)) return refuse('invalid')
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: factsFor(ctx, version_id),
      decide: rows => {
        const draft = soundDraft(ctx, { version_id, starts_on }, rows)
        if (isRefusal(draft) || 'findings_refused' in draft) return draft
        const by = { staff_id: ctx.actor.staff_id, now: ctx.now.toString() }
        return {
          effects: [askFor(version_id, { starts_on, reason, ...by })],
          change: {
            subject: version_id,
            before: null,
            after: { version: draft.head.name, version_id, starts_on, reason },
          },
          answer: { version_id },
          // A draft decides nothing yet, so no process needs to hear of it.
          libraries: [],
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, version_id)
}
