import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { rawRecord } from '@kaft/marc/for-tests'
import fc from 'fast-check'
import { type Library, openWorld, type World } from '../../../testing/world.ts'
import { aRecord, HOLDINGS, imported, inParts, iso2709, marcxml, type TestTitle } from '../testing/records.ts'
import { importMarc } from './import-marc.ts'

let world: World
let library: Library
let codes: string[]

before(async () => {
  world = await openWorld()
  library = await world.library('Testgem')
  // No item goes but one by one, with what is told by it; here nothing is.
  await world.rows('alter table inventory.item disable trigger stays')
  codes = (await world.rows('select code from organisation.branch order by branch_id')).map(r => r.code!)
})
after(() => world.close())
beforeEach(async () => {
  await world.rows(
    'truncate cataloguing.title, cataloguing.title_search, cataloguing.title_isbn, cataloguing.word, inventory.item cascade',
  )
})

const many = (count: number, from = 0): TestTitle[] =>
  Array.from({ length: count }, (_, i) => ({
    number: `n${from + i}`,
    title: `Boek nummer ${from + i}`,
    author: 'Elsschot, Willem',
    items: [[`b${from + i}`, codes[i % 2]!]],
  }))
const file = (titles: readonly TestTitle[]): Buffer => iso2709(titles.map(aRecord))

/** All that an import writes, in one text. */
const everything = async (): Promise<string> =>
  JSON.stringify(
    await world.rows(
      `select (select json_agg(t order by title_id) from (select * from cataloguing.title) t) as titles,
              (select json_agg(s order by title_id) from (select title_id, tier, popularity, document::text, tags, branches from cataloguing.title_search) s) as search,
              (select json_agg(n order by isbn, title_id) from cataloguing.title_isbn n) as numbers,
              (select json_agg(w order by word) from cataloguing.word w) as words,
              (select json_agg(i order by item_id) from inventory.item i) as items`,
    ),
  )

test('records become titles, items and search rows', async () => {
  const { counts, problems } = await imported(world, file(many(3)))
  assert.deepEqual(problems, [])
  assert.deepEqual(counts, {
    records: 3,
    titles_new: 3,
    titles_changed: 0,
    titles_unchanged: 0,
    titles_kept: 0,
    titles_removed: 0,
    titles_marked: 0,
    records_refused: 0,
    items_new: 3,
    items_same: 0,
    items_refused: 0,
    authorities_new: 0,
    authorities_changed: 0,
    authorities_unchanged: 0,
    holdings_new: 0,
    holdings_changed: 0,
    holdings_unchanged: 0,
    holdings_removed: 0,
  })
  const rows = await world.rows(
    `select t.title, t.author, s.popularity, s.branches::text, i.barcode, i.item_type, i.shelf from cataloguing.title t
       join cataloguing.title_search s using (title_id) join inventory.item i using (title_id) order by t.title_id`,
  )
  assert.deepEqual(rows[0], {
    title: 'Boek nummer 0',
    author: 'Willem Elsschot',
    popularity: 1,
    branches: `{${library.branches[0]}}`,
    barcode: 'b0',
    item_type: 'book',
    shelf: 'Romans',
  })
  const [word] = await world.rows("select titles from cataloguing.word where word = 'elsschot'")
  assert.equal(word?.titles, 3)
})

test('each batch gets a plan for the catalogue as it is by then', async () => {
  await imported(world, file(many(700)))
  const { rows } = await world.db.bulk.query(
    `select (select count(*) from cataloguing.title)::integer as titles,
            (select count(*) from pg_prepared_statements where statement ~ 'cataloguing')::integer as kept`,
  )
  assert.deepEqual(rows, [{ titles: 700, kept: 0 }])
})

test('the same file again changes nothing at all', async () => {
  const bytes = file([...many(700), { title: 'Zonder nummer', isbn: '978-90-253-0161-3' }])
  await imported(world, bytes)
  const before = await everything()
  const { counts } = await imported(world, bytes)
  assert.deepEqual(counts, {
    records: 701,
    titles_new: 0,
    titles_changed: 0,
    titles_unchanged: 701,
    titles_kept: 0,
    titles_removed: 0,
    titles_marked: 0,
    records_refused: 0,
    items_new: 0,
    items_same: 700,
    items_refused: 0,
    authorities_new: 0,
    authorities_changed: 0,
    authorities_unchanged: 0,
    holdings_new: 0,
    holdings_changed: 0,
    holdings_unchanged: 0,
    holdings_removed: 0,
  })
  assert.equal(await everything(), before)
})

test('whatever the records, a second import of them writes nothing', async () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  const title = fc.record(
    {
      number: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
      title: word,
      author: word,
      subject: word,
    },
    { requiredKeys: ['title'] },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(title, { maxLength: 6 }), async titles => {
      const bytes = file(titles.map(t => JSON.parse(JSON.stringify(t)) as TestTitle))
      const first = await imported(world, bytes)
      const before = await everything()
      const again = await imported(world, bytes)
      assert.equal(again.counts.titles_new + again.counts.titles_changed, 0)
      assert.equal(again.counts.records_refused, first.counts.records_refused)
      assert.equal(await everything(), before)
    }),
    { numRuns: 25 },
  )
})

