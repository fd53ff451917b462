import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  listTitleLists,
  orderTitleList,
  putOnList,
  readTitleList,
  saveTitleList,
  type TitleList,
} from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { refreshLists } from '../../modules/cataloguing/lists/refresh-lists.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../../modules/cataloguing/testing/records.ts'
import { openClock, type TestClock } from '../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import { openPublic, type PublicWorld } from './testing/public-world.ts'
import { missing, told } from './testing/tools.ts'

let world: World
let doors: PublicWorld
let clock: TestClock
let testgem: Library
let elders: Library
let keeper: Someone
let code: string
let branch: string
const ids: Record<string, string> = {}
const noLint = await missing('xmllint', ['--version'])

before(async () => {
  world = await openWorld()
  testgem = await world.library('Testgem')
  elders = await world.library('Elders', 1)
  keeper = await world.staff(testgem, ['catalografie'])
  clock = openClock(world)
  const branches = await world.rows(
    'select b.branch_id, b.code, l.code as library from organisation.branch b join organisation.library l using (library_id)',
  )
  const of = (id: string) => branches.find(b => b.branch_id === id)!
  code = of(testgem.branches[0]!).library!
  branch = of(testgem.branches[0]!).code!
  const all: TestTitle[] = [
    {
      number: '1',
      title: 'Kaas',
      author: 'Elsschot, Willem',
      year: 1933,
      items: [
        ['i1', branch],
        ['i2', of(testgem.branches[1]!).code!],
      ],
    },
    {
      number: '2',
      title: 'Lijmen <&> "het been"',
      author: 'Elsschot, Willem',
      year: 1924,
      items: [['i3', branch]],
    },
    {
      number: '3',
      title: 'Cheese',
      author: 'Elsschot, Willem',
      language: 'eng',
      year: 2002,
      items: [['i4', of(elders.branches[0]!).code!]],
    },
    ...Array.from(
      { length: 30 },
      (_, i): TestTitle => ({
        number: `v${i}`,
        title: `Veel ${i}`,
        subject: 'Volte',
        items: [[`v${i}`, branch]],
      }),
    ),
  ]
  await imported(world, iso2709(all.map(aRecord)))
  for (const t of await world.rows('select title_id, control_number from cataloguing.title'))
    ids[t.control_number!] = t.title_id!
  doors = await openPublic(world)
})
after(async () => {
  await doors.close()
  await clock.close()
  await world.close()
})

const command = () => ({ command_id: uuid7(world.now) })
const rules = {
  name: 'Tips',
  about: null,
  kind: 'hand',
  days: 90,
  tags: [] as string[],
  most: 20,
  shown: true,
  shown_from: null,
  shown_until: null,
  place: 0,
} as const
const save = (more: object = {}, as = keeper) =>
  world.call(
    saveTitleList,
    { body: { ...command(), list_id: null, version: 0, ...rules, ended: false, ...more } },
    as,
  )
const made = async (more: object = {}): Promise<string> => {
  const said = await save(more)
  assert.equal(said.status, 201, said.text)
  return said.body.list_id
}
const lookAt = async (list_id: string) =>
  (await world.call(readTitleList, { params: { list_id } }, keeper)).body
const order = (list_id: string, version: number, entries: { title_id: string; note: string | null }[]) =>
  world.call(orderTitleList, { params: { list_id }, body: { ...command(), version, entries } }, keeper)
const json = async (path: string) => JSON.parse((await doors.get(path)).text)
const titles = (rows: { title: string }[]) => rows.map(r => r.title)

