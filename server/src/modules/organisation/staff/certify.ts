import {
  type Ask,
  type certifyRole as certifyOp,
  type OkOf,
  type readCertification as readOp,
  StaffMember,
} from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure } from '../change/configure.ts'
import { bumpMember, confirmRole, Due, dueCount, Line, linesAfter, type Looked } from './certify.store.ts'
import { losesManager, sameGrant } from './grant.rules.ts'
import { dropRoles, type Member, ownMembers } from './staff.store.ts'

/** Accounts on a page. */
const PAGE = 100
/** Half a year, by the calendar in Brussels. */
export const lookedAt = (library_id: string, now: Temporal.Instant): Looked => ({
  library_id,
  day: dayOf(now),
  before: now.toZonedDateTimeISO('Europe/Brussels').subtract({ months: 6 }).toInstant().toString(),
})

/** Who has what: every role that holds or will hold, with its grantor, its end and when it was last looked at. */
export async function readCertification(
  ctx: StaffCtx,
  { after }: Ask<typeof readOp>['query'],
): Promise<OkOf<typeof readOp>> {
  const on = lookedAt(ctx.actor.library_id, ctx.now)
  const [rows = [], due = []] = await read(ctx, [linesAfter(on, after ?? null, PAGE + 1), dueCount(on)])
  const found = allOf(Line, rows)
  const people = [...new Set(found.map(line => line.staff_id))]
  const last = people.length > PAGE ? (people[PAGE - 1] ?? null) : null
  const beyond = people[PAGE]
  return {
    rows: found.filter(line => line.staff_id !== beyond),
    due: shaped(Due, due[0]).count,
    next: last,
  }
}

const withRoles = ({ staff_id, active, leaves_on }: Member, roles: Member['roles']) => ({
  staff_id,
  active,
  leaves_on,
  roles,
})

/**
 * Looks at one role again. To keep it gives nothing new, so whoever manages accounts may say so of every role; to take
 * it away works at once, also in sessions that are open.
 */
export async function certifyRole(
  ctx: StaffCtx,
  { params, body }: Ask<typeof certifyOp>,
): Promise<Answer<OkOf<typeof certifyOp>>> {
  const { staff_id } = params
  const { keep } = body
  const at = ctx.now.toString()
  return configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownMembers(ctx.actor.library_id, at)],
      decide: ([rows = []]: Row[][]) => {
        const all = allOf(StaffMember, rows)
        const known = all.find(m => m.staff_id === staff_id)
        const asked = { ...body, starts_on: '', ends_on: null }
        const role = known?.roles.find(r => sameGrant(r, asked))
        if (!known || !role) return refuse('not_found')
        // Whoever looks at a role says that somebody else still needs it.
        if (keep && staff_id === ctx.actor.staff_id) return refuse('certify_own')
        const rest = known.roles.filter(r => r !== role)
        if (!keep && losesManager(all, withRoles(known, rest), dayOf(ctx.now))) return refuse('last_manager')
        const { name } = known
        return {
          effects: keep
            ? [confirmRole(staff_id, role, { staff_id: ctx.actor.staff_id, at })]
            : [dropRoles(staff_id, rest), bumpMember(staff_id)],
          change: {
            subject: staff_id,
            before: { name, roles: [role] },
            after: { name, roles: keep ? [role] : [], certified: keep },
          },
          answer: { staff_id, kept: keep },
        }
      },
    },
  )
}
