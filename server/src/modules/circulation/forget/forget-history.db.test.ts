import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { financeJobs } from '../../finance/jobs.ts'
import { circulationJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let desk: Someone
let counter: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  await aRegulation(world, here)
  desk = await world.staff(here, ['hoofd_balie'])
  counter = await world.staff(here, ['balie'])
})
after(async () => {
  await clock.close()
  await world.close()
})

const id = () => uuid7(world.now)
/** Moves the clock to an instant, with the months around it to write in. */
async function at(instant: string): Promise<void> {
  world.now = Temporal.Instant.from(instant)
  await world.rows('select circulation.make_partitions($1::date)', [instant.slice(0, 10)])
  // This clock also goes back, which no other does: events are looked for from the first again.
  await world.rows('delete from circulation.history_cursor')
}
const forget = () =>
  runJobs(clock, [...circulationJobs, ...financeJobs], 'forget_history', 'forget_charge_abouts')

async function lend(p: TestPatron): Promise<{ item: TestItem; loan_id: string }> {
  const item = await anItem(world, here)
  const said = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: p.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(said.status, 201, said.text)
  return { item, loan_id: said.body.loan!.loan_id }
}
const takeBack = async (item: TestItem): Promise<void> => {
  const said = await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, desk)
  assert.equal(said.status, 201, said.text)
}
const history = async (p: TestPatron, reason: op.DoorReason = 'damage', as = desk) =>
  world.call(op.readHistory, { params: { patron_id: p.patron_id }, body: { reason } }, as)
const seen = async (p: TestPatron, reason?: op.DoorReason) =>
  (await history(p, reason)).body.rows.map(row => row.loan_id)
const last = (item: TestItem) =>
  world.call(op.lastBorrower, { params: { item_id: item.item_id }, body: { reason: 'damage' } }, desk)
/** The only loan of an item; its number changes when it leads to nobody any more. */
const ofLoan = async ({ item_id }: TestItem) =>
  (
    await world.rows(
      'select *, patron_id::text as patron_id, trace::text as trace from circulation.loan where item_id = $1',
      [item_id],
    )
  )[0]!
const ties = async (p: TestPatron) =>
  (await world.rows('select event_id from circulation.event_patron where patron_id = $1', [p.patron_id]))
    .length
const keep = (p: TestPatron, keep_history: boolean) => choose(p, keep_history)
async function choose(p: TestPatron, keep_history: boolean): Promise<void> {
  const read = (await world.call(op.readPatron, { params: { patron_id: p.patron_id } }, desk)).body
  const {
    family_name,
    given_name,
    birth_on,
    gender,
    street,
    postcode,
    municipality,
    email,
    phone,
    language,
  } = read
  const said = await world.call(
    op.changePatron,
    {
      params: { patron_id: p.patron_id },
      body: {
        command_id: id(),
        version: read.version,
        family_name,
        given_name,
        birth_on,
        gender,
        street,
        postcode,
        municipality,
        email,
        phone,
        language,
        message_channel: read.message_channel,
        news: read.news,
        keep_history,
      },
    },
    desk,
  )
  assert.equal(said.status, 200, said.text)
}

test('P67 P69 P70 returned on 10 January: visible to 10 April, gone after the run of 11 April', async () => {
  await at('2026-01-05T10:00:00Z')
  const p = await aPatron(world, here)
  const { item, loan_id } = await lend(p)
  await at('2026-01-10T22:30:00Z') // 23.30 in Brussels, winter
  await takeBack(item)
  await at('2026-04-10T21:30:00Z') // 23.30 in Brussels, summer: still the tenth
  await forget()
  assert.deepEqual(await seen(p), [loan_id])
  assert.equal((await last(item)).status, 200)
  assert.equal((await ofLoan(item)).patron_id, p.patron_id)

  await at('2026-04-10T22:30:00Z') // half past midnight of the eleventh
  assert.deepEqual(await seen(p), [], 'nobody sees it any more, also before the run')
  await forget()
  const left = await ofLoan(item)
  assert.deepEqual(
    [left.patron_id, left.trace, left.lent_by, left.workstation_id, left.item_id, left.title_id],
    [null, '{}', null, null, item.item_id, item.title_id],
    'the loan leads to nobody, and still counts for the title',
  )
  const [day] = await world.rows(
    `select (lent_at at time zone 'Europe/Brussels')::text as lent, returned_on::text as back, due_on::text as due from circulation.loan where item_id = $1`,
    [item.item_id],
  )
  // The month in which it was lent, and a week: nothing tells it from the others of that month.
  assert.deepEqual(day, { lent: '2026-01-01 00:00:00', back: '2026-01-08', due: '2026-01-29' })
  assert.equal(await ties(p), 0)
  assert.equal((await last(item)).problem.code, 'last_borrower_gone')
  await forget()
  assert.deepEqual(await ofLoan(item), left, 'a second run changes nothing')
})

test('P67 P70 over the end of summer time: the thirtieth of July is gone with the run of 29 October, not before', async () => {
  await at('2026-07-20T08:00:00Z')
  const p = await aPatron(world, here)
  const { item, loan_id } = await lend(p)
  await at('2026-07-29T22:30:00Z') // half past midnight of the thirtieth
  await takeBack(item)
  await at('2026-10-28T22:59:00Z') // 23.59 of the twenty-eighth, winter
  await forget()
  assert.deepEqual(await seen(p), [loan_id])
  await at('2026-10-28T23:01:00Z')
  await forget()
  assert.equal((await ofLoan(item)).patron_id, null)
})

