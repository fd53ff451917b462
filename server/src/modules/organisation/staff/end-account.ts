import { type Ask, type endAccount as op, StaffMember } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { type Configured, configure } from '../change/configure.ts'
import { dropIdentities } from '../oidc/oidc.store.ts'
import { dropFactors } from '../second-factor/factors.store.ts'
import { closeMember, setLeaving } from './certify.store.ts'
import { recorded, told } from './change-staff.ts'
import { losesManager } from './grant.rules.ts'
import { dropRoles, endSessions, type Member, ownMembers } from './staff.store.ts'

interface Leaving {
  readonly all: readonly Member[]
  readonly known: Member
}
type Said = Refusal | Configured<{ staff_id: string }>

/** In one transaction their sessions end, wherever they are, and roles, password, badge and PIN are gone. */
function atOnce(ctx: StaffCtx, { all, known }: Leaving): Said {
  const { staff_id } = known
  const at = ctx.now.toString()
  const gone = { ...known, active: false, roles: [] }
  if (losesManager(all, gone, dayOf(ctx.now))) return refuse('last_manager')
  return {
    effects: [
      closeMember(staff_id, at),
      dropRoles(staff_id, []),
      endSessions(staff_id, null, at),
      dropFactors(staff_id),
      dropIdentities(staff_id),
    ],
    change: { subject: staff_id, before: recorded(known), after: { ...recorded(gone), left: true } },
    answer: { staff_id },
  }
}

/** On a day to come: the account goes on until that day is over. Null takes the day back. */
function later(ctx: StaffCtx, { all, known }: Leaving, on: string | null): Said {
  const { staff_id, leaves_on, name } = known
  if (on !== null && on < dayOf(ctx.now)) return refuse('leaves_in_past')
  if (!known.active) return refuse('not_found')
  if (losesManager(all, { ...known, leaves_on: on }, dayOf(ctx.now))) return refuse('last_manager')
  return {
    effects: [setLeaving(staff_id, on)],
    change: { subject: staff_id, before: { name, leaves_on }, after: { name, leaves_on: on } },
    answer: { staff_id },
  }
}

/**
 * Somebody leaves. Their name stays with what they did. To bring them back is to change the account: active, with a
 * password and roles that are given anew.
 */
export async function endAccount(ctx: StaffCtx, { params, body }: Ask<typeof op>): Promise<Answer<Member>> {
  const { staff_id } = params
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownMembers(ctx.actor.library_id, ctx.now.toString())],
      decide: ([rows = []]: Row[][]) => {
        const all = allOf(StaffMember, rows)
        const known = all.find(m => m.staff_id === staff_id)
        if (!known) return refuse('not_found')
        return body.on === undefined ? atOnce(ctx, { all, known }) : later(ctx, { all, known }, body.on)
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : told(ctx, staff_id)
}
