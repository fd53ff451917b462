import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { cataloguingJobs, noFeeds } from '../jobs.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../testing/records.ts'

let world: World
let clock: TestClock
let testgem: Library
let amina: Someone
let bert: Someone
let cato: Someone
let stranger: Someone
const jobs = cataloguingJobs(noFeeds, null, { titles: [], tell: () => [] } as never)
const id = () => uuid7(world.now)
const later = (minutes: number) => (world.now = world.now.add({ minutes }))
const bring = (...titles: TestTitle[]) => imported(world, iso2709(titles.map(aRecord)))

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  testgem = await world.library('Testgem', 2)
  const elsewhere = await world.library('Elders', 1)
  amina = await world.staff(testgem, ['balie'], { branch: 1 })
  bert = await world.staff(testgem, ['balie'])
  cato = await world.staff(testgem, ['catalografie'])
  stranger = await world.staff(elsewhere, ['catalografie'])
  await bring(
    { number: '1', title: 'Kaas', author: 'Elsschot, Willem', subject: 'Kaas' },
    { number: '2', title: 'Lijmen', author: 'Elsschot, Willem' },
    { number: '3', title: 'Gedichten', author: 'Gezelle, Guido' },
  )
})
after(async () => {
  await clock.close()
  await world.close()
})

type Saving = Partial<op.BodyOf<typeof op.saveSearch>>
const save = (more: Saving = {}, as = amina) =>
  world.call(
    op.saveSearch,
    {
      body: {
        command_id: id(),
        search_id: null,
        version: 0,
        name: 'Elsschot',
        asks: { q: 'auteur:elsschot', where: 'all' },
        shared: false,
        follow: true,
        ended: false,
        ...more,
      },
    },
    as,
  )
