import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import * as op from '@kaft/contract'
import type { ReminderTerms } from '@kaft/contract/regulation'
import { uuid7 } from '../../base/uuid.ts'
import { openClock, type TestClock } from '../../testing/jobs.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../testing/people.ts'
import { aRegulation, plainRows } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import { flemishRegulations } from '../circulation/regulation/fixtures/flemish.ts'
import { messagingJobs } from './jobs.ts'

let world: World
let clock: TestClock
const jobs = messagingJobs(null)
const START = Temporal.Instant.from('2026-11-25T10:05:00Z')
before(async () => {
  world = await openWorld()
  clock = openClock(world)
})
after(async () => {
  await clock?.close()
  await world?.close()
})
beforeEach(() => {
  world.now = START
})
const id = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return uuid7(world.now)
}
const inDays = (days: number) => (world.now = world.now.add({ hours: 24 * days }))
const night = async (name = 'messages_of_due_days') => {
  await jobs.find(job => job.name === name)!.handler(clock.ctx(name))
}

interface Desk {
  readonly library: Library
  readonly staff: Someone
}
/** A library that lends for seven days, asks ten cents a day, and sends an invoice fourteen days after the due day. */
let count = 0
async function aDesk(more: Partial<ReminderTerms> = {}): Promise<Desk> {
  const library = await world.library(`Notagem${++count}`)
  const staff = await world.staff(library, ['hoofd_balie', 'kas'])
  const reminders = { predue_days: null, steps: [], invoice_days: 14, invoice_cents: 500, ...more }
  await aRegulation(
    world,
    library,
    plainRows({
      reminders,
      period: { n: 7, unit: 'days' },
      fine: { kind: 'per_day', amount_cents: 10, cap_cents: 400 },
      block_debt_cents: null,
      block_overdue_days: null,
    }),
  )
  return { library, staff }
}
const reader = async ({ library }: Desk): Promise<TestPatron> =>
  aPatron(world, library, { member_until: '2199-01-01' })
async function lend({ library, staff }: Desk, patron: TestPatron, price: number | null = 1800) {
  const item = await anItem(world, library)
  await world.rows('update inventory.item set price_cents = $2 where item_id = $1', [item.item_id, price])
  const body = { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id }
  const said = await world.call(op.checkout, { body }, staff)
  assert.equal(said.status, 201, said.text)
  return { item, loan_id: said.body.loan!.loan_id }
}
const back = async ({ staff }: Desk, item: TestItem) => {
  const said = await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, staff)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const account = async ({ staff }: Desk, { patron_id }: TestPatron) =>
  (await world.call(op.readAccount, { params: { patron_id } }, staff)).body
const open = async (at: Desk, patron: TestPatron) =>
  (await account(at, patron)).open.map(l => `${l.charge_kind} ${l.open_cents}`).sort()
const letters = async ({ staff }: Desk) => (await world.call(op.readLetters, {}, staff)).body.rows
const mark = async ({ staff }: Desk, message_ids: readonly string[]) => {
  const body = { command_id: id(), message_ids: [...message_ids] }
  const said = await world.call(op.markPrinted, { body }, staff)
  assert.equal(said.status, 200, said.text)
  return said.body
}
/** Lets the night plan the invoice, prints it and says that it went. */
async function invoiced(at: Desk) {
  await night()
  const [letter] = await letters(at)
  assert.ok(letter?.kind === 'invoice')
  return { letter, done: await mark(at, letter.message_ids) }
}
const states = async ({ staff }: Desk, { patron_id }: TestPatron) =>
  (await world.call(op.patronMessages, { params: { patron_id } }, staff)).body.rows.map(
    m => `${m.kind} ${m.state}${m.reason ? ` ${m.reason}` : ''}`,
  )

test('an invoice books what it announces: prices, the fine until that day, and the cost of the letter once', async () => {
  const at = await aDesk()
  const patron = await reader(at)
  for (const price of [1800, 1250]) await lend(at, patron, price)
  inDays(21)
  assert.deepEqual(await open(at, patron), [], 'nothing is booked before the letter goes')
  const { letter, done } = await invoiced(at)
  const words = letter.paragraphs.join(' ')
  assert.match(words, /de prijs verschuldigd: € 30,50/)
  assert.match(words, /Het telaatgeld bedraagt € 2,80/)
  assert.match(words, /rekenen we € 5,00 administratiekosten/)
  assert.match(words, /Samen te betalen: € 38,30/)
  assert.match(words, /dan vervalt de prijs/)
  assert.equal(done.charged_cents, 3830)
  assert.deepEqual(await open(at, patron), [
    'fine 140',
    'fine 140',
    'processing 500',
    'replacement 1250',
    'replacement 1800',
  ])
  await night()
  assert.deepEqual(await letters(at), [], 'one invoice, not one a night')
})

