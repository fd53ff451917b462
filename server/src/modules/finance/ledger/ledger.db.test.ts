import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import fc from 'fast-check'
import type { StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { newRing } from '../../../base/keys.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, aTitle, type TestPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { loadSession } from '../../organisation/index.ts'
import { logAccess } from '../../privacy/index.ts'
import { chargeQuery, reverseChargeQuery } from '../index.ts'
import { Booked, Settled, settledFacts } from './ledger.store.ts'

let world: World
let library: Library
let desk: Someone
let other: Someone
before(async () => {
  world = await openWorld()
  library = await world.library('Testgem')
  desk = await world.staff(library, ['hoofd_balie'])
  other = await world.staff(library, ['hoofd_balie'])
})
after(() => world.close())

const command_id = () => uuid7(world.now)
const params = (patron: TestPatron) => ({ patron_id: patron.patron_id })

/** What a use case of another module is given, for the statements that travel in its flight. */
async function ctxOf(as: Someone): Promise<StaffCtx> {
  const base = {
    db: world.db,
    keys: newRing('/dev/null'),
    now: world.now,
    secret: as.secret,
    actor: null,
    source: 'desk',
    operation: 'checkin',
    purpose: 'functional',
    testNumbers: true,
    logAccess,
  } as const
  const open = await loadSession(base, true)
  assert.ok(open)
  return { ...base, actor: open.actor }
}
const inFlight = async (as: Someone, queries: readonly Query[]): Promise<Row[][]> =>
  transact(await ctxOf(as), async tx => {
    await tx.first([])
    return tx.last(queries)
  })

async function charged(patron: TestPatron, amount_cents: number): Promise<string> {
  const said = await world.call(
    op.addCharge,
    {
      params: params(patron),
      body: { command_id: command_id(), charge_kind: 'other', amount_cents, reason: 'Kopieën' },
    },
    desk,
  )
  assert.equal(said.status, 201, said.text)
  return said.body.open.at(-1)!.entry_id
}
const pay = (
  patron: TestPatron,
  entry_ids: string[],
  more: { method?: 'cash' | 'card'; amount_cents?: number; as?: Someone; command_id?: string } = {},
) => {
  const { as = desk, ...rest } = more
  return world.call(
    op.receivePayment,
    { params: params(patron), body: { command_id: command_id(), method: 'card', entry_ids, ...rest } },
    as,
  )
}
const account = async (patron: TestPatron, as = desk) =>
  (await world.call(op.readAccount, { params: params(patron) }, as)).body
const sumOf = async (patron: TestPatron) =>
  Number(
    (
      await world.rows(
        'select coalesce(sum(amount_cents), 0) as sum from finance.entry e join finance.account a using (account_id) where a.patron_id = $1',
        [patron.patron_id],
      )
    )[0]!.sum,
  )

test('the ledger is refused to every role that would change or empty it', async () => {
  await charged(await aPatron(world, library), 250)
  const before = await world.rows('select * from finance.entry order by entry_id')
  for (const role of ['postgres', 'kaft_owner', 'kaft_app', 'kaft_jobs', 'kaft_finder', 'kaft_report']) {
    for (const change of [
      'update finance.entry set amount_cents = 1',
      'delete from finance.entry',
      'truncate finance.entry cascade',
      "update finance.entry set reason = 'x'",
      'update finance.entry set account_id = account_id + 1',
    ]) {
      // Jobs may let go of who, what and whose, in one library at a time: without one they reach no line.
      if (role === 'kaft_jobs' && / (reason|account_id) = /.test(change)) continue
      await world.db.admin.query('begin')
      if (role !== 'postgres') await world.db.admin.query(`set local role ${role}`)
      await assert.rejects(
        world.db.admin.query(change),
        { code: /KF002|42501/ as unknown as string },
        `${role}: ${change}`,
      )
      await world.db.admin.query('rollback')
    }
  }
  assert.deepEqual(await world.rows('select * from finance.entry order by entry_id'), before)
})

test('P150 who booked, what was written and whose it was can be let go, and nothing put in their place', async () => {
  const id = await charged(await aPatron(world, library), 250)
  await world.rows(
    'update finance.entry set reason = null, staff_id = null, account_id = 0 where entry_id = $1',
    [id],
  )
  const [line] = await world.rows(
    'select amount_cents, reason, staff_id, account_id from finance.entry where entry_id = $1',
    [id],
  )
  assert.deepEqual(line, { amount_cents: 250, reason: null, staff_id: null, account_id: '0' })
  for (const change of ["reason = 'x'", 'staff_id = 1', 'account_id = 1'])
    await assert.rejects(world.rows(`update finance.entry set ${change} where entry_id = $1`, [id]), {
      code: 'KF002',
    })
})

test('a charge, its part payment, the rest in cash, and the account after each', async () => {
  const patron = await aPatron(world, library)
  const ids = [await charged(patron, 60), await charged(patron, 500), await charged(patron, 12)]
  const part = await pay(patron, ids, { amount_cents: 100 })
  assert.equal(part.body.paid_cents, 100)
  assert.deepEqual(
    part.body.account.open.map(e => [e.entry_id, e.open_cents]),
    [
      [ids[1], 460],
      [ids[2], 12],
    ],
  )
  assert.equal(part.body.account.balance_cents, 472)

  const rest = await pay(patron, [ids[2]!, ids[1]!], { method: 'cash' })
  assert.deepEqual([rest.status, rest.body.paid_cents, rest.body.rounding_cents], [201, 470, -2])
  assert.deepEqual([rest.body.account.balance_cents, rest.body.account.open.length], [0, 0])
  assert.equal(await sumOf(patron), 0)
  const rounding = rest.body.account.past.filter(e => e.kind === 'rounding')
  assert.deepEqual(
    rounding.map(e => [e.amount_cents, e.charge_kind, e.method, e.payment_id]),
    [[-2, null, 'cash', rest.body.payment_id]],
  )
})

test('a library that does not round cash receives the exact amount', async () => {
  const exact = await world.library('Exactgem')
  const me = await world.staff(exact, ['hoofd_balie'])
  await world.rows(`insert into organisation.setting values ($1, 'finance.round_cash', 'false')`, [
    exact.library_id,
  ])
  const patron = await aPatron(world, exact)
  const added = await world.call(
    op.addCharge,
    {
      params: params(patron),
      body: { command_id: command_id(), charge_kind: 'card', amount_cents: 253, reason: 'x' },
    },
    me,
  )
  const paid = await pay(patron, [added.body.open[0]!.entry_id], { method: 'cash', as: me })
  assert.deepEqual([paid.body.paid_cents, paid.body.rounding_cents], [253, 0])
})

test('what cannot be paid is refused, and nothing is booked', async () => {
  const patron = await aPatron(world, library)
  const stranger = await aPatron(world, library)
  const id = await charged(patron, 300)
  const theirs = await charged(stranger, 300)
  const tries = [
    [await pay(patron, [id], { amount_cents: 301 }), 409, 'amount_too_high'],
    [await pay(patron, [theirs]), 409, 'charge_unknown'],
    [await pay(patron, [id, theirs]), 409, 'charge_unknown'],
    [await pay(patron, ['9999']), 409, 'charge_unknown'],
    [await pay(patron, []), 400, 'invalid'],
    [await pay(patron, [id], { amount_cents: 0 }), 400, 'invalid'],
    [await pay({ ...patron, patron_id: '987654321' }, [id]), 404, 'patron_unknown'],
  ] as const
  for (const [said, status, code] of tries) assert.deepEqual([said.status, said.problem.code], [status, code])
  assert.equal(await sumOf(patron), 300)
  assert.equal((await pay(patron, [id])).status, 201)
  assert.equal((await pay(patron, [id])).problem.code, 'nothing_to_pay')
})

test('a payment is booked back once; both lines stay, and the charge is open again', async () => {
  const patron = await aPatron(world, library)
  const id = await charged(patron, 253)
  const { payment_id } = (await pay(patron, [id], { method: 'cash' })).body
  const reverse = () =>
    world.call(
      op.reversePayment,
      { params: { payment_id }, body: { command_id: command_id(), reason: 'Verkeerde lener' } },
      desk,
    )
  const back = await reverse()
  assert.equal(back.status, 201, back.text)
  assert.deepEqual(
    back.body.open.map(e => [e.entry_id, e.open_cents]),
    [[id, 253]],
  )
  assert.deepEqual(
    back.body.past.map(e => [e.kind, e.amount_cents, e.reversed, e.method]).toSorted(),
    [
      ['payment', -255, true, 'cash'],
      ['reversal', -2, false, 'cash'],
      ['reversal', 255, false, 'cash'],
      ['rounding', 2, true, 'cash'],
    ].toSorted(),
  )
  assert.equal((await reverse()).problem.code, 'already_reversed')
  const unknown = await world.call(
    op.reversePayment,
    { params: { payment_id: command_id() }, body: { command_id: command_id(), reason: 'x' } },
    desk,
  )
  assert.equal(unknown.problem.code, 'payment_unknown')
  assert.equal((await pay(patron, [id])).status, 201)
})

test('a waiver takes what is open and needs its leave and the own library', async () => {
  const patron = await aPatron(world, library)
  const id = await charged(patron, 300)
  await pay(patron, [id], { amount_cents: 100 })
  const waive = (as: Someone, entry_id = id) =>
    world.call(
      op.waiveCharge,
      { params: { entry_id }, body: { command_id: command_id(), reason: 'Ziekte' } },
      as,
    )
  assert.equal((await waive(await world.staff(library, ['balie']))).status, 403)

  const partner = await world.library('Partnergem')
  await world.agreement('3b', [library, partner])
  const there = await world.staff(partner, ['hoofd_balie'])
  assert.equal((await waive(there)).problem.code, 'patron_not_own')
  assert.equal((await account(patron, there)).balance_cents, 200)

  const waived = await waive(desk)
  assert.equal(waived.body.balance_cents, 0)
  assert.deepEqual(
    waived.body.past.filter(e => e.kind === 'waiver').map(e => [e.amount_cents, e.reason]),
    [[-200, 'Ziekte']],
  )
  assert.equal((await waive(desk)).problem.code, 'nothing_to_pay')
  assert.equal((await waive(desk, '99999')).problem.code, 'charge_unknown')
})

test('a command that is repeated, also at the same moment, is done once and answered twice', async () => {
  const patron = await aPatron(world, library)
  const id = await charged(patron, 300)
  const same = { command_id: command_id() }
  const [one, two] = await Promise.all([pay(patron, [id], same), pay(patron, [id], same)])
  assert.deepEqual([one.status, two.status], [201, 201], two.text)
  assert.equal(one.body.payment_id, two.body.payment_id)
  assert.equal((await pay(patron, [id], same)).body.payment_id, one.body.payment_id)
  assert.equal((await pay(patron, [id], { ...same, amount_cents: 5 })).problem.code, 'command_reused')
  assert.equal(await sumOf(patron), 0)
})

test('two desks that are paid for the same charge at once never both book it', async () => {
  for (let round = 0; round < 10; round++) {
    const patron = await aPatron(world, library)
    const id = await charged(patron, 300)
    const said = await Promise.all(
      [desk, other, desk, other].map(as =>
        pay(patron, [id], { as, ...(round % 2 ? { amount_cents: 200 } : {}) }),
      ),
    )
    assert.equal(said.filter(s => s.status === 201).length, 1)
    for (const s of said)
      assert.ok(s.status === 201 || ['nothing_to_pay', 'amount_too_high'].includes(s.problem.code), s.text)
    assert.equal(await sumOf(patron), round % 2 ? 100 : 0)
  }
})

test('two first charges of one patron at once stand on one account', async () => {
  const patron = await aPatron(world, library)
  const charge = {
    library_id: library.library_id,
    patron_id: patron.patron_id,
    charge_kind: 'fine',
    amount_cents: 10,
  } as const
  const ctx = await ctxOf(desk)
  await Promise.all(Array.from({ length: 6 }, () => inFlight(desk, [chargeQuery(ctx, charge)])))
  const rows = await world.rows('select account_id from finance.account where patron_id = $1', [
    patron.patron_id,
  ])
  assert.equal(rows.length, 1)
  assert.equal((await account(patron)).balance_cents, 60)
})

test('a charge of the desk tells its loan and title; undone it is taken back whole, with the waivers on it', async () => {
  const patron = await aPatron(world, library)
  const ctx = await ctxOf(desk)
  const title_id = await aTitle(world, 'Max Havelaar')
  const of = {
    library_id: library.library_id,
    patron_id: patron.patron_id,
    charge_kind: 'fine',
    amount_cents: 60,
  } as const
  const charge = async () => {
    const [rows] = await inFlight(desk, [
      chargeQuery(ctx, { ...of, about: { loan_id: '77', item_id: '88', title_id } }),
    ])
    return oneOf(Booked, rows!)!.entry_id
  }
  const settled = async (id: string) => oneOf(Settled, (await inFlight(desk, [settledFacts(id)]))[0]!)!
  const reverse = async (entry_id: string) =>
    allOf(
      Booked,
      (await inFlight(desk, [reverseChargeQuery(ctx, { entry_id, reason: 'Ongedaan gemaakt' })]))[0]!,
    )

  const open = await charge()
  const [line] = (await account(patron)).open
  assert.deepEqual(
    [line!.item_title, line!.loan_id, line!.open_cents, line!.by],
    ['Max Havelaar', '77', 60, ctx.actor.staff_name],
  )
  assert.deepEqual(
    (await reverse(open)).map(r => r.amount_cents),
    [-60],
  )
  assert.deepEqual(await settled(open), {
    entry_id: open,
    amount_cents: 60,
    paid_cents: 0,
    waived_cents: 0,
    open_cents: 0,
    reversed: true,
  })
  assert.deepEqual(await reverse(open), [])

  const waived = await charge()
  await world.call(
    op.waiveCharge,
    { params: { entry_id: waived }, body: { command_id: command_id(), reason: 'x' } },
    desk,
  )
  assert.deepEqual((await settled(waived)).waived_cents, 60)
  assert.deepEqual(
    (await reverse(waived)).map(r => r.amount_cents),
    [-60],
  )
  assert.deepEqual([(await settled(waived)).open_cents, (await settled(waived)).waived_cents], [0, 0])

  const paid = await charge()
  const { payment_id } = (await pay(patron, [paid], { method: 'cash' })).body
  assert.deepEqual([(await settled(paid)).paid_cents, (await settled(paid)).open_cents], [60, 0])
  assert.deepEqual(await reverse(paid), [])
  await world.call(
    op.reversePayment,
    { params: { payment_id }, body: { command_id: command_id(), reason: 'x' } },
    desk,
  )
  assert.deepEqual([(await settled(paid)).paid_cents, (await settled(paid)).open_cents], [0, 60])
  assert.equal((await reverse(paid)).length, 1)
  assert.equal(await sumOf(patron), 0)
  assert.throws(() => chargeQuery(ctx, { ...of, amount_cents: 0 }), RangeError)
  assert.throws(() => chargeQuery(ctx, { ...of, amount_cents: 1.5 }), RangeError)
})

test('an account of a library without agreement is not there at all', async () => {
  const patron = await aPatron(world, library)
  const id = await charged(patron, 100)
  const payment = (await pay(patron, [id], { amount_cents: 50 })).body
  const stranger = await world.staff(await world.library('Vreemdgem'), ['hoofd_balie'])
  const reason = { command_id: command_id(), reason: 'x' }
  const said = [
    await world.call(op.readAccount, { params: params(patron) }, stranger),
    await world.call(
      op.addCharge,
      { params: params(patron), body: { ...reason, charge_kind: 'other', amount_cents: 1 } },
      stranger,
    ),
    await pay(patron, [id], { as: stranger }),
    await world.call(
      op.reversePayment,
      { params: { payment_id: payment.payment_id }, body: { ...reason, command_id: command_id() } },
      stranger,
    ),
    await world.call(
      op.waiveCharge,
      { params: { entry_id: id }, body: { ...reason, command_id: command_id() } },
      stranger,
    ),
  ]
  assert.deepEqual(
    said.map(s => s.problem.code),
    ['patron_unknown', 'patron_unknown', 'patron_unknown', 'payment_unknown', 'charge_unknown'],
  )
  assert.equal(await sumOf(patron), 50)
  const logged = await world.rows(
    `select count(*) as n from privacy.access_log where staff_id = $1 and outcome = 'refused' and patron_id is null`,
    [stranger.staff_id],
  )
  assert.equal(logged[0]!.n, '5')
})

type Step =
  | { readonly do: 'charge'; readonly cents: number }
  | { readonly do: 'pay'; readonly which: number; readonly part: number; readonly method: 'cash' | 'card' }
  | { readonly do: 'reverse' | 'waive'; readonly which: number }

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('charge' as const), cents: fc.integer({ min: 1, max: 700 }) }),
    fc.record({
      do: fc.constant('pay' as const),
      which: fc.nat(127),
      part: fc.integer({ min: 1, max: 120 }),
      method: fc.constantFrom('cash' as const, 'card' as const),
    }),
    fc.record({ do: fc.constantFrom('reverse' as const, 'waive' as const), which: fc.nat(9) }),
  ),
  { minLength: 3, maxLength: 14 },
)

