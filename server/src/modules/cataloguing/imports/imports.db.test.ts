import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as op from '@kaft/contract'
import { dataField, type MarcRecord } from '@kaft/marc'
import type { JobCtx } from '../../../base/job.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openPublic } from '../../../doors/public/testing/public-world.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { workOnImports } from '../jobs.ts'
import { aRecord, iso2709 } from '../testing/records.ts'
import { takeFeeds } from './feed.ts'

let world: World
let home: Library
let cataloguer: Someone
let central: Someone
let codes: Map<string, string>
let code: string
let clock: TestClock

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  home = await world.library('Testgem')
  await world.library('Elders', 1)
  cataloguer = await world.staff(home, ['catalografie'])
  central = await world.staff(home, ['catalografie', 'consortium'])
  codes = new Map(
    (await world.rows('select branch_id, code from organisation.branch')).map(r => [r.branch_id!, r.code!]),
  )
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
  holdings: {
    layout: '852:barcode=p,branch=b,shelf=c,call_number=h',
    default_branch: null,
    branches: {},
    item_types: {},
  },
  feed: null,
  ...more,
})
let count = 0
async function aProfile(more: Partial<op.ImportRules> = {}, as = cataloguer): Promise<string> {
  const said = await world.call(
    op.saveImportProfile,
    { body: { command_id: id(), profile_id: null, name: `Profiel ${++count}`, rules: rules(more) } },
    as,
  )
  assert.equal(said.status, 200, said.text)
  return said.body.profile_id
}
const work = async () => workOnImports(clock.ctx('test'))
const steer = async (import_id: string, act: 'check' | 'start' | 'stop' | 'revert', as = cataloguer) =>
  world.call(op.steerImport, { params: { import_id }, body: { command_id: id(), act } }, as)
const read = async (import_id: string, as = cataloguer) =>
  (await world.call(op.readImport, { params: { import_id } }, as)).body
const problems = async (import_id: string, as = cataloguer) =>
  (await world.call(op.importProblems, { params: { import_id } }, as)).body.rows

const handIn = (profile_id: string, records: readonly MarcRecord[], as = cataloguer): Promise<string> =>
  handInBytes(profile_id, iso2709(records), as)
async function handInBytes(profile_id: string, bytes: Buffer, as = cataloguer): Promise<string> {
  const begun = await world.call(
    op.beginImport,
    { body: { command_id: id(), profile_id, name: 'levering.mrc', bytes: bytes.length } },
    as,
  )
  assert.equal(begun.status, 201, begun.text)
  const { import_id } = begun.body
  const part = await world.call(
    op.addImportPart,
    { params: { import_id }, body: { part_no: 1, bytes: bytes.toString('base64'), last: true } },
    as,
  )
  assert.deepEqual([part.status, part.body.state], [200, 'checking'], part.text)
  return import_id
}
/** Handed in, looked through, started, taken in. */
async function imported(
  profile_id: string,
  records: readonly MarcRecord[],
  as = cataloguer,
): Promise<op.CatalogueImport> {
  const import_id = await handIn(profile_id, records, as)
  await work()
  assert.equal((await read(import_id, as)).state, 'checked')
  const started = await steer(import_id, 'start', as)
  assert.equal(started.status, 200, started.text)
  await work()
  const done = await read(import_id, as)
  assert.equal(done.state, 'loaded', JSON.stringify(done))
  return done
}
const titles = (where: string) =>
  world.rows(
    `select title_id, source, control_number, title, record::text as r, convert_from(record, 'UTF8') as record from cataloguing.title where ${where} order by title_id`,
  )
const branch = () => codes.get(home.branches[0]!)!

