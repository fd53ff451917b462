import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { patronJobs } from '../jobs.ts'
import { aForm, commandId } from '../testing/forms.ts'

let world: World
let library: Library
let desk: Someone
let partner: Someone
before(async () => {
  world = await openWorld()
  library = await world.library('Testgem')
  desk = await world.staff(library, ['balie'])
  const beside = await world.library('Partnergem')
  partner = await world.staff(beside, ['balie'])
  await world.agreement('3b', [library, beside])
})
after(() => world.close())

const register = async (wish: Parameters<typeof aForm>[0] = {}) => {
  const said = await world.call(op.registerPatron, { body: aForm(wish) }, desk)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const params = (p: { patron_id: string }) => ({ patron_id: p.patron_id })
const read = async (p: { patron_id: string }, as = desk) =>
  (await world.call(op.readPatron, { params: params(p) }, as)).body
const head = async (p: { patron_id: string }, as = desk) =>
  (await world.call(op.readPatronHead, { params: params(p) }, as)).body
const set = (p: op.Patron, addresses: op.Address[], as = desk, version = p.version) =>
  world.call(
    op.setAddresses,
    { params: params(p), body: { command_id: commandId(), version, addresses } },
    as,
  )
const change = (p: op.Patron, wish: Record<string, unknown>) => {
  const names = Object.keys(op.patronFields) as (keyof typeof op.patronFields)[]
  const fields = Object.fromEntries(names.map(name => [name, p[name]])) as Pick<
    op.Patron,
    (typeof names)[number]
  >
  const body = { command_id: commandId(), version: p.version, ...fields, ...wish }
  return world.call(op.changePatron, { params: params(p), body }, desk)
}
const kot: op.Address = {
  kind: 'student',
  care_of: 'Kotmadam Maes',
  street: 'Kotstraat 3',
  postcode: '9000',
  municipality: 'Gent',
  letters: true,
  until: '2027-06-30',
}
const work: op.Address = {
  ...kot,
  kind: 'work',
  care_of: null,
  street: 'Werkstraat 1',
  letters: false,
  until: null,
}

test('addresses stand beside the main residence; one of them gets the letters; each keeps its source', async () => {
  const p = await register({ street: 'Teststraat 12', postcode: '9000', municipality: 'Gent' })
  assert.deepEqual(p.addresses, [])
  const said = await set(p, [kot, work])
  assert.equal(said.status, 200, said.text)
  assert.deepEqual(said.body.addresses, [kot, work])
  assert.equal(said.body.street, 'Teststraat 12')
  // A list that was read before is refused, and so are two addresses for letters, and a partner.
  assert.equal((await set(p, [], desk)).problem.code, 'changed_meanwhile')
  const now = await read(p)
  assert.equal((await set(now, [kot, { ...work, letters: true }])).problem.code, 'address_letters_once')
  assert.equal((await set(now, [{ ...kot, until: '2026-01-01' }])).problem.code, 'invalid')
  assert.equal((await set(now, [], partner)).problem.code, 'patron_not_own')
  assert.deepEqual((await read(p, partner)).addresses, [kot, work])
  const sources = async () =>
    (
      await world.rows(
        "select source ->> 'at' as at from patrons.address where patron_id = $1 order by address_id",
        [p.patron_id],
      )
    ).map(row => row.at)
  const [first] = await sources()
  world.now = world.now.add({ hours: 1 })
  await set(now, [kot, { ...work, street: 'Werkstraat 2' }])
  const [kept, changed] = await sources()
  assert.equal(kept, first)
  assert.notEqual(changed, first)
  world.now = world.now.subtract({ hours: 1 })
})

test('an address goes in the night after its last day', async () => {
  const p = await register()
  await set(p, [{ ...kot, until: '2026-11-26' }, work])
  const clock = openClock(world)
  const job = patronJobs.find(one => one.name === 'forget_addresses')
  world.now = Temporal.Instant.from('2026-11-26T23:30:00Z')
  await job!.handler(clock.ctx('forget_addresses'))
  assert.deepEqual((await read(p)).addresses, [work])
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
})

test('a year after the last check the desk asks, one key says yes, and the way back asks again', async () => {
  const p = await register({ email: 'lies@voorbeeld.be' })
  assert.equal(p.contact_checked_on, '2026-11-25')
  assert.equal((await head(p)).contact_due, undefined)
  const registered = (at: string) =>
    world.rows('update patrons.patron set registered_at = $2 where patron_id = $1', [p.patron_id, at])
  await registered('2025-11-26T12:00:00Z')
  assert.equal((await head(p)).contact_due, undefined)
  await registered('2025-11-25T12:00:00Z')
  assert.equal((await head(p)).contact_due, true)
  // Only the own library keeps the data, so only its desk is asked to ask.
  assert.equal((await head(p, partner)).contact_due, undefined)
  const body = { command_id: commandId() }
  const confirm = (as: Someone) => world.call(op.confirmContact, { params: params(p), body }, as)
  assert.equal((await confirm(partner)).problem.code, 'patron_not_own')
  assert.equal((await confirm(desk)).body.contact_checked_on, '2026-11-25')
  assert.equal((await head(p)).contact_due, undefined)
  assert.equal((await world.call(op.unconfirmContact, { params: params(p) }, desk)).status, 200)
  assert.equal((await head(p)).contact_due, true)
  // Whoever types another address has just asked for it.
  assert.equal((await change(await read(p), { email: 'anders@voorbeeld.be' })).status, 200)
  assert.equal((await head(p)).contact_due, undefined)
})

test('P26 each field says where it came from; a main residence of the eID or the register is overwritten with a reason only', async () => {
  const p = await register({ street: 'Teststraat 12', postcode: '9000', municipality: 'Gent' })
  const [source] = p.sources.filter(one => one.field === 'street')
  assert.deepEqual([source?.from, source?.on, source?.reason], ['manual', '2026-11-25', null])
  assert.match(source?.by ?? '', /^Testmedewerker/)
  await world.rows(
    `update patrons.patron set provenance = provenance || '{"street": {"from": "eid", "at": "2026-05-04T10:00:00Z"}}' where patron_id = $1`,
    [p.patron_id],
  )
  const read1 = await read(p)
  assert.deepEqual(
    read1.sources.find(one => one.field === 'street'),
    { field: 'street', from: 'eid', on: '2026-05-04', by: null, reason: null },
  )
  assert.equal((await change(read1, { street: 'Elders 1' })).problem.code, 'address_reason_needed')
  const said = await change(read1, { street: 'Elders 1', reason: 'pas verhuisd' })
  assert.equal(said.status, 200, said.text)
  const after = said.body.sources.find(one => one.field === 'street')
  assert.deepEqual([after?.from, after?.reason], ['manual', 'pas verhuisd'])
  // One main residence: the next change is of a typed address, and asks nothing.
  assert.equal((await change(said.body, { street: 'Elders 2' })).status, 200)
  await world.rows(
    `update patrons.patron set provenance = provenance || '{"postcode": {"from": "magda", "at": "2026-06-04T10:00:00Z"}}' where patron_id = $1`,
    [p.patron_id],
  )
  const now = await read(p)
  assert.equal((await change(now, { postcode: '9050' })).problem.code, 'address_reason_needed')
  assert.equal((await change(now, { postcode: '9050', reason: '   ' })).problem.code, 'address_reason_needed')
  // What is not the residence needs none, and loses nothing.
  const mailed = await change(now, { email: 'lies@voorbeeld.be' })
  assert.equal(mailed.body.sources.find(one => one.field === 'postcode')?.from, 'magda')
})

test('Q6 the language is the reader’s own choice: Dutch unless they say otherwise, and no card or register sets it', async () => {
  const form = op.registerPatron.body.properties
  assert.ok(!('language' in op.takeFromCard.body.properties.fields.properties))
  assert.ok(!JSON.stringify(form.read).includes('language'))
  assert.ok(!('language_regime' in op.patronFields) && !('nationality' in op.patronFields))
  const p = await register({
    read: { from: 'eid', fields: ['family_name', 'street'] },
    street: 'Rue du Test 1',
  })
  assert.equal(p.language, 'nl')
  const chosen = await change(p, { language: 'fr' })
  assert.deepEqual(
    [chosen.body.language, chosen.body.sources.find(one => one.field === 'language')?.from],
    ['fr', 'manual'],
  )
  const moved = await world.call(
    op.takeFromCard,
    {
      params: params(p),
      body: { command_id: commandId(), version: chosen.body.version, fields: { municipality: 'Ronse' } },
    },
    desk,
  )
  assert.equal(moved.body.language, 'fr', 'a facility municipality on the card says nothing of a person')
})

test('P28 gender may be x or unknown, a birth date a year; neither changes what somebody may do or pays', async () => {
  const said = new Set<string>()
  for (const gender of ['m', 'f', 'x', 'unknown'] as const) {
    const p = await register({ gender, birth_on: '1984' })
    const advice = await world.call(op.explainMembership, { params: params(p) }, desk)
    const { findings, age_group } = await head(p)
    said.add(JSON.stringify([advice.body, findings, age_group, p.balance_cents, p.membership_type]))
    assert.equal(p.gender, gender)
  }
  assert.equal(said.size, 1)
  for (const birth_on of ['1984', '1984-05', '1984-05-17'])
    assert.equal((await register({ birth_on })).birth_on, birth_on)
})

test('a patron is found by the name of before, until it is forgotten', async () => {
  const p = await register({ family_name: 'Zomerhofs', given_name: 'Amelia' })
  const found = async (q: string) =>
    (await world.call(op.findPatrons, { query: { q } }, desk)).body.rows.map(row => row.patron_id)
  const married = await change(p, { family_name: 'Winterberg' })
  assert.deepEqual(married.body.former_names, ['Zomerhofs'])
  assert.deepEqual(await found('zomerhofs amelia'), [p.patron_id])
  assert.deepEqual(await found('winterberg'), [p.patron_id])
  const forgotten = await change(married.body, { former_names: 'forget' })
  assert.deepEqual(forgotten.body.former_names, [])
  assert.deepEqual(await found('zomerhofs'), [])
})

test('who came over from another system is asked at the first visit, until the desk was told that it is right', async () => {
  const p = await register()
  assert.deepEqual([(await head(p)).came_over, (await head(p)).contact_due], [undefined, undefined])
  await world.rows(
    `update patrons.patron set provenance = '{"email": {"from": "migration", "at": "2026-11-20T10:00:00Z"}}' where patron_id = $1`,
    [p.patron_id],
  )
  assert.deepEqual([(await head(p)).came_over, (await head(p)).contact_due], [true, true])
  assert.equal((await world.call(op.readPatron, { params: params(p) }, desk)).body.came_over, true)
  await world.call(op.confirmContact, { params: params(p), body: { command_id: commandId() } }, desk)
  assert.deepEqual([(await head(p)).came_over, (await head(p)).contact_due], [undefined, undefined])
})
