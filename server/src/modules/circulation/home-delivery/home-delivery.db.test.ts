import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { circulationJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let amina: Someone
/** Wednesday 25 November 2026; rounds are on Thursdays. */
const START = Temporal.Instant.from('2026-11-25T13:05:00Z')
const ON = '2026-11-26'
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  await world.rows("select circulation.make_partitions('2027-01-08')")
  here = await world.library('Testgem')
  amina = await world.staff(here, ['hoofd_balie'])
  await aRegulation(world, here)
})
after(async () => {
  await clock.close()
  await world.close()
})
const id = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return uuid7(world.now)
}
let made = 0
async function aRoute(weeks = 4, as = amina): Promise<string> {
  const name = `Ronde ${++made}`
  const said = await world.call(
    op.addHomeRoute,
    {
      body: { command_id: id(), name, branch_id: here.branches[0]!, weeks, first_on: ON, carrier: 'Gust' },
    },
    as,
  )
  assert.equal(said.status, 201, said.text)
  return said.body.rows.find(r => r.name === name)!.route_id
}
const place = (route_id: string, patron: TestPatron, at?: number) =>
  world.call(
    op.placeHomeStop,
    {
      params: { route_id, patron_id: patron.patron_id },
      body: { command_id: id(), ...(at === undefined ? {} : { place: at }) },
    },
    amina,
  )
const takeOff = (route_id: string, { patron_id }: TestPatron) =>
  world.call(op.removeHomeStop, { params: { route_id, patron_id } }, amina)
const round = (route_id: string, on = ON, as = amina) =>
  world.call(op.readHomeRound, { params: { route_id, on } }, as)
const bag = (route_id: string, { patron_id }: TestPatron, on = ON) =>
  world.call(op.readHomeBag, { params: { route_id, on, patron_id } }, amina)
const fill = (route_id: string, patron: TestPatron, item: TestItem, on = ON) =>
  world.call(
    op.scan,
    { body: { command_id: id(), code: item.barcode, patron_id: patron.patron_id, home: { route_id, on } } },
    amina,
  )
const depart = (route_id: string, left = true) =>
  world.call(op.departHomeRound, { params: { route_id, on: ON }, body: { command_id: id(), left } }, amina)
const orderOf = async (route_id: string) => (await round(route_id)).body.stops.map(s => s.patron_id)

test('a route has a rhythm, a name of its own and who drives; it ends when nobody stands on it', async () => {
  world.now = START
  const route_id = await aRoute(2)
  const { rows } = (await world.call(op.listHomeRoutes, {}, amina)).body
  const route = rows.find(r => r.route_id === route_id)!
  assert.deepEqual([route.next_on, route.carrier, route.patrons], [ON, 'Gust', 0])
  const change = (more: object) =>
    world.call(
      op.changeHomeRoute,
      {
        params: { route_id },
        body: {
          command_id: id(),
          name: route.name,
          branch_id: route.branch_id,
          weeks: 2,
          first_on: ON,
          carrier: null,
          ended: false,
          ...more,
        },
      },
      amina,
    )
  const other = await aRoute()
  const taken = rows.find(r => r.route_id !== route_id)?.name ?? `Ronde ${made}`
  assert.equal((await change({ name: taken })).problem.code, 'name_in_use', other)
  const elsewhere = await world.library('Elders')
  assert.equal((await change({ branch_id: elsewhere.branches[0]! })).problem.code, 'branch_not_yours')
  const reader = await aPatron(world, here)
  await place(route_id, reader)
  assert.equal((await change({ ended: true })).problem.code, 'home_route_used')
  await takeOff(route_id, reader)
  const ended = await change({ ended: true })
  assert.equal(ended.body.rows.find(r => r.route_id === route_id)?.ended, true, ended.text)
  const back = await change({ ended: false })
  assert.equal(back.body.rows.find(r => r.route_id === route_id)?.ended, false)
})

