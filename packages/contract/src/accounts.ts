import { Type } from 'typebox'
import { operation } from './operation.ts'
import { RoleGiven, StaffMember, StaffPassword, StaffPin } from './organisation.ts'
import { closed, CommandId, Day, Id, Instant, Nullable, OneOf } from './values.ts'

/** One role of one account, as it is looked at again twice a year. */
export const CertificationLine = closed({
  staff_id: Id,
  name: Type.String(),
  login: Type.String(),
  ...RoleGiven.properties,
  granted_at: Instant,
  /** Null where nobody is known: a role that was founded with the library, or given by an account that is gone. */
  granted_by: Nullable(Type.String()),
  confirmed_at: Nullable(Instant),
  confirmed_by: Nullable(Type.String()),
  /** Nobody looked at it for half a year. */
  due: Type.Boolean(),
})
export const readCertification = operation({
  id: 'readCertification',
  method: 'GET',
  path: '/staff-certification',
  leave: 'organisation.staff',
  summary: 'Who has which role, since when, by whom and until when, with what is due to be looked at again',
  query: closed({ after: Type.Optional(Id) }),
  ok: closed({
    rows: Type.Array(CertificationLine),
    /** Of the whole library, not of this page alone. */
    due: Type.Integer(),
    next: Nullable(Id),
  }),
})
export const certifyRole = operation({
  id: 'certifyRole',
  method: 'POST',
  path: '/staff/:staff_id/certification',
  leave: 'organisation.staff',
  summary: 'Say that somebody still needs a role, or take it away',
  params: closed({ staff_id: Id }),
  body: closed({
    command_id: CommandId,
    role: RoleGiven.properties.role,
    level: RoleGiven.properties.level,
    branch_id: RoleGiven.properties.branch_id,
    keep: Type.Boolean(),
  }),
  ok: closed({ staff_id: Id, kept: Type.Boolean() }),
  codes: ['not_found', 'last_manager', 'certify_own'],
})
export const endAccount = operation({
  id: 'endAccount',
  method: 'POST',
  path: '/staff/:staff_id/end',
  leave: 'organisation.staff',
  summary:
    'End the account of somebody who leaves: sessions, roles, password, badge and PIN are gone, at once or after a last day',
  params: closed({ staff_id: Id }),
  body: closed({
    command_id: CommandId,
    /** The last day at work; absent is at once, and null takes a day back that was set before. */
    on: Type.Optional(Nullable(Day)),
  }),
  ok: StaffMember,
  codes: ['not_found', 'last_manager', 'leaves_in_past'],
})

/** What a member of staff may know of the own account alone: the password, and the PIN by which a colleague takes over. */
export const OwnSecret = OneOf(['password', 'pin'])
export const changeOwnSecret = operation({
  id: 'changeOwnSecret',
  method: 'PUT',
  path: '/session/secret',
  leave: 'signed_in',
  summary: 'Change the own password or PIN, by the password of now; a new password ends the other sessions',
  body: closed({
    /** The password of now. */
    password: Type.String({ minLength: 1, maxLength: 200 }),
    to: Type.Union([closed({ password: StaffPassword }), closed({ pin: StaffPin })]),
  }),
  ok: closed({
    changed: OwnSecret,
    /** How many sessions at other places ended by it. */
    ended: Type.Integer(),
  }),
  codes: [
    'password_wrong',
    'password_same',
    'password_elsewhere',
    'account_locked',
    'second_factor_needed',
    'too_many',
  ],
})
