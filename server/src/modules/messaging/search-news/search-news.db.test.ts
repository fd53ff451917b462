import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import * as op from '@kaft/contract'
import { type Mailer, openMailer } from '../../../base/mail.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { openPost, type Post, wordsOfMail } from '../../../testing/post.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { importMarc } from '../../cataloguing/index.ts'
import { messagingJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let post: Post
let mailer: Mailer
let here: Library
let amina: Someone
let search_id: string
const TO = 'catalogus@testgem.invalid'
const id = () => uuid7(world.now)
const evening = () => runJobs(clock, messagingJobs(mailer, 'https://kaft.invalid'), 'mail_search_news')

async function* marc(number: string, title: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(
    `<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000nam a2200000 i 4500</leader><controlfield tag="001">${number}</controlfield><datafield tag="100" ind1="1" ind2=" "><subfield code="a">Peeters, Nele</subfield></datafield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">${title}</subfield></datafield></record></collection>`,
  )
}
async function comes(number: string, title: string): Promise<void> {
  world.now = world.now.add({ hours: 1 })
  const stream = marc(number, title)
  await importMarc(
    { db: world.db, now: () => world.now },
    { stream, source: 'test', library: null, holdings: null, report: () => undefined },
  )
}
const follow = (as: Someone, mail_to: string | null, on = true) =>
  world.call(op.followSearch, { params: { search_id }, body: { command_id: id(), on, mail_to } }, as)

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  post = await openPost()
  mailer = openMailer(`smtp://127.0.0.1:${post.port}`, 'bib@example.invalid')
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie'])
  await comes('p0', 'De eerste molen')
  const said = await world.call(
    op.saveSearch,
    {
      body: {
        command_id: id(),
        search_id: null,
        version: 0,
        name: 'Molens',
        asks: { q: 'titel:molen', where: 'all' },
        shared: true,
        follow: true,
        ended: false,
      },
    },
    amina,
  )
  search_id = said.body.search_id
  await follow(amina, TO)
})
after(async () => {
  mailer.close()
  post.close()
  await clock.close()
  await world.close()
})
beforeEach(() => {
  post.mails.length = 0
  post.calls = 0
  post.answer = 250
})

test('no mail where nothing is new; where something is, one mail with the titles and the way to all of them', async () => {
  await evening()
  assert.equal(post.calls, 0)
  await comes('p1', 'De tweede molen')
  await comes('p2', 'Een kanaal')
  await evening()
  assert.deepEqual(
    post.mails.map(m => m.to),
    [TO],
  )
  const words = wordsOfMail(post.mails[0]!.text)
  assert.match(words, /Bij je zoekopdracht “Molens”: 1 nieuwe titel\./)
  assert.match(words, /- De tweede molen · Nele Peeters/)
  assert.ok(words.includes(`https://kaft.invalid/catalogus/zoekopdrachten/${search_id}`))
  assert.doesNotMatch(words, /kanaal/)
  // The same evening once more, as after a run that was cut off, tells it to nobody twice; and the screen still has it.
  await evening()
  assert.equal(post.mails.length, 1)
  const seen = await world.call(op.searchNews, { params: { search_id }, query: {} }, amina)
  assert.equal(seen.body.came, 1)
})

test('what somebody saw on the screen before the evening is not mailed any more', async () => {
  await comes('p3', 'De derde molen')
  const { up_to } = (await world.call(op.searchNews, { params: { search_id }, query: {} }, amina)).body
  await world.call(op.seeSearchNews, { params: { search_id }, body: { command_id: id(), up_to } }, amina)
  await evening()
  assert.equal(post.mails.length, 0)
})

test('a server that takes nothing now is asked again the next evening; an address that refuses is not, until another is given', async () => {
  await comes('p4', 'De vierde molen')
  post.answer = 450
  await evening()
  assert.equal(post.mails.length, 0)
  post.answer = 550
  await evening()
  const list = (await world.call(op.listSavedSearches, { query: {} }, amina)).body
  assert.deepEqual(list.rows[0]?.follow?.mail_refused, true)
  post.answer = 250
  await evening()
  assert.equal(post.mails.length, 0, 'refused for good')
  await follow(amina, TO)
  await comes('p5', 'De vijfde molen')
  await evening()
  assert.equal(post.mails.length, 1)
})

test('nothing is mailed while the coupling is off, nor by a Kaft without mail, nor to an account that is closed or no longer follows', async () => {
  await comes('p6', 'De zesde molen')
  await world.rows("update privacy.coupling set active = false where coupling = 'mail'")
  await evening()
  await world.rows("update privacy.coupling set active = true where coupling = 'mail'")
  await runJobs(clock, messagingJobs(null), 'mail_search_news')
  await world.rows('update organisation.staff set active = false where staff_id = $1', [amina.staff_id])
  await evening()
  assert.equal(post.calls, 0)
  await world.rows('update organisation.staff set active = true where staff_id = $1', [amina.staff_id])
  // Given again, what came meanwhile is told.
  await evening()
  assert.equal(post.mails.length, 1)
})
