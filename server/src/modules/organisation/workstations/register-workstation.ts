import {
  type Ask,
  type changeWorkstation as changeOp,
  type OkOf,
  type registerWorkstation as registerOp,
  Workstation,
} from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { peppered } from '../../../base/keys.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { ownBranch } from '../calendar/calendar.store.ts'
import { configure, readAnew } from '../change/configure.ts'
import { keyHash } from '../sign-in/secrets.ts'
import {
  insertWorkstation,
  namesake,
  ownWorkstation,
  ownWorkstations,
  updateWorkstation,
} from './workstations.store.ts'

const Made = Type.Object({ workstation_id: Type.String() })
type WorkstationOf = OkOf<typeof changeOp>

export const listWorkstations = async (ctx: StaffCtx): Promise<{ rows: WorkstationOf[] }> => ({
  rows: allOf(Workstation, (await read(ctx, [ownWorkstations(ctx.actor.library_id)]))[0] ?? []),
})

/**
 * Registers a workstation. Its key is derived from the command and the server's pepper, so that a repeat after a
 * lost answer shows the same key; the database keeps only the hash.
 */
export async function registerWorkstation(
  ctx: StaffCtx,
  { body }: Ask<typeof registerOp>,
): Promise<Answer<OkOf<typeof registerOp>>> {
  const { library_id } = ctx.actor
  const { command_id, ...asked } = body
  const key = peppered(ctx.keys, `workstation ${library_id} ${command_id}`).toString('base64url')
  const done = await configure(ctx, body, {
    facts: [ownBranch(asked.branch_id, library_id), namesake(library_id, asked.name, null)],
    decide: async ([branch = [], same = []], tx) => {
      if (branch.length === 0) return refuse('branch_not_yours')
      if (same.length > 0) return refuse('name_in_use')
      const [made = []] = await tx.more([insertWorkstation(library_id, asked, keyHash(key))])
      const workstation_id = oneOf(Made, made)?.workstation_id ?? ''
      return {
        effects: [],
        change: { subject: workstation_id, before: null, after: asked },
        answer: { workstation_id },
      }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  const workstation = await readOne(ctx, done.workstation_id)
  return workstation ? { workstation, workstation_key: key } : refuse('not_found')
}

const readOne = async (ctx: StaffCtx, id: string): Promise<WorkstationOf | null> =>
  oneOf(Workstation, (await readAnew(ctx, [ownWorkstation(id, ctx.actor.library_id)]))[0] ?? [])

/** Changes branch, name and settings. Sessions that stand there stay at their branch until they end. */
export async function changeWorkstation(
  ctx: StaffCtx,
  { params, body }: Ask<typeof changeOp>,
): Promise<Answer<WorkstationOf>> {
  const { library_id } = ctx.actor
  const { command_id: _, ...asked } = body
  const { workstation_id } = params
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [
        ownWorkstation(workstation_id, library_id),
        ownBranch(asked.branch_id, library_id),
        namesake(library_id, asked.name, workstation_id),
      ],
      decide: ([rows = [], branch = [], same = []]) => {
        const known = oneOf(Workstation, rows)
        if (!known) return refuse('not_found')
        if (branch.length === 0) return refuse('branch_not_yours')
        if (same.length > 0) return refuse('name_in_use')
        const { workstation_id: __, ...before } = known
        return {
          effects: [updateWorkstation(workstation_id, asked)],
          change: { subject: workstation_id, before, after: asked },
          answer: { workstation_id },
        }
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  return (await readOne(ctx, workstation_id)) ?? refuse('not_found')
}
