import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  addStaff,
  changeStaff,
  chooseBranch,
  listStaff,
  readSession,
  registerWorkstation,
  signIn,
  signOut,
} from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openSecondProcess } from '../../../testing/second-process.ts'
import { type Library, openWorld, proven, type Someone, type World } from '../../../testing/world.ts'

let world: World
let library: Library
let manager: Someone
const password = 'een lang wachtwoord'
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  // Sessions that are opened by signing in end by the clock of the database too.
  world.now = Temporal.Now.instant()
  library = await world.library('Bib Testgem')
  manager = await world.staff(library, ['beheer', 'hoofd_balie'])
})
after(() => world.close())

let count = 0
async function account(more: object = {}): Promise<{ staff_id: string; login: string }> {
  const login = `medewerker${++count}`
  const body = { login, name: `Testmedewerker ${count}`, initials: `M${count}`, password, roles: [], ...more }
  const made = await world.call(addStaff, { body: { ...command(), ...body } }, manager)
  assert.equal(made.status, 201, made.text)
  return { staff_id: made.body.staff_id, login }
}
const tryToSignIn = (login: string, given = password, more: object = {}) =>
  world.call(signIn, { body: { login, password: given, ...more } }, null)

/** Over HTTP as a browser does it: the secret is in the cookie only. */
async function cookieOf(login: string, remoteAddress = '192.0.2.1') {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login, password },
    remoteAddress,
  })
  const cookie = answer.cookies.find(c => c.name === 'kaft_session')
  return { status: answer.statusCode, cookie, text: answer.body }
}
const someone = (secret: string | undefined): Someone => ({ ...manager, secret: secret ?? '' })

test('signing in answers who works where, and gives the secret in a cookie that no script reads', async () => {
  const { login, staff_id } = await account({
    roles: [
      {
        role: 'balie',
        level: 'branch',
        branch_id: library.branches[1],
        starts_on: '2026-01-01',
        ends_on: null,
      },
    ],
  })
  const { status, cookie, text } = await cookieOf(`  ${login.toUpperCase()} `)
  assert.equal(status, 201)
  const session = JSON.parse(text)
  assert.equal(session.staff_id, staff_id)
  assert.equal(
    session.branch_id,
    library.branches[1],
    'the branch of the role, where no workstation says another',
  )
  assert.ok(session.leaves.includes('circulation.lend'))
  assert.deepEqual(session.scope, [{ library_id: library.library_id, name: library.name }])
  assert.equal(cookie?.httpOnly, true)
  assert.equal(cookie?.sameSite, 'Strict')
  assert.equal(cookie?.path, '/')
  assert.equal(cookie?.maxAge, undefined, 'it ends with the browser')
  assert.ok((cookie?.value.length ?? 0) >= 43, '256 bits')
  assert.ok(!text.includes(cookie?.value ?? '-'), 'the secret stands in no body')
  const stored = await world.rows(
    'select encode(secret_hash, $1) as hash from organisation.session where staff_id = $2',
    ['hex', staff_id],
  )
  assert.notEqual(stored[0]?.hash, undefined)
  assert.equal((await world.call(readSession, {}, someone(cookie?.value))).body.staff_id, staff_id)
})

test('a wrong password and an unknown login get the same answer, and rest after the same five failures', async () => {
  const { login } = await account()
  const answers = async (name: string) => {
    const said = []
    for (let i = 0; i < 6; i++) {
      const { status, body } = await tryToSignIn(name, 'een verkeerd wachtwoord')
      said.push({ status, body })
    }
    return said
  }
  const known = await answers(login)
  const unknown = await answers('niemand')
  assert.deepEqual(known, unknown)
  assert.deepEqual(
    known.map(a => a.status),
    [401, 401, 401, 401, 401, 423],
  )
  assert.equal((await tryToSignIn(login)).problem.code, 'account_locked', 'also with the right password')
  const then = world.now
  world.now = then.add({ minutes: 15, seconds: 1 })
  assert.equal((await tryToSignIn(login)).status, 201, 'the lock ends by itself')
  assert.equal((await tryToSignIn('niemand')).problem.code, 'sign_in_failed')
  world.now = then
})

