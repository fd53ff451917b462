import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import type { Mail } from '../../../base/mail.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { allJobs } from '../../../jobs.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, anItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { aWebsite } from '../../../testing/website.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aForm, testNumber } from '../testing/forms.ts'

let world: World
let here: Library
let desk: Someone
let head: Someone
let site: Someone
let clock: TestClock
const mails: Mail[] = []
/** What the post answers: an address may refuse for good. */
let outcome: 'sent' | 'refused' = 'sent'
const mailer = {
  send: (mail: Mail) => {
    mails.push(mail)
    return Promise.resolve(outcome)
  },
  close: () => undefined,
}
const jobs = allJobs({ mailer, magda: null, erasedFile: '' })
const id = () => uuid7(world.now)
const run = (name: string) => jobs.find(job => job.name === name)!.handler(clock.ctx(name))
const setting = (key: string, value: unknown, of = here) =>
  world.rows(
    `insert into organisation.setting values ($1, $2, $3) on conflict (library_id, key) do update set value = excluded.value`,
    [of.library_id, key, JSON.stringify(value)],
  )
type Wish = Partial<op.BodyOf<typeof op.registerOnline>>
let count = 0
const formOf = (wish: Wish = {}): op.BodyOf<typeof op.registerOnline> => ({
  command_id: id(),
  family_name: `Onlinegem${++count}`,
  given_name: `Proef${'abcdefghijklmnopqrstuvwxyz'[count % 26]}`,
  birth_on: '1990-03-04',
  street: 'Proefstraat 1',
  postcode: '9000',
  municipality: 'Gent',
  email: `proef${count}@example.invalid`,
  phone: null,
  language: 'nl',
  message_channel: 'email',
  news: false,
  guardian: null,
  statement_version: '2020-03-20',
  ...wish,
})
const send = (wish: Wish = {}, as = site) => world.call(op.registerOnline, { body: formOf(wish) }, as)
const confirm = (reference: string, code: string, as = site) =>
  world.call(op.confirmOnline, { body: { command_id: id(), reference, code } }, as)
/** The code in the last mail. */
const lastCode = (): string => /([A-Z2-9]{4}-[A-Z2-9]{4})/.exec(mails.at(-1)?.text ?? '')?.[1] ?? 'XXXXXXXX'
/** Sent, confirmed, and waiting for the desk. */
async function waiting(wish: Wish = {}): Promise<string> {
  const sent = await send(wish)
  assert.equal(sent.status, 201, sent.text)
  await run('messages')
  const said = await confirm(sent.body.reference, lastCode())
  assert.equal(said.status, 200, said.text)
  const [made] = await world.rows('select max(patron_id) as patron_id from patrons.online_registration')
  return made!.patron_id!
}
const read = (patron_id: string, as = desk) => world.call(op.readPatron, { params: { patron_id } }, as)
const count_ = async (table: string, patron_id: string) =>
  Number((await world.rows(`select count(*) as n from ${table} where patron_id = $1`, [patron_id]))[0]!.n)
const identify = async (patron_id: string, wish: object = {}, as = desk) => {
  const { online: _, ...patron } = (await read(patron_id, head)).body
  const {
    command_id,
    statement: __,
    proof: ___,
    ...form
  } = aForm({
    family_name: patron.family_name,
    given_name: patron.given_name,
    birth_on: patron.birth_on,
    gender: patron.gender,
    street: patron.street,
    postcode: patron.postcode,
    municipality: patron.municipality,
    email: patron.email,
    language: patron.language,
    message_channel: patron.message_channel,
  })
  const body = { command_id, version: patron.version, ...form, proof: 'document' as const, ...wish }
  return world.call(op.identifyOnline, { params: { patron_id }, body }, as)
}

before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  desk = await world.staff(here, ['balie'])
  head = await world.staff(here, ['hoofd_balie'])
  await aRegulation(world, here)
  clock = openClock(world)
  site = await aWebsite(world, here)
})
after(async () => {
  await clock?.close()
  await world?.close()
})

