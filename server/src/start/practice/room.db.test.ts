import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withClient } from '../../base/client.ts'
import { openWorld } from '../../testing/world.ts'
import { openRoom } from './room.ts'

test('a room goes back to the morning, with ids that no former day had, and each night by itself', async () => {
  const world = await openWorld()
  const url = world.db.urlFor('postgres')
  const name = new URL(url).pathname.slice(1)
  const morning = await world.library('Bib Verzonnen')
  await world.db.admin.end()
  const now = Temporal.Instant.from('2026-11-25T08:00:00Z')
  const room = await openRoom(url, 'a secret that both of them know', now)
  const ask = (text: string) => room.asOwner(async client => (await client.query(text)).rows)
  const made = async (code: string): Promise<bigint> => {
    const rows = await ask(
      `insert into organisation.library (code, name, active) values ('${code}', 'x', true) returning library_id::text`,
    )
    return BigInt(rows[0].library_id)
  }
  const names = () => ask('select name from organisation.library order by library_id')

  const first = await made('X1')
  assert.equal((await names()).length, 2)
  await room.reset()
  assert.deepEqual(await names(), [{ name: 'Bib Verzonnen' }])
  assert.ok((await made('X2')) > first, 'no id comes twice')
  const [{ epoch } = { epoch: '0' }] = await ask(
    `select epoch::text from organisation.library where library_id = ${morning.library_id}`,
  )
  assert.ok(Number(epoch) > 1_000_000, 'nor an epoch')

  assert.equal(await room.tick(now.add({ hours: 12 })), true)
  assert.equal((await names()).length, 2, 'the same day')
  assert.equal(await room.tick(now.add({ hours: 17 })), true)
  assert.equal((await names()).length, 2, 'midnight is not yet the night')
  assert.equal(await room.tick(now.add({ hours: 20 })), true)
  assert.equal((await names()).length, 1, 'in the night')

  const again = await openRoom(url, 'a secret that both of them know', now)
  assert.equal(await again.tick(now.add({ hours: 24 * 8 })), false, 'after a week it is made anew')
  const beside = new URL(url)
  beside.pathname = '/postgres'
  const left = await withClient(beside.href, async client =>
    client.query('select datname from pg_database where datname like $1', [`${name}%`]),
  )
  assert.deepEqual(left.rows, [])
  await world.app.close()
  await world.db.desk.end()
  await world.db.bulk.end()
})