test('readers stand in the order of the drive; one is put between, moves to another route, and comes back', async () => {
  world.now = START
  const [route_id, other] = [await aRoute(), await aRoute()]
  const [a, b, c] = [await aPatron(world, here), await aPatron(world, here), await aPatron(world, here)]
  await place(route_id, a)
  await place(route_id, b)
  await place(route_id, c, 2)
  assert.deepEqual(await orderOf(route_id), [a.patron_id, c.patron_id, b.patron_id])
  const off = await takeOff(route_id, c)
  assert.deepEqual(off.body, { patron_id: c.patron_id, place: 2, pause: null }, off.text)
  assert.deepEqual(await orderOf(route_id), [a.patron_id, b.patron_id])
  await place(route_id, c, off.body.place)
  assert.deepEqual(await orderOf(route_id), [a.patron_id, c.patron_id, b.patron_id], 'undone: the same place')
  await place(other, a)
  assert.deepEqual(
    [await orderOf(route_id), await orderOf(other)],
    [[c.patron_id, b.patron_id], [a.patron_id]],
  )
  const stranger = await aPatron(world, await world.library('Elders'))
  assert.equal((await place(route_id, stranger)).problem.code, 'patron_unknown')
})

test('scanned into a bag is lent by the same command as at the desk, until the next round can fetch it', async () => {
  world.now = START
  const route_id = await aRoute(8)
  const [reader, item, home] = [
    await aPatron(world, here),
    await anItem(world, here),
    await anItem(world, here),
  ]
  await place(route_id, reader)
  await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: reader.patron_id, item_id: home.item_id } },
    amina,
  )
  const lent = await fill(route_id, reader, item)
  assert.equal(lent.body.did, 'lent', lent.text)
  // 28 days would end on 23 December; the next round is eight weeks after this one.
  assert.equal(lent.body.loan?.due_on, '2027-01-21')
  const { stops } = (await round(route_id)).body
  assert.deepEqual([stops[0]?.bring, stops[0]?.fetch], [1, 1])
  const held = (await bag(route_id, reader)).body
  assert.deepEqual(
    [held.bring.map(l => l.item.item_id), held.fetch.map(l => l.item.item_id)],
    [[item.item_id], [home.item_id]],
  )
  const why = await world.call(
    op.explainLoan,
    { params: { loan_id: lent.body.loan?.loan_id ?? '' }, query: { about: 'due' } },
    amina,
  )
  assert.match(why.body.sentence, /volgende ronde/)
  const undone = await world.call(
    op.undo,
    { body: { command_id: id(), event_id: lent.body.event_id! } },
    amina,
  )
  assert.equal(undone.status, 201, undone.text)
  assert.equal((await round(route_id)).body.stops[0]?.bring, 0)
  const next = await round(route_id, '2027-01-21')
  assert.deepEqual([next.body.before_on, next.body.stops[0]?.fetch], [ON, 1])
  assert.equal((await round(route_id, '2026-12-03')).problem.code, 'home_no_round')
})

test('only who stands on the round, and only until it left; taken back, it can be filled again', async () => {
  world.now = START
  const route_id = await aRoute()
  const [reader, other] = [await aPatron(world, here), await aPatron(world, here)]
  await place(route_id, reader)
  const wrong = await fill(route_id, other, await anItem(world, here))
  assert.deepEqual([wrong.body.did, wrong.body.findings[0]?.code], ['refused', 'home_no_round'], wrong.text)
  assert.ok((await depart(route_id)).body.left_at)
  const item = await anItem(world, here)
  assert.equal((await fill(route_id, reader, item)).body.findings[0]?.code, 'home_round_left')
  assert.equal((await depart(route_id, false)).body.left_at, null)
  assert.equal((await fill(route_id, reader, item)).body.did, 'lent')
})

