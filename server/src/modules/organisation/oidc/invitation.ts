import {
  type Ask,
  type inviteOidc as inviteOp,
  type OkOf,
  StaffMember,
  type unlinkOidc as unlinkOp,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { type Keys, peppered } from '../../../base/keys.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { configure } from '../change/configure.ts'
import { bumpMember } from '../staff/certify.store.ts'
import { told } from '../staff/change-staff.ts'
import { covers, inForce } from '../staff/grant.rules.ts'
import { endSessions, type Member, ownMembers } from '../staff/staff.store.ts'
import { dropIdentities, setInvitation } from './oidc.store.ts'

/** Letters and digits that nobody confuses on paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const DAYS = 7

/** Some 79 bits, derived from the command and the server's pepper, so that a repeat after a lost answer shows the same one. */
const invitationOf = (keys: Keys, command_id: string): string =>
  [...peppered(keys, `invitation ${command_id}`).subarray(0, 16)]
    .map(byte => LETTERS[byte % LETTERS.length])
    .join('')
    .replaceAll(/(.{4})(?=.)/g, '$1-')

export const invitationHash = (keys: Keys, code: string): Buffer =>
  peppered(keys, `invited ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`)

/**
 * A code for one account, to be handed over in person. Whoever brings it signs in as that account, so nobody makes one
 * for an account that may more than they do.
 */
export async function inviteOidc(
  ctx: StaffCtx,
  { params, body }: Ask<typeof inviteOp>,
  isOn: boolean,
): Promise<Answer<OkOf<typeof inviteOp>>> {
  if (!isOn) return refuse('oidc_off')
  const { staff_id } = params
  const invitation = invitationOf(ctx.keys, body.command_id)
  const until = ctx.now.add({ hours: DAYS * 24 }).toString()
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownMembers(ctx.actor.library_id, ctx.now.toString())],
      decide: ([rows = []]: Row[][]) => {
        const all = allOf(StaffMember, rows)
        const known = all.find(m => m.staff_id === staff_id && m.active)
        if (!known) return refuse('not_found')
        const own = all.find(m => m.staff_id === ctx.actor.staff_id)?.roles ?? []
        const held = own.filter(r => inForce(r, dayOf(ctx.now)))
        const beyond = staff_id === ctx.actor.staff_id ? undefined : known.roles.find(r => !covers(held, r))
        if (beyond) return refuse('leave_beyond_own', { role: beyond.role })
        return {
          effects: [setInvitation(staff_id, invitationHash(ctx.keys, invitation), until)],
          change: {
            subject: staff_id,
            before: { name: known.name },
            after: { name: known.name, invited: true },
          },
          answer: { staff_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : { invitation }
}

/** Takes the link away, as when somebody of the provider is not who they were thought to be. */
export async function unlinkOidc(
  ctx: StaffCtx,
  { params, body }: Ask<typeof unlinkOp>,
): Promise<Answer<Member>> {
  const { staff_id } = params
  const at = ctx.now.toString()
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownMembers(ctx.actor.library_id, at)],
      decide: ([rows = []]: Row[][]) => {
        const known = allOf(StaffMember, rows).find(m => m.staff_id === staff_id)
        if (!known?.signs_in_elsewhere) return refuse('not_found')
        return {
          effects: [dropIdentities(staff_id), bumpMember(staff_id), endSessions(staff_id, null, at)],
          change: {
            subject: staff_id,
            before: { name: known.name, linked: true },
            after: { name: known.name, linked: false },
          },
          answer: { staff_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : told(ctx, staff_id)
}