test('the website registers nobody until the library says so', async () => {
  assert.equal((await send()).problem.code, 'online_closed')
  await setting('patrons.online_open', true)
  const sent = await send()
  assert.equal(sent.status, 201, sent.text)
  assert.equal((await world.call(op.onlineForm, {}, site)).body.open, true)
  const { patron_id } = await aPatron(world, here)
  assert.equal(await count_('patrons.patron', patron_id), 1, 'nobody else was made')
  assert.equal(Number((await world.rows('select count(*) as n from patrons.patron'))[0]!.n), 1)
})

test('what is asked of a form is on the list, and nothing else can be sent', async () => {
  const tries = [
    [{ gender: 'f' }, 400, 'invalid'],
    [{ national_number: testNumber(1) }, 400, 'invalid'],
    [{ keep_history: true }, 400, 'invalid'],
    [{ birth_on: '1990' }, 400, 'invalid'],
    [{ birth_on: '2026-11-26' }, 409, 'birth_invalid'],
    [{ email: 'an@bib' }, 409, 'email_invalid'],
    [{ street: '   ' }, 400, 'invalid'],
    [{ statement_version: '2019-01-01' }, 409, 'online_statement'],
    [{ birth_on: '2015-01-01' }, 409, 'online_guardian_needed'],
    [{ birth_on: '2015-01-01', guardian: { given_by: '  ', relation: 'parent' } }, 400, 'invalid'],
  ] as const
  for (const [wish, status, code] of tries) {
    const said = await send(wish as Wish)
    assert.deepEqual([said.status, said.problem.code], [status, code], JSON.stringify(wish))
  }
})

test('P63 the answer is the same whoever it is about: known here, known elsewhere, or to nobody', async () => {
  const elsewhere = await world.library('Elders')
  const person = {
    family_name: 'Bekend',
    given_name: 'An',
    birth_on: '1970-01-02',
    email: 'bekend@example.invalid',
  }
  const known = [desk, await world.staff(elsewhere, ['balie'])]
  for (const as of known) await world.call(op.registerPatron, { body: aForm(person) }, as)
  const shapes = new Set<string>()
  for (const wish of [
    person,
    { ...person, email: 'ander@example.invalid' },
    {},
    { family_name: 'Onbekend' },
  ]) {
    const said = await send(wish)
    assert.equal(said.status, 201, said.text)
    const text = said.text.replace(said.body.reference, '').replace(said.body.confirm_until, '')
    shapes.add(`${text} ${said.text.length}`)
  }
  assert.equal(shapes.size, 1, [...shapes].join())
  // The same statements whoever it is about: none of them reads a patron, so none can take longer.
  const seen = await world.rows(
    `select count(*) as n from privacy.access_log where operation = 'registerOnline'`,
  )
  assert.equal(Number(seen[0]!.n), 0)
})

test('the code goes by mail and stands nowhere; five wrong ones are the end; the right one works once and is told again', async () => {
  const sent = await send({ family_name: 'Codegem' })
  const { reference } = sent.body
  await run('messages')
  const mail = mails.at(-1)!
  assert.match(mail.subject, /Bevestig je inschrijving bij Testgem/)
  assert.ok(!mail.text.includes('omdat je lid bent'))
  assert.ok(!mail.text.includes('Proef') && mail.text.startsWith('Dag,'), 'nothing that anybody typed')
  const code = lastCode()
  const plain = code.replace('-', '')
  for (const { relation } of await world.rows(
    `select c.oid::regclass::text as relation from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('base', 'patrons', 'messaging', 'privacy', 'organisation')`,
  ))
    assert.deepEqual(
      await world.rows(`select 1 from ${relation} t where t::text like '%' || $1 || '%'`, [plain]),
      [],
      String(relation),
    )
  const other = await send()
  for (const [ref, typed] of [
    [reference, 'AAAA-AAAA'],
    [other.body.reference, code],
    ['0b9d1a52-6f8e-4a30-8c51-111111111111', code],
  ] as const) {
    const wrong = await confirm(ref, typed)
    assert.deepEqual([wrong.status, wrong.problem.code], [409, 'online_code_wrong'])
  }
  const right = await confirm(reference, code.toLowerCase())
  assert.equal(right.status, 200, right.text)
  assert.deepEqual(right.body, { library_name: 'Testgem', visit_until: '2027-02-23', may_hold: true })
  assert.deepEqual((await confirm(reference, code)).body, right.body)
  assert.equal(
    Number(
      (await world.rows(`select count(*) as n from patrons.patron where family_name = 'Codegem'`))[0]!.n,
    ),
    1,
  )
  const [kept] = await world.rows(
    'select form, email_folded from patrons.online_request where reference = $1',
    [reference],
  )
  assert.deepEqual(kept, { form: null, email_folded: null })
  await run('messages')
  const dead = await send()
  await run('messages')
  const good = lastCode()
  for (let i = 0; i < 5; i++) await confirm(dead.body.reference, 'AAAA-AAAA')
  assert.equal((await confirm(dead.body.reference, good)).problem.code, 'online_code_wrong')
})

