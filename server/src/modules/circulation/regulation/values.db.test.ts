import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type PatronWish, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const start = Temporal.Instant.from('2026-11-25T13:05:00Z')
const command = () => ({ command_id: uuid7(world.now) })
const inDays = (days: number): void => {
  world.now = start.add({ hours: 24 * days })
}

interface Desk {
  readonly library: Library
  readonly staff: Someone
}
let n = 0
/** A library of its own with one row of values; each test changes its own and nobody else's. */
async function aDesk(values: op.RegulationValues, more: readonly op.RegulationRow[] = []): Promise<Desk> {
  inDays(0)
  const library = await world.library(`Bib Waarde ${++n}`)
  await aRegulation(world, library, [...plainRows(values), ...more])
  return { library, staff: await world.staff(library, ['hoofd_balie']) }
}
const reader = ({ library }: Desk, wish: PatronWish = {}) => aPatron(world, library, wish)
const lend = (at: Desk, patron: TestPatron, item: TestItem, accept: op.Code[] = []) =>
  world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id, accept } },
    at.staff,
  )
const takeBack = (at: Desk, item: TestItem, more: { return_on?: string } = {}) =>
  world.call(op.checkin, { body: { ...command(), item_id: item.item_id, ...more } }, at.staff)
const renew = (at: Desk, loan_id: string, accept: op.Code[] = []) =>
  world.call(op.renew, { body: { ...command(), loan_id, accept } }, at.staff)
const charges = async (patron: TestPatron) =>
  (
    await world.rows(
      `select e.charge_kind, e.amount_cents from finance.entry e join finance.account a on a.account_id = e.account_id
        where a.patron_id = $1 and e.kind = 'charge'
          and not exists (select from finance.entry r where r.reverses = e.entry_id) order by e.entry_id`,
      [patron.patron_id],
    )
  ).map(e => [e.charge_kind, Number(e.amount_cents)])

test('B12 what is lent for five hours is due at the next opening, and the screens say the hour', async () => {
  const at = await aDesk({
    period: { n: 5, unit: 'hours' },
    fine: { kind: 'per_started_hour', amount_cents: 50 },
  })
  const [patron, item] = [await reader(at), await anItem(world, at.library)]
  // 14.05: five hours later the branch is closed; it opens again on Thursday at ten.
  const lent = await lend(at, patron, item)
  assert.deepEqual(
    [lent.body.loan?.due_on, lent.body.loan?.due_at],
    ['2026-11-26', '2026-11-26T09:00:00Z'],
    lent.text,
  )
  const loans = await world.call(op.patronLoans, { params: { patron_id: patron.patron_id } }, at.staff)
  assert.equal(Temporal.Instant.from(loans.body.rows[0]!.due_at!).toString(), '2026-11-26T09:00:00Z')
  const [status] = await world.rows('select due_at from circulation.item_status where item_id = $1', [
    item.item_id,
  ])
  assert.ok(status?.due_at)
  const why = await world.call(
    op.explainLoan,
    { params: { loan_id: lent.body.loan!.loan_id }, query: { about: 'due' } },
    at.staff,
  )
  assert.match(why.body.for_patron, /donderdag 26 november om 10\.00 uur/)
  // One hour and a minute late: two started hours.
  world.now = Temporal.Instant.from('2026-11-26T10:01:00Z')
  const back = await takeBack(at, item)
  assert.equal(back.body.fine?.amount_cents, 100, back.text)
  const undone = await world.call(
    op.undo,
    { body: { ...command(), event_id: back.body.event_id! } },
    at.staff,
  )
  assert.equal(undone.status, 201, undone.text)
  const [again] = await world.rows('select due_at from circulation.item_status where item_id = $1', [
    item.item_id,
  ])
  assert.ok(again?.due_at, 'the hour stands there again')
})

test('a renewal books its price and the fine that ran, once each, and undo takes both back', async () => {
  const at = await aDesk({ fine: { kind: 'per_day', amount_cents: 10 } }, [
    { row_no: 5, selectors: { action: 'renewal' }, values: { lending_fee: { cents: 15, from_age: 12 } } },
  ])
  const [patron, item] = [await reader(at), await anItem(world, at.library)]
  const lent = await lend(at, patron, item)
  assert.deepEqual(await charges(patron), [])
  inDays(31)
  const renewed = await renew(at, lent.body.loan!.loan_id)
  assert.equal(renewed.body.did, 'renewed', renewed.text)
  assert.deepEqual(await charges(patron), [
    ['fine', 30],
    ['lending_fee', 15],
  ])
  assert.deepEqual(renewed.body.fine, { amount_cents: 30, days: 3, entry_id: null })
  world.now = world.now.add({ minutes: 1 })
  const back = await takeBack(at, item)
  assert.equal(back.body.fine?.amount_cents, 0, 'the days before the renewal are paid for')
  await world.call(op.undo, { body: { ...command(), event_id: back.body.event_id! } }, at.staff)
  const undone = await world.call(
    op.undo,
    { body: { ...command(), event_id: renewed.body.event_id! } },
    at.staff,
  )
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual([undone.body.fine_reversed_cents, undone.body.cost_reversed_cents], [30, 15])
  assert.deepEqual(await charges(patron), [])
})

