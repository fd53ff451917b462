import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { aTitle, anItem } from '../../../testing/people.ts'
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

/** An eID number with its check: another one for each `n`. */
const cardNumber = (n: number): string => {
  const ten = `592${String(n).padStart(7, '0')}`
  return `${ten}${String(Number(ten) % 97 || 97).padStart(2, '0')}`
}
const eid = (n: number, valid_until: string | null = '2034-02-01') => ({
  card_number: cardNumber(n),
  valid_until,
})
const register = (wish: Parameters<typeof aForm>[0] = {}, as = desk) =>
  world.call(op.registerPatron, { body: aForm(wish) }, as)
/** Registered with the card in the reader, and no card of the library. */
const registerByEid = async (n: number, wish: Parameters<typeof aForm>[0] = {}, as = desk) => {
  const { card: _, ...form } = aForm({ national_number: testNumber(n), eid: eid(n), proof: 'eid', ...wish })
  const card = wish.card === undefined ? {} : { card: wish.card }
  const said = await world.call(op.registerPatron, { body: { ...form, ...card } }, as)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const recognise = (body: Partial<op.BodyOf<typeof op.recogniseEid>>, as = desk) =>
  world.call(op.recogniseEid, { body: { command_id: commandId(), ...eid(0), ...body } }, as)
const scan = (code: string, as = desk) =>
  world.call(op.scan, { body: { command_id: commandId(), code, patron_id: null } }, as)
const setting = (of: Library, key: string, value: string) =>
  world.rows(
    `insert into organisation.setting values ($1, $2, $3) on conflict (library_id, key) do update set value = excluded.value`,
    [of.library_id, key, value],
  )

test('P23 after a registration by eID the same card identifies the patron at once, at the desk and as a code', async () => {
  const patron = await registerByEid(1)
  assert.deepEqual(
    patron.cards.map(card => [card.kind, card.card, card.state, card.since, card.until]),
    [['eid', null, 'active', '2026-11-25', '2034-02-01']],
  )
  const known = await recognise({ ...eid(1), national_number: testNumber(1) })
  assert.deepEqual(known.body, { patron_id: patron.patron_id, card: 'known' })
  for (const code of [cardNumber(1), cardNumber(1).replace(/^(.{3})(.{7})/, '$1-$2-')]) {
    const opened = await scan(code)
    assert.equal(opened.body.patron?.patron_id, patron.patron_id, opened.text)
    assert.equal(opened.body.patron?.card_tail, 'eID')
  }
})

test('P23 a renewed card finds the same patron by the number, and the former one opens nothing any more', async () => {
  const patron = await registerByEid(2)
  const renewed = { ...eid(202, '2044-02-01'), national_number: testNumber(2) }
  const both = await Promise.all([recognise(renewed), recognise(renewed)])
  assert.deepEqual(
    both.map(said => said.body.patron_id),
    [patron.patron_id, patron.patron_id],
  )
  assert.deepEqual(both.map(said => said.body.card).toSorted(), ['known', 'renewed'].toSorted())
  assert.equal((await scan(cardNumber(202))).body.patron?.patron_id, patron.patron_id)
  const former = await scan(cardNumber(2))
  assert.deepEqual([former.body.patron, former.body.findings[0]?.code], [null, 'card_ended'])
  const again = await recognise({ ...eid(2), national_number: testNumber(2) })
  assert.deepEqual([again.status, again.problem.findings?.[0]?.code], [409, 'card_ended'])
  // A card from before the one that is known, which the library has never seen: somebody lost it once.
  const old = await recognise({ ...eid(203, '2030-01-01'), national_number: testNumber(2) })
  assert.equal(old.problem.findings?.[0]?.code, 'card_ended')
  const cards = (await world.call(op.readPatron, { params: { patron_id: patron.patron_id } }, desk)).body
    .cards
  assert.deepEqual(
    cards.map(card => card.state),
    ['active', 'ended'],
  )
})

test('P23 P29 of the number of a card nothing stands in clear anywhere, and its hash opens nothing', async () => {
  const patron = await registerByEid(3)
  await recognise({ ...eid(3), national_number: testNumber(3) })
  await scan(cardNumber(3))
  const [row] = await world.rows(`select code from patrons.card where patron_id = $1`, [patron.patron_id])
  assert.match(row!.code!, /^index-[0-9a-f]{8}\./)
  for (const text of [cardNumber(3), cardNumber(3).slice(3, 10)]) {
    for (const { relation } of await world.rows(
      `select c.oid::regclass::text as relation from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname in ('base', 'patrons', 'finance', 'privacy', 'organisation', 'circulation')`,
    ))
      assert.deepEqual(
        await world.rows(`select 1 from ${relation} t where t::text like '%' || $1 || '%'`, [text]),
        [],
        String(relation),
      )
  }
  assert.ok(!world.logged.join().includes(cardNumber(3)))
  assert.equal((await scan(row!.code!)).body.patron, null)
  const lent = await world.call(
    op.checkout,
    { body: { command_id: commandId(), card: row!.code!, barcode: (await anItem(world, library)).barcode } },
    desk,
  )
  assert.equal(lent.body.loan ?? null, null)
})

test('P42 lost, ended and expired cards authorise nothing: not at the desk, not by the API, not by a reader', async () => {
  const patron = await registerByEid(4, { card: 'BIB4' })
  const { patron_id } = patron
  const item = await anItem(world, library, { title_id: await aTitle(world, 'Nachttrein') })
  const cardOf = async (kind: string) =>
    (await world.call(op.readPatron, { params: { patron_id } }, desk)).body.cards.find(
      card => card.kind === kind,
    )!
  const mark = async (kind: string, state: 'active' | 'lost' | 'ended') =>
    world.call(
      op.markCard,
      {
        params: { patron_id, card_id: (await cardOf(kind)).card_id },
        body: { command_id: commandId(), state },
      },
      desk,
    )
  const lend = (card: string) =>
    world.call(op.checkout, { body: { command_id: commandId(), card, barcode: item.barcode } }, desk)
  const codesOf = async (card: string) => [
    (await scan(card)).body.findings[0]?.code,
    (await lend(card)).problem.findings?.[0]?.code,
    (await lend(card)).status,
  ]
  assert.equal((await scan('BIB4')).body.patron?.patron_id, patron_id)

  for (const [kind, card] of [
    ['library', 'BIB4'],
    ['eid', cardNumber(4)],
  ] as const) {
    assert.equal((await mark(kind, 'lost')).status, 200)
    assert.deepEqual(await codesOf(card), ['card_lost', 'card_lost', 409], kind)
    // The other card of the same person goes on working.
    assert.equal((await scan(kind === 'library' ? cardNumber(4) : 'BIB4')).body.patron?.patron_id, patron_id)
    assert.equal((await mark(kind, 'active')).status, 200)
    assert.equal((await scan(card)).body.patron?.patron_id, patron_id, 'found again')
  }
  assert.equal((await mark('library', 'ended')).status, 200)
  assert.deepEqual(await codesOf('BIB4'), ['card_ended', 'card_ended', 409])

  const before = world.now
  world.now = Temporal.Instant.from('2034-02-02T13:05:00Z')
  await world.rows(`update patrons.patron set member_until = '2040-01-01' where patron_id = $1`, [patron_id])
  await world.rows(`update organisation.session set expires_at = '2040-01-01' where ended_at is null`)
  assert.deepEqual(await codesOf(cardNumber(4)), ['card_expired', 'card_expired', 409])
  const read = await recognise({ ...eid(4), national_number: testNumber(4) })
  assert.deepEqual([read.status, read.problem.findings?.[0]?.code], [409, 'card_expired'])
  assert.equal((await cardOf('eid')).state, 'expired')
  assert.equal((await mark('eid', 'active')).problem.code, 'card_expired')
  world.now = before
})

test('several cards of one patron work beside one another, and no card is given twice', async () => {
  const first = await register({ card: 'MEER1' })
  const { patron_id } = first.body
  const add = (card: string, to = patron_id) =>
    world.call(op.addCard, { params: { patron_id: to }, body: { command_id: commandId(), card } }, desk)
  assert.deepEqual(
    (await add(' MEER2 ')).body.cards.map(card => [card.card, card.state]),
    [
      ['MEER2', 'active'],
      ['MEER1', 'active'],
    ],
  )
  for (const card of ['MEER1', 'MEER2']) assert.equal((await scan(card)).body.patron?.patron_id, patron_id)
  assert.equal((await add('MEER1', (await register()).body.patron_id)).problem.code, 'card_in_use')
  assert.equal((await add('   ')).status, 400)
  // The identity card is none of the library's: a new library card does not end it.
  const withEid = await registerByEid(5, { card: 'MEER5' })
  const replaced = await world.call(
    op.replaceCard,
    {
      params: { patron_id: withEid.patron_id },
      body: { command_id: commandId(), card: 'MEER6', former: 'lost', charge_fee: false },
    },
    desk,
  )
  assert.deepEqual(
    replaced.body.cards.map(card => [card.card, card.state]),
    [
      ['MEER6', 'active'],
      [null, 'active'],
      ['MEER5', 'lost'],
    ],
  )
})

test('a patron of before gets the identity card as a card, with the number where none was kept', async () => {
  const { patron_id } = (await register({ card: 'OUD1' })).body
  const add = (body: object, to = patron_id) =>
    world.call(
      op.addEid,
      { params: { patron_id: to }, body: { command_id: commandId(), ...eid(6), ...body } },
      desk,
    )
  const said = await add({ national_number: testNumber(6) })
  assert.equal(said.status, 201, said.text)
  assert.equal(said.body.national_number_masked, `••.••.••-•••.${testNumber(6).slice(9)}`)
  assert.equal((await scan(cardNumber(6))).body.patron?.patron_id, patron_id)
  const other = (await register({ card: 'OUD2', national_number: testNumber(7) })).body
  const tries = [
    [add({ ...eid(6), national_number: testNumber(7) }, other.patron_id), 'card_in_use'],
    [add({ ...eid(66), national_number: testNumber(6) }, other.patron_id), 'known_here'],
    [add({ ...eid(66), national_number: testNumber(77) }, other.patron_id), 'number_other'],
    [add({ ...eid(66, '2020-01-01') }, other.patron_id), 'card_expired'],
    [add({ card_number: '592000000183' }, other.patron_id), 'eid_unreadable'],
    [add({ ...eid(66), national_number: '71.02.14-001.17' }, other.patron_id), 'number_test_only'],
  ] as const
  for (const [asked, code] of tries) assert.equal((await asked).problem.code, code)
  assert.equal((await add({ ...eid(66), national_number: testNumber(7) }, other.patron_id)).status, 201)
})

test('P44 what the card says is taken over where staff chose it, and each field says where it came from', async () => {
  const patron = await registerByEid(8, {
    street: 'Oude straat 1',
    postcode: '9000',
    municipality: 'Gent',
    email: 'liesbeth@example.be',
    read: { from: 'eid', fields: ['family_name', 'given_name', 'birth_on', 'street', 'municipality'] },
  })
  const { patron_id } = patron
  const sources = async () =>
    (await world.rows('select provenance from patrons.patron where patron_id = $1', [patron_id]))[0]!
      .provenance as unknown as Record<string, { from: string; by: string; at: string }>
  const first = await sources()
  assert.deepEqual(
    ['family_name', 'street', 'postcode', 'email'].map(name => first[name]?.from),
    ['eid', 'eid', 'manual', 'manual'],
  )
  const take = (body: object) =>
    world.call(
      op.takeFromCard,
      {
        params: { patron_id },
        body: {
          command_id: commandId(),
          version: 1,
          fields: { street: 'Nieuwelaan 4', postcode: '9050' },
          ...body,
        },
      },
      desk,
    )
  const said = await take({})
  assert.equal(said.status, 200, said.text)
  assert.deepEqual(
    [said.body.street, said.body.postcode, said.body.municipality, said.body.email, said.body.version],
    ['Nieuwelaan 4', '9050', 'Gent', 'liesbeth@example.be', 2],
  )
  const then = await sources()
  assert.deepEqual([then['postcode']?.from, then['email']?.from], ['eid', 'manual'])
  assert.equal((await take({})).problem.code, 'changed_meanwhile')
  for (const fields of [{}, { email: 'x@example.be' }, { nationality: 'Belg' }, { national_number: '1' }])
    assert.equal((await take({ version: 2, fields })).status, 400, JSON.stringify(fields))
  const renamed = await take({ version: 2, fields: { family_name: 'Nieuwenaam' } })
  assert.equal(renamed.body.family_name, 'Nieuwenaam')
  const found = await world.call(op.findPatrons, { query: { q: 'nieuwenaam' } }, desk)
  assert.deepEqual(
    found.body.rows.map(row => row.patron_id),
    [patron_id],
  )
})

test('P22 a library that reads no identity cards says so at every door, and registers by hand', async () => {
  const without = await world.library('Zonderlezer')
  const me = await world.staff(without, ['balie'])
  await setting(without, 'patrons.read_eid', 'false')
  assert.deepEqual((await world.call(op.identityRules, {}, me)).body, {
    reads_eid: false,
    keeps_numbers: true,
    test_numbers: true,
  })
  const { patron_id } = (await register({}, me)).body
  const { card: _, ...form } = aForm({ eid: eid(9) })
  const params = { patron_id }
  const doors = [
    recognise({ ...eid(9) }, me),
    world.call(op.registerPatron, { body: form }, me),
    world.call(op.addEid, { params, body: { command_id: commandId(), ...eid(9) } }, me),
    world.call(
      op.takeFromCard,
      { params, body: { command_id: commandId(), version: 1, fields: { street: 'X 1' } } },
      me,
    ),
  ]
  for (const said of await Promise.all(doors))
    assert.deepEqual([said.status, said.problem.code], [409, 'eid_off'], said.text)
})

test('where identity cards do not expire for the library, their last day is not kept', async () => {
  const lax = await world.library('Nietzostreng')
  const me = await world.staff(lax, ['balie'])
  await setting(lax, 'patrons.eid_expires', 'false')
  const patron = await registerByEid(10, { eid: eid(10, '2020-01-01') }, me)
  assert.deepEqual(
    patron.cards.map(card => [card.state, card.until]),
    [['active', null]],
  )
  assert.equal((await scan(cardNumber(10), me)).body.patron?.patron_id, patron.patron_id)
})

test('a number needs the card in the reader or a document in the hand, and a registration needs a card', async () => {
  const { proof: _, ...without } = aForm({ national_number: testNumber(11) })
  assert.equal((await world.call(op.registerPatron, { body: without }, desk)).problem.code, 'proof_needed')
  const asked = await world.call(op.knownElsewhere, { body: { national_number: testNumber(11) } }, desk)
  assert.deepEqual([asked.status, asked.problem.code], [409, 'proof_needed'])
  const { card: __, ...cardless } = aForm()
  assert.equal((await world.call(op.registerPatron, { body: cardless }, desk)).status, 400)
  const bad = aForm({ eid: { card_number: '592000000183', valid_until: null } })
  assert.equal((await world.call(op.registerPatron, { body: bad }, desk)).problem.code, 'eid_unreadable')
  assert.equal((await recognise({ card_number: '592000000183' })).problem.code, 'eid_unreadable')
})

test('a partner opens a record by the card and by the number, and keeps no card of it', async () => {
  const one = await world.library('Samen Een')
  const two = await world.library('Samen Twee')
  const strangers = await world.library('Vreemd')
  await world.agreement('3b', [one, two])
  const [there, here, nobody] = [
    await world.staff(one, ['balie']),
    await world.staff(two, ['balie']),
    await world.staff(strangers, ['balie']),
  ]
  const { patron_id } = await registerByEid(12, {}, there)
  assert.deepEqual((await recognise({ ...eid(12) }, here)).body, { patron_id, card: 'known' })
  const renewed = { ...eid(212, '2044-01-01'), national_number: testNumber(12) }
  assert.deepEqual((await recognise(renewed, here)).body, { patron_id, card: 'known' })
  const cards = await world.rows('select 1 from patrons.card where patron_id = $1', [patron_id])
  assert.equal(cards.length, 1)
  for (const ask of [{ ...eid(12) }, renewed])
    assert.deepEqual((await recognise(ask, nobody)).body, { patron_id: null, card: null })
})
