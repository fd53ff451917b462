import type {
  Ask,
  Code,
  Fusion,
  signFusion as signOp,
  steerFusion as op,
  takeBackFusion as backOp,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import {
  configure,
  leaveAgreements,
  NOTICES_JOB,
  rejoinAgreements,
  restLibrary,
} from '../../organisation/index.ts'
import { countsOf, unmapped } from './fusion.rules.ts'
import {
  beginPhase,
  Came,
  cameOf,
  FusionRow,
  lockFusion,
  setBegun,
  setSigned,
  setTakenBack,
} from './fusion.store.ts'
import { cameBy, readChanged } from './shown.ts'

export const FUSION_JOB = 'fusing'
const DAY_HOURS = 24

/** What a step decides: its effects, and the state after it. */
interface Step {
  readonly effects: readonly Query[]
  readonly state: string
  readonly more?: object
}
type Decide = (row: FusionRow, came: readonly Came[]) => Code | Step

async function step(
  ctx: StaffCtx,
  ask: { readonly fusion_id: string; readonly body: { readonly command_id: string } },
  decide: Decide,
): Promise<Answer<Fusion>> {
  const { fusion_id } = ask
  const done = await configure(ctx, { ...ask.body, fusion_id } as { command_id: string }, {
    facts: [lockFusion(fusion_id), cameOf([fusion_id])],
    decide: ([rows = [], came = []]) => {
      const row = oneOf(FusionRow, rows)
      if (!row) return refuse('not_found')
      const said = decide(row, allOf(Came, came))
      if (typeof said === 'string') return refuse(said)
      return {
        effects: said.effects,
        change: {
          subject: `fusion ${fusion_id}`,
          before: { state: row.state },
          after: { state: said.state, ...said.more },
        },
        answer: { fusion_id },
        libraries: [ctx.actor.library_id, row.kept_id, row.absorbed_id],
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, fusion_id)
}

/** Begins: the library that is absorbed closes and leaves its agreements, both rest, and the job moves the rows. */
function begin(ctx: StaffCtx, row: FusionRow): Code | Step {
  if (row.state !== 'checked' || row.report === null) return 'fusion_state'
  if (row.checked_version !== row.version) return 'fusion_check_again'
  if (unmapped(row.report).length > 0) return 'fusion_unmapped'
  if (row.rests) return 'fusion_busy'
  const now = ctx.now.toString()
  return {
    state: 'moving',
    effects: [
      leaveAgreements(row.absorbed_id, now, dayOf(ctx.now)),
      setBegun(row.fusion_id, { staff_id: ctx.actor.staff_id, now }),
      beginPhase(row.fusion_id, 'moving'),
      restLibrary(row.kept_id, now),
      restLibrary(row.absorbed_id, now),
      soon(FUSION_JOB),
    ],
  }
}

/** The next step of a fusion. The work itself is done by the clock, in batches. */
export const steerFusion = (ctx: StaffCtx, { params, body }: Ask<typeof op>): Promise<Answer<Fusion>> =>
  step(ctx, { ...params, body }, row => {
    if (body.act === 'begin') return begin(ctx, row)
    if (!['open', 'checking', 'checked'].includes(row.state)) return 'fusion_state'
    return body.act === 'check'
      ? { state: 'checking', effects: [beginPhase(row.fusion_id, 'checking'), soon(FUSION_JOB)] }
      : { state: 'stopped', effects: [beginPhase(row.fusion_id, 'stopped')] }
  })

/** A person signs that everything came, to the cent. Patrons are told when the way back has closed. */
export const signFusion = (ctx: StaffCtx, { params, body }: Ask<typeof signOp>): Promise<Answer<Fusion>> =>
  step(ctx, { ...params, body }, (row, came) => {
    if (row.state !== 'moved') return 'fusion_state'
    const counts = countsOf(row.before, cameBy(came, row.fusion_id))
    if (counts.length === 0 || counts.some(c => !c.fits)) return 'fusion_does_not_fit'
    const { staff_id } = ctx.actor
    if (row.second_person && staff_id === row.begun_by_id) return 'fusion_other_person'
    const undo_until = ctx.now.add({ hours: DAY_HOURS }).toString()
    return {
      state: 'live',
      effects: [
        setSigned(row.fusion_id, { staff_id, now: ctx.now.toString(), undo_until }),
        restLibrary(row.kept_id, null),
        restLibrary(row.absorbed_id, null),
        soon(NOTICES_JOB),
      ],
      more: { counts: counts.map(({ kind, came: n }) => ({ kind, count: n })) },
    }
  })

/** The way back: while it moves, and for a day after it was signed. */
export const takeBackFusion = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof backOp>,
): Promise<Answer<Fusion>> =>
  step(ctx, { ...params, body }, row => {
    if (!['moving', 'moved', 'live'].includes(row.state)) return 'fusion_state'
    const now = ctx.now.toString()
    if (row.undo_until !== null && row.undo_until < now) return 'fusion_too_late'
    return {
      state: 'taking_back',
      effects: [
        rejoinAgreements(row.absorbed_id, row.begun_at ?? now),
        setTakenBack(row.fusion_id, { staff_id: ctx.actor.staff_id, reason: body.reason }),
        beginPhase(row.fusion_id, 'taking_back'),
        restLibrary(row.kept_id, now),
        restLibrary(row.absorbed_id, now),
        soon(FUSION_JOB),
      ],
      more: { reason: body.reason },
    }
  })
