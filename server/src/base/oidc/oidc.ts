import { createPrivateKey } from 'node:crypto'
import type { ClientAuth, Configuration } from 'openid-client'

/** What a sign-in elsewhere told about somebody. Nothing else of the answer is kept, a national number least of all. */
export interface Told {
  readonly issuer: string
  /** Who it is, for this issuer, for ever. */
  readonly subject: string
  /** Of the organisation that they signed in for (`vo_orgcode`, such as OVO001234); null where none was told. */
  readonly org_code: string | null
  /** Names of roles that hold for that organisation. */
  readonly roles: readonly string[]
}

/** What a browser takes along to the provider and back; a sign-in that was begun elsewhere does not fit it. */
export interface Attempt {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly redirect_uri: string
}

export interface OidcConfig {
  readonly url: string
  readonly client_id: string
  /** A shared secret, or a private key in PEM: then the client proves itself by a signature (RFC 7523). */
  readonly secret: string
  /** Hosts, with a port where it is not the usual one, that may be spoken to; nothing else is. */
  readonly hosts: readonly string[]
  readonly scope: string
  readonly org_claim: string
  readonly role_claim: string
}

/** The provider does not answer, or answers from where nothing may be asked. */
export class OidcAway extends Error {}
/** What came back does not prove who it is. The reason is for the log; the one at the keys begins anew. */
export class OidcRefused extends Error {}

/** The door to one provider of sign-ins (OpenID Connect Core 1.0 §3.1, RFC 7636). */
export interface Oidc {
  begin(redirect_uri: string): Promise<{ url: string; attempt: Attempt }>
  /** @param query what the provider sent the browser back with @throws OidcAway, OidcRefused */
  finish(query: string, attempt: Attempt): Promise<Told>
  /** Where a browser signs out at the provider too; null where the provider has no such place. */
  signOutUrl(back: string): Promise<string | null>
}

/** Seconds that a provider may take to answer, and that its clock may differ from ours. */
const PATIENCE_S = 10
const SKEW_S = 30
/** So long what the provider told about itself is believed; its keys are looked up anew by the library. */
const KNOWN_MS = 60 * 60_000

/** The library is read with the first sign-in: an installation without a provider never needs it. */
const library = () => import('openid-client')

