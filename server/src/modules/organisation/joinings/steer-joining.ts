import {
  Agreement,
  type activateJoining as activateOp,
  type Ask,
  type OkOf,
  type tellJoining as tellOp,
  type withdrawJoining as withdrawOp,
} from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import { type Answer, refusedBy } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import {
  addMembers,
  Joined,
  joinedAgreement,
  insertAgreement,
  oneAgreement,
  overlapping,
} from '../agreements/agreements.store.ts'
import { NOTICES_JOB } from '../agreements/jobs-asked.ts'
import { ladder } from '../agreements/rung.rules.ts'
import { configure, readAnew } from '../change/configure.ts'
import { activationFindings } from './joining.rules.ts'
import {
  endJoining,
  JoiningRow,
  lockJoining,
  oneJoining,
  ProgressRow,
  progressOf,
  setTelling,
} from './joinings.store.ts'
import { activationFacts, readChangedJoining } from './read-joining.ts'

const Made = Type.Object({ agreement_id: Type.String() })

/** Has everybody told whose data it opens; from here on the day stands, and the messages are planned by a job. */
export async function tellJoining(
  ctx: StaffCtx,
  { params, body }: Ask<typeof tellOp>,
): Promise<Answer<OkOf<typeof tellOp>>> {
  const { joining_id } = params
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      lock: lockJoining(joining_id),
      facts: [oneJoining(joining_id)],
      decide: ([rows = []]) => {
        const row = oneOf(JoiningRow, rows)
        if (!row) return refuse('not_found')
        if (row.state !== 'draft' || row.told_before_on !== null) return refuse('joining_state')
        if (row.starts_on <= dayOf(ctx.now)) return refuse('joining_day_past')
        return {
          effects: [
            setTelling(joining_id, { staff_id: ctx.actor.staff_id, now: ctx.now.toString() }),
            soon(NOTICES_JOB),
          ],
          change: {
            subject: `joining ${joining_id}`,
            before: { state: row.state },
            after: { state: 'telling', agreement: row.name },
          },
          answer: { joining_id },
          libraries: [],
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readChangedJoining(ctx, joining_id)
}

/** Calls it off. Messages that wait are dropped when their turn comes, since what they say is no longer so. */
export async function withdrawJoining(
  ctx: StaffCtx,
  { params, body }: Ask<typeof withdrawOp>,
): Promise<Answer<OkOf<typeof withdrawOp>>> {
  const { joining_id } = params
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      lock: lockJoining(joining_id),
      facts: [oneJoining(joining_id)],
      decide: ([rows = []]) => {
        const row = oneOf(JoiningRow, rows)
        if (!row) return refuse('not_found')
        if (row.state !== 'draft' && row.state !== 'telling') return refuse('joining_state')
        const to = { state: 'withdrawn', agreement_id: null, proof: null } as const
        return {
          effects: [
            endJoining(joining_id, { ...to, staff_id: ctx.actor.staff_id, now: ctx.now.toString() }),
            soon(NOTICES_JOB),
          ],
          change: {
            subject: `joining ${joining_id}`,
            before: { state: row.state },
            after: { state: 'withdrawn', agreement: row.name },
          },
          answer: { joining_id },
          libraries: [],
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readChangedJoining(ctx, joining_id)
}

/** What is kept as proof of the word to the patrons, in counts: the messages themselves go after ninety days. */
const proofOf = (row: JoiningRow, told: readonly ProgressRow[]): object =>
  row.told_before_on === null
    ? {
        told: told.map(({ library_id, sent, printed, dropped, last_at }) => ({
          library_id,
          sent,
          printed,
          dropped,
          last_at,
        })),
      }
    : { told_before_on: row.told_before_on, reference: row.told_before }

/** Writes the agreement, or the new members of the one that runs. @returns its id */
async function open(tx: Tx, row: JoiningRow, asked: string, today: string): Promise<string | Refusal> {
  const joining = row.libraries.filter(l => l.joins).map(l => l.library_id)
  const [agreements = [], overlaps = []] = await tx.more([
    joinedAgreement(row.agreement_id, today),
    overlapping(
      row.libraries.map(l => l.library_id),
      { starts_on: asked, ends_on: row.ends_on, but: row.agreement_id },
    ),
  ])
  if (overlaps.length > 0) return refuse('agreement_overlaps')
  const { name, rung, ends_on, membership_types, agreement_id } = row
  if (agreement_id === null) {
    const agreement = { name, rung, starts_on: asked, ends_on, membership_types, library_ids: joining }
    return (
      oneOf(Made, (await tx.more([insertAgreement(agreement, ladder[rung])]))[0] ?? [])?.agreement_id ?? ''
    )
  }
  const joined = oneOf(Joined, agreements)
  if (!joined || (joined.ends_on !== null && joined.ends_on < asked)) return refuse('agreement_ended')
  // Who was a member before and left comes in by the row that they had.
  await tx.more([addMembers(agreement_id, joining, asked)])
  return agreement_id
}

/**
 * Begins the cooperation from a day on. Without proof that everybody was told, and had time to react, it is refused with
 * everything that stands in the way (P62).
 */
export async function activateJoining(
  ctx: StaffCtx,
  { params, body }: Ask<typeof activateOp>,
): Promise<Answer<OkOf<typeof activateOp>>> {
  const { joining_id } = params
  const asked = body.starts_on
  const today = dayOf(ctx.now)
  if (asked < today) return refuse('invalid')
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      lock: lockJoining(joining_id),
      facts: [oneJoining(joining_id), progressOf(joining_id)],
      decide: async ([rows = [], progress = []], tx) => {
        const row = oneOf(JoiningRow, rows)
        if (!row) return refuse('not_found')
        if (row.state !== (row.told_before_on === null ? 'telling' : 'draft'))
          return row.state === 'draft' ? refuse('joining_not_told') : refuse('joining_state')
        const told = allOf(ProgressRow, progress)
        const at = { starts_on: row.starts_on, asked }
        const findings = activationFindings(activationFacts(ctx, row, told), at)
        if (findings.length > 0) return refusedBy(findings)
        const agreement_id = await open(tx, row, asked, today)
        if (isRefusal(agreement_id)) return agreement_id
        const ids = row.libraries.map(l => l.library_id)
        const by = { staff_id: ctx.actor.staff_id, now: ctx.now.toString() }
        const to = { state: 'active', agreement_id, proof: proofOf(row, told), ...by } as const
        const { name: agreement, rung } = row
        return {
          effects: [endJoining(joining_id, to)],
          change: {
            subject: agreement_id,
            before: { state: row.state },
            after: { state: 'active', agreement, rung, starts_on: asked, library_ids: ids },
          },
          answer: { agreement_id },
          libraries: [ctx.actor.library_id, ...ids],
        }
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  return (
    oneOf(Agreement, (await readAnew(ctx, [oneAgreement(done.agreement_id)]))[0] ?? []) ?? refuse('not_found')
  )
}