describe('an import that staff steer', () => {
  test('says beforehand which barcodes stand on another title, as it does when it is done', async () => {
    const profile = await aProfile()
    await imported(profile, [aRecord({ number: 'p1', title: 'Kaas', items: [['p-b1', branch()]] })])
    const records = [
      aRecord({ number: 'p1', title: 'Kaas', items: [['p-b1', branch()]] }),
      aRecord({
        number: 'p2',
        title: 'Lijmen',
        items: [
          ['p-b1', branch()],
          ['p-b2', branch()],
        ],
      }),
      aRecord({ number: 'p3', title: 'Het been', items: [['p-b2', branch()]] }),
    ]
    const told = async (import_id: string) => {
      const { items_new, items_same, items_refused } = (await read(import_id)).counts
      return [[items_new, items_same, items_refused], (await problems(import_id)).map(p => p.reason)] as const
    }
    const import_id = await handIn(profile, records)
    await work()
    const beforehand = await told(import_id)
    assert.deepEqual(beforehand, [
      [1, 1, 2],
      ['barcode_in_use', 'barcode_in_use'],
    ])
    await steer(import_id, 'start')
    await work()
    assert.deepEqual(await told(import_id), beforehand)
  })
  test('is looked through first, and changes nothing before it is started', async () => {
    const profile = await aProfile()
    const records = [
      aRecord({ number: 'k1', title: 'Kaas', isbn: '9789460000010', items: [['k-b1', branch()]] }),
      aRecord({ number: 'k2', title: 'Lijmen', items: [['k-b2', 'NERGENS']] }),
    ]
    const import_id = await handIn(profile, records)
    await work()
    const looked = await read(import_id)
    assert.deepEqual(
      [
        looked.state,
        looked.counts.records,
        looked.counts.titles_new,
        looked.counts.items_new,
        looked.counts.items_refused,
        looked.problems,
      ],
      ['checked', 2, 2, 1, 1, 1],
    )
    assert.equal((await problems(import_id))[0]?.reason, 'branch_unknown')
    assert.equal((await titles("control_number in ('k1', 'k2')")).length, 0)
    await steer(import_id, 'start')
    await work()
    const done = await read(import_id)
    assert.deepEqual([done.state, done.counts.titles_new, done.counts.items_new], ['loaded', 2, 1])
    assert.equal((await titles("control_number in ('k1', 'k2')")).length, 2)
    const parts = await world.rows('select count(*) as n from cataloguing.import_part')
    assert.equal(parts[0]!.n, '0')
  })

  test('is read as what it holds where it is compressed, and tells where it breaks off', async () => {
    const profile = await aProfile()
    const whole = gzipSync(iso2709([aRecord({ number: 'gz1', title: 'Ingepakt' })]))
    const import_id = await handInBytes(profile, whole)
    await work()
    await steer(import_id, 'start')
    await work()
    const done = await read(import_id)
    assert.deepEqual([done.state, done.counts.titles_new, done.problems], ['loaded', 1, 0])
    assert.deepEqual([done.bytes, done.read_bytes], [whole.length, whole.length])
    assert.equal((await titles("control_number = 'gz1'"))[0]?.title, 'Ingepakt')
    const broken = await handInBytes(profile, whole.subarray(0, -12))
    await work()
    assert.equal((await read(broken)).state, 'checked')
    assert.deepEqual(
      (await problems(broken)).map(p => p.reason).filter(reason => reason !== 'truncated'),
      [],
    )
    assert.ok((await problems(broken)).some(p => p.detail.includes('compressed')))
  })

  test('goes out again as a whole: items, titles that it made, and descriptions that it changed', async () => {
    const profile = await aProfile()
    await imported(profile, [
      aRecord({ number: 'r1', title: 'Eerste vorm' }),
      aRecord({ number: 'r2', title: 'Tweede' }),
    ])
    const done = await imported(profile, [
      aRecord({ number: 'r1', title: 'Gewijzigde vorm' }),
      aRecord({ number: 'r3', title: 'Derde', items: [['r-b3', branch()]] }),
    ])
    assert.deepEqual([done.counts.titles_new, done.counts.titles_changed, done.counts.items_new], [1, 1, 1])
    assert.equal((await titles("control_number = 'r1'"))[0]!.title, 'Gewijzigde vorm')
    assert.equal((await steer(done.import_id, 'revert')).body.state, 'reverting')
    await work()
    const back = await read(done.import_id)
    assert.deepEqual([back.state, back.problems], ['reverted', 0])
    assert.equal((await titles("control_number = 'r1'"))[0]!.title, 'Eerste vorm')
    assert.equal((await titles("control_number = 'r3'")).length, 0)
    assert.equal((await world.rows("select 1 from inventory.item where barcode = 'r-b3'")).length, 0)
    const found = await world.call(op.searchTitles, { query: { q: 'gewijzigde' } }, cataloguer)
    assert.equal(found.body.count, 0)
    assert.equal((await steer(done.import_id, 'revert')).problem.code, 'import_wrong_state')
  })

  test('what was used or changed since stays, and is listed', async () => {
    const profile = await aProfile()
    const done = await imported(profile, [
      aRecord({ number: 'u1', title: 'Wordt gewijzigd' }),
      aRecord({ number: 'u2', title: 'Wordt bezeten', items: [['u-b2', branch()]] }),
    ])
    await imported(profile, [aRecord({ number: 'u1', title: 'Werd gewijzigd' })])
    const [item] = await world.rows("select item_id, title_id from inventory.item where barcode = 'u-b2'")
    await world.rows(
      `insert into inventory.item_condition (item_id, library_id, kind, since, event_id) values ($1, $2, 'damaged', now(), $3)`,
      [item!.item_id, home.library_id, id()],
    )
    await steer(done.import_id, 'revert')
    await work()
    assert.deepEqual((await problems(done.import_id)).map(p => p.reason).toSorted(), [
      'item_used_since',
      'title_used_since',
      'title_used_since',
    ])
    assert.equal((await titles("control_number in ('u1', 'u2')")).length, 2)
  })

  test('a killed import goes on, and its figures are those of the whole', async () => {
    const profile = await aProfile()
    const records = Array.from({ length: 1_200 }, (_, i) =>
      aRecord({ number: `big${i}`, title: `Groot ${i}` }),
    )
    const import_id = await handIn(profile, records)
    await work()
    await steer(import_id, 'start')
    // A part of it was taken in before the break.
    const ctx: JobCtx = clock.ctx('test')
    const stop = new AbortController()
    const timer = setInterval(
      () =>
        void world
          .rows("select count(*) as n from cataloguing.title where control_number like 'big%'")
          .then(([r]) => Number(r!.n) >= 500 && stop.abort()),
      5,
    )
    await workOnImports({ ...ctx, signal: stop.signal }).catch(() => undefined)
    clearInterval(timer)
    await world.rows("update cataloguing.import set beat_at = null, state = 'loading' where import_id = $1", [
      import_id,
    ])
    await work()
    const done = await read(import_id)
    assert.deepEqual(
      [done.state, done.counts.records, done.counts.titles_new, done.counts.titles_unchanged],
      ['loaded', 1_200, 1_200, 0],
    )
  })

  test('may be stopped, and then taken back', async () => {
    const profile = await aProfile()
    const import_id = await handIn(profile, [aRecord({ number: 's1', title: 'Stop' })])
    assert.equal((await steer(import_id, 'stop')).body.state, 'stopped')
    await work()
    assert.equal((await titles("control_number = 's1'")).length, 0)
    assert.equal((await steer(import_id, 'start')).problem.code, 'import_wrong_state')
  })

  test('another library sees nothing of it', async () => {
    const profile = await aProfile()
    const import_id = await handIn(profile, [aRecord({ number: 'x1', title: 'X' })])
    const elsewhere = await world.library('Vreemdgem', 1)
    const stranger = await world.staff(elsewhere, ['catalografie'])
    assert.equal(
      (await world.call(op.readImport, { params: { import_id } }, stranger)).problem.code,
      'not_found',
    )
    assert.equal((await steer(import_id, 'stop', stranger)).problem.code, 'not_found')
    assert.deepEqual((await world.call(op.listImports, {}, stranger)).body.rows, [])
    const begun = await world.call(
      op.beginImport,
      { body: { command_id: id(), profile_id: profile, name: 'x', bytes: 1 } },
      stranger,
    )
    assert.equal(begun.problem.code, 'not_found')
    await steer(import_id, 'stop')
  })
})

