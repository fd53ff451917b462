import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { Mailer } from '../../../base/mail.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, type TestPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { messagingJobs } from '../jobs.ts'
import { planNotices } from './plan-notices.ts'

let world: World
let clock: TestClock
let home: Library
let maker: Someone
let second: Someone
let today: string
const mails: { to: string; subject: string; text: string }[] = []
/** Stands for a mail server that takes everything. */
const mailer: Mailer = {
  send: async mail => {
    mails.push(mail)
    return 'sent'
  },
  close: () => undefined,
}
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant()
  today = dayOf(world.now)
  clock = openClock(world)
  home = await world.library('Consortium')
  maker = await world.staff(home, ['consortium', 'beheer'])
  second = await world.staff(home, ['consortium'])
})
after(async () => {
  await clock.close()
  await world.close()
})

const plan = (libraries: readonly Library[], more: object = {}) =>
  world.call(
    op.planJoining,
    {
      body: {
        ...command(),
        name: 'Regiobib',
        rung: '3b',
        starts_on: addDays(today, 20),
        ends_on: null,
        library_ids: libraries.map(l => l.library_id),
        membership_types: null,
        told_before: null,
        ...more,
      },
    },
    maker,
  )
const of = (joining_id: string) => ({ params: { joining_id } })
const tell = (id: string) => world.call(op.tellJoining, { ...of(id), body: command() }, maker)
const activate = (id: string, starts_on: string, as = maker) =>
  world.call(op.activateJoining, { ...of(id), body: { ...command(), starts_on } }, as)
const look = async (id: string) => (await world.call(op.readJoining, of(id), maker)).body
const refusals = (said: Awaited<ReturnType<typeof activate>>) =>
  said.problem.findings?.map(f => f.code) ?? [said.problem.code]
const job = (name: string) =>
  messagingJobs(mailer)
    .find(each => each.name === name)!
    .handler(clock.ctx(name))

/** Seven patrons: three with e-mail, one who wants letters, and three who are told nothing. */
async function people(library: Library): Promise<void> {
  const made: TestPatron[] = []
  for (let i = 0; i < 7; i++) made.push(await aPatron(world, library))
  const set = (n: number, what: string) =>
    world.rows(`update patrons.patron set ${what} where patron_id = $1`, [made[n]!.patron_id])
  for (const n of [0, 1, 2]) await set(n, `email = 'lezer${n}@voorbeeld.be'`)
  await set(3, `message_channel = 'letter', email = 'brief@voorbeeld.be'`)
  await set(4, `end_reason = 'deceased', end_said_on = current_date`)
  await set(5, `member_until = '2020-01-01'`)
  await set(6, `merged_into = ${made[0]!.patron_id}`)
}
const planned = (library: Library) =>
  world.rows(
    `select patron_id, channel, state from messaging.message where library_id = $1 order by patron_id`,
    [library.library_id],
  )

test('a plan opens nothing, says in counts what it would open, and is not activated before everybody was told', async () => {
  const [a, b] = [await world.library('Bib Aa'), await world.library('Bib Bee')]
  for (const library of [a, b]) await people(library)
  const joining = (await plan([a, b])).body
  const { joining_id } = joining
  assert.deepEqual([joining.state, joining.wait_days, joining.agreement_id], ['draft', 14, null])
  const preview = (await world.call(op.previewJoining, of(joining_id), maker)).body
  const counts = { joins: true, records: 6, becomes_visible: 6, by_email: 3, by_letter: 1 }
  assert.deepEqual(
    preview.libraries.map(({ library_id: _library, name: _name, ...row }) => row),
    [counts, counts],
  )
  assert.deepEqual(await world.rows('select 1 from organisation.agreement_member'), [])
  assert.deepEqual(refusals(await activate(joining_id, addDays(today, 20))), ['joining_not_told'])

  assert.equal((await tell(joining_id)).body.state, 'telling')
  assert.deepEqual(refusals((await tell(joining_id)) as never), ['joining_state'])
  // Cut off after a batch, and begun again: nobody is told twice.
  const stopped = new AbortController()
  const cut = { ...clock.ctx('notices', stopped.signal), log: () => undefined }
  let turns = 0
  const signal = { throwIfAborted: () => (++turns > 1 ? assert.fail('cut off') : undefined) } as AbortSignal
  await assert.rejects(planNotices({ ...cut, signal }, true, 2), /cut off/)
  const half = await look(joining_id)
  assert.deepEqual([half.progress[0]?.looked, half.progress[0]?.planned_all], [2, false])
  await planNotices(clock.ctx('notices'), true, 2)
  await planNotices(clock.ctx('notices'), true, 2)
  for (const library of [a, b])
    assert.deepEqual(
      (await planned(library)).map(m => m.channel),
      ['email', 'email', 'email', 'letter'],
    )
  assert.deepEqual(refusals(await activate(joining_id, addDays(today, 20))), ['joining_not_told'])

  await job('messages')
  assert.equal(mails.length, 6)
  assert.match(mails[0]!.subject, /^Bib Aa gaat samenwerken met andere bibliotheken$/)
  assert.match(mails[0]!.text, /samen met Bib Bee/)
  assert.match(mails[0]!.text, /kunnen de medewerkers van die bibliotheken vanaf dan zien wie je bent/)
  assert.deepEqual((await look(joining_id)).in_the_way, ['joining_not_told'])
  // The letters are printed, and go out: a person says so.
  for (const library of [a, b]) {
    const desk = await world.staff(library, ['balie'])
    const { rows } = (await world.call(op.readLetters, {}, desk)).body
    const message_ids = rows.flatMap(r => r.message_ids)
    assert.equal(message_ids.length, 1)
    await world.call(op.markPrinted, { body: { ...command(), message_ids } }, desk)
  }
  const done = await look(joining_id)
  assert.deepEqual(
    [done.in_the_way, done.may_from, done.progress[0]?.sent, done.progress[0]?.printed],
    [[], addDays(today, 20), 3, 1],
  )
  assert.deepEqual(refusals(await activate(joining_id, addDays(today, 13))), ['joining_too_soon'])
  const begun = await activate(joining_id, addDays(today, 20))
  assert.equal(begun.status, 201, begun.text)
  assert.equal(begun.body.starts_on, addDays(today, 20))
  assert.deepEqual(refusals(await activate(joining_id, addDays(today, 20))), ['joining_state'])
  const [kept] = await world.rows('select proof::text from organisation.joining where joining_id = $1', [
    joining_id,
  ])
  assert.match(kept!.proof!, /"sent": 3/)
  const changes = (await world.call(op.readChanges, {}, maker)).body.rows.map(c => c.what)
  assert.deepEqual(changes.slice(0, 3), ['activateJoining', 'tellJoining', 'planJoining'])
})