test('brought back after the invoice: the price falls, the rest of the fine comes, and undo puts all of it back', async () => {
  const at = await aDesk()
  const patron = await reader(at)
  const { item } = await lend(at, patron)
  inDays(21)
  await invoiced(at)
  inDays(3)
  const said = await back(at, item)
  assert.deepEqual(
    said.findings.map(f => [f.code, f.about]),
    [['invoice_lapsed', { dropped_cents: 1800, credit_cents: 0, kept_cents: 500 }]],
  )
  assert.equal(said.fine?.amount_cents, 30, 'seventeen days late, fourteen of which the invoice charged')
  assert.deepEqual(await open(at, patron), ['fine 140', 'fine 30', 'processing 500'])
  const undone = await world.call(op.undo, { body: { command_id: id(), event_id: said.event_id! } }, at.staff)
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual(await open(at, patron), ['fine 140', 'processing 500', 'replacement 1800'])
})

test('what was paid of the price becomes credit; where the library lets all fall, so does the cost of the letter', async () => {
  const at = await aDesk()
  await world.rows(`insert into organisation.setting values ($1, 'circulation.lost_refund', '"all"')`, [
    at.library.library_id,
  ])
  const patron = await reader(at)
  const { item } = await lend(at, patron)
  inDays(21)
  await invoiced(at)
  const { patron_id } = patron
  const price = (await account(at, patron)).open.find(l => l.charge_kind === 'replacement')!
  const body = { command_id: id(), method: 'card' as const, entry_ids: [price.entry_id] }
  assert.equal((await world.call(op.receivePayment, { params: { patron_id }, body }, at.staff)).status, 201)
  const said = await back(at, item)
  assert.deepEqual(said.findings[0]?.about, { dropped_cents: 500, credit_cents: 1800, kept_cents: 0 })
  const now = await account(at, patron)
  assert.deepEqual([now.credit_cents, now.open.map(l => l.charge_kind)], [1800, ['fine']])
})

test('9 Tielt: invoiced after nine weeks; brought back and the fine paid, the material is credited', async () => {
  const library = await world.library('Tieltgem')
  const at = { library, staff: await world.staff(library, ['hoofd_balie', 'kas']) }
  const tielt = flemishRegulations.find(({ no }) => no === 9)!
  await aRegulation(world, library, tielt.rows)
  const patron = await reader(at)
  const { item } = await lend(at, patron)
  inDays(21 + 62)
  await night()
  assert.ok(
    (await letters(at)).every(letter => letter.kind !== 'invoice'),
    'not before the ninth week is full',
  )
  for (const { message_ids } of await letters(at)) await mark(at, message_ids)
  inDays(1)
  await invoiced(at)
  const lines = async () => (await account(at, patron)).open
  const price = (await lines()).find(l => l.charge_kind === 'replacement')!
  assert.equal(price.open_cents, 1800)
  const pay = async (entry_ids: string[]) => {
    const body = { command_id: id(), method: 'card' as const, entry_ids }
    const params = { patron_id: patron.patron_id }
    const said = await world.call(op.receivePayment, { params, body }, at.staff)
    assert.equal(said.status, 201, said.text)
  }
  await pay([price.entry_id])
  const said = await back(at, item)
  assert.equal(said.findings[0]?.code, 'invoice_lapsed')
  assert.equal(said.fine?.amount_cents, 0, 'nine started weeks were on the invoice')
  assert.ok((await open(at, patron)).includes('fine 450'), 'at € 0,50 each')
  await pay((await lines()).filter(l => l.charge_kind === 'fine').map(l => l.entry_id))
  const now = await account(at, patron)
  assert.deepEqual(
    [now.credit_cents, now.open.filter(l => l.charge_kind !== 'processing' && l.charge_kind !== 'other')],
    [1800, []],
  )
})

