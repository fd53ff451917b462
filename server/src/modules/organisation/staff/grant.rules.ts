import { isHelperRole, type Leave, type RoleCode, type RoleGiven, roles } from '@kaft/contract'
import type { Static } from 'typebox'
import { type Day, earliestDay } from '../../../base/dates.ts'

export type Given = Static<typeof RoleGiven>

export const leavesOf = (role: RoleCode): readonly Leave[] => roles[role]

/** A role is held on a day, first and last day included. */
export const inForce = (given: Given, on: Day): boolean =>
  given.starts_on <= on && (given.ends_on === null || on <= given.ends_on)

/** The same role in the same place; its days may differ. */
export const sameGrant = (a: Given, b: Given): boolean =>
  a.role === b.role && a.level === b.level && a.branch_id === b.branch_id

/** Whether what holds in the first place holds in the second: the consortium over a library, a library over its branches. */
const reaches = (from: Given, to: Given): boolean => {
  if (from.level === 'consortium') return true
  if (from.level === 'library') return to.level !== 'consortium'
  return to.level === 'branch' && from.branch_id === to.branch_id
}

/** Whether somebody with the roles `held` has every leave of the wanted role, wherever that role would hold. */
export const covers = (held: readonly Given[], wanted: Given): boolean => {
  const own = new Set(held.filter(h => reaches(h, wanted)).flatMap(h => leavesOf(h.role)))
  // Who helps from outside is named by who works for all libraries, who cannot help themselves.
  if (isHelperRole(wanted.role)) return own.has('consortium.help')
  return leavesOf(wanted.role).every(leave => own.has(leave))
}

/**
 * Roles that were not there before, or for other days: these are what somebody grants. To take a role away is no
 * grant; to give it other days is, since whoever may not give it may not say how long it lasts.
 */
export const granted = (before: readonly Given[], after: readonly Given[]): Given[] =>
  after.filter(
    wanted =>
      !before.some(
        b => sameGrant(b, wanted) && b.starts_on === wanted.starts_on && b.ends_on === wanted.ends_on,
      ),
  )

/** What a shape cannot say: a branch where and only where the level is a branch, days in order, no role twice in a place. */
export const rolesFit = (given: readonly Given[]): boolean =>
  given.every(
    (g, i) =>
      (g.level === 'branch') === (g.branch_id !== null) &&
      (g.ends_on === null || g.ends_on >= g.starts_on) &&
      given.findIndex(other => sameGrant(other, g)) === i,
  )

/** In one order, so that equal sets of roles are equal. */
export const inOrder = (given: readonly Given[]): Given[] => {
  const key = (g: Given) => `${g.role} ${g.level} ${g.branch_id ?? ''}`
  return given.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

export interface Account {
  readonly staff_id: string
  readonly active: boolean
  /** The last day at work of who will leave. */
  readonly leaves_on: Day | null
  readonly roles: readonly Given[]
}

const forEver: Day = '9999-12-31'

/**
 * Until when a library surely has somebody who manages its accounts: the last day of the active managers of today,
 * in the whole library. Null when it has none.
 */
export const managedUntil = (accounts: readonly Account[], today: Day): Day | null => {
  const ends = accounts
    .filter(a => a.active)
    .flatMap(a => a.roles.map(role => ({ role, leaves_on: a.leaves_on ?? forEver })))
    .filter(
      ({ role: g }) =>
        g.level !== 'branch' && inForce(g, today) && leavesOf(g.role).includes('organisation.staff'),
    )
    .map(({ role, leaves_on }) => earliestDay(role.ends_on ?? forEver, leaves_on))
  return ends.toSorted().at(-1) ?? null
}

/** Whether a change of one account leaves the library managed for less long than it is now. */
export const losesManager = (accounts: readonly Account[], changed: Account, today: Day): boolean => {
  const before = managedUntil(accounts, today)
  const after = managedUntil(
    accounts.map(a => (a.staff_id === changed.staff_id ? changed : a)),
    today,
  )
  return before !== null && (after === null || after < before)
}
