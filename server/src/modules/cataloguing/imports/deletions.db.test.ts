import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import type { MarcRecord } from '@kaft/marc'
import { uuid7 } from '../../../base/uuid.ts'
import { openPublic, type PublicWorld } from '../../../doors/public/testing/public-world.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { dropMarked } from '../import/drop-marked.ts'
import { workOnImports } from '../jobs.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'
import { takeFeeds } from './feed.ts'

let world: World
let home: Library
let elsewhere: Library
let cataloguer: Someone
let code: string
let clock: TestClock

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  home = await world.library('Testgem')
  elsewhere = await world.library('Elders', 1)
  cataloguer = await world.staff(home, ['catalografie'])
  code = (
    await world.rows('select code from organisation.library where library_id = $1', [home.library_id])
  )[0]!.code!
})
after(async () => {
  await clock.close()
  await world.close()
})

const id = () => uuid7(world.now)
const rules = (more: Partial<op.ImportRules> = {}): op.ImportRules => ({
  source: code,
  match: [],
  threshold: 1,
  on_match: 'overlay',
  on_new: 'add',
  protect: [],
  holdings: null,
  feed: null,
  ...more,
})
let count = 0
async function aProfile(more: Partial<op.ImportRules> = {}): Promise<string> {
  const body = { command_id: id(), profile_id: null, name: `Profiel ${++count}`, rules: rules(more) }
  const said = await world.call(op.saveImportProfile, { body }, cataloguer)
  assert.equal(said.status, 200, said.text)
  return said.body.profile_id
}
const steer = (import_id: string, act: 'check' | 'start' | 'revert') =>
  world.call(op.steerImport, { params: { import_id }, body: { command_id: id(), act } }, cataloguer)
const read = async (import_id: string) =>
  (await world.call(op.readImport, { params: { import_id } }, cataloguer)).body
const work = () => workOnImports(clock.ctx('test'))

/** What looking through says, and what came of it. */
async function run(profile_id: string, records: readonly MarcRecord[]) {
  const bytes = iso2709(records)
  const begun = await world.call(
    op.beginImport,
    { body: { command_id: id(), profile_id, name: 'dag.mrc', bytes: bytes.length } },
    cataloguer,
  )
  const { import_id } = begun.body
  await world.call(
    op.addImportPart,
    { params: { import_id }, body: { part_no: 1, bytes: bytes.toString('base64'), last: true } },
    cataloguer,
  )
  await work()
  const checked = await read(import_id)
  await steer(import_id, 'start')
  await work()
  const done = await read(import_id)
  assert.equal(done.state, 'loaded', JSON.stringify(done))
  return { import_id, checked: checked.counts, done: done.counts }
}
const deleted = (number: string): MarcRecord => {
  const { leader, fields } = aRecord({ number, title: 'weg' })
  return { leader: `${leader.slice(0, 5)}d${leader.slice(6)}`, fields }
}
const titles = (like: string) =>
  world.rows(
    'select title_id, control_number, title from cataloguing.title where control_number like $1 order by control_number',
    [like],
  )
const told = async (import_id: string) =>
  (await world.call(op.importProblems, { params: { import_id } }, cataloguer)).body.rows.map(p => [
    p.reason,
    p.title_id,
  ])