test('a fine per title: copies of one title with one due day cost as much as the one that came last', async () => {
  const at = await aDesk({ fine: { kind: 'per_day', amount_cents: 30, per: 'title' } })
  const patron = await reader(at)
  const first = await anItem(world, at.library)
  const second = await anItem(world, at.library, { title_id: first.title_id })
  const other = await anItem(world, at.library)
  for (const item of [first, second, other]) assert.equal((await lend(at, patron, item)).body.did, 'lent')
  inDays(30)
  assert.equal((await takeBack(at, first)).body.fine?.amount_cents, 60)
  const loans = await world.call(op.patronLoans, { params: { patron_id: patron.patron_id } }, at.staff)
  assert.deepEqual(loans.body.rows.map(l => l.fine_cents).sort(), [0, 60])
  inDays(31)
  assert.equal((await takeBack(at, second)).body.fine?.amount_cents, 30)
  assert.equal((await takeBack(at, other)).body.fine?.amount_cents, 90)
})

test('two copies of a title that are both late run as one fine', async () => {
  const at = await aDesk({ fine: { kind: 'per_day', amount_cents: 30, per: 'title' } })
  const patron = await reader(at)
  const first = await anItem(world, at.library)
  const second = await anItem(world, at.library, { title_id: first.title_id })
  for (const item of [first, second]) await lend(at, patron, item)
  inDays(30)
  const loans = await world.call(op.patronLoans, { params: { patron_id: patron.patron_id } }, at.staff)
  assert.deepEqual(loans.body.rows.map(l => l.fine_cents).sort(), [0, 60])
})

test('a deposit is asked for before the first loan, until it is paid', async () => {
  const at = await aDesk({ deposit_cents: 2000 })
  const kas = await world.staff(at.library, ['hoofd_balie', 'kas'])
  const [patron, item] = [await reader(at), await anItem(world, at.library)]
  const refused = await lend(at, patron, item)
  assert.deepEqual(
    refused.problem.findings?.map(f => [f.code, f.weight, f.about]),
    [['deposit_needed', 'ask', { deposit_cents: 2000, paid_cents: 0 }]],
  )
  assert.match(refused.problem.texts.nl, /waarborg van € 20,00/)
  const params = { patron_id: patron.patron_id }
  const charged = await world.call(
    op.addCharge,
    { params, body: { ...command(), charge_kind: 'deposit', amount_cents: 2000, reason: 'Waarborg' } },
    kas,
  )
  assert.equal(charged.status, 201, charged.text)
  const entry_ids = charged.body.open.map(e => e.entry_id)
  const paid = await world.call(
    op.receivePayment,
    { params, body: { ...command(), method: 'card', entry_ids } },
    kas,
  )
  assert.equal((await lend(at, patron, item)).body.did, 'lent')
  await world.call(
    op.reversePayment,
    { params: { payment_id: paid.body.payment_id }, body: { ...command(), reason: 'Waarborg terug' } },
    kas,
  )
  const again = await lend(at, patron, await anItem(world, at.library))
  assert.deepEqual(
    again.problem.findings?.map(f => f.code),
    ['deposit_needed', 'debt_block'],
  )
})

