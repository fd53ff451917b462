import { type Ask, type endAccount as op, StaffMember } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { configure } from '../change/configure.ts'
import { closeMember } from './certify.store.ts'
import { recorded, told } from './change-staff.ts'
import { losesManager } from './grant.rules.ts'
import { dropRoles, endSessions, type Member, ownMembers } from './staff.store.ts'

/**
 * Somebody leaves. In one transaction their sessions end, wherever they are, and roles, password, badge and PIN are
 * gone; their name stays with what they did. To bring them back is to change the account: active, with a password and
 * roles that are given anew.
 */
export async function endAccount(ctx: StaffCtx, { params, body }: Ask<typeof op>): Promise<Answer<Member>> {
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
        const gone = { ...known, active: false, roles: [] }
        if (losesManager(all, gone, dayOf(ctx.now))) return refuse('last_manager')
        return {
          effects: [closeMember(staff_id, at), dropRoles(staff_id, []), endSessions(staff_id, null, at)],
          change: { subject: staff_id, before: recorded(known), after: { ...recorded(gone), left: true } },
          answer: { staff_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : told(ctx, staff_id)
}