test('a website of another library cannot confirm it, and no address is flooded', async () => {
  const other = await world.library('Buurgem')
  const theirs = await aWebsite(world, other)
  const sent = await send()
  await run('messages')
  assert.equal((await confirm(sent.body.reference, lastCode(), theirs)).problem.code, 'online_code_wrong')
  assert.equal((await confirm(sent.body.reference, lastCode())).status, 200)
  const before = mails.length
  for (let i = 0; i < 6; i++) assert.equal((await send({ email: 'vol@example.invalid' })).status, 201)
  await run('messages')
  assert.equal(mails.length - before, 3)
})

test('an address that refuses the code gets no letter; without a mail the form is forgotten', async () => {
  outcome = 'refused'
  const sent = await send({ family_name: 'Weigerd' })
  await run('messages')
  outcome = 'sent'
  const [message] = await world.rows(
    `select m.state, m.channel, m.reason from messaging.message m join patrons.online_request r on r.request_id = m.request_id where r.reference = $1`,
    [sent.body.reference],
  )
  assert.deepEqual(message, { state: 'failed', channel: 'email', reason: 'address_refused' })
  const list = await world.call(op.listMessages, { query: { state: 'failed' } }, head)
  assert.ok(list.status === 200 && !list.text.includes('online_confirm'))
  const before = world.now
  world.now = world.now.add({ hours: 49 })
  await run('forget_online')
  assert.deepEqual(await world.rows('select 1 from patrons.online_request where form is not null'), [])
  world.now = before
})

test('P21 P20 a confirmed form is a patron by their own word, with a block, names and a statement', async () => {
  const patron_id = await waiting({ family_name: 'Zelfgem', news: true })
  const { body } = await read(patron_id)
  assert.deepEqual(
    [
      body.membership_type,
      body.membership_name,
      body.member_until,
      body.news,
      body.keep_history,
      body.gender,
    ],
    ['online', 'Online inschrijving', '2027-02-23', true, false, 'unknown'],
  )
  assert.ok(body.sources.length > 5 && body.sources.every(one => one.from === 'self' && one.by === null))
  assert.deepEqual(body.online, {
    confirmed_on: '2026-11-25',
    visit_until: '2027-02-23',
    may_hold: true,
    guardian: null,
    like: [],
  })
  assert.deepEqual(
    body.blocks.map(b => [b.cause, b.actions, b.reach]),
    [['not_identified', ['loan', 'renewal'], 'cooperation']],
  )
  assert.deepEqual([body.statement_version, body.balance_cents, body.cards], ['2020-03-20', 0, []])
  const found = await world.call(op.findPatrons, { query: { q: 'zelfgem' } }, desk)
  assert.deepEqual(
    found.body.rows.map(row => row.patron_id),
    [patron_id],
  )
  const [log] = await world.rows(
    `select role, staff_id, purpose from privacy.access_log where patron_id = $1 and operation = 'confirmOnline'`,
    [patron_id],
  )
  assert.deepEqual(log, { role: 'website', staff_id: site.staff_id, purpose: 'identification' })
})

