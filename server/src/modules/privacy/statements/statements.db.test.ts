import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aForm, commandId } from '../../patrons/testing/forms.ts'
import { privacyJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let desk: Someone
let dpo: Someone
let central: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  desk = await world.staff(here, ['balie'])
  dpo = await world.staff(here, ['dpo'])
  central = await world.staff(await world.library('Centraal'), ['dpo_centraal'])
})
after(async () => {
  await clock.close()
  await world.close()
})
const command = () => ({ command_id: commandId() })
const draft = (version: string, wish: object = {}, as = central) =>
  world.call(
    op.draftStatement,
    {
      params: { version },
      body: {
        ...command(),
        from_on: '2026-12-01',
        title: 'Privacyverklaring',
        changes: 'Er komt een app bij.',
        body: '## Wie?\nWij.\n',
        ...wish,
      },
    },
    as,
  )
const shown = (patron_id: string, as = desk) => world.call(op.shownStatements, { params: { patron_id } }, as)

test('P5 P9 P112 the statement of 20 March 2020 is version 1, readable by anybody, with the day of its last change', async () => {
  const list = await world.call(op.statements, { query: {} }, null)
  assert.deepEqual(
    list.body.rows.map(row => [row.version, row.from_on, row.state]),
    [['2020-03-20', '2020-03-20', 'current']],
  )
  const read = await world.call(op.readStatement, { params: { version: 'current' } }, null)
  assert.equal(read.status, 200, read.text)
  assert.match(read.body.body, /20 maart 2020/)
  assert.deepEqual(
    [read.body.controller.enterprise_number, read.body.controller.dpo_email],
    ['0629.858.909', 'dpo@cultuurconnect.be'],
  )
  assert.equal((await world.call(op.readStatement, { params: { version: 'nooit' } }, null)).status, 404)
})

test('P110 a version that began never changes; one to come is compared with it', async () => {
  assert.equal((await draft('2026-12-01', {}, dpo)).problem.code, 'no_leave')
  assert.equal((await draft('2020-03-20')).problem.code, 'statement_began')
  assert.equal((await draft('2026-11-25', { from_on: '2026-11-25' })).problem.code, 'statement_began')
  const made = await draft('2026-12-01')
  assert.equal(made.status, 200, made.text)
  assert.equal(made.body.state, 'draft')
  assert.equal((await draft('2026-12-01', { body: '## Wie?\nWij allemaal.\n' })).status, 200)
  const said = await world.call(
    op.compareStatements,
    { params: { version: '2026-12-01' }, query: { with: '2020-03-20' } },
    null,
  )
  assert.ok(said.body.lines.some(line => line.kind === 'new' && line.text === 'Wij allemaal.'))
  assert.ok(said.body.lines.some(line => line.kind === 'gone'))
})

test('P7 P111 which version was shown, when, by whom and how; a new one leaves the old as it was, and says who still has to be told', async () => {
  const made = await world.call(op.registerPatron, { body: aForm({ statement: 'paper' }) }, desk)
  assert.equal(made.status, 201, made.text)
  const { patron_id } = made.body
  const first = await shown(patron_id)
  assert.deepEqual(
    first.body.rows.map(row => [row.version, row.how, row.on, row.by?.startsWith('Testmedewerker')]),
    [['2020-03-20', 'paper', '2026-11-25', true]],
  )
  world.now = Temporal.Instant.from('2026-12-02T09:00:00Z')
  assert.equal((await shown(patron_id)).body.current, '2026-12-01')
  const list = async () => (await world.call(op.uninformedPatrons, { query: {} }, desk)).body
  const before = await list()
  assert.equal(before.version, '2026-12-01')
  assert.ok(before.rows.some(row => row.patron_id === patron_id && row.shown === '2020-03-20'))
  const inform = await world.call(
    op.informPatron,
    { params: { patron_id }, body: { ...command(), how: 'screen' } },
    desk,
  )
  assert.deepEqual(
    inform.body.rows.map(row => [row.version, row.how]),
    [
      ['2026-12-01', 'screen'],
      ['2020-03-20', 'paper'],
    ],
  )
  assert.equal((await list()).count, before.count - 1)
  const fresh = await world.call(op.registerPatron, { body: aForm({ card: '2990000012345' }) }, desk)
  assert.equal((await shown(fresh.body.patron_id)).body.rows[0]?.version, '2026-12-01')
  const far = await world.staff(await world.library('Vreemdgem'), ['balie'])
  assert.equal((await shown(patron_id, far)).problem.code, 'patron_unknown')
})

test('P111 a new version is told to everybody by message, once, and noted as told', async () => {
  const mailed = await aPatron(world, here)
  await world.rows("update patrons.patron set email = 'iemand@example.invalid' where patron_id = $1", [
    mailed.patron_id,
  ])
  const onPaper = await aPatron(world, here)
  const announce = () =>
    world.call(
      op.announceStatement,
      { params: { version: '2026-12-01' }, body: { ...command(), letters: false } },
      dpo,
    )
  assert.deepEqual((await announce()).body, { version: '2026-12-01', libraries: 1 })
  assert.equal((await announce()).body.libraries, 0)
  const job = privacyJobs('/dev/null', []).find(one => one.name === 'announce_statement')!
  await job.handler(clock.ctx('announce_statement'))
  await job.handler(clock.ctx('announce_statement'))
  const messages = await world.rows(
    "select patron_id, kind, about_on::text from messaging.message where kind = 'statement'",
  )
  assert.deepEqual(messages, [{ patron_id: mailed.patron_id, kind: 'statement', about_on: '2026-12-01' }])
  assert.equal((await shown(mailed.patron_id)).body.rows[0]?.how, 'message')
  const left = (await world.call(op.uninformedPatrons, { query: {} }, desk)).body.rows.map(
    row => row.patron_id,
  )
  assert.ok(left.includes(onPaper.patron_id) && !left.includes(mailed.patron_id))
})
