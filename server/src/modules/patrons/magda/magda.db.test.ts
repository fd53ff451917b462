import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { isRefusal } from '../../../base/ctx.ts'
import { openMagda } from '../../../base/magda/magda.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { type MagdaSimulator, neverKept, openMagdaSimulator } from '../../../testing/magda.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { ctxOf } from '../testing/ctx.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'
import { askMagda } from './ask-magda.ts'
import { consolidate } from './consolidate.ts'

let world: World
let here: Library
let desk: Someone
let dpo: Someone
let clock: TestClock
let simulator: MagdaSimulator
const door = () => openMagda({ url: simulator.url, sender: { uri: 'proef.kaft/test', capacity: '1300' } })
const fast = { pause_ms: 0, most: 100, patience: 3 }

before(async () => {
  world = await openWorld()
  here = await world.library('Registergem')
  await aRegulation(world, here)
  desk = await world.staff(here, ['hoofd_balie', 'beheer'])
  dpo = await world.staff(here, ['dpo'])
  clock = openClock(world)
  simulator = await openMagdaSimulator()
})
after(async () => {
  await simulator.close()
  await clock.close()
  await world.close()
})

let count = 20
const nextNumber = () => testNumber(++count)
const lives = { street: 'Oudestraat 1', postcode: '9000', municipality: 'Gent' }
async function member(number = nextNumber()): Promise<op.Patron> {
  const body = aForm({ ...lives, national_number: number })
  const said = await world.call(op.registerPatron, { body }, desk)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const read = async (p: { patron_id: string }) =>
  (await world.call(op.readPatron, { params: { patron_id: p.patron_id } }, desk)).body
const ask = async (
  p: { patron_id: string },
  magda: ReturnType<typeof door> | null = door(),
  command_id = commandId(),
) => {
  const ctx = {
    ...(await ctxOf(world, desk, 'askMagda')),
    keys: world.keys,
    purpose: 'administration' as const,
  }
  return askMagda(ctx, p.patron_id, { command_id }, magda)
}
const authorise = (wish: Partial<op.BodyOf<typeof op.setMagdaAuthorisation>> = {}, as = desk) =>
  world.call(
    op.setMagdaAuthorisation,
    {
      body: {
        command_id: commandId(),
        reference: 'RR 99/2026',
        dpia: 'DPIA 2026-3',
        fields: ['address', 'death'],
        from_on: '2026-11-01',
        until_on: '2026-12-31',
        ...wish,
      },
    },
    as,
  )
const asked = () => simulator.asked.length
const night = () => consolidate({ ...clock.ctx('magda_addresses'), keys: world.keys }, door(), fast)

test('without an authorisation nothing is asked, and the screen says why', async () => {
  const p = await member()
  assert.deepEqual(await ask(p), { refused: 'magda_not_authorised' })
  assert.equal(await night(), 0)
  const state = async () => (await world.call(op.readMagda, {}, desk)).body.state
  assert.equal(await state(), 'none')
  assert.equal((await authorise({ until_on: '2026-11-24' })).problem.code, 'invalid', 'over already')
  assert.equal((await authorise({ from_on: '2026-12-01' })).body.state, 'not_yet')
  assert.deepEqual(await ask(p), { refused: 'magda_not_authorised' })
  const on = await authorise()
  assert.equal(on.body.state, 'no_door', 'this installation has no line')
  assert.match(on.body.authorisation?.recorded_by ?? '', /^Testmedewerker/)
  assert.deepEqual(await ask(p, null), { refused: 'magda_off' })
  assert.equal(asked(), 0)
  await world.call(op.endMagdaAuthorisation, { body: { command_id: commandId() } }, desk)
  assert.equal((await read(p)).asks_magda, false)
  const changes = await world.call(op.readChanges, { query: {} }, desk)
  assert.equal(changes.body.rows[0]?.what, 'endMagdaAuthorisation')
})

test('P6 P12 P139 a coupling that is off asks MAGDA nothing, by day or by night, and leaves no question in the log', async () => {
  await authorise()
  const p = await member()
  await withoutCoupling(world, 'magda', async () => {
    assert.deepEqual(await ask(p), { refused: 'coupling_off' })
    assert.equal(await night(), 0)
  })
  assert.equal(asked(), 0)
  const [row] = await world.rows(
    'select count(*)::int as n from patrons.magda_consultation where patron_id = $1',
    [p.patron_id],
  )
  assert.equal(row!.n, 0)
  await world.call(op.endMagdaAuthorisation, { body: { command_id: commandId() } }, desk)
})

test('an address that moved lands with its source; what was before is kept; nothing else stays anywhere', async () => {
  await authorise()
  const number = nextNumber()
  const p = await member(number)
  assert.equal((await read(p)).asks_magda, true)
  simulator.people.set(number, { street: 'Nieuwstraat', house: '7', postcode: '9050', municipality: 'Gent' })
  const said = await ask(p)
  assert.deepEqual(said, { patron_id: p.patron_id, outcome: 'changed', replaced: false, deceased: false })
  const now = await read(p)
  assert.deepEqual([now.street, now.postcode, now.municipality], ['Nieuwstraat 7', '9050', 'Gent'])
  assert.equal(now.sources.find(s => s.field === 'street')?.from, 'magda')
  const former = await world.rows(
    'select street, postcode from patrons.former_residence where patron_id = $1',
    [p.patron_id],
  )
  assert.deepEqual(former, [{ street: lives.street, postcode: lives.postcode }])
  const again = await ask(p)
  assert.equal(isRefusal(again) || 'findings_refused' in again ? null : again.outcome, 'same')
  const dump = await world.rows(
    `select (select string_agg(t::text, ' ') from patrons.patron t) || (select string_agg(t::text, ' ') from patrons.magda_consultation t)
         || (select string_agg(t::text, ' ') from base.command t) || (select string_agg(t::text, ' ') from privacy.access_log t) as whole`,
  )
  const kept = dump[0]!.whole! + world.logged.join(' ')
  for (const word of [...neverKept, number]) assert.ok(!kept.includes(word), word)
})

test('every question is in the log before it leaves, for ten years, for who watches over it', async () => {
  const number = nextNumber()
  const p = await member(number)
  simulator.people.set(number, { http: 503 })
  // The directory is asked first, and does not answer: nothing is kept, and it is tried again another night.
  assert.deepEqual(await ask(p), { refused: 'magda_away', about: { code: 'http_503' } })
  simulator.people.set(number, { ...lives, street: 'Oudestraat', house: '1' })
  const done = await ask(p)
  assert.equal('outcome' in done && done.outcome, 'same')
  const log = await world.call(op.magdaConsultations, { query: {} }, dpo)
  const mine = log.body.rows.filter(r => r.patron_id === p.patron_id)
  assert.deepEqual(
    mine.map(r => [r.service, r.outcome, r.authorisation, r.purpose]),
    [
      ['GeefPersoon', 'same', 'RR 99/2026', 'administration'],
      ['RegistreerInschrijving', 'registered', 'RR 99/2026', 'administration'],
      ['RegistreerInschrijving', 'away', 'RR 99/2026', 'administration'],
    ],
  )
  assert.equal((await world.call(op.magdaConsultations, { query: {} }, desk)).status, 403)
  const in_directory = simulator.asked.findLast(
    a => a.insz === number && a.service === 'RegistreerInschrijving',
  )
  assert.deepEqual([in_directory?.from, in_directory?.until], ['2026-11-25', '2026-12-31'])
})

test('a repeat of the command asks nobody again', async () => {
  const p = await member()
  const id = commandId()
  const first = await ask(p, door(), id)
  const count = asked()
  assert.deepEqual(await ask(p, door(), id), first)
  assert.equal(asked(), count)
})

test('a protected address is marked and never written', async () => {
  const number = nextNumber()
  const p = await member(number)
  simulator.people.set(number, {
    street: 'Geheimstraat',
    house: '9',
    postcode: '2000',
    municipality: 'Antwerpen',
    secret: true,
  })
  const said = await ask(p)
  assert.equal('outcome' in said && said.outcome, 'protected')
  const now = await read(p)
  assert.deepEqual([now.address_protected, now.street], [true, lives.street])
  const [row] = await world.rows('select count(*)::text as n from patrons.patron where street like $1', [
    'Geheim%',
  ])
  assert.equal(row?.n, '0')
})

test('a replaced number moves the identity; where another record has it, somebody is asked to look', async () => {
  const [old, fresh, taken] = [nextNumber(), nextNumber(), nextNumber()]
  const p = await member(old)
  simulator.people.set(old, {
    street: 'Oudestraat',
    house: '1',
    postcode: '9000',
    municipality: 'Gent',
    replaced_by: fresh,
  })
  const said = await ask(p)
  assert.equal('replaced' in said && said.replaced, true)
  assert.equal((await read(p)).national_number_masked?.slice(-2), fresh.slice(-2))
  const other = await member(taken)
  simulator.people.set(fresh, {
    street: 'Oudestraat',
    house: '1',
    postcode: '9000',
    municipality: 'Gent',
    replaced_by: taken,
  })
  await ask(p)
  assert.equal((await read(p)).national_number_masked?.slice(-2), fresh.slice(-2), 'not taken from the other')
  const notices = await world.call(op.registerNotices, { query: {} }, desk)
  assert.ok(
    notices.body.rows.some(n => n.patron_id === p.patron_id && n.kind === 'two_records'),
    other.patron_id,
  )
})

test('somebody deceased comes to a list; closing a notice can be taken back', async () => {
  const number = nextNumber()
  const p = await member(number)
  simulator.people.set(number, {
    street: 'Oudestraat',
    house: '1',
    postcode: '9000',
    municipality: 'Gent',
    died_on: '2026-10-30',
  })
  const said = await ask(p)
  assert.equal('deceased' in said && said.deceased, true)
  assert.equal((await read(p)).end_reason, null, 'nothing is ended by itself')
  const mine = async () =>
    (await world.call(op.registerNotices, { query: {} }, desk)).body.rows.find(
      n => n.patron_id === p.patron_id,
    )
  const notice = await mine()
  assert.equal(notice?.kind, 'deceased')
  const params = { notice_id: notice.notice_id }
  assert.equal((await world.call(op.closeRegisterNotice, { params }, desk)).status, 200)
  assert.equal(await mine(), undefined)
  assert.equal(
    (await world.call(op.reopenRegisterNotice, { params, body: { command_id: commandId() } }, desk)).status,
    200,
  )
  assert.ok(await mine())
  assert.equal(
    (await world.call(op.closeRegisterNotice, { params: { notice_id: '999999' } }, desk)).problem.code,
    'notice_unknown',
  )
})

test('an address of the register is not taken where the register itself doubts it, or says an error', async () => {
  const number = nextNumber()
  const p = await member(number)
  await ask(p)
  const before = await read(p)
  simulator.people.set(number, { error: { level: 'answer', code: '48181' } })
  assert.deepEqual(await ask(p), { refused: 'magda_refused', about: { code: '48181' } })
  simulator.people.set(number, { error: { level: 'answer', code: '30001' } })
  assert.deepEqual(await ask(p), { refused: 'magda_unknown', about: { code: '30001' } })
  assert.equal((await read(p)).street, before.street)
})

test('nobody is asked about without a number, without a membership, or at another library', async () => {
  const without = await world.call(op.registerPatron, { body: aForm() }, desk)
  assert.deepEqual(await ask(without.body), { refused: 'magda_no_number' })
  const p = await member()
  await world.rows("update patrons.patron set member_until = '2026-11-24' where patron_id = $1", [
    p.patron_id,
  ])
  assert.deepEqual(await ask(p), { refused: 'magda_not_member' })
  assert.deepEqual(await ask({ patron_id: '999999' }), { refused: 'patron_unknown' })
})

test('who is a member no more is taken out of the directory in the night', async () => {
  const number = nextNumber()
  const p = await member(number)
  await ask(p)
  await world.rows("update patrons.patron set member_until = '2026-11-24' where patron_id = $1", [
    p.patron_id,
  ])
  await night()
  const last = simulator.asked.findLast(a => a.insz === number)
  assert.deepEqual(
    [last?.service, last?.from, last?.until],
    ['RegistreerInschrijving', '2026-11-25', '2026-11-25'],
  )
  const count = simulator.asked.filter(a => a.insz === number).length
  await night()
  assert.equal(simulator.asked.filter(a => a.insz === number).length, count, 'once')
})

test('the night asks each member once, goes on where it was, and stops when nobody answers', async () => {
  await world.rows(
    "update patrons.patron set magda_asked_at = '2026-11-24T00:00:00Z' where library_id = $1",
    [here.library_id],
  )
  const people = await Promise.all([member(), member(), member(), member(), member()])
  assert.equal(
    await consolidate({ ...clock.ctx('magda_addresses'), keys: world.keys }, door(), { ...fast, most: 2 }),
    2,
  )
  assert.equal(await night(), 3)
  assert.equal(await night(), 0, 'not again before the months are over')
  const dead = openMagda({ url: 'http://127.0.0.1:1/', sender: { uri: 'proef.kaft/test', capacity: '1300' } })
  world.now = Temporal.Instant.from('2027-11-25T13:05:00Z')
  await authorise({ from_on: '2027-11-01', until_on: '2027-12-31' })
  await world.rows("update patrons.patron set member_until = '2028-01-01' where patron_id = any ($1)", [
    people.map(p => p.patron_id),
  ])
  assert.equal(await consolidate({ ...clock.ctx('magda_addresses'), keys: world.keys }, dead, fast), 3)
})

test('on the day after its last day an authorisation holds no more, by itself; ended, it holds no more at once', async () => {
  const p = await member()
  world.now = Temporal.Instant.from('2027-12-31T22:59:00Z')
  await world.rows("update patrons.patron set member_until = '2029-01-01' where patron_id = $1", [
    p.patron_id,
  ])
  assert.ok('outcome' in (await ask(p)), 'one minute before midnight in Brussels')
  world.now = Temporal.Instant.from('2027-12-31T23:01:00Z')
  const count = asked()
  assert.deepEqual(await ask(p), { refused: 'magda_not_authorised' })
  assert.equal(await night(), 0)
  assert.equal((await world.call(op.readMagda, {}, desk)).body.state, 'expired')
  assert.equal(asked(), count)
  await authorise({ from_on: '2028-01-01', until_on: '2028-02-01' })
  const ended = await world.call(op.endMagdaAuthorisation, { body: { command_id: commandId() } }, desk)
  assert.equal(ended.body.state, 'none')
  assert.deepEqual(await ask(p), { refused: 'magda_not_authorised' })
})
