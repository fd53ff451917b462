import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  addStaff,
  type BodyOf,
  certifyRole,
  changeStaff,
  endAccount,
  listStaff,
  myDay,
  readCertification,
  readChanges,
  readSession,
  signIn,
  switchStaff,
} from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, proven, type Someone, type World } from '../../../testing/world.ts'

let world: World
let a: Library
let manager: Someone
const password = 'een lang wachtwoord'
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant().round('millisecond')
  a = await world.library('Bib Testgem')
  manager = await world.staff(a, ['beheer', 'hoofd_balie'])
})
after(() => world.close())

let count = 0
const add = async (
  more: Partial<BodyOf<typeof addStaff>> = {},
): Promise<{ staff_id: string; login: string }> => {
  const roles = [
    {
      role: 'balie',
      level: 'library',
      branch_id: null,
      starts_on: '2026-01-01',
      ends_on: '2099-06-30',
    } as const,
  ]
  const body = {
    ...command(),
    login: `aan${++count}`,
    name: 'Aan Test',
    initials: 'AT',
    password,
    roles,
    ...more,
  }
  const said = await world.call(addStaff, { body }, manager)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const lines = async (as = manager) => (await world.call(readCertification, {}, as)).body
const lineOf = async (staff_id: string) => (await lines()).rows.find(l => l.staff_id === staff_id)
const look = (staff_id: string, keep: boolean, role: 'balie' | 'beheer' | 'dpo' = 'balie', as = manager) =>
  world.call(
    certifyRole,
    { params: { staff_id }, body: { ...command(), role, level: 'library', branch_id: null, keep } },
    as,
  )
const past = (staff_id: string, ago: string) =>
  world.rows('update organisation.staff_role set granted_at = now() - $2::interval where staff_id = $1', [
    staff_id,
    ago,
  ])
const counted = async (as: Someone) =>
  (await world.call(myDay, {}, as)).body.counters.find(c => c.id === 'certification')?.count

test('the report names the grantor, since when and until when', async () => {
  const { staff_id } = await add()
  const line = await lineOf(staff_id)
  const [who] = await world.rows('select name from organisation.staff where staff_id = $1', [
    manager.staff_id,
  ])
  assert.equal(line?.granted_by, who?.name)
  assert.deepEqual(
    [line?.role, line?.ends_on, line?.due, line?.confirmed_at],
    ['balie', '2099-06-30', false, null],
  )
  assert.equal(Temporal.Instant.compare(line?.granted_at ?? '', world.now), 0)
})

test('after half a year a role is due; to confirm it is a look, and no grant', async () => {
  const { staff_id } = await add()
  await past(staff_id, '5 months 25 days')
  assert.equal((await lineOf(staff_id))?.due, false)
  await past(staff_id, '6 months 2 days')
  assert.equal((await lineOf(staff_id))?.due, true)
  const [was, day] = [(await lines()).due, await counted(manager)]
  assert.equal(day, was, 'my day counts the same')
  assert.equal((await look(staff_id, true)).body.kept, true)
  const line = await lineOf(staff_id)
  assert.equal(line?.due, false)
  assert.equal(line?.ends_on, '2099-06-30', 'its end stays')
  const [row] = await world.rows(
    'select granted_by, confirmed_by from organisation.staff_role where staff_id = $1',
    [staff_id],
  )
  assert.deepEqual(row, { granted_by: manager.staff_id, confirmed_by: manager.staff_id })
  assert.equal((await lines()).due, was - 1)
  assert.equal((await world.call(readChanges, {}, manager)).body.rows[0]?.what, 'certifyRole')
})

test('a role that nobody here may grant can still be confirmed, and is not given by it', async () => {
  const officer = await world.staff(a, ['dpo'])
  assert.equal((await look(officer.staff_id, true, 'dpo')).status, 200)
  const line = await lineOf(officer.staff_id)
  assert.equal(line?.granted_by, null)
  assert.notEqual(line?.confirmed_by, null)
})

test('a role that is given anew, or for other days, is looked at anew', async () => {
  const { staff_id } = await add()
  await look(staff_id, true)
  const roles = [
    {
      role: 'balie',
      level: 'library',
      branch_id: null,
      starts_on: '2026-01-01',
      ends_on: '2098-01-01',
    } as const,
  ]
  const body = { ...command(), name: 'Aan Test', initials: 'AT', active: true, roles }
  await world.call(changeStaff, { params: { staff_id }, body }, manager)
  assert.equal((await lineOf(staff_id))?.confirmed_at, null)
})

test('a role that is taken away works no longer in a session that is open', async () => {
  const desk = await world.staff(a, ['balie'])
  assert.ok((await world.call(readSession, {}, desk)).body.leaves.includes('patrons.read'))
  assert.equal((await look(desk.staff_id, false)).body.kept, false)
  assert.deepEqual((await world.call(readSession, {}, desk)).body.leaves, [])
  assert.equal((await look(desk.staff_id, false)).problem.code, 'not_found', 'it is gone')
})

test('the last manager is taken away by nobody, nor ended', async () => {
  const c = await world.library('Bib Alleen')
  const alone = await world.staff(c, ['beheer'])
  assert.equal((await look(alone.staff_id, false, 'beheer', alone)).problem.code, 'last_manager')
  const ended = await world.call(endAccount, { params: { staff_id: alone.staff_id }, body: command() }, alone)
  assert.equal(ended.problem.code, 'last_manager')
})

test('the list is walked by person, each once', async () => {
  const c = await world.library('Bib Groot')
  const boss = await world.staff(c, ['beheer'])
  for (let i = 0; i < 104; i++) await world.staff(c, ['balie', 'kas'])
  const first = await lines(boss)
  assert.equal(new Set(first.rows.map(l => l.staff_id)).size, 100)
  const second = (await world.call(readCertification, { query: { after: first.next! } }, boss)).body
  assert.equal(second.next, null)
  const all = [...first.rows, ...second.rows]
  assert.equal(all.length, 104 * 2 + 1)
  assert.equal(new Set(all.map(l => `${l.staff_id} ${l.role}`)).size, all.length)
})

test('only who manages accounts sees the list and its reminder; another library nothing of it', async () => {
  const { staff_id } = await add()
  await past(staff_id, '1 year')
  const desk = await world.staff(a, ['balie'])
  assert.equal((await world.call(readCertification, {}, desk)).problem.code, 'no_leave')
  assert.equal((await look(staff_id, false, 'balie', desk)).problem.code, 'no_leave')
  assert.equal(await counted(desk), 0)
  const b = await world.library('Bib Voorbeeldlo')
  const other = await world.staff(b, ['beheer'])
  assert.ok(!(await lines(other)).rows.some(l => l.staff_id === staff_id))
  assert.equal((await look(staff_id, false, 'balie', other)).problem.code, 'not_found')
  const ended = await world.call(endAccount, { params: { staff_id }, body: command() }, other)
  assert.equal(ended.problem.code, 'not_found')
})

test('who leaves: sessions, roles, password, badge and PIN are gone at once, their name and work stay', async () => {
  const { staff_id, login } = await add({ pin: '482913' })
  const body = {
    ...command(),
    name: 'Vertrekker Test',
    initials: 'VT',
    active: true,
    roles: [
      { role: 'beheer', level: 'library', branch_id: null, starts_on: '2026-01-01', ends_on: null } as const,
    ],
    badge: 'B777',
  }
  assert.equal((await world.call(changeStaff, { params: { staff_id }, body }, manager)).status, 200)
  const [station] = await world.rows(
    `insert into organisation.workstation (library_id, branch_id, name, key_hash, settings)
     values ($1, $2, 'Balie 1', sha256('sleutel'), '{}') returning workstation_id`,
    [a.library_id, a.branches[0]],
  )
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login, password, workstation_key: 'sleutel' },
  })
  const leaver: Someone = { ...manager, staff_id, secret: answer.cookies[0]?.value ?? '' }
  await proven(world, staff_id)
  const added = await world.call(
    addStaff,
    { body: { ...command(), login: 'erfenis', name: 'Erfenis', initials: 'ER', password, roles: [] } },
    leaver,
  )
  assert.equal(added.status, 201, added.text)

  const ended = await world.call(endAccount, { params: { staff_id }, body: command() }, manager)
  assert.equal(ended.status, 200, ended.text)
  assert.deepEqual([ended.body.active, ended.body.roles], [false, []])
  assert.equal(Temporal.Instant.compare(ended.body.left_at ?? '', world.now), 0)
  assert.equal((await world.call(readSession, {}, leaver)).status, 401)
  const again = await world.call(signIn, { body: { login, password } }, null)
  assert.equal(again.problem.code, 'sign_in_failed')
  const there = await world.staff(a, ['balie'], { workstation_id: station!.workstation_id! })
  for (const by of [{ badge: 'B777' }, { initials: 'VT', pin: '482913' }])
    assert.equal((await world.call(switchStaff, { body: by }, there)).problem.code, 'pin_failed')
  const [left] = await world.rows(
    `select password_hash, pin_hash, badge_hash,
            (select count(*)::int from organisation.staff_role r where r.staff_id = s.staff_id) as roles,
            (select count(*)::int from organisation.full_sign_in f where f.staff_id = s.staff_id) as full,
            (select count(*)::int from organisation.session e where e.staff_id = s.staff_id and e.ended_at is null) as open
       from organisation.staff s where staff_id = $1`,
    [staff_id],
  )
  assert.deepEqual(left, {
    password_hash: 'none',
    pin_hash: null,
    badge_hash: null,
    roles: 0,
    full: 0,
    open: 0,
  })
  const work = (await world.call(readChanges, {}, manager)).body.rows.find(
    c => c.subject === added.body.staff_id,
  )
  assert.equal(work?.by, 'Vertrekker Test')
})

