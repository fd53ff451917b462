import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import * as op from '@kaft/contract'
import type { Mail, Mailer } from '../../../base/mail.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { messagingJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let desk: Someone
const sent: Mail[] = []
let answer: 'sent' | 'refused' = 'sent'
const mailer: Mailer = {
  send: async mail => {
    sent.push(mail)
    return answer
  },
  close: () => undefined,
}
before(async () => {
  world = await openWorld({ mails: true })
  clock = openClock(world)
  here = await world.library('Testgem')
  desk = await world.staff(here, ['hoofd_balie'])
  await aRegulation(world, here, plainRows({ fine: { kind: 'none' } }))
})
after(async () => {
  await clock.close()
  await world.close()
})
beforeEach(() => {
  sent.length = 0
  answer = 'sent'
})
const jobs = messagingJobs(mailer, 'https://kaft.example.invalid')
const run = () => runJobs(clock, jobs, 'messages')
const later = (minutes: number) => void (world.now = world.now.add({ minutes }))
const command = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return { command_id: uuid7(world.now) }
}
async function reader(language = 'nl'): Promise<TestPatron> {
  const patron = await aPatron(world, here, { member_until: '2199-01-01' })
  await world.rows('update patrons.patron set email = $2, language = $3 where patron_id = $1', [
    patron.patron_id,
    `lezer${patron.patron_id}@example.invalid`,
    language,
  ])
  return patron
}
async function lend({ patron_id }: TestPatron, { item_id }: TestItem): Promise<string> {
  const said = await world.call(op.checkout, { body: { ...command(), patron_id, item_id } }, desk)
  assert.equal(said.status, 201, said.text)
  return said.body.event_id!
}
const undo = async (event_id: string): Promise<void> => {
  const said = await world.call(op.undo, { body: { ...command(), event_id } }, desk)
  assert.ok(said.status < 300, said.text)
}
const ask = ({ patron_id }: TestPatron, since: string, who = desk) =>
  world.call(op.mailReceipt, { params: { patron_id }, body: { ...command(), since } }, who)
const states = async ({ patron_id }: TestPatron) =>
  (await world.call(op.patronMessages, { params: { patron_id } }, desk)).body.rows.map(
    m => `${m.kind} ${m.channel} ${m.state}${m.reason ? ` ${m.reason}` : ''}`,
  )

test('the receipt of a visit is mailed after the delay, with what was lent, brought back and paid, and nothing of the card', async () => {
  const patron = await reader()
  const [old, fresh] = [
    await anItem(world, here, { title: 'Lijmen' }),
    await anItem(world, here, { title: 'Het been' }),
  ]
  await lend(patron, old)
  later(60)
  const since = world.now.toString()
  await lend(patron, fresh)
  await world.call(op.checkin, { body: { ...command(), item_id: old.item_id } }, desk)
  const params = { patron_id: patron.patron_id }
  const added = await world.call(
    op.addCharge,
    { params, body: { ...command(), charge_kind: 'card', amount_cents: 250, reason: 'Nieuwe kaart' } },
    desk,
  )
  const entry_ids = [added.body.entry_id]
  await world.call(op.receivePayment, { params, body: { ...command(), method: 'card', entry_ids } }, desk)
  const said = await ask(patron, since)
  assert.equal(said.status, 201, said.text)
  assert.equal(said.body.own, true)
  assert.ok(Temporal.Instant.from(said.body.not_before).equals(world.now.add({ minutes: 10 })))
  await run()
  assert.equal(sent.length, 0)
  later(11)
  await run()
  await run()
  assert.equal(sent.length, 1)
  const [mail] = sent
  assert.equal(mail!.to, `lezer${patron.patron_id}@example.invalid`)
  assert.equal(mail!.subject, 'Je bon van Testgem')
  for (const words of [
    /- Het been: terug op [a-z]+ \d+ [a-z]+ \d{4}/,
    /- Lijmen: teruggebracht\n/,
    /- Nieuwe kaart: betaald: € 2,50/,
    /\nOntvangen: € 2,50\n/,
  ])
    assert.match(mail!.text, words)
  assert.match(mail!.text, /^Dag Testpersoon,/)
  assert.ok(!mail!.text.includes(patron.card.slice(-4)), 'nothing of the card')
  assert.deepEqual(await states(patron), ['receipt email sent'])
})