const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/** Whether an address may be asked: a host of the list, and over TLS unless it is this very machine. */
export const mayAsk = (address: string, hosts: readonly string[]): boolean => {
  if (!URL.canParse(address)) return false
  const { protocol, host, hostname } = new URL(address)
  if (!hosts.includes(host)) return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

async function clientAuth(secret: string): Promise<ClientAuth> {
  const { ClientSecretPost, PrivateKeyJwt } = await library()
  if (!secret.includes('PRIVATE KEY')) return ClientSecretPost(secret)
  const key = createPrivateKey(secret)
  const by =
    key.asymmetricKeyType === 'ec'
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const bytes = key.export({ type: 'pkcs8', format: 'der' })
  return PrivateKeyJwt(await crypto.subtle.importKey('pkcs8', new Uint8Array(bytes), by, false, ['sign']))
}

/** Roles as ACM/IDM writes them, `Rol-context:OVO001234`, or plain names; those of another organisation are not ours. */
export function rolesIn(claim: unknown, org_code: string | null): string[] {
  const entries = (Array.isArray(claim) ? claim : [claim]).filter(one => typeof one === 'string')
  return entries.flatMap(entry => {
    const [named = '', org] = entry.split(':')
    if (org !== undefined && org !== org_code) return []
    const [role = ''] = org === undefined ? [named] : named.split('-')
    return role === '' ? [] : [role]
  })
}

const textIn = (claim: unknown): string | null =>
  typeof claim === 'string' && claim !== '' && claim.length <= 200 ? claim : null

/** Only what is read is taken: whatever else came goes with the answer. */
const toldOf = (claims: Record<string, unknown>, config: OidcConfig): Told => {
  const org_code = textIn(claims[config.org_claim])
  const [issuer, subject] = [textIn(claims.iss), textIn(claims.sub)]
  if (issuer === null || subject === null) throw new OidcRefused('no issuer or subject')
  return { issuer, subject, org_code, roles: rolesIn(claims[config.role_claim], org_code) }
}

/** Asks the provider what it is, and takes no address that is not on the list. */
async function find(config: OidcConfig, hosts: readonly string[]): Promise<Configuration> {
  const lib = await library()
  if (!mayAsk(config.url, hosts)) throw new OidcAway('the provider is not reached over TLS')
  const isPlain = new URL(config.url).protocol === 'http:'
  const found = await lib.discovery(
    new URL(config.url),
    config.client_id,
    { [lib.clockTolerance]: SKEW_S },
    await clientAuth(config.secret),
    {
      timeout: PATIENCE_S,
      // The signature of a token is checked though it came over TLS: what is unsigned proves nobody.
      execute: [lib.enableNonRepudiationChecks, ...(isPlain ? [lib.allowInsecureRequests] : [])],
      [lib.customFetch]: async (url, options) => {
        if (!mayAsk(url, hosts)) throw new OidcAway('an address that is not on the list of hosts')
        return fetch(url, { ...options, redirect: 'error' } as RequestInit)
      },
    },
  )
  const { authorization_endpoint = '' } = found.serverMetadata()
  if (!mayAsk(authorization_endpoint, hosts)) throw new OidcAway('the page of the provider is elsewhere')
  return found
}

export function openOidc(config: OidcConfig): Oidc {
  const hosts = [new URL(config.url).host, ...config.hosts]
  let known: { at: number; found: Promise<Configuration> } | null = null

  /** One look for all who come at once; one that failed is not remembered. */
  const provider = async (): Promise<Configuration> => {
    if (known === null || Date.now() - known.at > KNOWN_MS)
      known = { at: Date.now(), found: find(config, hosts) }
    try {
      return await known.found
    } catch (error) {
      known = null
      throw new OidcAway('the provider does not answer', { cause: error })
    }
  }
  return {
    begin: async redirect_uri => {
      const found = await provider()
      const lib = await library()
      const attempt: Attempt = {
        state: lib.randomState(),
        nonce: lib.randomNonce(),
        verifier: lib.randomPKCECodeVerifier(),
        redirect_uri,
      }
      const { state, nonce, verifier } = attempt
      const url = lib.buildAuthorizationUrl(found, {
        redirect_uri,
        state,
        nonce,
        scope: config.scope,
        code_challenge: await lib.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, attempt }
    },
    finish: async (query, attempt) => claimsOf(await provider(), { query, attempt, config }),
    signOutUrl: async back => {
      const found = await provider()
      const { end_session_endpoint } = found.serverMetadata()
      if (!end_session_endpoint || !mayAsk(end_session_endpoint, hosts)) return null
      const { buildEndSessionUrl } = await library()
      return buildEndSessionUrl(found, { post_logout_redirect_uri: back }).href
    },
  }
}

interface Answer {
  readonly query: string
  readonly attempt: Attempt
  readonly config: OidcConfig
}

/** Trades the code for a token, and believes the token only when every check of the standard passes. */
async function claimsOf(found: Configuration, { query, attempt, config }: Answer): Promise<Told> {
  const lib = await library()
  const address = new URL(attempt.redirect_uri)
  address.search = query
  try {
    const tokens = await lib.authorizationCodeGrant(found, address, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    })
    const claims: Record<string, unknown> = { ...tokens.claims() }
    const isTold = claims[config.org_claim] !== undefined || !found.serverMetadata().userinfo_endpoint
    // Some providers put the organisation in the second answer only; it must be about the same person.
    const more = isTold ? {} : await lib.fetchUserInfo(found, tokens.access_token, String(claims.sub))
    return toldOf({ ...more, ...claims }, config)
  } catch (error) {
    if (error instanceof OidcRefused) throw error
    throw isAway(error)
      ? new OidcAway('no answer', { cause: error })
      : new OidcRefused('not proven', { cause: error })
  }
}

/** No answer at all, or one that says that the provider itself has trouble. */
function isAway(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof OidcAway) return true
  const { code, cause, status } = error as { code?: string; cause?: unknown; status?: number }
  if (code === 'OAUTH_TIMEOUT' || (typeof status === 'number' && status >= 500)) return true
  if (cause instanceof OidcAway) return true
  return typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'TimeoutError'
}
