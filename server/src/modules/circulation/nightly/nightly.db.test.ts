import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, stopsAfter, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, anItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { type Lent, lent, linesOf, previewed } from '../testing/many.ts'
import { autoRenew } from './auto-renew.ts'
import { nightly } from './nightly.ts'

let world: World
let clock: TestClock
let here: Library
let head: Someone
const LENT = '2026-11-25T13:05:00Z'
/** The night before Wednesday 23 December, when loans of 25 November come due. */
const NIGHT = '2026-12-22T00:30:00Z'

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  await world.rows("select circulation.make_partitions('2027-02-01')")
  here = await world.library('Testgem')
  head = await world.staff(here, ['hoofd_balie'])
  await aRegulation(
    world,
    here,
    plainRows({
      auto_renew: true,
      reminders: {
        predue_days: null,
        steps: [
          { days: 7, after: 'due', cost_cents: 0 },
          { days: 7, after: 'previous', cost_cents: 0 },
        ],
        invoice_days: 35,
      },
    }),
  )
})
after(async () => {
  await clock.close()
  await world.close()
})
const at = (instant: string) => void (world.now = Temporal.Instant.from(instant))
const night = async (instant = NIGHT, signal?: AbortSignal) => {
  at(instant)
  await nightly(clock.ctx('nightly', signal))
}
const one = async (text: string, ...values: unknown[]) => (await world.rows(text, values))[0]
const loanOf = async (loan: Lent) => {
  const row = await one(
    'select due_on::text, renewals from circulation.loan where loan_id = $1',
    loan.loan_id,
  )
  return [row?.due_on, row?.renewals]
}
const answerOf = async (loan: Lent) => {
  const row = await one(
    "select renewed, coalesce(findings -> 0 ->> 'code', '') as code from circulation.auto_renewal where loan_id = $1 order by decided_on desc limit 1",
    loan.loan_id,
  )
  return row && [row.renewed, row.code]
}
const owes = (patron: TestPatron, cents: number) =>
  world.call(
    op.addCharge,
    {
      params: { patron_id: patron.patron_id },
      body: { command_id: uuid7(world.now), charge_kind: 'other', amount_cents: cents, reason: 'test' },
    },
    head,
  )
const set = async (key: op.SettingKey, value: unknown) => {
  await world.rows(
    'insert into organisation.setting (library_id, key, value) values ($1, $2, $3) on conflict (library_id, key) do update set value = excluded.value',
    [here.library_id, key, JSON.stringify(value)],
  )
}
async function fresh(count = 1, patron?: TestPatron): Promise<Lent[]> {
  at(LENT)
  return lent(world, { library: here, as: head, ...(patron ? { patron } : {}) }, count)
}
const wipe = () => world.rows('delete from circulation.nightly_step')

test('renewed the night before it is due, once, with an event of the clock that messages can follow', async () => {
  const [loan] = await fresh()
  await night('2026-12-21T00:30:00Z')
  assert.deepEqual(await loanOf(loan!), ['2026-12-23', 0], 'two days before is too soon')
  await night()
  assert.deepEqual(await loanOf(loan!), ['2027-01-19', 1])
  assert.deepEqual(await answerOf(loan!), [true, ''])
  const event = await one(
    "select e.source, e.staff_id, e.due_on::text, ep.patron_id from circulation.event e join circulation.event_patron ep using (event_id) where e.loan_id = $1 and e.kind = 'renewal'",
    loan!.loan_id,
  )
  assert.deepEqual(event, {
    source: 'job',
    staff_id: null,
    due_on: '2027-01-19',
    patron_id: loan!.patron.patron_id,
  })
  await night()
  await wipe()
  await night()
  assert.deepEqual(
    await loanOf(loan!),
    ['2027-01-19', 1],
    'never twice, also when the whole night is done again',
  )
})

