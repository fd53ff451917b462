import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock } from '../../../testing/jobs.ts'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { patronJobs } from '../jobs.ts'
import { commandId } from '../testing/forms.ts'

let world: World
let here: Library
let head: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  head = await world.staff(here, ['hoofd_balie'])
})
after(() => world.close())

const make = (wish: object, as = head) =>
  world.call(
    op.makePersonList,
    {
      body: {
        command_id: commandId(),
        kind: 'ending',
        purpose: 'Brief over het vernieuwen',
        by: '2026-12-31',
        days: 7,
        ...wish,
      },
    },
    as,
  )

test('P77 a list of people holds no e-mail address', async () => {
  await aPatron(world, here, { member_until: '2026-12-12' })
  const made = await make({ by: '2026-12-12' })
  const ask = { params: { list_id: made.body.list_id }, query: {} }
  const read = await world.call(op.readPersonList, ask, head)
  assert.equal(read.body.rows.length, 1)
  assert.ok(!('email' in read.body.rows[0]!), 'e-mail leaves by the lists of campaigns only')
  await world.rows('delete from patrons.patron where member_until = $1', ['2026-12-12'])
})

test('a list of people states its purpose, holds nothing but who, and each look is logged', async () => {
  assert.equal((await make({})).problem.code, 'list_empty')
  const soon = await aPatron(world, here, { member_until: '2026-12-10' })
  const sooner = await aPatron(world, here, { member_until: '2026-11-30' })
  await aPatron(world, here, { member_until: '2027-06-01' })
  await aPatron(world, here, { member_until: '2026-11-01' })
  assert.equal((await make({ purpose: ' lijst ' })).problem.code, 'list_purpose_needed')
  assert.equal((await make({ by: '2026-11-24' })).problem.code, 'list_day_needed')
  const made = await make({})
  assert.equal(made.status, 201, made.text)
  const { list_id } = made.body
  assert.deepEqual(
    [made.body.kind, made.body.purpose, made.body.until, made.body.people],
    ['ending', 'Brief over het vernieuwen', '2026-12-02', 2],
  )
  const read = () => world.call(op.readPersonList, { params: { list_id }, query: {} }, head)
  await world.rows("update patrons.patron set street = 'Nieuwstraat 1' where patron_id = $1", [
    soon.patron_id,
  ])
  const people = (await read()).body
  assert.deepEqual(
    people.rows.map(row => [row.patron_id, row.street]),
    [
      [sooner.patron_id, null],
      [soon.patron_id, 'Nieuwstraat 1'],
    ],
  )
  const seen = await world.rows(
    "select count(*) as n from privacy.access_log where operation = 'readPersonList' and patron_id = any ($1)",
    [[soon.patron_id, sooner.patron_id]],
  )
  assert.equal(seen[0]?.n, '2')
  // Who is gone meanwhile is gone from the list.
  await world.rows('delete from patrons.patron where patron_id = $1', [sooner.patron_id])
  assert.equal((await read()).body.rows.length, 1)
})

test('a list goes by itself, can be thrown away, and is for who may make lists in this library only', async () => {
  await aPatron(world, here)
  const { list_id } = (await make({ kind: 'no_email', by: undefined, days: 1 })).body
  const clerk = await world.staff(here, ['balie'])
  assert.equal((await make({}, clerk)).problem.code, 'no_leave')
  const beside = await world.library('Buurgem')
  await world.agreement('3b', [here, beside])
  const partner = await world.staff(beside, ['hoofd_balie'])
  assert.deepEqual((await world.call(op.personLists, {}, partner)).body.rows, [])
  const ask = { params: { list_id }, query: {} }
  assert.equal((await world.call(op.readPersonList, ask, partner)).problem.code, 'not_found')
  assert.equal(
    (await world.call(op.dropPersonList, { params: { list_id } }, partner)).problem.code,
    'not_found',
  )
  const clock = openClock(world)
  const job = patronJobs.find(one => one.name === 'forget_person_lists')
  world.now = Temporal.Instant.from('2026-11-26T23:40:00Z')
  assert.equal((await world.call(op.readPersonList, ask, head)).problem.code, 'not_found')
  await job!.handler(clock.ctx('forget_person_lists'))
  await clock.close()
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
  const left = await world.rows('select 1 from patrons.person_list_row where list_id = $1', [list_id])
  assert.deepEqual(left, [])
  const other = (await make({ kind: 'no_email', by: undefined })).body.list_id
  const drop = () => world.call(op.dropPersonList, { params: { list_id: other } }, head)
  assert.deepEqual([(await drop()).status, (await drop()).problem?.code], [200, 'not_found'])
})
