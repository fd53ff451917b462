import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OkOf, type QueryOf, searchTitles as op, searchSorts, setEditionWork } from '@kaft/contract'
import { dataField, type MarcRecord } from '@kaft/marc'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { anAuthority, aRecord, imported, iso2709 } from '../testing/records.ts'

let world: World
let home: Library
let amina: Someone
let ids: ReadonlyMap<string, string>
const MANY = 60

const uniform = (record: MarcRecord, title: string): MarcRecord => ({
  ...record,
  fields: [...record.fields, dataField('240', '10', [['a', title]])],
})

before(async () => {
  world = await openWorld()
  home = await world.library('Testgem')
  amina = await world.staff(home, ['catalografie'])
  const [branch] = await world.rows('select code from organisation.branch where branch_id = $1', [
    home.branches[0],
  ])
  const by = 'Hemingway, Ernest'
  const sea = 'The old man and the sea'
  await imported(
    world,
    iso2709([
      aRecord({ number: 's1', title: sea, author: by, year: 1952, language: 'eng' }),
      uniform(
        aRecord({
          number: 's2',
          title: 'De oude man en de zee',
          author: by,
          year: 1999,
          items: [['b1', branch!.code!]],
        }),
        sea,
      ),
      uniform(aRecord({ number: 's3', title: 'De oude man en de zee', author: by, year: 1960 }), sea),
      aRecord({ number: 's4', title: 'Old men at sea', author: 'Peeters, Jan', year: 2010, language: 'eng' }),
      // Each of these works has two editions, and every third of them a third one.
      ...Array.from({ length: MANY }, (_, i) =>
        Array.from({ length: i % 3 === 0 ? 3 : 2 }, (__, e) =>
          aRecord({
            number: `m${i}-${e}`,
            title: `Parade ${String(i).padStart(2, '0')}`,
            author: `Maker${i}, An`,
            year: 1990 + e,
            subject: 'Parades',
            language: e === 0 ? 'dut' : 'eng',
          }),
        ),
      ).flat(),
    ]),
  )
  ids = new Map(
    (await world.rows('select control_number, title_id from cataloguing.title')).map(r => [
      r.control_number!,
      r.title_id!,
    ]),
  )
})
after(() => world.close())

const ask = async (query: QueryOf<typeof op>): Promise<OkOf<typeof op>> => {
  const said = await world.call(op, { query }, amina)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const values = (said: OkOf<typeof op>, field: string) =>
  Object.fromEntries((said.facets.find(f => f.field === field)?.values ?? []).map(v => [v.value, v.count]))

test('a work stands once, by the edition that the own library has, with how many editions match', async () => {
  const found = await ask({ q: 'hemingway zee ' })
  assert.deepEqual(
    found.rows.map(r => [r.title_id, r.editions]),
    [[ids.get('s2'), 2]],
  )
  assert.deepEqual([found.count, found.titles], [1, 2])
  assert.deepEqual(values(found, 'material'), { book: 1 })
  const apart = await ask({ q: 'hemingway zee ', each_edition: '1' })
  assert.deepEqual([apart.count, apart.titles, apart.rows.map(r => r.editions)], [2, 2, [1, 1]])
  assert.deepEqual(values(apart, 'material'), { book: 2 })
})

test('who knows the original title finds the translations', async () => {
  for (const q of ['the old man and the sea', '"old man and the sea"']) {
    const found = await ask({ q, each_edition: '1' })
    assert.deepEqual(
      new Set(found.rows.map(r => r.title_id)),
      new Set(['s1', 's2', 's3'].map(n => ids.get(n))),
      q,
    )
  }
  const work = await ask({ q: 'the old man and the sea ' })
  assert.deepEqual(
    work.rows.map(r => r.editions),
    [3],
  )
})

test('who knows another title that an authority record has finds the editions of the work, and nothing else', async () => {
  await imported(
    world,
    iso2709([
      anAuthority({
        number: 'w1',
        heading: '100 Hemingway, Ernest |t The old man and the sea',
        names: ['400 Hemingway, Ernest |t Le vieil homme et la mer', '400 Hemingway, Ernest |t Parade'],
      }),
      anAuthority({ number: 'w2', heading: '130 Reinaert', names: ['430 Van den vos Reynaerde'] }),
      aRecord({ number: 'v1', title: 'Reinaert hertaald' }),
    ]),
  )
  for (const q of ['le vieil homme et la mer', 'Hemingway, Ernest vieil homme et la mer le']) {
    const found = await ask({ q, each_edition: '1' })
    assert.deepEqual(
      new Set(found.rows.map(r => r.title_id)),
      new Set(['s1', 's2', 's3'].map(n => ids.get(n))),
      q,
    )
  }
  assert.deepEqual(
    (await ask({ q: 'van den vos reynaerde ' })).rows.map(r => r.title),
    ['Reinaert hertaald'],
  )
  // A title that is a word of others as well brings its work along, and only where nothing else was typed.
  assert.equal((await ask({ q: 'parade ' })).count, MANY + 1)
  assert.equal((await ask({ q: 'parade 07 ' })).count, 1)
})

test('facets count works, so that a choice leaves as many lines as it said', async () => {
  const found = await ask({ subject: 'Parades' })
  const thirds = Math.ceil(MANY / 3)
  assert.deepEqual([found.count, found.titles], [MANY, 2 * MANY + thirds])
  assert.deepEqual(values(found, 'language'), { dut: MANY, eng: MANY })
  const english = await ask({ subject: 'Parades', language: 'eng' })
  assert.deepEqual([english.count, english.titles], [MANY, MANY + thirds])
  assert.deepEqual(values(english, 'language'), { dut: MANY, eng: MANY }, 'the choice is left out')
})

test('page after page each work comes once, in every order', async () => {
  for (const sort of searchSorts) {
    const seen: string[] = []
    let next: string | null = null
    do {
      const page: OkOf<typeof op> = await ask({
        subject: 'Parades',
        sort,
        ...(next === null ? {} : { after: next }),
      })
      seen.push(...page.rows.map(r => r.title))
      assert.ok(page.rows.every(r => r.editions >= 2))
      next = page.next
    } while (next !== null)
    assert.deepEqual([seen.length, new Set(seen).size], [MANY, MANY], sort)
  }
  const newest = await ask({ subject: 'Parades', sort: 'newest' })
  assert.ok(newest.rows.every(r => r.year === (r.editions === 3 ? 1992 : 1991)))
})

test('what staff said of a work holds in what is found, at once', async () => {
  const set = (act: 'split' | 'undo') =>
    world.call(
      setEditionWork,
      {
        params: { title_id: ids.get('s3')! },
        body: { command_id: uuid7(world.now), act, with_title_id: null },
      },
      amina,
    )
  assert.equal((await set('split')).status, 200)
  assert.deepEqual(
    (await ask({ q: 'hemingway zee ' })).rows.map(r => r.editions),
    [1, 1],
  )
  assert.equal((await set('undo')).status, 200)
  assert.deepEqual(
    (await ask({ q: 'hemingway zee ' })).rows.map(r => r.editions),
    [2],
  )
})

test('rows from before the index was built anew are found, ranked and counted as those after it', async () => {
  const before = await ask({ q: 'parade ', each_edition: '1', sort: 'newest' })
  await world.rows(
    `update cataloguing.title_search set marks = null, year = null, described = null, work = null`,
  )
  const after = await ask({ q: 'parade ', each_edition: '1', sort: 'newest' })
  assert.deepEqual(after, before)
  const ranked = await ask({ q: 'parade ' })
  assert.deepEqual([ranked.count, ranked.titles], [after.count, after.count], 'works are not known of them')
})