const saved = async (more: Saving = {}, as = amina) => {
  const said = await save(more, as)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const list = async (as = amina, query: { ended?: '1'; after?: string } = {}) => {
  const said = await world.call(op.listSavedSearches, { query }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const one = async (search_id: string, as = amina) => {
  const found = (await list(as)).rows.find(r => r.search_id === search_id)
  assert.ok(found)
  return found
}
const news = async (search_id: string, as = amina, after?: string) => {
  const query = after === undefined ? {} : { after }
  const said = await world.call(op.searchNews, { params: { search_id }, query }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const see = (search_id: string, up_to: op.BodyOf<typeof op.seeSearchNews>['up_to'], as = amina) =>
  world.call(op.seeSearchNews, { params: { search_id }, body: { command_id: id(), up_to } }, as)
const follow = (search_id: string, on: boolean, more: { as?: Someone; mail_to?: string } = {}) =>
  world.call(
    op.followSearch,
    { params: { search_id }, body: { command_id: id(), on, mail_to: more.mail_to ?? null } },
    more.as ?? amina,
  )

test('a search is kept for oneself: a colleague does not see it, another library never', async () => {
  const { search_id } = await saved()
  const row = await one(search_id)
  assert.deepEqual(
    [row.name, row.asks, row.mine, row.shared, row.shared_by, row.follow?.came, row.follow?.changed],
    ['Elsschot', { q: 'auteur:elsschot', where: 'all' }, true, false, null, 0, 0],
  )
  for (const other of [bert, stranger]) {
    assert.deepEqual((await list(other)).rows, [])
    assert.equal((await follow(search_id, true, { as: other })).problem.code, 'not_found')
    const said = await save({ search_id, version: 1, name: 'Van mij' }, other)
    assert.equal(said.problem.code, 'not_found')
  }
})

test('shared with the library, a colleague follows it, may not change it, and is told who shares it', async () => {
  const { search_id, version } = await saved({
    name: 'Gezelle',
    asks: { q: 'gezelle', where: 'branch' },
    shared: true,
  })
  const seen = await one(search_id, bert)
  assert.deepEqual([seen.mine, seen.follow, seen.shared_by !== null], [false, null, true])
  assert.equal(seen.asks.branch, amina.branch_id, 'the branch where it was asked, for whoever opens it')
  const said = await save({ search_id, version, name: 'Anders', asks: seen.asks, shared: true }, bert)
  assert.equal(said.problem.code, 'saved_search_not_yours')
  assert.deepEqual((await list(stranger)).rows, [])
  assert.equal((await follow(search_id, true, { as: bert })).status, 201)
  assert.notEqual((await one(search_id, bert)).follow, null)
  // Taken back by whoever shared it, it is gone for the colleague.
  await saved({ search_id, version, name: 'Gezelle', asks: seen.asks, shared: false })
  assert.deepEqual((await list(bert)).rows, [])
})

test('renamed by its version, deleted and brought back: nothing of it is lost, what is followed neither', async () => {
  const { search_id, version } = await saved({
    name: 'Kaas',
    asks: { q: 'kaas', where: 'all', sort: 'newest' },
  })
  const asks = (await one(search_id)).asks
  const renamed = await saved({ search_id, version, name: 'Alles over kaas', asks })
  assert.equal(renamed.version, version + 1)
  assert.equal((await save({ search_id, version, name: 'Te laat', asks })).problem.code, 'changed_meanwhile')
  const gone = await saved({
    search_id,
    version: renamed.version,
    name: 'Alles over kaas',
    asks,
    ended: true,
  })
  assert.equal(
    (await list()).rows.some(r => r.search_id === search_id),
    false,
  )
  assert.deepEqual(
    (await list(amina, { ended: '1' })).rows.map(r => r.name),
    ['Alles over kaas'],
  )
  assert.equal((await follow(search_id, true)).problem.code, 'not_found')
  await saved({ search_id, version: gone.version, name: 'Alles over kaas', asks })
  const back = await one(search_id)
  assert.deepEqual([back.name, back.asks, back.follow !== null], ['Alles over kaas', asks, true])
})

test('what cannot be searched is not kept', async () => {
  assert.equal((await save({ asks: { where: 'all' } })).problem.code, 'saved_search_empty')
  assert.equal((await save({ asks: { q: 'jaar:negentien' } })).problem.code, 'question_unclear')
  assert.equal((await save({ name: '   ' })).status, 400)
})

test('told is what came and what changed since one looked, by the fields that were asked, the last first', async () => {
  const { search_id } = await saved({ name: 'Nieuw van Elsschot' })
  later(10)
  await bring(
    { number: '11', title: 'Tsjip', author: 'Elsschot, Willem' },
    { number: '2', title: 'Lijmen, herzien', author: 'Elsschot, Willem' },
    { number: '12', title: 'Kerkhofblommen', author: 'Gezelle, Guido' },
  )
  later(5)
  await bring({ number: '13', title: 'Villa des Roses', author: 'Elsschot, Willem' })
  const row = await one(search_id)
  assert.deepEqual([row.follow?.came, row.follow?.changed, row.follow?.more], [2, 1, false])
  const said = await news(search_id)
  assert.deepEqual(
    said.rows.map(r => [r.title, r.came]),
    [
      ['Villa des Roses', true],
      ['Tsjip', true],
      ['Lijmen, herzien', false],
    ],
  )
  const counted = await world.call(op.countSearchNews, {}, amina)
  assert.ok(counted.body.with_news >= 1 && counted.body.followed >= counted.body.with_news)
  // Looked: nothing is news, until something comes again; and the way back brings all of it.
  const looked = await see(search_id, said.up_to)
  assert.equal(looked.status, 201, looked.text)
  assert.deepEqual((await news(search_id)).rows, [])
  later(5)
  await bring({ number: '14', title: 'Een ontgoocheling', author: 'Elsschot, Willem' })
  assert.deepEqual(
    (await news(search_id)).rows.map(r => r.title),
    ['Een ontgoocheling'],
  )
  assert.equal((await see(search_id, looked.body.was)).status, 201)
  assert.equal((await news(search_id)).came, 3)
})

test('a colleague who follows the same search looks for themselves', async () => {
  const { search_id } = await saved({ name: 'Samen', shared: true })
  assert.equal((await follow(search_id, true, { as: bert })).status, 201)
  later(10)
  await bring({ number: '21', title: 'Het dwaallicht', author: 'Elsschot, Willem' })
  await see(search_id, (await news(search_id)).up_to)
  assert.equal((await news(search_id)).rows.length, 0)
  assert.equal((await news(search_id, bert)).rows.length, 1)
  // To follow it once more begins nowhere anew; to follow it no longer tells nothing.
  await follow(search_id, true, { as: bert })
  assert.equal((await news(search_id, bert)).rows.length, 1)
  await follow(search_id, false, { as: bert })
  assert.equal((await one(search_id, bert)).follow, null)
  const said = await world.call(op.searchNews, { params: { search_id }, query: {} }, bert)
  assert.equal(said.problem.code, 'not_found')
})

test('news is paged by the key of the last title, none twice', async () => {
  const { search_id } = await saved({ name: 'Veel', asks: { q: 'veelvuldig', where: 'all' } })
  later(10)
  await bring(...Array.from({ length: 60 }, (_, n) => ({ number: `v${n}`, title: `Veelvuldig ${n}` })))
  const first = await news(search_id)
  assert.deepEqual([first.rows.length, first.came], [50, 60])
  const second = await news(search_id, amina, first.next!)
  assert.deepEqual([second.rows.length, second.next], [10, null])
  assert.equal(new Set([...first.rows, ...second.rows].map(r => r.title_id)).size, 60)
  const said = await world.call(op.searchNews, { params: { search_id }, query: { after: 'x' } }, amina)
  assert.equal(said.status, 400)
})

test('where a library is searched, its first item of a title is news too', async () => {
  const branch = (
    await world.rows('select code from organisation.branch where branch_id = $1', [testgem.branches[0]])
  )[0]!.code!
  const { search_id } = await saved({ name: 'Bij ons', asks: { q: 'kaas', where: 'library' } })
  later(10)
  await bring({ number: '1', title: 'Kaas', author: 'Elsschot, Willem', items: [['k1', branch]] })
  assert.deepEqual(
    (await news(search_id)).rows.map(r => [r.title, r.came]),
    [['Kaas', false]],
  )
})

test('mail is asked for only while the coupling of mail is approved and on', async () => {
  const { search_id } = await saved({ name: 'Per mail' })
  assert.equal((await follow(search_id, true, { mail_to: 'amina@testgem.invalid' })).status, 201)
  assert.equal((await one(search_id)).follow?.mail_to, 'amina@testgem.invalid')
  await world.rows("update privacy.coupling set active = false where coupling = 'mail'")
  assert.equal((await list()).mails, false)
  assert.equal(
    (await follow(search_id, true, { mail_to: 'amina@testgem.invalid' })).problem.code,
    'saved_search_no_mail',
  )
  assert.equal((await follow(search_id, true)).status, 201, 'on the screen it goes on')
  await world.rows("update privacy.coupling set active = true where coupling = 'mail'")
})

test('an account that ends takes its own searches along; what it shared stays without a name, and whoever catalogues takes it over', async () => {
  const dirk = await world.staff(testgem, ['balie'])
  const own = await saved({ name: 'Van Dirk' }, dirk)
  const shared = await saved({ name: 'Voor iedereen', shared: true }, dirk)
  const deleted = await saved({ name: 'Weg', shared: true, ended: false }, dirk)
  await saved({ search_id: deleted.search_id, version: 1, name: 'Weg', shared: true, ended: true }, dirk)
  await world.rows('update organisation.staff set active = false, left_at = $2 where staff_id = $1', [
    dirk.staff_id,
    world.now.toString(),
  ])
  await runJobs(clock, jobs, 'forget_saved_searches')
  const left = await world.rows(
    'select search_id::text, staff_id::text from cataloguing.saved_search where search_id = any ($1::bigint[])',
    [[own, shared, deleted].map(s => s.search_id)],
  )
  assert.deepEqual(left, [{ search_id: shared.search_id, staff_id: null }])
  assert.deepEqual(
    await world.rows('select 1 from cataloguing.search_follow where staff_id = $1', [dirk.staff_id]),
    [],
  )
  const seen = await one(shared.search_id, cato)
  assert.deepEqual([seen.mine, seen.shared_by], [true, null])
  assert.equal((await one(shared.search_id, bert)).mine, false)
  await saved(
    {
      search_id: shared.search_id,
      version: seen.version,
      name: 'Overgenomen',
      asks: seen.asks,
      shared: true,
    },
    cato,
  )
  assert.equal((await one(shared.search_id, bert)).shared_by !== null, true)
})

test('what was deleted goes for good after thirty days', async () => {
  const { search_id, version } = await saved({ name: 'Tijdelijk' })
  await saved({ search_id, version, name: 'Tijdelijk', ended: true })
  await runJobs(clock, jobs, 'forget_saved_searches')
  assert.equal(
    (await list(amina, { ended: '1' })).rows.some(r => r.search_id === search_id),
    true,
  )
  later(31 * 24 * 60)
  await world.rows("update organisation.session set expires_at = 'infinity', full_until = 'infinity'")
  await runJobs(clock, jobs, 'forget_saved_searches')
  assert.equal(
    (await world.rows('select 1 from cataloguing.saved_search where search_id = $1', [search_id])).length,
    0,
  )
})
