import { type Static, Type } from 'typebox'
import { Leave, RoleCode, roles } from './leave.ts'
import { operation } from './operation.ts'
import { Session, StaffMember } from './organisation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf } from './values.ts'

/** Which rights ask a second step: those that only these roles have, and these leaves whoever has them. */
export const SecondFactorRule = closed({
  roles: Type.Array(RoleCode, { uniqueItems: true }),
  leaves: Type.Array(Leave, { uniqueItems: true }),
})
export type SecondFactorRule = Static<typeof SecondFactorRule>

/** Who manages accounts, who sees the log, who moves a library, who works for all libraries; and whoever exports lists. */
export const secondFactorRule: SecondFactorRule = {
  roles: ['beheer', 'dpo', 'dpo_centraal', 'overstap', 'consortium', 'helpdesk', 'leverancier'],
  leaves: ['patrons.list', 'news.export'],
}

/**
 * The leaves that ask a second step: what the named roles may and no other role does, so that the work of the desk
 * stays as quick as it is; and the leaves that are named themselves.
 */
export const broadLeaves = (rule: SecondFactorRule): ReadonlySet<Leave> => {
  const codes = Object.keys(roles) as RoleCode[]
  const of = (named: boolean): Leave[] =>
    codes.filter(code => rule.roles.includes(code) === named).flatMap(code => [...roles[code]])
  const usual = new Set(of(false))
  return new Set([...of(true).filter(leave => !usual.has(leave)), ...rule.leaves])
}

export const FactorKind = OneOf(['totp', 'passkey'])
export const Factor = closed({
  factor_id: Id,
  kind: FactorKind,
  /** What the owner calls it: "Mijn telefoon". */
  name: Type.String(),
  added_at: Instant,
  last_used_at: Nullable(Instant),
})
const Factors = closed({
  rows: Type.Array(Factor),
  /** Recovery codes that were not used yet. */
  recovery_left: Type.Integer(),
})
const Password = Type.String({ minLength: 1, maxLength: 200 })
/** Ten codes, shown this once; empty where the account has codes already. */
const Enrolled = closed({
  ...Factors.properties,
  recovery_codes: Type.Array(Type.String()),
  session: Session,
})

export const readFactors = operation({
  id: 'readFactors',
  method: 'GET',
  path: '/session/factors',
  leave: 'signed_in',
  summary: 'The second steps of the own account',
  ok: Factors,
})
export const beginTotp = operation({
  id: 'beginTotp',
  method: 'POST',
  path: '/session/factors/totp',
  leave: 'signed_in',
  summary: 'Begin to add an authenticator app: the secret to scan or type, shown once (RFC 6238)',
  body: closed({ password: Password }),
  ok: closed({
    factor_id: Id,
    /** Base32, in groups of four, for who cannot scan. */
    secret: Type.String(),
    /** The QR code as squares: so many to a side, and an SVG path that draws the dark ones. */
    qr: closed({ size: Type.Integer(), path: Type.String() }),
  }),
  codes: ['password_wrong', 'account_locked', 'second_factor_needed', 'too_many'],
})
const Code = Line(20)
export const confirmTotp = operation({
  id: 'confirmTotp',
  method: 'POST',
  path: '/session/factors/:factor_id/confirm',
  leave: 'signed_in',
  summary: 'Prove that the app shows the right codes; from then on it counts',
  params: closed({ factor_id: Id }),
  body: closed({ code: Code, name: Line(60) }),
  ok: Enrolled,
  codes: ['not_found', 'second_factor_wrong', 'account_locked'],
})

/** Bytes as browsers write them in JSON (WebAuthn Level 3 §5.1). */
const Bytes = Type.String({ pattern: '^[A-Za-z0-9_-]{0,16384}$' })
const Credential = <P extends Record<string, ReturnType<typeof Type.Unknown> | typeof Bytes>>(response: P) =>
  Type.Object({
    id: Bytes,
    rawId: Bytes,
    type: Type.Literal('public-key'),
    response: Type.Object(response),
    clientExtensionResults: Type.Object({}),
  })
const Registration = Credential({ clientDataJSON: Bytes, attestationObject: Bytes })
const Assertion = Credential({ clientDataJSON: Bytes, authenticatorData: Bytes, signature: Bytes })
export type Registration = Static<typeof Registration>
export type Assertion = Static<typeof Assertion>
/** What the browser's own `navigator.credentials` is given. */
const Options = Type.Record(Type.String(), Type.Unknown())

export const beginPasskey = operation({
  id: 'beginPasskey',
  method: 'POST',
  path: '/session/factors/passkey',
  leave: 'signed_in',
  summary: 'Begin to add a security key or passkey (WebAuthn Level 3 §7.1)',
  body: closed({ password: Password }),
  ok: closed({ options: Options }),
  codes: ['password_wrong', 'account_locked', 'second_factor_needed', 'too_many'],
})
export const confirmPasskey = operation({
  id: 'confirmPasskey',
  method: 'PUT',
  path: '/session/factors/passkey',
  leave: 'signed_in',
  summary: 'Hand over what the security key made; from then on it counts',
  body: closed({ name: Line(60), credential: Registration }),
  ok: Enrolled,
  codes: ['second_factor_wrong', 'challenge_over'],
})
export const removeFactor = operation({
  id: 'removeFactor',
  method: 'DELETE',
  path: '/session/factors/:factor_id',
  leave: 'signed_in',
  summary: 'Take away one of the own second steps, after proving one',
  params: closed({ factor_id: Id }),
  ok: closed({ ...Factors.properties, session: Session }),
  codes: ['not_found', 'second_factor_needed'],
})
export const renewRecoveryCodes = operation({
  id: 'renewRecoveryCodes',
  method: 'POST',
  path: '/session/recovery-codes',
  leave: 'signed_in',
  summary: 'Make ten new recovery codes; those of before stop working',
  ok: Enrolled,
  codes: ['second_factor_needed', 'second_factor_missing'],
})

export const askSecondFactor = operation({
  id: 'askSecondFactor',
  method: 'POST',
  path: '/session/second-factor/question',
  leave: 'signed_in',
  summary: 'What the own account can prove itself with now, with a question for its security keys',
  ok: closed({ ...Factors.properties, options: Nullable(Options) }),
})
export const proveByCode = operation({
  id: 'proveByCode',
  method: 'POST',
  path: '/session/second-factor/code',
  leave: 'signed_in',
  summary: 'Prove the second step by a code of the app, or by a recovery code, which then is used up',
  body: closed({ kind: OneOf(['totp', 'recovery']), code: Code }),
  ok: Session,
  codes: ['second_factor_wrong', 'second_factor_used', 'second_factor_missing', 'account_locked', 'too_many'],
})
export const proveByPasskey = operation({
  id: 'proveByPasskey',
  method: 'POST',
  path: '/session/second-factor/passkey',
  leave: 'signed_in',
  summary: 'Prove the second step by a security key or passkey (WebAuthn Level 3 §7.2)',
  body: closed({ credential: Assertion }),
  ok: Session,
  codes: ['second_factor_wrong', 'challenge_over', 'account_locked', 'too_many'],
})

export const resetFactors = operation({
  id: 'resetFactors',
  method: 'POST',
  path: '/staff/:staff_id/second-factor/reset',
  leave: 'organisation.staff',
  summary: 'Take away all second steps of a colleague who lost them; recorded, and never of the own account',
  params: closed({ staff_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: StaffMember,
  codes: ['not_found', 'reset_own'],
})
