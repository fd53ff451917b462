import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  addStaff,
  askSecondFactor,
  beginPasskey,
  beginTotp,
  changeCentralSetting,
  confirmPasskey,
  confirmTotp,
  endAccount,
  findPatrons,
  listStaff,
  proveByCode,
  proveByPasskey,
  readCentralSettings,
  readChanges,
  readFactors,
  readSession,
  removeFactor,
  renewRecoveryCodes,
  resetFactors,
  switchStaff,
} from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { newTestKey } from '../../../testing/authenticator.ts'
import { briefed, type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { codeOf, fromBase32, stepAt } from './totp.ts'

let world: World
let library: Library
let boss: Someone
const origin = 'http://localhost'
const password = 'een lang wachtwoord'
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant().round('millisecond')
  library = await world.library('Bib Testgem')
  boss = await world.staff(library, ['beheer', 'hoofd_balie', 'dpo'])
})
after(() => world.close())

let count = 0
/** An account that signed in with its password, with the rights of a manager unless said otherwise. */
async function manager(
  roles: readonly string[] = ['beheer', 'hoofd_balie'],
  workstation_key?: string,
): Promise<Someone & { login: string }> {
  const login = `stap${++count}`
  const given = roles.map(role => ({
    role,
    level: 'library',
    branch_id: null,
    starts_on: '2026-01-01',
    ends_on: null,
  }))
  const body = {
    ...command(),
    login,
    name: `Stap ${count}`,
    initials: `S${count}`,
    password,
    pin: '482913',
    roles: given,
  }
  const made = await world.call(addStaff, { body: body as never }, boss)
  assert.equal(made.status, 201, made.text)
  await briefed(world, made.body.staff_id, library.library_id)
  return { ...(await enter(login, made.body.staff_id, workstation_key)), login }
}
async function enter(login: string, staff_id: string, workstation_key?: string): Promise<Someone> {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login, password, ...(workstation_key ? { workstation_key } : {}) },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return {
    staff_id,
    secret: answer.cookies[0]!.value,
    library_id: library.library_id,
    branch_id: library.branches[0]!,
  }
}

const codeFor = (secret: string, steps = 0) =>
  codeOf(fromBase32(secret.replaceAll(' ', '')), stepAt(world.now) + steps)
/** Adds an app; the clock then moves on, so that its next code is another one. */
async function withApp(who: Someone): Promise<{ secret: string; codes: string[] }> {
  const begun = (await world.call(beginTotp, { body: { password } }, who)).body
  const ask = {
    params: { factor_id: begun.factor_id },
    body: { code: codeFor(begun.secret), name: 'Telefoon' },
  }
  const said = await world.call(confirmTotp, ask, who)
  assert.equal(said.status, 200, said.text)
  world.now = world.now.add({ seconds: 60 })
  return { secret: begun.secret, codes: said.body.recovery_codes }
}
const prove = (who: Someone, code: string, kind: 'totp' | 'recovery' = 'totp') =>
  world.call(proveByCode, { body: { kind, code } }, who)
const manages = async (who: Someone) => {
  const said = await world.call(listStaff, {}, who)
  return said.status === 200 ? 'yes' : said.problem.code
}
const stateOf = async (who: Someone) => (await world.call(readSession, {}, who)).body.second_factor

test('without a second step broad rights are closed, and the desk is open', async () => {
  const who = await manager()
  assert.equal(await stateOf(who), 'missing')
  assert.equal(await manages(who), 'second_factor_missing')
  assert.equal((await world.call(findPatrons, { query: { q: 'jan' } }, who)).status, 200)
  const desk = await manager(['balie'])
  assert.equal(await stateOf(desk), 'not_asked')
  assert.equal(await manages(desk), 'no_leave')
})