test('a changed record is updated in place, with its words, numbers and tags', async () => {
  await imported(world, file([{ number: 'a', title: 'Lijmen', isbn: '90-253-0161-X', subject: 'Reclame' }]))
  const [made] = await world.rows('select title_id from cataloguing.title')
  const { counts } = await imported(
    world,
    file([{ number: 'a', title: 'Kaas', isbn: '978-90-253-0161-3', subject: 'Kazen' }]),
  )
  assert.equal(counts.titles_changed, 1)
  const [now] = await world.rows(
    `select t.title_id, t.title, s.tags::text, s.document::text as document from cataloguing.title t join cataloguing.title_search s using (title_id)`,
  )
  assert.equal(now?.title_id, made?.title_id)
  assert.equal(now?.title, 'Kaas')
  assert.match(now.tags!, /subject:Kazen/)
  assert.doesNotMatch(now.document!, /lijm/)
  const words = await world.rows(
    "select word, titles from cataloguing.word where word in ('lijmen', 'kaas') order by 1",
  )
  assert.deepEqual(words, [
    { word: 'kaas', titles: 1 },
    { word: 'lijmen', titles: 0 },
  ])
  assert.deepEqual(await world.rows('select isbn from cataloguing.title_isbn'), [{ isbn: '9789025301613' }])
})

test('a new item of a known title is added; an item that is there stays as staff left it', async () => {
  await imported(world, file([{ number: 'a', title: 'Kaas', items: [['1', codes[0]!]] }]))
  await world.rows("update inventory.item set shelf = 'Etalage', note = 'vlek op kaft'")
  const { counts } = await imported(
    world,
    file([
      {
        number: 'a',
        title: 'Kaas',
        items: [
          ['1', codes[1]!],
          ['2', codes[1]!],
        ],
      },
    ]),
  )
  assert.equal(counts.titles_unchanged, 1)
  assert.equal(counts.items_new, 1)
  assert.equal(counts.items_same, 1)
  const items = await world.rows('select barcode, shelf, branch_id from inventory.item order by barcode')
  assert.deepEqual(items, [
    { barcode: '1', shelf: 'Etalage', branch_id: library.branches[0] },
    { barcode: '2', shelf: 'Romans', branch_id: library.branches[1] },
  ])
  const [search] = await world.rows('select branches::text, popularity from cataloguing.title_search')
  assert.deepEqual(search, { branches: `{${library.branches.join(',')}}`, popularity: 2 })
})

test('a barcode that the library has on another title is reported, and the item left where it is', async () => {
  await imported(world, file([{ number: 'a', title: 'Kaas', items: [['1', codes[0]!]] }]))
  const { counts, problems } = await imported(
    world,
    file([
      {
        number: 'b',
        title: 'Lijmen',
        items: [
          ['1', codes[0]!],
          ['2', codes[0]!],
        ],
      },
      { number: 'c', title: 'Het been', items: [['2', codes[0]!]] },
    ]),
  )
  assert.deepEqual(problems.map(p => [p.index, p.reason]).toSorted(), [
    [1, 'barcode_in_use'],
    [2, 'barcode_in_use'],
  ])
  assert.equal(counts.items_refused, 2)
  assert.equal(counts.items_new, 1)
})

test('two libraries may have the same barcode', async () => {
  const other = await world.library('Elders', 1)
  const [branch] = await world.rows('select code from organisation.branch where library_id = $1', [
    other.library_id,
  ])
  const { counts } = await imported(
    world,
    file([
      { number: 'a', title: 'Kaas', items: [['1', codes[0]!]] },
      { number: 'b', title: 'Lijmen', items: [['1', branch!.code!]] },
    ]),
  )
  assert.equal(counts.items_new, 2)
})

test('a number that stands on two different records is reported; the first is taken, so that nothing sways', async () => {
  const bytes = file([
    { number: 'a', title: 'Kaas' },
    { number: 'a', title: 'Kaas', items: [['1', codes[0]!]] },
    { number: 'a', title: 'Lijmen' },
  ])
  for (const again of [false, true]) {
    const { counts, problems } = await imported(world, bytes)
    assert.deepEqual(
      problems.map(p => [p.index, p.reason]),
      [[3, 'number_repeated']],
    )
    assert.equal(counts.records_refused, 1)
    assert.equal(counts.items_new, again ? 0 : 1)
    assert.deepEqual(await world.rows('select title from cataloguing.title'), [{ title: 'Kaas' }])
  }
})

test('a file that is cut in the middle keeps the records before the cut and names the one that is not whole', async () => {
  const bytes = file(many(600))
  const { counts, problems } = await imported(world, bytes.subarray(0, bytes.length - 60))
  assert.equal(counts.titles_new, 599)
  assert.equal(problems.length, 1)
  assert.equal(problems[0]?.reason, 'truncated')
  assert.equal(problems[0]?.index, 600)
  const whole = await imported(world, bytes)
  assert.equal(whole.counts.titles_new, 1)
  assert.equal(whole.counts.titles_unchanged, 599)
})