test('nothing is lent before the desk has seen who it is, whoever asks; reserving follows the library', async () => {
  const patron_id = await waiting()
  const item = await anItem(world, here)
  type Accept = NonNullable<op.BodyOf<typeof op.checkout>['accept']>
  const lend = (accept: Accept) =>
    world.call(op.checkout, { body: { command_id: id(), patron_id, barcode: item.barcode, accept } }, head)
  for (const accept of [[], ['patron_blocked'], ['not_identified']] as Accept[]) {
    const said = await lend(accept)
    assert.equal(said.status, 409, said.text)
    assert.deepEqual(
      said.problem.findings?.filter(f => f.code === 'not_identified').map(f => f.weight),
      ['stop'],
    )
  }
  const headSaid = await world.call(op.readPatronHead, { params: { patron_id } }, desk)
  assert.deepEqual(
    headSaid.body.findings.map(f => [f.code, f.weight]),
    [['not_identified', 'stop']],
  )
  const { body: shown } = await read(patron_id)
  const lifted = await world.call(
    op.liftBlock,
    { params: { patron_id, block_id: shown.blocks[0]!.block_id } },
    desk,
  )
  assert.deepEqual([lifted.status, lifted.problem.code], [409, 'not_identified'])
  assert.equal((await read(patron_id)).body.blocks.length, 1)
  const hold = async (who: string) => {
    const { title_id } = await anItem(world, here)
    return world.call(
      op.placeHold,
      {
        body: {
          command_id: id(),
          patron_id: who,
          title_id,
          pickup_branch_id: here.branches[0]!,
          accept: ['item_available_here'],
        },
      },
      desk,
    )
  }
  assert.equal((await hold(patron_id)).status, 201)
  await setting('patrons.online_holds', false)
  const later = await waiting()
  const refused = await hold(later)
  assert.ok(
    refused.problem.findings?.some(f => f.code === 'not_identified'),
    refused.text,
  )
  await setting('patrons.online_holds', true)
})

test('a partner that lends on this record does not lend before the desk has seen who it is either', async () => {
  const partner = await world.library('Partnergem')
  await aRegulation(world, partner)
  await world.agreement('3a', [here, partner])
  const theirs = await world.staff(partner, ['hoofd_balie'])
  const item = await anItem(world, partner)
  const patron_id = await waiting()
  const lend = () =>
    world.call(
      op.checkout,
      { body: { command_id: id(), patron_id, barcode: item.barcode, accept: [] } },
      theirs,
    )
  const before = await lend()
  assert.equal(before.status, 409, before.text)
  assert.deepEqual(
    before.problem.findings?.filter(f => f.code === 'not_identified').map(f => f.weight),
    ['stop'],
  )
  const seen = await identify(patron_id)
  assert.equal(seen.status, 201, seen.text)
  const after = await lend()
  assert.ok(after.problem?.findings?.every(f => f.code !== 'not_identified') ?? true, after.text)
})

test('who still has to come is a list with filters, a counter, and a look in the log', async () => {
  const child = await waiting({
    birth_on: '2016-02-03',
    guardian: { given_by: 'Els Testouder', relation: 'parent' },
  })
  await world.call(
    op.registerPatron,
    { body: aForm({ family_name: 'Tweelinggem', birth_on: '1991-01-01' }) },
    desk,
  )
  const double = await waiting({
    family_name: 'tweelinggem',
    given_name: 'Proefgem',
    birth_on: '1991-01-01',
  })
  const list = (show: op.OnlineShow, as = desk) => world.call(op.listOnline, { query: { show } }, as)
  const all = await list('all')
  assert.equal(all.status, 200, all.text)
  assert.ok(all.body.rows.length >= 4)
  const ids = async (show: op.OnlineShow) => (await list(show)).body.rows.map(row => row.patron_id)
  assert.deepEqual(await ids('children'), [child])
  assert.deepEqual(await ids('doubles'), [double])
  assert.deepEqual(await ids('soon'), [])
  assert.equal((await read(double)).body.online?.like.length, 1)
  const days = await world.call(op.myDay, {}, desk)
  const counter = days.body.counters.find(c => c.id === 'online')
  assert.equal(counter?.count, all.body.rows.length)
  const seen = await world.rows(
    `select 1 from privacy.access_log where operation = 'listOnline' and patron_id = $1`,
    [child],
  )
  assert.ok(seen.length > 0)
  const other = await world.staff(await world.library('Vreemdgem'), ['hoofd_balie'])
  assert.deepEqual((await list('all', other)).body.rows, [])
  const match = await world.call(
    op.matchOnline,
    { query: { family_name: 'Tweelinggem', given_name: 'Proefgem', birth_on: '1991-01-01' } },
    desk,
  )
  assert.deepEqual(
    match.body.rows.map(row => row.patron_id),
    [double],
  )
})

