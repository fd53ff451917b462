import {
  type addStaff as addOp,
  type Ask,
  type changeStaff as changeOp,
  isUnderCeiling,
  type OkOf,
  type RoleCeiling,
  roleCeiling,
  StaffMember,
} from '@kaft/contract'
import { type Refusal, isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, isDay } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../change/configure.ts'
import { ReadingRow, readingOfCentre } from '../oidc/oidc.store.ts'
import { badgeHashes, foldLogin, hashSecret, hidden } from '../sign-in/secrets.ts'
import { covers, type Given, granted, inForce, inOrder, losesManager, rolesFit } from './grant.rules.ts'
import {
  badgeHolder,
  dropRoles,
  endSessions,
  insertMember,
  Made,
  type Member,
  ownBranches,
  ownMember,
  ownMembers,
  type Secrets,
  setRoles,
  updateMember,
} from './staff.store.ts'

export const listStaff = async (ctx: StaffCtx): Promise<{ rows: Member[] }> => ({
  rows: allOf(
    StaffMember,
    (await read(ctx, [ownMembers(ctx.actor.library_id, ctx.now.toString())]))[0] ?? [],
  ),
})

interface Asked {
  readonly password?: string
  readonly pin?: string
  readonly badge?: string
}

/** Hashing is slow on purpose, so it is done before the transaction. */
async function secretsOf(ctx: StaffCtx, asked: Asked): Promise<Secrets> {
  const { password, pin, badge } = asked
  return {
    password_hash: password === undefined ? null : await hashSecret(ctx.keys, password),
    pin_hash: pin === undefined ? null : await hashSecret(ctx.keys, pin),
    badge_hash: badge === undefined ? null : (badgeHashes(ctx.keys, badge)[0] ?? null),
  }
}

/** What stays of a command is a plain hash of its body, under which a PIN could be tried: so no secret enters it. */
const withoutSecrets = <B extends Asked>(ctx: StaffCtx, body: B): B => ({
  ...body,
  ...Object.fromEntries(
    (['password', 'pin', 'badge'] as const).flatMap(k =>
      body[k] === undefined ? [] : [[k, hidden(ctx.keys, body[k])]],
    ),
  ),
})

const branchesOf = (roles: readonly Given[]): string[] => [
  ...new Set(roles.flatMap(r => (r.branch_id === null ? [] : [r.branch_id]))),
]

const areDays = (roles: readonly Given[]): boolean =>
  roles.every(r => isDay(r.starts_on) && (r.ends_on === null || isDay(r.ends_on)))

/** The roles that the one who asks holds today; nobody grants beyond them. */
const heldBy = (ctx: StaffCtx, all: readonly Member[]): Given[] =>
  (all.find(m => m.staff_id === ctx.actor.staff_id)?.roles ?? []).filter(r => inForce(r, dayOf(ctx.now)))

/** What the agreement of a library gives it no role for can be given by nobody there (P17). */
function outsideAgreement(
  ceiling: RoleCeiling | null,
  library_id: string,
  roles: readonly Given[],
): Refusal | null {
  const outside = roles.find(r => !isUnderCeiling(ceiling ?? roleCeiling, library_id, r.role))
  return outside ? refuse('role_beyond_agreement', { role: outside.role }) : null
}

export const recorded = (m: Pick<Member, 'name' | 'initials' | 'active' | 'roles'>) => ({
  name: m.name,
  initials: m.initials,
  active: m.active,
  roles: inOrder(m.roles),
})

