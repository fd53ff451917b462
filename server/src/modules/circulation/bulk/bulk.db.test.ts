import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, anItem } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { done, lent, linesOf, previewed, takenBack, worked } from '../testing/many.ts'
import { workOnRuns } from './bulk-jobs.ts'

let world: World
let clock: TestClock
let here: Library
let head: Someone
let cataloguer: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  head = await world.staff(here, ['hoofd_balie'])
  cataloguer = await world.staff(here, ['catalografie'])
  await aRegulation(world, here)
})
after(async () => {
  await clock.close()
  await world.close()
})
const id = () => uuid7(world.now)
const one = async (text: string, ...values: unknown[]) => (await world.rows(text, values))[0]
const dueOf = async (loan_id: string) =>
  (await one('select due_on::text from circulation.loan where loan_id = $1', loan_id))?.due_on
const codesOf = (loans: readonly { item: { barcode: string } }[]) => loans.map(l => l.item.barcode)

test('due dates of a scan list: preview row by row, refusals said, nothing changed before the start', async () => {
  const loans = await lent(world, { library: here, as: head }, 2)
  const shelved = await anItem(world, here)
  const codes = [...codesOf(loans), 'onbekend', ` ${loans[0]!.item.barcode} `, shelved.barcode]
  const run = await previewed(world, { change: { kind: 'loan_due', on: '2027-01-10' }, codes }, head)
  assert.deepEqual([run.state, run.lines, run.planned, run.skipped], ['ready', 4, 2, 2])
  assert.equal(await dueOf(loans[0]!.loan_id), loans[0]!.due_on, 'a preview changes nothing')
  const lines = await linesOf(world, run.run_id, head)
  // 10 January 2027 is a Sunday, on which the branch is closed.
  assert.deepEqual(
    lines.map(l => [l.state, l.before?.due_on ?? null, l.after?.due_on ?? null, l.why]),
    [
      ['planned', loans[0]!.due_on, '2027-01-11', null],
      ['planned', loans[1]!.due_on, '2027-01-11', null],
      ['refused', null, null, 'item_unknown'],
      ['refused', null, null, 'not_on_loan'],
    ],
  )
  const ended = await done(world, run, head)
  assert.deepEqual([ended.state, ended.done, ended.skipped], ['done', 2, 2])
  assert.equal(await dueOf(loans[0]!.loan_id), '2027-01-11')
  const status = await one(
    'select due_on::text from circulation.item_status where item_id = $1',
    loans[0]!.item.item_id,
  )
  assert.equal(status?.due_on, '2027-01-11', 'everyone who looks for the item sees the new date')
  const event = await one(
    "select kind, reason, staff_id from circulation.event where loan_id = $1 and kind = 'due_changed'",
    loans[0]!.loan_id,
  )
  assert.deepEqual(
    [event?.reason, event?.staff_id],
    ['test', head.staff_id],
    'who and why stand with each row',
  )
})

test('a row is never done twice: the number must fit, and a repeat of every call changes nothing more', async () => {
  const loans = await lent(world, { library: here, as: head }, 1)
  const run = await previewed(
    world,
    { change: { kind: 'loan_due', by_days: 7 }, codes: codesOf(loans) },
    head,
  )
  const start = (command_id: string, count: number) =>
    world.call(op.startBulk, { params: { run_id: run.run_id }, body: { command_id, count } }, head)
  assert.equal((await start(id(), 7)).problem?.code, 'changed_meanwhile')
  const command = id()
  assert.equal((await start(command, 1)).status, 201)
  assert.equal((await start(command, 1)).status, 201, 'the same command is answered again')
  await worked(world, run.run_id, head)
  assert.equal((await start(id(), 1)).problem?.code, 'bulk_wrong_state')
  for (let i = 0; i < 3; i++) await worked(world, run.run_id, head)
  assert.equal(
    (
      await one(
        "select count(*) from circulation.event where loan_id = $1 and kind = 'due_changed'",
        loans[0]!.loan_id,
      )
    )?.count,
    '1',
  )
})

