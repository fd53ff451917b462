import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  addStaff,
  beginTotp,
  changeOwnSecret,
  confirmTotp,
  proveByCode,
  readChanges,
  readSession,
  signIn,
} from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { briefed, type Library, openWorld, proven, type Someone, type World } from '../../../testing/world.ts'
import { codeOf, fromBase32, stepAt } from './totp.ts'

let world: World
let library: Library
let boss: Someone
const password = 'een lang wachtwoord'
const other = 'nog een langer wachtwoord'

before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant().round('millisecond')
  library = await world.library('Bib Testgem')
  boss = await world.staff(library, ['beheer', 'hoofd_balie'])
})
after(() => world.close())

let count = 0
async function account(): Promise<{ login: string; staff_id: string }> {
  const login = `eigen${++count}`
  const body = { login, name: `Eigen ${count}`, initials: `E${count}`, password, pin: '482913', roles: [] }
  const made = await world.call(addStaff, { body: { command_id: uuid7(world.now), ...body } }, boss)
  assert.equal(made.status, 201, made.text)
  await briefed(world, made.body.staff_id, library.library_id)
  return { login, staff_id: made.body.staff_id }
}
async function enter({ login, staff_id }: { login: string; staff_id: string }): Promise<Someone> {
  const payload = { login, password }
  const answer = await world.app.inject({ method: 'POST', url: '/api/v1/session', payload })
  assert.equal(answer.statusCode, 201, answer.body)
  const secret = answer.cookies.find(c => c.name === 'kaft_session')?.value ?? ''
  return { staff_id, secret, library_id: library.library_id, branch_id: library.branches[0] ?? '' }
}
type To = { password: string } | { pin: string }
const change = (as: Someone, to: To, now = password) =>
  world.call(changeOwnSecret, { body: { password: now, to } }, as)
const comesIn = async (login: string, by: string): Promise<number> =>
  (await world.call(signIn, { body: { login, password: by } }, null)).status
const hashes = async (staff_id: string) =>
  (await world.rows(`select password_hash, pin_hash from organisation.staff where staff_id = ${staff_id}`))[0]

test('who knows the password of now gives the account another: the old one opens nothing any more', async () => {
  const one = await account()
  const here = await enter(one)
  const elsewhere = await enter(one)
  const done = await change(here, { password: other })
  assert.deepEqual([done.status, done.body], [200, { changed: 'password', ended: 1 }])
  assert.deepEqual([await comesIn(one.login, password), await comesIn(one.login, other)], [401, 201])
  assert.equal((await world.call(readSession, {}, here)).status, 200, 'whoever changed it works on')
  assert.equal((await world.call(readSession, {}, elsewhere)).status, 401, 'every other place asks anew')
})

test('a PIN changes by the same password, leaves the password as it is and ends nothing', async () => {
  const one = await account()
  const [here, elsewhere] = [await enter(one), await enter(one)]
  const was = await hashes(one.staff_id)
  assert.deepEqual((await change(here, { pin: '713904' })).body, { changed: 'pin', ended: 0 })
  const is = await hashes(one.staff_id)
  assert.equal(is?.['password_hash'], was?.['password_hash'])
  assert.notEqual(is?.['pin_hash'], was?.['pin_hash'])
  assert.equal((await world.call(readSession, {}, elsewhere)).status, 200)
})

test('a wrong password changes nothing, and after five the account rests', async () => {
  const one = await account()
  const here = await enter(one)
  const was = await hashes(one.staff_id)
  for (let i = 0; i < 5; i++) {
    const said = await change(here, { password: other }, 'een ander lang woord')
    assert.deepEqual([said.status, said.problem.code], [401, 'password_wrong'])
  }
  assert.equal((await change(here, { password: other })).problem.code, 'account_locked')
  assert.deepEqual(await hashes(one.staff_id), was)
})

test('the same password is none that is new, and a short one is refused', async () => {
  const one = await account()
  const here = await enter(one)
  assert.equal((await change(here, { password })).problem.code, 'password_same')
  assert.equal((await change(here, { password: 'elf tekens.' })).status, 400)
  assert.equal((await change(here, { pin: '12345' })).status, 400)
})

test('who signs in at the service of the organisation is told to change the password there', async () => {
  const one = await account()
  const here = await enter(one)
  await world.rows(`update organisation.staff set password_hash = 'none' where staff_id = ${one.staff_id}`)
  assert.equal((await change(here, { password: other })).problem.code, 'password_elsewhere')
  assert.equal((await hashes(one.staff_id))?.['password_hash'], 'none')
})

test('where there is a second step a stolen password is not enough to make the account its thief’s', async () => {
  const one = await account()
  const owner = await enter(one)
  const begun = (await world.call(beginTotp, { body: { password } }, owner)).body
  const secret = fromBase32(begun.secret.replaceAll(' ', ''))
  const code = codeOf(secret, stepAt(world.now))
  const ask = { params: { factor_id: begun.factor_id }, body: { code, name: 'Telefoon' } }
  assert.equal((await world.call(confirmTotp, ask, owner)).status, 200)
  const thief = await enter(one)
  assert.equal((await change(thief, { password: other })).problem.code, 'second_factor_needed')
  world.now = world.now.add({ seconds: 60 })
  const proof = { kind: 'totp' as const, code: codeOf(secret, stepAt(world.now)) }
  assert.equal((await world.call(proveByCode, { body: proof }, thief)).status, 200)
  assert.equal((await change(thief, { password: other })).status, 200)
})

test('that it was changed stands in the changes of the library, and what to stands nowhere', async () => {
  const one = await account()
  const here = await enter(one)
  await change(here, { password: other })
  await proven(world, boss.staff_id)
  const { rows } = (await world.call(readChanges, { query: {} }, boss)).body
  const found = rows.find(row => row.what === 'changeOwnSecret' && row.subject === one.staff_id)
  assert.deepEqual([found?.before, found?.after], [null, { secrets: ['password'] }])
  assert.ok(!JSON.stringify(rows).includes(other))
})
