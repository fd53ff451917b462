import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addStaff, changeStaff, readSession, registerWorkstation, signIn, switchStaff } from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let library: Library
let manager: Someone
let key: string
const password = 'een lang wachtwoord'
const pin = '482916'
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant()
  library = await world.library('Bib Testgem')
  manager = await world.staff(library, ['beheer', 'hoofd_balie'])
  key = await workstation('Balie 1')
})
after(() => world.close())

async function workstation(name: string): Promise<string> {
  const body = { ...command(), branch_id: library.branches[1]!, name, settings: {} }
  return (await world.call(registerWorkstation, { body }, manager)).body.workstation_key
}
let count = 0
interface Colleague {
  readonly staff_id: string
  readonly login: string
  readonly initials: string
}
async function colleague(more: { initials?: string; badge?: string } = {}): Promise<Colleague> {
  const login = `collega${++count}`
  const initials = more.initials ?? `C${count}`
  const base = { name: 'Testmedewerker', initials, roles: [] }
  const made = await world.call(addStaff, { body: { ...command(), ...base, login, password, pin } }, manager)
  const { staff_id } = made.body
  if (more.badge) {
    const badge = await world.call(
      changeStaff,
      { params: { staff_id }, body: { ...command(), ...base, active: true, badge: more.badge } },
      manager,
    )
    assert.equal(badge.status, 200, badge.text)
  }
  return { staff_id, login, initials }
}
async function fully(who: Colleague, workstation_key: string | undefined = key): Promise<Someone> {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login: who.login, password, ...(workstation_key ? { workstation_key } : {}) },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return { ...manager, secret: answer.cookies[0]?.value ?? '' }
}
/** Takes over, and answers the cookie of the new session. */
async function takeOver(from: Someone, body: object) {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/session/switch',
    payload: body,
    cookies: { kaft_session: from.secret },
  })
  return {
    status: answer.statusCode,
    body: answer.json(),
    as: { ...manager, secret: answer.cookies[0]?.value ?? '' },
  }
}

test('by initials and PIN, after a full sign-in here today: the other session ends, the branch stays', async () => {
  const [an, bo] = [await colleague(), await colleague()]
  await fully(bo)
  const before = await fully(an)
  const taken = await takeOver(before, { initials: bo.initials.toLowerCase(), pin })
  assert.equal(taken.status, 200, JSON.stringify(taken.body))
  assert.equal(taken.body.staff_id, bo.staff_id)
  assert.equal(taken.body.workstation.name, 'Balie 1')
  assert.equal(taken.body.branch_id, library.branches[1])
  assert.equal((await world.call(readSession, {}, before)).status, 401)
  assert.equal((await world.call(readSession, {}, taken.as)).body.staff_id, bo.staff_id)
})

test('by badge alone, and back again', async () => {
  const [an, bo] = [await colleague({ badge: '0451' }), await colleague({ badge: '0452' })]
  await fully(bo)
  const first = await takeOver(await fully(an), { badge: '0452' })
  assert.equal(first.body.staff_id, bo.staff_id)
  const second = await takeOver(first.as, { badge: ' 0451 ' })
  assert.equal(second.body.staff_id, an.staff_id)
  assert.equal((await takeOver(second.as, { badge: '0453' })).body.code, 'pin_failed')
})

test('not before a full sign-in, not after one elsewhere, not on the next day', async () => {
  const [an, bo] = [await colleague(), await colleague({ badge: '0461' })]
  const here = await fully(an)
  assert.equal((await takeOver(here, { initials: bo.initials, pin })).body.code, 'full_sign_in_needed')
  await fully(bo, await workstation('Balie 2'))
  assert.equal((await takeOver(here, { badge: '0461' })).body.code, 'full_sign_in_needed')
  await fully(bo)
  await world.rows(
    "update organisation.full_sign_in set until = now() - interval '1 minute' where staff_id = $1",
    [bo.staff_id],
  )
  assert.equal((await takeOver(here, { badge: '0461' })).body.code, 'full_sign_in_needed')
})

