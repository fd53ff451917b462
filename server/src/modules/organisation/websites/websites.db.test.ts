import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { aWebsite } from '../../../testing/website.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let manager: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  manager = await world.staff(here, ['beheer'])
})
after(() => world.close())
const id = () => uuid7(world.now)
const form = (as: Someone | null) => world.call(op.onlineForm, {}, as)
const withHeader = (authorization: string | undefined, cookie?: string) =>
  world.app.inject({
    method: 'GET',
    url: '/api/v1/online/form',
    ...(authorization === undefined ? {} : { headers: { authorization } }),
    ...(cookie === undefined ? {} : { cookies: { kaft_session: cookie } }),
  })

test('a key opens the door of the website and no other; a session of staff does not open that one', async () => {
  const site = await aWebsite(world, here, 'Stad')
  const said = await form(site)
  assert.equal(said.status, 200, said.text)
  assert.deepEqual([said.body.library_name, said.body.open], ['Testgem', false])
  assert.equal((await withHeader(undefined, manager.secret)).statusCode, 401, 'staff')
  assert.equal((await withHeader(`Bearer ${manager.secret}`)).statusCode, 401, 'their secret')
  for (const wrong of [undefined, 'Bearer x', `Bearer ${'a'.repeat(40)}`, `Basic ${site.key}`, site.key])
    assert.equal((await withHeader(wrong)).statusCode, 401, String(wrong))
  // As a cookie it is the secret of nobody.
  const asStaff = await world.call(op.readSession, {}, { ...site, secret: site.key ?? '' })
  assert.equal(asStaff.status, 401)
  for (const o of [op.personLists, op.listWebsites, op.myDay])
    assert.equal((await world.call(o, {}, { ...site, secret: site.key ?? '' })).status, 401, o.id)
})

test('P6 P12 a website whose coupling is off is told nothing', async () => {
  const site = await aWebsite(world, here, 'Uit')
  await withoutCoupling(world, 'website', async () => {
    const said = await form(site)
    assert.equal(said.problem.code, 'coupling_off')
    assert.equal(said.status, 503)
  })
  assert.equal((await form(site)).status, 200)
})

test('the key stands nowhere: not in a table, not in the log', async () => {
  const site = await aWebsite(world, here, 'Overal')
  await form(site)
  for (const { relation } of await world.rows(
    `select c.oid::regclass::text as relation from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('base', 'patrons', 'privacy', 'organisation')`,
  ))
    assert.deepEqual(
      await world.rows(`select 1 from ${relation} t where t::text like '%' || $1 || '%'`, [site.key]),
      [],
      String(relation),
    )
  assert.ok(!world.logged.join().includes(site.key ?? ''))
})

test('a new key closes the door for the former; stopped, and after a year, nothing opens', async () => {
  const site = await aWebsite(world, here, 'Wissel')
  const params = { website_id: site.staff_id }
  const change = (body: object) =>
    world.call(
      op.changeWebsite,
      {
        params,
        body: { command_id: id(), name: 'Wissel', branch_id: here.branches[1]!, active: true, ...body },
      },
      manager,
    )
  const moved = await change({})
  assert.equal(moved.status, 200, moved.text)
  assert.deepEqual([moved.body.key, moved.body.website.branch_id], [null, here.branches[1]])
  assert.equal((await form(site)).status, 200)
  const renewed = await change({ new_key: true })
  assert.match(renewed.body.key ?? '', /^[a-z2-9]{40}$/)
  assert.equal((await form(site)).status, 401, 'the former key')
  const next = { ...site, key: renewed.body.key ?? '' }
  assert.equal((await form(next)).status, 200)
  assert.equal((await change({ active: false })).body.website.active, false)
  assert.equal((await form(next)).status, 401, 'stopped')
  const again = await change({})
  assert.match(again.body.key ?? '', /^[a-z2-9]{40}$/)
  assert.equal((await form(next)).status, 401, 'let in again, with another key')
  const last = { ...site, key: again.body.key ?? '' }
  assert.equal((await form(last)).status, 200)
  assert.equal(renewed.body.website.key_until, '2027-11-25')
  await world.rows(
    `update organisation.session set expires_at = now() - interval '1 second' where staff_id = $1`,
    [site.staff_id],
  )
  assert.equal((await form(last)).status, 401, 'over')
})

test('a repeat shows the same key; names and branches are those of the library; colleagues never see it among staff', async () => {
  const body = { command_id: id(), name: 'Twee keer', branch_id: here.branches[0]! }
  const first = await world.call(op.addWebsite, { body }, manager)
  const again = await world.call(op.addWebsite, { body }, manager)
  assert.deepEqual(again.body, first.body)
  const other = await world.library('Elders')
  const add = (more: object) =>
    world.call(op.addWebsite, { body: { ...body, command_id: id(), ...more } }, manager)
  assert.equal((await add({})).problem.code, 'name_in_use')
  assert.equal((await add({ name: 'Nieuw', branch_id: other.branches[0]! })).problem.code, 'branch_not_yours')
  const staff = await world.call(op.listStaff, {}, manager)
  assert.ok(!staff.text.includes('Twee keer'))
  const theirs = await world.staff(other, ['beheer'])
  assert.deepEqual((await world.call(op.listWebsites, {}, theirs)).body.rows, [])
  const stranger = await world.call(
    op.changeWebsite,
    {
      params: { website_id: first.body.website.website_id },
      body: { ...body, command_id: id(), active: false },
    },
    theirs,
  )
  assert.equal(stranger.status, 404)
})

test('who guesses keys is slowed down', async () => {
  const tries = await Promise.all(Array.from({ length: 40 }, () => withHeader(`Bearer ${'b'.repeat(40)}`)))
  assert.ok(tries.some(t => t.statusCode === 429))
})