test('false lengths, rubbish and records without a title never stop the rest', async () => {
  const [a, b, c] = many(3).map(t => file([t]))
  const wrongLength = Buffer.from(b!)
  wrongLength.write('00042', 0, 'latin1')
  const noTitle = iso2709([
    { ...aRecord({ number: 'x', title: 'weg' }), fields: [{ tag: '001', value: 'x' }] },
  ])
  const bytes = Buffer.concat([
    a!,
    Buffer.from('dit is geen record'),
    wrongLength,
    noTitle,
    Buffer.from([0, 0, 0x1d]),
    c!,
  ])
  const { counts, problems } = await imported(world, bytes)
  assert.equal(counts.titles_new, 3)
  assert.deepEqual(problems.map(p => p.reason).toSorted(), ['no_record', 'title_missing'])
  assert.equal(problems.find(p => p.reason === 'no_record')?.position, a!.length)
})

test('MARC-8, UTF-8 and MARCXML give the same title', async () => {
  const title = 'Hélène en de één'
  await imported(
    world,
    rawRecord(' ', [
      ['001', 'm8'],
      ['245', '10\x1faH\xe2el\xe1ene en de \xe2e\xe2en'],
    ]),
  )
  await imported(world, file([{ number: 'utf8', title }]))
  await imported(world, await marcxml([aRecord({ number: 'xml', title })]))
  const rows = await world.rows('select title from cataloguing.title')
  assert.deepEqual(rows, [{ title }, { title }, { title }])
})

test('XML that ends too early keeps the records before', async () => {
  const xml = await marcxml(many(5).map(aRecord))
  const { counts, problems } = await imported(world, xml.subarray(0, xml.length - 200))
  assert.equal(counts.titles_new, 4)
  assert.equal(problems.length, 1)
})

test('a file of another kind is told what it is, and nothing is written', async () => {
  const { counts, problems } = await imported(
    world,
    Buffer.from('%PDF-1.7 dit is geen catalogus, maar iets anders'.repeat(20)),
  )
  assert.equal(counts.titles_new, 0)
  assert.equal(problems[0]?.reason, 'format_unknown')
  assert.equal((await imported(world, Buffer.alloc(0))).counts.records, 0)
})

test('what only the database finds wrong is found down to its record, and the rest is stored', async () => {
  await world.rows("alter table cataloguing.title add constraint no_kaas check (title <> 'Kaas')")
  try {
    const titles = many(20)
    titles[7] = { number: 'n7', title: 'Kaas' }
    const { counts, problems } = await imported(world, file(titles))
    assert.equal(counts.titles_new, 19)
    assert.deepEqual(
      problems.map(p => [p.index, p.reason]),
      [[8, 'not_stored']],
    )
  } finally {
    await world.rows('alter table cataloguing.title drop constraint no_kaas')
  }
})

test('a file that cannot be read on leaves what was read, and the connection is given back', async () => {
  const bytes = file(many(1_800))
  async function* failing() {
    yield* inParts(bytes, 60_000)
    throw new Error('the disk was pulled out')
  }
  await assert.rejects(imported(world, bytes, { stream: failing() }), /the disk was pulled out/)
  const [stored] = await world.rows('select count(*)::text as n from cataloguing.title')
  assert.equal(stored?.n, '1000')
  assert.equal((await imported(world, bytes)).counts.titles_new, 800)
})

test('reading gives way after each record, so that the database goes on with the batch before it', async () => {
  const count = 2_400
  let [turns, over] = [0, false]
  const tick = () => {
    turns++
    if (!over) setImmediate(tick)
  }
  setImmediate(tick)
  // All bytes are at hand at once: nothing but the reader itself makes way.
  await imported(world, file(many(count))).finally(() => (over = true))
  assert.ok(turns > count, `${turns} turns of the loop for ${count} records`)
})

test('a second import of a source at the same time is told so; another source goes on beside it', async () => {
  const bytes = file(many(1_500))
  const first = imported(world, bytes)
  await new Promise(go => setTimeout(go, 30))
  await assert.rejects(imported(world, bytes), /Another import of the source test is running/)
  const beside = await imported(world, file(many(50, 9_000)), { source: 'other' })
  assert.equal(beside.counts.titles_new, 50)
  assert.equal((await first).counts.titles_new, 1_500)
})

test('a library or a default branch that is not there is refused before anything is read', async () => {
  const ask = { stream: inParts(Buffer.alloc(0)), source: 's', report: () => undefined }
  const deps = { db: world.db, now: () => world.now }
  await assert.rejects(
    importMarc(deps, { ...ask, library: 'NIX', holdings: HOLDINGS }),
    /no library with the code NIX/,
  )
  await assert.rejects(
    importMarc(deps, { ...ask, library: null, holdings: { ...HOLDINGS, default_branch: 'NIX' } }),
    /no branch with the code NIX/,
  )
})
