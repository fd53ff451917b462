import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openPublic, type PublicWorld } from '../../../doors/public/testing/public-world.ts'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let one: PublicWorld
let two: PublicWorld
let central: Someone
let cataloguer: Someone

before(async () => {
  world = await openWorld()
  const home = await world.library('Testgem')
  central = await world.staff(home, ['consortium'])
  cataloguer = await world.staff(home, ['catalografie'])
  // Two processes of one installation.
  one = await openPublic(world, 5)
  two = await openPublic(world, 5)
})
after(async () => {
  await one.close()
  await two.close()
  await world.close()
})

const save = (more: object = {}, as = central, command_id = uuid7(world.now)) =>
  world.call(
    op.saveDoorKey,
    {
      body: {
        command_id,
        key_id: null,
        name: 'Website',
        purpose: 'De website van de bibliotheken',
        per_minute: 12,
        active: true,
        new_key: false,
        ...more,
      },
    },
    as,
  )
const ask = async (
  doors: PublicWorld,
  path = '/public/titles?q=kaas',
  headers: Record<string, string> = {},
) => {
  const answer = await fetch(doors.base + path, { headers })
  return { status: answer.status, wait: answer.headers.get('retry-after'), text: await answer.text() }
}
const statuses = async (n: number, headers: Record<string, string> = {}) =>
  (await Promise.all(Array.from({ length: n }, (_, i) => ask(i % 2 ? one : two, undefined, headers)))).map(
    s => s.status,
  )
const good = (all: readonly number[]): number => all.filter(s => s === 200).length
const nextMinute = (): void => {
  world.now = world.now.add({ minutes: 1 })
}

test('without a key, two processes together let no more through than one', async () => {
  assert.deepEqual([good(await statuses(12)), good(await statuses(4))], [5, 0])
  world.now = world.now.add({ seconds: 20 })
  const refused = await ask(one)
  assert.deepEqual(
    [refused.status, refused.wait],
    [429, String(60 - ((world.now.epochMilliseconds / 1000) % 60))],
  )
  nextMinute()
  assert.equal(good(await statuses(3)), 3)
})

test('a key has a limit of its own, and is told once', async () => {
  assert.equal((await save({}, cataloguer)).status, 403)
  const command_id = uuid7(world.now)
  const made = await save({}, central, command_id)
  const key = made.body.key ?? ''
  assert.match(key, /^kaft_[\w-]{40,}$/)
  // A repeat of the command shows the same one; nothing else ever does.
  assert.equal((await save({}, central, command_id)).body.key, key)
  assert.equal((await save({ name: 'WEBSITE' })).problem.code, 'name_in_use')
  const listed = await world.call(op.listDoorKeys, { query: {} }, central)
  assert.ok(!listed.text.includes(key))
  nextMinute()
  assert.equal(good(await statuses(20, { 'x-api-key': key })), 12)
  // Who has none is counted apart.
  assert.equal(good(await statuses(8)), 5)
  nextMinute()
  for (const path of ['/public/titles?q=x', '/sru?query=x', '/oai?verb=Identify', '/daia?id=x'])
    assert.equal((await ask(one, `${path}&key=${key}`)).status, 200, path)
  const [row] = (await world.call(op.listDoorKeys, { query: {} }, central)).body.rows
  assert.equal(row?.last_used_on, '2026-11-25')
})

test('a key that was ended or never was opens nothing, and guessing costs turns', async () => {
  nextMinute()
  const [row] = (await world.call(op.listDoorKeys, { query: {} }, central)).body.rows
  const fresh = await save({ key_id: row!.key_id, new_key: true })
  const key = fresh.body.key ?? ''
  assert.equal((await ask(one, undefined, { 'x-api-key': key })).status, 200)
  const ended = await save({ key_id: row!.key_id, active: false })
  assert.deepEqual([ended.body.key, ended.body.door_key.active], [null, false])
  const refused = await ask(one, undefined, { 'x-api-key': key })
  assert.deepEqual([refused.status, JSON.parse(refused.text).code], [401, 'door_key_unknown'])
  assert.match((await ask(two, '/sru?query=x&key=guess')).text, /diagnostic\/1\/3</)
  const guesses = await statuses(8, { 'x-api-key': 'guess' })
  assert.deepEqual([guesses.filter(s => s === 401).length, guesses.filter(s => s === 429).length], [3, 5])
  // Let in again it has another secret.
  const back = await save({ key_id: row!.key_id, active: true })
  assert.notEqual(back.body.key, key)
  nextMinute()
  assert.equal((await ask(one, undefined, { 'x-api-key': back.body.key ?? '' })).status, 200)
})

test('no address is kept, and what was counted goes', async () => {
  const rows = await world.rows('select slot from cataloguing.door_turn')
  assert.ok(rows.length > 0 && rows.every(r => /^(?:net \d{1,7}|key \d+)$/.test(r.slot!)))
  world.now = world.now.add({ hours: 1 })
  await ask(one)
  assert.equal((await world.rows('select slot from cataloguing.door_turn')).length, 1)
  const secrets = await world.rows(
    `select after::text as after from organisation.change where subject like 'door key %'`,
  )
  assert.ok(secrets.length > 0 && secrets.every(r => !/kaft_/.test(r.after!)))
})
