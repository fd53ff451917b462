import type {
  acceptDeparture as acceptOp,
  Ask,
  Code,
  Departure,
  steerDeparture as op,
  stopDeparture as stopOp,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { configure } from '../../organisation/index.ts'
import { checksOf, missingFor } from './departure.rules.ts'
import { DEPARTURE_JOB } from './departure-job.ts'
import {
  DepartureRow,
  lockDeparture,
  setAccepted,
  setBegun,
  setConfirmed,
  setStopped,
  setWants,
} from './departure.store.ts'
import { dropFiles, filesOf } from './files.store.ts'
import { readChanged } from './shown.ts'

/** What a step decides: its effects, and what the log of changes says was so before and after. */
interface Step {
  readonly effects: readonly Query[]
  readonly before?: object
  readonly after: object
}
type Decide = (row: DepartureRow, files: number) => Code | Step

async function step(
  ctx: StaffCtx,
  ask: { readonly departure_id: string; readonly body: { readonly command_id: string } },
  decide: Decide,
): Promise<Answer<Departure>> {
  const { departure_id } = ask
  const done = await configure(ctx, { ...ask.body, departure_id } as { command_id: string }, {
    facts: [lockDeparture(departure_id), filesOf([departure_id])],
    decide: ([rows = [], files = []]) => {
      const row = oneOf(DepartureRow, rows)
      if (!row) return refuse('not_found')
      const said = decide(row, files.length)
      if (typeof said === 'string') return refuse(said)
      return {
        effects: said.effects,
        change: {
          subject: `departure ${departure_id}`,
          before: said.before ?? { state: row.state },
          after: said.after,
        },
        answer: { departure_id },
        libraries: [ctx.actor.library_id, row.library_id],
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, departure_id)
}

function confirm(ctx: StaffCtx, row: DepartureRow): Code | Step {
  if (row.state !== 'announced') return 'departure_state'
  const { staff_id } = ctx.actor
  if (staff_id === row.made_by_id) return 'departure_other_person'
  return {
    effects: [setConfirmed(row.departure_id, { staff_id, now: ctx.now.toString() }), soon(DEPARTURE_JOB)],
    after: { state: 'confirmed' },
  }
}

/** From here on it cannot be stopped. The job looks once more before the first row goes. */
function erase(ctx: StaffCtx, row: DepartureRow, files: number): Code | Step {
  if (row.state !== 'confirmed' || row.wants !== null) return 'departure_state'
  if (missingFor({ ...row, files }, dayOf(ctx.now)).length > 0) return 'departure_not_ready'
  const { staff_id } = ctx.actor
  return {
    effects: [setBegun(row.departure_id, { staff_id, now: ctx.now.toString() }), soon(DEPARTURE_JOB)],
    after: { state: 'erasing', accepted: row.accepted },
  }
}

/** The next step of a departure. The work itself is done by the clock, in batches. */
export const steerDeparture = (ctx: StaffCtx, { params, body }: Ask<typeof op>): Promise<Answer<Departure>> =>
  step(ctx, { ...params, body }, (row, files) => {
    const { act } = body
    if (act === 'confirm') return confirm(ctx, row)
    if (act === 'erase') return erase(ctx, row, files)
    if (row.state !== 'confirmed') return 'departure_state'
    if (row.wants === 'export') return 'departure_state'
    return {
      effects: [setWants(row.departure_id, act), soon(DEPARTURE_JOB)],
      before: { wants: null, at: row.looked_at },
      after: { wants: act },
    }
  })

/** Accepts what is open as it is now; if more of it opens, that has to be accepted anew. */
export const acceptDeparture = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof acceptOp>,
): Promise<Answer<Departure>> =>
  step(ctx, { ...params, body }, row => {
    if (row.state !== 'confirmed') return 'departure_state'
    const { check: code, reason } = body
    const check = checksOf(row.report, row.accepted).find(c => c.code === code)
    if (!check || check.count === 0) return 'departure_nothing_open'
    const said = { count: check.count, reason, at: ctx.now.toString() }
    return {
      effects: [setAccepted(row.departure_id, { ...row.accepted, [code]: said })],
      before: { [code]: row.accepted[code] ?? null },
      after: { [code]: said },
    }
  })

/** The library stays after all. What was made for it to take along goes. */
export const stopDeparture = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof stopOp>,
): Promise<Answer<Departure>> =>
  step(ctx, { ...params, body }, row => {
    if (row.state !== 'announced' && row.state !== 'confirmed') return 'departure_state'
    const { staff_id } = ctx.actor
    const by = { staff_id, now: ctx.now.toString(), reason: body.reason }
    return {
      effects: [dropFiles(row.departure_id), setStopped(row.departure_id, by)],
      after: { state: 'stopped', reason: body.reason },
    }
  })
