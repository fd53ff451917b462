import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, anItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { workOnRuns } from '../bulk/bulk-jobs.ts'
import { type Lent, lent } from '../testing/many.ts'

let world: World
let clock: TestClock
let here: Library
let head: Someone
let admin: Someone
let loans: Lent[]
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  head = await world.staff(here, ['hoofd_balie'])
  admin = await world.staff(here, ['beheer'])
  await aRegulation(world, here)
  // Due on Wednesday 23 December.
  loans = await lent(world, { library: here, as: head }, 3)
})
after(async () => {
  await clock.close()
  await world.close()
})
const id = () => uuid7(world.now)
const one = async (text: string, ...values: unknown[]) => (await world.rows(text, values))[0]
const dueOf = async (loan: Lent) =>
  (await one('select due_on::text from circulation.loan where loan_id = $1', loan.loan_id))?.due_on
const days = async () =>
  (
    await world.rows(
      "select on_day::text || ' ' || type as day from organisation.exceptional_day where branch_id = $1 order by 1",
      [here.branches[0]],
    )
  ).map(row => row.day)
const plan = (more: Partial<op.ClosurePlan> = {}): op.ClosurePlan => ({
  branch_ids: [here.branches[0]!],
  type: 'gesloten',
  from_on: '2026-12-21',
  until_on: '2026-12-26',
  moves: 'off_closed',
  ...more,
})
async function ended(closure: op.Closure): Promise<op.Closure> {
  let now = closure
  for (let i = 0; i < 50; i++) {
    if (!now.runs.some(run => ['preparing', 'running', 'rolling_back'].includes(run.state))) return now
    now = (await world.call(op.workClosure, { params: { closure_id: closure.closure_id }, body: {} }, admin))
      .body
  }
  return assert.fail('the closure does not end')
}
const apply = async (more: Partial<op.ClosurePlan> = {}): Promise<op.Closure> => {
  const said = await world.call(
    op.applyClosure,
    { body: { command_id: id(), ...plan(more), reason: 'Staking' } },
    admin,
  )
  assert.equal(said.status, 201, said.text)
  return said.body
}
const undo = async (closure: op.Closure): Promise<op.Closure> => {
  const said = await world.call(
    op.undoClosure,
    { params: { closure_id: closure.closure_id }, body: { command_id: id() } },
    admin,
  )
  assert.equal(said.status, 201, said.text)
  return ended(said.body)
}

