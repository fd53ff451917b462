import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as op from '@kaft/contract'
import type { Job, JobCtx } from '../../base/job.ts'
import { type Mailer, openMailer } from '../../base/mail.ts'
import { uuid7 } from '../../base/uuid.ts'
import { openClock, type TestClock } from '../../testing/jobs.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../testing/people.ts'
import { openPost, type Post, wordsOfMail } from '../../testing/post.ts'
import { withoutCoupling } from '../../testing/couplings.ts'
import { aRegulation, plainRows } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import { messagingJobs } from './jobs.ts'

let world: World
let here: Library
let desk: Someone
let clock: TestClock
let post: Post
let mailer: Mailer
let jobs: readonly Job[]
const MARK = 'Zwartemarkering'
const id = () => uuid7(world.now)
const reminders = {
  predue_days: 3,
  steps: [
    { days: 7, after: 'due' as const, cost_cents: 0 },
    { days: 7, after: 'previous' as const, cost_cents: 100 },
  ],
  invoice_days: 35,
}
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  desk = await world.staff(here, ['hoofd_balie'])
  await aRegulation(world, here, plainRows({ reminders, fine: { kind: 'none' } }))
  clock = openClock(world)
  post = await openPost()
  mailer = openMailer(`smtp://127.0.0.1:${post.port}`, 'bib@example.invalid')
  jobs = messagingJobs(mailer)
})
after(async () => {
  mailer?.close()
  post?.close()
  await clock?.close()
  await world?.close()
})
beforeEach(() => {
  post.mails.length = 0
  post.calls = 0
  post.answer = 250
  post.hangs = false
})

const ctx = (name: string): JobCtx => ({
  ...clock.ctx(name),
  log: (level, says, fields) => void world.logged.push(JSON.stringify({ level, says, ...fields })),
})
/** Runs a job; the planner until it has read all that the desk did, since other databases of the cluster hold it up. */
async function run(name: string, of = jobs): Promise<void> {
  const job = of.find(j => j.name === name)!
  for (let turn = 0; turn < 200; turn++) {
    await job.handler(ctx(name))
    if (name !== 'messages') return
    const [left] = await world.rows(
      'select count(*) as n from circulation.event where position > (select position from messaging.cursor)',
    )
    if (left!.n === '0') return
    await sleep(50)
  }
  throw new Error('the planner does not come through')
}
const later = (minutes: number) => (world.now = world.now.add({ minutes }))
const messages = async (patron: TestPatron) =>
  (await world.call(op.patronMessages, { params: { patron_id: patron.patron_id } }, desk)).body.rows
const states = async (patron: TestPatron) =>
  (await messages(patron)).map(m => `${m.kind} ${m.step} ${m.state}${m.reason ? ` ${m.reason}` : ''}`)

async function someone(wish: { email?: string | null; language?: string } = {}): Promise<TestPatron> {
  const patron = await aPatron(world, here, { family_name: MARK, member_until: '2199-01-01' })
  const email = wish.email === undefined ? `zm${patron.patron_id}@example.invalid` : wish.email
  await world.rows(
    `update patrons.patron set email = $2, language = $3, street = 'Markt 1', postcode = '9000', municipality = 'Gent' where patron_id = $1`,
    [patron.patron_id, email, wish.language ?? 'nl'],
  )
  return patron
}
const lend = async (patron: TestPatron, item: TestItem): Promise<void> => {
  const said = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(said.status, 201, said.text)
}
const back = async (item: TestItem): Promise<string> => {
  const said = await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, desk)
  assert.equal(said.status, 201, said.text)
  return said.body.event_id!
}
/** Somebody waits for a title that another has. */
async function wanted(patron: TestPatron, title?: string): Promise<TestItem> {
  const item = await anItem(world, here, title === undefined ? {} : { title })
  await lend(await someone(), item)
  const held = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: patron.patron_id,
        title_id: item.title_id,
        pickup_branch_id: here.branches[0]!,
      },
    },
    desk,
  )
  assert.equal(held.status, 201, held.text)
  return item
}
const dueOn = (item: TestItem, due_on: string) =>
  world.rows('update circulation.loan set due_on = $2 where item_id = $1 and returned_at is null', [
    item.item_id,
    due_on,
  ])
const today = () => world.now.toZonedDateTimeISO('Europe/Brussels').toPlainDate()

