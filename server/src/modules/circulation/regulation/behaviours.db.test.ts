import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let library: Library
let desk: Someone
const start = Temporal.Instant.from('2026-11-25T13:05:00Z')
before(async () => {
  world = await openWorld()
  library = await world.library('Bib Gedrag')
  desk = await world.staff(library, ['hoofd_balie'])
  await aRegulation(world, library, [
    ...plainRows({ renewal_from: 'due' }),
    { row_no: 9, selectors: { membership_type: 'soepel' }, values: { renewal_when_expired: true } },
    { row_no: 10, selectors: { item_type: 'cd' }, values: { renewal_when_reserved: 'allowed' } },
    { row_no: 12, selectors: { item_type: 'kaart' }, values: { max_holds_per_title: 2 } },
    { row_no: 11, selectors: { item_type: 'strip' }, values: { renewal_when_reserved: 'refused' } },
  ])
})
after(() => world.close())
const command = () => ({ command_id: uuid7(world.now) })
const inDays = (days: number): void => {
  world.now = start.add({ hours: 24 * days })
}
const lend = (patron: TestPatron, item: TestItem) =>
  world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
const takeBack = (item: TestItem, more: { return_on?: string } = {}) =>
  world.call(op.checkin, { body: { ...command(), item_id: item.item_id, ...more } }, desk)
const renew = (loan_id: string) => world.call(op.renew, { body: { ...command(), loan_id } }, desk)
const reserve = (patron: TestPatron, title_id: string, item_id?: string) =>
  world.call(
    op.placeHold,
    {
      body: {
        ...command(),
        patron_id: patron.patron_id,
        title_id,
        pickup_branch_id: library.branches[0]!,
        ...(item_id === undefined ? {} : { item_id }),
      },
    },
    desk,
  )
const codes = (said: { problem?: { findings?: readonly { code: string }[] | undefined } }) =>
  said.problem?.findings?.map(f => f.code) ?? []
const lines = async (patron: TestPatron) =>
  Number(
    (
      await world.rows(
        `select count(*) from finance.entry e join finance.account a on a.account_id = e.account_id where a.patron_id = $1`,
        [patron.patron_id],
      )
    )[0]!.count,
  )

test('B19 B25 a return in time writes no line; a late one writes one, of the day that was set', async () => {
  inDays(0)
  const [patron, item, late] = [
    await aPatron(world, library),
    await anItem(world, library),
    await anItem(world, library),
  ]
  await lend(patron, item)
  await lend(patron, late)
  inDays(38)
  assert.equal((await takeBack(item, { return_on: '2026-12-23' })).body.fine?.amount_cents, 0)
  assert.equal(await lines(patron), 0)
  const why = await world.call(op.patronLoans, { params: { patron_id: patron.patron_id } }, desk)
  const { loan_id } = why.body.rows[0]!
  const friday = await world.call(
    op.explainLoan,
    { params: { loan_id }, query: { about: 'fine', return_on: '2027-01-08' } },
    desk,
  )
  assert.match(friday.body.for_patron, /16 dagen te laat\. Dat kost € 1,60/)
  assert.equal(await lines(patron), 0, 'a running fine is a sum and no line')
  assert.equal((await takeBack(late, { return_on: '2026-12-28' })).body.fine?.amount_cents, 50)
  assert.equal(await lines(patron), 1)
})

test('B27 B28 what another waits for is not renewed, unless another copy that may be lent can serve them', async () => {
  inDays(0)
  const [reader, waiter] = [await aPatron(world, library), await aPatron(world, library)]
  const item = await anItem(world, library)
  const { loan_id } = (await lend(reader, item)).body.loan!
  await reserve(waiter, item.title_id)
  inDays(20)
  assert.deepEqual(codes(await renew(loan_id)), ['reserved_by_another'])
  const second = await anItem(world, library, { title_id: item.title_id })
  await world.rows('update inventory.item set loanable = false where item_id = $1', [second.item_id])
  assert.deepEqual(codes(await renew(loan_id)), ['reserved_by_another'], 'one that stays in serves nobody')
  await world.rows('update inventory.item set loanable = true where item_id = $1', [second.item_id])
  assert.equal((await renew(loan_id)).body.did, 'renewed')
})

