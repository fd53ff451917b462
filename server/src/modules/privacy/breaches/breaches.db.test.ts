import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { faultsOf, judge } from '../../../testing/judge-pdf.ts'
import { openClock } from '../../../testing/jobs.ts'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { commandId } from '../../patrons/testing/forms.ts'
import { tellForOthers } from './tell-reached.ts'

let world: World
let here: Library
let desk: Someone
let dpo: Someone
let central: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  desk = await world.staff(here, ['balie'])
  dpo = await world.staff(here, ['dpo'])
  central = await world.staff(await world.library('Centraal'), ['dpo_centraal'])
})
after(() => world.close())
const command = () => ({ command_id: commandId() })
const report = (wish: object = {}, as = desk) =>
  world.call(
    op.reportBreach,
    {
      body: {
        ...command(),
        nature: 'Een lijst met adressen bleef in de printer liggen.',
        known_at: '2026-11-25T10:00:00Z',
        supplier: false,
        ...wish,
      },
    },
    as,
  )
const list = async (as: Someone) => (await world.call(op.breaches, { query: {} }, as)).body.rows
const decide = (
  breach_id: string,
  decision: 'notify' | 'not',
  why = 'Er stonden adressen op van leners.',
  as = dpo,
) => world.call(op.decideBreach, { params: { breach_id }, body: { ...command(), decision, why } }, as)

test('P106 P135 P136 anybody who works here reports; the clock runs, and the officers of library and system see it at once', async () => {
  assert.equal((await report({ nature: 'lek' })).problem.code, 'breach_reason_needed')
  const made = await report({ supplier: true })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.due_at, '2026-11-28T10:00:00Z')
  for (const as of [dpo, central]) {
    const found = (await list(as)).find(row => row.breach_id === made.body.breach_id)
    assert.deepEqual([found?.found_by, found?.clock, found?.hours_left], ['supplier', 'runs', 68])
    assert.match(found?.notification ?? '', /dpo@cultuurconnect\.be/)
  }
  assert.equal((await world.call(op.breaches, { query: {} }, desk)).problem.code, 'no_leave')
  assert.deepEqual(await list(await world.staff(await world.library('Vreemdgem'), ['dpo'])), [])
  const due = (await world.call(op.myDay, {}, dpo)).body.counters.find(one => one.id === 'breaches')
  assert.deepEqual([due?.count, due?.until], [1, '2026-11-28'])
})

test('P106 P138 the access log tells whom it reached, and each of them gets a message in plain words', async () => {
  const { breach_id } = (await report()).body
  const [seen, other] = [await aPatron(world, here), await aPatron(world, here)]
  await world.call(op.readPatron, { params: { patron_id: seen.patron_id } }, desk)
  const scope = await world.call(
    op.scopeBreach,
    {
      params: { breach_id },
      body: {
        ...command(),
        staff_id: desk.staff_id,
        workstation_id: null,
        from_at: '2026-11-25T00:00:00Z',
        until_at: '2026-11-25T23:00:00Z',
      },
    },
    dpo,
  )
  assert.deepEqual([scope.body.reached, scope.body.told], [1, 0], scope.text)
  const tell = (letter: string) =>
    world.call(op.tellReached, { params: { breach_id }, body: { ...command(), letter } }, dpo)
  assert.equal((await tell('kort')).problem.code, 'breach_reason_needed')
  const told = await tell('Uw adres stond op een lijst die bleef liggen. De lijst is vernietigd.')
  assert.deepEqual([told.body.reached, told.body.told], [1, 1], told.text)
  assert.equal((await tell('Nog eens hetzelfde bericht.')).problem.code, 'breach_no_people')
  const people = await world.call(op.reachedByBreach, { params: { breach_id }, query: {} }, dpo)
  assert.deepEqual(
    people.body.rows.map(row => [row.patron_id, row.told_on]),
    [[seen.patron_id, '2026-11-25']],
  )
  assert.ok(people.body.rows.every(row => row.patron_id !== other.patron_id))
  const letters = await world.call(op.readLetters, {}, desk)
  const mine = letters.body.rows.find(row => row.patron_id === seen.patron_id)
  assert.match(JSON.stringify(mine), /datalek.*bleef liggen.*Vlaamse Toezichtcommissie/i)
})

