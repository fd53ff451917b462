import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import * as op from '@kaft/contract'
import type { Mail, Mailer } from '../../../base/mail.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, type TestPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { newsToken, patronOfToken, stopNewsBy } from '../../patrons/news/stop-news.ts'
import { messagingJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let there: Library
let writer: Someone
let handler: Someone
let desk: Someone
let dpo: Someone
const sent: Mail[] = []
let answer: 'sent' | 'refused' | 'later' = 'sent'
const mailer: Mailer = {
  send: async mail => {
    if (answer === 'sent') sent.push(mail)
    return answer
  },
  close: () => undefined,
}
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  there = await world.library('Anderdam')
  writer = await world.staff(here, ['nieuws'])
  handler = await world.staff(here, ['adreslijsten'])
  desk = await world.staff(here, ['hoofd_balie'])
  dpo = await world.staff(here, ['dpo'])
})
after(async () => {
  await clock.close()
  await world.close()
})
beforeEach(async () => {
  sent.length = 0
  answer = 'sent'
  await world.rows('update patrons.patron set news = false where library_id = $1', [here.library_id])
})

const command = () => ({ command_id: uuid7(world.now) })
const everybody = { membership_types: [], postcodes: [], age_from: null, age_to: null }
const jobs = messagingJobs(mailer, 'https://kaft.example.invalid')
const run = async (): Promise<void> => {
  await runJobs(clock, jobs, 'campaigns')
  await runJobs(clock, jobs, 'messages')
}

interface Wish {
  readonly news?: boolean
  readonly email?: string | null
  readonly birth_on?: string
  readonly at?: Library
}
async function reader(wish: Wish = {}): Promise<TestPatron> {
  const born = wish.birth_on === undefined ? {} : { birth_on: wish.birth_on }
  const patron = await aPatron(world, wish.at ?? here, { ...born, member_until: '2199-01-01' })
  const email = wish.email === undefined ? `nieuws${patron.patron_id}@example.invalid` : wish.email
  await world.rows(
    `update patrons.patron set news = $2, email = $3, street = 'Markt 1', postcode = '9000', municipality = 'Gent' where patron_id = $1`,
    [patron.patron_id, wish.news ?? true, email],
  )
  return patron
}
const text = {
  name: 'Jeugdboekenmaand',
  purpose: 'vertellen over de Jeugdboekenmaand',
  subject: 'Kom naar de Jeugdboekenmaand',
  body: 'Op zaterdag leest een schrijver voor.',
  audience: everybody,
}
const write = async (wish: object = {}) => {
  const made = await world.call(op.makeCampaign, { body: { ...command(), ...text, ...wish } }, writer)
  assert.equal(made.status, 201, made.text)
  return made.body
}
const preview = async (campaign_id: string) =>
  (await world.call(op.previewCampaign, { params: { campaign_id } }, writer)).body
const send = (c: { campaign_id: string; version: number }, people: number) =>
  world.call(
    op.sendCampaign,
    { params: { campaign_id: c.campaign_id }, body: { ...command(), version: c.version, people } },
    writer,
  )
const shown = async (campaign_id: string) =>
  (await world.call(op.campaigns, { query: {} }, writer)).body.rows.find(c => c.campaign_id === campaign_id)!
const objects = (patron: TestPatron) =>
  world.call(
    op.startCase,
    {
      params: { patron_id: patron.patron_id },
      body: {
        ...command(),
        kind: 'objection',
        purposes: ['communication'],
        objection: 'Ik wil geen nieuws meer.',
        proof: 'eid',
      },
    },
    desk,
  )
const linkOf = (mail: Mail): string => mail.unsubscribe!.split('/').at(-1)!

test('P18 P75 news has rights of its own, which nobody has who was not given them', async () => {
  const ask = { body: { ...command(), ...text } }
  for (const who of [desk, handler, dpo])
    assert.equal((await world.call(op.makeCampaign, ask, who)).status, 403)
  const list = { body: { fields: 'email' as const, audience: everybody } }
  for (const who of [desk, writer, dpo])
    assert.equal((await world.call(op.previewAddressList, list, who)).status, 403)
  assert.equal((await world.call(op.previewAddressList, list, handler)).status, 200)
})