test('a wrong password and an unknown login take the same time', async () => {
  const { login } = await account()
  const took = async (name: string) => {
    const started = performance.now()
    await tryToSignIn(name, 'een verkeerd wachtwoord')
    return performance.now() - started
  }
  const known: number[] = []
  const unknown: number[] = []
  for (let i = 0; i < 4; i++) {
    known.push(await took(login))
    unknown.push(await took(`niemand${i}`))
  }
  const middle = (times: number[]) => times.toSorted((a, b) => a - b)[2] ?? 0
  const ratio = middle(unknown) / middle(known)
  assert.ok(ratio > 0.4 && ratio < 2.5, `unknown takes ${ratio.toFixed(2)} times as long as known`)
})

test('guesses side by side do not get past the lock', async () => {
  const { login, staff_id } = await account()
  await Promise.all(Array.from({ length: 7 }, () => tryToSignIn(login, 'een verkeerd wachtwoord')))
  assert.equal((await tryToSignIn(login)).problem.code, 'account_locked')
  await world.rows('update organisation.session set ended_at = now() where staff_id = $1', [staff_id])
})

test('who tries too often from one address waits; others go on, and so does the address in time', async () => {
  const { login } = await account()
  const from = (remoteAddress: string, given = password) =>
    world.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login, password: given },
      remoteAddress,
    })
  const statuses: number[] = []
  for (let i = 0; i < 32; i++) {
    const payload = { login: `iemand${i}`, password: 'geraden wachtwoord' }
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload,
      remoteAddress: '203.0.113.9',
    })
    statuses.push(answer.statusCode)
  }
  assert.deepEqual([...new Set(statuses.slice(0, 30))], [401])
  assert.deepEqual(statuses.slice(30), [429, 429])
  assert.equal((await from('203.0.113.9')).json().code, 'too_many')
  assert.equal((await from('203.0.113.10')).statusCode, 201)
  const then = world.now
  world.now = then.add({ seconds: 21 })
  assert.equal((await from('203.0.113.9')).statusCode, 201)
  world.now = then
})

test('a library that is not active lets nobody in, and ends the sessions that it has', async () => {
  const other = await world.library('Bib Voorbeeldlo')
  const theirs = await world.staff(other, ['beheer'])
  const added = await world.call(
    addStaff,
    {
      body: {
        ...command(),
        login: 'voorbeeldlo',
        name: 'Testmedewerker',
        initials: 'T',
        password,
        roles: [],
      },
    },
    theirs,
  )
  assert.equal(added.status, 201)
  assert.equal((await tryToSignIn('voorbeeldlo')).status, 201)
  await world.rows('update organisation.library set active = false where library_id = $1', [other.library_id])
  assert.equal((await tryToSignIn('voorbeeldlo')).problem.code, 'library_inactive')
  assert.equal((await tryToSignIn('voorbeeldlo', 'een verkeerd wachtwoord')).problem.code, 'sign_in_failed')
  assert.equal((await world.call(listStaff, {}, theirs)).problem.code, 'session_ended')
})

test('a session ends at its end and at sign-out, and a made-up secret opens nothing', async () => {
  const { login, staff_id } = await account()
  const first = someone((await cookieOf(login)).cookie?.value)
  const second = someone((await cookieOf(login)).cookie?.value)
  assert.equal((await world.call(readSession, {}, first)).status, 200)
  const out = await world.app.inject({
    method: 'DELETE',
    url: '/api/v1/session',
    cookies: { kaft_session: first.secret },
  })
  assert.equal(out.statusCode, 200)
  assert.equal(out.cookies.find(c => c.name === 'kaft_session')?.value, '', 'the browser forgets it')
  assert.equal((await world.call(readSession, {}, first)).status, 401)
  assert.equal((await world.call(signOut, {}, first)).status, 401)
  assert.equal((await world.call(readSession, {}, second)).status, 200, 'the other machine works on')
  await world.rows(
    "update organisation.session set expires_at = now() - interval '1 second' where staff_id = $1",
    [staff_id],
  )
  assert.equal((await world.call(readSession, {}, second)).problem.code, 'session_ended')
  assert.equal((await world.call(readSession, {}, someone('verzonnen'))).problem.code, 'session_ended')
  assert.equal((await world.call(readSession, {}, null)).problem.code, 'not_signed_in')
})