test('whoever comes back gets their account anew: a password and roles that are given again', async () => {
  const { staff_id, login } = await add()
  await world.call(endAccount, { params: { staff_id }, body: command() }, manager)
  const fresh = 'een heel ander wachtwoord'
  const body = { ...command(), name: 'Terug Test', initials: 'TT', active: true, roles: [], password: fresh }
  const back = await world.call(changeStaff, { params: { staff_id }, body }, manager)
  assert.deepEqual([back.body.active, back.body.left_at], [true, null])
  assert.equal((await world.call(signIn, { body: { login, password: fresh } }, null)).status, 201)
  assert.ok((await world.call(listStaff, {}, manager)).body.rows.some(m => m.staff_id === staff_id))
})

test('nobody confirms their own role; a colleague does, and who manages may lay one of their own down', async () => {
  const b = await world.library('Bib Eigen')
  const [one, two] = [await world.staff(b, ['beheer', 'kas']), await world.staff(b, ['beheer'])]
  assert.equal((await look(one.staff_id, true, 'beheer', one)).problem.code, 'certify_own')
  assert.equal((await look(one.staff_id, true, 'beheer', two)).status, 200)
  assert.equal((await look(one.staff_id, false, 'beheer', one)).status, 200)
})

test('each role is shown with who gave it, when, and its end', async () => {
  const { staff_id } = await add()
  const member = (await world.call(listStaff, {}, manager)).body.rows.find(m => m.staff_id === staff_id)
  const [who] = await world.rows('select name from organisation.staff where staff_id = $1', [
    manager.staff_id,
  ])
  assert.equal(member?.roles[0]?.ends_on, '2099-06-30')
  assert.equal(member?.grants[0]?.granted_by, who?.name)
  assert.equal(Temporal.Instant.compare(member?.grants[0]?.granted_at ?? '', world.now), 0)
})