test('a hold that lies ready is told once, by e-mail, after the delay, and several of them in one mail', async () => {
  const patron = await someone()
  const items = [await wanted(patron, 'De kleine Johannes'), await wanted(patron, 'Nachttrein')]
  for (const item of items) await back(item)
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 planned', 'hold_ready 0 planned'])
  assert.equal(post.mails.length, 0, 'the delay of ten minutes is not over')
  later(11)
  await run('messages')
  await run('messages')
  assert.equal(post.mails.length, 1)
  assert.equal(post.mails[0]!.to, `zm${patron.patron_id}@example.invalid`)
  const words = wordsOfMail(post.mails[0]!.text)
  assert.match(words, /Dag Testpersoon,/)
  assert.match(words, /De kleine Johannes: kast Z-\d+, tot en met [a-z]+ \d+ [a-z]+ \d{4}/)
  assert.match(words, /Nachttrein/)
  assert.ok(!/\bu\b|\buw\b/i.test(words), 'a message says je')
  assert.deepEqual(await states(patron), ['hold_ready 0 sent', 'hold_ready 0 sent'])
  assert.equal((await messages(patron))[0]!.sent_to, `zm${patron.patron_id}@example.invalid`)
  later(60)
  await run('messages')
  assert.equal(post.mails.length, 1, 'never the same message twice')
})

test('P6 P12 a mail server whose coupling is off gets nothing at all, what waits says why, and it goes once it is on', async () => {
  const patron = await someone()
  await back(await wanted(patron))
  later(11)
  await withoutCoupling(world, 'mail', async () => {
    await run('messages')
    later(60)
    await run('messages')
    assert.equal(post.mails.length, 0)
    assert.equal(post.calls, 0, 'nobody even knocked')
    assert.deepEqual(await states(patron), ['hold_ready 0 planned coupling_off'])
  })
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 sent'])
  assert.equal(post.mails.length, 1)
  await world.rows("update privacy.coupling set ends_on = '2026-11-20' where coupling = 'mail'")
  const late = await someone()
  await back(await wanted(late))
  later(11)
  await run('messages')
  assert.deepEqual(
    await states(late),
    ['hold_ready 0 planned coupling_off'],
    'an approval that ran out opens nothing',
  )
  await world.rows("update privacy.coupling set ends_on = null where coupling = 'mail'")
  await run('messages')
  assert.equal(post.mails.length, 2)
})

test('P43 functional messages need no consent to news', async () => {
  const patron = await someone()
  const [row] = await world.rows('select news from patrons.patron where patron_id = $1', [patron.patron_id])
  assert.equal(row?.news, false)
  const item = await wanted(patron)
  await back(item)
  await run('messages')
  later(11)
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 sent'])
})

test('what is for somebody whom the register calls dead waits until the library has looked', async () => {
  const patron = await someone()
  const item = await wanted(patron)
  await back(item)
  await world.rows(
    `insert into patrons.register_notice (library_id, patron_id, kind, noted_at) values ($1, $2, 'deceased', $3)`,
    [here.library_id, patron.patron_id, world.now.toString()],
  )
  await run('messages')
  later(11)
  await run('messages')
  assert.deepEqual([await states(patron), post.mails.length], [['hold_ready 0 planned'], 0])
  await world.rows('update patrons.register_notice set closed_at = $2 where patron_id = $1', [
    patron.patron_id,
    world.now.toString(),
  ])
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 sent'])
})

test('what is undone within the delay is not told', async () => {
  const patron = await someone()
  const event_id = await back(await wanted(patron))
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 planned'])
  const undone = await world.call(op.undo, { body: { command_id: id(), event_id } }, desk)
  assert.equal(undone.status, 201, undone.text)
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 withdrawn undone'])
  later(30)
  await run('messages')
  assert.equal(post.mails.length, 0)
})

test('what no longer holds when it is to go is dropped, with the reason', async () => {
  const [patron, late] = [await someone(), await someone()]
  const item = await wanted(patron)
  await back(item)
  await run('messages')
  await lend(patron, item)
  later(15)
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 dropped collected'])
  const loan = await anItem(world, here)
  await lend(late, loan)
  await dueOn(loan, today().subtract({ days: 8 }).toString())
  await run('messages_of_due_days')
  assert.deepEqual(await states(late), ['reminder 1 planned'])
  await back(loan)
  await run('messages')
  assert.deepEqual(await states(late), ['reminder 1 dropped returned'])
  assert.equal(post.mails.length, 0)
})