test('what is undone before it left is not on it, and a visit of which nothing is left gets none', async () => {
  const [some, none] = [await reader(), await reader()]
  const since = world.now.toString()
  const kept = await lend(some, await anItem(world, here, { title: 'Blijft' }))
  const taken = await lend(some, await anItem(world, here, { title: 'Verkeerd' }))
  assert.notEqual(kept, taken)
  const all = await lend(none, await anItem(world, here))
  for (const patron of [some, none]) assert.equal((await ask(patron, since)).status, 201)
  await undo(taken)
  await undo(all)
  later(11)
  await run()
  assert.deepEqual(
    sent.map(mail => mail.to),
    [`lezer${some.patron_id}@example.invalid`],
  )
  assert.match(sent[0]!.text, /Blijft/)
  assert.doesNotMatch(sent[0]!.text, /Verkeerd/)
  assert.deepEqual(await states(none), ['receipt email withdrawn undone'])
})

test('asked again before it left it tells what came since; afterwards it is another one, and the next visit has its own', async () => {
  const patron = await reader('fr')
  const since = world.now.toString()
  await lend(patron, await anItem(world, here, { title: 'Premier' }))
  const first = await ask(patron, since)
  await lend(patron, await anItem(world, here, { title: 'Second' }))
  const second = await ask(patron, since)
  assert.equal(second.body.message_id, first.body.message_id)
  const next = world.now.add({ seconds: 1 }).toString()
  later(2)
  await lend(patron, await anItem(world, here, { title: 'Troisième' }))
  await ask(patron, next)
  later(11)
  await run()
  assert.deepEqual(
    sent.map(mail => ['Premier', 'Second', 'Troisième'].filter(title => mail.text.includes(title))),
    [['Premier', 'Second'], ['Troisième']],
  )
  assert.match(sent[0]!.text, /^Bonjour Testpersoon,/)
  assert.notEqual((await ask(patron, since)).body.message_id, first.body.message_id)
})

test('a receipt is taken back while it waits, and never becomes a letter', async () => {
  const [back, wrong] = [await reader(), await reader()]
  const since = world.now.toString()
  for (const patron of [back, wrong]) await lend(patron, await anItem(world, here))
  const { message_id } = (await ask(back, since)).body
  const failing = (await ask(wrong, since)).body.message_id
  const change = { params: { message_id }, body: command() }
  assert.equal((await world.call(op.withdrawMessage, change, desk)).status, 200)
  answer = 'refused'
  later(11)
  await run()
  assert.deepEqual(
    [await states(back), await states(wrong)],
    [['receipt email withdrawn by_staff'], ['receipt email failed address_refused']],
  )
  await world.call(
    op.retryMessage,
    { params: { message_id: failing }, body: { ...command(), channel: 'letter' } },
    desk,
  )
  assert.deepEqual(await states(wrong), ['receipt email planned'])
  await runJobs(clock, messagingJobs(null), 'messages')
  assert.deepEqual(await states(wrong), ['receipt email planned'])
})

test('P6 P72 P87 no receipt is mailed without an address, without approval of the coupling, of nothing, of somebody else or of who is kept only', async () => {
  const patron = await reader()
  const since = world.now.toString()
  const code = async (who?: Someone) => (await ask(patron, since, who)).problem?.code
  assert.equal(await code(), 'receipt_empty')
  await lend(patron, await anItem(world, here))
  await withoutCoupling(world, 'mail', async () => assert.equal(await code(), 'receipt_mail_off'))
  const far = await world.library('Vreemdgem')
  assert.equal(await code(await world.staff(far, ['hoofd_balie'])), 'patron_unknown')
  await world.rows('update patrons.patron set email = null where patron_id = $1', [patron.patron_id])
  assert.equal(await code(), 'receipt_no_email')
  await world.rows('update patrons.patron set email = $2 where patron_id = $1', [
    patron.patron_id,
    'lezer@example.invalid',
  ])
  assert.equal(await code(), undefined)
  await world.rows(
    `insert into privacy.restriction (library_id, patron_id, cause, purposes, from_at) values ($1, $2, 'request', '{functional}', $3)`,
    [here.library_id, patron.patron_id, world.now.toString()],
  )
  assert.equal(await code(), 'processing_restricted')
  later(11)
  await run()
  assert.ok(!sent.some(mail => mail.to === 'lezer@example.invalid'))
  assert.deepEqual(await states(patron), ['receipt email dropped restricted'])
})