/** Makes a personal account. The login is unique in the whole of Kaft, and written in small letters. */
export async function addStaff(
  ctx: StaffCtx,
  { body }: Ask<typeof addOp>,
): Promise<Answer<OkOf<typeof addOp>>> {
  const { library_id, staff_id: granted_by } = ctx.actor
  const login = foldLogin(body.login)
  if (login === '' || !areDays(body.roles) || !rolesFit(body.roles)) return refuse('invalid')
  const secrets = await secretsOf(ctx, body)
  const branches = branchesOf(body.roles)
  const done = await configure(ctx, withoutSecrets(ctx, body), {
    facts: [ownMembers(library_id, ctx.now.toString()), ownBranches(branches, library_id), readingOfCentre],
    decide: async ([rows = [], own = [], centre = []], tx) => {
      const { ceiling } = shaped(ReadingRow, centre[0])
      if (own.length !== branches.length) return refuse('branch_not_yours')
      const held = heldBy(ctx, allOf(StaffMember, rows))
      const beyond = body.roles.find(r => !covers(held, r))
      if (beyond) return refuse('leave_beyond_own', { role: beyond.role })
      const outside = outsideAgreement(ceiling, library_id, body.roles)
      if (outside) return outside
      const [made = []] = await tx.more([insertMember({ ...body, library_id, login }, secrets)])
      const staff_id = oneOf(Made, made)?.staff_id
      if (!staff_id) return refuse('login_in_use')
      return {
        effects: [setRoles({ staff_id, library_id, granted_by, at: ctx.now.toString() }, body.roles)],
        change: { subject: staff_id, before: null, after: recorded({ ...body, active: true }) },
        answer: { staff_id },
      }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  return told(ctx, done.staff_id)
}

export const told = async (ctx: StaffCtx, staff_id: string): Promise<Answer<Member>> =>
  oneOf(
    StaffMember,
    (await readAnew(ctx, [ownMember(staff_id, ctx.actor.library_id, ctx.now.toString())]))[0] ?? [],
  ) ?? refuse('not_found')

type Changing = Ask<typeof changeOp>['body']

/** Why an account may not be changed so, or null. */
function faultOf(ctx: StaffCtx, all: readonly Member[], known: Member, body: Changing): Refusal | null {
  const today = dayOf(ctx.now)
  const held = heldBy(ctx, all)
  // Bringing an account back to life grants again whatever it held.
  const before = known.active || !body.active ? known.roles : []
  const beyond = granted(before, body.roles).find(r => !covers(held, r))
  if (beyond) return refuse('leave_beyond_own', { role: beyond.role })
  // Whoever sets another's password can sign in as them: that is a grant of everything that they may.
  const takesOver =
    known.staff_id !== ctx.actor.staff_id && (body.password ?? body.pin ?? body.badge) !== undefined
  const wider = takesOver ? body.roles.find(r => !covers(held, r)) : undefined
  if (wider) return refuse('leave_beyond_own', { role: wider.role })
  const { leaves_on } = known
  const changed = { staff_id: known.staff_id, active: body.active, leaves_on, roles: body.roles }
  return losesManager(all, changed, today) ? refuse('last_manager') : null
}

/** Changes an account. A new password, or an end to the account, ends its sessions everywhere at once. */
export async function changeStaff(
  ctx: StaffCtx,
  { params, body }: Ask<typeof changeOp>,
): Promise<Answer<Member>> {
  const { library_id, session_id } = ctx.actor
  const { staff_id } = params
  const now = ctx.now.toString()
  if (!areDays(body.roles) || !rolesFit(body.roles)) return refuse('invalid')
  const secrets = await secretsOf(ctx, body)
  const branches = branchesOf(body.roles)
  const badges = body.badge === undefined ? [] : badgeHashes(ctx.keys, body.badge)
  const done = await configure(
    ctx,
    { ...withoutSecrets(ctx, body), ...params },
    {
      facts: [
        ownMembers(library_id, now),
        ownBranches(branches, library_id),
        badgeHolder(badges, staff_id),
        readingOfCentre,
      ],
      decide: ([rows = [], own = [], holder = [], centre = []]: Row[][]) => {
        const all = allOf(StaffMember, rows)
        const known = all.find(m => m.staff_id === staff_id)
        if (!known) return refuse('not_found')
        if (own.length !== branches.length) return refuse('branch_not_yours')
        if (holder.length > 0) return refuse('badge_in_use')
        const { ceiling } = shaped(ReadingRow, centre[0])
        const outside = outsideAgreement(ceiling, library_id, granted(known.roles, body.roles))
        if (outside) return outside
        return faultOf(ctx, all, known, body) ?? change(ctx, known, { body, secrets, except: session_id })
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : told(ctx, staff_id)
}

function change(
  ctx: StaffCtx,
  known: Member,
  { body, secrets, except }: { body: Changing; secrets: Secrets; except: string },
): { effects: Query[]; change: { subject: string; before: object; after: object }; answer: object } {
  const { staff_id } = known
  const unlock = body.unlock === true
  const fresh = (['password', 'pin', 'badge'] as const).filter(k => body[k] !== undefined)
  const ends = !body.active || body.password !== undefined
  const { library_id, staff_id: granted_by } = ctx.actor
  return {
    effects: [
      updateMember(
        staff_id,
        { name: body.name, initials: body.initials, active: body.active, unlock },
        secrets,
      ),
      dropRoles(staff_id, body.roles),
      setRoles(
        { staff_id, library_id, granted_by, at: ctx.now.toString() },
        granted(known.roles, body.roles),
      ),
      ...(ends ? [endSessions(staff_id, except, ctx.now.toString())] : []),
    ],
    change: {
      subject: staff_id,
      before: recorded(known),
      after: {
        ...recorded(body),
        ...(fresh.length > 0 ? { secrets: fresh } : {}),
        ...(unlock && known.locked ? { unlocked: true } : {}),
      },
    },
    answer: { staff_id },
  }
}