test('P18 P49 P149 a campaign reaches own members who want news, and says who is left out and why', async () => {
  const wants = await reader()
  const objector = await reader()
  await reader({ news: false })
  await reader({ email: null })
  await reader({ birth_on: '2012-06-01' })
  await reader({ birth_on: '2010' })
  await reader({ at: there })
  assert.equal((await objects(objector)).status, 201)
  // Ticked again by hand, the objection still stands above it.
  await world.rows('update patrons.patron set news = true where patron_id = $1', [objector.patron_id])
  const campaign = await write()
  const { reach, text: mail } = await preview(campaign.campaign_id)
  const why = Object.fromEntries(reach.left_out.map(row => [row.why, row.people]))
  assert.deepEqual([reach.people, reach.least_age], [1, 16])
  assert.deepEqual([why['objected'], why['minor'], why['no_address']], [1, 2, 1])
  assert.ok(why['no_consent']! >= 1)
  assert.ok(mail.includes(text.body) && mail.includes('bezwaar maken') && mail.includes('/afmelden/'))
  assert.equal((await send(campaign, 2)).problem.code, 'campaign_people_changed')
  assert.equal((await send(campaign, 1)).status, 200)
  await run()
  assert.deepEqual(
    sent.map(one => [one.to, one.subject, one.from_name]),
    [[`nieuws${wants.patron_id}@example.invalid`, text.subject, 'Testgem, nieuws']],
  )
  const after = await shown(campaign.campaign_id)
  assert.deepEqual([after.state, after.people, after.went, after.waiting], ['sent', 1, 1, 0])
  const record = await world.call(op.patronMessages, { params: { patron_id: wants.patron_id } }, desk)
  assert.deepEqual(
    record.body.rows.map(row => [row.kind, row.state]),
    [['campaign', 'sent']],
  )
  assert.equal((await send(after, 1)).problem.code, 'campaign_sent')
})

test('P49 P126 P149 each mail carries a link of its own that ends news with one click, and only news', async () => {
  const wants = await reader()
  const campaign = await write()
  await send(campaign, 1)
  await run()
  const [mail] = sent
  assert.ok(mail!.text.includes(mail!.unsubscribe!) && mail!.text.includes('zonder reden'))
  assert.notEqual(newsToken(world.keys, wants.patron_id), newsToken(world.keys, wants.patron_id))
  assert.equal(patronOfToken(world.keys, linkOf(mail!)), wants.patron_id)
  assert.equal(patronOfToken(world.keys, `${linkOf(mail!).slice(0, -2)}AA`), null)
  assert.equal(patronOfToken(world.keys, 'geen'), null)
  const ctx = {
    ...clock.ctx('stopNews'),
    db: world.db,
    secret: null,
    actor: null,
    source: 'internet' as const,
  }
  assert.equal(await stopNewsBy(ctx, 'geen'), false)
  assert.equal(await stopNewsBy(ctx, linkOf(mail!)), true)
  const [row] = await world.rows(
    "select news, message_channel, provenance -> 'news' ->> 'from' as source from patrons.patron where patron_id = $1",
    [wants.patron_id],
  )
  assert.deepEqual([row!['news'], row!['message_channel'], row!['source']], [false, 'email', 'self'])
})

test('P50 P97 an objection works at once, also on what is queued, and a campaign that is stopped goes no further', async () => {
  const stays = await reader()
  const leaves = await reader()
  const campaign = await write()
  await send(campaign, 2)
  await runJobs(clock, jobs, 'campaigns')
  assert.equal((await objects(leaves)).status, 201)
  await runJobs(clock, jobs, 'messages')
  assert.deepEqual(
    sent.map(one => one.to),
    [`nieuws${stays.patron_id}@example.invalid`],
  )
  const after = await shown(campaign.campaign_id)
  assert.deepEqual([after.went, after.dropped], [1, 1])
  const second = await write()
  await send(second, 1)
  await runJobs(clock, jobs, 'campaigns')
  const stop = () =>
    world.call(op.stopCampaign, { params: { campaign_id: second.campaign_id }, body: command() }, writer)
  assert.deepEqual([(await stop()).body.state, (await stop()).problem.code], ['stopped', 'campaign_not_sent'])
  sent.length = 0
  await runJobs(clock, jobs, 'messages')
  assert.deepEqual(sent, [])
})

test('P75 news never becomes a letter, and an address that refuses it keeps no other message back', async () => {
  const wants = await reader()
  const campaign = await write()
  await send(campaign, 1)
  await runJobs(clock, jobs, 'campaigns')
  await runJobs(clock, messagingJobs(null), 'messages')
  assert.equal((await shown(campaign.campaign_id)).waiting, 1)
  answer = 'refused'
  await runJobs(clock, jobs, 'messages')
  const rows = await world.rows(
    "select kind, channel, state from messaging.message where patron_id = $1 and kind = 'campaign'",
    [wants.patron_id],
  )
  assert.deepEqual(rows, [{ kind: 'campaign', channel: 'email', state: 'failed' }])
  await assert.rejects(
    world.rows("update messaging.message set channel = 'letter' where patron_id = $1 and kind = 'campaign'", [
      wants.patron_id,
    ]),
    /message_campaign_check/,
  )
})

test('P75 who is chosen has nothing to do with what they borrowed', () => {
  assert.deepEqual(Object.keys(op.Audience.properties).toSorted(), [
    'age_from',
    'age_to',
    'membership_types',
    'postcodes',
  ])
})