test('an app: the first right code makes it count, and opens this session and no other', async () => {
  const who = await manager()
  const { secret, codes } = await withApp(who)
  assert.equal(await manages(who), 'yes')
  assert.equal(new Set(codes).size, 10)
  const [row] = await world.rows('select sealed_secret from organisation.factor where staff_id = $1', [
    who.staff_id,
  ])
  assert.match(row!.sealed_secret!, /^number-[0-9a-f]{8}\./, 'closed by the key file')
  assert.ok(!row!.sealed_secret!.includes(secret.replaceAll(' ', '')))
  const other = await enter(who.login, who.staff_id)
  assert.equal(await stateOf(other), 'needed')
  assert.equal(await manages(other), 'second_factor_needed')
  const proven = await prove(other, codeFor(secret))
  assert.equal(proven.body.second_factor, 'proven')
  assert.equal(await manages(other), 'yes')
})

test('a code is taken once, also by two at the same moment; a step of drift is allowed, two are not', async () => {
  const who = await manager()
  const { secret } = await withApp(who)
  const [a, b] = [await enter(who.login, who.staff_id), await enter(who.login, who.staff_id)]
  const said = await Promise.all([prove(a, codeFor(secret)), prove(b, codeFor(secret))])
  assert.deepEqual(said.map(s => (s.status === 200 ? 'yes' : s.problem.code)).toSorted(), [
    'second_factor_used',
    'yes',
  ])
  assert.equal((await prove(a, codeFor(secret, 2))).problem.code, 'second_factor_wrong')
  assert.equal((await prove(a, codeFor(secret, 1))).status, 200)
  assert.equal(
    (await prove(a, codeFor(secret))).problem.code,
    'second_factor_used',
    'nothing before the last',
  )
})

test('five wrong codes rest the account: the right one is refused too', async () => {
  const who = await manager()
  const { secret } = await withApp(who)
  const session = await enter(who.login, who.staff_id)
  const said = []
  for (let i = 0; i < 5; i++) said.push((await prove(session, '000000')).problem.code)
  assert.deepEqual([...new Set(said)], ['second_factor_wrong'])
  assert.equal((await prove(session, codeFor(secret))).problem.code, 'account_locked')
})

test('recovery codes: each works once, however it is typed; new ones end those of before', async () => {
  const who = await manager()
  const { codes } = await withApp(who)
  const session = await enter(who.login, who.staff_id)
  assert.equal((await prove(session, codes[0]!.toUpperCase().replaceAll('-', ' '), 'recovery')).status, 200)
  assert.equal((await prove(session, codes[0]!, 'recovery')).problem.code, 'second_factor_wrong')
  assert.equal((await world.call(readFactors, {}, session)).body.recovery_left, 9)
  const renewed = await world.call(renewRecoveryCodes, {}, session)
  assert.equal(renewed.body.recovery_codes.length, 10)
  assert.equal((await prove(session, codes[1]!, 'recovery')).problem.code, 'second_factor_wrong')
  assert.equal((await prove(session, renewed.body.recovery_codes[1]!, 'recovery')).status, 200)
  const stored = await world.rows(
    'select encode(code_hash, $2) as hash from organisation.recovery_code where staff_id = $1',
    [who.staff_id, 'escape'],
  )
  for (const { hash } of stored) assert.ok(!codes.some(code => hash!.includes(code.slice(0, 4))))
})

test('a stolen password adds nothing to an account that has a second step', async () => {
  const who = await manager()
  await withApp(who)
  const thief = await enter(who.login, who.staff_id)
  assert.equal(
    (await world.call(beginTotp, { body: { password } }, thief)).problem.code,
    'second_factor_needed',
  )
  assert.equal(
    (await world.call(beginPasskey, { body: { password } }, thief)).problem.code,
    'second_factor_needed',
  )
  assert.equal((await world.call(renewRecoveryCodes, {}, thief)).problem.code, 'second_factor_needed')
  const { rows } = (await world.call(readFactors, {}, thief)).body
  const removed = await world.call(removeFactor, { params: { factor_id: rows[0]!.factor_id } }, thief)
  assert.equal(removed.problem.code, 'second_factor_needed')
  const fresh = await manager()
  assert.equal(
    (await world.call(beginTotp, { body: { password: 'verkeerd' } }, fresh)).problem.code,
    'password_wrong',
  )
})