test('P138 each letter is a tagged PDF with an address, one by one or all in one file, for the own library alone', async () => {
  const { breach_id } = (await report()).body
  const names = ['Łącka', 'العربي', 'Vandenlek']
  const people = []
  for (const family_name of names) people.push(await aPatron(world, here, { family_name }))
  await world.rows(
    `insert into privacy.breach_person (library_id, breach_id, patron_id, why) select ${here.library_id}, ${breach_id}, unnest($1::bigint[]), 'log'`,
    [people.map(one => one.patron_id)],
  )
  await world.rows(
    `update patrons.patron set street = 'Lekstraat 3', postcode = '9000', municipality = 'Gent' where patron_id = any ($1::bigint[])`,
    [people.map(one => one.patron_id)],
  )
  const params = { breach_id }
  const ask = (query: object, as = dpo) => world.call(op.breachLetters, { params, query }, as)
  assert.equal((await ask({})).problem.code, 'breach_no_letter')
  const letter =
    'Uw adres stond op een lijst die bleef liggen.\n\nDe lijst is vernietigd. U hoeft niets te doen.'
  const told = await world.call(op.tellReached, { params, body: { ...command(), letter } }, dpo)
  assert.equal(told.body.told, 3, told.text)

  const all = await ask({ who: 'all' })
  assert.deepEqual([all.body.letters, all.body.next], [3, null], all.text)
  const judged = await judge(Buffer.from(all.body.base64, 'base64'))
  const title = `Een datalek bij ${(await list(dpo))[0]!.library_name}: wat dit voor u betekent`
  const texts = [
    ...names,
    'Lekstraat 3',
    '9000 Gent',
    'De lijst is vernietigd.',
    'dpo@cultuurconnect.be',
    'Vlaamse Toezichtcommissie',
  ]
  assert.deepEqual(faultsOf(judged, { headings: [title], texts }), [])
  assert.equal(judged.pages, 3)
  assert.equal(judged.root.text.match(/De lijst is vernietigd/g)?.length, 3)

  const one = await ask({ patron_id: people[1]!.patron_id })
  const single = await judge(Buffer.from(one.body.base64, 'base64'))
  assert.deepEqual(faultsOf(single, { headings: [title], texts: [names[1]!] }), [])
  assert.equal(single.pages, 1)
  assert.ok(!single.root.text.includes('Vandenlek'))
  const paper = await ask({ who: 'paper' })
  const channels = (await world.call(op.reachedByBreach, { params, query: {} }, dpo)).body.rows.map(
    row => row.channel,
  )
  assert.equal(paper.body.letters, channels.filter(channel => channel === 'letter').length)

  const looked = await world.rows(
    "select count(distinct patron_id) as n from privacy.access_log where operation = 'breachLetters' and outcome = 'seen'",
  )
  assert.equal(looked[0]!['n'], '3')
  assert.equal((await ask({ who: 'all' }, central)).problem.code, 'breach_no_letter')
  const stranger = await world.staff(await world.library('Elders'), ['dpo'])
  assert.equal((await ask({ who: 'all' }, stranger)).problem.code, 'not_found')
  assert.equal((await ask({ who: 'all' }, desk)).problem.code, 'no_leave')
})