test('P66 P71 who keeps history keeps it; who stops loses what is older with the next run, and what is younger in its time', async () => {
  await at('2026-01-05T10:00:00Z')
  const p = await aPatron(world, here)
  await keep(p, true)
  const old = await lend(p)
  await takeBack(old.item)
  await at('2026-05-04T10:00:00Z')
  await forget()
  const young = await lend(p)
  await takeBack(young.item)
  assert.deepEqual(await seen(p, 'own_request'), [young.loan_id, old.loan_id])
  assert.deepEqual(await seen(p, 'damage'), [young.loan_id], 'staff see ninety days, unless the reader asks')
  assert.ok((await ties(p)) >= 4)

  await at('2026-05-10T10:00:00Z')
  await keep(p, false)
  await at('2026-05-11T02:00:00Z')
  await forget()
  assert.equal((await ofLoan(old.item)).patron_id, null)
  assert.deepEqual(await seen(p), [young.loan_id])
  await at('2026-08-03T02:00:00Z')
  await forget()
  assert.equal((await ofLoan(young.item)).patron_id, null)
  assert.equal(await ties(p), 0)
})

test('P71 who begins to keep history keeps what is still there, and nothing that is gone', async () => {
  await at('2026-01-05T10:00:00Z')
  const p = await aPatron(world, here)
  const old = await lend(p)
  await takeBack(old.item)
  await at('2026-04-02T10:00:00Z')
  const young = await lend(p)
  await takeBack(young.item)
  await at('2026-04-20T02:00:00Z')
  await forget()
  await keep(p, true)
  await at('2026-09-01T02:00:00Z')
  await forget()
  assert.deepEqual(await seen(p, 'own_request'), [young.loan_id])
})

test('P68 the history opens for who may see it and says why, and the patron sees that', async () => {
  await at('2026-05-04T10:00:00Z')
  const p = await aPatron(world, here)
  const { item } = await lend(p)
  await takeBack(item)
  assert.equal((await history(p, 'damage', counter)).status, 403)
  assert.equal((await history(p, 'dispute')).body.rows.length, 1)
  const { rows } = (await world.call(op.patronAccess, { params: { patron_id: p.patron_id } }, desk)).body
  assert.deepEqual(
    rows.filter(row => row.reason !== null).map(row => [row.reason, row.purpose]),
    [['dispute', 'functional']],
  )
})

test('P70 reservations, claims and the grain of events go too; counts stay', async () => {
  await at('2026-01-05T10:00:00Z')
  const p = await aPatron(world, here)
  const { item } = await lend(p)
  const wanted = await anItem(world, here)
  const held = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: p.patron_id,
        title_id: wanted.title_id,
        pickup_branch_id: here.branches[0]!,
        accept: ['item_available_here'],
      },
    },
    desk,
  )
  assert.equal(held.status, 201, held.text)
  const { hold_id } = held.body.hold
  const gone = await world.call(op.cancelHold, { params: { hold_id }, body: { command_id: id() } }, desk)
  assert.equal(gone.status, 201, gone.text)
  await takeBack(item)
  const of = "position >= (select position from circulation.event where kind = 'checkout' and item_id = $1)"
  const count =
    'select kind, count(*) as n from circulation.event where kind = any ($1) group by kind order by kind'
  const kinds = [['checkout', 'checkin', 'hold_placed', 'hold_cancelled']]
  const [ours] = await world.rows(`select count(*) as n from circulation.event where ${of}`, [item.item_id])
  assert.equal(ours!['n'], '4')
  const before = await world.rows(count, kinds)
  await at('2026-04-06T02:00:00Z')
  await forget()
  assert.deepEqual(await world.rows('select hold_id from circulation.hold where hold_id = $1', [hold_id]), [])
  assert.deepEqual(await world.rows(count, kinds), before)
  const fine = await world.rows(
    `select * from circulation.event where kind = any ($1) and occurred_at < '2026-01-06'
        and (coalesce(item_id, loan_id, hold_id, staff_id) is not null or coalesce(gender, postcode, reason) is not null or position <> 0
             or to_char(occurred_at at time zone 'Europe/Brussels', 'HH24:MI') not in ('08:00', '13:00', '18:00'))`,
    kinds,
  )
  assert.deepEqual(fine, [])
})

test('Q9 what an open charge is for can be told until it is settled, and then no longer than a loan', async () => {
  await at('2026-01-05T10:00:00Z')
  const p = await aPatron(world, here)
  const { item, loan_id } = await lend(p)
  await at('2026-02-20T10:00:00Z')
  await takeBack(item)
  const abouts = () =>
    world.rows('select entry_id::text as entry_id from finance.charge_about where loan_id = $1', [loan_id])
  const [fine] = await abouts()
  assert.ok(fine, 'a late return is charged')
  await at('2026-06-01T02:00:00Z')
  await forget()
  assert.equal((await ofLoan(item)).patron_id, null)
  assert.equal((await abouts()).length, 1)
  const paid = await world.call(
    op.receivePayment,
    {
      params: { patron_id: p.patron_id },
      body: { command_id: id(), method: 'card', entry_ids: [fine.entry_id!] },
    },
    desk,
  )
  assert.equal(paid.status, 201, paid.text)
  await at('2026-06-02T02:00:00Z')
  await forget()
  assert.deepEqual(await abouts(), [])
})

test('P70 a month of ties that is over goes as a whole', async () => {
  const names = async () =>
    (
      await world.rows(
        `select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid where h.inhparent = 'circulation.event_patron'::regclass`,
      )
    ).map(row => row.relname!)
  await at('2026-10-01T02:00:00Z')
  await forget()
  assert.deepEqual(
    (await names()).filter(name => name < 'event_patron_2026_10'),
    [],
  )
  assert.ok((await names()).includes('event_patron_kept'))
})
