import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OkOf, type QueryOf, searchTitles as op } from '@kaft/contract'
import fc from 'fast-check'
import { allOf } from '../../../base/row.ts'
import { nothing } from '../../../base/sql.ts'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../testing/records.ts'
import { askMatches } from './ask-matches.ts'
import type { MatchSet } from './matches.rules.ts'
import { matchedTitles } from './matches.store.ts'
import { AskedBroad, broadOf, type Search, searchPlan } from './search.store.ts'
import type { AskDb } from './spelling.ts'
import { wordsQuery } from './words-query.rules.ts'

let world: World
let testgem: Library
let elders: Library
let amina: Someone
let codes: Record<string, string>

const ask = async (query: QueryOf<typeof op>, as = amina): Promise<OkOf<typeof op>> => {
  const said = await world.call(op, { query }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const titles = async (query: QueryOf<typeof op>): Promise<string[]> =>
  (await ask(query)).rows.map(r => r.title)

before(async () => {
  world = await openWorld()
  testgem = await world.library('Testgem')
  elders = await world.library('Elders', 1)
  amina = await world.staff(testgem, ['balie'])
  codes = Object.fromEntries(
    (await world.rows('select branch_id, code from organisation.branch')).map(r => [r.branch_id, r.code!]),
  )
  const [centrum, noord] = testgem.branches.map(id => codes[id]!)
  const ver = codes[elders.branches[0]!]!
  const all: TestTitle[] = [
    {
      number: '1',
      title: 'Lijmen',
      author: 'Elsschot, Willem',
      isbn: '90-253-0169-X',
      year: 1924,
      subject: 'Reclame',
      items: [
        ['b1', centrum!],
        ['b2', noord!],
      ],
    },
    { number: '2', title: 'Kaas', author: 'Elsschot, Willem', year: 1933, items: [['b3', ver]] },
    {
      number: '3',
      title: "Foto's van Hélène",
      author: 'Vandepitte, Ĳsbrand',
      series: 'Kĳken',
      year: 1999,
      items: [['b4', noord!]],
    },
    { number: '4', title: 'De bibliotheken van Vlaanderen', subject: 'Bibliotheken', year: 2001 },
    { number: '5', title: "Zo'n e-book", year: 2010, language: 'eng' },
    { number: '6', title: 'Het', year: 2011 },
    {
      number: '7',
      title: 'Over Elsschot',
      author: 'Surmont, Koen',
      subject: 'Elsschot, Willem',
      year: 2002,
      items: [['b5', centrum!]],
    },
    {
      number: '8',
      title: 'Lijmen voor beginners',
      year: 2020,
      items: Array.from({ length: 40 }, (_, i): [string, string] => [`c${i}`, centrum!]),
    },
    { number: '9', title: 'Veel water', author: 'Wouters, An', items: [['w1', ver]] },
    { number: '10', title: 'Het groot stripboek', author: 'Wouters, An' },
    { number: '11', title: 'Honderd jaar reclame' },
  ]
  await imported(world, iso2709(all.map(aRecord)))
})
after(() => world.close())

test('words are found in any order, whatever their capitals and accents', async () => {
  assert.deepEqual(await titles({ q: 'elsschot LIJMEN ' }), ['Lijmen'])
  assert.deepEqual(await titles({ q: 'helene ijsbrand ' }), ["Foto's van Hélène"])
  assert.deepEqual(await titles({ q: 'HÉLÈNE Kijken ' }), ["Foto's van Hélène"])
})

test('the last word may be the beginning of one', async () => {
  assert.deepEqual(await titles({ q: 'vlaande' }), ['De bibliotheken van Vlaanderen'])
  assert.deepEqual(await titles({ q: 'bibliothek' }), ['De bibliotheken van Vlaanderen'])
  assert.deepEqual(await titles({ q: 'bibliotheke' }), ['De bibliotheken van Vlaanderen'])
  const finished = await ask({ q: 'vlaande bibliotheken ' })
  assert.equal(finished.some_words, true, 'a word in the middle is whole')
})

test('Dutch endings make no difference', async () => {
  assert.deepEqual(await titles({ q: 'bibliotheek vlaanderen' }), ['De bibliotheken van Vlaanderen'])
  assert.deepEqual(await titles({ q: 'wateren ' }), ['Veel water'])
  assert.deepEqual(await titles({ q: 'grote stripboeken ' }), ['Het groot stripboek'])
})

test('apostrophes and hyphens may be written or left out', async () => {
  for (const q of ["foto's ", 'fotos ', 'foto ', 'FOTO’S '])
    assert.deepEqual(await titles({ q }), ["Foto's van Hélène"], q)
  for (const q of ['ebook ', 'e-book ', 'e book ']) assert.deepEqual(await titles({ q }), ["Zo'n e-book"], q)
})

test('words that say nothing are left out, unless they are all that was asked', async () => {
  assert.deepEqual(await titles({ q: 'de kaas van het ' }), ['Kaas'])
  assert.deepEqual((await titles({ q: 'het ' })).toSorted(), ['Het', 'Het groot stripboek'])
  assert.ok((await titles({ q: 'het' })).includes('Het'))
})

test('a number is found in any form', async () => {
  for (const q of [
    '902530169X',
    '90-253-0169-x',
    '9789025301699',
    '978-90-253-0169-9',
    'ISBN 978 90 253 0169 9',
  ]) {
    assert.deepEqual(await titles({ q }), ['Lijmen'], q)
  }
  assert.deepEqual(await titles({ q: '9789025301698' }), [], 'a check digit that does not fit')
})

test('the title counts before the subject, and what is lent most comes first', async () => {
  assert.deepEqual(await titles({ q: 'reclame ' }), ['Honderd jaar reclame', 'Lijmen'])
  assert.deepEqual(await titles({ q: 'lijme' }), ['Lijmen voor beginners', 'Lijmen'])
})

test('the own library and branch narrow, and say what stands there', async () => {
  assert.deepEqual((await titles({ q: 'elsschot ', where: 'library' })).toSorted(), [
    'Lijmen',
    'Over Elsschot',
  ])
  assert.deepEqual(await titles({ where: 'branch', q: 'foto ' }), [])
  const [hit] = (await ask({ q: 'lijmen elsschot ', where: 'library' })).rows
  assert.deepEqual([hit?.items, hit?.available, hit?.shelf], [2, 2, 'Romans'])
  const [here] = (await ask({ q: 'lijmen elsschot ', where: 'branch' })).rows
  assert.deepEqual([here?.items, here?.available], [1, 1])
  const [elsewhere] = (await ask({ q: 'kaas ' })).rows
  assert.deepEqual([elsewhere?.items, elsewhere?.shelf], [0, null])
})

test('available means: an item stands on a shelf now', async () => {
  const [item] = await world.rows("select item_id, branch_id from inventory.item where barcode = 'b3'")
  await world.rows(
    `insert into circulation.item_status (item_id, status, branch_id, to_branch_id, since) values ($1, 'in_transit', $2, $2, now())`,
    [item!.item_id, item!.branch_id],
  )
  assert.deepEqual(await titles({ q: 'kaas ', available: '1' }), [])
  await world.rows(`update circulation.item_status set status = 'available', to_branch_id = null`)
  assert.deepEqual(await titles({ q: 'kaas ', available: '1' }), ['Kaas'])
  assert.deepEqual(await titles({ q: 'vlaanderen ', available: '1' }), [], 'a title without items')
})

test('facets count all matches, and each narrows as it says', async () => {
  const { facets, count } = await ask({ q: 'elsschot ' })
  assert.equal(count, 3)
  const values = (field: string) => facets.find(f => f.field === field)?.values
  assert.deepEqual(values('author'), [
    { value: 'Willem Elsschot', count: 2, name: null },
    { value: 'Koen Surmont', count: 1, name: null },
  ])
  assert.deepEqual(values('material'), [{ value: 'book', count: 3, name: null }])
  assert.deepEqual((await titles({ q: 'elsschot ', author: 'Willem Elsschot' })).toSorted(), [
    'Kaas',
    'Lijmen',
  ])
  assert.deepEqual(await titles({ q: 'elsschot ', decade: '1930' }), ['Kaas'])
  assert.deepEqual(await titles({ subject: 'Elsschot, Willem' }), ['Over Elsschot'])
  assert.deepEqual(await titles({ language: 'eng' }), ["Zo'n e-book"])
  assert.deepEqual(await titles({ series: 'Kĳken' }), ["Foto's van Hélène"])
  assert.deepEqual(await titles({ q: 'elsschot ', material: 'dvd' }), [])
})

test('without a question every title is shown, the most popular first', async () => {
  const { rows, count } = await ask({})
  assert.equal(count, 11)
  assert.equal(rows[0]?.title, 'Lijmen voor beginners')
})

test('a near spelling is offered where nothing is found, and only one that finds something', async () => {
  assert.equal((await ask({ q: 'elschot ' })).did_you_mean, 'elsschot')
  assert.equal((await ask({ q: 'lijmne elsschot' })).did_you_mean, 'lijmen elsschot')
  assert.equal((await ask({ q: 'bibliotekn ' })).did_you_mean, 'bibliotheken', 'two letters are missing')
  assert.equal((await ask({ q: 'elschot ', available: '1' })).did_you_mean, 'elsschot')
  assert.equal((await ask({ q: 'qqqqqqq' })).did_you_mean, null)
  assert.equal((await ask({ q: 'lijmen ' })).did_you_mean, null)
  assert.equal((await ask({ q: 'elschot ', decade: '1850' })).did_you_mean, null)
})

test('a word that is nearly typed to the beginning of another is offered as that', async () => {
  assert.equal((await ask({ q: 'bibliothekem' })).did_you_mean, 'bibliotheken', 'a whole word comes first')
  assert.equal((await ask({ q: 'beginnens' })).did_you_mean, 'beginners')
  assert.equal((await ask({ q: 'vlaanbe' })).did_you_mean, 'vlaande')
})

test('words written apart or as one are offered as the titles have them', async () => {
  assert.equal((await ask({ q: 'strip boek' })).did_you_mean, 'stripboek')
  assert.equal((await ask({ q: 'lijmenbeginners' })).did_you_mean, 'lijmen beginners')
})

test('where no title has all the words, those that have some are shown, and it is said so', async () => {
  const some = await ask({ q: 'lijmen bibliotheken' })
  assert.equal(some.some_words, true)
  assert.deepEqual(some.rows.map(r => r.title).toSorted(), [
    'De bibliotheken van Vlaanderen',
    'Lijmen',
    'Lijmen voor beginners',
  ])
  assert.equal((await ask({ q: 'lijmen beginners' })).some_words, false)
  assert.equal((await ask({ q: 'qqqqqqq' })).some_words, false)
})

test('who types just a name means what that maker made', async () => {
  for (const q of ['elsschot', 'Willem Elsschot', 'Elsschot, Willem '])
    assert.deepEqual((await titles({ q })).slice(0, 2).toSorted(), ['Kaas', 'Lijmen'], q)
})

test('a title that is typed whole comes before longer ones that are lent more', async () => {
  assert.deepEqual(await titles({ q: 'lijmen' }), ['Lijmen', 'Lijmen voor beginners'])
  assert.deepEqual((await titles({ q: 'bibliotheken van vlaanderen' })).slice(0, 1), [
    'De bibliotheken van Vlaanderen',
  ])
})

test('who waits is counted within scope only', async () => {
  const [title] = await world.rows("select title_id from cataloguing.title where title = 'Kaas'")
  const own = await aPatron(world, testgem)
  const stranger = await aPatron(world, elders)
  for (const p of [own, stranger]) {
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at) values ($1, $2, $3, $4, 'waiting', now())`,
      [p.library.library_id, p.patron_id, title!.title_id, p.library.branches[0]],
    )
  }
  assert.equal((await ask({ q: 'kaas ' })).rows[0]?.waiting, 1)
})

test('pages follow each other without a title twice or missing', async () => {
  const more = Array.from(
    { length: 60 },
    (_, i): TestTitle => ({ number: `p${i}`, title: `Pagina ${i}`, subject: 'Bladeren' }),
  )
  await imported(world, iso2709(more.map(aRecord)), { source: 'pages' })
  const seen: string[] = []
  let after: string | undefined
  for (let page = 0; page < 5; page++) {
    const said = await ask({ subject: 'Bladeren', ...(after ? { after } : {}) })
    assert.equal(said.count, 60)
    seen.push(...said.rows.map(r => r.title_id))
    if (said.next === null) break
    after = said.next
  }
  assert.equal(seen.length, 60)
  assert.equal(new Set(seen).size, 60)
  const wrong = await world.call(op, { query: { after: 'x' } }, amina)
  assert.equal(wrong.problem.code, 'invalid')
})

test('whatever is typed is answered, and never with a fault', async () => {
  const hostile = [
    "'; drop table cataloguing.title; --",
    '\\',
    '&',
    '| | |',
    ':*',
    "a' & !b",
    '((((',
    '<->',
    'a:*:*',
    '%00',
    '\ud800',
    '😀😀',
    '‮abc',
    'a'.repeat(300),
    "' ".repeat(150),
    '"',
    'x\'y"z',
    '-',
    '---',
    '$1',
    '${x}',
    'ﬁn',
    '\u200b',
    'İstanbul',
    '１２３',
  ]
  for (const q of hostile) {
    const said = await world.call(op, { query: { q: q.slice(0, 300) } }, amina)
    assert.equal(said.status, 200, `${JSON.stringify(q)} ${said.text}`)
  }
  for (const field of ['author', 'subject', 'series', 'material'] as const) {
    const said = await world.call(op, { query: { [field]: 'a\'{}\\,"' } }, amina)
    assert.equal(said.status, 200, field)
  }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 100 }), async q => {
      const said = await world.call(op, { query: { q: q.toWellFormed().replaceAll('\0', ' ') } }, amina)
      assert.equal(said.status, 200, said.text)
    }),
    { numRuns: 150 },
  )
})

const asking: AskDb = queries =>
  Promise.all(queries.map(async q => (q === nothing ? [] : world.rows(q.text, [...q.values]))))
const idsOf = (set: MatchSet): string[] => Array.from(set.ids, String).toSorted()

const search = (more: Partial<Search>): Search => ({
  words: null,
  whole: { title: '', maker: '' },
  number: null,
  tags: [],
  where: 'all',
  meaning: null,
  branch_id: null,
  available: false,
  described: false,
  works: false,
  count_branches: false,
  sort: 'relevance',
  after: null,
  most: 50,
  rows: 25,
  broad: { tags: [], where: false, words: false },
  ...more,
})

test('over many titles the index is used, and what is lent most is found where only some can be looked at', async () => {
  await world.rows(
    `with t as (insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
       select 'many', n::text, '', '', 'Groot woordenboek ' || n, 'book', '{}', '{}', '{}', now() from generate_series(1, 12000) n returning title_id, control_number::integer as n)
     insert into cataloguing.title_search (title_id, tier, popularity, document, tags, branches)
     select title_id, cataloguing.tier_of(p), p, cataloguing.search_document('groot woordenboek ' || n || case when n % 500 = 0 then ' zeldzaam' else '' end, '', '', '{}'),
            array['material:book', 'decade:' || (1900 + n % 12 * 10)], case when n % 100 = 0 then array[$1::bigint] else '{}' end
       from (select *, case when n % 50 = 0 then n / 10 else 0 end as p from t) x`,
    [testgem.branches[0]],
  )
  await world.rows('analyze cataloguing.title_search')
  const at = { library_id: testgem.library_id, branch_id: testgem.branches[0]! }
  for (const s of [
    search({ words: wordsQuery('zeldzaam woord') }),
    search({ words: wordsQuery('groot woord') }),
    search({ words: wordsQuery('zeldzaam '), where: 'branch' }),
    search({ tags: ['decade:1950'], where: 'library' }),
  ]) {
    const query = matchedTitles(s, at, { ranked: true, marked: true })
    await world.rows('begin')
    await world.rows(searchPlan.text)
    const plan = (await world.rows(`explain ${query.text}`, query.values))
      .map(r => r['QUERY PLAN'])
      .join('\n')
    await world.rows('rollback')
    assert.match(plan, /Bitmap Index Scan on title_search_\d_document_tags_branches_idx/)
    assert.doesNotMatch(plan, /Seq Scan on (?:title|item|word)/)
    const order = [...plan.matchAll(/Bitmap Heap Scan on title_search_(\d)/g)].map(m => m[1])
    assert.deepEqual(order, order.toSorted(), 'the popular tiers are read first')
  }
  // Of twelve thousand matches only fifty are looked at: they are from the most popular tiers.
  const { found, looked_at } = await askMatches(
    { ask: asking, at },
    search({ words: wordsQuery('groot woordenboek ') }),
    true,
  )
  assert.equal(looked_at, 51)
  const [least] = await world.rows(
    `select min(popularity)::text as least from cataloguing.title_search where title_id = any ($1::bigint[])`,
    [idsOf(found)],
  )
  assert.ok(Number(least!.least) >= 300)
})

test('what most titles have is asked of those that have the words, with the same answer', async () => {
  await world.rows('analyze cataloguing.title_search')
  const at = { library_id: testgem.library_id, branch_id: testgem.branches[0]! }
  const tags = ['decade:1900', 'material:book']
  const asked = search({ words: wordsQuery('woordenboek '), tags, where: 'branch', most: 10_000 })
  const known = broadOf(asked, at)
  const [broad] = allOf(AskedBroad, await world.rows(known.text, known.values))
  assert.deepEqual(
    broad,
    { tags: ['material:book'], where: false, words: true },
    'twelve thousand titles have the word',
  )
  const answers = []
  for (const b of [asked.broad, broad, { tags, where: true, words: false }]) {
    // Asked at once, and set by set where more have the words than are looked at.
    for (const most of [10_000, 100]) {
      const { found } = await askMatches({ ask: asking, at }, { ...asked, broad: b, most }, true)
      answers.push(idsOf(found))
    }
  }
  assert.equal(answers[0]?.length, 40)
  for (const answer of answers.slice(1)) assert.deepEqual(answer, answers[0])
})
