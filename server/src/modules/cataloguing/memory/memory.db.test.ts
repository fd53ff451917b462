import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { type OkOf, type QueryOf, searchTitles } from '@kaft/contract'
import fc from 'fast-check'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { openDb } from '../../../base/db.ts'
import { openClock } from '../../../testing/jobs.ts'
import { reindexNow } from '../reindex/now.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../testing/records.ts'
import { forgetSearchChanges } from './forget-changes.ts'
import { changesSince } from './memory.store.ts'
import { keepTitles, type KeptTitles, remember } from './kept.ts'

/* What memory answers is what the database answers: the same titles in the same order, with the same counts. */
let world: World
let testgem: Library
let elders: Library
let amina: Someone
let kept: KeptTitles
let codes: ReadonlyMap<string, string>
const logged: string[] = []
/** How often memory answered, and how often it left that to the database. */
const answered = { memory: 0, database: 0 }

const WORDS = [
  'kaas',
  'boek',
  'boeken',
  'lijmen',
  'het',
  'huis',
  'huizen',
  'kat',
  'katten',
  "zo'n",
  'children',
  'child',
  'été',
  'water',
  'e-book',
]
const NAMES = ['Elsschot, Willem', 'Boon, Louis Paul', 'Katten, An', 'Van Den Berg, Jan']
const one = <T>(of: readonly T[]) => fc.constantFrom(...of)
const anyTitle = (number: number): fc.Arbitrary<TestTitle> =>
  fc.record({
    number: fc.constant(`t${number}`),
    // More than three places of one word are not all kept: no word of a title is in both the maker's name and the subject too.
    title: fc
      .uniqueArray(one(WORDS), { minLength: 1, maxLength: 5, selector: w => w.slice(0, 3) })
      .map(w => w.join(' ')),
    author: one(NAMES),
    subject: one(['Dieren', 'Reclame', 'Huizen -- Geschiedenis']),
    year: fc.integer({ min: 1990, max: 2026 }),
    language: one(['dut', 'dut', 'eng', 'fre']),
    items: fc
      .subarray([0, 1, 2])
      .map(at => at.map((i): [string, string] => [`i${number}-${i}`, [...codes.values()][i] ?? ''])),
  })
const anyWord = fc.oneof(
  one(WORDS),
  one(['elsschot', 'willem', 'berg', 'ka', 'hu', 'bo', 'geschiedenis', 'niets', 'katt']),
)
const anyAsk: fc.Arbitrary<QueryOf<typeof searchTitles>> = fc.record(
  {
    q: fc
      .tuple(fc.array(anyWord, { maxLength: 3 }), one(['', ' ']))
      .map(([words, end]) => words.join(' ') + end),
    language: one(['dut', 'eng']),
    material: one(['book']),
    author: one(['Willem Elsschot', 'An Katten']),
    where: one(['all', 'library', 'branch'] as const),
    count_branches: one(['1'] as const),
    available: one(['1'] as const),
    each_edition: one(['1'] as const),
    sort: one(['relevance', 'lent', 'newest', 'oldest', 'added', 'title'] as const),
  },
  { requiredKeys: [] },
)

before(async () => {
  world = await openWorld()
  testgem = await world.library('Testgem')
  elders = await world.library('Elders', 1)
  amina = await world.staff(testgem, ['balie'])
  const branches = await world.rows('select branch_id, code from organisation.branch order by branch_id')
  codes = new Map(branches.map(r => [r['branch_id'] ?? '', r['code'] ?? '']))
  const titles =
    fc.sample(fc.tuple(...Array.from({ length: 300 }, (_, i) => anyTitle(i))), { numRuns: 1, seed: 7 })[0] ??
    []
  await imported(world, iso2709(titles.map(aRecord)))
  await world.rows(
    'update cataloguing.title_search set popularity = (title_id * 7919 % 300)::integer, tier = cataloguing.tier_of((title_id * 7919 % 300)::integer)',
  )
  kept = keepTitles(
    world.db.urlFor('kaft_app'),
    (level, says, fields) => void logged.push(`${level} ${says} ${JSON.stringify(fields)}`),
    100,
  )
  await kept.filled
  assert.ok(kept.holds.titles === 300 && kept.holds.bytes > 0)
})
after(async () => {
  await kept.close()
  await world.close()
})

type Said = OkOf<typeof searchTitles>
const ask = async (query: QueryOf<typeof searchTitles>, as = amina): Promise<Said> => {
  const said = await world.call(searchTitles, { query }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}
async function both(query: QueryOf<typeof searchTitles>, as = amina): Promise<readonly [Said, Said]> {
  const { holds, filled } = kept
  const close = () => kept.close()
  remember(world.db, {
    holds,
    filled,
    close,
    which: q => kept.which(q),
    ask: async q => {
      const said = await kept.ask(q)
      answered[said === null ? 'database' : 'memory']++
      return said
    },
  })
  const fromMemory = await ask(query, as)
  remember(world.db, { holds, filled, close, which: async () => null, ask: async () => null })
  return [fromMemory, await ask(query, as)]
}

/** Of a word without an end beside others not each place of each of its forms is kept: then what is found is the same, and its order almost. */
const told = (said: Said, { q = '' }: QueryOf<typeof searchTitles>): unknown =>
  /\S \S*\S$/.test(q)
    ? { ...said, rows: said.count > 25 ? said.count : new Set(said.rows.map(r => r.title)), next: null }
    : said

test('memory answers as the database does, whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(anyAsk, async query => {
      const [memory, database] = await both(query)
      assert.deepEqual(told(memory, query), told(database, query))
    }),
    { numRuns: 400 },
  )
  assert.equal(answered.database, 0)
  assert.deepEqual(
    logged.filter(line => line.startsWith('warn')),
    [],
  )
})

