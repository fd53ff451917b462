import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  addStaff,
  type BodyOf,
  changeStaff,
  listStaff,
  readChanges,
  readSession,
  signIn,
} from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, proven, type Someone, type World } from '../../../testing/world.ts'

let world: World
let a: Library
let b: Library
let manager: Someone
const password = 'een lang wachtwoord'
const command = () => ({ command_id: uuid7(world.now) })
type Add = BodyOf<typeof addStaff>
type Change = BodyOf<typeof changeStaff>
type Role = Add['roles'][number]

before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant()
  a = await world.library('Bib Testgem')
  b = await world.library('Bib Voorbeeldlo')
  manager = await world.staff(a, ['beheer', 'hoofd_balie'])
})
after(() => world.close())

const role = (code: Role['role'], more: Partial<Role> = {}): Role => ({
  role: code,
  level: 'library',
  branch_id: null,
  starts_on: '2026-01-01',
  ends_on: null,
  ...more,
})
let count = 0
const add = (more: Partial<Add> = {}, as = manager) =>
  world.call(
    addStaff,
    {
      body: {
        ...command(),
        login: `aan${++count}`,
        name: 'Testmedewerker',
        initials: 'TM',
        password,
        roles: [],
        ...more,
      },
    },
    as,
  )
const change = (staff_id: string, more: Partial<Change> = {}, as = manager) =>
  world.call(
    changeStaff,
    {
      params: { staff_id },
      body: { ...command(), name: 'Testmedewerker', initials: 'TM', active: true, roles: [], ...more },
    },
    as,
  )
const signedIn = async (login: string, given = password): Promise<Someone> => {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login, password: given },
  })
  return { ...manager, secret: answer.cookies[0]?.value ?? '' }
}

test('an account is made with roles; its secrets are kept as slow hashes only', async () => {
  const roles = [
    role('balie', { level: 'branch', branch_id: a.branches[0]!, ends_on: '2027-06-30' }),
    role('hoofd_balie'),
  ]
  const made = await add({ login: ' Jan.TEST ', pin: '482916', roles })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.login, 'jan.test')
  assert.deepEqual(made.body.roles, roles)
  assert.deepEqual([made.body.active, made.body.locked], [true, false])
  const [row] = await world.rows(
    'select password_hash, pin_hash from organisation.staff where staff_id = $1',
    [made.body.staff_id],
  )
  assert.match(row?.password_hash ?? '', /^argon2id\$19456\$2\$pepper-[0-9a-f]{8}\$/)
  assert.match(row?.pin_hash ?? '', /^argon2id\$/)
  const granted = await world.rows(
    'select distinct granted_by from organisation.staff_role where staff_id = $1',
    [made.body.staff_id],
  )
  assert.deepEqual(granted, [{ granted_by: manager.staff_id }])
  const listed = (await world.call(listStaff, {}, manager)).body.rows
  assert.ok(listed.some(m => m.staff_id === made.body.staff_id))
})

test('a login is unique in the whole of Kaft, whatever its capitals', async () => {
  await add({ login: 'dubbel' })
  assert.equal((await add({ login: 'DUBBEL' })).problem.code, 'login_in_use')
  const other = await world.staff(b, ['beheer'])
  assert.equal((await add({ login: 'dubbel' }, other)).problem.code, 'login_in_use')
})

test('twins of one command make one account', async () => {
  const body = {
    ...command(),
    login: 'tweeling',
    name: 'Testmedewerker',
    initials: 'TM',
    password,
    roles: [],
  }
  const twins = await Promise.all([1, 2, 3].map(() => world.call(addStaff, { body }, manager)))
  assert.deepEqual(
    twins.map(t => t.status),
    [201, 201, 201],
  )
  assert.equal(new Set(twins.map(t => t.body.staff_id)).size, 1)
  const reused = await world.call(addStaff, { body: { ...body, password: 'een ander wachtwoord' } }, manager)
  assert.equal(reused.problem.code, 'command_reused')
})