test('a hold that lies ready goes into the bag and is filled by it', async () => {
  world.now = START
  const route_id = await aRoute()
  const [reader, item] = [await aPatron(world, here), await anItem(world, here)]
  await place(route_id, reader)
  const hold = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: reader.patron_id,
        title_id: item.title_id,
        pickup_branch_id: here.branches[0]!,
        accept: ['item_available_here'],
      },
    },
    amina,
  )
  assert.equal(hold.status, 201, hold.text)
  await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, amina)
  const before = (await bag(route_id, reader)).body
  assert.deepEqual([before.ready.length, before.stop.ready], [1, 1])
  await fill(route_id, reader, item)
  const after = (await bag(route_id, reader)).body
  assert.deepEqual([after.ready, after.bring.length], [[], 1])
})

test('what somebody read before is shown only where they asked that it be kept', async () => {
  world.now = START
  const route_id = await aRoute()
  const [keeps, forgets, item] = [
    await aPatron(world, here),
    await aPatron(world, here),
    await anItem(world, here),
  ]
  await world.rows('update patrons.patron set keep_history = true where patron_id = $1', [keeps.patron_id])
  for (const reader of [keeps, forgets]) {
    await place(route_id, reader)
    await fill(route_id, reader, item)
    await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, amina)
  }
  const [kept, gone] = [(await bag(route_id, keeps)).body.before, (await bag(route_id, forgets)).body.before]
  assert.deepEqual(
    [kept?.map(line => [line.title_id, line.last_on]), gone],
    [[[item.title_id, '2026-11-25']], null],
  )
  const again = async (reader: TestPatron) => {
    const said = (await fill(route_id, reader, item)).body
    await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, amina)
    return said.findings.map(f => f.code)
  }
  assert.deepEqual([await again(keeps), await again(forgets)], [['title_had_before'], []])
})

test('the paper has addresses in order and no title, says what it is for, and expires', async () => {
  world.now = START
  const route_id = await aRoute()
  const [reader, item] = [await aPatron(world, here), await anItem(world, here, { title: 'Geheimtitel' })]
  await world.rows(
    "update patrons.patron set street = 'Kerkstraat 1', phone = '050 00 00 00' where patron_id = $1",
    [reader.patron_id],
  )
  await place(route_id, reader)
  await fill(route_id, reader, item)
  const paper = (purpose: string) =>
    world.call(
      op.homeRoundPaper,
      { params: { route_id, on: ON }, body: { command_id: uuid7(world.now), purpose } },
      amina,
    )
  const said = await paper('Rondrit van woensdag')
  assert.equal(said.status, 201, said.text)
  const [stop] = said.body.stops
  assert.deepEqual(
    [stop?.street, stop?.phone, stop?.bring, said.body.until],
    ['Kerkstraat 1', '050 00 00 00', 1, '2026-12-03'],
  )
  assert.ok(!said.text.includes('Geheimtitel'))
  const [seen] = await world.rows(
    "select purpose from privacy.access_log where patron_id = $1 and operation = 'homeRoundPaper'",
    [reader.patron_id],
  )
  assert.equal(seen?.purpose, 'functional')
  const lists = await world.rows(
    `select l.kind, l.purpose, l.until::text, array_agg(r.patron_id::text) as patrons from patrons.person_list l
       join patrons.person_list_row r on r.list_id = l.list_id group by l.list_id`,
  )
  assert.deepEqual(lists, [
    { kind: 'home_round', purpose: 'Rondrit van woensdag', until: '2026-12-03', patrons: [reader.patron_id] },
  ])
  assert.equal((await paper(' rit ')).problem.code, 'list_purpose_needed')
  world.now = START.add({ hours: 24 * 9 })
  assert.equal((await paper('Rondrit van woensdag')).problem.code, 'home_list_expired')
  world.now = START
})