/** One step at the desk; whatever it answers, it may not fail. */
async function walk(patron: TestPatron, step: Step, payments: string[]): Promise<void> {
  const { open, past } = await account(patron)
  const one = <T>(list: readonly T[], i: number) => list[i % Math.max(1, list.length)]
  if (step.do === 'charge') await charged(patron, step.cents)
  if (step.do === 'pay') {
    const chosen = open.filter((_, i) => (step.which >> (i % 7)) & 1)
    const total = chosen.reduce((sum, e) => sum + e.open_cents, 0)
    const amount_cents = Math.max(1, Math.round((total * step.part) / 100))
    const said = await pay(
      patron,
      chosen.map(e => e.entry_id),
      { method: step.method, amount_cents },
    )
    const expected = chosen.length === 0 ? 400 : amount_cents > total ? 409 : 201
    assert.equal(said.status, expected, said.text)
    if (said.status === 201) payments.push(said.body.payment_id)
  }
  if (step.do === 'reverse' && payments.length > 0) {
    const said = await world.call(
      op.reversePayment,
      { params: { payment_id: one(payments, step.which)! }, body: { command_id: command_id(), reason: 'x' } },
      desk,
    )
    assert.ok(said.status === 201 || said.problem.code === 'already_reversed', said.text)
  }
  const charge = one(
    [...open, ...past.filter(e => e.kind === 'charge')],
    step.do === 'waive' ? step.which : 0,
  )
  if (step.do === 'waive' && charge) {
    const said = await world.call(
      op.waiveCharge,
      { params: { entry_id: charge.entry_id }, body: { command_id: command_id(), reason: 'x' } },
      desk,
    )
    assert.equal(said.status, charge.open_cents > 0 ? 201 : 409, said.text)
  }
}