test('a row that changed between preview and start is left alone and says so', async () => {
  const [a, b] = await lent(world, { library: here, as: head }, 2)
  const run = await previewed(
    world,
    { change: { kind: 'loan_due', by_days: 14 }, codes: codesOf([a!, b!]) },
    head,
  )
  await world.call(op.checkin, { body: { command_id: id(), item_id: a!.item.item_id } }, head)
  const ended = await done(world, run, head)
  assert.deepEqual([ended.done, ended.skipped, ended.planned], [1, 1, 1])
  const lines = await linesOf(world, run.run_id, head)
  assert.deepEqual(
    lines.map(l => [l.state, l.why]),
    [
      ['refused', 'bulk_gone'],
      ['done', null],
    ],
  )
})

test('rolled back by compensating rows, as far as a row was not changed since, and no later than the setting says', async () => {
  const [a, b] = await lent(world, { library: here, as: head }, 2)
  const run = await done(
    world,
    await previewed(world, { change: { kind: 'loan_due', by_days: 21 }, codes: codesOf([a!, b!]) }, head),
    head,
  )
  assert.equal(run.undo_until, '2026-12-25')
  const renewed = await world.call(
    op.renew,
    { body: { command_id: id(), loan_id: b!.loan_id, accept: ['renewal_not_later'] } },
    head,
  )
  assert.ok(renewed.status === 201 || renewed.status === 409)
  await world.rows("update circulation.loan set due_on = '2027-03-01' where loan_id = $1", [b!.loan_id])
  const back = await takenBack(world, run.run_id, head)
  assert.deepEqual([back.state, back.rolled_back, back.kept, back.done], ['rolled_back', 1, 1, 1])
  assert.equal(await dueOf(a!.loan_id), a!.due_on)
  assert.equal(await dueOf(b!.loan_id), '2027-03-01')
  const lines = await linesOf(world, run.run_id, head)
  assert.deepEqual(
    lines.map(l => [l.state, l.why]),
    [
      ['rolled_back', null],
      ['kept', 'changed_meanwhile'],
    ],
  )
  const undone = await one(
    `select count(*) from circulation.event u join circulation.event e on e.event_id = u.undoes where e.loan_id = $1 and u.kind = 'undo'`,
    a!.loan_id,
  )
  assert.equal(undone?.count, '1', 'what was taken back counts no more')
  const later = world.now
  const old = await done(
    world,
    await previewed(world, { change: { kind: 'loan_due', by_days: 1 }, codes: codesOf([a!]) }, head),
    head,
  )
  world.now = later.add({ hours: 24 * 31 })
  const late = await world.call(
    op.rollBackBulk,
    { params: { run_id: old.run_id }, body: { command_id: id() } },
    head,
  )
  assert.equal(late.problem?.code, 'bulk_too_late')
  world.now = later
})

test('renewing many goes by the rules, with the reason for each that is refused', async () => {
  const [a, b] = await lent(world, { library: here, as: head }, 2)
  await world.rows('update circulation.loan set renewals = 2 where loan_id = $1', [b!.loan_id])
  const before = world.now
  world.now = before.add({ hours: 24 * 10 })
  const run = await previewed(world, { change: { kind: 'loan_renew' }, codes: codesOf([a!, b!]) }, head)
  const lines = await linesOf(world, run.run_id, head)
  assert.deepEqual(
    lines.map(l => [l.state, l.why]),
    [
      ['planned', null],
      ['refused', 'renewals_exhausted'],
    ],
  )
  const ended = await done(world, run, head)
  assert.equal(ended.done, 1)
  assert.deepEqual(
    await one('select renewals, due_on::text from circulation.loan where loan_id = $1', a!.loan_id),
    { renewals: 1, due_on: '2027-01-02' },
  )
  await takenBack(world, run.run_id, head)
  assert.deepEqual(
    await one('select renewals, due_on::text from circulation.loan where loan_id = $1', a!.loan_id),
    { renewals: 0, due_on: a!.due_on },
  )
  world.now = before
})

