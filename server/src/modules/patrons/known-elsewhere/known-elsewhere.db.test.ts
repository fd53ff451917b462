import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'
import { EQUAL_MS } from './known-elsewhere.ts'
import { ALERT_FROM } from './questions.rules.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const known = (n: number, as: Someone) =>
  world.call(op.knownElsewhere, { body: { national_number: testNumber(n), proof: 'eid' } }, as)
const register = (n: number, as: Someone) =>
  world.call(op.registerPatron, { body: aForm({ national_number: testNumber(n) }) }, as)

test('P63 known or not, the answer is as long and does not come sooner', async () => {
  const [there, here] = [await world.library('Daar'), await world.library('Hier')]
  const [them, me] = [await world.staff(there, ['balie']), await world.staff(here, ['balie'])]
  await register(1, them)
  const answers: { text: string; took: number }[] = []
  for (const n of [1, 2]) {
    const begun = performance.now()
    const said = await known(n, me)
    answers.push({ text: said.text, took: performance.now() - begun })
  }
  assert.deepEqual(
    answers.map(a => a.text),
    ['{"known_here":null,"known_elsewhere":1}', '{"known_here":null,"known_elsewhere":0}'],
  )
  assert.equal(answers[0]!.text.length, answers[1]!.text.length)
  for (const { took } of answers) assert.ok(took >= EQUAL_MS - 1, String(took))
})

test('P63 who asks much and registers little is told to the data protection officer, once and without a number', async () => {
  const library = await world.library('Veelvraag')
  const [me, busy, dpo] = [
    await world.staff(library, ['balie']),
    await world.staff(library, ['balie']),
    await world.staff(library, ['dpo']),
  ]
  const other = await world.staff(await world.library('Elders'), ['dpo'])
  const alerts = (as = dpo) => world.call(op.numberAlerts, {}, as)
  for (let n = 0; n < ALERT_FROM - 1; n++) await known(100 + n, me)
  assert.deepEqual((await alerts()).body, { rows: [], next: null })
  await known(150, me)
  const told = await alerts()
  assert.deepEqual(
    told.body.rows.map(row => [row.staff_id, row.on_day, row.asked, row.registered, row.refused]),
    [[me.staff_id, '2026-11-25', ALERT_FROM, 0, 0]],
  )
  assert.ok(!told.text.includes(testNumber(150)))
  const counters = async (as: Someone) =>
    (await world.call(op.myDay, {}, as)).body.counters.filter(one => one.id === 'number_alerts')
  assert.deepEqual(await counters(dpo), [{ id: 'number_alerts', count: 1, until: null }])
  assert.deepEqual(await counters(me), [])
  assert.deepEqual((await alerts(other)).body.rows, [])
  assert.equal((await alerts(me)).status, 403)

  // A busy desk that registers whom it asks about is no alert.
  for (let n = 0; n < ALERT_FROM + 2; n++) {
    await known(200 + n, busy)
    assert.equal((await register(200 + n, busy)).status, 201)
  }
  assert.equal((await alerts()).body.rows.length, 1)

  const body = { command_id: commandId(), staff_id: me.staff_id, on_day: '2026-11-25' }
  assert.equal((await world.call(op.lookedAtNumberAlert, { body }, other)).status, 200)
  assert.equal((await alerts()).body.rows.length, 1, 'the officer of another library changes nothing here')
  assert.equal(
    (await world.call(op.lookedAtNumberAlert, { body: { ...body, command_id: commandId() } }, dpo)).status,
    200,
  )
  assert.deepEqual((await alerts()).body.rows, [])
  const [row] = await world.rows('select looked_by, asked from patrons.number_question where staff_id = $1', [
    me.staff_id,
  ])
  assert.deepEqual([row!.looked_by, Number(row!.asked)], [dpo.staff_id, ALERT_FROM])
})

test('P63 the limit holds for the person, whatever session and process they ask in, and is counted', async () => {
  const library = await world.library('Wandelgem')
  const me = await world.staff(library, ['balie'])
  for (let n = 0; n < 20; n++) assert.equal((await known(300 + n, me)).status, 200)
  for (let n = 0; n < 3; n++) assert.equal((await known(330 + n, me)).status, 429)
  const [row] = await world.rows('select asked, refused from patrons.number_question where staff_id = $1', [
    me.staff_id,
  ])
  assert.deepEqual([Number(row!.asked), Number(row!.refused)], [23, 3])
})