test('passwords are long, PINs have six digits, roles make sense', async () => {
  const own = { level: 'branch', branch_id: a.branches[0]! } as const
  for (const wrong of [
    { password: 'kort' },
    { pin: '12345' },
    { pin: 'abcdef' },
    { login: '   ' },
    { roles: [role('balie', { level: 'branch' })] },
    { roles: [role('balie', { ...own, level: 'library' })] },
    { roles: [role('balie'), role('balie')] },
    { roles: [role('balie', { starts_on: '2026-02-30' })] },
    { roles: [role('balie', { starts_on: '2026-05-01', ends_on: '2026-04-30' })] },
  ])
    assert.equal((await add(wrong)).problem.code, 'invalid', JSON.stringify(wrong))
  assert.equal(
    (await add({ roles: [role('balie', { ...own, branch_id: b.branches[0]! })] })).problem.code,
    'branch_not_yours',
  )
})

test('nobody grants what they do not have themselves, nor more widely than they have it', async () => {
  for (const code of ['dpo', 'consortium', 'catalografie'] as const) {
    const said = await add({ roles: [role(code)] })
    assert.equal(said.problem.code, 'leave_beyond_own', code)
  }
  const there = await world.staff(a, ['beheer'])
  await world.rows(
    "update organisation.staff_role set level = 'branch', branch_id = $2 where staff_id = $1",
    [there.staff_id, a.branches[0]],
  )
  assert.equal((await add({ roles: [role('beheer')] }, there)).problem.code, 'leave_beyond_own')
  const elsewhere = role('beheer', { level: 'branch', branch_id: a.branches[1]! })
  assert.equal((await add({ roles: [elsewhere] }, there)).problem.code, 'leave_beyond_own')
  assert.equal((await add({ roles: [{ ...elsewhere, branch_id: a.branches[0]! }] }, there)).status, 201)
  const past = await world.staff(a, ['beheer', 'kas'])
  await world.rows(
    "update organisation.staff_role set ends_on = '2026-01-31' where staff_id = $1 and role = 'kas'",
    [past.staff_id],
  )
  assert.equal(
    (await add({ roles: [role('kas')] }, past)).problem.code,
    'leave_beyond_own',
    'what one had is not what one has',
  )
})

test('whoever may not grant a role may leave it or take it, not give it other days or get at it by a password', async () => {
  for (const code of ['dpo', 'consortium'] as const) {
    const other = await world.staff(a, [code])
    const held = role(code, { starts_on: '2020-01-01' })
    assert.equal((await change(other.staff_id, { name: 'Testfunctionaris', roles: [held] })).status, 200)
    for (const more of [
      { roles: [{ ...held, ends_on: '2027-12-31' }] },
      { roles: [{ ...held, starts_on: '2019-01-01' }] },
      { roles: [held], password: 'gekaapt wachtwoord' },
      { roles: [held], pin: '123456' },
      { roles: [held], badge: '777' },
    ])
      assert.equal(
        (await change(other.staff_id, more)).problem.code,
        'leave_beyond_own',
        JSON.stringify(more),
      )
    assert.equal((await change(other.staff_id, { roles: [held], active: false })).status, 200)
    const back = await change(other.staff_id, { roles: [held] })
    assert.equal(back.problem.code, 'leave_beyond_own', 'to bring back is to grant')
    assert.equal((await change(other.staff_id)).status, 200)
  }
})

test('who granted a role that stays, stays its grantor', async () => {
  const { body } = await add({ roles: [role('balie'), role('hoofd_balie')] })
  const second = await world.staff(a, ['beheer', 'hoofd_balie'])
  await change(
    body.staff_id,
    { roles: [role('balie'), role('hoofd_balie', { ends_on: '2027-01-31' })] },
    second,
  )
  const rows = await world.rows(
    'select role, granted_by from organisation.staff_role where staff_id = $1 order by role',
    [body.staff_id],
  )
  assert.deepEqual(rows, [
    { role: 'balie', granted_by: manager.staff_id },
    { role: 'hoofd_balie', granted_by: second.staff_id },
  ])
})

test('the last manager cannot lock themselves out; two who leave at once do not both get their way', async () => {
  const c = await world.library('Bib Alleen')
  const alone = await world.staff(c, ['beheer'])
  const mine = role('beheer', { starts_on: '2020-01-01' })
  for (const more of [
    { roles: [] },
    { roles: [mine], active: false },
    { roles: [{ ...mine, ends_on: '2027-12-31' }] },
  ])
    assert.equal((await change(alone.staff_id, more, alone)).problem.code, 'last_manager')
  const second = await world.staff(c, ['beheer'])
  const said = await Promise.all([
    change(alone.staff_id, { roles: [] }, alone),
    change(second.staff_id, { roles: [] }, second),
  ])
  assert.deepEqual(said.map(s => s.problem?.code ?? s.status).sort(), [200, 'last_manager'])
})