test('the desk identifies: block lifted, card, membership, fee, and what the card says beside what they typed', async () => {
  const patron_id = await waiting({ family_name: 'Kaartgem', phone: '+32 470 11 22 33' })
  const number = testNumber(311)
  const wish = {
    proof: 'eid',
    national_number: number,
    street: 'Kaartstraat 9',
    gender: 'f',
    phone: '+32 470 11 22 33',
    read: { from: 'eid', fields: ['family_name', 'street', 'gender'] },
    eid: { card_number: cardNumber(77), valid_until: '2034-02-01' },
    card: undefined,
  }
  const said = await identify(patron_id, wish)
  assert.equal(said.status, 201, said.text)
  const { body } = said
  assert.deepEqual(
    [body.online, body.blocks, body.membership_type, body.balance_cents, body.member_until],
    [null, [], 'volwassene', 500, '2027-11-25'],
  )
  assert.ok(body.national_number_masked?.endsWith(number.slice(9)))
  assert.deepEqual(
    body.cards.map(c => [c.kind, c.state]),
    [['eid', 'active']],
  )
  const from = new Map(body.sources.map(one => [one.field, one.from]))
  assert.deepEqual(
    [from.get('street'), from.get('family_name'), from.get('gender'), from.get('phone'), from.get('email')],
    ['eid', 'eid', 'eid', 'self', 'self'],
  )
  const item = await anItem(world, here)
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id, barcode: item.barcode } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  assert.equal((await identify(patron_id)).problem.code, 'online_not_waiting')
})

test('a number that is somebody’s already is refused with that patron, and merging is what the desk does then', async () => {
  const number = testNumber(312)
  const first = await world.call(
    op.registerPatron,
    { body: aForm({ family_name: 'Dubbelgem', birth_on: '1990-03-04', national_number: number }) },
    desk,
  )
  const kept = first.body.patron_id
  const gone = await waiting({ family_name: 'Dubbelgem' })
  const { title_id } = await anItem(world, here)
  const held = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: gone,
        title_id,
        pickup_branch_id: here.branches[0]!,
        accept: ['item_available_here'],
      },
    },
    desk,
  )
  assert.equal(held.status, 201, held.text)
  const refused = await identify(gone, { national_number: number })
  assert.deepEqual(
    [refused.status, refused.problem.code, refused.problem.findings?.[0]?.about],
    [409, 'known_here', { patron_id: kept }],
  )
  const merge = (keep: string, other: string, accept: string[] = []) =>
    world.call(
      op.mergePatrons,
      {
        params: { patron_id: keep },
        body: { command_id: id(), other_id: other, take: [], accept: accept as never },
      },
      head,
    )
  const wrongWay = await merge(gone, kept, ['merge_name_differs'])
  assert.ok(
    wrongWay.problem.findings?.some(f => f.code === 'merge_keeps_online'),
    wrongWay.text,
  )
  const merged = await merge(kept, gone, ['merge_name_differs'])
  assert.equal(merged.status, 201, merged.text)
  assert.deepEqual(
    [merged.body.blocks, merged.body.holds, merged.body.membership_type],
    [[], 1, 'volwassene'],
  )
  const list = await world.call(op.listOnline, { query: { show: 'all' } }, desk)
  assert.ok(!list.body.rows.some(row => row.patron_id === gone))
})