test('the page of a search is readable without a script, and escapes what was typed', async () => {
  const { status, text, type } = await doors.get(`/zoeken?q=${encodeURIComponent('elsschot')}&bib=${code}`)
  assert.deepEqual([status, type], [200, 'text/html; charset=utf-8'])
  assert.match(text, /<strong>2 titels<\/strong>/)
  assert.match(text, new RegExp(`<a href="/titel/${ids['1']}">Kaas</a>`))
  assert.match(text, /Lijmen &lt;&amp;&gt;/)
  assert.match(text, /<b>✓ Aanwezig<\/b>: 2 van 2/)
  const wide = await doors.get('/zoeken?q=elsschot')
  assert.match(
    wide.text,
    new RegExp(`<a href="/titel/${ids['3']}" lang="en">Cheese</a>`),
    'read aloud in its own language',
  )
  const hostile = await doors.get(`/zoeken?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  assert.doesNotMatch(hostile.text, /<script>/)
  assert.equal((await doors.get('/zoeken?q=jaar:ooit')).status, 400)
  assert.equal((await doors.get('/zoeken?bib=nergens')).status, 404)
  for (const path of ['/zoeken/nergens', '/zoeken/', '/titel/1/nergens', '/lijst/1/nergens']) {
    const nowhere = await doors.get(path)
    assert.deepEqual([path, nowhere.status, nowhere.type], [path, 404, 'text/html; charset=utf-8'])
    assert.match(nowhere.text, /<html lang="nl">.*Deze pagina is er niet.*<a href="\/zoeken">/s)
  }
})

test('filters, branches, what stands in now, spelling and pages are links', async () => {
  const { text } = await doors.get(`/zoeken?q=elsschot&bib=${code}`)
  assert.match(text, /jaar=1930[^>]*>1930–1939 \(1\)</)
  assert.match(text, new RegExp(`vestiging=${branch}[^>]*>[^<]*\\(2\\)<`))
  const chosen = await doors.get(`/zoeken?q=elsschot&bib=${code}&jaar=1930`)
  assert.match(chosen.text, /aria-current="true"[^>]*>✓ 1930–1939 \(1\)/)
  assert.match(chosen.text, />1920–1929 \(1\)</, 'the others of the field stay')
  assert.match(chosen.text, /<summary>Filter \(1\)<\/summary>/)
  await world.rows(
    `insert into circulation.item_status (item_id, status, branch_id, to_branch_id, since) select item_id, 'in_transit', branch_id, branch_id, now() from inventory.item where barcode = 'i3'`,
  )
  assert.match(
    (await doors.get(`/zoeken?q=elsschot&bib=${code}&aanwezig=1`)).text,
    /<strong>1 titel<\/strong>/,
  )
  assert.match((await doors.get('/zoeken?q=elschot%20')).text, /Bedoelde je <a href="[^"]*q=elsschot">/)
  const seen = new Set<string>()
  for (let path: string | undefined = '/zoeken?q=volte%20&volgorde=titel'; path !== undefined; ) {
    const page: string = (await doors.get(path)).text
    for (const [, id] of page.matchAll(/<a href="\/titel\/(\d+)"/g)) seen.add(id!)
    path = /<a href="([^"]*)">Volgende titels/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.equal(seen.size, 30)
})

test('another website searches by the same words', async () => {
  const found = await json(`/public/search?q=elsschot&bib=${code}`)
  assert.deepEqual([found.count, titles(found.rows).toSorted()], [2, ['Kaas', 'Lijmen <&> "het been"']])
  assert.ok(found.facets.some((f: { field: string }) => f.field === 'branch'))
  assert.match(found.rows[0].page, /\/titel\/\d+$/)
  assert.equal((await doors.get('/public/search?q=jaar:ooit')).status, 409)
})

test('a search is followed by a feed that knows nothing of who reads it', { skip: noLint }, async () => {
  const { text, type } = await doors.get('/zoeken/feed?q=elsschot')
  assert.equal(type, 'application/rss+xml; charset=utf-8')
  assert.deepEqual(
    [...text.matchAll(/<item><title>([^<]*)/g)].map(m => m[1]),
    ['Cheese', 'Lijmen &lt;&amp;&gt; &quot;het been&quot;', 'Kaas'],
    'the last in the catalogue first',
  )
  assert.equal((await told('xmllint', ['--noout', '-'], text)).text.trim(), '')
  const feed = await json('/zoeken/feed?q=elsschot&form=json')
  assert.equal(feed.version, 'https://jsonfeed.org/version/1.1')
  assert.deepEqual(feed.items.map((i: { id: string }) => i.id)[2], `oai:kaft:${ids['1']}`)
})

test('a list made by hand: its order, notes and days, for readers and for other websites', async () => {
  const list_id = await made({ about: 'Voor bij de kachel' })
  assert.equal(
    (
      await order(list_id, 1, [
        { title_id: ids['2']!, note: 'lees dit eerst' },
        { title_id: ids['1']!, note: null },
      ])
    ).status,
    201,
  )
  assert.equal((await order(list_id, 1, [])).problem.code, 'changed_meanwhile')
  const { list, entries } = await lookAt(list_id)
  assert.deepEqual(
    [list.titles, entries.map(e => [e.title_id, e.note])],
    [
      2,
      [
        [ids['2'], 'lees dit eerst'],
        [ids['1'], null],
      ],
    ],
  )
  const page = await doors.get(`/lijst/${list_id}`)
  assert.match(
    page.text,
    /<h1>Tips<\/h1><p>Voor bij de kachel<\/p>[\s\S]*Lijmen[\s\S]*lees dit eerst[\s\S]*Kaas/,
  )
  assert.match(page.text, />BibTeX<\/a>.*form=marcxml"[^>]*>MARCXML<\/a>/)
  assert.deepEqual(titles((await json(`/public/lists/${list_id}`)).titles), ['Lijmen <&> "het been"', 'Kaas'])
  assert.deepEqual(
    (await json(`/public/lists?library=${code}`)).rows.map((l: TitleList) => l.name),
    ['Tips'],
  )
  assert.match(
    (await doors.get(`/lijst/${list_id}/feed`)).text,
    /<description>Elsschot|<description>Willem Elsschot · 1924 · lees dit eerst/,
  )
  assert.match(
    (await doors.get(`/zoeken?bib=${code}`)).text,
    new RegExp(`<a href="/lijst/${list_id}">Tips</a>`),
  )
  assert.match(
    (await doors.get(`/export?list=${list_id}&form=ris`)).text,
    /TI {2}- Lijmen[\s\S]*TI {2}- Kaas/,
  )
  const until = world.now.subtract({ hours: 48 }).toString().slice(0, 10)
  assert.equal((await save({ list_id, version: list.version, shown_until: until })).status, 201)
  assert.equal((await doors.get(`/lijst/${list_id}`)).status, 404, 'its days are over')
  assert.equal(
    (await save({ list_id, version: list.version + 1, shown_from: '2026-02-01', shown_until: '2026-01-01' }))
      .problem.code,
    'list_dates_wrong',
  )
})

test("a list that is not shown is nobody's outside, and of no other library", async () => {
  const list_id = await made({ name: 'In de maak', shown: false })
  const put = (as: Someone, on = true, title_id = ids['1']!) =>
    world.call(putOnList, { params: { list_id }, body: { ...command(), title_id, on } }, as)
  assert.equal((await put(keeper)).status, 201)
  assert.equal((await put(keeper)).status, 201, 'it stands there already')
  assert.equal((await put(keeper, true, '999999')).problem.code, 'title_unknown')
  assert.equal((await lookAt(list_id)).list.titles, 1)
  assert.equal((await put(keeper, false)).status, 201)
  assert.equal((await lookAt(list_id)).list.titles, 0)
  for (const path of [
    `/lijst/${list_id}`,
    `/lijst/${list_id}/feed`,
    `/public/lists/${list_id}`,
    `/export?list=${list_id}&form=csv`,
  ])
    assert.equal((await doors.get(path)).status, 404, path)
  const stranger = await world.staff(elders, ['catalografie'])
  assert.equal((await put(stranger)).problem.code, 'not_found')
  assert.equal((await world.call(readTitleList, { params: { list_id } }, stranger)).problem.code, 'not_found')
  assert.deepEqual((await world.call(listTitleLists, {}, stranger)).body.rows, [])
})

test('an ended list can be brought back', async () => {
  const list_id = await made({ name: 'Voorbij' })
  assert.equal((await save({ list_id, name: 'Voorbij', version: 1, ended: true })).status, 201)
  assert.equal((await doors.get(`/lijst/${list_id}`)).status, 404)
  const names = async (ended: boolean) =>
    (await world.call(listTitleLists, { query: ended ? { ended: '1' } : {} }, keeper)).body.rows.map(
      l => l.name,
    )
  assert.ok((await names(true)).includes('Voorbij') && !(await names(false)).includes('Voorbij'))
  assert.equal((await save({ list_id, name: 'Voorbij', version: 2 })).status, 201)
  assert.equal((await doors.get(`/lijst/${list_id}`)).status, 200)
})

test('what is new and what is lent most is made without any person, and not of a few loans', async () => {
  const [fresh, lent] = [
    await made({ name: 'Nieuw', kind: 'new', days: 30, place: 1 }),
    await made({ name: 'Veel gelezen', kind: 'lent', days: 60, place: 2 }),
  ]
  const today = world.now.toString().slice(0, 10)
  await world.rows("update inventory.item set acquired_on = $1::date where barcode in ('i1', 'i4')", [today])
  await world.rows("update inventory.item set acquired_on = $1::date - 40 where barcode = 'i3'", [today])
  const lend = async (title: string, times: number, library = testgem) => {
    for (let i = 0; i < times; i++)
      await world.rows(
        `insert into circulation.event (event_id, occurred_at, received_at, kind, library_id, branch_id, source, title_id, day_part)
         values ($1, $2, $2, 'checkout', $3, $4, 'desk', $5, 'morning')`,
        [uuid7(world.now), world.now.toString(), library.library_id, library.branches[0], ids[title]],
      )
  }
  await lend('v1', 5)
  await lend('v2', 7)
  await lend('v3', 4)
  await lend('3', 9, elders)
  await refreshLists(clock.ctx('title_lists'))
  const on = async (list_id: string) => (await lookAt(list_id)).entries.map(e => e.title)
  assert.deepEqual(await on(fresh), ['Kaas'], 'of the own library, and not too long ago')
  assert.deepEqual(
    await on(lent),
    ['Veel 2', 'Veel 1'],
    'four loans are too few, and those of another library are not its own',
  )
  assert.equal((await order(fresh, 1, [])).problem.code, 'list_computed')
  assert.match(
    (await doors.get(`/zoeken?bib=${code}`)).text,
    /Nieuw<\/a><\/h2>[\s\S]*Veel gelezen<\/a><\/h2>/,
  )
})