test('a new password ends the sessions of that person elsewhere, and asks for a full sign-in again', async () => {
  const made = await add({ login: 'wisselt' })
  const before = await signedIn('wisselt')
  assert.equal((await world.call(readSession, {}, before)).status, 200)
  assert.equal((await change(made.body.staff_id, { password: 'een nieuw wachtwoord' })).status, 200)
  assert.equal((await world.call(readSession, {}, before)).problem.code, 'session_ended')
  assert.equal(
    (await world.call(signIn, { body: { login: 'wisselt', password } }, null)).problem.code,
    'sign_in_failed',
  )
  assert.equal(
    (await world.call(signIn, { body: { login: 'wisselt', password: 'een nieuw wachtwoord' } }, null)).status,
    201,
  )
})

test('whoever changes their own password works on', async () => {
  const { body } = await add({ login: 'zelf', roles: [role('beheer'), role('hoofd_balie')] })
  const self = await signedIn('zelf')
  await proven(world, body.staff_id)
  const said = await change(
    body.staff_id,
    { roles: body.roles, password: 'een eigen nieuw wachtwoord' },
    self,
  )
  assert.equal(said.status, 200, said.text)
  assert.equal((await world.call(readSession, {}, self)).status, 200)
})

test('a locked account is opened', async () => {
  const { body } = await add({ login: 'opslot' })
  for (let i = 0; i < 5; i++)
    await world.call(signIn, { body: { login: 'opslot', password: 'een fout wachtwoord' } }, null)
  const listed = (await world.call(listStaff, {}, manager)).body.rows.find(m => m.staff_id === body.staff_id)
  assert.equal(listed?.locked, true)
  const opened = await change(body.staff_id, { unlock: true })
  assert.equal(opened.body.locked, false)
  assert.equal((await world.call(signIn, { body: { login: 'opslot', password } }, null)).status, 201)
})

test('a badge belongs to one colleague; another library may have the same', async () => {
  const [an, bo] = [(await add()).body.staff_id, (await add()).body.staff_id]
  assert.equal((await change(an, { badge: '0451' })).status, 200)
  assert.equal((await change(bo, { badge: ' 0451' })).problem.code, 'badge_in_use')
  assert.equal((await change(an, { badge: '0451' })).status, 200, 'their own they may keep')
  const managerOfB = await world.staff(b, ['beheer'])
  assert.equal(
    (
      await change(
        managerOfB.staff_id,
        { roles: [role('beheer', { starts_on: '2020-01-01' })], badge: '0451' },
        managerOfB,
      )
    ).status,
    200,
  )
})

test('a change of an account is recorded with before and after, and no secret stands in anything that stays', async () => {
  const { body } = await add({ login: 'geheim', pin: '735194' })
  const said = await change(body.staff_id, {
    initials: 'XY',
    password: 'zeer geheim wachtwoord',
    pin: '735195',
    badge: 'badge-9137',
  })
  assert.equal(said.status, 200)
  const [record] = (await world.call(readChanges, {}, manager)).body.rows
  assert.equal(record?.subject, body.staff_id)
  assert.equal((record?.before as { initials?: string } | undefined)?.initials, 'TM')
  assert.deepEqual(record?.after, {
    name: 'Testmedewerker',
    initials: 'XY',
    active: true,
    roles: [],
    secrets: ['password', 'pin', 'badge'],
  })
  const kept = await world.rows(`
    select c::text as text from organisation.change c union all select c::text from base.command c
    union all select s::text from organisation.staff s`)
  for (const { text } of kept)
    for (const secret of [password, 'zeer geheim', '735194', '735195', 'badge-9137'])
      assert.ok(!text?.includes(secret), secret)
  assert.ok(!world.logged.join('').includes('geheim'))
})

test('another library sees and changes no account of this one', async () => {
  const managerOfB = await world.staff(b, ['beheer'])
  const { body } = await add()
  assert.equal((await change(body.staff_id, {}, managerOfB)).problem.code, 'not_found')
  const seen = (await world.call(listStaff, {}, managerOfB)).body.rows
  assert.ok(seen.length > 0 && !seen.some(m => m.staff_id === body.staff_id))
})
