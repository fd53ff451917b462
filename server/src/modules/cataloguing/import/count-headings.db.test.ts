import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openWorld, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../testing/records.ts'

let world: World
before(async () => {
  world = await openWorld()
  await world.library('Testgem')
  // No item goes but one by one; here there are none.
  await world.rows('alter table inventory.item disable trigger stays')
})
after(() => world.close())
beforeEach(() => world.rows('truncate cataloguing.title, cataloguing.heading cascade'))

const taken = (...titles: readonly TestTitle[]) => imported(world, iso2709(titles.map(aRecord)))
/** Headings with the number of titles that is noted of them. */
const noted = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await world.rows('select text, titles from cataloguing.heading order by text')).map(r => [
      r.text,
      Number(r.titles),
    ]),
  )
/** Those whose number is not that of the titles that have them. */
const wrong = () =>
  world.rows(
    `select h.text, h.titles from cataloguing.heading h
      where h.titles <> (select count(*) from cataloguing.title_heading x where x.headings @> array[h.heading_id])`,
  )

test('a heading is counted once for each title, however titles come, change and go', async () => {
  await taken(
    { number: 'a', title: 'Een', author: 'Boon, An', subject: 'Dieren' },
    { number: 'b', title: 'Twee', author: 'Boon, An' },
    { number: 'c', title: 'Drie', author: 'Claes, Jo', subject: 'Dieren' },
    { number: 'd', title: 'Vier' },
  )
  assert.deepEqual(await noted(), { 'Boon, An': 2, 'Claes, Jo': 1, Dieren: 2 })
  // New ones alone, with headings that are there and one that is not.
  await taken({ number: 'e', title: 'Vijf', author: 'Claes, Jo', subject: 'Planten' })
  assert.deepEqual(await noted(), { 'Boon, An': 2, 'Claes, Jo': 2, Dieren: 2, Planten: 1 })
  // One that changed among new ones.
  await taken(
    { number: 'f', title: 'Zes', author: 'Boon, An', subject: 'Water' },
    { number: 'a', title: 'Een', author: 'Claes, Jo' },
  )
  assert.deepEqual(await noted(), { 'Boon, An': 2, 'Claes, Jo': 3, Dieren: 1, Planten: 1, Water: 1 })
  await world.rows("delete from cataloguing.title where control_number = 'e'")
  assert.deepEqual(await noted(), { 'Boon, An': 2, 'Claes, Jo': 2, Dieren: 1, Planten: 0, Water: 1 })
  assert.deepEqual(await wrong(), [])
  const bare = await world.rows(
    "select h.headings::text from cataloguing.title_heading h join cataloguing.title t using (title_id) where t.control_number = 'd'",
  )
  assert.deepEqual(bare, [{ headings: '{}' }])
})

test('a new heading is written once: its row is the first that its place on the page ever had', async () => {
  await taken(
    ...['a', 'b', 'c'].map(number => ({
      number,
      title: number,
      author: 'Boon, An',
      subject: `Van ${number}`,
    })),
  )
  const [row] = await world.rows(
    'select count(*)::integer as headings, max((ctid::text::point)[1])::integer as written from cataloguing.heading',
  )
  assert.deepEqual(row, { headings: 4, written: 4 })
})

test('that headings are counted is said for one statement: the next in the same transaction counts', async () => {
  await taken({ number: 'a', title: 'Een', author: 'Boon, An' }, { number: 'b', title: 'Twee' })
  await world.rows(`do $$ declare
      heading bigint[] := (select array[heading_id] from cataloguing.heading);
      first bigint := (select min(title_id) from cataloguing.title);
    begin
      delete from cataloguing.title_heading;
      perform set_config('kaft.headings_counted', 'yes', true);
      insert into cataloguing.title_heading values (first, heading);
      insert into cataloguing.title_heading select title_id, heading from cataloguing.title where title_id > first;
    end $$`)
  assert.deepEqual(await noted(), { 'Boon, An': 1 })
})