test('P135 P137 late notice says why; what is not notified keeps its reasons, and both are closed', async () => {
  const { breach_id } = (await report()).body
  const params = { breach_id }
  const notify = (late_why?: string) =>
    world.call(
      op.notifyBreach,
      { params, body: { ...command(), to: ['VTC'], ...(late_why ? { late_why } : {}) } },
      dpo,
    )
  assert.equal((await notify()).problem.code, 'breach_undecided')
  assert.equal((await decide(breach_id, 'notify', 'kort')).problem.code, 'breach_reason_needed')
  assert.equal((await decide(breach_id, 'notify')).body.decision, 'notify')
  assert.equal(
    (await world.call(op.closeBreach, { params, body: command() }, dpo)).problem.code,
    'breach_undecided',
  )
  world.now = Temporal.Instant.from('2026-11-28T10:00:01Z')
  assert.equal((await notify()).problem.code, 'breach_late')
  const late = await notify('Het weekend viel ertussen en de omvang was niet bekend.')
  assert.deepEqual([late.body.notified_to, late.body.clock], [['VTC'], 'stopped'], late.text)
  assert.match(late.body.notification, /Reden van de latere melding: Het weekend/)
  const closed = await world.call(op.closeBreach, { params, body: command() }, dpo)
  assert.ok(closed.body.closed_at)
  assert.equal((await decide(breach_id, 'not')).problem.code, 'breach_closed')
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
  const quiet = (await report()).body.breach_id
  assert.equal((await decide(quiet, 'not', 'Niemand buiten de bib zag de lijst.')).body.clock, 'stopped')
  const over = await world.call(op.closeBreach, { params: { breach_id: quiet }, body: command() }, dpo)
  assert.deepEqual(
    [over.body.decision, over.body.decision_why],
    ['not', 'Niemand buiten de bib zag de lijst.'],
  )
})

test('what is known is written down by one at a time', async () => {
  const { breach_id } = (await report()).body
  const one = (await list(dpo)).find(row => row.breach_id === breach_id)!
  const body = {
    version: one.version,
    nature: one.nature,
    happened_at: null,
    categories: ['identity' as const, 'contact' as const],
    people: 40,
    records: 80,
    risk: 'some' as const,
    consequences: 'Ongewenste post.',
    measures: 'De printer staat nu achter de balie.',
  }
  const put = () =>
    world.call(op.describeBreach, { params: { breach_id }, body: { ...command(), ...body } }, dpo)
  const said = await put()
  assert.match(said.body.notification, /betrokkenen bij benadering: 40/, said.text)
  assert.equal((await put()).problem.code, 'changed_meanwhile')
})

test('the officer finds a colleague by name, also one who left; nobody of another library, and the desk finds nobody', async () => {
  const gone = await world.staff(here, ['balie'])
  await world.rows("update organisation.staff set name = 'Wout Weg', active = false where staff_id = $1", [
    gone.staff_id,
  ])
  const elsewhere = await world.staff(await world.library('Ginder'), ['balie'])
  const said = await world.call(op.breachStaff, { query: {} }, dpo)
  assert.equal(said.status, 200, said.text)
  const found = said.body.rows.find(row => row.staff_id === gone.staff_id)
  assert.deepEqual([found?.name, found?.kind, found?.active], ['Wout Weg', 'person', false])
  assert.equal(said.body.rows.at(-1)?.staff_id, gone.staff_id, 'who left stands last')
  assert.ok(said.body.rows.some(row => row.staff_id === desk.staff_id && row.active))
  assert.ok(said.body.rows.every(row => row.staff_id !== elsewhere.staff_id))
  assert.equal((await world.call(op.breachStaff, { query: {} }, desk)).problem.code, 'no_leave')
})

test('a breach that was closed goes on as it was, and is closed again', async () => {
  const { breach_id } = (await report()).body
  const params = { breach_id }
  const reopen = (as = dpo) => world.call(op.reopenBreach, { params, body: command() }, as)
  const close = () => world.call(op.closeBreach, { params, body: command() }, dpo)
  assert.equal((await reopen()).problem.code, 'breach_open')
  await decide(breach_id, 'not', 'Niemand buiten de bib zag de lijst.')
  assert.ok((await close()).body.closed_at)
  const stranger = await world.staff(await world.library('Verder'), ['dpo'])
  assert.equal((await reopen(stranger)).problem.code, 'not_found')
  assert.equal((await reopen(desk)).problem.code, 'no_leave')
  const again = await reopen()
  assert.deepEqual(
    [again.body.closed_at, again.body.decision, again.body.clock],
    [null, 'not', 'stopped'],
    again.text,
  )
  assert.equal((await decide(breach_id, 'not', 'Ook na nieuwe feiten: niemand zag ze.')).status, 200)
  assert.ok((await close()).body.closed_at)
})