test('renewing many costs what renewing one costs, with the fine until then, and goes back with both', async () => {
  const dear = await world.library('Duurgem')
  const as = await world.staff(dear, ['hoofd_balie'])
  await aRegulation(world, dear, [
    ...plainRows(),
    { row_no: 3, selectors: { action: 'renewal' }, values: { lending_fee: { cents: 25 } } },
  ])
  const before = world.now
  const [a, b] = await lent(world, { library: dear, as }, 2)
  world.now = before.add({ hours: 24 * 30 })
  const patron_id = a!.patron.patron_id
  const balance = async () =>
    (await world.call(op.readAccount, { params: { patron_id } }, as)).body.balance_cents
  const run = await done(
    world,
    await previewed(world, { change: { kind: 'loan_renew' }, codes: codesOf([a!, b!]) }, as),
    as,
  )
  assert.deepEqual(
    (await linesOf(world, run.run_id, as)).map(l => [l.after?.['fee_cents'], l.after?.['fine_cents']]),
    [
      [25, 20],
      [25, 20],
    ],
  )
  assert.equal(await balance(), 90)
  const open = (await world.call(op.readAccount, { params: { patron_id } }, as)).body.open
  const paid = open.find(e => e.loan_id === b!.loan_id)!
  await world.call(
    op.receivePayment,
    { params: { patron_id }, body: { command_id: id(), method: 'card', entry_ids: [paid.entry_id] } },
    as,
  )
  const rolled = await takenBack(world, run.run_id, as)
  assert.deepEqual([rolled.rolled_back, rolled.kept], [1, 1])
  assert.deepEqual(
    (await linesOf(world, run.run_id, as)).map(l => l.why),
    [null, 'undo_paid'],
  )
  assert.equal(await balance(), 45 - paid.open_cents)
  world.now = before
})

test('the end of a fine-free period: what is late is late from then on only, and no date comes forward', async () => {
  const [a, b] = await lent(world, { library: here, as: head }, 2)
  await world.rows("update circulation.loan set due_on = '2026-10-01' where loan_id = $1", [a!.loan_id])
  const run = await done(
    world,
    await previewed(
      world,
      { change: { kind: 'loan_fine_free', last_free_on: '2026-11-30' }, codes: codesOf([a!, b!]) },
      head,
    ),
    head,
  )
  assert.deepEqual([run.done, run.skipped], [1, 1])
  assert.equal(await dueOf(a!.loan_id), '2026-11-30')
  assert.equal(await dueOf(b!.loan_id), b!.due_on)
})

test('selected by filters, worked on by the clock where no screen looks, and resumed after a break', async () => {
  const south = await world.library('Zuidgem')
  await aRegulation(world, south)
  const as = await world.staff(south, ['hoofd_balie'])
  const loans = await lent(world, { library: south, as }, 6)
  await lent(world, { library: south, as, branch: 1 }, 1)
  const said = await world.call(
    op.beginBulk,
    {
      body: {
        command_id: id(),
        change: { kind: 'loan_due', by_days: 7 },
        filters: { branch_id: south.branches[0]!, until: '2027-01-31' },
        reason: 'Verbouwing',
      },
    },
    as,
  )
  assert.equal(
    said.body.lines,
    7,
    'where it was lent counts, and all were lent at the desk of the first branch',
  )
  await workOnRuns(clock.ctx('bulk_runs'))
  const ready = await world.call(op.readBulk, { params: { run_id: said.body.run_id } }, as)
  assert.deepEqual([ready.body.state, ready.body.planned], ['ready', 7])
  await world.call(
    op.startBulk,
    { params: { run_id: said.body.run_id }, body: { command_id: id(), count: 7 } },
    as,
  )
  // A break in the middle of a run: the cursor stands where the last batch was committed, and the rest is still to do.
  await assert.rejects(workOnRuns(clock.ctx('bulk_runs', AbortSignal.abort(new Error('cut off')))))
  assert.equal(await dueOf(loans[0]!.loan_id), loans[0]!.due_on)
  await Promise.all([workOnRuns(clock.ctx('bulk_runs')), workOnRuns(clock.ctx('bulk_runs'))])
  const ended = await world.call(op.readBulk, { params: { run_id: said.body.run_id } }, as)
  assert.deepEqual([ended.body.state, ended.body.done], ['done', 7])
  const events = await one(
    "select count(*) from circulation.event where library_id = $1 and kind = 'due_changed'",
    south.library_id,
  )
  assert.equal(events?.count, '7')
})