test('P19 P77 P97 a list says what for, is fetched by name, ends, and shows in the record who stood on it', async () => {
  const one = await reader()
  const two = await reader()
  const wish = {
    purpose: 'Uitnodiging voor de opening',
    fields: 'email' as const,
    audience: everybody,
    days: 7,
  }
  const ask = (body: object) =>
    world.call(op.makeAddressList, { body: { ...command(), ...wish, ...body } as never }, handler)
  assert.equal((await ask({ controller: true, purpose: 'lijst' })).problem.code, 'list_purpose_needed')
  assert.equal((await ask({})).problem.code, 'invalid')
  const made = await ask({ controller: true })
  assert.equal(made.status, 201, made.text)
  const { list_id } = made.body
  assert.deepEqual([made.body.people, made.body.until, made.body.objected], [2, '2026-12-02', 0])
  const fetch = () => world.call(op.fetchAddressList, { params: { list_id }, body: command() }, handler)
  const file = Buffer.from((await fetch()).body.base64, 'base64').toString('utf8')
  assert.ok(file.includes('Doel: Uitnodiging voor de opening') && file.includes(`nieuws${two.patron_id}@`))
  const looked = await world.rows(
    "select patron_id from privacy.access_log where operation = 'fetchAddressList' and outcome = 'seen' order by patron_id",
  )
  assert.deepEqual(
    looked.map(row => row['patron_id']),
    [one.patron_id, two.patron_id],
  )
  assert.equal((await objects(two)).status, 201)
  const [listed] = (await world.call(op.addressLists, { query: {} }, handler)).body.rows
  assert.deepEqual([listed!.objected, listed!.fetched], [1, 1])
  const again = Buffer.from((await fetch()).body.base64, 'base64').toString('utf8')
  assert.ok(again.includes(`nieuws${one.patron_id}@`) && !again.includes(`nieuws${two.patron_id}@`))
  const record = await world.call(op.patronAddressLists, { params: { patron_id: two.patron_id } }, desk)
  assert.deepEqual(
    record.body.rows.map(row => [row.purpose, row.until]),
    [['Uitnodiging voor de opening', '2026-12-02']],
  )
  world.now = Temporal.Instant.from('2026-12-03T09:00:00Z')
  assert.equal((await fetch()).problem.code, 'address_list_over')
  world.now = Temporal.Instant.from('2028-12-03T09:00:00Z')
  await runJobs(clock, jobs, 'forget_address_lists')
  assert.deepEqual(await world.rows('select 1 from messaging.address_list_row'), [])
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
})

test('P97 P124 an objection that is granted asks for every list that is still in use', async () => {
  const patron = await reader()
  const made = await world.call(
    op.makeAddressList,
    {
      body: {
        ...command(),
        purpose: 'Brief over de verbouwing',
        fields: 'post',
        audience: everybody,
        days: 30,
        controller: true,
      },
    },
    handler,
  )
  const params = { list_id: made.body.list_id }
  await world.call(op.fetchAddressList, { params, body: command() }, handler)
  const { case_id } = (await objects(patron)).body
  const said = await world.call(
    op.decideCase,
    { params: { case_id }, body: { ...command(), decision: 'granted', reasons: '' } },
    dpo,
  )
  assert.equal(said.status, 200, said.text)
  assert.deepEqual(
    said.body.notices.map(n => n.recipient),
    ['Adreslijst "Brief over de verbouwing" van 25-11-2026'],
  )
  const close = () =>
    world.call(op.closeCase, { params: { case_id }, body: { ...command(), how: 'answered' } }, dpo)
  assert.equal((await close()).problem.code, 'case_not_ready')
})

test('a library writes to nobody of a partner, and sees none of its campaigns', async () => {
  const campaign = await write()
  const other = await world.staff(there, ['nieuws'])
  const got = await world.call(op.previewCampaign, { params: { campaign_id: campaign.campaign_id } }, other)
  assert.equal(got.problem.code, 'not_found')
  assert.deepEqual((await world.call(op.campaigns, { query: {} }, other)).body.rows, [])
})

test('a draft is changed and thrown away; what another changed meanwhile is not overwritten', async () => {
  const campaign = await write()
  const params = { campaign_id: campaign.campaign_id }
  const change = (version: number) =>
    world.call(
      op.changeCampaign,
      { params, body: { ...command(), ...text, subject: 'Nieuw', version } },
      writer,
    )
  assert.deepEqual(
    [(await change(1)).body.subject, (await change(1)).problem.code],
    ['Nieuw', 'changed_meanwhile'],
  )
  assert.equal((await world.call(op.dropCampaign, { params }, writer)).status, 200)
  assert.equal((await world.call(op.dropCampaign, { params }, writer)).problem.code, 'not_found')
})
