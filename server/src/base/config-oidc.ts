import { address, onOff, path, setting, text } from './config-kinds.ts'

/** Settings of the provider at which staff sign in; part of the table of all settings. */
export const oidcSettings = {
  oidcUrl: setting(
    'KAFT_OIDC_URL',
    address('an address that begins with https:// or http://', 'https:', 'http:'),
    undefined,
    'The provider (OpenID Connect) at which staff sign in, such as ACM/IDM: its issuer. http:// only on this machine. Without it staff sign in with a password.',
  ),
  oidcClient: setting(
    'KAFT_OIDC_CLIENT',
    text('the client id that the provider gave', /^[\x21-\x7e]{1,200}$/),
    undefined,
    'What this installation is called at the provider. Needed with KAFT_OIDC_URL.',
  ),
  oidcSecret: setting(
    'KAFT_OIDC_SECRET',
    path,
    undefined,
    'File with the secret of the client, or with its private key (PEM): then it signs (private_key_jwt). Needed with KAFT_OIDC_URL.',
  ),
  oidcHosts: setting(
    'KAFT_OIDC_HOSTS',
    text('hosts separated by commas', /^[A-Za-z0-9.:,[\]-]{1,1000}$/),
    undefined,
    'Other hosts than that of KAFT_OIDC_URL that may be asked for tokens and keys, with a port where it is not 443. Nothing else is asked.',
  ),
  oidcName: setting(
    'KAFT_OIDC_NAME',
    text('one line of text', /^[^\p{Cc}]{1,60}$/u),
    'ACM/IDM',
    'What the button of the sign-in page calls the provider.',
  ),
  oidcScope: setting(
    'KAFT_OIDC_SCOPE',
    text('scopes separated by spaces', /^[\x21-\x7e]+( [\x21-\x7e]+)*$/),
    'openid profile vo',
    'What is asked of the provider. The scope of the national number (rrn) is never needed.',
  ),
  oidcOrgClaim: setting(
    'KAFT_OIDC_ORG_CLAIM',
    text('the name of a claim', /^[\x21-\x7e]{1,100}$/),
    'vo_orgcode',
    'The claim with the organisation that somebody signs in for.',
  ),
  oidcRoleClaim: setting(
    'KAFT_OIDC_ROLE_CLAIM',
    text('the name of a claim', /^[\x21-\x7e]{1,100}$/),
    'kaft_rol_3d',
    'The claim with the roles, as Role-context:OVO001234 or as plain names.',
  ),
  oidcStrong: setting(
    'KAFT_OIDC_STRONG',
    onOff,
    'off',
    'On: the provider asks a second step itself (eID, itsme), so signing in there counts as one here.',
  ),
} as const