test('a session lasts until midnight in Brussels, and never longer than fourteen hours', async () => {
  const { login, staff_id } = await account()
  const then = world.now
  const ends = async (now: string) => {
    world.now = Temporal.Instant.from(now)
    await tryToSignIn(login)
    const rows = await world.rows(
      'select expires_at::text, full_until = expires_at as same from organisation.session where staff_id = $1 order by session_id desc limit 1',
      [staff_id],
    )
    return rows[0]
  }
  const year = then.toZonedDateTimeISO('UTC').year + 1
  assert.deepEqual(await ends(`${year}-01-15T18:00:00Z`), {
    expires_at: `${year}-01-15 22:59:59+00`,
    same: true,
  })
  assert.deepEqual(await ends(`${year}-01-15T05:00:00Z`), {
    expires_at: `${year}-01-15 19:00:00+00`,
    same: true,
  })
  world.now = then
})

test('another branch of the own library can be chosen, one of another library cannot', async () => {
  const other = await world.library('Bib Anderdorp')
  const { login } = await account({
    roles: [
      {
        role: 'balie',
        level: 'branch',
        branch_id: library.branches[0],
        starts_on: '2026-01-01',
        ends_on: null,
      },
    ],
  })
  const me = someone((await cookieOf(login)).cookie?.value)
  const moved = await world.call(chooseBranch, { body: { branch_id: library.branches[1]! } }, me)
  assert.equal(moved.body.branch_id, library.branches[1])
  assert.deepEqual(moved.body.leaves, [], 'a role at one branch gives nothing at the other')
  const refused = await world.call(chooseBranch, { body: { branch_id: other.branches[0]! } }, me)
  assert.equal(refused.problem.code, 'branch_not_yours')
  assert.equal((await world.call(readSession, {}, me)).body.branch_id, library.branches[1])
})

test('a second process sees at once what the first one took or gave: leave, account, library', async () => {
  const { login, staff_id } = await account({
    roles: [{ role: 'beheer', level: 'library', branch_id: null, starts_on: '2026-01-01', ends_on: null }],
  })
  const me = someone((await cookieOf(login)).cookie?.value)
  await proven(world, staff_id)
  const elsewhere = await openSecondProcess(world)
  try {
    const change = (more: object) =>
      world.call(
        changeStaff,
        {
          params: { staff_id },
          body: { ...command(), name: 'Testmedewerker', initials: 'T', active: true, roles: [], ...more },
        },
        manager,
      )
    assert.equal((await elsewhere.get('/staff', me)).status, 200)
    await change({})
    assert.deepEqual(await elsewhere.get('/staff', me), { status: 403, code: 'no_leave' })
    await change({
      roles: [{ role: 'beheer', level: 'library', branch_id: null, starts_on: '2026-01-01', ends_on: null }],
    })
    assert.equal(
      (await elsewhere.get('/staff', me)).status,
      200,
      'what was refused from memory is asked again',
    )
    const gone = await change({ active: false })
    assert.equal(gone.status, 200, gone.text)
    assert.deepEqual(await elsewhere.get('/staff', me), { status: 401, code: 'session_ended' })
    assert.deepEqual((await tryToSignIn(login)).problem.code, 'sign_in_failed')
  } finally {
    await elsewhere.close()
  }
})

test('at a registered workstation one works at its branch; a key that nobody knows is no obstacle', async () => {
  const made = await world.call(
    registerWorkstation,
    { body: { ...command(), branch_id: library.branches[1]!, name: 'Balie 9', settings: {} } },
    manager,
  )
  assert.equal(made.status, 201, made.text)
  const { login } = await account()
  const here = await tryToSignIn(login, password, { workstation_key: made.body.workstation_key })
  assert.equal(here.body.branch_id, library.branches[1])
  assert.equal(here.body.workstation?.name, 'Balie 9')
  const unknown = await tryToSignIn(login, password, { workstation_key: 'verzonnen' })
  assert.equal(unknown.status, 201)
  assert.equal(unknown.body.workstation, null)
})
