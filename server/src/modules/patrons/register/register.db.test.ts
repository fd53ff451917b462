import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'

let world: World
let library: Library
let desk: Someone
before(async () => {
  world = await openWorld()
  library = await world.library('Testgem')
  desk = await world.staff(library, ['balie'])
})
after(() => world.close())

const register = (wish: Parameters<typeof aForm>[0] = {}, as = desk) =>
  world.call(op.registerPatron, { body: aForm(wish) }, as)
const known = (national_number: string, as = desk) =>
  world.call(op.knownElsewhere, { body: { national_number, proof: 'document' } }, as)
const count = async (table: string) =>
  Number((await world.rows(`select count(*) as n from patrons.${table}`))[0]!.n)

test('P20 P114 a patron is registered with card, membership, fee and statement, and nothing is on by default', async () => {
  const said = await register({
    street: 'Teststraat 12 bus 3',
    postcode: '9000',
    municipality: 'Gent',
    national_number: testNumber(0),
    card: ' 900 1 ',
  })
  assert.equal(said.status, 201, said.text)
  const { patron_id, cards, sources, ...patron } = said.body
  assert.ok(sources.every(one => one.from === 'manual' && one.on === '2026-11-25'))
  assert.ok(sources.some(one => one.field === 'street') && !sources.some(one => one.field === 'email'))
  assert.deepEqual(
    cards.map(card => [card.kind, card.card, card.state, card.since, card.until]),
    [['library', '900 1', 'active', '2026-11-25', null]],
  )
  assert.deepEqual(patron, {
    library_id: library.library_id,
    library_name: 'Testgem',
    family_name: 'Vandenhoute',
    given_name: 'Liesbeth',
    birth_on: '1984-05-17',
    gender: 'f',
    street: 'Teststraat 12 bus 3',
    postcode: '9000',
    municipality: 'Gent',
    email: null,
    phone: null,
    language: 'nl',
    message_channel: 'letter',
    keep_history: false,
    news: false,
    auto_renew: null,
    former_names: [],
    addresses: [],
    address_protected: false,
    asks_magda: false,
    contact_checked_on: '2026-11-25',
    came_over: false,
    restricted: [],
    category: null,
    social_until: null,
    social_proof: null,
    end_reason: null,
    end_said_on: null,
    online: null,
    merged_into: null,
    merges: [],
    age_group: 'adult',
    national_number_masked: `••.••.••-•••.${testNumber(0).slice(9)}`,
    membership_type: 'volwassene',
    membership_name: 'Volwassene',
    member_since: '2026-11-25',
    member_until: '2027-11-25',
    statement_version: '2020-03-20',
    statement_shown_on: '2026-11-25',
    blocks: [],
    notes: [],
    loans: 0,
    holds: 0,
    balance_cents: 500,
    version: 1,
  })
  const account = await world.call(op.readAccount, { params: { patron_id } }, desk)
  assert.deepEqual(
    account.body.open.map(e => [e.charge_kind, e.amount_cents, e.reason]),
    [['membership', 500, 'Volwassene']],
  )
  const [row] = await world.rows(
    'select provenance, registered_by, statement_how from patrons.patron where patron_id = $1',
    [patron_id],
  )
  const provenance = row!.provenance as unknown as Record<string, unknown>
  assert.deepEqual(provenance.street, { from: 'manual', by: desk.staff_id, at: '2026-11-25T13:05:00Z' })
  assert.ok(!('email' in provenance))
  const [membership] = await world.rows(
    'select type, starts_on::text, ends_on::text, fee_cents from patrons.membership where patron_id = $1',
    [patron_id],
  )
  assert.deepEqual(membership, {
    type: 'volwassene',
    starts_on: '2026-11-25',
    ends_on: '2027-11-25',
    fee_cents: 500,
  })
  const seen = await world.rows(
    `select distinct operation, purpose, outcome from privacy.access_log where patron_id = $1 order by 1`,
    [patron_id],
  )
  assert.deepEqual(
    seen.map(s => [s.operation, s.purpose, s.outcome]),
    [
      ['readAccount', 'functional', 'seen'],
      ['registerPatron', 'identification', 'seen'],
    ],
  )
})

test('P29 the number stands nowhere in clear: not in a table, not in the log, not in an answer', async () => {
  const number = testNumber(7)
  const said = await register({ national_number: number })
  assert.equal(said.status, 201)
  assert.ok(!said.text.includes(number))
  for (const { relation } of await world.rows(
    `select c.oid::regclass::text as relation from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('base', 'patrons', 'finance', 'privacy', 'organisation', 'circulation')`,
  )) {
    const hits = await world.rows(
      `select 1 from ${relation} t where t::text like '%' || $1 || '%' or t::text like '%' || encode($1::bytea, 'hex') || '%'`,
      [number],
    )
    assert.deepEqual(hits, [], String(relation))
  }
  assert.ok(!world.logged.join().includes(number))
})