test('B27 the regulation chooses what a hold on the title does; one on this very item holds renewing back always', async () => {
  inDays(0)
  const reader = await aPatron(world, library)
  const lentOf = async (item_type: string) => {
    const item = await anItem(world, library, { item_type })
    return { item, loan_id: (await lend(reader, item)).body.loan!.loan_id }
  }
  const [any, never] = [await lentOf('cd'), await lentOf('strip')]
  for (const { item } of [any, never]) await reserve(await aPatron(world, library), item.title_id)
  await anItem(world, library, { item_type: 'strip', title_id: never.item.title_id })
  inDays(20)
  assert.equal((await renew(any.loan_id)).body.did, 'renewed', 'though nothing else can serve who waits')
  assert.deepEqual(codes(await renew(never.loan_id)), ['reserved_by_another'], 'though another copy can')
  await reserve(await aPatron(world, library), any.item.title_id, any.item.item_id)
  inDays(30)
  assert.deepEqual(codes(await renew(any.loan_id)), ['reserved_by_another'], 'who waits for this one')
})

test('B35 what a child owes holds back the child, and not the parent whom it belongs to', async () => {
  inDays(0)
  const parent = await aPatron(world, library)
  const child = await aPatron(world, library, { birth_on: '2017-04-02' })
  const tied = await world.call(
    op.addFamily,
    {
      params: { patron_id: parent.patron_id },
      body: { ...command(), card: child.card, role: 'child', consent: 'paper' },
    },
    desk,
  )
  assert.equal(tied.status, 201, tied.text)
  const charged = await world.call(
    op.addCharge,
    {
      params: { patron_id: child.patron_id },
      body: { ...command(), charge_kind: 'other', amount_cents: 1000, reason: 'test' },
    },
    desk,
  )
  assert.equal(charged.status, 201, charged.text)
  assert.deepEqual(codes(await lend(child, await anItem(world, library))), ['debt_block'])
  assert.equal((await lend(parent, await anItem(world, library))).body.did, 'lent')
})

test('B33 who is no longer a member neither borrows nor renews, unless the regulation lets them renew', async () => {
  inDays(0)
  const both = await Promise.all(
    ['volwassene', 'soepel'].map(membership_type =>
      aPatron(world, library, { membership_type, member_until: '2026-12-01' }),
    ),
  )
  const loans: string[] = []
  for (const patron of both) {
    const lent = await lend(patron, await anItem(world, library))
    loans.push(lent.body.loan!.loan_id)
  }
  await world.rows("update circulation.loan set due_on = '2026-12-23' where loan_id = any ($1)", [loans])
  inDays(14)
  assert.deepEqual(codes(await renew(loans[0]!)), ['patron_expired'])
  assert.equal((await renew(loans[1]!)).body.did, 'renewed')
  for (const patron of both)
    assert.deepEqual(codes(await lend(patron, await anItem(world, library))), ['patron_expired'])
})

test('B38 what lies ready for one is refused to all others, and stays ready', async () => {
  inDays(0)
  const [reader, first, later, other] = await Promise.all(
    Array.from({ length: 4 }, () => aPatron(world, library)),
  )
  const item = await anItem(world, library)
  await lend(reader!, item)
  await reserve(first!, item.title_id)
  await reserve(later!, item.title_id)
  await takeBack(item)
  for (const patron of [other!, later!]) {
    const refused = await lend(patron, item)
    assert.deepEqual(codes(refused), ['held_for_another'])
    assert.ok(!refused.text.includes('Vantest'), 'and names nobody')
  }
  const holds = await world.call(op.patronHolds, { params: { patron_id: first!.patron_id } }, desk)
  assert.equal(holds.body.rows[0]?.state, 'ready')
})

