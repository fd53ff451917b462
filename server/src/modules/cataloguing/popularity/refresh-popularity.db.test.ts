import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Db, openDb } from '../../../base/db.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'
import { refreshPopularity } from './refresh-popularity.ts'

let world: World
let jobs: Db
let libraries: Library[]
const titles = new Map<string, string>()

before(async () => {
  world = await openWorld()
  jobs = openDb({ connection: { connectionString: world.db.urlFor('kaft_jobs') }, deskSize: 1, bulkSize: 1 })
  libraries = [await world.library('Testgem'), await world.library('Elders')]
  await world.rows(
    "select circulation.make_partitions('2025-10-01'), circulation.make_partitions('2026-02-01')",
  )
  await imported(
    world,
    iso2709(['Kaas', 'Lijmen', 'Villa des Roses'].map((title, i) => aRecord({ number: `${i}`, title }))),
  )
  for (const t of await world.rows('select title_id, title from cataloguing.title'))
    titles.set(t.title!, t.title_id!)
})
after(async () => {
  await jobs.close()
  await world.close()
})

async function lent(title: string, at: string, library = libraries[0]!): Promise<string> {
  const event_id = uuid7(Temporal.Instant.from(at))
  await world.rows(
    `insert into circulation.event (event_id, occurred_at, received_at, kind, library_id, branch_id, source, title_id, day_part)
     values ($1, $2, $2, 'checkout', $3, $4, 'desk', $5, 'morning')`,
    [event_id, at, library.library_id, library.branches[0], titles.get(title)],
  )
  return event_id
}
async function undone(event_id: string, at: string): Promise<void> {
  const { library_id, branches } = libraries[0]!
  await world.rows(
    `insert into circulation.event (event_id, occurred_at, received_at, kind, undoes, library_id, branch_id, source, day_part)
     values ($1, $2, $2, 'undo', $3, $4, $5, 'desk', 'morning')`,
    [uuid7(Temporal.Instant.from(at)), at, event_id, library_id, branches[0]],
  )
}
const refresh = (now: string) =>
  refreshPopularity({ db: jobs, now: Temporal.Instant.from(now), signal: new AbortController().signal })
const popularity = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await world.rows(
        'select t.title, s.tier, s.popularity from cataloguing.title_search s join cataloguing.title t using (title_id)',
      )
    ).map(r => [r.title!, `${r.popularity} in ${r.tier}`]),
  )

test('loans of all libraries count, and a title moves to the tier of its popularity', async () => {
  for (let i = 0; i < 12; i++) await lent('Kaas', `2026-11-10T10:00:${10 + i}Z`, libraries[i % 2])
  await lent('Lijmen', '2026-11-30T23:59:59Z')
  assert.deepEqual(await popularity(), { Kaas: '0 in 6', Lijmen: '0 in 6', 'Villa des Roses': '0 in 6' })
  assert.equal(await refresh('2026-11-30T23:59:59.500Z'), 2)
  assert.deepEqual(await popularity(), { Kaas: '12 in 3', Lijmen: '1 in 5', 'Villa des Roses': '0 in 6' })
})

test('a second run changes nothing, and what is undone or told late is counted right', async () => {
  assert.equal(await refresh('2026-12-01T02:10:00Z'), 0)
  const event_id = await lent('Villa des Roses', '2026-11-29T10:00:00Z')
  assert.equal(await refresh('2026-12-02T02:10:00Z'), 1)
  assert.equal((await popularity())['Villa des Roses'], '1 in 5')
  await undone(event_id, '2026-12-02T09:00:00Z')
  assert.equal(await refresh('2026-12-03T02:10:00Z'), 1)
  assert.equal((await popularity())['Villa des Roses'], '0 in 6')
})

test('a month counts for a year', async () => {
  await lent('Lijmen', '2026-02-10T10:00:00Z')
  await refresh('2026-02-20T02:10:00Z')
  assert.equal((await popularity()).Lijmen, '2 in 5')
  await refresh('2027-01-20T02:10:00Z')
  assert.equal((await popularity()).Lijmen, '2 in 5')
  await refresh('2027-02-01T02:10:00Z')
  assert.equal((await popularity()).Lijmen, '1 in 5')
})

test('a run that is told to stop leaves nothing half done', async () => {
  await assert.rejects(
    refreshPopularity({
      db: jobs,
      now: Temporal.Instant.from('2026-11-30T00:00:00Z'),
      signal: AbortSignal.abort(),
    }),
    /abort/i,
  )
  const [state] = await world.rows(
    `select count(*)::text as wrong from cataloguing.title_search s
      where s.popularity <> (select coalesce(sum(loans), 0) from cataloguing.title_month m where m.title_id = s.title_id)
                          + (select count(*) from inventory.item i where i.title_id = s.title_id)`,
  )
  assert.equal(state?.wrong, '0')
})

test('the desk cannot count over all libraries', async () => {
  await assert.rejects(world.db.bulk.query("select * from cataloguing.loans_of_month('2026-11-01')"), {
    code: '42501',
  })
})
