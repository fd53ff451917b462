import {
  type Ask,
  type changeFusionMap as mapOp,
  type Fusion,
  type planFusion as op,
  settings,
} from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, matches, oneOf } from '../../../base/row.ts'
import { configure, lockLibraries, storedSetting } from '../../organisation/index.ts'
import {
  activeAmong,
  anOpenFusion,
  AwakeRow,
  FusionRow,
  insertFusion,
  lockFusion,
  setMap,
} from './fusion.store.ts'
import { readChanged } from './shown.ts'

const Made = Type.Object({ fusion_id: Type.String() })
const Stored = Type.Object({ value: Type.Unknown() })
const second = settings['cooperation.second_person']

/** Plans that one library becomes part of another. Nothing moves before a dry run and a word that it may. */
export async function planFusion(ctx: StaffCtx, { body }: Ask<typeof op>): Promise<Answer<Fusion>> {
  const { kept_id, absorbed_id, fused_on } = body
  if (kept_id === absorbed_id) return refuse('fusion_self')
  const both = [kept_id, absorbed_id]
  const { library_id, staff_id } = ctx.actor
  if (absorbed_id === library_id) return refuse('invalid')
  const done = await configure(ctx, body, {
    lock: lockLibraries([library_id, ...both]),
    facts: [activeAmong(both), anOpenFusion(both), storedSetting(library_id, 'cooperation.second_person')],
    decide: async ([libraries = [], open = [], stored = []], tx) => {
      const awake = allOf(AwakeRow, libraries)
      if (awake.length !== 2) return refuse('not_found')
      if (open.length > 0) return refuse('fusion_open_already')
      if (awake.some(l => l.rests)) return refuse('fusion_busy')
      const set = oneOf(Stored, stored)?.value
      const second_person = (matches(second.value, set) ? set : second.default) as boolean
      const now = ctx.now.toString()
      const [made = []] = await tx.more([
        insertFusion({ kept_id, absorbed_id, fused_on, second_person, staff_id, now }),
      ])
      const fusion_id = oneOf(Made, made)?.fusion_id ?? ''
      return {
        effects: [],
        change: { subject: `fusion ${fusion_id}`, before: null, after: { library_ids: both, fused_on } },
        answer: { fusion_id },
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, done.fusion_id)
}

/** Says which words are which. What the last dry run said is void then. */
export async function changeFusionMap(
  ctx: StaffCtx,
  { params, body }: Ask<typeof mapOp>,
): Promise<Answer<Fusion>> {
  const { fusion_id } = params
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [lockFusion(fusion_id)],
      decide: ([rows = []]) => {
        const row = oneOf(FusionRow, rows)
        if (!row) return refuse('not_found')
        if (row.state !== 'open' && row.state !== 'checked') return refuse('fusion_state')
        return {
          effects: [setMap(fusion_id, body.map)],
          change: { subject: `fusion ${fusion_id}`, before: { map: row.map }, after: { map: body.map } },
          answer: { fusion_id },
          libraries: [],
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, fusion_id)
}
