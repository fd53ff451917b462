import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openUitpas } from '../../../base/uitpas.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { anItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { patronJobs } from '../jobs.ts'
import { ctxOf } from '../testing/ctx.ts'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'
import { registerPatron } from '../register/register.ts'
import { checkUitpas } from './tariff.ts'
import { askUitpas } from './uitpas.ts'

let world: World
let here: Library
let desk: Someone
let clock: TestClock
let uitpas: Server
/** What the simulator of UiTPAS knows: more than Kaft may keep. */
const passes: Record<string, object> = {
  '0900000095902': {
    totalItems: 1,
    member: [
      {
        uitpasNumber: '0900000095902',
        inszNumber: '93051822361',
        name: 'Zwartemarkering',
        cardSystemMemberships: [
          { cardSystemId: 1, status: 'ACTIVE', socialTariff: { status: 'EXPIRED', endDate: '2025-12-31' } },
          {
            cardSystemId: 2,
            status: 'ACTIVE',
            socialTariff: { status: 'ACTIVE', endDate: '2027-06-30T21:59:59Z' },
          },
        ],
      },
    ],
  },
  '0900000095903': {
    totalItems: 1,
    member: [{ cardSystemMemberships: [{ socialTariff: { status: 'SUSPENDED' } }] }],
  },
  '0900000095904': { totalItems: 0, member: [] },
}
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  await aRegulation(world, here)
  desk = await world.staff(here, ['hoofd_balie', 'beheer'])
  clock = openClock(world)
  uitpas = createServer((ask, answer) => {
    const number = new URL(ask.url ?? '', 'http://x').searchParams.get('uitpasNumber') ?? ''
    if (ask.headers['x-client-id'] !== 'kaft-test') return void answer.writeHead(401).end()
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(passes[number] ?? {}))
  })
  await new Promise<void>(done => uitpas.listen(0, '127.0.0.1', done))
})
after(async () => {
  uitpas.close()
  await clock.close()
  await world.close()
})

