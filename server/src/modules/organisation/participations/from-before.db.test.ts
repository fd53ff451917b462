import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { withClient } from '../../../base/client.ts'
import { migrate } from '../../../base/migrate.ts'
import { openWorld, type World } from '../../../testing/world.ts'

let world: World
before(async () => (world = await openWorld()))
after(() => world.close())

/** The database as it was before agreements were kept, with who works in it. */
async function asBefore(): Promise<void> {
  await world.rows('drop table organisation.participation')
  await world.rows('drop function organisation.participation_counts()')
  await world.rows('alter table organisation.library drop column agreed')
  await world.rows("delete from public.kaft_migration where name = '0460-participation.sql'")
}

test('P16 an upgrade locks nobody out: each library that is here gets an agreement without end, and who is in stays in', async () => {
  const [library, gone] = [await world.library('Bib Vroeger'), await world.library('Bib Weg')]
  const staff = await world.staff(library, ['balie'])
  await world.rows('update organisation.library set active = false where library_id = $1', [gone.library_id])
  await asBefore()

  assert.equal(await withClient(world.db.urlFor('postgres'), client => migrate(client)), 1)
  assert.equal((await world.call(op.readSession, {}, staff)).status, 200)
  const rows = await world.rows(
    `select p.reference, p.signed_on, p.ends_on, p.stops_on, l.agreed::text, organisation.stands(l.active, l.agreed) as open
       from organisation.library l left join organisation.participation p using (library_id) order by l.library_id`,
  )
  const carried = { reference: 'overgangsbepaling', signed_on: null, ends_on: null, stops_on: null }
  assert.deepEqual(rows, [
    { ...carried, agreed: '{[2000-01-01,)}', open: true },
    { ...carried, agreed: '{[2000-01-01,)}', open: false },
  ])
})