test('12 Vorselaar: the invoice of a child goes to the parent who pays', async () => {
  const at = await aDesk()
  const child = await aPatron(world, at.library, {
    birth_on: '2015-04-02',
    given_name: 'Wout',
    family_name: 'Vantest',
    member_until: '2199-01-01',
  })
  const parent = await aPatron(world, at.library, { given_name: 'Liesbeth', family_name: 'Proef' })
  const params = { patron_id: child.patron_id }
  const tied = await world.call(
    op.addFamily,
    { params, body: { command_id: id(), card: parent.card, role: 'guardian', consent: 'paper' } },
    at.staff,
  )
  assert.equal(tied.status, 201, tied.text)
  await lend(at, child)
  inDays(21)
  await night()
  const address = async () => (await letters(at))[0]?.address.slice(0, 2)
  assert.ok(!(await address())?.join(' ').includes('Liesbeth'), 'nobody has said who pays')
  const { link_id } = tied.body.members[0]!
  const paid = await world.call(
    op.setPayer,
    { params: { ...params, link_id }, body: { command_id: id(), pays: true } },
    at.staff,
  )
  assert.equal(paid.status, 200, paid.text)
  assert.deepEqual(await address(), ['Wout Vantest', 'p/a Liesbeth Proef'])
})

test('a regulation may keep the price, ask no fine, or ask the highest one', async () => {
  const keeps = await aDesk({ price_lapses: false, invoice_fine: 'none', invoice_cents: 0 })
  const one = await reader(keeps)
  const { item } = await lend(keeps, one)
  inDays(21)
  const { letter } = await invoiced(keeps)
  assert.doesNotMatch(letter.paragraphs.join(' '), /vervalt|telaatgeld|administratie/)
  assert.deepEqual(await open(keeps, one), ['replacement 1800'])
  assert.deepEqual((await back(keeps, item)).findings[0]?.about, {
    dropped_cents: 0,
    credit_cents: 0,
    kept_cents: 1800,
  })
  assert.deepEqual(await open(keeps, one), ['fine 140', 'replacement 1800'])
  world.now = START
  const highest = await aDesk({ invoice_fine: 'cap' })
  const two = await reader(highest)
  const lent = await lend(highest, two)
  inDays(21)
  await invoiced(highest)
  assert.deepEqual(await open(highest, two), ['fine 400', 'processing 500', 'replacement 1800'])
  assert.equal((await back(highest, lent.item)).fine?.amount_cents ?? 0, 0, 'never more than the maximum')
})

test('a letter that did not go out after all takes everything back, and the next one books it anew', async () => {
  const at = await aDesk()
  const patron = await reader(at)
  await lend(at, patron)
  inDays(21)
  const { letter, done } = await invoiced(at)
  const body = { command_id: id(), message_ids: [...letter.message_ids] }
  const undone = await world.call(op.unmarkPrinted, { body }, at.staff)
  assert.equal(undone.body.charged_cents, -done.charged_cents, undone.text)
  assert.deepEqual(await open(at, patron), [])
  await mark(at, letter.message_ids)
  assert.deepEqual(await open(at, patron), ['fine 140', 'processing 500', 'replacement 1800'])
})

test('lost after the invoice: price and fine are not asked twice, and found again all of it falls', async () => {
  const at = await aDesk({ invoice_cents: 0 })
  const patron = await reader(at)
  const { item, loan_id } = await lend(at, patron)
  inDays(21)
  await invoiced(at)
  inDays(2)
  const lost = await world.call(op.declareLost, { params: { loan_id }, body: { command_id: id() } }, at.staff)
  assert.deepEqual(lost.body.charged, [{ charge_kind: 'fine', amount_cents: 20 }], lost.text)
  inDays(1)
  const found = await back(at, item)
  assert.deepEqual(found.findings[0]?.about, { dropped_cents: 1800, credit_cents: 0, kept_cents: 0 })
  assert.deepEqual(await open(at, patron), ['fine 140', 'fine 20'])
})