test('notice, reminders and invoice come by the terms of the loan; a reminder costs once, when it goes', async () => {
  const patron = await someone()
  const items = [await anItem(world, here), await anItem(world, here)]
  for (const item of items) await lend(patron, item)
  const mine = () => post.mails.filter(m => m.to === `zm${patron.patron_id}@example.invalid`)
  const due = today().add({ days: 3 })
  for (const item of items) await dueOn(item, due.toString())
  const night = async (days: number) => {
    later(days * 24 * 60)
    await run('messages_of_due_days')
    await run('messages_of_due_days')
    await run('messages')
  }
  const balance = async () =>
    (await world.call(op.readAccount, { params: { patron_id: patron.patron_id } }, desk)).body.balance_cents
  await night(0)
  assert.match(wordsOfMail(mine()[0]!.text), /terug op/)
  await night(9)
  assert.equal(mine().length, 1, 'six days late: nothing')
  await night(1)
  assert.equal(mine().length, 2)
  assert.match(mine()[1]!.text, /Subject: Herinnering: 2 stuks/)
  assert.equal(await balance(), 0)
  await night(7)
  assert.match(mine()[2]!.text, /Subject: Herinnering 2/)
  assert.match(wordsOfMail(mine()[2]!.text), /rekenen we € 1,00 aan/)
  assert.equal(await balance(), 100, 'once for the letter, not for each title')
  await night(1)
  assert.equal(mine().length, 3)
  await night(20)
  assert.equal(mine().length, 3, 'an invoice is a letter')
  const letters = await world.call(op.readLetters, {}, desk)
  const paper = letters.body.rows.filter(l => l.patron_id === patron.patron_id)
  assert.deepEqual(
    paper.map(l => [l.kind, l.lines.length]),
    [['invoice', 2]],
  )
  assert.match(paper[0]!.paragraphs.join(' '), /heeft u/)
  assert.ok(
    !/\bje\b|\bjouw\b/i.test([...paper[0]!.paragraphs, ...paper[0]!.closing.slice(0, 1)].join(' ')),
    'an invoice says u',
  )
  assert.equal(await balance(), 100)
})

test('a letter where there is no address: read, printed, marked, charged, and taken back', async () => {
  const patron = await someone({ email: null })
  const item = await anItem(world, here, { title: 'Lijmen' })
  await lend(patron, item)
  await dueOn(item, today().subtract({ days: 8 }).toString())
  await run('messages_of_due_days')
  await world.rows('update messaging.message set cost_cents = 150 where patron_id = $1', [patron.patron_id])
  const read = async () =>
    (await world.call(op.readLetters, {}, desk)).body.rows.filter(l => l.patron_id === patron.patron_id)
  const [letter] = await read()
  assert.deepEqual(letter!.address, [`Testpersoon ${MARK}`, 'Markt 1', '9000 Gent'])
  assert.match(letter!.sender.join(' '), /Testgem Centrum/)
  assert.equal(letter!.lines[0]!.title, 'Lijmen')
  const day = await world.call(op.myDay, {}, desk)
  assert.ok(day.body.counters.find(c => c.id === 'letters')!.count >= 1)
  const body = { command_id: id(), message_ids: letter!.message_ids }
  const marked = await world.call(op.markPrinted, { body }, desk)
  assert.deepEqual(
    marked.body,
    { message_ids: letter!.message_ids, dropped_ids: [], charged_cents: 150 },
    marked.text,
  )
  assert.deepEqual(
    (await world.call(op.markPrinted, { body }, desk)).body,
    marked.body,
    'a repeat does nothing',
  )
  assert.equal(
    (await world.call(op.markPrinted, { body: { ...body, command_id: id() } }, desk)).body.charged_cents,
    0,
  )
  assert.deepEqual(await read(), [])
  const account = () => world.call(op.readAccount, { params: { patron_id: patron.patron_id } }, desk)
  assert.equal((await account()).body.balance_cents, 150)
  const undone = await world.call(op.unmarkPrinted, { body: { ...body, command_id: id() } }, desk)
  assert.equal(undone.status, 200, undone.text)
  assert.equal((await account()).body.balance_cents, 0)
  assert.equal((await read()).length, 1)
})