const register = async (wish: Parameters<typeof aForm>[0] = {}, as = desk) => {
  const said = await world.call(op.registerPatron, { body: aForm(wish) }, as)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const params = (p: { patron_id: string }) => ({ patron_id: p.patron_id })
const read = async (p: { patron_id: string }, as = desk) =>
  (await world.call(op.readPatron, { params: params(p) }, as)).body
const owes = async (p: { patron_id: string }, as = desk) => (await read(p, as)).balance_cents
const setTypes = async (value: unknown, as = desk) => {
  const said = await world.call(
    op.changeSetting,
    { params: { key: 'patrons.membership_types' }, body: { command_id: commandId(), value } },
    as,
  )
  assert.equal(said.status, 200, said.text)
}
const plain = [
  { type: 'volwassene', name: 'Volwassene', fee_cents: 500, months: 12, from_age: 18, to_age: 150 },
  { type: 'jeugd', name: 'Jeugd', fee_cents: 0, months: 12, from_age: 0, to_age: 17 },
  { type: 'kans', name: 'Kansentarief', fee_cents: 125, months: 12, from_age: 18, to_age: 150, social: true },
  {
    type: 'leraar',
    name: 'Leraar',
    fee_cents: 0,
    months: 12,
    from_age: 18,
    to_age: 150,
    category: 'leerkracht',
  },
]
const renew = (p: { patron_id: string }, membership_type: string, as = desk) =>
  world.call(
    op.renewMembership,
    { params: params(p), body: { command_id: commandId(), membership_type } },
    as,
  )

test('the page tells why this kind, and what each would cost', async () => {
  await setTypes(plain)
  const p = await register({ postcode: '9000' })
  const advice = async () => (await world.call(op.explainMembership, { params: params(p) }, desk)).body
  const first = await advice()
  assert.deepEqual([first.advised, first.now], ['volwassene', 'volwassene'])
  const kans = first.rows.find(row => row.type === 'kans')
  assert.deepEqual(
    [kans?.fits, kans?.conditions.filter(c => !c.met).map(c => c.asks), kans?.fee_cents],
    [false, ['social'], 125],
  )
  assert.equal((await renew(p, 'kans')).problem.code, 'membership_type_tariff')
  const tariff = (body: { category: string | null; social_until: string | null }) =>
    world.call(op.setTariff, { params: params(p), body: { command_id: commandId(), ...body } }, desk)
  assert.equal((await tariff({ category: 'koning', social_until: null })).problem.code, 'category_unknown')
  assert.equal((await tariff({ category: null, social_until: '2026-11-24' })).problem.code, 'invalid')
  const said = await tariff({ category: null, social_until: '2027-01-01' })
  assert.deepEqual([said.body.social_until, said.body.social_proof], ['2027-01-01', 'paper'])
  assert.equal((await advice()).advised, 'kans')
  const before = await owes(p)
  assert.equal((await renew(p, 'kans')).status, 201)
  assert.equal((await owes(p)) - before, 125)
  await tariff({ category: 'leerkracht', social_until: null })
  const teacher = await advice()
  assert.equal(teacher.advised, 'leraar')
  assert.equal(teacher.rows[0]?.conditions.find(c => c.asks === 'category')?.wants, 'Leerkracht')
  const fresh = await world.call(
    op.adviseMembership,
    { body: { birth_on: '2015-01-01', postcode: null, category: null, social_until: null } },
    desk,
  )
  assert.deepEqual([fresh.body.advised, fresh.body.now], ['jeugd', null])
})

test('P6 P12 a coupling that is off asks UiTPAS nothing', async () => {
  let calls = 0
  const door = {
    tariffOf: async () => {
      calls += 1
      return { is: 'none' } as const
    },
  }
  const ask = async () =>
    askUitpas(await ctxOf(world, desk, 'askUitpas'), { uitpas_number: '0900000095902' }, door)
  await withoutCoupling(world, 'uitpas', async () => {
    assert.deepEqual(await ask(), { refused: 'coupling_off' })
    assert.equal(calls, 0)
  })
  assert.deepEqual(await ask(), { refused: 'uitpas_no_tariff' })
  assert.equal(calls, 1)
})

test('UiTPAS is asked about one pass; only the end of the tariff stays', async () => {
  const p = await register()
  const off = await world.call(
    op.checkUitpas,
    { params: params(p), body: { command_id: commandId(), uitpas_number: '0900000095902' } },
    desk,
  )
  assert.equal(off.problem.code, 'uitpas_off')
  const url = `http://127.0.0.1:${(uitpas.address() as AddressInfo).port}`
  const ask = async (uitpas_number: string, door = openUitpas(url, 'kaft-test')) =>
    checkUitpas(
      await ctxOf(world, desk, 'checkUitpas'),
      p.patron_id,
      { command_id: commandId(), uitpas_number },
      door,
    )
  assert.deepEqual(await ask('0900000095904'), { refused: 'uitpas_unknown' })
  assert.deepEqual(await ask('0900000095903'), { refused: 'uitpas_no_tariff' })
  assert.deepEqual(await ask('0900000095905'), { refused: 'uitpas_away' }, 'an answer of another shape')
  assert.deepEqual(await ask('0900000095902', openUitpas(url, 'wrong')), { refused: 'uitpas_away' })
  assert.deepEqual(await ask('0900000095902', openUitpas('http://127.0.0.1:1', 'x')), {
    refused: 'uitpas_away',
  })
  assert.deepEqual(await ask('0900 0000 9590 2'), { patron_id: p.patron_id })
  const now = await read(p)
  assert.deepEqual([now.social_until, now.social_proof], ['2027-06-30', 'uitpas'])
  const [row] = await world.rows(
    "select p::text || (select coalesce(string_agg(c::text, ' '), '') from base.command c) as whole from patrons.patron p where patron_id = $1",
    [p.patron_id],
  )
  for (const dropped of ['0900000095902', '93051822361', 'Zwartemarkering'])
    assert.ok(!row!.whole!.includes(dropped), dropped)
})

test('UiTPAS is asked before somebody is registered and once more with the form; its number stays nowhere', async () => {
  const url = `http://127.0.0.1:${(uitpas.address() as AddressInfo).port}`
  const door = openUitpas(url, 'kaft-test')
  const ctx = await ctxOf(world, desk, 'registerPatron')
  const pass = '0900000095902'
  assert.deepEqual(await askUitpas(ctx, { uitpas_number: '0900 0000 95902' }, door), {
    social_until: '2027-06-30',
  })
  assert.deepEqual(await askUitpas(ctx, { uitpas_number: '123' }, door), { refused: 'uitpas_unknown' })
  const body = aForm({ tariff: { proof: 'uitpas', uitpas_number: pass } })
  const made = await registerPatron(ctx, body, door)
  assert.ok('patron_id' in made, JSON.stringify(made))
  assert.deepEqual(await registerPatron(ctx, body, door), made, 'a repeat is the same registration')
  const p = (await world.call(op.readPatron, { params: { patron_id: made.patron_id } }, desk)).body
  assert.deepEqual([p.social_until, p.social_proof], ['2027-06-30', 'uitpas'])
  const none = await registerPatron(
    ctx,
    aForm({ tariff: { proof: 'uitpas', uitpas_number: '0900000095903' } }),
    door,
  )
  assert.deepEqual(none, { refused: 'uitpas_no_tariff' })
  for (const table of ['patrons.patron', 'patrons.membership', 'base.command'])
    assert.deepEqual(
      await world.rows(`select 1 from ${table} t where t::text like '%' || $1 || '%'`, [pass]),
      [],
      table,
    )
})

test('a membership ends now, when it runs out or on a day, and the way back restores it', async () => {
  const p = await register()
  const until = p.member_until
  const end = (body: object) =>
    world.call(
      op.endMembership,
      { params: params(p), body: { command_id: commandId(), when: 'now', reason: 'moved', ...body } },
      desk,
    )
  const unend = () => world.call(op.unendMembership, { params: params(p) }, desk)
  assert.equal((await end({ when: 'day', on: '2029-01-01' })).problem.code, 'membership_end_day')
  const now = await end({})
  assert.deepEqual(
    [now.body.member_until, now.body.end_reason, now.body.end_said_on],
    ['2026-11-24', 'moved', '2026-11-25'],
  )
  assert.equal((await end({})).problem.code, 'membership_ends_already')
  const back = await unend()
  assert.deepEqual([back.body.member_until, back.body.end_reason], [until, null])
  assert.equal((await unend()).status, 200)
  assert.equal((await end({ when: 'day', on: '2027-01-31' })).body.member_until, '2027-01-31')
  await unend()
  assert.equal((await end({ when: 'expiry' })).body.member_until, until)
  // Who comes back and renews has no end said any more.
  const renewed = await renew(p, 'volwassene')
  assert.deepEqual([renewed.status, renewed.body.end_reason], [201, null])
})

test('21 Kuurne: the fee is asked at the first visit after the membership ended, and not before', async () => {
  const p = await register()
  const open = async () =>
    (await world.call(op.readAccount, { params: params(p) }, desk)).body.open.map(l => [
      l.charge_kind,
      l.amount_cents,
    ])
  const before = await open()
  await world.rows("update patrons.patron set member_until = '2026-11-01' where patron_id = $1", [
    p.patron_id,
  ])
  await patronJobs.find(job => job.name === 'membership_ages')!.handler(clock.ctx('membership_ages'))
  assert.deepEqual(await open(), before, 'what runs at night charges nobody for a membership that ended')
  const { barcode } = await anItem(world, here)
  const lend = () =>
    world.call(op.checkout, { body: { command_id: commandId(), patron_id: p.patron_id, barcode } }, desk)
  const visit = await lend()
  assert.deepEqual(
    visit.problem.findings?.map(f => f.code),
    ['patron_expired'],
    visit.text,
  )
  const renewed = await renew(p, 'volwassene')
  assert.equal(renewed.status, 201, renewed.text)
  assert.deepEqual(await open(), [...before, ['membership', 500]])
  const till = await world.staff(here, ['hoofd_balie', 'kas'])
  const { open: lines } = (await world.call(op.readAccount, { params: params(p) }, till)).body
  const pays = { command_id: commandId(), method: 'cash' as const, entry_ids: lines.map(l => l.entry_id) }
  const paid = await world.call(op.receivePayment, { params: params(p), body: pays }, till)
  assert.equal(paid.status, 201, paid.text)
  const lent = await lend()
  assert.equal(lent.body.did, 'lent', lent.text)
})

test('to somebody who died nothing is lent, renewed or reserved; taking back goes on', async () => {
  const p = await register()
  const lend = async () => {
    const { barcode, item_id } = await anItem(world, here)
    const body = { command_id: commandId(), patron_id: p.patron_id, barcode }
    return { item_id, said: await world.call(op.checkout, { body }, desk) }
  }
  const first = await lend()
  assert.equal(first.said.status, 201, first.said.text)
  await world.call(
    op.endMembership,
    { params: params(p), body: { command_id: commandId(), when: 'now', reason: 'deceased' } },
    desk,
  )
  const { said } = await lend()
  assert.deepEqual(
    said.problem.findings?.map(f => [f.code, f.weight]),
    [['patron_deceased', 'stop']],
  )
  const head = (await world.call(op.readPatronHead, { params: params(p) }, desk)).body
  assert.deepEqual(
    head.findings.map(f => f.code),
    ['patron_deceased'],
  )
  assert.equal((await renew(p, 'volwassene')).problem.code, 'patron_deceased')
  const body = { command_id: commandId(), item_id: first.item_id }
  assert.equal((await world.call(op.checkin, { body }, desk)).status, 201)
})

test('a death ends the reservations, and taking it back gives each its place again', async () => {
  const p = await register({})
  const other = await register({})
  const place = async (who: op.Patron, title_id: string) =>
    (
      await world.call(
        op.placeHold,
        {
          body: {
            command_id: commandId(),
            patron_id: who.patron_id,
            title_id,
            pickup_branch_id: here.branches[0]!,
            accept: ['item_available_here'],
          },
        },
        desk,
      )
    ).body.hold.hold_id
  const [one, two] = [await anItem(world, here), await anItem(world, here)]
  const first = await place(p, one.title_id)
  const behind = await place(other, one.title_id)
  const second = await place(p, two.title_id)
  const states = async () =>
    (
      await world.rows('select state from circulation.hold where hold_id = any ($1) order by hold_id', [
        [first, second, behind],
      ])
    ).map(row => row.state)
  const ended = await world.call(
    op.endMembership,
    { params: params(p), body: { command_id: commandId(), when: 'now', reason: 'deceased' } },
    desk,
  )
  assert.equal(ended.status, 201, ended.text)
  assert.equal(ended.body.holds, 0)
  assert.deepEqual(await states(), ['cancelled', 'waiting', 'cancelled'])
  const back = await world.call(op.unendMembership, { params: params(p) }, desk)
  assert.deepEqual([back.status, back.body.holds, back.body.end_reason], [200, 2, null])
  assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting'])
  const places = await world.call(op.patronHolds, { params: params(p) }, desk)
  assert.equal(places.body.rows.find(row => row.hold_id === first)?.place, 1)
  // Twice is the same as once, and another reason ends no reservation.
  assert.equal((await world.call(op.unendMembership, { params: params(p) }, desk)).body.holds, 2)
  await world.call(
    op.endMembership,
    { params: params(p), body: { command_id: commandId(), when: 'now', reason: 'moved' } },
    desk,
  )
  assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting'])
})

test('P43 the form of registration: group and tariff decide the kind, what is kept of a pass is its last day', async () => {
  const said = await world.call(
    op.registerPatron,
    { body: aForm({ category: 'leerkracht', tariff: { proof: 'paper', until: '2027-06-30' } }) },
    desk,
  )
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(
    [said.body.category, said.body.social_until, said.body.social_proof],
    ['leerkracht', '2027-06-30', 'paper'],
  )
  const tries = [
    [{ category: 'astronaut' }, 'category_unknown'],
    [{ tariff: { proof: 'paper', until: '2026-11-24' } }, 'invalid'],
    [{ tariff: { proof: 'uitpas', uitpas_number: '0930000420206' } }, 'uitpas_off'],
  ] as const
  for (const [wish, code] of tries)
    assert.equal(
      (await world.call(op.registerPatron, { body: aForm(wish as Parameters<typeof aForm>[0]) }, desk))
        .problem.code,
      code,
    )
  assert.equal(
    (await world.call(op.askUitpas, { body: { uitpas_number: '0930000420206' } }, desk)).problem.code,
    'uitpas_off',
  )
})

test('in a cooperation that shares the fee it is paid once, and nobody learns more than that', async () => {
  const [a, b, c] = [
    await world.library('Eengem'),
    await world.library('Tweegem'),
    await world.library('Driegem'),
  ]
  await world.agreement('1', [a, b])
  const [atA, atB, atC] = [
    await world.staff(a, ['hoofd_balie']),
    await world.staff(b, ['hoofd_balie']),
    await world.staff(c, ['hoofd_balie']),
  ]
  const national_number = testNumber(57)
  const form = { national_number, birth_on: '1984-05-17' }
  const first = await register(form, atA)
  assert.equal(await owes(first, atA), 500)
  const second = await register(form, atB)
  assert.equal(await owes(second, atB), 0)
  const paid = await world.rows(
    'select fee_cents::text as fee, fee_because as why from patrons.membership where patron_id = $1',
    [second.patron_id],
  )
  assert.deepEqual(paid, [{ fee: '0', why: 'cooperation' }])
  // Outside of the agreement it is paid again; and what was free elsewhere covers nothing.
  const third = await register(form, atC)
  assert.equal(await owes(third, atC), 500)
  const advice = await world.call(op.explainMembership, { params: params(second) }, atB)
  assert.equal(advice.body.rows.find(row => row.type === 'volwassene')?.fee_because, 'cooperation')
  // A stranger cannot ask the bit about somebody else's patron.
  const strange = await world.call(op.explainMembership, { params: params(first) }, atC)
  assert.equal(strange.problem.code, 'patron_unknown')
  await world.rows("update patrons.patron set member_until = '2026-11-01' where patron_id = $1", [
    first.patron_id,
  ])
  assert.equal((await renew(second, 'volwassene', atB)).status, 201)
  assert.equal(await owes(second, atB), 500)
})

test('the night gives who is too old another kind; the forecast says so before', async () => {
  const lib = await world.library('Leeftijdgem')
  const staff = await world.staff(lib, ['hoofd_balie', 'beheer'])
  await setTypes(plain, staff)
  const born = async (birth_on: string, name: string) =>
    register({ birth_on, family_name: name, membership_type: 'jeugd' }, staff)
  const soon = await born('2008-11-28', 'Binnenkort')
  const later = await born('2009-01-20', 'Straks')
  const year = await born('2009', 'Jaartal')
  const much = await born('2015-01-01', 'Lang')
  const forecast = async (until: string) =>
    (await world.call(op.ageChanges, { query: { until } }, staff)).body.rows.map(row => [
      row.name.split(' ')[1],
      row.on,
      row.to_name,
      row.fee_cents,
    ])
  assert.deepEqual(await forecast('2026-12-31'), [['Binnenkort', '2026-11-28', 'Volwassene', 500]])
  assert.deepEqual(
    (await forecast('2027-02-01')).map(([name]) => name),
    ['Binnenkort', 'Straks'],
  )
  assert.equal(
    (await world.call(op.ageChanges, { query: { until: '2031-01-01' } }, staff)).problem.code,
    'invalid',
  )
  const job = patronJobs.find(one => one.name === 'membership_ages')
  const night = async (at: string) => {
    world.now = Temporal.Instant.from(at)
    await job!.handler(clock.ctx('membership_ages'))
    world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
  }
  const typeOf = async (p: op.Patron) => (await read(p, staff)).membership_type
  await night('2026-11-27T02:10:00Z')
  assert.equal(await typeOf(soon), 'jeugd')
  await night('2026-11-28T02:10:00Z')
  await night('2026-11-28T02:20:00Z')
  assert.equal(await typeOf(soon), 'volwassene')
  assert.deepEqual(
    [(await read(soon, staff)).member_until, (await read(soon, staff)).balance_cents],
    [soon.member_until, 0],
  )
  for (const p of [later, year, much]) assert.equal(await typeOf(p), 'jeugd')
  const rows = await world.rows(
    'select fee_because as why from patrons.membership where patron_id = $1 order by membership_id',
    [soon.patron_id],
  )
  assert.deepEqual(
    rows.map(row => row.why),
    ['free', 'age'],
  )
  // A library that waits for the renewal keeps them as they are.
  await world.call(
    op.changeSetting,
    { params: { key: 'patrons.age_change' }, body: { command_id: commandId(), value: 'renewal' } },
    staff,
  )
  await night('2027-01-21T02:10:00Z')
  assert.equal(await typeOf(later), 'jeugd')
  assert.equal((await renew(later, 'volwassene', staff)).problem.code, 'membership_type_age')
})