test('a registration that cannot be is refused with its reason, and leaves nothing', async () => {
  const before = [
    await count('patron'),
    await count('card'),
    await count('person'),
    await count('name_token'),
  ]
  const taken = (await world.rows(`select code from patrons.card limit 1`))[0]!.code!
  const tries = [
    [{ card: taken }, 409, 'card_in_use'],
    [{ card: `  ${taken} ` }, 409, 'card_in_use'],
    [{ card: '   ' }, 400, 'invalid'],
    [{ national_number: '84.65.17-001.00' }, 409, 'number_invalid'],
    [{ national_number: '71.02.14-001.17' }, 409, 'number_test_only'],
    [{ birth_on: '1984-02-30' }, 409, 'birth_invalid'],
    [{ birth_on: '2026-11-26' }, 409, 'birth_invalid'],
    [{ email: 'an@bib' }, 409, 'email_invalid'],
    [{ membership_type: 'onbekend' }, 409, 'membership_type_unknown'],
    [{ membership_type: 'jeugd' }, 409, 'membership_type_age'],
    [{ family_name: '   ' }, 400, 'invalid'],
    [{ family_name: 'a\u0000b' }, 400, 'invalid'],
    [{ family_name: 'a\u0007b' }, 400, 'invalid'],
    [{ family_name: 'x'.repeat(101) }, 400, 'invalid'],
    [{ email: `${'x'.repeat(250)}@bib.be` }, 400, 'invalid'],
    [{ gender: 'v' }, 400, 'invalid'],
    [{ nationality: 'Belg' }, 400, 'invalid'],
    [{ photo: 'AAAA' }, 400, 'invalid'],
    [{ command_id: '1' }, 400, 'invalid'],
  ] as const
  for (const [wish, status, code] of tries) {
    const said = await register(wish as Parameters<typeof aForm>[0])
    assert.deepEqual([said.status, said.problem.code], [status, code], JSON.stringify(wish))
  }
  assert.deepEqual(
    [await count('patron'), await count('card'), await count('person'), await count('name_token')],
    before,
  )
})

test('P27 P28 only a name is needed; a birth year is enough, and makes nobody an adult by guess', async () => {
  const said = await register({ birth_on: '2008', membership_type: 'jeugd', gender: 'unknown' })
  assert.deepEqual(
    [said.status, said.body.age_group, said.body.birth_on, said.body.balance_cents],
    [201, 'youth', '2008', 0],
  )
  assert.equal((await register({ birth_on: null })).body.age_group, 'unknown')
})

test('a free membership charges nothing, and each library offers its own', async () => {
  const own = await world.library('Eigengem')
  const me = await world.staff(own, ['balie'])
  const types = [{ type: 'basis', name: 'Basis', fee_cents: 0, months: 6, from_age: 0, to_age: 150 }]
  await world.rows(`insert into organisation.setting values ($1, 'patrons.membership_types', $2)`, [
    own.library_id,
    JSON.stringify(types),
  ])
  assert.equal((await register({}, me)).problem.code, 'membership_type_unknown')
  const said = await register({ membership_type: 'basis' }, me)
  assert.deepEqual(
    [said.body.membership_name, said.body.member_until, said.body.balance_cents],
    ['Basis', '2027-05-25', 0],
  )
})

test('a registration that is repeated, also at the same moment, is done once', async () => {
  const body = aForm({ national_number: testNumber(20) })
  const call = () => world.call(op.registerPatron, { body }, desk)
  const said = await Promise.all([call(), call(), call()])
  assert.deepEqual(
    said.map(s => s.status),
    [201, 201, 201],
    said.map(s => s.text).join(),
  )
  assert.equal(new Set(said.map(s => s.body.patron_id)).size, 1)
  assert.deepEqual((await call()).body, said[0].body)
  assert.equal(
    (await world.call(op.registerPatron, { body: { ...body, given_name: 'Els' } }, desk)).problem.code,
    'command_reused',
  )
})

test('of two desks that register one number, or give one card, at the same moment, one is refused', async () => {
  const number = testNumber(21)
  const both = await Promise.all([
    register({ national_number: number }),
    register({ national_number: number }),
  ])
  assert.deepEqual(both.map(s => s.status).toSorted(), [201, 409])
  assert.equal(both.find(s => s.status === 409)!.problem.code, 'known_here')
  const cards = await Promise.all([register({ card: 'SAME' }), register({ card: 'SAME' })])
  assert.deepEqual(cards.map(s => s.status).toSorted(), [201, 409])
  assert.equal(cards.find(s => s.status === 409)!.problem.code, 'card_in_use')
})

