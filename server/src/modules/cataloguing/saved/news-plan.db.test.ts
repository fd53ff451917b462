import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Query } from '../../../base/sql.ts'
import { type Library, openWorld, type World } from '../../../testing/world.ts'
import { searchOf } from '../search/ask.ts'
import { newsCount, newsPage } from './news.store.ts'

/*
 * What is new is asked by the order of changes, which a country has few of in a day, and not by what fits the search, which may be
 * half of its titles.
 */
const TITLES = 20_000
const CHANGED = 40

let world: World
let testgem: Library
before(async () => {
  world = await openWorld()
  testgem = await world.library('Testgem', 2)
  await world.rows(
    `with t as (insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
       select 'veel', n::text, '', '', 'Groot woordenboek ' || n, 'book', '{}', '{}', '{}',
              case when n % ($1::integer / $2::integer) = 0 then '2026-11-20'::timestamptz else '2020-01-01'::timestamptz + make_interval(mins => n) end
         from generate_series(1, $1::integer) n returning title_id, control_number::integer as n)
     insert into cataloguing.title_search (title_id, tier, popularity, document, tags, branches)
     select title_id, cataloguing.tier_of(p), p, cataloguing.search_document('groot woordenboek ' || n, '', '', '{}'),
            array['material:book'], case when n % 2 = 0 then array[$3::bigint] else '{}' end
       from (select *, case when n % 50 = 0 then n / 10 else 0 end as p from t) x`,
    [TITLES, CHANGED, testgem.branches[0]],
  )
  await world.rows('analyze cataloguing.title, cataloguing.title_search')
})
after(() => world.close())

/** Rows that each part of a plan touched, by what it read. */
async function touched(queries: readonly Query[]): Promise<{ plan: string; rows: number; found: string[] }> {
  const [first, query] = queries
  assert.ok(first && query)
  await world.rows('begin')
  await world.rows(first.text, first.values)
  const plan = (
    await world.rows(`explain (analyze, costs off, timing off, summary off) ${query.text}`, query.values)
  )
    .map(r => r['QUERY PLAN'])
    .join('\n')
  const found = (await world.rows(query.text, query.values)).map(r => JSON.stringify(r))
  await world.rows('rollback')
  const rows = [...plan.matchAll(/Scan .*\(actual rows=([\d.]+) loops=(\d+)\)/g)]
    .map(([, each, loops]) => Number(each) * Number(loops))
    .reduce((sum, n) => sum + n, 0)
  return { plan, rows, found }
}

test('the news of a search reads what changed since, however many titles fit', async () => {
  const at = { library_id: testgem.library_id, branch_id: testgem.branches[0] ?? '0' }
  const since = { looked_at: '2026-11-01T00:00:00Z', newest: '0' }
  for (const asks of [
    { q: 'woordenboek ' },
    { q: 'titel:groot' },
    { material: 'book', where: 'library' as const },
  ]) {
    const search = searchOf({ ...asks, each_edition: '1' }, new Map())
    assert.ok(search)
    for (const queries of [
      newsCount(search, at, since),
      newsPage(search, at, { since, after: null, rows: 50 }),
    ]) {
      const { plan, rows, found } = await touched(queries)
      assert.match(plan, /Index (?:Only )?Scan.* using title_changed on title/, plan)
      assert.doesNotMatch(plan, /Seq Scan on title/, plan)
      assert.ok(rows < 20 * CHANGED, `${rows} rows were touched for ${CHANGED} changes:\n${plan}`)
      assert.ok(found.length > 0)
    }
  }
})