test('a server that does not answer is tried again, ever later, and then it has failed for all to see', async () => {
  const patron = await someone()
  await back(await wanted(patron))
  await run('messages')
  post.answer = 450
  for (const wait of [11, 2, 6, 16, 61, 241]) {
    later(wait)
    await run('messages')
  }
  assert.deepEqual(await states(patron), ['hold_ready 0 failed no_answer'])
  const failed = await world.call(op.listMessages, { query: { state: 'failed' } }, desk)
  const row = failed.body.rows.find(m => m.patron_id === patron.patron_id)!
  assert.equal(row.attempts, 6)
  post.answer = 250
  const again = await world.call(
    op.retryMessage,
    { params: { message_id: row.message_id }, body: { command_id: id(), channel: 'email' } },
    desk,
  )
  assert.equal(again.status, 200, again.text)
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 sent'])
})

test('an address that refuses for good becomes a letter', async () => {
  const patron = await someone()
  await back(await wanted(patron))
  await run('messages')
  post.answer = 550
  later(11)
  await run('messages')
  const [message] = await messages(patron)
  assert.deepEqual(
    [message!.state, message!.channel, message!.reason],
    ['planned', 'letter', 'address_refused'],
  )
})

test('a sender that died with a mail in its hands never sends it a second time by itself', async () => {
  const patron = await someone()
  await back(await wanted(patron))
  await run('messages')
  later(11)
  await world.rows(
    'update messaging.message set claimed_at = $2, delivery_id = gen_random_uuid() where patron_id = $1',
    [patron.patron_id, world.now.toString()],
  )
  await run('messages')
  assert.equal(post.mails.length, 0)
  later(20)
  // Something else has to wait, or nobody looks at this library.
  await back(await wanted(await someone()))
  later(0)
  await run('messages')
  later(11)
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 failed interrupted'])
})

test('without a mail server every message is a letter', async () => {
  const patron = await someone()
  await back(await wanted(patron))
  const paper = messagingJobs(null)
  await run('messages', paper)
  later(11)
  await run('messages', paper)
  const [message] = await messages(patron)
  assert.deepEqual([message!.state, message!.channel], ['planned', 'letter'])
  const letters = await world.call(op.readLetters, {}, desk)
  assert.ok(letters.body.rows.some(l => l.patron_id === patron.patron_id && l.kind === 'hold_ready'))
})

test('a colleague holds a message back, and lets it go after all', async () => {
  const patron = await someone({ language: 'fr' })
  await back(await wanted(patron))
  await run('messages')
  const waiting = await world.call(op.listMessages, { query: { state: 'planned' } }, desk)
  const { message_id } = waiting.body.rows.find(m => m.patron_id === patron.patron_id)!
  const held = await world.call(
    op.withdrawMessage,
    { params: { message_id }, body: { command_id: id() } },
    desk,
  )
  assert.equal(held.status, 200, held.text)
  later(11)
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_ready 0 withdrawn by_staff'])
  await world.call(
    op.retryMessage,
    { params: { message_id }, body: { command_id: id(), channel: 'email' } },
    desk,
  )
  await run('messages')
  assert.match(wordsOfMail(post.mails[0]!.text), /Bonjour Testpersoon/)
})

test('a hold that nobody came for, and a loan that was renewed by itself', async () => {
  const patron = await someone()
  const item = await wanted(patron)
  await back(item)
  const [hold] = await world.rows(
    'select hold_id from circulation.hold where patron_id = $1 and closed_at is null',
    [patron.patron_id],
  )
  const cleared = await world.call(
    op.clearHold,
    { params: { hold_id: hold!.hold_id! }, body: { command_id: id() } },
    desk,
  )
  assert.ok(cleared.status < 300, cleared.text)
  await run('messages')
  assert.deepEqual(await states(patron), ['hold_expired 0 planned'])
  const reader = await someone()
  const book = await anItem(world, here)
  await lend(reader, book)
  const [loan] = await world.rows(
    'select loan_id, due_on::text from circulation.loan where item_id = $1 and returned_at is null',
    [book.item_id],
  )
  await world.rows(
    `insert into circulation.event (event_id, occurred_at, received_at, kind, library_id, branch_id, source, item_id, loan_id, day_part, due_on)
     values (gen_random_uuid(), $1, $1, 'renewal', $2, $3, 'job', $4, $5, 'morning', $6)`,
    [world.now.toString(), here.library_id, here.branches[0], book.item_id, loan!.loan_id, loan!.due_on],
  )
  await world.rows(
    `insert into circulation.auto_renewal (library_id, loan_id, due_on, decided_on, renewed, findings) values ($1, $2, $3, $4, false, '[]')`,
    [here.library_id, loan!.loan_id, loan!.due_on, today().toString()],
  )
  await run('messages')
  await run('messages_of_due_days')
  assert.deepEqual(await states(reader), ['not_renewed 0 planned', 'renewed 0 sent'])
})