test('another library sees no route, and my day counts the bags that are empty', async () => {
  world.now = START
  const route_id = await aRoute(1)
  const [full, empty] = [await aPatron(world, here), await aPatron(world, here)]
  const count = async () =>
    (await world.call(op.myDay, {}, amina)).body.counters.find(c => c.id === 'home_bags')?.count ?? 0
  const before = await count()
  await place(route_id, full)
  await place(route_id, empty)
  assert.equal((await count()) - before, 2)
  await fill(route_id, full, await anItem(world, here))
  assert.equal((await count()) - before, 1)
  await depart(route_id)
  assert.equal((await count()) - before, 0)
  const elsewhere = await world.library('Anderegem')
  const stranger = await world.staff(elsewhere, ['hoofd_balie'])
  assert.equal((await round(route_id, ON, stranger)).status, 404)
  assert.deepEqual((await world.call(op.listHomeRoutes, {}, stranger)).body.rows, [])
})

test('the night after it came back, nobody knows any more in which bag it was', async () => {
  world.now = START
  const route_id = await aRoute()
  const [reader, item, stays] = [
    await aPatron(world, here),
    await anItem(world, here),
    await anItem(world, here),
  ]
  await place(route_id, reader)
  const loan_id = (await fill(route_id, reader, item)).body.loan!.loan_id
  const kept = (await fill(route_id, reader, stays)).body.loan!.loan_id
  await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, amina)
  const bags = async () =>
    (
      await world.rows('select loan_id from circulation.home_bag where patron_id = $1', [reader.patron_id])
    ).map(row => row.loan_id)
  const forget = circulationJobs.find(job => job.name === 'forget_home_bags')!
  await forget.handler(clock.ctx('forget_home_bags'))
  assert.deepEqual((await bags()).toSorted(), [loan_id, kept].toSorted(), 'not on the day itself')
  world.now = START.add({ hours: 24 })
  await forget.handler(clock.ctx('forget_home_bags'))
  assert.deepEqual(await bags(), [kept])
  world.now = START
})

const pauseOf = (route_id: string, { patron_id }: TestPatron, pause: op.HomePause | null, as = amina) =>
  world.call(op.pauseHomeStop, { params: { route_id, patron_id }, body: { command_id: id(), pause } }, as)
const placeOfReader = async ({ patron_id }: TestPatron, as = amina) =>
  world.call(op.readHomePlace, { params: { patron_id } }, as)

test('a reader pauses: the round passes them by, on paper too, and they keep their place', async () => {
  world.now = START
  const route_id = await aRoute(1)
  const [away, stays] = [await aPatron(world, here), await aPatron(world, here)]
  await place(route_id, away)
  await place(route_id, stays)
  const count = async () =>
    (await world.call(op.myDay, {}, amina)).body.counters.find(c => c.id === 'home_bags')?.count ?? 0
  const before = await count()
  assert.equal(
    (await pauseOf(route_id, away, { from: '2026-12-02', until: '2026-12-01' })).problem.code,
    'home_pause_backwards',
  )
  const pause = { from: '2026-11-25', until: '2026-12-04' }
  assert.deepEqual((await pauseOf(route_id, away, pause)).body, { patron_id: away.patron_id, pause })
  const { stops } = (await round(route_id)).body
  assert.deepEqual(
    stops.map(s => [s.patron_id, s.paused]),
    [
      [away.patron_id, true],
      [stays.patron_id, false],
    ],
  )
  assert.equal((await round(route_id, '2026-12-10')).body.stops[0]?.paused, false, 'after it')
  assert.equal(before - (await count()), 1, 'their bag is not empty, it is not there')
  const refused = await fill(route_id, away, await anItem(world, here))
  assert.deepEqual(
    [refused.body.did, refused.body.findings[0]?.code, refused.body.findings[0]?.about['until']],
    ['refused', 'home_paused', '2026-12-04'],
  )
  const paper = await world.call(
    op.homeRoundPaper,
    { params: { route_id, on: ON }, body: { command_id: id(), purpose: 'Rondrit van donderdag' } },
    amina,
  )
  assert.deepEqual([paper.body.stops.map(s => s.patron_id), paper.body.paused], [[stays.patron_id], 1])
  const shown = (await placeOfReader(away)).body.place
  assert.deepEqual(
    [shown?.patron_id, shown?.route.route_id, shown?.place, shown?.pause, shown?.next_on],
    [away.patron_id, route_id, 1, pause, '2026-12-10'],
  )
  await pauseOf(route_id, away, { from: '2026-11-25', until: null })
  assert.equal((await placeOfReader(away)).body.place?.next_on, null, 'until it is ended')
  await pauseOf(route_id, away, null)
  assert.equal((await round(route_id)).body.stops[0]?.paused, false)
  assert.equal((await fill(route_id, away, await anItem(world, here))).body.did, 'lent')
})