describe('matching', () => {
  const match = [
    { point: 'isbn', weight: 60 },
    { point: 'title', weight: 30 },
    { point: 'author', weight: 20 },
  ] satisfies op.ImportRules['match']

  test('a title of another source is not changed by a library: its items come beside it', async () => {
    const vlacc = await aProfile({ source: 'vlacc' }, central)
    await imported(
      vlacc,
      [
        aRecord({
          number: '10157217',
          title: 'Villa des Roses',
          author: 'Elsschot, Willem',
          isbn: '9789021474199',
        }),
      ],
      central,
    )
    const own = await aProfile({ match, threshold: 60 })
    const done = await imported(own, [
      aRecord({
        number: 'eigen1',
        title: 'Villa des roses',
        author: 'Elsschot, Willem',
        isbn: '9789021474199',
        items: [['m-b1', branch()]],
      }),
    ])
    assert.deepEqual([done.counts.titles_new, done.counts.titles_kept, done.counts.items_new], [0, 1, 1])
    const [title] = await titles("control_number = '10157217'")
    const [item] = await world.rows("select title_id from inventory.item where barcode = 'm-b1'")
    assert.deepEqual([title!.source, item!.title_id], ['vlacc', title!.title_id])
  })

  test('the centre’s description takes the place of a library’s own, and protected fields stay', async () => {
    const own = await aProfile()
    const local = aRecord({
      number: 'plaats1',
      title: 'Tsjip',
      author: 'Elsschot, Willem',
      isbn: '9789460000027',
    })
    local.fields.push(
      dataField('690', '  ', [['a', 'streekauteur']]),
      dataField('500', '  ', [
        ['a', 'met opdracht'],
        ['5', code],
      ]),
    )
    await imported(own, [local])
    const [before] = await titles("control_number = 'plaats1'")
    const vlacc = await aProfile({ source: 'vlacc', match, threshold: 60, protect: ['690'] }, central)
    const done = await imported(
      vlacc,
      [
        aRecord({
          number: '20000001',
          title: 'Tsjip',
          author: 'Elsschot, Willem',
          isbn: '9789460000027',
          subject: 'Kleinkinderen',
        }),
      ],
      central,
    )
    assert.equal(done.counts.titles_changed, 1)
    const [now] = await titles("control_number = '20000001'")
    assert.deepEqual([now!.title_id, now!.source], [before!.title_id, 'vlacc'])
    assert.match(now!.record!, /streekauteur.*|met opdracht/)
    assert.match(now!.record!, /met opdracht/)
    assert.match(now!.record!, /Kleinkinderen/)
    await steer(done.import_id, 'revert', central)
    await work()
    const [again] = await titles(`title_id = ${before!.title_id}`)
    assert.deepEqual([again!.control_number, again!.source], ['plaats1', code])
    assert.doesNotMatch(again!.record!, /Kleinkinderen/)
  })

  test('what fits two titles equally well is for a person to decide', async () => {
    const own = await aProfile()
    await imported(own, [
      aRecord({ number: 'tw1', title: 'Gedichten', author: 'Gezelle, Guido' }),
      aRecord({ number: 'tw2', title: 'Gedichten', author: 'Gezelle, Guido' }),
    ])
    const vlacc = await aProfile({ source: 'vlacc', match, threshold: 50 }, central)
    const done = await imported(
      vlacc,
      [aRecord({ number: '30000001', title: 'Gedichten', author: 'Gezelle, Guido' })],
      central,
    )
    assert.equal(done.counts.records_refused, 1)
    assert.equal((await problems(done.import_id, central))[0]?.reason, 'match_ambiguous')
  })

  test('without new titles, what is not here is passed over', async () => {
    const own = await aProfile({ match, threshold: 60, on_new: 'refuse' })
    const done = await imported(own, [aRecord({ number: 'nw1', title: 'Nergens te vinden' })])
    assert.deepEqual([done.counts.titles_new, done.counts.records_refused], [0, 1])
  })
})