test('B27, B28: reserved by another and no copy to lend stops it; a copy on the shelf lets it go on', async () => {
  const [waited, served, dead] = await fresh(3)
  const waiter = await aPatron(world, here)
  for (const loan of [waited!, served!, dead!])
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at) values ($1, $2, $3, $4, 'waiting', now())`,
      [here.library_id, waiter.patron_id, loan.item.title_id, here.branches[0]],
    )
  await anItem(world, here, { title_id: served!.item.title_id })
  const other = await anItem(world, here, { title_id: dead!.item.title_id })
  await world.rows('update inventory.item set loanable = false where item_id = $1', [other.item_id])
  await wipe()
  await night()
  assert.deepEqual(await answerOf(waited!), [false, 'reserved_by_another'])
  assert.deepEqual(await answerOf(served!), [true, ''])
  assert.deepEqual(await answerOf(dead!), [false, 'reserved_by_another'])
})

test('B29, B31: no renewal left is a reason, beside every other, for each loan by itself', async () => {
  const [done, free] = await fresh(2)
  await world.rows('update circulation.loan set renewals = 2 where loan_id = $1', [done!.loan_id])
  await wipe()
  await night()
  assert.deepEqual(await answerOf(done!), [false, 'renewals_exhausted'])
  assert.deepEqual(await answerOf(free!), [true, ''])
  const row = await one(
    "select jsonb_array_length(findings) as count, findings -> 0 -> 'about' as about from circulation.auto_renewal where loan_id = $1",
    done!.loan_id,
  )
  assert.deepEqual(row, { count: 1, about: { count: 2, limit: 2 } })
})

test('B30: limit of ten euros for what is owed: five and ten go, fifteen does not', async () => {
  await set('circulation.auto_renew_debt_cents', 1000)
  at(LENT)
  const loans: [number, Lent][] = []
  for (const cents of [500, 1000, 1500]) {
    const patron = await aPatron(world, here)
    const [loan] = await fresh(1, patron)
    assert.equal((await owes(patron, cents)).status, 201)
    loans.push([cents, loan!])
  }
  await wipe()
  await night()
  for (const [cents, loan] of loans)
    assert.deepEqual(
      await answerOf(loan),
      cents > 1000 ? [false, 'auto_renew_debt'] : [true, ''],
      `${cents} cents`,
    )
  await set('circulation.auto_renew_debt_cents', null)
  const patron = await aPatron(world, here)
  const [loan] = await fresh(1, patron)
  await owes(patron, 1000)
  await wipe()
  await night()
  assert.deepEqual(
    await answerOf(loan!),
    [false, 'debt_block'],
    'without a limit of its own the block of the regulation counts',
  )
})

test('B32, B33: an item that is missing and a membership that ended are reasons', async () => {
  const ended = await aPatron(world, here, { member_until: '2026-12-10' })
  const [missing] = await fresh()
  const [expired] = await fresh(1, ended)
  await world.rows("update inventory.item set state = 'missing' where item_id = $1", [missing!.item.item_id])
  await world.rows("update circulation.loan set due_on = '2026-12-23' where loan_id = $1", [expired!.loan_id])
  await wipe()
  await night()
  assert.deepEqual(await answerOf(missing!), [false, 'item_missing'])
  assert.deepEqual(await answerOf(expired!), [false, 'patron_expired'])
})

test('what costs money or is left to the desk is not renewed at night; many at once costs what it says', async () => {
  const dear = await world.library('Duurgem')
  const as = await world.staff(dear, ['hoofd_balie'])
  await aRegulation(world, dear, [
    ...plainRows({ auto_renew: true }),
    { row_no: 3, selectors: { action: 'renewal' }, values: { lending_fee: { cents: 10 } } },
  ])
  at(LENT)
  const [book] = await lent(world, { library: dear, as })
  await night()
  assert.deepEqual(await answerOf(book!), [false, 'renewal_costs'])
  const run = await previewed(world, { change: { kind: 'loan_renew' }, codes: [book!.item.barcode] }, as)
  assert.deepEqual(
    (await linesOf(world, run.run_id, as)).map(line => [line.state, line.after?.['fee_cents']]),
    [['planned', 10]],
  )
  const strict = await world.library('Strenggem')
  const there = await world.staff(strict, ['hoofd_balie'])
  await aRegulation(world, strict, plainRows({ auto_renew: true, desk_only: ['renewal'] }))
  at(LENT)
  const [left] = await lent(world, { library: strict, as: there })
  await wipe()
  await night()
  assert.deepEqual(await answerOf(left!), [false, 'desk_only'])
})

test('what a reader says to have brought back is not renewed, not told of, and not on the list of the shelf', async () => {
  const [mine, other] = await fresh(2)
  await world.call(
    op.claimReturned,
    { params: { loan_id: mine!.loan_id }, body: { command_id: uuid7(world.now) } },
    head,
  )
  await wipe()
  await night()
  assert.equal(await answerOf(mine!), undefined)
  assert.deepEqual(await answerOf(other!), [true, ''])
})

test('what a reader chose goes before the library; the library may renew nothing, or only for who asked', async () => {
  const [no, yes] = [await aPatron(world, here), await aPatron(world, here)]
  const [against] = await fresh(1, no)
  const chosen = await world.call(
    op.chooseAutoRenew,
    { params: { patron_id: no.patron_id }, body: { command_id: uuid7(world.now), auto_renew: false } },
    head,
  )
  assert.equal(chosen.body.auto_renew, false, chosen.text)
  await wipe()
  await night()
  assert.equal(await answerOf(against!), undefined)
  await set('circulation.auto_renew', 'asked')
  await world.rows('update patrons.patron set auto_renew = true where patron_id = $1', [yes.patron_id])
  const [asked] = await fresh(1, yes)
  const [silent] = await fresh()
  await wipe()
  await night()
  assert.deepEqual(await answerOf(asked!), [true, ''])
  assert.equal(await answerOf(silent!), undefined)
  await set('circulation.auto_renew', 'never')
  const [never] = await fresh()
  await wipe()
  await night()
  assert.equal(await answerOf(never!), undefined)
  await set('circulation.auto_renew', 'regulation')
})

test('a run that is cut off goes on where it was, and two at once renew nothing twice', async () => {
  const loans = await fresh(5)
  await wipe()
  await assert.rejects(night(NIGHT, AbortSignal.abort(new Error('cut off'))))
  assert.equal(await answerOf(loans[0]!), undefined)
  at(NIGHT)
  await Promise.all([nightly(clock.ctx('nightly')), nightly(clock.ctx('nightly'))])
  for (const loan of loans) assert.deepEqual(await loanOf(loan), ['2027-01-19', 1])
  const steps = await world.rows(
    'select step, done_at is not null as done from circulation.nightly_step where library_id = $1 order by step',
    [here.library_id],
  )
  assert.deepEqual(steps, [
    { step: 'auto_renew', done: true },
    { step: 'shelf_search', done: true },
  ])
})

test('a night that breaks again and again, between two portions and inside one, does each loan exactly once', async () => {
  const fragile = await world.library('Breekgem')
  const as = await world.staff(fragile, ['hoofd_balie'])
  await aRegulation(world, fragile, plainRows({ auto_renew: true }))
  at(LENT)
  const loans = await lent(world, { library: fragile, as }, 11)
  const spent = loans[2]!.loan_id
  await world.rows('update circulation.loan set renewals = 2 where loan_id = $1', [spent])
  /** Two loans a portion: what was done, and where the night stands. */
  const run = (signal?: AbortSignal) => {
    at(NIGHT)
    return autoRenew(clock.ctx('nightly', signal), fragile.library_id, '2026-12-22', 2)
  }
  const done = () =>
    world.rows(
      `select l.loan_id, l.renewals, l.due_on::text,
         (select count(*)::integer from circulation.event e where e.loan_id = l.loan_id and e.kind = 'renewal') as events,
         (select count(*)::integer from circulation.auto_renewal a where a.loan_id = l.loan_id) as answers
         from circulation.loan l where l.library_id = $1 order by l.loan_id`,
      [fragile.library_id],
    )
  const untouched = { renewals: 0, due_on: '2026-12-23', events: 0, answers: 0 }
  const wanted = (handled: number) =>
    loans.map(({ loan_id }, at) => {
      if (at >= handled) return { loan_id, ...untouched, ...(loan_id === spent ? { renewals: 2 } : {}) }
      if (loan_id === spent) return { loan_id, ...untouched, renewals: 2, answers: 1 }
      return { loan_id, renewals: 1, due_on: '2027-01-19', events: 1, answers: 1 }
    })
  const handled = async () => {
    const step = await one(
      "select handled, done_at is not null as done from circulation.nightly_step where library_id = $1 and step = 'auto_renew'",
      fragile.library_id,
    )
    return step && [step.handled, step.done]
  }
  await assert.rejects(run(stopsAfter(0)), /stopped/)
  assert.deepEqual([await handled(), await done()], [undefined, wanted(0)], 'before anything')
  await assert.rejects(run(stopsAfter(1)), /stopped/)
  assert.deepEqual([await handled(), await done()], [[2, false], wanted(2)], 'after one portion')
  // The portion of the fifth and the sixth fails at its last statement but one, after the loans were set.
  await world.rows(
    `alter table circulation.auto_renewal add constraint breaks check (loan_id <> ${loans[5]!.loan_id}) not valid`,
  )
  for (let again = 0; again < 2; again++) {
    await assert.rejects(run(), /breaks/)
    assert.deepEqual([await handled(), await done()], [[4, false], wanted(4)], 'nothing of half a portion')
  }
  await world.rows('alter table circulation.auto_renewal drop constraint breaks')
  await assert.rejects(run(stopsAfter(1)), /stopped/)
  assert.deepEqual([await handled(), await done()], [[6, false], wanted(6)], 'later in the night')
  const both = await Promise.allSettled([run(stopsAfter(1)), run(stopsAfter(1))])
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.deepEqual(
    [await handled(), await done()],
    [[10, false], wanted(10)],
    'two processes share, and meet nowhere',
  )
  assert.equal(await run(), 1, 'only the last is left')
  assert.deepEqual([await handled(), await done()], [[11, true], wanted(11)])
  await night()
  assert.deepEqual(
    [await handled(), await done()],
    [[11, true], wanted(11)],
    'a whole night more changes nothing',
  )
})

test('the second reminder and the invoice are looked for on the shelf first, in shelf order, without a person', async () => {
  await set('circulation.auto_renew', 'never')
  const [second, invoice, first] = await fresh(3)
  // Second reminder: 14 days after the due day. Invoice: 35. The night is that of Tuesday 22 December.
  for (const [loan, due] of [
    [second!, '2026-12-09'],
    [invoice!, '2026-11-18'],
    [first!, '2026-12-16'],
  ] as const)
    await world.rows('update circulation.loan set due_on = $2 where loan_id = $1', [loan.loan_id, due])
  await wipe()
  await night()
  at('2026-12-22T09:00:00Z')
  const list = await world.call(op.shelfFirst, {}, head)
  assert.equal(list.status, 200, list.text)
  assert.deepEqual(
    list.body.rows.map(row => [row.loan_id, row.why, row.message_on, row.state]).toSorted(),
    [
      [second!.loan_id, 'reminder', '2026-12-23', 'to_search'],
      [invoice!.loan_id, 'invoice', '2026-12-23', 'to_search'],
    ].toSorted(),
  )
  assert.ok(!list.text.includes('Vantest'))
  const day = async () =>
    (await world.call(op.myDay, {}, head)).body.counters.find(c => c.id === 'shelf_first')
  assert.deepEqual(await day(), { id: 'shelf_first', count: 2, until: '2026-12-22 18:00' })
  const mark = (loan: Lent, not_found: boolean) =>
    world.call(
      op.shelfFirstMark,
      { params: { loan_id: loan.loan_id }, body: { command_id: uuid7(world.now), not_found } },
      head,
    )
  assert.equal(
    (await mark(second!, true)).body.rows.find(r => r.loan_id === second!.loan_id)?.state,
    'not_found',
  )
  assert.equal((await day())?.count, 1)
  await mark(second!, false)
  assert.equal((await day())?.count, 2, 'undone')
  const found = await world.call(
    op.shelfFirstFound,
    { body: { command_id: uuid7(world.now), code: invoice!.item.barcode } },
    head,
  )
  assert.equal(found.body.did, 'taken_back', found.text)
  assert.equal(found.body.fine?.amount_cents ?? 0, 0, 'it was back all along')
  assert.equal((await day())?.count, 1)
  await world.call(op.undo, { body: { command_id: uuid7(world.now), event_id: found.body.event_id! } }, head)
  assert.equal((await day())?.count, 2)
  await set('circulation.auto_renew', 'regulation')
})