test('"Waarom?" of a date that was moved says so, with who gave which reason, after what the regulation gave', async () => {
  const [loan] = await lent(world, { library: here, as: head }, 1)
  const why = async () =>
    (
      await world.call(
        op.explainLoan,
        { params: { loan_id: loan!.loan_id }, query: { about: 'due', lang: 'nl' } },
        head,
      )
    ).body
  const first = await why()
  const run = await done(
    world,
    await previewed(world, { change: { kind: 'loan_due', on: '2027-01-15' }, codes: codesOf([loan!]) }, head),
    head,
  )
  const moved = await why()
  assert.equal(moved.sentence, 'Omdat de datum verzet is naar vrijdag 15 januari 2027: test.')
  assert.deepEqual(moved.steps.slice(0, -1), first.steps)
  assert.deepEqual(moved.steps.at(-1), {
    text: 'Verzet op woensdag 25 november: test',
    result: 'vrijdag 15 januari 2027',
    from: null,
  })
  await takenBack(world, run.run_id, head)
  assert.deepEqual(await why(), first, 'what was taken back explains nothing any more')
})

test('holds: another pickup branch, another last day, cancelling; each is taken back', async () => {
  const [reader, waiter] = [await aPatron(world, here), await aPatron(world, here)]
  const item = await anItem(world, here)
  await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: reader.patron_id, item_id: item.item_id } },
    head,
  )
  const placed = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: waiter.patron_id,
        title_id: item.title_id,
        pickup_branch_id: here.branches[0]!,
      },
    },
    head,
  )
  assert.equal(placed.status, 201, placed.text)
  const { hold_id } = placed.body.hold
  const hold = () =>
    one('select state, pickup_branch_id, ready_until::text from circulation.hold where hold_id = $1', hold_id)
  const all = { filters: { branch_id: here.branches[0]! } }
  const moved = await done(
    world,
    await previewed(world, { change: { kind: 'hold_pickup', branch_id: here.branches[1]! }, ...all }, head),
    head,
  )
  assert.equal(moved.done, 1)
  // By the branch before a message says that it moved; at a desk one row of a change of many is not taken back alone.
  const event = await one(
    "select event_id, undo #>> '{hold,pickup_branch_id}' as was from circulation.event where hold_id = $1 and kind = 'hold_changed'",
    hold_id,
  )
  assert.equal(event?.was, here.branches[0])
  const alone = await world.call(
    op.undo,
    { body: { command_id: id(), event_id: event?.event_id ?? '' } },
    head,
  )
  assert.equal(alone.problem.findings?.[0]?.code, 'undo_of_many', alone.text)
  assert.equal((await hold())?.pickup_branch_id, here.branches[1])
  await takenBack(world, moved.run_id, head)
  assert.equal((await hold())?.pickup_branch_id, here.branches[0])
  const waits = () => one('select expires_on::text from circulation.hold where hold_id = $1', hold_id)
  const was = await waits()
  const extended = await done(
    world,
    await previewed(world, { change: { kind: 'hold_expiry', on: '2027-11-28' }, ...all }, head),
    head,
  )
  assert.deepEqual(await waits(), { expires_on: '2027-11-28' }, 'who waits, waits until that day')
  await takenBack(world, extended.run_id, head)
  assert.deepEqual(await waits(), was)
  await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, head)
  assert.equal((await hold())?.state, 'ready')
  const caught = await previewed(
    world,
    { change: { kind: 'hold_pickup', branch_id: here.branches[1]! }, ...all },
    head,
  )
  assert.deepEqual(
    (await linesOf(world, caught.run_id, head)).map(l => l.why),
    ['bulk_hold_caught'],
  )
  const later = await done(
    world,
    await previewed(
      world,
      { change: { kind: 'hold_expiry', on: '2026-12-20' }, codes: [item.barcode] },
      head,
    ),
    head,
  )
  assert.equal(later.done, 1)
  assert.equal((await hold())?.ready_until, '2026-12-21', 'a Sunday moves to the next open day')
  const cancelled = await done(
    world,
    await previewed(world, { change: { kind: 'hold_cancel' }, codes: [item.barcode] }, head),
    head,
  )
  assert.equal((await hold())?.state, 'cancelled')
  await takenBack(world, cancelled.run_id, head)
  assert.equal((await hold())?.state, 'ready', 'its item still lies there')
})