test('why: every value with its row, what must change, the same for the patron, and how it is at another moment', async () => {
  inDays(0)
  const patron = await aPatron(world, library, { birth_on: '2014-05-01', membership_type: 'jeugd' })
  const dvd = await anItem(world, library, { item_type: 'dvd' })
  for (let n = 0; n < 4; n++) await lend(patron, await anItem(world, library, { item_type: 'dvd' }))
  const ask = (more: { at?: string } = {}) =>
    world.call(
      op.explainDecision,
      {
        body: { action: 'checkout', patron_id: patron.patron_id, item_id: dvd.item_id, ...more },
      },
      desk,
    )
  const said = await ask()
  assert.equal(said.status, 200, said.text)
  assert.equal(said.body.go, false)
  assert.equal(said.body.version?.name, '2026-1')
  const value = (key: string) => said.body.values.find(one => one.key === key)
  assert.deepEqual([value('period')?.says, value('period')?.row_no], ['7 dagen', 2])
  assert.deepEqual(value('period')?.lost, [
    { row_no: 1, says: '28 dagen', because: 'Regel 2 is preciezer, door de materiaalsoort.' },
  ])
  assert.deepEqual([value('suspension')?.says, value('suspension')?.row_no], ['geen schorsing', null])
  assert.deepEqual(said.body.changes, [
    {
      code: 'limit_reached',
      kind: 'return',
      n: 1,
      says: 'Na het inleveren van 1 exemplaar kan het.',
    },
  ])
  assert.deepEqual(said.body.for_patron, ['Je hebt er al 4 thuis. Breng er 1 terug, dan kan het wel.'])
  assert.ok(said.body.explanation.trace, 'never a verdict without a trace')
  const before = await ask({ at: '2025-10-01T10:00:00Z' })
  assert.deepEqual(
    [before.body.go, before.body.version, before.body.findings.map(f => f.code)],
    [false, null, ['no_rule']],
    'before there was a regulation',
  )
  const hold = await world.call(
    op.explainDecision,
    {
      body: {
        action: 'hold',
        patron_id: patron.patron_id,
        title_id: dvd.title_id,
        pickup_branch_id: library.branches[0]!,
      },
    },
    desk,
  )
  assert.ok(hold.body.explanation.trace, 'also for reserving')
  assert.equal(hold.body.values.find(one => one.key === 'period')?.row_no, 2)
})

test('B41 the limit of a title is explained by the row that gives it, also where another type of its items decides the rest', async () => {
  inDays(0)
  const [patron, book] = [await aPatron(world, library), await anItem(world, library)]
  await anItem(world, library, { item_type: 'kaart', title_id: book.title_id })
  const told = async () => {
    const body = {
      action: 'hold' as const,
      patron_id: patron.patron_id,
      title_id: book.title_id,
      pickup_branch_id: library.branches[0]!,
    }
    const said = await world.call(op.explainDecision, { body }, desk)
    assert.equal(said.status, 200, said.text)
    return said.body
  }
  assert.equal((await told()).go, true)
  for (let n = 0; n < 2; n++) assert.equal((await reserve(patron, book.title_id)).status, 201)
  const said = await told()
  assert.deepEqual(
    said.findings.map(f => [f.code, f.about['limit'], f.rule?.row_no]),
    [['limit_reached', 2, 12]],
  )
  assert.deepEqual(said.explanation.trace, { version_id: said.version?.version_id, rows: [12, 1] })
  assert.match(said.explanation.steps[0]?.from ?? '', /regel 12$/)
  assert.deepEqual(said.changes, [
    { code: 'limit_reached', kind: 'cancel', n: 1, says: 'Na 1 reservering minder kan het.' },
  ])
  assert.deepEqual(said.for_patron, ['Je hebt al 2 reserveringen op deze titel. Meer kan niet.'])
})
