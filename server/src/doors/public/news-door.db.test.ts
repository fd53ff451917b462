import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { type Db, openDb } from '../../base/db.ts'
import { newsToken } from '../../modules/patrons/news/stop-news.ts'
import { logAccess } from '../../modules/privacy/index.ts'
import { aPatron } from '../../testing/people.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { guard } from '../http/guard.ts'
import { newsDoor } from './news-door.ts'

let world: World
let app: FastifyInstance
let db: Db
before(async () => {
  world = await openWorld()
  db = openDb({ connection: { connectionString: world.db.urlFor('kaft_app') }, deskSize: 1, bulkSize: 1 })
  app = Fastify()
  guard(app, false)
  newsDoor(app, {
    base: { db, keys: world.keys, source: 'internet', testNumbers: true, logAccess },
    now: () => world.now,
  })
})
after(async () => {
  await app.close()
  await db.close()
  await world.close()
})

async function wanting(): Promise<{ patron_id: string; url: string; wants: () => Promise<unknown> }> {
  const { patron_id } = await aPatron(world, await world.library('Testgem'))
  await world.rows('update patrons.patron set news = true where patron_id = $1', [patron_id])
  const wants = async () =>
    (await world.rows('select news from patrons.patron where patron_id = $1', [patron_id]))[0]!['news']
  return { patron_id, url: `/afmelden/${newsToken(world.keys, patron_id)}`, wants }
}

test('P49 P149 to open the link changes nothing; one click does, without a session, a cookie or a question', async () => {
  const { url, wants } = await wanting()
  const page = await app.inject({ url })
  assert.equal(page.statusCode, 200)
  assert.ok(page.body.includes('<form method="post">') && page.body.includes('<html lang="nl">'))
  assert.equal(page.headers['set-cookie'], undefined)
  assert.equal(await wants(), true)
  const click = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  })
  assert.equal(click.statusCode, 200, click.body)
  assert.equal(await wants(), false)
  assert.ok(click.body.includes('Je bent uitgeschreven'))
})

test('P49 what is no link of ours says so, and the same is said of a record that is gone', async () => {
  const bad = await app.inject({ method: 'POST', url: '/afmelden/geen.link' })
  assert.deepEqual([bad.statusCode, bad.body.includes('Deze link werkt niet')], [404, true])
  const gone = await app.inject({ method: 'POST', url: `/afmelden/${newsToken(world.keys, '987654321')}` })
  assert.deepEqual([gone.statusCode, gone.body.includes('Je bent uitgeschreven')], [200, true])
})

test('P49 a link of a record that became part of another ends the news of that one', async () => {
  const into = await wanting()
  const from = await wanting()
  await world.rows('update patrons.patron set merged_into = $2 where patron_id = $1', [
    from.patron_id,
    into.patron_id,
  ])
  await app.inject({ method: 'POST', url: from.url })
  assert.deepEqual([await from.wants(), await into.wants()], [false, false])
})