test('P34 a library that is not authorised keeps no number and may not ask for one', async () => {
  const without = await world.library('Zondergem')
  const me = await world.staff(without, ['balie'])
  await world.rows(`insert into organisation.setting values ($1, 'patrons.use_national_number', 'false')`, [
    without.library_id,
  ])
  assert.equal((await register({ national_number: testNumber(30) }, me)).problem.code, 'number_not_allowed')
  assert.equal((await known(testNumber(30), me)).problem.code, 'number_not_allowed')
  assert.equal((await register({}, me)).body.national_number_masked, null)
})

test('P63 P64 P65 one person in two libraries: each has a record of its own and learns one bit', async () => {
  const elsewhere = await world.library('Elders')
  const there = await world.staff(elsewhere, ['balie'])
  const number = testNumber(40)
  assert.deepEqual((await known(number)).body, { known_here: null, known_elsewhere: 0 })
  const first = await register(
    { national_number: number, family_name: 'Vandenhoute', street: 'Geheime straat 1', postcode: '9000' },
    there,
  )
  const params = { patron_id: first.body.patron_id }
  await world.call(
    op.setBlock,
    { params, body: { command_id: commandId(), reason: 'Schuld daar', until: null } },
    there,
  )

  const asked = await known(number)
  assert.equal(asked.text, '{"known_here":null,"known_elsewhere":1}')
  const second = await register({
    national_number: `${number.slice(0, 6)}-${number.slice(6, 9)}.${number.slice(9)}`,
    family_name: 'Vanhoute',
  })
  assert.equal(second.status, 201, second.text)
  assert.ok(!second.text.includes('Geheime') && !second.text.includes('Elders'))
  assert.deepEqual(
    [second.body.family_name, second.body.street, second.body.blocks, second.body.balance_cents],
    ['Vanhoute', null, [], 500],
  )

  assert.deepEqual((await known(number)).body, { known_here: second.body.patron_id, known_elsewhere: 1 })
  const again = await register({ national_number: number })
  assert.deepEqual(
    [again.problem.code, again.problem.texts.nl],
    ['known_here', 'Deze persoon is al lid bij jullie.'],
  )
  assert.deepEqual(again.problem.findings?.[0]?.about, { patron_id: second.body.patron_id })
  for (const said of [
    await world.call(op.readPatron, { params }, desk),
    await world.call(op.readPatronHead, { params }, desk),
  ]) {
    assert.deepEqual([said.status, said.problem.code], [404, 'patron_unknown'])
    assert.ok(!said.text.includes('Vandenhoute'))
  }
  const persons = await world.rows('select person_id from patrons.patron where patron_id = any($1)', [
    [first.body.patron_id, second.body.patron_id],
  ])
  assert.equal(new Set(persons.map(p => p.person_id)).size, 1)
})

test('P63 every way of being known elsewhere is answered with the same bytes', async () => {
  const answers = new Set<string>()
  const libraries = [
    await world.library('Eersteneer'),
    await world.library('Tweedneer'),
    await world.library('Derdeneer'),
  ]
  const staff: Someone[] = []
  for (const l of libraries) staff.push(await world.staff(l, ['balie']))
  const asking = await world.staff(await world.library('Vraaggem'), ['balie'])
  for (const [n, at] of [staff.slice(0, 1), staff, staff.slice(1, 2)].entries()) {
    const number = testNumber(50 + n)
    for (const me of at) await register({ national_number: number }, me)
    if (n === 2)
      await world.rows(`update patrons.patron set member_until = '2020-01-01' where library_id = $1`, [
        libraries[1]!.library_id,
      ])
    const said = await known(number, asking)
    answers.add(`${said.status} ${said.text}`)
  }
  assert.deepEqual([...answers], ['200 {"known_here":null,"known_elsewhere":1}'])
})

test('P63 numbers cannot be walked through: somebody asks so often and each question is logged', async () => {
  const me = await world.staff(library, ['balie'])
  for (let i = 0; i < 20; i++) assert.equal((await known(testNumber(100 + i), me)).status, 200)
  const refused = await known(testNumber(121), me)
  assert.deepEqual([refused.status, refused.problem.code], [429, 'too_many'])
  const [log] = await world.rows(
    `select count(*) as n from privacy.access_log where staff_id = $1 and operation = 'knownElsewhere' and outcome = 'refused'`,
    [me.staff_id],
  )
  assert.equal(log!.n, '21')
  world.now = world.now.add({ minutes: 11 })
  assert.equal((await known(testNumber(121), me)).status, 200)
  world.now = world.now.subtract({ minutes: 11 })
})

test('only someone with the leave registers', async () => {
  const cataloguer = await world.staff(library, ['catalografie'])
  for (const said of [await register({}, cataloguer), await known(testNumber(1), cataloguer)])
    assert.equal(said.status, 403)
  assert.equal((await world.call(op.registerPatron, { body: aForm() }, null)).status, 401)
})
