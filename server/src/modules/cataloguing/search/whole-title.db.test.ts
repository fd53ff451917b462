import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OkOf, type QueryOf, searchTitles as op } from '@kaft/contract'
import type { Static } from 'typebox'
import { nothing, type Query } from '../../../base/sql.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { keepTitles, type KeptTitles, remember } from '../memory/kept.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'
import { searchOf } from './ask.ts'
import { askMatches } from './ask-matches.ts'
import { findBeyond, type Page } from './page.store.ts'
import type { Search } from './search.store.ts'

/* A word that more titles have than are ranked, each of them lent more often than the one that is no more than that word. */
const MANY = 10_200
let world: World
let testgem: Library
let amina: Someone
let kept: KeptTitles

before(async () => {
  world = await openWorld()
  testgem = await world.library('Testgem')
  amina = await world.staff(testgem, ['balie'])
  await world.rows(
    `with t as (insert into cataloguing.title (source, control_number, record, record_hash, title, language, material, isbns, subjects, contributors, changed_at)
       select 'many', n::text, '', '', 'Leven ' || n, 'dut', 'book', '{}', '{}', '{}', now() from generate_series(1, ${MANY}) n returning title_id, title)
     insert into cataloguing.title_search (title_id, tier, popularity, document, tags, branches)
     select title_id, cataloguing.tier_of(40), 40, cataloguing.search_document(title, '', '', '{}'), array['material:book', 'language:dut'], '{}' from t`,
  )
  await imported(
    world,
    iso2709([
      aRecord({ number: 'w1', title: 'Leven', author: 'Vermeire, Ilse' }),
      aRecord({ number: 'w2', title: 'Leven en laten leven', author: 'Leven, Jan' }),
      aRecord({ number: 'w3', title: 'Stil leven in de tuin', author: 'Vermeire, Ilse' }),
    ]),
  )
  await world.rows('analyze cataloguing.title_search')
  kept = keepTitles(world.db.urlFor('kaft_app'), () => undefined, 100)
  await kept.filled
})
after(async () => {
  await kept.close()
  await world.close()
})

/**
 * The answers of memory, which has to give one, and of the database. Of titles that are lent as often those that are looked at are
 * whichever come first, so that the two need not be the same.
 */
async function both(query: QueryOf<typeof op>): Promise<readonly OkOf<typeof op>[]> {
  let remembered = 0
  const { holds, filled } = kept
  const close = () => kept.close()
  const ask = async () => {
    const said = await world.call(op, { query }, amina)
    assert.equal(said.status, 200, said.text)
    return said.body
  }
  remember(world.db, {
    holds,
    filled,
    close,
    which: q => kept.which(q),
    ask: async q => {
      const said = await kept.ask(q)
      if (said !== null) remembered++
      return said
    },
  })
  const fromMemory = await ask()
  assert.ok(remembered > 0)
  remember(world.db, { holds, filled, close, which: async () => null, ask: async () => null })
  return [fromMemory, await ask()]
}

test('who types a whole title or name finds it first, though ten thousand others that have the word are lent more', async () => {
  for (const said of await both({ q: 'leven ' })) {
    assert.deepEqual([said.more, said.count], [true, 10_000])
    // Both are known by the word; the third is not, and is no more looked at than any other that nobody lends.
    assert.deepEqual(
      new Set(said.rows.slice(0, 2).map(r => r.title)),
      new Set(['Leven', 'Leven en laten leven']),
    )
    assert.ok(!said.rows.some(r => r.title.startsWith('Stil')))
  }
})

test('what is narrowed leaves them out, and other orders do not ask for them', async () => {
  for (const here of await both({ q: 'leven ', where: 'library' }))
    assert.deepEqual([here.rows, here.count], [[], 0])
  for (const lent of await both({ q: 'leven ', sort: 'lent' })) {
    assert.equal(lent.rows.length, 25)
    assert.ok(lent.rows.every(r => /^Leven \d/.test(r.title)))
  }
})

test('who goes on to the end meets each of them once', async () => {
  const at = { library_id: testgem.library_id, branch_id: testgem.branches[0]! }
  const rowsOf = async ({ text, values }: Query) =>
    ((await world.rows(text, [...values]))[0] as unknown as Static<typeof Page>).rows
  const few: Search = { ...searchOf({ q: 'leven ', each_edition: '1' }, new Map())!, most: 20, rows: 10_000 }
  const ask = (queries: readonly Query[]) =>
    Promise.all(queries.map(async q => (q === nothing ? [] : world.rows(q.text, [...q.values]))))
  const { found, looked_at } = await askMatches({ ask, at }, few, false)
  assert.ok(looked_at > few.most)
  assert.equal(found.ids.length, few.most + 1 + 2)
  const seen = Array.from(found.ids, String)
  for (let tier = 0; tier <= 6; tier++)
    for (let after = '0'; ; ) {
      const rows = await rowsOf(findBeyond(few, at, { tier, after, shown: 'ids' }))
      seen.push(...rows.slice(0, few.rows).map(r => r.title_id))
      if (rows.length <= few.rows) break
      after = rows[few.rows - 1]!.title_id
    }
  assert.deepEqual([seen.length, new Set(seen).size], [MANY + 3, MANY + 3])
})