test('P106 the officer of all searches the log of the library of the breach, which says so; a job there writes to its patrons', async () => {
  const { breach_id } = (await report()).body
  const params = { breach_id }
  const there = await world.library('Overgem')
  const deskThere = await world.staff(there, ['balie'])
  const [seen, elsewhere] = [await aPatron(world, here), await aPatron(world, there)]
  const at = world.now.toString()
  await world.call(op.readPatron, { params: { patron_id: seen.patron_id } }, desk)
  await world.call(op.readPatron, { params: { patron_id: elsewhere.patron_id } }, deskThere)
  const scope = (as: Someone, staff_id: string | null = null) =>
    world.call(
      op.scopeBreach,
      { params, body: { ...command(), staff_id, workstation_id: null, from_at: at, until_at: at } },
      as,
    )
  assert.equal((await scope(await world.staff(there, ['dpo']))).problem.code, 'not_found')
  assert.equal((await scope(central, deskThere.staff_id)).body.reached, 0, 'an account of elsewhere')
  const found = await scope(central, desk.staff_id)
  assert.deepEqual([found.body.own, found.body.told], [false, 0], found.text)
  const reached = async (as: Someone) =>
    (await world.call(op.reachedByBreach, { params, query: {} }, as)).body.rows.map(row => row.patron_id)
  assert.ok((await reached(dpo)).includes(seen.patron_id))
  assert.deepEqual(await reached(central), await reached(dpo))
  assert.ok(!(await reached(dpo)).includes(elsewhere.patron_id))

  const log = (await world.call(op.readAccessLog, { query: {} }, dpo)).body.rows
  const look = log.find(row => row.operation === 'scopeBreach')
  assert.deepEqual(
    [look?.library_name, look?.role, look?.staff_name, look?.patron_id],
    ['Centraal', 'dpo_centraal', null, null],
  )
  assert.deepEqual(await world.rows('select privacy.broken_row() as broken'), [{ broken: null }])

  const accounts = (await world.call(op.breachStaff, { query: { breach_id } }, central)).body.rows
  assert.ok(accounts.some(row => row.staff_id === desk.staff_id))
  assert.ok(accounts.every(row => row.staff_id !== deskThere.staff_id && row.staff_id !== central.staff_id))
  const stranger = await world.staff(there, ['dpo'])
  assert.deepEqual((await world.call(op.breachStaff, { query: { breach_id } }, stranger)).body.rows, [])

  const letter = 'Uw gegevens werden bekeken door iemand die dat niet mocht.'
  const tell = (as: Someone) => world.call(op.tellReached, { params, body: { ...command(), letter } }, as)
  assert.equal((await tell(await world.staff(there, ['dpo']))).problem.code, 'not_found')
  const asked = await tell(central)
  assert.deepEqual([asked.body.telling, asked.body.told], [true, 0], asked.text)
  const clock = openClock(world)
  await tellForOthers(clock.ctx('tell_reached'))
  await clock.close()
  const told = (await list(central)).find(row => row.breach_id === breach_id)
  assert.deepEqual([told?.telling, told?.told], [false, told?.reached])
  const rows = await world.rows('select library_id, patron_id from messaging.message where breach_id = $1', [
    breach_id,
  ])
  assert.equal(rows.length, told?.reached)
  assert.ok(rows.every(row => row['library_id'] === here.library_id))
  assert.ok(rows.some(row => row['patron_id'] === seen.patron_id))
  assert.equal((await tell(central)).problem.code, 'breach_no_people', 'each of them once')
})
