import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  addStaff,
  beginOidc,
  changeCentralSetting,
  changeStaff,
  finishOidc,
  inviteOidc,
  linkOidc,
  listStaff,
  readSession,
  type RoleCode,
  signInWays,
  signOut,
  unlinkOidc,
} from '@kaft/contract'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { openOidc, type OidcConfig } from '../../../base/oidc/oidc.ts'
import { uuid7 } from '../../../base/uuid.ts'
import {
  CLIENT,
  jwt,
  type Liar,
  openLiar,
  openProvider,
  SECRET,
  type TestProvider,
} from '../../../testing/provider.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

const origin = 'http://localhost'
const password = 'een lang wachtwoord'
const configFor = (url: string, more: Partial<OidcConfig> = {}): OidcConfig => ({
  url,
  client_id: CLIENT,
  secret: SECRET,
  hosts: [],
  scope: 'openid profile vo',
  org_claim: 'vo_orgcode',
  role_claim: 'kaft_rol_3d',
  ...more,
})
const providerFor = (url: string, more: Partial<OidcConfig> = {}) => ({
  provider: { oidc: openOidc(configFor(url, more)), name: 'ACM/IDM', strong: false },
})

let provider: TestProvider
let world: World
let library: Library
let manager: Someone
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  provider = await openProvider(origin)
  world = await openWorld(providerFor(provider.url))
  world.now = Temporal.Now.instant().round('millisecond')
  library = await world.library('Bib Testgem')
  manager = await world.staff(library, ['beheer', 'hoofd_balie', 'consortium'])
})
after(async () => {
  await world.close()
  await provider.close()
})