test('items: shelf, type, loanable, note, state and branch, by who may change items only', async () => {
  const made = [await anItem(world, here), await anItem(world, here)]
  const codes = made.map(i => i.barcode)
  const no = await world.call(
    op.beginBulk,
    { body: { command_id: id(), change: { kind: 'loan_renew' }, codes, reason: 'x' } },
    cataloguer,
  )
  assert.equal(no.problem?.code, 'bulk_kind_not_yours')
  const item = () =>
    one(
      'select branch_id, shelf, item_type, loanable, note, state from inventory.item where item_id = $1',
      made[0]!.item_id,
    )
  const was = await item()
  const changes: op.BulkChange[] = [
    { kind: 'item_shelf', shelf: 'Magazijn' },
    { kind: 'item_type', item_type: 'dvd' },
    { kind: 'item_loanable', loanable: false },
    { kind: 'item_note', note: 'Rug gelijmd' },
    { kind: 'item_state', state: 'missing' },
    { kind: 'item_branch', branch_id: here.branches[1]! },
  ]
  const runs: string[] = []
  for (const change of changes) {
    const run = await done(world, await previewed(world, { change, codes }, cataloguer), cataloguer)
    assert.equal(run.done, 2, change.kind)
    runs.push(run.run_id)
  }
  assert.deepEqual(await item(), {
    branch_id: here.branches[1],
    shelf: 'Magazijn',
    item_type: 'dvd',
    loanable: false,
    note: 'Rug gelijmd',
    state: 'missing',
  })
  for (const run_id of runs) await takenBack(world, run_id, cataloguer)
  assert.deepEqual(await item(), was, 'each run takes back what it touched, in any order')
  const elsewhere = await world.library('Elders')
  const foreign = await world.call(
    op.beginBulk,
    {
      body: {
        command_id: id(),
        change: { kind: 'item_branch', branch_id: elsewhere.branches[0]! },
        codes,
        reason: 'x',
      },
    },
    cataloguer,
  )
  assert.equal(foreign.problem?.code, 'branch_not_yours')
})

test('items: the state of many keeps what they went through in step, and goes back with it', async () => {
  const [whole, broken, lost] = [
    await anItem(world, here),
    await anItem(world, here),
    await anItem(world, here),
  ]
  await world.call(
    op.markItem,
    { params: { item_id: broken.item_id }, body: { command_id: id(), mark: 'damaged' } },
    head,
  )
  await world.rows("update inventory.item set state = 'lost' where item_id = $1", [lost.item_id])
  const conditions = async (item: { item_id: string }) =>
    (
      await world.rows(
        'select kind, ended from inventory.item_condition where item_id = $1 order by condition_id',
        [item.item_id],
      )
    ).map(c => `${c.kind} ${c.ended ?? 'open'}`)
  const change = (state: 'in_use' | 'missing', codes: string[]) =>
    previewed(world, { change: { kind: 'item_state', state }, codes }, cataloguer)
  const gone = await done(world, await change('missing', [whole.barcode]), cataloguer)
  assert.deepEqual(await conditions(whole), ['missing open'])
  const used = await change('in_use', [whole.barcode, broken.barcode, lost.barcode])
  assert.deepEqual(
    (await linesOf(world, used.run_id, cataloguer)).map(l => l.why),
    [null, null, 'item_lost'],
    'what is lost comes back by its scan, which settles its costs',
  )
  await done(world, used, cataloguer)
  assert.deepEqual(await conditions(whole), ['missing found'])
  const events = await world.rows('select kind from circulation.event where item_id = $1 order by position', [
    broken.item_id,
  ])
  assert.deepEqual([await conditions(broken), events.at(-1)?.kind], [['damaged repaired'], 'item_repaired'])
  await takenBack(world, used.run_id, cataloguer)
  assert.deepEqual([await conditions(whole), await conditions(broken)], [['missing open'], ['damaged open']])
  await takenBack(world, gone.run_id, cataloguer)
  assert.deepEqual(await conditions(whole), ['missing undone'])
})