test('P116 a child is registered by a parent, who is heard again at the desk', async () => {
  const patron_id = await waiting({
    birth_on: '2016-02-03',
    guardian: { given_by: 'Els Testouder', relation: 'parent' },
  })
  assert.deepEqual((await read(patron_id)).body.online?.guardian, {
    given_by: 'Els Testouder',
    relation: 'parent',
  })
  const family = () => world.call(op.readFamily, { params: { patron_id } }, desk)
  assert.deepEqual(
    [(await family()).body.guardian_consent?.consent, (await family()).body.consent_missing],
    ['online', true],
  )
  const said = await identify(patron_id, { membership_type: 'jeugd', consent: 'desk' })
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(
    [(await family()).body.guardian_consent?.consent, (await family()).body.consent_missing],
    ['desk', false],
  )
})

test('one reminder, and none for who came; then the whole record goes, with messages, reservations and names', async () => {
  const before = world.now
  const [late, came] = [await waiting({ family_name: 'Laatgem' }), await waiting({ family_name: 'Kwamgem' })]
  assert.equal((await identify(came)).status, 201)
  const { title_id } = await anItem(world, here)
  const held = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: late,
        title_id,
        pickup_branch_id: here.branches[0]!,
        accept: ['item_available_here'],
      },
    },
    desk,
  )
  assert.equal(held.status, 201, held.text)
  const told = async (who: string) =>
    Number(
      (
        await world.rows(
          `select count(*) as n from messaging.message where patron_id = $1 and kind = 'online_reminder'`,
          [who],
        )
      )[0]!.n,
    )
  world.now = world.now.add({ hours: 24 * 29 })
  await run('online_reminders')
  assert.equal(await told(late), 0)
  world.now = world.now.add({ hours: 24 })
  await run('online_reminders')
  await run('online_reminders')
  assert.deepEqual([await told(late), await told(came)], [1, 0])
  await run('messages')
  assert.ok(
    mails.some(m => m.subject.includes('Kom langs bij Testgem') && m.text.includes('23 februari 2027')),
  )
  world.now = before.add({ hours: 24 * 90 })
  await run('expire_holds')
  await run('forget_online')
  assert.equal(await count_('patrons.patron', late), 1, 'the last day is still a day')
  world.now = before.add({ hours: 24 * 91 })
  await run('forget_online')
  assert.equal(await count_('patrons.patron', late), 1, 'a reservation is ended first')
  await run('expire_holds')
  await run('forget_online')
  for (const table of [
    'patrons.patron',
    'patrons.name_token',
    'patrons.block',
    'patrons.membership',
    'patrons.online_registration',
    'messaging.message',
    'circulation.hold',
    'circulation.event_patron',
  ])
    assert.equal(await count_(table, late), 0, table)
  assert.equal(await count_('privacy.access_log', late), 0, 'the looks stay, of nobody')
  const certificates = await world.rows(
    'select because, people from privacy.certificate where library_id = $1',
    [here.library_id],
  )
  assert.ok(certificates.some(row => row.because === 'term' && Number(row.people) >= 1))
  assert.equal(await count_('patrons.patron', came), 1)
  world.now = before
})

test('the desk gives more time, or lets a registration go tonight, and takes that back', async () => {
  const patron_id = await waiting()
  const until = (visit_until: string) =>
    world.call(op.changeOnline, { params: { patron_id }, body: { command_id: id(), visit_until } }, desk)
  assert.deepEqual((await until('2027-06-01')).body.online?.visit_until, '2027-06-01')
  assert.equal((await until('2026-11-23')).problem.code, 'online_day')
  assert.equal((await until('2029-01-01')).problem.code, 'online_day')
  const going = await until('2026-11-24')
  assert.deepEqual([going.status, going.body.online?.visit_until], [200, '2026-11-24'])
  assert.equal((await until('2027-02-23')).body.member_until, '2027-02-23')
  await until('2026-11-24')
  await run('forget_online')
  assert.equal((await read(patron_id)).status, 404)
})

test('a website that sends too much is asked to wait', async () => {
  const many = await Promise.all(Array.from({ length: 70 }, () => send({ email: 'veel@example.invalid' })))
  assert.ok(many.some(said => said.problem?.code === 'too_many' && said.status === 429))
})

/** An eID number with its check. */
function cardNumber(n: number): string {
  const ten = `592${String(n).padStart(7, '0')}`
  return `${ten}${String(Number(ten) % 97 || 97).padStart(2, '0')}`
}