test('whatever happens at the desk, balance is the sum and no charge is settled twice', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async sequence => {
      const patron = await aPatron(world, library)
      const payments: string[] = []
      for (const step of sequence) {
        await walk(patron, step, payments)
        const { balance_cents, open } = await account(patron)
        const lines = await world.rows(
          `select c.amount_cents::int as amount, (c.amount_cents + coalesce(sum(s.amount_cents), 0))::int as open
             from finance.account a join finance.entry c using (account_id) left join finance.entry s on s.charge_id = c.entry_id
            where a.patron_id = $1 and c.kind = 'charge' group by c.entry_id`,
          [patron.patron_id],
        )
        for (const line of lines)
          assert.ok(Number(line.open) >= 0 && Number(line.open) <= Number(line.amount), JSON.stringify(line))
        assert.equal(balance_cents, await sumOf(patron))
        assert.equal(
          balance_cents,
          open.reduce((sum, e) => sum + e.open_cents, 0),
        )
      }
    }),
    { numRuns: 12, seed: 20261125 },
  )
})

const takeBack = (entry_id: string, as: Someone) =>
  world.call(op.takeBackEntry, { params: { entry_id }, body: { command_id: command_id() } }, as)

test('a charge by hand is taken back by who made it, on the same day and while nothing was paid on it', async () => {
  const patron = await aPatron(world, library)
  const counter = await world.staff(library, ['balie'])
  const made = await world.call(
    op.addCharge,
    {
      params: { patron_id: patron.patron_id },
      body: { command_id: command_id(), charge_kind: 'other', amount_cents: 2500, reason: 'Kopieën' },
    },
    counter,
  )
  assert.equal(made.status, 201, made.text)
  const { entry_id } = made.body
  assert.equal(made.body.open.at(-1)?.entry_id, entry_id)
  assert.equal((await takeBack(entry_id, await world.staff(library, ['balie']))).problem.code, 'no_leave')
  const { payment_id } = (await pay(patron, [entry_id], { amount_cents: 500 })).body
  assert.equal((await takeBack(entry_id, counter)).problem.code, 'charge_paid')
  await world.call(
    op.reversePayment,
    { params: { payment_id }, body: { command_id: command_id(), reason: 'Verkeerd bedrag' } },
    desk,
  )
  const back = await takeBack(entry_id, counter)
  assert.equal(back.status, 201, back.text)
  assert.deepEqual([back.body.balance_cents, back.body.open, back.body.credit_cents], [0, [], 0])
  assert.ok(
    back.body.past.some(line => line.entry_id === entry_id && line.reversed),
    'both stay visible',
  )
  assert.equal((await takeBack(entry_id, counter)).problem.code, 'already_reversed')
  assert.equal((await takeBack('99999', counter)).problem.code, 'charge_unknown')
})