test('what was begun and not confirmed opens nothing, and one begun anew takes its place', async () => {
  const who = await manager()
  const first = (await world.call(beginTotp, { body: { password } }, who)).body
  assert.equal((await prove(who, codeFor(first.secret))).problem.code, 'second_factor_missing')
  assert.ok(first.qr.size > 20)
  assert.match(first.qr.path, /^M0 0h7v1h-7z/)
  await world.call(beginTotp, { body: { password } }, who)
  const ask = { params: { factor_id: first.factor_id }, body: { code: codeFor(first.secret), name: 'x' } }
  assert.equal((await world.call(confirmTotp, ask, who)).problem.code, 'not_found')
})

describe('a security key', () => {
  async function withKey(who: Someone) {
    const key = newTestKey()
    const { options } = (await world.call(beginPasskey, { body: { password } }, who)).body
    const body = { name: 'Sleutel', credential: key.make(options, origin) }
    return { key, said: await world.call(confirmPasskey, { body }, who), body }
  }
  const question = async (who: Someone) => (await world.call(askSecondFactor, {}, who)).body.options!

  test('is made, and proves the next session', async () => {
    const who = await manager()
    const { key, said } = await withKey(who)
    assert.equal(said.status, 200, said.text)
    assert.deepEqual([said.body.rows[0]?.kind, said.body.recovery_codes.length], ['passkey', 10])
    const session = await enter(who.login, who.staff_id)
    const proven = await world.call(
      proveByPasskey,
      { body: { credential: key.touch(await question(session), origin) } },
      session,
    )
    assert.equal(proven.body.second_factor, 'proven', proven.text)
    assert.equal(await manages(session), 'yes')
  })

  test('a question is answered once, within five minutes, and by who was asked', async () => {
    const who = await manager()
    const { key, body } = await withKey(who)
    assert.equal((await world.call(confirmPasskey, { body }, who)).problem.code, 'challenge_over')
    const session = await enter(who.login, who.staff_id)
    const answer = { body: { credential: key.touch(await question(session), origin) } }
    assert.equal((await world.call(proveByPasskey, answer, session)).status, 200)
    assert.equal((await world.call(proveByPasskey, answer, session)).problem.code, 'challenge_over')
    const late = key.touch(await question(session), origin)
    const then = world.now
    world.now = then.add({ minutes: 6 })
    assert.equal(
      (await world.call(proveByPasskey, { body: { credential: late } }, session)).problem.code,
      'challenge_over',
    )
    world.now = then
    const mine = await question(session)
    const other = await manager()
    await withKey(other)
    await question(other)
    const foreign = await world.call(proveByPasskey, { body: { credential: key.touch(mine, origin) } }, other)
    assert.equal(foreign.problem.code, 'second_factor_wrong')
  })

  test('made for another place, with another question, or with a count that ran back, it is refused', async () => {
    const who = await manager()
    const { key } = await withKey(who)
    const session = await enter(who.login, who.staff_id)
    const refused = async (credential: ReturnType<typeof key.touch>) =>
      assert.equal(
        (await world.call(proveByPasskey, { body: { credential } }, session)).problem.code,
        'second_factor_wrong',
      )
    await refused(key.touch(await question(session), 'https://kaft.example'))
    await question(session)
    await refused(key.touch({ challenge: 'AAAA' }, origin))
    const forged = key.touch(await question(session), origin)
    await refused({ ...forged, response: { ...forged.response, signature: 'AAAA' } })
    key.count = 20
    assert.equal(
      (
        await world.call(
          proveByPasskey,
          { body: { credential: key.touch(await question(session), origin) } },
          session,
        )
      ).status,
      200,
    )
    key.count = 3
    await refused(key.touch(await question(session), origin))
  })
})

