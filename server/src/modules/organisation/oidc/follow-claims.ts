import { StaffMember } from '@kaft/contract'
import type { Ctx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Told } from '../../../base/oidc/oidc.ts'
import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { lockLibraries } from '../change/change.store.ts'
import { bumpMember } from '../staff/certify.store.ts'
import { losesManager } from '../staff/grant.rules.ts'
import { ownMembers } from '../staff/staff.store.ts'
import { type Reading, rolesGiven } from './claims.rules.ts'
import { ByClaims, claimsChanged, dropByClaims, giveByClaims, rolesByClaims } from './oidc.store.ts'

/**
 * Gives the roles that the provider gives, and takes those that it gave and gives no longer. What a manager gave here
 * stays; and nobody loses the last manager of a library by a change elsewhere.
 */
export async function followClaims(
  ctx: Ctx,
  tx: Tx,
  of: { staff_id: string; library_id: string; told: Told; reading: Reading },
): Promise<void> {
  const { staff_id, library_id, told, reading } = of
  const given = rolesGiven(told.roles, library_id, reading)
  if (given === null) return
  const [at, day] = [ctx.now.toString(), dayOf(ctx.now)]
  const [, rows = [], held = []] = await tx.more([
    lockLibraries([library_id]),
    ownMembers(library_id, at),
    rolesByClaims(staff_id),
  ])
  const all = allOf(StaffMember, rows)
  const known = all.find(m => m.staff_id === staff_id)
  if (!known) return
  const before = allOf(ByClaims, held).map(r => r.role)
  const has = known.roles.filter(r => r.level === 'library').map(r => r.role as string)
  const fresh = given.filter(role => !has.includes(role))
  const gone = before.filter(role => !(given as readonly string[]).includes(role))
  const rest = known.roles.filter(r => !(r.level === 'library' && gone.includes(r.role)))
  const taken = losesManager(all, { ...known, roles: rest }, day) ? [] : gone
  if (fresh.length === 0 && taken.length === 0) return
  await tx.more([
    giveByClaims({ staff_id, library_id, day, at }, fresh),
    dropByClaims(staff_id, taken),
    bumpMember(staff_id),
    claimsChanged({ staff_id, library_id, name: known.name, at }, { fresh, taken }),
  ])
}