describe('the rules of an import', () => {
  const save = (more: Partial<op.ImportRules>, as = cataloguer, name = `Regels ${++count}`) =>
    world.call(
      op.saveImportProfile,
      { body: { command_id: id(), profile_id: null, name, rules: rules(more) } },
      as,
    )

  test('a library works under its own source; the consortium under any', async () => {
    assert.equal((await save({ source: 'vlacc' })).problem.code, 'source_not_yours')
    assert.equal((await save({ source: 'vlacc' }, central)).status, 200)
    assert.equal((await save({ source: 'snel' }, central)).problem.code, 'source_not_yours')
  })
  test('items where the library has a branch, layouts that can be read, hosts that are allowed', async () => {
    const holdings = { layout: '852:barcode=p', default_branch: 'NERGENS', branches: {}, item_types: {} }
    assert.equal((await save({ holdings })).problem.code, 'branch_not_yours')
    assert.equal(
      (await save({ holdings: { ...holdings, default_branch: null, layout: '852:branch=b' } })).problem.code,
      'import_layout_wrong',
    )
    const feed = { kind: 'oai', address: 'http://169.254.169.254/oai', set: null, prefix: null } as const
    const refused = await save({ feed })
    assert.equal(refused.problem.code, 'feed_not_allowed')
    assert.match(refused.problem.texts.nl, /169\.254\.169\.254/)
    assert.equal(
      (await save({ feed: { ...feed, kind: 'folder', address: '../../etc' } })).problem.code,
      'invalid',
    )
  })
  test('a name once', async () => {
    assert.equal((await save({}, cataloguer, 'Twee keer')).status, 200)
    assert.equal((await save({}, cataloguer, 'Twee keer')).problem.code, 'name_in_use')
  })
})