test('a message stays ninety days after it ended, and longer while its loan is out', async () => {
  const old = world.now.subtract({ hours: 91 * 24 }).toString()
  const [gone, out] = [await someone(), await someone()]
  const item = await anItem(world, here)
  await lend(out, item)
  for (const patron of [gone, out])
    await world.rows(
      `insert into messaging.message (library_id, patron_id, kind, step, loan_id, title_id, branch_id, channel, planned_at, not_before, state, ended_at, once)
       values ($1, $2, 'reminder', 1, (select loan_id from circulation.loan where patron_id = $2 and returned_at is null), $3, $4, 'email', $5, $5, 'sent', $5, $6)`,
      [here.library_id, patron.patron_id, item.title_id, here.branches[0], old, `test ${patron.patron_id}`],
    )
  await run('forget_messages')
  assert.deepEqual(await states(gone), [])
  assert.deepEqual(await states(out), ['reminder 1 sent'])
})

test('a library sees its own messages only, and each look is in the log', async () => {
  const far = await world.library('Vreemdgem')
  const stranger = await world.staff(far, ['hoofd_balie'])
  const patron = await someone()
  await back(await wanted(patron))
  await run('messages')
  const other = await world.call(op.patronMessages, { params: { patron_id: patron.patron_id } }, stranger)
  assert.equal(other.status, 404)
  for (const state of ['planned', 'failed'] as const)
    assert.deepEqual((await world.call(op.listMessages, { query: { state } }, stranger)).body.rows, [])
  assert.deepEqual((await world.call(op.readLetters, {}, stranger)).body.rows, [])
  const mine = await messages(patron)
  const touch = await world.call(
    op.withdrawMessage,
    { params: { message_id: mine[0]!.message_id }, body: { command_id: id() } },
    stranger,
  )
  assert.equal(touch.status, 404)
  const seen = await world.rows(
    "select count(*) as n from privacy.access_log where patron_id = $1 and operation = 'patronMessages'",
    [patron.patron_id],
  )
  assert.ok(Number(seen[0]!.n) > 0)
})

test('nothing personal stands in the log', () => {
  const log = world.logged.join('\n')
  for (const word of [MARK, 'Testpersoon', 'example.invalid', 'Markt 1', 'Lijmen', 'Nachttrein'])
    assert.ok(!log.includes(word), word)
})

test('a letter goes to the address that was chosen for letters, and to nobody who died', async () => {
  const patron = await someone({ email: null })
  await world.rows(
    `insert into patrons.address (library_id, patron_id, kind, care_of, street, postcode, municipality, letters, until, source)
     values ($1, $2, 'student', 'Kotmadam Maes', 'Kotstraat 3', '3000', 'Leuven', true, null, '{}')`,
    [here.library_id, patron.patron_id],
  )
  const item = await anItem(world, here)
  await lend(patron, item)
  await dueOn(item, today().subtract({ days: 8 }).toString())
  await run('messages_of_due_days')
  const letters = async () =>
    (await world.call(op.readLetters, {}, desk)).body.rows.filter(l => l.patron_id === patron.patron_id)
  const [letter] = await letters()
  assert.deepEqual(letter?.address.slice(1), ['p/a Kotmadam Maes', 'Kotstraat 3', '3000 Leuven'])
  await world.rows('update patrons.address set until = $2 where patron_id = $1', [
    patron.patron_id,
    today().subtract({ days: 1 }).toString(),
  ])
  assert.deepEqual((await letters())[0]?.address.slice(1), ['Markt 1', '9000 Gent'])
  await world.rows(
    "update patrons.patron set end_reason = 'deceased', end_said_on = '2026-11-25' where patron_id = $1",
    [patron.patron_id],
  )
  assert.deepEqual(await letters(), [])
  assert.ok((await states(patron)).includes('reminder 1 dropped patron_gone'))
})
