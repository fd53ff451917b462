import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OkOf, type QueryOf, saveSynonyms, searchTitles as op } from '@kaft/contract'
import type { Static } from 'typebox'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { nothing } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../testing/records.ts'
import { askMatches } from './ask-matches.ts'
import { findBeyond, type Page } from './page.store.ts'
import { searchOf } from './ask.ts'
import type { AskDb } from './spelling.ts'

let world: World
let testgem: Library
let elders: Library
let amina: Someone
let noord: string

const ask = async (query: QueryOf<typeof op>, as = amina): Promise<OkOf<typeof op>> => {
  const said = await world.call(op, { query }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}
type Row = OkOf<typeof op>['rows'][number]
const titles = async (query: QueryOf<typeof op>): Promise<string[]> =>
  (await ask(query)).rows.map(r => r.title)
const values = (said: OkOf<typeof op>, field: string) =>
  Object.fromEntries(
    (said.facets.find(f => f.field === field)?.values ?? []).map(v => [v.name ?? v.value, v.count]),
  )

before(async () => {
  world = await openWorld()
  testgem = await world.library('Testgem')
  elders = await world.library('Elders', 1)
  amina = await world.staff(testgem, ['balie'])
  const codes = Object.fromEntries(
    (await world.rows('select branch_id, code from organisation.branch')).map(r => [r.branch_id, r.code!]),
  )
  noord = testgem.branches[1]!
  const [c, n, e] = [codes[testgem.branches[0]!]!, codes[noord]!, codes[elders.branches[0]!]!]
  const all: TestTitle[] = [
    { number: 'e1', title: 'Running through stories', author: 'Wells, Ann', language: 'eng', year: 2001 },
    { number: 'e2', title: 'The children of the moon', language: 'eng', year: 2002 },
    { number: 'f1', title: 'Les chevaux sauvages', language: 'fre', year: 2003 },
    { number: 'g1', title: 'Die Häuser am Fluss', language: 'ger', year: 2004 },
    { number: 'n1', title: 'Runs', subject: 'Sport', language: 'dut', year: 2005 },
    {
      number: 'n2',
      title: 'Het been van de leeuw',
      author: 'Peeters, Jan',
      series: 'Dierenleven',
      publisher: 'Van Halewyck',
      year: 1990,
      items: [['i1', c]],
    },
    {
      number: 'n3',
      title: 'De leeuw heeft een been',
      author: 'Leeuw, Marie',
      publisher: 'Lannoo',
      year: 1995,
      items: [['i2', n]],
    },
    {
      number: 'n4',
      title: "'t Hof van Van Dyck",
      author: "D'Hondt, An",
      year: 1999,
      items: [
        ['i3', c],
        ['i4', n],
      ],
    },
    { number: 'n5', title: 'Mijn eerste mobiele telefoon', year: 2008 },
    { number: 'n6', title: 'De gsm van oma', year: 2012 },
    { number: 'n7', title: 'Ĳskoud', subject: 'IJs', year: 2013 },
    { number: 'o1', title: 'Eigen bezit', subject: 'Nabijheid', year: 1980, items: [['i5', c]] },
    { number: 'o2', title: 'Ander bezit', subject: 'Nabijheid', year: 1980, items: [['i6', e]] },
    { number: 'o3', title: 'Nieuw bezit', subject: 'Nabijheid', year: 2026 },
    { number: 'o4', title: 'Oud bezit', subject: 'Nabijheid', year: 1950 },
  ]
  await imported(world, iso2709(all.map(aRecord)))
})
after(() => world.close())

test('a record is stemmed by its own language, and by no other', async () => {
  assert.deepEqual(await titles({ q: 'story ' }), ['Running through stories'])
  assert.deepEqual((await titles({ q: 'run ' })).toSorted(), ['Running through stories', 'Runs'])
  assert.deepEqual(await titles({ q: 'child moons' }), ['The children of the moon'])
  assert.deepEqual(await titles({ q: 'cheval ' }), ['Les chevaux sauvages'])
  assert.deepEqual(await titles({ q: 'chevaux sauvage ' }), ['Les chevaux sauvages'])
  assert.deepEqual(await titles({ q: 'hausern ' }), ['Die Häuser am Fluss'])
  // "running" is an English form of "run": of the Dutch title that is no form of its word.
  assert.deepEqual(await titles({ q: 'running ' }), ['Running through stories'])
  assert.deepEqual(await titles({ q: 'eng' }), [], 'nobody searches in the signs of languages')
})

test('a phrase is words side by side, as they are written', async () => {
  assert.deepEqual(await titles({ q: '"het been" ' }), ['Het been van de leeuw'])
  assert.deepEqual((await titles({ q: 'leeuw been ' })).length, 2)
  assert.deepEqual(await titles({ q: '"een been" leeuw' }), ['De leeuw heeft een been'])
  assert.deepEqual(await titles({ q: '"benen"' }), [], 'no other form')
  assert.deepEqual(await titles({ q: '"van de le' }), ['Het been van de leeuw'], 'not typed to its end')
})

test('fields are asked by their name', async () => {
  assert.deepEqual(await titles({ q: 'auteur:leeuw' }), ['De leeuw heeft een been'])
  assert.deepEqual(await titles({ q: 'titel:leeuw uitgever:halewyck' }), ['Het been van de leeuw'])
  assert.deepEqual(await titles({ q: 'leeuw uitgever:lan' }), ['De leeuw heeft een been'])
  assert.deepEqual(await titles({ q: 'lannoo' }), [], 'a publisher is no word of a title')
  assert.deepEqual(await titles({ q: 'reeks:dieren' }), ['Het been van de leeuw'])
  assert.deepEqual(await titles({ q: 'onderwerp:sport' }), ['Runs'])
  assert.deepEqual(await titles({ q: 'been jaar:1991-1996' }), ['De leeuw heeft een been'])
  assert.deepEqual(
    await titles({ q: 'cql: dc.publisher = lannoo or bib.titleSeries = dierenleven' }).then(t => t.length),
    2,
  )
  const unclear = await world.call(op, { query: { q: 'jaar:ooit' } }, amina)
  assert.deepEqual([unclear.status, unclear.problem.code], [409, 'question_unclear'])
})

test('apostrophes and the letter ĳ may be written in any way', async () => {
  for (const q of ["'t hof ", 't hof ', '’t hof van dyck ', "hof d'hondt ", 'hof dhondt ', 'hof hondt ']) {
    assert.deepEqual(await titles({ q }), ["'t Hof van Van Dyck"], q)
  }
  for (const q of ['ijskoud', 'ĳskoud', 'IJSKOUD']) assert.deepEqual(await titles({ q }), ['Ĳskoud'], q)
})

test('declared words find one another, at once and until they are taken away', async () => {
  const consortium = await world.staff(testgem, ['consortium'])
  const both = ['De gsm van oma', 'Mijn eerste mobiele telefoon']
  const save = (words: string[], group_id: string | null = null, as = consortium) =>
    world.call(saveSynonyms, { body: { command_id: uuid7(world.now), group_id, words } }, as)
  assert.deepEqual(await titles({ q: 'gsm ' }), ['De gsm van oma'])
  const said = await save(['GSM', 'mobiele telefoon'])
  assert.equal(said.status, 201, said.text)
  for (const q of ['gsm', 'gsm ', 'mobiele telefoon', 'mobiele telefoon ', 'gsm van '])
    assert.deepEqual((await titles({ q })).toSorted(), both, q)
  assert.deepEqual(await titles({ q: 'gsm oma ' }), ['De gsm van oma'])
  assert.equal((await save(['gsm'])).problem.code, 'synonyms_too_few')
  assert.equal((await save(['a b c d e', 'x'])).problem.code, 'synonym_too_long')
  assert.equal((await save(['a', 'b'], null, amina)).problem.code, 'for_all_libraries')
  const { group_id } = said.body
  assert.equal((await save([], group_id)).status, 201)
  assert.deepEqual(await titles({ q: 'gsm ' }), ['De gsm van oma'])
  assert.equal((await save([], group_id)).problem.code, 'not_found')
})

test('among equals what the own library has, and what is new, comes sooner', async () => {
  const order = await titles({ q: 'nabijheid ' })
  assert.deepEqual([order[0], order.at(-1)], ['Eigen bezit', 'Oud bezit'])
  assert.ok(order.indexOf('Nieuw bezit') < order.indexOf('Oud bezit'))
})

test('a choice in a facet does not empty its own field, and counts stay right under every filter', async () => {
  const free = await ask({ q: 'leeuw ' })
  assert.deepEqual(values(free, 'decade'), { '1990': 2 })
  const all = await ask({})
  const decades = values(all, 'decade')
  const chosen = await ask({ decade: '1990' })
  assert.deepEqual(values(chosen, 'decade'), decades, 'the decades as if none was chosen')
  assert.deepEqual(values(chosen, 'language'), { dut: 3 }, 'the others under the choice')
  const two = await ask({ decade: '1990', author: 'Jan Peeters' })
  assert.equal(two.count, 1)
  assert.deepEqual(values(two, 'author'), { 'Jan Peeters': 1, 'Marie Leeuw': 1, "An D'Hondt": 1 })
  assert.deepEqual(values(two, 'decade'), { '1990': 1 })
  for (const [value, count] of Object.entries(values(chosen, 'author')))
    assert.equal((await ask({ decade: '1990', author: value })).count, count, value)
})

test('branches are counted, all or where something stands now', async () => {
  const names = Object.fromEntries(
    (
      await world.rows('select branch_id, name from organisation.branch where library_id = $1', [
        testgem.library_id,
      ])
    ).map(b => [b.branch_id, b.name!]),
  )
  const [centrum, north] = [names[testgem.branches[0]!]!, names[noord]!]
  assert.deepEqual(values(await ask({ where: 'library', count_branches: '1' }), 'branch'), {
    [centrum]: 3,
    [north]: 2,
  })
  const there = await ask({ where: 'branch', branch: noord, count_branches: '1' })
  assert.deepEqual([there.count, values(there, 'branch')], [2, { [centrum]: 3, [north]: 2 }])
  const [item] = await world.rows("select item_id, branch_id from inventory.item where barcode = 'i4'")
  await world.rows(
    `insert into circulation.item_status (item_id, status, branch_id, to_branch_id, since) values ($1, 'in_transit', $2, $2, now())`,
    [item!.item_id, noord],
  )
  const now = await ask({ where: 'branch', branch: noord, available: '1', count_branches: '1' })
  assert.deepEqual([now.count, values(now, 'branch')], [1, { [centrum]: 3, [north]: 1 }])
  assert.equal(
    (await ask({ where: 'branch', branch: elders.branches[0]! })).count,
    0,
    'a branch of another library',
  )
})

test('matches come in the order that was asked, over pages', async () => {
  const more = Array.from(
    { length: 60 },
    (_, i): TestTitle => ({
      number: `s${i}`,
      title: `De ${String.fromCharCode(97 + ((i * 7) % 26))} ${i}`,
      author: `${String.fromCharCode(97 + ((i * 11) % 26))}aa, Jan`,
      subject: 'Volgorde',
      year: 1900 + ((i * 13) % 60),
    }),
  )
  await imported(world, iso2709(more.map(aRecord)), { source: 'sorted' })
  for (const sort of ['relevance', 'lent', 'newest', 'oldest', 'title', 'author'] as const) {
    const rows: OkOf<typeof op>['rows'] = []
    for (let after: string | undefined; ; ) {
      const said = await ask({ subject: 'Volgorde', sort, ...(after ? { after } : {}) })
      rows.push(...said.rows)
      if (said.next === null) break
      after = said.next
    }
    assert.equal(new Set(rows.map(r => r.title_id)).size, 60, sort)
    if (sort === 'relevance' || sort === 'lent') continue
    const by = {
      newest: r => -(r.year ?? 0),
      oldest: r => r.year ?? 0,
      title: r => r.title.slice(3),
      author: r => r.author?.slice(4) ?? '',
    } satisfies Record<string, (r: Row) => string | number>
    const keys = rows.map(r => by[sort](r))
    assert.deepEqual(
      keys,
      keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
      sort,
    )
  }
})

test('beyond the matches that are ranked every other one follows, once', async () => {
  const search = searchOf({ subject: 'Volgorde' }, new Map())!
  const at = { library_id: testgem.library_id, branch_id: testgem.branches[0]! }
  const seen: string[] = []
  const rowsOf = async (query: { text: string; values: readonly unknown[] }) =>
    ((await world.rows(query.text, query.values))[0] as unknown as Static<typeof Page>).rows
  const few = { ...search, most: 20, rows: 100 }
  const asking: AskDb = queries =>
    Promise.all(queries.map(async q => (q === nothing ? [] : world.rows(q.text, [...q.values]))))
  const { found } = await askMatches({ ask: asking, at }, few, false)
  seen.push(...Array.from(found.ids, String))
  assert.equal(seen.length, 21)
  for (let tier = 0; tier <= 6; tier++)
    for (let after = '0'; ; ) {
      const rows = await rowsOf(findBeyond({ ...few, rows: 7 }, at, { tier, after, shown: 'ids' }))
      seen.push(...rows.slice(0, 7).map(r => r.title_id))
      if (rows.length <= 7) break
      after = rows[6]!.title_id
    }
  assert.deepEqual([seen.length, new Set(seen).size], [60, 60])
  // Through the door: after the ranked ones an answer names what lies beyond, and that has an end.
  const said = await ask({ subject: 'Volgorde', after: 't6.0' })
  assert.deepEqual([said.rows, said.next, said.more], [[], null, true], 'all were ranked, none lies beyond')
})