describe('a record that its source deleted', () => {
  test('takes a title out that nobody has, keeps and marks one that somebody has or awaits, and makes none', async () => {
    const profile = await aProfile()
    const four = ['a1', 'a2', 'a3', 'a4'].map(number => aRecord({ number, title: `Titel ${number}` }))
    await run(profile, four)
    const [, held, awaited] = await titles('a%')
    await world.rows(
      `insert into inventory.item (library_id, title_id, branch_id, barcode, item_type, loanable, state) values ($1, $2, $3, '31', 'book', true, 'in_use')`,
      [elsewhere.library_id, held!.title_id, elsewhere.branches[0]],
    )
    // Of another library, whose queue this one cannot see.
    const patron = await aPatron(world, elsewhere)
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, placed_at, state)
       values ($1, $2, $3, $4, now(), 'waiting')`,
      [elsewhere.library_id, patron.patron_id, awaited!.title_id, elsewhere.branches[0]],
    )
    world.now = world.now.add({ hours: 1 })
    const went = await run(profile, [deleted('a1'), deleted('a2'), deleted('a3'), deleted('nergens')])
    for (const counts of [went.checked, went.done])
      assert.deepEqual([counts.titles_removed, counts.titles_marked, counts.titles_new], [1, 2, 0])
    assert.deepEqual(
      (await titles('a%')).map(t => t.control_number),
      ['a2', 'a3', 'a4'],
    )
    assert.deepEqual(
      (await told(went.import_id)).toSorted(),
      [held, awaited].map(t => ['dropped_in_use', t!.title_id]).toSorted(),
    )
    const record = await world.call(op.readRecord, { params: { title_id: held!.title_id! } }, cataloguer)
    assert.ok(record.body.dropped_at)

    // It is described again: the mark goes. The other one goes by itself once nobody awaits it.
    await run(profile, [aRecord({ number: 'a2', title: 'Titel a2' })])
    const again = await world.call(op.readRecord, { params: { title_id: held!.title_id! } }, cataloguer)
    assert.equal(again.body.dropped_at, null)
    assert.equal(await dropMarked(clock.ctx('test')), 0)
    await world.rows(`update circulation.hold set closed_at = now(), state = 'cancelled'`)
    assert.equal(await dropMarked(clock.ctx('test')), 1)
    assert.deepEqual(
      (await titles('a%')).map(t => t.control_number),
      ['a2', 'a4'],
    )
  })

  test('comes back with the import that took it out', async () => {
    const profile = await aProfile()
    await run(profile, [
      aRecord({ number: 'b1', title: 'Terug' }),
      aRecord({ number: 'b2', title: 'Blijft' }),
    ])
    world.now = world.now.add({ hours: 1 })
    const { import_id } = await run(profile, [deleted('b1')])
    assert.equal((await titles('b%')).length, 1)
    assert.equal((await steer(import_id, 'revert')).status, 200)
    await work()
    assert.equal((await read(import_id)).state, 'reverted')
    assert.deepEqual(
      (await titles('b%')).map(t => t.title),
      ['Terug', 'Blijft'],
    )
    const found = await world.call(op.searchTitles, { query: { q: 'terug' } }, cataloguer)
    assert.equal(found.body.count, 1)
  })

  test('is left where the profile says so, and comes after its record in the same file', async () => {
    const profile = await aProfile({ on_delete: 'ignore' })
    await run(profile, [aRecord({ number: 'c1', title: 'Blijft staan' })])
    const { done } = await run(profile, [deleted('c1')])
    assert.deepEqual([done.titles_removed, (await titles('c%')).length], [0, 1])
    const follows = await aProfile()
    await run(follows, [aRecord({ number: 'd1', title: 'Eerst' }), deleted('d1')])
    assert.equal((await titles('d%')).length, 0)
    await run(follows, [deleted('d2'), aRecord({ number: 'd2', title: 'Later terug' })])
    assert.equal((await titles('d%')).length, 1)
  })
})

test('what a repository deleted goes here too, by the name that it has there', async () => {
  const other = await openWorld()
  const doors: PublicWorld = await openPublic(other)
  try {
    await imported(
      other,
      iso2709(['e1', 'e2', 'e3'].map(number => aRecord({ number, title: `Geoogst ${number}` }))),
      { holdings: null },
    )
    other.now = other.now.add({ minutes: 1 })
    const { host } = new URL(doors.base)
    const feed = { kind: 'oai', address: `${doors.base}/oai`, set: null, prefix: 'marc21' } as const
    await world.rows('update cataloguing.import_profile set ended_at = now()')
    await world.rows(
      `insert into cataloguing.import_profile (library_id, name, rules, central, changed_at) values ($1, 'oogst', $2, false, now())`,
      [home.library_id, JSON.stringify(rules({ feed }))],
    )
    const harvest = async () => {
      await takeFeeds(clock.ctx('test'), home.library_id, { folder: null, hosts: [host] })
      await work()
    }
    await harvest()
    assert.equal((await titles('e%')).length, 3)
    other.now = other.now.add({ hours: 2 })
    const gone = other.now.toString()
    await other.rows(
      `with g as (delete from cataloguing.title where control_number = 'e2' returning title_id)
       insert into cataloguing.title_gone select title_id, $1 from g`,
      [gone],
    )
    await harvest()
    assert.deepEqual(
      (await titles('e%')).map(t => t.control_number),
      ['e1', 'e3'],
    )
    const [last] = (await world.call(op.listImports, {}, cataloguer)).body.rows
    assert.deepEqual([last?.state, last?.counts.titles_removed, last?.problems], ['loaded', 1, 0])
  } finally {
    await doors.close()
    await other.close()
  }
})
