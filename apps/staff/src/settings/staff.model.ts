import type { addStaff, listStaff } from '@kaft/contract/organisation'
import { type RoleCode, roles } from '@kaft/contract/leave'
import type { BodyOf, OkOf } from '@kaft/contract/operation'
import { parseDay, typedDay } from '../base/day.model.ts'

export type Member = OkOf<typeof listStaff>['rows'][number]
export type Given = Member['roles'][number]
export type Level = Given['level']
export const roleCodes = Object.keys(roles) as RoleCode[]
export const levels: readonly Level[] = ['branch', 'library', 'consortium']

/** One role while somebody edits it; `no` keeps the rows apart. */
export interface RoleForm {
  readonly no: number
  readonly role: RoleCode
  readonly level: Level
  readonly branch_id: string
  readonly starts: string
  readonly ends: string
}
export interface StaffForm {
  readonly login: string
  readonly name: string
  readonly initials: string
  readonly active: boolean
  readonly unlock: boolean
  readonly password: string
  readonly pin: string
  readonly badge: string
  readonly roles: readonly RoleForm[]
}
export type StaffKey = 'login' | 'name' | 'initials' | 'password' | 'pin' | 'roles'
export type StaffFault = 'needed' | 'password' | 'pin' | 'day'

export const newRole = (no: number, branch_id: string, today: string): RoleForm => ({
  no,
  role: 'balie',
  level: 'library',
  branch_id,
  starts: typedDay(today),
  ends: '',
})

export const staffFormOf = (member: Member | null, branch_id: string): StaffForm => ({
  login: member?.login ?? '',
  name: member?.name ?? '',
  initials: member?.initials ?? '',
  active: member?.active ?? true,
  unlock: false,
  password: '',
  pin: '',
  badge: '',
  roles: (member?.roles ?? []).map((given, no) => ({
    no,
    role: given.role,
    level: given.level,
    branch_id: given.branch_id ?? branch_id,
    starts: typedDay(given.starts_on),
    ends: given.ends_on === null ? '' : typedDay(given.ends_on),
  })),
})

const readRole = (form: RoleForm, today: string): Given | null => {
  const starts_on = parseDay(form.starts, today)
  const ends_on = form.ends.trim() === '' ? null : parseDay(form.ends, today)
  if (starts_on === null || (form.ends.trim() !== '' && (ends_on === null || ends_on < starts_on)))
    return null
  const branch_id = form.level === 'branch' ? form.branch_id : null
  return { role: form.role, level: form.level, branch_id, starts_on, ends_on }
}

type Body = Omit<BodyOf<typeof addStaff>, 'command_id'>
export interface ReadStaff {
  readonly name: string
  readonly initials: string
  readonly roles: Given[]
  readonly secrets: Pick<Body, 'pin'> & { readonly password?: string; readonly badge?: string }
}

/**
 * The form as the contract wants it, or what is wrong with which field.
 * @param isNew a new account needs a sign-in name and a password; of an old one an empty secret stays as it is
 */
export const readStaffForm = (
  form: StaffForm,
  isNew: boolean,
  today: string,
):
  | ({ readonly ok: true } & ReadStaff)
  | { readonly ok: false; readonly errors: Readonly<Partial<Record<StaffKey, StaffFault>>> } => {
  const given = form.roles.map(role => readRole(role, today))
  const typedPassword = form.password !== ''
  const errors: Partial<Record<StaffKey, StaffFault>> = {
    ...(isNew && form.login.trim() === '' ? { login: 'needed' as const } : {}),
    ...(form.name.trim() === '' ? { name: 'needed' as const } : {}),
    ...(form.initials.trim() === '' ? { initials: 'needed' as const } : {}),
    ...((isNew || typedPassword) && form.password.length < 12 ? { password: 'password' as const } : {}),
    ...(form.pin !== '' && !/^\d{6}$/.test(form.pin) ? { pin: 'pin' as const } : {}),
    ...(given.includes(null) ? { roles: 'day' as const } : {}),
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    name: form.name.trim(),
    initials: form.initials.trim(),
    roles: given.filter(role => role !== null),
    secrets: {
      ...(typedPassword ? { password: form.password } : {}),
      ...(form.pin === '' ? {} : { pin: form.pin }),
      ...(form.badge.trim() === '' ? {} : { badge: form.badge.trim() }),
    },
  }
}