test('a preview says what moves, of loans, holds, fines, messages and transits, and changes nothing', async () => {
  const waiter = await aPatron(world, here)
  const item = await anItem(world, here)
  const away = await anItem(world, here, { branch: 1 })
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, item_id, hold_code, ready_at, ready_until)
     values ($1, $2, $3, $4, 'ready', now(), $5, 'V-1', now(), '2026-12-22')`,
    [here.library_id, waiter.patron_id, item.title_id, here.branches[0], item.item_id],
  )
  await world.rows(
    `insert into circulation.item_status (item_id, status, branch_id, to_branch_id, since) values ($1, 'in_transit', $2, $3, now())`,
    [away.item_id, here.branches[1], here.branches[0]],
  )
  const said = await world.call(op.previewClosure, { body: plan() }, admin)
  assert.equal(said.status, 200, said.text)
  assert.deepEqual(said.body, {
    loans: {
      moving: 3,
      staying: 0,
      by_day: [{ branch_id: here.branches[0], from: '2026-12-23', to: '2026-12-28', count: 3 }],
    },
    holds: {
      moving: 1,
      staying: 0,
      by_day: [{ branch_id: here.branches[0], from: '2026-12-22', to: '2026-12-28', count: 1 }],
    },
    fines: { late: 3, before_cents: 150, after_cents: 0 },
    messages: { predue: 0, reminders: 0, invoices: 0 },
    transits: { coming: 1, leaving: 0 },
    days: 6,
  })
  assert.deepEqual(await days(), [])
})

test('applied as one: the calendar, the loans and the holds; undone as one', async () => {
  const closure = await ended(await apply())
  assert.deepEqual(
    closure.runs.map(run => [run.kind, run.state, run.done]),
    [
      ['loan_off_closed', 'done', 3],
      ['hold_off_closed', 'done', 1],
    ],
  )
  for (const loan of loans) assert.equal(await dueOf(loan), '2026-12-28')
  assert.equal((await days()).length, 6)
  const hold = () => one("select ready_until::text from circulation.hold where hold_code = 'V-1'")
  assert.equal((await hold())?.ready_until, '2026-12-28')
  // A new loan follows the calendar at once: 28 days from 25 November is in the closure.
  const [next] = await lent(world, { library: here, as: head }, 1)
  assert.equal(next?.due_on, '2026-12-28')
  const back = await undo(closure)
  assert.equal(back.state, 'undone')
  assert.deepEqual(
    back.runs.map(run => run.state),
    ['rolled_back', 'rolled_back'],
  )
  for (const loan of loans) assert.equal(await dueOf(loan), loan.due_on)
  assert.equal((await hold())?.ready_until, '2026-12-22')
  assert.deepEqual(await days(), [])
  const again = await world.call(
    op.undoClosure,
    { params: { closure_id: closure.closure_id }, body: { command_id: id() } },
    admin,
  )
  assert.equal(again.problem?.code, 'closure_undone')
})

test('extended: dates that moved move on; a day that somebody set since stays when it is undone', async () => {
  await world.rows(
    "insert into organisation.exceptional_day (branch_id, on_day, type, note) values ($1, '2026-12-25', 'vakantie', 'Kerstmis')",
    [here.branches[0]],
  )
  const closure = await ended(await apply())
  const longer = await world.call(
    op.changeClosureEnd,
    { params: { closure_id: closure.closure_id }, body: { command_id: id(), until_on: '2026-12-30' } },
    admin,
  )
  assert.equal(longer.status, 201, longer.text)
  const moved = await ended(longer.body)
  assert.equal(await dueOf(loans[0]!), '2026-12-31')
  assert.equal(moved.until_on, '2026-12-30')
  await world.rows(
    "update organisation.exceptional_day set type = 'normaal' where branch_id = $1 and on_day = '2026-12-29'",
    [here.branches[0]],
  )
  await undo(moved)
  assert.equal(await dueOf(loans[0]!), loans[0]!.due_on)
  assert.deepEqual(await days(), ['2026-12-25 vakantie', '2026-12-29 normaal'])
  await world.rows('delete from organisation.exceptional_day where branch_id = $1', [here.branches[0]])
})

test('ended earlier: the days are open again, and who was promised a later date keeps it', async () => {
  const closure = await ended(await apply())
  await world.call(
    op.changeClosureEnd,
    { params: { closure_id: closure.closure_id }, body: { command_id: id(), until_on: '2026-12-22' } },
    admin,
  )
  assert.deepEqual(await days(), ['2026-12-21 gesloten', '2026-12-22 gesloten'])
  assert.equal(await dueOf(loans[0]!), '2026-12-28')
  await undo(closure)
  assert.deepEqual(await days(), [])
})

test('Putte: every date of the period goes to its end, without fines, in one action', async () => {
  const closure = await apply({
    type: 'boetevrij',
    from_on: '2026-12-01',
    until_on: '2027-01-31',
    moves: 'after',
  })
  // The clock finishes what no screen looks at.
  await workOnRuns(clock.ctx('bulk_runs'))
  for (const loan of loans) assert.equal(await dueOf(loan), '2027-02-01')
  const set = await days()
  assert.ok(set.every(day => day?.endsWith('boetevrij')))
  assert.ok(!set.some(day => day?.startsWith('2026-12-06')), 'a Sunday is not opened by it')
  await undo(closure)
})

test('what is booked never changes, what is past cannot be closed, and another library is none of ours', async () => {
  const [booked] = await world.rows('select coalesce(sum(amount_cents), 0) as sum from finance.entry')
  const past = await world.call(
    op.previewClosure,
    { body: plan({ from_on: '2026-11-02', until_on: '2026-11-03' }) },
    admin,
  )
  assert.equal(past.problem?.code, 'closure_past')
  const other = await world.library('Elders')
  const foreign = await world.call(
    op.previewClosure,
    { body: plan({ branch_ids: [other.branches[0]!] }) },
    admin,
  )
  assert.equal(foreign.problem?.code, 'branch_not_yours')
  const closure = await ended(await apply())
  assert.deepEqual(await world.rows('select coalesce(sum(amount_cents), 0) as sum from finance.entry'), [
    booked,
  ])
  const stranger = await world.staff(other, ['beheer'])
  const seen = await world.call(
    op.workClosure,
    { params: { closure_id: closure.closure_id }, body: {} },
    stranger,
  )
  assert.equal(seen.problem?.code, 'not_found')
  const rolled = await world.call(
    op.rollBackBulk,
    { params: { run_id: closure.runs[0]!.run_id }, body: { command_id: id() } },
    head,
  )
  assert.equal(rolled.problem?.code, 'bulk_of_closure')
})

test('a year that was mistyped is refused, and the last day of the calendar too', async () => {
  for (const [from_on, until_on] of [
    ['9999-12-31', '9999-12-31'],
    ['2202-12-21', '2202-12-26'],
    ['2026-12-21', '9999-12-31'],
  ] as const) {
    const wrong = plan({ from_on, until_on })
    const seen = await world.call(op.previewClosure, { body: wrong }, admin)
    assert.equal(seen.problem?.code, 'invalid', seen.text)
    const applied = await world.call(
      op.applyClosure,
      { body: { command_id: id(), ...wrong, reason: 'Staking' } },
      admin,
    )
    assert.equal(applied.problem?.code, 'invalid', applied.text)
  }
})
