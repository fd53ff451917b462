import type { BodyOf, CopyTarget, OkOf, listTargets as listOp, saveTarget as saveOp } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../../organisation/index.ts'
import { faultOf, stateOf } from './target.rules.ts'
import {
  allTargets,
  Beside,
  besideTarget,
  insertTarget,
  MadeTarget,
  MOST_TARGETS,
  targetById,
  TargetRow,
  updateTarget,
} from './targets.store.ts'

/** What of this installation decides whether a target can be asked. */
export interface Reach {
  /** Hosts that may be asked at all. */
  readonly hosts: readonly string[]
  /** Where the client of Z39.50 lies; null where it does not. */
  readonly program: () => Promise<string | null>
}

export async function shownTarget(row: TargetRow, reach: Reach): Promise<CopyTarget> {
  const { open, ...fields } = row
  const program = (await reach.program()) !== null
  return { ...fields, state: stateOf({ ...fields, open }, { hosts: reach.hosts, program }) }
}

export const listTargets =
  (reach: Reach) =>
  async (ctx: StaffCtx): Promise<OkOf<typeof listOp>> => {
    const [rows = []] = await read(ctx, [allTargets(dayOf(ctx.now))])
    return { rows: await Promise.all(allOf(TargetRow, rows).map(row => shownTarget(row, reach))) }
  }

/** Makes or changes a catalogue that may be asked. It may be described before its host is declared or its coupling runs. */
export const saveTarget =
  (reach: Reach) =>
  async (ctx: StaffCtx, body: BodyOf<typeof saveOp>): Promise<Answer<CopyTarget>> => {
    const { command_id: _, target_id, ...said } = body
    const today = dayOf(ctx.now)
    const sru = said.protocol === 'sru'
    const wanted = {
      ...said,
      name: said.name.trim(),
      address: said.address.trim(),
      sru_version: sru ? said.sru_version : null,
    }
    const fault = faultOf(wanted)
    if (fault !== null) return refuse('target_invalid', { field: fault })
    const done = await configure<{ target_id: string }>(ctx, body, {
      facts: [targetById(target_id, today), besideTarget(wanted.name, target_id, wanted.coupling)],
      decide: async ([known = [], near = []], tx) => {
        const before = oneOf(TargetRow, known)
        const { named, all, coupling } = shaped(Beside, near[0])
        if (target_id !== null && !before) return refuse('not_found')
        if (named) return refuse('name_in_use')
        if (!coupling) return refuse('target_invalid', { field: 'coupling' })
        if (!before && all >= MOST_TARGETS) return refuse('targets_full')
        const at = ctx.now.toString()
        const [rows = []] = await tx.more([
          before ? updateTarget(before.target_id, wanted, at) : insertTarget(wanted, at),
        ])
        const made = shaped(MadeTarget, rows[0])
        const { target_id: __, open: ___, ...was } = before ?? { target_id: '', open: false }
        const change = {
          subject: `catalogue ${wanted.name}`,
          before: before ? was : null,
          after: wanted,
        }
        return { effects: [], change, answer: made }
      },
    })
    if (isRefusal(done) || 'findings_refused' in done) return done
    const [rows = []] = await readAnew(ctx, [targetById(done.target_id, today)])
    return shownTarget(shaped(TargetRow, rows[0]), reach)
  }
