import { type Static, Type } from 'typebox'
import { RoleCode } from './leave.ts'
import { operation } from './operation.ts'
import { Session, StaffMember } from './organisation.ts'
import { closed, CommandId, Id, Line, Nullable } from './values.ts'

/** How organisations and roles of the provider read here. Without libraries none is checked; without roles none is given. */
export const OidcMapping = closed({
  libraries: Type.Array(closed({ org_code: Line(60), library_id: Id }), { maxItems: 1000 }),
  roles: Type.Array(closed({ claim: Line(60), role: RoleCode }), { maxItems: 100 }),
})
export type OidcMapping = Static<typeof OidcMapping>
export const oidcMapping: OidcMapping = { libraries: [], roles: [] }

/** Which roles a library may give at most, as its agreement says; a library that is not named may give every role. */
export const RoleCeiling = closed({
  libraries: Type.Array(closed({ library_id: Id, roles: Type.Array(RoleCode, { uniqueItems: true }) }), {
    maxItems: 1000,
  }),
})
export type RoleCeiling = Static<typeof RoleCeiling>
export const roleCeiling: RoleCeiling = { libraries: [] }

/** Whether a library may give a role under its agreement. */
export const isUnderCeiling = (ceiling: RoleCeiling, library_id: string, role: string): boolean => {
  const own = ceiling.libraries.find(one => one.library_id === library_id)
  return own === undefined || (own.roles as readonly string[]).includes(role)
}

const Key = Type.String({ minLength: 1, maxLength: 200 })

export const signInWays = operation({
  id: 'signInWays',
  method: 'GET',
  path: '/session/ways',
  leave: 'anyone',
  summary: 'How one can sign in here: by password, and at a provider where there is one',
  ok: closed({ elsewhere: Nullable(closed({ name: Type.String() })) }),
})
export const beginOidc = operation({
  id: 'beginOidc',
  method: 'POST',
  path: '/session/elsewhere',
  leave: 'anyone',
  summary: 'Begin to sign in at the provider (authorization code with PKCE): where the browser goes next',
  body: closed({ workstation_key: Type.Optional(Key) }),
  ok: closed({ url: Type.String() }),
  codes: ['oidc_off', 'oidc_away', 'too_many'],
})
export const finishOidc = operation({
  id: 'finishOidc',
  method: 'PUT',
  path: '/session/elsewhere',
  leave: 'anyone',
  summary: 'Come back from the provider with what it put in the address',
  body: closed({ query: Type.String({ minLength: 1, maxLength: 8000 }) }),
  ok: Session,
  codes: [
    'oidc_off',
    'oidc_away',
    'oidc_over',
    'oidc_refused',
    'oidc_unlinked',
    'oidc_other_library',
    'account_locked',
    'library_inactive',
    'library_not_agreed',
    'too_many',
  ],
})
export const linkOidc = operation({
  id: 'linkOidc',
  method: 'POST',
  path: '/session/elsewhere/link',
  leave: 'anyone',
  summary: 'Link who just signed in at the provider to an account, by the code of an invitation',
  body: closed({ invitation: Line(40) }),
  ok: Session,
  status: 201,
  codes: [
    'oidc_over',
    'invitation_wrong',
    'oidc_other_library',
    'account_locked',
    'library_inactive',
    'library_not_agreed',
    'too_many',
  ],
})

export const inviteOidc = operation({
  id: 'inviteOidc',
  method: 'POST',
  path: '/staff/:staff_id/invitation',
  leave: 'organisation.staff',
  status: 201,
  summary:
    'Make a code by which a colleague links their account to the provider; shown once, good for a week',
  params: closed({ staff_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: closed({ invitation: Type.String() }),
  codes: ['not_found', 'leave_beyond_own', 'oidc_off'],
})
export const unlinkOidc = operation({
  id: 'unlinkOidc',
  method: 'POST',
  path: '/staff/:staff_id/unlink',
  leave: 'organisation.staff',
  summary: 'Take the link of an account to the provider away; its sessions end',
  params: closed({ staff_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: StaffMember,
  codes: ['not_found'],
})
