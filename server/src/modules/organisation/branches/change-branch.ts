import { type Ask, Branch, type changeBranch as op, type OkOf } from '@kaft/contract'
import { type Ctx, isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../change/configure.ts'
import { allBranches, clearHours, oneBranch, renameBranch, setHours } from './branches.store.ts'
import { hoursFit, sortedHours } from './hours.rules.ts'

type BranchOf = OkOf<typeof op>

/** All branches of the libraries that take part. Open to everyone: it is what hangs on the door. */
export const listBranches = async (ctx: Ctx): Promise<{ rows: BranchOf[] }> => ({
  rows: allOf(Branch, (await read(ctx, [allBranches]))[0] ?? []),
})

/** Changes name, address and opening hours of a branch of the own library. */
export async function changeBranch(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<BranchOf>> {
  const hours = sortedHours(body.hours)
  const asked = { name: body.name, address: body.address, hours }
  const { branch_id } = params
  const own = oneBranch(branch_id, ctx.actor.library_id)
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [own],
      decide: ([rows = []]) => {
        const branch = oneOf(Branch, rows)
        if (!branch) return refuse('not_found')
        if (!hoursFit(hours)) return refuse('hours_invalid')
        const before = { name: branch.name, address: branch.address, hours: branch.hours }
        return {
          effects: [renameBranch(branch_id, asked), clearHours(branch_id), setHours(branch_id, hours)],
          change: { subject: branch_id, before, after: asked },
          answer: { branch_id },
        }
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  return oneOf(Branch, (await readAnew(ctx, [own]))[0] ?? []) ?? gone()
}

const gone = (): Refusal => refuse('not_found')