test('who joins is told of all, who is in it of the newcomer only; at a rung without patrons only the newcomer', async () => {
  const [a, b, c] = [
    await world.library('Bib Cee'),
    await world.library('Bib Dee'),
    await world.library('Bib Eff'),
  ]
  for (const library of [a, b, c]) await people(library)
  for (const [rung, telling] of [
    ['2', [c.name]],
    ['3a', [c.name, a.name, b.name]],
  ] as const) {
    const agreement_id = await world.agreement(rung, [a, b])
    const joining = (await plan([c], { agreement_id, rung: '1', name: 'anders' })).body
    assert.deepEqual([joining.name, joining.rung], ['test', rung])
    assert.deepEqual(
      joining.libraries.filter(l => l.tells).map(l => l.name),
      telling,
    )
    mails.length = 0
    await tell(joining.joining_id)
    await planNotices(clock.ctx('notices'), true)
    await job('messages')
    assert.equal(mails.length, telling.length * 3)
    const about = mails.map(m => /samen met ([^.]*)\./.exec(m.text)?.[1])
    assert.deepEqual(
      [...new Set(about)].toSorted(),
      rung === '2' ? ['Bib Cee, Bib Dee'] : ['Bib Cee, Bib Dee', 'Bib Eff'],
    )
    const withdrawn = await world.call(
      op.withdrawJoining,
      { ...of(joining.joining_id), body: command() },
      maker,
    )
    assert.equal(withdrawn.body.state, 'withdrawn')
    assert.deepEqual(refusals(await activate(joining.joining_id, addDays(today, 20))), ['joining_state'])
    await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
      agreement_id,
    ])
  }
})

test('called off, what waits is not said; kept back or failed, it cannot begin', async () => {
  const [a, b] = [await world.library('Bib Gee'), await world.library('Bib Ha')]
  await people(a)
  const joining_id = (await plan([a, b])).body.joining_id
  await tell(joining_id)
  await planNotices(clock.ctx('notices'), true)
  const desk = await world.staff(a, ['balie'])
  const { rows } = (await world.call(op.listMessages, { query: { state: 'planned' } }, desk)).body
  const message_id = rows[0]!.message_id
  await world.call(op.withdrawMessage, { params: { message_id }, body: command() }, desk)
  await job('messages')
  assert.deepEqual((await look(joining_id)).in_the_way, ['joining_not_told', 'joining_kept_back'])
  await world.call(op.withdrawJoining, { ...of(joining_id), body: command() }, maker)
  assert.deepEqual((await world.call(op.readLetters, {}, desk)).body.rows, [])
  const [left] = await world.rows(
    `select state, reason from messaging.message where library_id = $1 and channel = 'letter'`,
    [a.library_id],
  )
  assert.deepEqual(left, { state: 'dropped', reason: 'closed' })
})

test('where a second person is wanted, who prepared it cannot let it begin', async () => {
  const [a, b] = [await world.library('Bib Ie'), await world.library('Bib Jee')]
  const set = (key: string, value: unknown) =>
    world.call(op.changeSetting, { params: { key }, body: { ...command(), value } }, maker)
  assert.equal((await set('cooperation.second_person', true)).status, 200)
  assert.equal((await set('cooperation.wait_days', 3)).status, 200)
  const joining_id = (await plan([a, b], { starts_on: addDays(today, 1) })).body.joining_id
  await tell(joining_id)
  await planNotices(clock.ctx('notices'), true)
  assert.deepEqual(refusals(await activate(joining_id, addDays(today, 1))), [
    'joining_other_person',
    'joining_too_soon',
  ])
  assert.deepEqual(refusals(await activate(joining_id, addDays(today, 2), second)), ['joining_too_soon'])
  assert.equal((await activate(joining_id, addDays(today, 3), second)).status, 201)
})