test('a deposit goes back as a payout, is asked for again, and the payout can be booked back', async () => {
  const at = await aDesk({ deposit_cents: 2000 })
  const kas = await world.staff(at.library, ['hoofd_balie', 'kas'])
  const [patron, item] = [await reader(at), await anItem(world, at.library)]
  const params = { patron_id: patron.patron_id }
  const charged = await world.call(
    op.addCharge,
    { params, body: { ...command(), charge_kind: 'deposit', amount_cents: 2000, reason: 'Waarborg' } },
    kas,
  )
  const entry_id = charged.body.open[0]!.entry_id
  const give = (method: 'cash' | 'card') =>
    world.call(op.returnDeposit, { params: { entry_id }, body: { ...command(), method } }, kas)
  assert.equal((await give('card')).problem.code, 'nothing_to_pay', 'nothing was paid yet')
  const pay = { ...command(), method: 'card' as const, entry_ids: [entry_id] }
  const paid = await world.call(op.receivePayment, { params, body: pay }, kas)
  assert.deepEqual(
    paid.body.account.deposits.map(d => [d.entry_id, d.held_cents]),
    [[entry_id, 2000]],
  )
  const given = await give('cash')
  assert.deepEqual(
    [given.status, given.body.paid_cents, given.body.rounding_cents],
    [201, 2000, 0],
    given.text,
  )
  const { account } = given.body
  assert.deepEqual([account.balance_cents, account.credit_cents, account.deposits], [0, 0, []])
  const lines = account.past.filter(l => l.payment_id === given.body.payment_id)
  assert.deepEqual(lines.map(l => [l.kind, l.amount_cents, l.method]).sort(), [
    ['credit', -2000, 'cash'],
    ['payout', 2000, 'cash'],
  ])
  assert.equal((await give('cash')).problem.code, 'nothing_to_pay')
  const refused = await lend(at, patron, item)
  assert.deepEqual(
    refused.problem.findings?.map(f => f.code),
    ['deposit_needed'],
    'nothing is owed, and a deposit is asked for',
  )
  const { payment_id } = given.body
  const back = await world.call(
    op.reversePayment,
    { params: { payment_id }, body: { ...command(), reason: 'Vergissing' } },
    kas,
  )
  assert.deepEqual([back.body.balance_cents, back.body.deposits[0]?.held_cents], [0, 2000], back.text)
  assert.equal((await lend(at, patron, item)).body.did, 'lent')
})

test('B21 a late return suspends, a later one makes the one suspension longer, and undo puts back the former', async () => {
  const at = await aDesk({
    suspension: { days: 2, per_days: 1, free_days: 1 },
    fine: { kind: 'none' },
    period: { n: 7, unit: 'days' },
  })
  const patron = await reader(at)
  const [five, ten] = [await anItem(world, at.library), await anItem(world, at.library)]
  await lend(at, patron, five)
  inDays(-5)
  await lend(at, patron, ten)
  inDays(12)
  const blocks = async () =>
    (
      await world.rows(
        `select until::text as until, cause from patrons.block where patron_id = $1 and lifted_at is null order by until`,
        [patron.patron_id],
      )
    ).map(b => [b.until, b.cause])
  // Five days late, the first is free: eight days from today, 7 December.
  await takeBack(at, five)
  assert.deepEqual(await blocks(), [['2026-12-15', 'suspension']])
  const later = await takeBack(at, ten)
  assert.deepEqual(await blocks(), [['2026-12-25', 'suspension']], 'one, and it ends 18 days from today')
  const refused = await lend(at, patron, five)
  assert.deepEqual(
    refused.problem.findings?.map(f => f.code),
    ['patron_blocked'],
  )
  await world.call(op.undo, { body: { ...command(), event_id: later.body.event_id! } }, at.staff)
  assert.deepEqual(await blocks(), [['2026-12-15', 'suspension']])
})

test('the age on the label of an item is enforced where the regulation says so', async () => {
  const at = await aDesk({ label_age: 'enforced' })
  const child = await reader(at, { birth_on: '2015-01-01', membership_type: 'jeugd' })
  const item = await anItem(world, at.library)
  await world.rows('update inventory.item set age_label = 16 where item_id = $1', [item.item_id])
  const refused = await lend(at, child, item)
  assert.deepEqual(
    refused.problem.findings?.map(f => [f.code, f.about, f.rule?.value]),
    [['age_too_low', { min_age: 16, label: true }, 'label_age']],
  )
  assert.equal((await lend(at, await reader(at), item)).body.did, 'lent')
})

test('the label is set and kept by who manages items', async () => {
  const at = await aDesk({})
  const manager = await world.staff(at.library, ['catalografie'])
  const item = await anItem(world, at.library)
  const fields = {
    branch_id: at.library.branches[0]!,
    item_type: 'dvd',
    shelf: null,
    call_number: null,
    price_cents: null,
    loanable: true,
    note: null,
    state: 'in_use' as const,
  }
  const change = (more: object) =>
    world.call(
      op.changeItem,
      { params: { item_id: item.item_id }, body: { ...command(), ...fields, ...more } },
      manager,
    )
  const label = async () =>
    (await world.rows('select age_label from inventory.item where item_id = $1', [item.item_id]))[0]
      ?.age_label
  assert.equal((await change({ age_label: 12 })).status, 200)
  assert.equal(await label(), 12)
  await change({})
  assert.equal(await label(), 12, 'a form that does not know it leaves it')
  await change({ age_label: null })
  assert.equal(await label(), null)
})