test('lent on to another: the price that the first was invoiced falls as well', async () => {
  const at = await aDesk({ invoice_cents: 0, invoice_fine: 'none' })
  const [first, second] = [await reader(at), await reader(at)]
  const { item } = await lend(at, first)
  inDays(21)
  await invoiced(at)
  const body = {
    command_id: id(),
    patron_id: second.patron_id,
    item_id: item.item_id,
    accept: ['item_on_loan_elsewhere' as const],
    other_loan_fine: 'book' as const,
  }
  const lent = await world.call(op.checkout, { body }, at.staff)
  assert.equal(lent.status, 201, lent.text)
  assert.deepEqual(
    (await open(at, first)).filter(l => l.startsWith('replacement')),
    [],
  )
})

test('what a reader says to have brought back is neither planned nor sent', async () => {
  const at = await aDesk({ predue_days: null, steps: [{ days: 3, after: 'due', cost_cents: 100 }] })
  const [early, late] = [await reader(at), await reader(at)]
  const [before, after] = [await lend(at, early), await lend(at, late)]
  inDays(10)
  const claim = ({ loan_id }: { loan_id: string }) =>
    world.call(op.claimReturned, { params: { loan_id }, body: { command_id: id() } }, at.staff)
  assert.equal((await claim(before)).status, 201)
  await night()
  assert.deepEqual(await states(at, early), [], 'claimed before the night: nothing is planned')
  assert.deepEqual(await states(at, late), ['reminder planned'])
  assert.equal((await claim(after)).status, 201)
  assert.deepEqual(await letters(at), [], 'claimed after it: the letter is not printed')
  assert.deepEqual(await states(at, late), ['reminder dropped claimed'])
  assert.deepEqual(await open(at, late), [])
})

type Change = (at: Desk, loan: { item: TestItem; loan_id: string }) => Promise<unknown>
const meanwhile: readonly [what: string, reason: string, change: Change][] = [
  ['returned', 'returned', (at, { item }) => back(at, item)],
  [
    'renewed',
    'due_moved',
    (at, { loan_id }) =>
      world.rows('update circulation.loan set due_on = due_on + 30, renewals = 1 where loan_id = $1', [
        loan_id,
      ]),
  ],
  [
    'claimed',
    'claimed',
    (at, { loan_id }) =>
      world.call(op.claimReturned, { params: { loan_id }, body: { command_id: id() } }, at.staff),
  ],
]
for (const [what, reason, change] of meanwhile)
  test(`printed, and ${what} before it went: dropped with the reason, and nothing is charged`, async () => {
    const at = await aDesk()
    const patron = await reader(at)
    const loan = await lend(at, patron)
    inDays(21)
    await night()
    const [letter] = await letters(at)
    await change(at, loan)
    const before = await open(at, patron)
    const done = await mark(at, letter!.message_ids)
    assert.deepEqual(done, { message_ids: [], dropped_ids: letter!.message_ids, charged_cents: 0 })
    assert.deepEqual(await states(at, patron), [`invoice dropped ${reason}`])
    assert.deepEqual(await open(at, patron), before)
  })

test('a hold that is cancelled while its letter waits is not told of', async () => {
  const at = await aDesk()
  const [has, waits] = [await reader(at), await reader(at)]
  const { item } = await lend(at, has)
  const held = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: waits.patron_id,
        title_id: item.title_id,
        pickup_branch_id: at.library.branches[0]!,
      },
    },
    at.staff,
  )
  assert.equal(held.status, 201, held.text)
  await back(at, item)
  for (let turn = 0; turn < 200 && (await states(at, waits)).length === 0; turn++) await night('messages')
  assert.deepEqual(await states(at, waits), ['hold_ready planned'])
  const hold_id = held.body.hold.hold_id
  const gone = await world.call(op.cancelHold, { params: { hold_id }, body: { command_id: id() } }, at.staff)
  assert.ok(gone.status < 300, gone.text)
  world.now = world.now.add({ minutes: 30 })
  assert.deepEqual(await letters(at), [])
  assert.deepEqual(await states(at, waits), ['hold_ready dropped closed'])
})

test('a patron who was erased is written to no more', async () => {
  const at = await aDesk()
  const patron = await reader(at)
  await lend(at, patron)
  inDays(21)
  await night()
  const [letter] = await letters(at)
  await world.rows(`update messaging.message set patron_id = 999999999 where patron_id = $1`, [
    patron.patron_id,
  ])
  assert.deepEqual(await letters(at), [])
  const done = await mark(at, letter!.message_ids)
  assert.deepEqual([done.message_ids, done.charged_cents], [[], 0])
})