test('what went along before a pause is due when the first round after it can fetch it', async () => {
  world.now = START
  const route_id = await aRoute(4)
  const reader = await aPatron(world, here)
  await place(route_id, reader)
  await pauseOf(route_id, reader, { from: '2026-12-20', until: '2026-12-31' })
  // The next round would be on 24 December; the one after it is four weeks later.
  const lent = await fill(route_id, reader, await anItem(world, here))
  assert.equal(lent.body.loan?.due_on, '2027-01-21', lent.text)
})

test('who comes back to a route comes back with their pause; one that is over is forgotten in the night', async () => {
  world.now = START
  const route_id = await aRoute(1)
  const reader = await aPatron(world, here)
  await place(route_id, reader)
  const pause = { from: '2026-11-25', until: '2026-11-27' }
  await pauseOf(route_id, reader, pause)
  const off = (await takeOff(route_id, reader)).body
  assert.deepEqual(off.pause, pause)
  assert.equal((await placeOfReader(reader)).body.place, null)
  const { patron_id } = reader
  await world.call(
    op.placeHomeStop,
    { params: { route_id, patron_id }, body: { command_id: id(), place: off.place, pause: off.pause } },
    amina,
  )
  assert.deepEqual((await placeOfReader(reader)).body.place?.pause, pause)
  const forget = circulationJobs.find(job => job.name === 'forget_home_bags')!
  const kept = async () =>
    (
      await world.rows('select paused_until::text as until from circulation.home_stop where patron_id = $1', [
        patron_id,
      ])
    )[0]?.['until']
  world.now = START.add({ hours: 24 * 2 })
  await forget.handler(clock.ctx('forget_home_bags'))
  assert.equal(await kept(), '2026-11-27', 'its last day')
  world.now = START.add({ hours: 24 * 3 })
  await forget.handler(clock.ctx('forget_home_bags'))
  assert.equal(await kept(), null)
  world.now = START
})

test('a round on a day on which the branch is closed says so', async () => {
  world.now = START
  const route_id = await aRoute(1)
  const said = async () => {
    const { rows } = (await world.call(op.listHomeRoutes, {}, amina)).body
    return [rows.find(r => r.route_id === route_id)?.next_closed, (await round(route_id)).body.closed]
  }
  assert.deepEqual(await said(), [false, false])
  await world.rows(
    "insert into organisation.exceptional_day (branch_id, on_day, type, note) values ($1, $2, 'gesloten', 'Inventaris')",
    [here.branches[0], ON],
  )
  await world.rows('update organisation.library set epoch = epoch + 1 where library_id = $1', [
    here.library_id,
  ])
  assert.deepEqual(await said(), [true, true])
  assert.equal((await round(route_id, '2026-12-03')).body.closed, false)
  await world.rows('delete from organisation.exceptional_day where branch_id = $1', [here.branches[0]])
})

test('a pause and a place are for those of the own library', async () => {
  world.now = START
  const route_id = await aRoute(1)
  const reader = await aPatron(world, here)
  await place(route_id, reader)
  const elsewhere = await world.library('Vergegem')
  const stranger = await world.staff(elsewhere, ['hoofd_balie'])
  assert.equal((await pauseOf(route_id, reader, null, stranger)).status, 404)
  assert.equal((await placeOfReader(reader, stranger)).status, 404)
  assert.equal((await pauseOf(await aRoute(), reader, null)).problem.code, 'not_found', 'another route')
})