/** A browser: it keeps the cookies that the API gives it. */
function browser(at: World = world) {
  const jar = new Map<string, string>()
  const send = async (op: { method: string; path: string }, payload: object) => {
    const answer = await at.app.inject({
      method: op.method as 'POST',
      url: `/api/v1${op.path}`,
      payload,
      cookies: Object.fromEntries(jar),
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return {
      status: answer.statusCode,
      body: answer.json(),
      code: answer.json().code as string,
      text: answer.body,
    }
  }
  return {
    jar,
    begin: async (more: object = {}) => send(beginOidc, more),
    finish: (query: string) => send(finishOidc, { query }),
    link: (invitation: string) => send(linkOidc, { invitation }),
    someone: (): Someone => ({ ...manager, secret: jar.get('kaft_session') ?? '' }),
  }
}
/** Begins, signs in at the provider, and comes back. */
async function signInThere(as: TestProvider['someone'], at = browser()) {
  provider.someone = as
  const begun = await at.begin()
  assert.equal(begun.status, 200, begun.text)
  const query = await provider.browse(begun.body.url)
  return { at, query, said: await at.finish(query) }
}

let count = 0
async function account(roles: readonly RoleCode[] = ['balie'], of: Someone = manager): Promise<string> {
  const body = {
    ...command(),
    login: `elders${++count}`,
    name: `Elders ${count}`,
    initials: 'EL',
    password,
    roles: roles.map(role => ({
      role,
      level: 'library' as const,
      branch_id: null,
      starts_on: '2026-01-01',
      ends_on: null,
    })),
  }
  const made = await world.call(addStaff, { body }, of)
  assert.equal(made.status, 201, made.text)
  return made.body.staff_id
}
const invite = async (staff_id: string, as = manager) =>
  world.call(inviteOidc, { params: { staff_id }, body: command() }, as)
/** Somebody whose account is linked. */
async function linked(as: TestProvider['someone'], roles: readonly RoleCode[] = ['balie']) {
  const staff_id = await account(roles)
  const { at, said } = await signInThere(as)
  assert.equal(said.code, 'oidc_unlinked', said.text)
  const done = await at.link((await invite(staff_id)).body.invitation)
  assert.equal(done.status, 201, done.text)
  return { staff_id, at, session: done.body }
}
const set = async (key: string, value: object) => {
  const said = await world.call(
    changeCentralSetting,
    { params: { key }, body: { ...command(), value } },
    manager,
  )
  assert.equal(said.status, 200, said.text)
}

test('the sign-in page is told that there is a provider, and what it is called', async () => {
  assert.deepEqual((await world.call(signInWays, {}, null)).body, { elsewhere: { name: 'ACM/IDM' } })
})

test('an invitation links somebody once; from then on they sign in without it', async () => {
  const { staff_id, session, at } = await linked({ sub: 'amina' })
  assert.equal(session.staff_id, staff_id)
  assert.equal((await world.call(readSession, {}, at.someone())).status, 200)
  const { said } = await signInThere({ sub: 'amina' })
  assert.deepEqual([said.status, said.body.staff_id], [200, staff_id])
  const member = (await world.call(listStaff, {}, manager)).body.rows.find(m => m.staff_id === staff_id)
  assert.equal(member?.signs_in_elsewhere, true)
  const rows = await world.rows(
    'select issuer, subject from organisation.staff_identity where staff_id = $1',
    [staff_id],
  )
  assert.deepEqual(rows, [{ issuer: provider.url, subject: 'amina' }])
})

test('the same e-mail address links nobody, and a national number that comes along is kept nowhere', async () => {
  await account()
  const number = '85671500141'
  const { said } = await signInThere({
    sub: 'bram',
    vo_email: `elders${count}`,
    rrn: number,
    email: `elders${count}`,
  })
  assert.equal(said.code, 'oidc_unlinked')
  await linked({ sub: 'carla', rrn: number })
  for (const table of ['staff', 'staff_identity', 'session', 'change']) {
    const [found] = await world.rows(
      `select count(*)::int as n from organisation.${table} t where t::text like '%' || $1 || '%'`,
      [number],
    )
    assert.equal(found!.n, 0, table)
  }
  assert.ok(!world.logged.some(line => line.includes(number)))
})

describe('an invitation', () => {
  test('works once, for a week, and not for who has an account already', async () => {
    const [one, two] = [await account(), await account()]
    const { invitation } = (await invite(one)).body
    const { at } = await signInThere({ sub: 'dirk' })
    assert.equal((await at.link('aaaa-bbbb-cccc-dddd')).code, 'invitation_wrong')
    assert.equal((await at.link(invitation.toUpperCase())).status, 201)
    const other = await signInThere({ sub: 'els' })
    assert.equal((await other.at.link(invitation)).code, 'invitation_wrong')
    const late = (await invite(two)).body.invitation
    await world.rows(
      "update organisation.staff set invitation_until = now() - interval '1 minute' where staff_id = $1",
      [two],
    )
    assert.equal((await other.at.link(late)).code, 'invitation_wrong')
  })

  test('is worth nothing without a proof of the provider, nor ten minutes after it', async () => {
    const { invitation } = (await invite(await account())).body
    assert.equal((await browser().link(invitation)).code, 'oidc_over')
    const { at } = await signInThere({ sub: 'farid' })
    const then = world.now
    world.now = then.add({ minutes: 11 })
    assert.equal((await at.link(invitation)).code, 'oidc_over')
    world.now = then
    assert.equal((await at.link(invitation)).status, 201)
  })

  test('is made by nobody for an account that may more than they do, nor for another library', async () => {
    const boss = await account(['beheer', 'hoofd_balie'])
    const small = await world.staff(library, ['beheer'])
    assert.equal((await invite(boss, small)).problem.code, 'leave_beyond_own')
    const far = await world.staff(await world.library('Bib Ver'), ['beheer'])
    assert.equal((await invite(boss, far)).problem.code, 'not_found')
  })
})

test('a link that is taken away ends the sessions and the way in', async () => {
  const { staff_id, at } = await linked({ sub: 'griet' })
  const gone = await world.call(unlinkOidc, { params: { staff_id }, body: command() }, manager)
  assert.equal(gone.body.signs_in_elsewhere, false)
  assert.equal((await world.call(readSession, {}, at.someone())).status, 401)
  assert.equal((await signInThere({ sub: 'griet' })).said.code, 'oidc_unlinked')
})

test('an account that was closed opens nothing', async () => {
  const { staff_id } = await linked({ sub: 'hanne' })
  const body = { ...command(), name: 'Elders', initials: 'EL', active: false, roles: [] }
  assert.equal((await world.call(changeStaff, { params: { staff_id }, body }, manager)).status, 200)
  assert.equal((await signInThere({ sub: 'hanne' })).said.code, 'oidc_unlinked')
})

test('signing out goes on at the provider; who signed in here stays here', async () => {
  const { at } = await linked({ sub: 'ilse' })
  const out = await world.call(signOut, {}, at.someone())
  const url = new URL(out.body.elsewhere ?? '')
  assert.equal(url.origin, provider.url)
  assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${origin}/`)
  assert.equal((await world.call(readSession, {}, at.someone())).status, 401)
  const here = await world.staff(library, ['balie'])
  assert.equal((await world.call(signOut, {}, here)).body.elsewhere, null)
})

describe('claims', () => {
  const org = 'OVO001234'
  const mapping = () => ({
    libraries: [{ org_code: org, library_id: library.library_id }],
    roles: [
      { claim: 'KaftBalie', role: 'balie' },
      { claim: 'KaftBeheer', role: 'beheer' },
      { claim: 'KaftKas', role: 'kas' },
    ],
  })
  const rolesOf = async (staff_id: string) =>
    (await world.call(listStaff, {}, manager)).body.rows
      .find(m => m.staff_id === staff_id)
      ?.roles.map(r => r.role)
      .toSorted()

  test('give roles that are mapped, for the own organisation, and take them when they are gone; what was given here stays', async () => {
    const { staff_id } = await linked({ sub: 'joris' }, ['inventaris'])
    await set('staff.oidc', mapping())
    const there = (...roles: string[]) => ({ sub: 'joris', vo_orgcode: org, kaft_rol_3d: roles })
    const first = await signInThere(there(`KaftBalie-Bib:${org}`, 'KaftKas-Bib:OVO009999'))
    assert.equal(first.said.status, 200, first.said.text)
    assert.ok(first.said.body.leaves.includes('circulation.lend'))
    assert.deepEqual(await rolesOf(staff_id), ['balie', 'inventaris'])
    const second = await signInThere(there(`KaftKas-Bib:${org}`))
    assert.ok(!second.said.body.leaves.includes('circulation.lend'))
    assert.deepEqual(await rolesOf(staff_id), ['inventaris', 'kas'])
    await signInThere({ sub: 'joris', vo_orgcode: org })
    assert.deepEqual(await rolesOf(staff_id), ['inventaris'])
    await set('staff.oidc', { libraries: [], roles: [] })
  })

  test('of another organisation open nothing', async () => {
    await linked({ sub: 'karel' })
    await set('staff.oidc', mapping())
    for (const vo_orgcode of ['OVO009999', undefined])
      assert.equal(
        (await signInThere({ sub: 'karel', ...(vo_orgcode ? { vo_orgcode } : {}) })).said.code,
        'oidc_other_library',
      )
    assert.equal((await signInThere({ sub: 'karel', vo_orgcode: org })).said.status, 200)
    await set('staff.oidc', { libraries: [], roles: [] })
  })

  test('never give more than the agreement of the library, and neither does anybody there', async () => {
    const { staff_id } = await linked({ sub: 'lien' })
    await set('staff.oidc', mapping())
    await set('staff.role_ceiling', {
      libraries: [
        { library_id: library.library_id, roles: ['balie', 'beheer', 'hoofd_balie', 'consortium'] },
      ],
    })
    await signInThere({ sub: 'lien', vo_orgcode: org, kaft_rol_3d: [`KaftKas:${org}`, `KaftBeheer:${org}`] })
    assert.deepEqual(await rolesOf(staff_id), ['balie', 'beheer'])
    const kas = {
      role: 'kas',
      level: 'library',
      branch_id: null,
      starts_on: '2026-01-01',
      ends_on: null,
    } as const
    const body = { ...command(), login: 'buiten', name: 'Buiten', initials: 'BU', password, roles: [kas] }
    assert.equal((await world.call(addStaff, { body }, manager)).problem.code, 'role_beyond_agreement')
    const changed = await world.call(
      changeStaff,
      {
        params: { staff_id },
        body: { ...command(), name: 'Lien', initials: 'LI', active: true, roles: [kas] },
      },
      manager,
    )
    assert.equal(changed.problem.code, 'role_beyond_agreement')
    const till = await world.staff(library, ['kas'])
    assert.deepEqual(
      (await world.call(readSession, {}, till)).body.leaves,
      [],
      'what was given before works no longer',
    )
    await set('staff.role_ceiling', { libraries: [] })
    assert.notDeepEqual((await world.call(readSession, {}, till)).body.leaves, [])
    await set('staff.oidc', { libraries: [], roles: [] })
  })
})

describe('a way back is refused', () => {
  test('to who did not begin it, twice, too late, or with another state', async () => {
    await linked({ sub: 'mo' })
    const { at, query } = await signInThere({ sub: 'mo' })
    assert.equal((await browser().finish(query)).code, 'oidc_over', 'a browser that did not begin it')
    assert.equal((await at.finish(query)).code, 'oidc_over', 'its attempt is used up')
    const other = browser()
    await other.begin()
    assert.equal((await other.finish(query)).code, 'oidc_refused', 'the state of another sign-in')
    const late = browser()
    const begun = await late.begin()
    const back = await provider.browse(begun.body.url)
    const then = world.now
    world.now = then.add({ minutes: 11 })
    assert.equal((await late.finish(back)).code, 'oidc_over')
    world.now = then
  })

  test('with a code that was used: the provider itself refuses it', async () => {
    const at = browser()
    provider.someone = { sub: 'mo' }
    const begun = await at.begin()
    const kept = new Map(at.jar)
    const back = await provider.browse(begun.body.url)
    assert.equal((await at.finish(back)).status, 200)
    for (const [name, value] of kept) at.jar.set(name, value)
    assert.equal((await at.finish(back)).code, 'oidc_refused')
  })

  test('where the provider said no', async () => {
    const at = browser()
    const begun = await at.begin()
    const state = new URL(begun.body.url).searchParams.get('state')
    assert.equal((await at.finish(`?error=access_denied&state=${state}`)).code, 'oidc_refused')
  })
})

describe('a token that proves nothing is refused', () => {
  let liar: Liar
  let lied: World
  before(async () => {
    liar = await openLiar()
    lied = await openWorld(providerFor(liar.url))
    lied.now = Temporal.Now.instant()
  })
  after(async () => {
    await lied.close()
    await liar.close()
  })
  const seconds = () => Math.floor(Date.now() / 1000)
  const claims = (nonce: string, more: object = {}) => ({
    iss: liar.url,
    sub: 'quinten',
    aud: CLIENT,
    nonce,
    iat: seconds(),
    exp: seconds() + 60,
    ...more,
  })
  const signed = (more: object) => (nonce: string) =>
    jwt(liar.key, { alg: 'RS256', kid: 'one' }, claims(nonce, more))
  async function come(token: Liar['token']) {
    liar.token = token
    const at = browser(lied)
    const begun = await at.begin()
    assert.equal(begun.status, 200, begun.text)
    await fetch(begun.body.url)
    const state = new URL(begun.body.url).searchParams.get('state') ?? ''
    return at.finish(`?code=x&state=${encodeURIComponent(state)}`)
  }
  test('a good one is taken, with a clock that is a little off either way', async () => {
    for (const more of [{}, { iat: seconds() + 20 }, { exp: seconds() - 10 }])
      assert.equal((await come(signed(more))).code, 'oidc_unlinked', JSON.stringify(more))
  })
  const bad: readonly [string, Liar['token']][] = [
    ['for somebody else', signed({ aud: 'another client' })],
    ['of another issuer', signed({ iss: 'https://elsewhere.example' })],
    ['with another nonce', signed({ nonce: 'another' })],
    ['without a nonce', signed({ nonce: undefined })],
    ['that ran out', signed({ exp: Math.floor(Date.now() / 1000) - 120 })],
    ['without a subject', signed({ sub: undefined })],
    [
      'without a signature',
      nonce => {
        const part = (x: object) => Buffer.from(JSON.stringify(x)).toString('base64url')
        return `${part({ alg: 'none' })}.${part(claims(nonce))}.`
      },
    ],
    ['with a broken signature', nonce => `${signed({})(nonce).slice(0, -8)}AAAAAAAA`],
    ['that is no token', () => 'x'],
  ]
  for (const [what, token] of bad)
    test(what, async () => assert.equal((await come(token)).code, 'oidc_refused'))
})

test('only hosts of the list are asked: a provider that sends elsewhere counts as away', async () => {
  const liar = await openLiar()
  const asked: string[] = []
  const other = await openLiar()
  other.token = nonce => (asked.push(nonce), '')
  for (const says of [
    { token_endpoint: `${other.url}/token` },
    { jwks_uri: `${other.url}/jwks` },
    { authorization_endpoint: 'https://elsewhere.example/auth' },
  ]) {
    liar.says = says
    const there = await openWorld(providerFor(liar.url))
    const at = browser(there)
    const begun = await at.begin()
    if ('authorization_endpoint' in says) assert.equal(begun.code, 'oidc_away')
    else {
      await fetch(begun.body.url)
      liar.token = nonce =>
        jwt(
          liar.key,
          { alg: 'RS256', kid: 'one' },
          { iss: liar.url, sub: 's', aud: CLIENT, nonce, iat: 0, exp: 9e9 },
        )
      const state = new URL(begun.body.url).searchParams.get('state') ?? ''
      assert.equal((await at.finish(`?code=x&state=${encodeURIComponent(state)}`)).code, 'oidc_away')
    }
    await there.close()
  }
  assert.deepEqual(asked, [])
  await liar.close()
  await other.close()
})

test('a provider that is away says so, and who has a password signs in with it', async () => {
  const gone = await openLiar()
  await gone.close()
  const there = await openWorld(providerFor(gone.url))
  there.now = Temporal.Now.instant()
  const began = await browser(there).begin()
  assert.deepEqual([began.status, began.code], [503, 'oidc_away'])
  const home = await there.library('Bib Thuis')
  const boss = await there.staff(home, ['beheer', 'hoofd_balie'])
  const body = {
    command_id: uuid7(there.now),
    login: 'thuis',
    name: 'Thuis',
    initials: 'TH',
    password,
    roles: [],
  }
  assert.equal((await there.call(addStaff, { body }, boss)).status, 201)
  const local = await there.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login: 'thuis', password },
  })
  assert.equal(local.statusCode, 201)
  await there.close()
})

test('P6 P12 a provider whose coupling is off is not spoken to', async () => {
  const at = browser()
  const begun = await at.begin()
  assert.equal(begun.status, 200)
  await withoutCoupling(world, 'oidc', async () => {
    assert.equal((await browser().begin()).code, 'coupling_off')
    assert.equal((await at.finish('code=x&state=y')).code, 'coupling_off')
  })
})

test('without a provider nothing begins, and nobody is invited', async () => {
  const plain = await openWorld()
  assert.deepEqual((await plain.call(signInWays, {}, null)).body, { elsewhere: null })
  assert.equal((await plain.call(beginOidc, { body: {} }, null)).problem.code, 'oidc_off')
  const home = await plain.library('Bib Thuis')
  const boss = await plain.staff(home, ['beheer'])
  const said = await plain.call(inviteOidc, { params: { staff_id: boss.staff_id }, body: command() }, boss)
  assert.equal(said.problem.code, 'oidc_off')
  await plain.close()
})

test('claims that come in the second answer only are read there; where the provider asks a second step, it counts', async () => {
  const userinfo = await openProvider(origin, { conformIdTokenClaims: true })
  const there = await openWorld({
    provider: { oidc: openOidc(configFor(userinfo.url)), name: 'X', strong: true },
  })
  there.now = Temporal.Now.instant().round('millisecond')
  const home = await there.library('Bib Thuis')
  const boss = await there.staff(home, ['beheer', 'consortium'])
  const setting = { key: 'staff.oidc' }
  const value = { libraries: [{ org_code: 'OVO001234', library_id: home.library_id }], roles: [] }
  await there.call(
    changeCentralSetting,
    { params: setting, body: { command_id: uuid7(there.now), value } },
    boss,
  )
  userinfo.someone = { sub: 'vera', vo_orgcode: 'OVO001234' }
  const at = browser(there)
  const begun = await at.begin()
  assert.equal((await at.finish(await userinfo.browse(begun.body.url))).code, 'oidc_unlinked')
  const invited = await there.call(
    inviteOidc,
    { params: { staff_id: boss.staff_id }, body: { command_id: uuid7(there.now) } },
    boss,
  )
  const done = await at.link(invited.body.invitation)
  assert.deepEqual([done.status, done.body.second_factor], [201, 'proven'], done.text)
  await there.close()
  await userinfo.close()
})