test('who may waive takes back what a colleague charged, and nobody what a membership or a loan made', async () => {
  const patron = await aPatron(world, library)
  const counter = await world.staff(library, ['balie'])
  const by = async (as: Someone, charge_kind: 'other' | 'membership') => {
    const body = { command_id: command_id(), charge_kind, amount_cents: 300, reason: 'Draagtas' }
    return (await world.call(op.addCharge, { params: params(patron), body }, as)).body.entry_id
  }
  assert.equal((await takeBack(await by(counter, 'other'), desk)).body.balance_cents, 0)
  const ofLoan = await by(desk, 'other')
  await world.rows('insert into finance.charge_about (entry_id, library_id, loan_id) values ($1, $2, 1)', [
    ofLoan,
    library.library_id,
  ])
  for (const entry_id of [ofLoan, await by(desk, 'membership')])
    assert.equal((await takeBack(entry_id, desk)).problem.code, 'charge_not_by_hand')
})

test('a waiver is taken back by who may waive, and the charge is open again', async () => {
  const patron = await aPatron(world, library)
  const id = await charged(patron, 400)
  await pay(patron, [id], { amount_cents: 100 })
  const waived = await world.call(
    op.waiveCharge,
    { params: { entry_id: id }, body: { command_id: command_id(), reason: 'Ziekte' } },
    desk,
  )
  const { entry_id } = waived.body
  assert.equal((await takeBack(entry_id, await world.staff(library, ['balie']))).problem.code, 'no_leave')
  const partner = await world.library('Partnerdorp')
  await world.agreement('3b', [library, partner])
  assert.equal(
    (await takeBack(entry_id, await world.staff(partner, ['hoofd_balie']))).problem.code,
    'patron_not_own',
  )
  const back = await takeBack(entry_id, desk)
  assert.deepEqual([back.body.balance_cents, back.body.open[0]?.open_cents], [300, 300], back.text)
  assert.equal((await takeBack(entry_id, desk)).problem.code, 'already_reversed')
  assert.equal((await pay(patron, [id])).body.paid_cents, 300, 'and can be paid')
})