test('not without a workstation', async () => {
  const [an, bo] = [await colleague(), await colleague()]
  await fully(bo)
  const nowhere = await fully(an, '')
  assert.equal((await takeOver(nowhere, { initials: bo.initials, pin })).body.code, 'full_sign_in_needed')
})

test('a switch never lasts longer than the full sign-in that it leans on', async () => {
  const [an, bo] = [await colleague(), await colleague()]
  await fully(bo)
  await world.rows('update organisation.full_sign_in set until = $2 where staff_id = $1', [
    bo.staff_id,
    world.now.add({ minutes: 5 }).toString(),
  ])
  const taken = await takeOver(await fully(an), { initials: bo.initials, pin })
  const [row] = await world.rows(
    'select expires_at <= $2 as soon from organisation.session where staff_id = $1 and ended_at is null order by session_id desc limit 1',
    [bo.staff_id, world.now.add({ minutes: 5 }).toString()],
  )
  assert.equal(taken.status, 200)
  assert.equal(row?.soon, true)
})

test('five wrong PINs rest the account; a colleague with the same initials still gets in', async () => {
  const [an, bo, other] = [await colleague(), await colleague(), await colleague({ initials: 'ZZ' })]
  await fully(bo)
  const here = await fully(an)
  const codes: string[] = []
  for (let i = 0; i < 6; i++)
    codes.push((await takeOver(here, { initials: bo.initials, pin: '000000' })).body.code)
  assert.deepEqual(codes, [...Array(5).fill('pin_failed'), 'account_locked'])
  const locked = await world.call(signIn, { body: { login: bo.login, password } }, null)
  assert.equal(locked.problem.code, 'account_locked')
  const twin = await colleague({ initials: 'ZZ' })
  await fully(other)
  await world.rows('update organisation.staff set locked_until = $2 where staff_id = $1', [
    other.staff_id,
    world.now.add({ minutes: 10 }).toString(),
  ])
  await fully(twin)
  assert.equal((await takeOver(here, { initials: 'ZZ', pin })).body.staff_id, twin.staff_id)
})

test('a workstation at which PINs are guessed among shared initials slows down', async () => {
  const place = await workstation('Balie 3')
  const an = await colleague()
  for (const who of [await colleague({ initials: 'YY' }), await colleague({ initials: 'YY' })])
    await fully(who, place)
  const here = await fully(an, place)
  const codes: string[] = []
  for (let i = 0; i < 31; i++)
    codes.push((await takeOver(here, { initials: 'YY', pin: String(i).padStart(6, '0') })).body.code)
  assert.deepEqual([...new Set(codes.slice(0, 30))], ['pin_failed'])
  assert.equal(codes[30], 'too_many')
})

test('a colleague who was closed, or who works in another library, does not get in', async () => {
  const [an, bo] = [await colleague(), await colleague({ badge: '0471' })]
  await fully(bo)
  const body = { ...command(), name: 'Testmedewerker', initials: bo.initials, roles: [], active: false }
  assert.equal(
    (await world.call(changeStaff, { params: { staff_id: bo.staff_id }, body }, manager)).status,
    200,
  )
  const here = await fully(an)
  assert.equal((await takeOver(here, { badge: '0471' })).body.code, 'pin_failed')
  assert.equal((await takeOver(here, { initials: bo.initials, pin })).body.code, 'pin_failed')
  const elsewhere = await world.library('Bib Anderdorp')
  await world.rows('update organisation.staff set library_id = $2, active = true where staff_id = $1', [
    bo.staff_id,
    elsewhere.library_id,
  ])
  assert.equal((await takeOver(here, { badge: '0471' })).body.code, 'pin_failed')
})

test('a badge and a PIN at once, or neither, is no question', async () => {
  const here = await fully(await colleague())
  for (const body of [{}, { initials: 'AB' }, { pin }, { badge: 'x', initials: 'AB', pin }])
    assert.equal((await takeOver(here, body)).body.code, 'invalid')
  assert.equal((await world.call(switchStaff, { body: { badge: 'x' } }, null)).problem.code, 'not_signed_in')
})
