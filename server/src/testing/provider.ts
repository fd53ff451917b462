import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** Somebody at the provider, with claims as ACM/IDM sends them. */
export interface There {
  readonly sub: string
  readonly vo_orgcode?: string
  readonly kaft_rol_3d?: readonly string[]
  readonly [claim: string]: unknown
}
export interface TestProvider {
  readonly url: string
  /** Who is at the keys of the next sign-in. */
  someone: There
  /** Follows the browser through the provider; answers the query with which it comes back. */
  browse(url: string): Promise<string>
  close(): Promise<void>
}
export const CLIENT = 'kaft'
export const SECRET = 'a secret of the tests that is long enough'

const listen = async (listener: RequestListener): Promise<{ server: Server; url: string }> => {
  const server = createServer(listener)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}` }
}
const closed = (server: Server): Promise<void> =>
  new Promise(done => {
    server.closeAllConnections()
    server.close(() => done())
  })

/** Signs a token as a provider does (RFC 7515, RS256). */
export const jwt = (key: KeyObject, header: object, claims: object): string => {
  const part = (x: object) => Buffer.from(JSON.stringify(x)).toString('base64url')
  const body = `${part(header)}.${part(claims)}`
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`
}

/** A browser that keeps its cookies and stops where the provider sends it back. */
async function follow(url: string, back: string): Promise<string> {
  const cookies = new Map<string, string>()
  for (let at = new URL(url), hops = 0; hops < 10; hops++) {
    if (at.href.startsWith(back)) return at.search
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (!next) throw new Error(`the provider stopped with ${answer.status}: ${await answer.text()}`)
    at = new URL(next, at)
  }
  throw new Error('the provider sends the browser in a ring')
}

/** A real provider on a free port of the loopback: `oidc-provider`, which is certified, with one client and no pages. */
export async function openProvider(origin: string, more: object = {}): Promise<TestProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let real: Provider | null = null
  const login = async (req: IncomingMessage, res: ServerResponse) =>
    real!.interactionFinished(req, res, { login: { accountId: self.someone.sub } })
  const { server, url } = await listen((req, res) => {
    if (req.url?.startsWith('/interaction/')) void login(req, res)
    else real!.callback()(req, res)
  })
  real = new Provider(url, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [`${origin}/aanmelden/terug`],
        post_logout_redirect_uris: [`${origin}/`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: {
      openid: ['sub'],
      profile: ['given_name', 'family_name'],
      vo: ['vo_orgcode', 'kaft_rol_3d', 'vo_email', 'rrn'],
    },
    scopes: ['openid', 'profile', 'vo'],
    conformIdTokenClaims: false,
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ ...self.someone, sub }) }),
    // What is asked is granted: a consent page is not what the tests are about.
    loadExistingGrant: async (ctx: { oidc: { session: { accountId: string } } }) => {
      const grant = new real!.Grant({ accountId: ctx.oidc.session.accountId, clientId: CLIENT })
      grant.addOIDCScope('openid profile vo')
      await grant.save()
      return grant
    },
    ...more,
  })
  const self: TestProvider = {
    url,
    someone: { sub: 'nobody' },
    browse: start => follow(start, `${origin}/aanmelden/terug`),
    close: () => closed(server),
  }
  return self
}

/** What a provider that cannot be trusted answers at its token endpoint: an id token of the test's making. */
export interface Liar {
  readonly url: string
  readonly key: KeyObject
  /** Makes the id token from the nonce of the sign-in that is under way. */
  token: (nonce: string) => string
  /** Other parts of what it says of itself. */
  says: object
  close(): Promise<void>
}

export async function openLiar(): Promise<Liar> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let nonce = ''
  const { server, url } = await listen((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost')
    const send = (body: object) => res.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    if (pathname === '/.well-known/openid-configuration')
      return send({
        issuer: url,
        authorization_endpoint: `${url}/auth`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
        ...self.says,
      })
    if (pathname === '/jwks')
      return send({
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      })
    if (pathname === '/auth') {
      nonce = searchParams.get('nonce') ?? ''
      return res.end('ok')
    }
    return send({ access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: self.token(nonce) })
  })
  const self: Liar = { url, key: privateKey, token: () => '', says: {}, close: () => closed(server) }
  return self
}