test('patrons: a list of people asks a purpose, and everyone who was shown stands in the log', async () => {
  const patrons = [await aPatron(world, here), await aPatron(world, here)]
  const codes = patrons.map(p => p.card)
  const change = { kind: 'patron_until', on: '2027-12-31' } as const
  const asked = await world.call(
    op.beginBulk,
    { body: { command_id: id(), change, codes, reason: 'x' } },
    head,
  )
  assert.equal(asked.problem?.code, 'bulk_purpose_needed')
  const until = () =>
    one('select member_until::text from patrons.patron where patron_id = $1', patrons[0]!.patron_id)
  const run = await done(world, await previewed(world, { change, codes, purpose: 'functional' }, head), head)
  assert.equal((await until())?.member_until, '2027-12-31')
  const seen = await one(
    "select count(*) from privacy.access_log where patron_id = $1 and purpose = 'functional' and operation = 'workBulk'",
    patrons[0]!.patron_id,
  )
  assert.ok(Number(seen?.count) >= 1)
  await takenBack(world, run.run_id, head)
  assert.equal((await until())?.member_until, '2027-03-01')
  for (const [more, table] of [
    [{ kind: 'patron_block', reason: 'Sleutel', until: null }, 'patrons.block where lifted_at is null and'],
    [
      { kind: 'patron_note', text: 'Kom langs voor je nieuwe kaart', until: '2027-01-31' },
      'patrons.note where',
    ],
  ] as const) {
    const count = async () =>
      (await one(`select count(*) from ${table} patron_id = $1`, patrons[0]!.patron_id))?.count
    const marked = await done(
      world,
      await previewed(world, { change: more, codes, purpose: 'functional' }, head),
      head,
    )
    assert.equal(marked.done, 2)
    assert.equal(await count(), '1')
    await takenBack(world, marked.run_id, head)
    assert.equal(await count(), '0')
  }
})

test('a run of another library does not exist, and is not worked on', async () => {
  const other = await world.staff(await world.library('Vreemdgem'), ['hoofd_balie'])
  const [loan] = await lent(world, { library: here, as: head }, 1)
  const run = await previewed(
    world,
    { change: { kind: 'loan_due', by_days: 3 }, codes: codesOf([loan!]) },
    head,
  )
  for (const said of [
    await world.call(op.readBulk, { params: { run_id: run.run_id } }, other),
    await world.call(op.workBulk, { params: { run_id: run.run_id }, body: {} }, other),
    await world.call(
      op.startBulk,
      { params: { run_id: run.run_id }, body: { command_id: id(), count: 1 } },
      other,
    ),
    await world.call(op.bulkLines, { params: { run_id: run.run_id } }, other),
  ])
    assert.equal(said.problem?.code, 'not_found')
  const stopped = await world.call(
    op.stopBulk,
    { params: { run_id: run.run_id }, body: { command_id: id() } },
    head,
  )
  assert.equal(stopped.body.state, 'stopped')
  assert.equal((await world.call(op.listBulk, {}, other)).body.rows.length, 0)
})
