import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { commandId } from '../../patrons/testing/forms.ts'

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