describe('feeds', () => {
  test('a new file in the folder of a profile is imported, once', async t => {
    const folder = await mkdtemp(join(tmpdir(), 'kaft-feeds-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    await mkdir(join(folder, 'testgem'))
    const file = join(folder, 'testgem', 'dag1.mrc')
    await writeFile(file, iso2709([aRecord({ number: 'f1', title: 'Uit de map' })]))
    await utimes(file, new Date('2026-01-01'), new Date('2026-01-01'))
    await aProfile({ feed: { kind: 'folder', address: 'testgem', set: null, prefix: null } })
    const ctx = clock.ctx('test')
    const feeds = { folder, hosts: [] }
    await takeFeeds(ctx, home.library_id, feeds)
    await work()
    assert.equal((await titles("control_number = 'f1'")).length, 1)
    const before = (await world.call(op.listImports, {}, cataloguer)).body.rows.length
    await takeFeeds(ctx, home.library_id, feeds)
    assert.equal((await world.call(op.listImports, {}, cataloguer)).body.rows.length, before)
  })

  test('a repository is harvested whole, and then what changed since; no other host is asked', async () => {
    const other = await openWorld()
    const doors = await openPublic(other)
    try {
      const { imported: fill } = await import('../testing/records.ts')
      await fill(
        other,
        iso2709(Array.from({ length: 120 }, (_, i) => aRecord({ number: `h${i}`, title: `Geoogst ${i}` }))),
      )
      // Both ends of a span belong to it: what changed in the very second of a harvest would come twice.
      other.now = other.now.add({ minutes: 1 })
      const host = new URL(doors.base).host
      const address = `${doors.base}/oai`
      const feed = { kind: 'oai', address, set: null, prefix: 'marc21' } as const
      await world.rows('update cataloguing.import_profile set ended_at = now()')
      const [made] = await world.rows(
        `insert into cataloguing.import_profile (library_id, name, rules, central, changed_at) values ($1, 'oogst', $2, false, now()) returning profile_id`,
        [home.library_id, JSON.stringify(rules({ feed, holdings: null }))],
      )
      const ctx = clock.ctx('test')
      await assert.rejects(takeFeeds(ctx, home.library_id, { folder: null, hosts: [] }), /host/)
      // P6 P12: off is off, before anybody is asked.
      await withoutCoupling(world, 'feeds', async () => {
        await assert.rejects(takeFeeds(ctx, home.library_id, { folder: null, hosts: [host] }), /coupling/)
      })
      await takeFeeds(ctx, home.library_id, { folder: null, hosts: [host] })
      await work()
      assert.equal((await titles("control_number like 'h%'")).length, 120)
      const [profile] = await world.rows(
        'select fed_at from cataloguing.import_profile where profile_id = $1',
        [made!.profile_id],
      )
      assert.ok(profile!.fed_at)
      const [last] = (await world.call(op.listImports, {}, cataloguer)).body.rows
      assert.deepEqual([last?.state, last?.counts.titles_new, last?.problems], ['loaded', 120, 0])
      other.now = other.now.add({ hours: 2 })
      await fill(other, iso2709([aRecord({ number: 'h7', title: 'Anders geoogst' })]))
      await takeFeeds(ctx, home.library_id, { folder: null, hosts: [host] })
      await work()
      const [again] = (await world.call(op.listImports, {}, cataloguer)).body.rows
      assert.deepEqual([again?.counts.records, again?.counts.titles_changed], [1, 1])
    } finally {
      await doors.close()
      await other.close()
    }
  })
})