/** Asks until memory answers again. */
async function inMemory(): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    const before = answered.memory
    await both({ q: 'kaas ' })
    if (answered.memory > before) return
    await sleep(50)
  }
  assert.fail(`memory was not filled again: ${logged.join('; ')}`)
}
const titles = async (q: string): Promise<string[]> => {
  const before = answered.memory
  const [memory, database] = await both({ q })
  assert.deepEqual(memory, database)
  assert.ok(answered.memory > before, 'memory answered')
  return memory.rows.map(r => r.title)
}

test('what changed is found so at once: a title that came, changed and went, how often it is lent, and where it is', async () => {
  await imported(world, iso2709([aRecord({ number: 'nieuw', title: 'Zeldzaam boek' })]))
  assert.deepEqual(await titles('zeldzaam '), ['Zeldzaam boek'])
  await imported(world, iso2709([aRecord({ number: 'nieuw', title: 'Bijzonder boek' })]))
  assert.deepEqual([await titles('zeldzaam '), await titles('bijzon')], [[], ['Bijzonder boek']])
  for (const popularity of [3, 40, 900])
    await world.rows(
      "update cataloguing.title_search s set popularity = $1, tier = cataloguing.tier_of($1) from cataloguing.title t where t.title_id = s.title_id and t.control_number = 'nieuw'",
      [popularity],
    )
  assert.ok((await titles('boek ')).includes('Bijzonder boek'))
  const [branch] = elders.branches
  await world.rows(
    "update cataloguing.title_search s set branches = array[$1::bigint] from cataloguing.title t where t.title_id = s.title_id and t.control_number = 'nieuw'",
    [branch],
  )
  const them = await world.staff(elders, ['balie'])
  const [memory, database] = await both({ q: 'bijzonder ', where: 'library', count_branches: '1' }, them)
  assert.deepEqual(memory, database)
  assert.equal(memory.count, 1)
  await world.rows("delete from cataloguing.title where control_number = 'nieuw'")
  assert.deepEqual(await titles('bijzonder '), [])
})

test('what a transaction changed that ended after later ones is not missed', async () => {
  const late = await world.db.bulk.connect()
  try {
    await late.query('begin')
    await late.query(
      "update cataloguing.title_search s set document = document || 'zwart:1A' from cataloguing.title t where t.title_id = s.title_id and t.control_number = 't1'",
    )
    for (let no = 0; no < 3; no++) {
      await world.rows(
        "update cataloguing.title_search s set document = document || $1::tsvector from cataloguing.title t where t.title_id = s.title_id and t.control_number = 't2'",
        [`snel${no}:1A`],
      )
      assert.equal((await titles(`snel${no} `)).length, 1)
    }
    assert.deepEqual(await titles('zwart '), [])
    await late.query('commit')
  } finally {
    late.release()
  }
  assert.equal((await titles('zwart ')).length, 1)
})

test('rows that were all built anew are read anew, once, and meanwhile the database answers', async () => {
  const filled = () => logged.filter(line => line.startsWith('info titles are in memory')).length
  const before = filled()
  // Somebody's transaction that began before and goes on, of whatever kind, has what was told since told again.
  const old = await world.db.bulk.connect()
  await old.query('begin')
  await old.query('select pg_current_xact_id()')
  try {
    const jobs = openDb({
      connection: { connectionString: world.db.urlFor('kaft_jobs') },
      deskSize: 1,
      bulkSize: 3,
    })
    await reindexNow({ db: jobs, now: world.now, signal: new AbortController().signal }).finally(() =>
      jobs.close(),
    )
    const [memory, database] = await both({ q: 'kaas ' })
    assert.deepEqual(memory, database)
    await inMemory()
    assert.deepEqual(await titles('zwart '), [], 'the words are those of the record again')
    await sleep(1_500)
    assert.equal(filled(), before + 1)
  } finally {
    await old.query('rollback')
    old.release()
  }
})

test('where the connection is lost the database answers, and memory is filled again', async () => {
  const ended = await world.rows(
    "select pg_terminate_backend(pid)::text from pg_stat_activity where application_name = 'kaft titles in memory' and datname = current_database()",
  )
  assert.ok(ended.length > 0)
  const [memory, database] = await both({ q: 'kaas ' })
  assert.deepEqual(memory, database)
  await inMemory()
  assert.ok(logged.some(line => line.startsWith('warn titles are not in memory')))
})

test('it leaves to the database what it does not keep: words side by side, and fields', async () => {
  const before = answered.memory
  for (const query of [{ q: '"kaas boek"' }, { q: 'auteur:elsschot' }]) {
    const [memory, database] = await both(query)
    assert.deepEqual(memory, database)
  }
  assert.equal(answered.memory, before)
})

test('who did not ask for hours is told that something may be missing', async () => {
  const late = async (asked_at: string) => {
    const { text, values } = changesSince({ since: '1', asked_at })
    return (await world.rows(text, [...values] as string[]))[0]!['late'] as unknown
  }
  const [now] = await world.rows('select base.iso(now()) as at')
  assert.equal(await late(now!['at'] ?? ''), false)
  assert.equal(await late('2026-01-01T00:00:00Z'), true)
})

test('what is as old as that nobody needs it is forgotten', async () => {
  await world.rows("update cataloguing.search_change set made_at = now() - interval '7 hours'")
  const clock = openClock(world)
  await forgetSearchChanges(clock.ctx('forget_search_changes'))
  await clock.close()
  assert.deepEqual(await world.rows('select change_id from cataloguing.search_change'), [])
})
