import { type Ask, type resetFactors as op, StaffMember } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { configure } from '../change/configure.ts'
import { told } from '../staff/change-staff.ts'
import { bumpMember } from '../staff/certify.store.ts'
import { endSessions, type Member, ownMembers } from '../staff/staff.store.ts'
import { dropFactors } from './factors.store.ts'

/**
 * A colleague lost phone and codes. Somebody else takes their second steps away; their sessions end, and they make a new
 * one with their password, which nobody else has. Who did it stands in the changes.
 */
export async function resetFactors(ctx: StaffCtx, { params, body }: Ask<typeof op>): Promise<Answer<Member>> {
  const { staff_id } = params
  const at = ctx.now.toString()
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownMembers(ctx.actor.library_id, at)],
      decide: ([rows = []]: Row[][]) => {
        const all = allOf(StaffMember, rows)
        const known = all.find(m => m.staff_id === staff_id)
        if (!known) return refuse('not_found')
        if (staff_id === ctx.actor.staff_id) return refuse('reset_own')
        return {
          effects: [dropFactors(staff_id), bumpMember(staff_id), endSessions(staff_id, null, at)],
          change: {
            subject: staff_id,
            before: { name: known.name, second_factors: known.second_factors },
            after: { name: known.name, second_factors: 0 },
          },
          answer: { staff_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : told(ctx, staff_id)
}
