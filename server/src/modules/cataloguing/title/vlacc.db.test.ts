import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { dataField } from '@kaft/marc'
import { openPublic, type PublicWorld } from '../../../doors/public/testing/public-world.ts'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'

/* What is local to Flanders in a record, by the way that it goes: taken in, found, shown, given out. */

let world: World
let doors: PublicWorld
let desk: Someone
let title_id: string
before(async () => {
  world = await openWorld()
  const home = await world.library('Testgem')
  desk = await world.staff(home, ['catalografie'])
  const plain = aRecord({ number: '10157217', title: 'Dieren van de zee' })
  const own = [
    dataField('084', '  ', [
      ['a', 'Dieren'],
      ['2', 'zizo'],
    ]),
    dataField('090', '  ', [['a', 'AVI M4']]),
    dataField('095', '  ', [['a', 'J 598.9']]),
    dataField('096', '  ', [['a', '223']]),
    dataField('097', '  ', [['a', '782.3']]),
    dataField('521', '  ', [['a', '6-8 jaar']]),
    dataField('590', '  ', [['a', 'Zeldzaamheid']]),
    dataField('650', ' 7', [
      ['a', 'Informatieve boeken'],
      ['9', 'jge'],
    ]),
  ]
  const others = aRecord({ number: '2', title: 'Dieren van het land' })
  await imported(world, iso2709([{ ...plain, fields: [...plain.fields, ...own] }, others]))
  const [row] = await world.rows("select title_id from cataloguing.title where control_number = '10157217'")
  title_id = row?.['title_id'] ?? ''
  doors = await openPublic(world)
})
after(async () => {
  await doors.close()
  await world.close()
})

test('each is found by its name in the one box of search, and in CQL', async () => {
  const asked = [
    'avi:M4',
    'siso:"J 598.9"',
    'siso:598.9',
    'siso:598',
    'nur:223',
    'zizo:dieren',
    'zeldzaamheid',
    'cql: kaft.music = 782.3',
  ]
  for (const q of asked) {
    const said = await world.call(op.searchTitles, { query: { q } }, desk)
    assert.deepEqual(
      said.body.rows?.map(r => r.title_id),
      [title_id],
      q,
    )
  }
  const none = await world.call(op.searchTitles, { query: { q: 'avi:M5' } }, desk)
  assert.deepEqual(none.body.rows, [])
})

test('each stands on the page of the title', async () => {
  const { body } = await world.call(op.readTitle, { params: { title_id } }, desk)
  assert.deepEqual(
    body.classes.map(c => `${c.scheme} ${c.value}`),
    ['siso J 598.9', 'zizo Dieren', 'avi M4', 'nur 223', 'music 782.3'],
  )
  assert.deepEqual(
    [body.age_from, body.age_to, body.fiction, body.audience, body.genres, body.local_notes],
    [6, 8, true, 'youth', ['Informatieve boeken'], ['Zeldzaamheid']],
  )
})

test('each goes out with the record', async () => {
  const { text } = await doors.get(`/sru?version=1.2&operation=searchRetrieve&query=kaft.avi%3Dm4`)
  for (const part of ['AVI M4', 'J 598.9', '223', '782.3', 'zizo', '6-8 jaar', 'Zeldzaamheid', 'jge'])
    assert.match(text, new RegExp(`>${part}<`), part)
})