test('a row for a kind of card holds for every membership type that says so, and a group for its branches', async () => {
  const at = await aDesk({}, [
    {
      row_no: 10,
      selectors: { card_type: 'administrative' },
      values: { fine: { kind: 'none' }, limits: [] },
    },
    { row_no: 11, selectors: { card_type: 'ibl' }, values: { period: { n: 8, unit: 'weeks' }, renewals: 0 } },
    { row_no: 12, selectors: { branch_group: 'klein' }, values: { period: { n: 6, unit: 'weeks' } } },
  ])
  const beheer = await world.staff(at.library, ['beheer'])
  const type = (code: string, card_type?: string) => ({
    type: code,
    name: code,
    fee_cents: 0,
    months: 12,
    from_age: 0,
    to_age: 150,
    ...(card_type ? { card_type } : {}),
  })
  const set = (key: string, value: unknown) =>
    world.call(op.changeSetting, { params: { key }, body: { ...command(), value } }, beheer)
  await set('patrons.membership_types', [type('volwassene'), type('ibl_bib', 'ibl')])
  await set('circulation.branch_groups', [
    { group: 'klein', name: 'Kleine vestigingen', branch_ids: [at.library.branches[1]] },
  ])
  const noord = await world.staff(at.library, ['hoofd_balie'], { branch: 1 })
  const due = async (membership_type: string, staff: Someone) =>
    (
      await lend(
        { ...at, staff },
        await reader(at, { membership_type, member_until: '2028-01-01' }),
        await anItem(world, at.library),
      )
    ).body.loan?.due_on
  assert.equal(await due('ibl_bib', at.staff), '2027-01-20')
  assert.equal(await due('volwassene', at.staff), '2026-12-23')
  assert.equal(await due('volwassene', noord), '2027-01-06')
})

test('blocks of a cooperation count what is owed and late in any of its libraries, and no longer once it ends', async () => {
  const rules = { block_debt_cents: 1000, block_overdue_days: 56, block_within: 'cooperation' as const }
  const [here, there] = [await aDesk(rules), await aDesk(rules)]
  const agreement_id = await world.agreement('3b', [here.library, there.library])
  const [person] = await world.rows(
    "insert into patrons.person (number_cipher, number_index, made_at) values ('x', '\\x01', now()) returning person_id",
  )
  const [mine, theirs] = [await reader(here), await reader(there)]
  for (const { patron_id } of [mine, theirs])
    await world.rows('update patrons.patron set person_id = $2 where patron_id = $1', [
      patron_id,
      person!.person_id,
    ])
  // Eleven euros at the other library, by a desk there.
  const [account] = await world.rows(
    'insert into finance.account (library_id, patron_id) values ($1, $2) returning account_id',
    [there.library.library_id, theirs.patron_id],
  )
  await world.rows(
    `insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day, branch_id)
     values ($1, $2, 'charge', 'fine', 1100, now(), '2026-11-01', $3)`,
    [there.library.library_id, account!.account_id, there.library.branches[0]],
  )
  const item = await anItem(world, here.library)
  const refused = await lend(here, mine, item)
  assert.deepEqual(
    refused.problem.findings?.map(f => [f.code, f.about.balance_cents]),
    [['debt_block', 1100]],
    refused.text,
  )
  const head = await world.call(op.readPatronHead, { params: { patron_id: mine.patron_id } }, here.staff)
  assert.ok(head.status === 200)
  await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
    agreement_id,
  ])
  assert.equal((await lend(here, mine, item)).body.did, 'lent', 'what is out of reach is not read')
})

test('within the library only what was made there counts', async () => {
  const rules = { block_debt_cents: 1000, block_debt_days: 30, block_within: 'library' as const }
  const [here, there] = [await aDesk(rules), await aDesk(rules)]
  await world.agreement('3b', [here.library, there.library])
  const patron = await reader(here)
  const [account] = await world.rows(
    'insert into finance.account (library_id, patron_id) values ($1, $2) returning account_id',
    [here.library.library_id, patron.patron_id],
  )
  const charge = (branch: string | undefined, cents: number, on: string) =>
    world.rows(
      `insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day, branch_id)
       values ($1, $2, 'charge', 'fine', $4, now(), $5, $3)`,
      [here.library.library_id, account!.account_id, branch, cents, on],
    )
  await charge(there.library.branches[0], 1500, '2026-11-20')
  const item = await anItem(world, here.library)
  const elsewhere = await lend(there, patron, await anItem(world, there.library))
  assert.deepEqual(
    elsewhere.problem.findings?.map(f => f.code),
    ['debt_block'],
  )
  assert.equal((await lend(here, patron, item)).body.did, 'lent')
  await charge(here.library.branches[0], 50, '2026-10-26')
  const old = await lend(here, patron, await anItem(world, here.library))
  assert.deepEqual(
    old.problem.findings?.map(f => [f.code, f.about]),
    [['debt_age_block', { old_cents: 50, days: 30, limit_days: 30 }]],
  )
})