test('a colleague who takes over by PIN stays quick, and proves their own second step for broad rights', async () => {
  await world.rows(
    `insert into organisation.workstation (library_id, branch_id, name, key_hash, settings)
     values ($1, $2, 'Balie 1', sha256('sleutel'), '{}')`,
    [library.library_id, library.branches[0]],
  )
  const first = await manager(['beheer', 'hoofd_balie'], 'sleutel')
  await withApp(first)
  const second = await manager(['beheer', 'hoofd_balie'], 'sleutel')
  const { secret } = await withApp(second)
  const answer = await world.app.inject({
    method: switchStaff.method,
    url: `/api/v1${switchStaff.path}`,
    payload: { initials: `S${count}`, pin: '482913' },
    cookies: { kaft_session: first.secret },
  })
  assert.equal(answer.statusCode, 200, answer.body)
  const taken = { ...second, secret: answer.cookies[0]!.value }
  assert.equal((await world.call(findPatrons, { query: { q: 'jan' } }, taken)).status, 200)
  assert.equal(await manages(taken), 'second_factor_needed')
  await prove(taken, codeFor(secret))
  assert.equal(await manages(taken), 'yes')
})

test('a colleague takes lost steps away, with a trace; nobody does so for themselves, nor for another library', async () => {
  const who = await manager()
  await withApp(who)
  const reset = (as: Someone) =>
    world.call(resetFactors, { params: { staff_id: who.staff_id }, body: command() }, as)
  assert.equal((await reset(who)).problem.code, 'reset_own')
  const far = await world.staff(await world.library('Bib Anderdorp'), ['beheer'])
  assert.equal((await reset(far)).problem.code, 'not_found')
  const unproven = await world.staff(library, ['beheer'], { proven: false })
  assert.equal((await reset(unproven)).problem.code, 'second_factor_missing')
  assert.equal((await reset(boss)).body.second_factors, 0)
  assert.equal((await world.call(readSession, {}, who)).status, 401, 'signed out everywhere')
  assert.equal(await stateOf(await enter(who.login, who.staff_id)), 'missing')
  const change = (await world.call(readChanges, {}, boss)).body.rows[0]
  assert.deepEqual([change?.what, change?.subject], ['resetFactors', who.staff_id])
})

test('taking the last one away closes broad rights at the next session, and leaves no codes', async () => {
  const who = await manager()
  await withApp(who)
  const { rows } = (await world.call(readFactors, {}, who)).body
  const left = await world.call(removeFactor, { params: { factor_id: rows[0]!.factor_id } }, who)
  assert.deepEqual([left.body.rows, left.body.recovery_left], [[], 0])
  assert.equal(await stateOf(await enter(who.login, who.staff_id)), 'missing')
})

test('who leaves keeps neither app nor codes', async () => {
  const who = await manager(['balie'])
  await withApp(who)
  await world.call(endAccount, { params: { staff_id: who.staff_id }, body: command() }, boss)
  const [row] = await world.rows(
    `select (select count(*)::int from organisation.factor where staff_id = $1) + (select count(*)::int from organisation.recovery_code where staff_id = $1) as left`,
    [who.staff_id],
  )
  assert.equal(row!.left, 0)
})

test('which rights ask it is set by the centre, works at once, and everywhere', async () => {
  const centre = await world.staff(library, ['consortium'])
  const far = await world.staff(await world.library('Bib Veraf'), ['beheer'], { proven: false })
  const set = (value: unknown, as = centre) =>
    world.call(
      changeCentralSetting,
      { params: { key: 'staff.second_factor' }, body: { ...command(), value } },
      as,
    )
  assert.equal(await manages(far), 'second_factor_missing')
  assert.equal((await set({ roles: [], leaves: [] }, boss)).problem.code, 'no_leave')
  assert.equal((await set({ roles: ['koning'], leaves: [] })).problem.code, 'setting_invalid')
  assert.equal((await set({ roles: [], leaves: [] })).status, 200)
  assert.equal(await manages(far), 'yes')
  assert.equal((await set({ roles: ['beheer'], leaves: [] })).status, 200)
  assert.equal(await manages(far), 'second_factor_missing')
  assert.deepEqual((await world.call(readCentralSettings, {}, far)).body.rows[0]?.value, {
    roles: ['beheer'],
    leaves: [],
  })
})
