import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { privacyJobs } from '../../modules/privacy/jobs.ts'
import { openClock, type TestClock } from '../../testing/jobs.ts'
import { aPatron } from '../../testing/people.ts'
import { readerPages } from '../../testing/reader-pages.ts'
import { aReader, PASSWORD } from '../../testing/readers.ts'
import { aRegulation } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'

let world: World
let clock: TestClock
let here: Library
let reader: Someone
before(async () => {
  world = await openWorld({ mails: true })
  clock = openClock(world)
  here = await world.library('Testgem')
  await aRegulation(world, here)
  reader = await aReader(world, await aPatron(world, here, { family_name: 'Vanrecht' }))
})
after(async () => {
  await clock.close()
  await world.close()
})
const { get, post } = readerPages(() => world)
const command = () => ({ command_id: uuid7(world.now) })
const tasks = () =>
  privacyJobs('/dev/null', [])
    .find(job => job.name === 'privacy_tasks')!
    .handler(clock.ctx('privacy_tasks'))

test('P85 by the page: a download that is made, fetched as a file, and stands among the requests', async () => {
  assert.match((await get('/mijn/privacy', reader)).body, /Maak mijn download/)
  const made = await post('/mijn/download', command(), reader)
  assert.equal(made.statusCode, 303, made.body)
  const at = made.headers.location!
  assert.match((await get(at, reader)).body, /We maken je bestanden/)
  const twice = await post('/mijn/download', command(), reader)
  assert.match(twice.body, /Er wordt nog aan gewerkt/)
  await tasks()
  const page = (await get(at, reader)).body
  assert.match(page, /We antwoordden/)
  assert.match(page, /Leesbaar document \(pdf\)/)
  assert.match(page, /<label for="password">Je wachtwoord<\/label>/)
  const [, bestand = ''] = /formaction="(\/mijn\/verzoek\/\d+\/bestand\/\d+)"/.exec(page) ?? []
  const refused = await post(bestand, { ...command(), password: 'geraden woord' }, reader)
  assert.match(refused.body, /role="alert">Dit wachtwoord klopt niet/)
  assert.match((await post(bestand, command(), reader)).body, /role="alert"/, 'nor without one')
  const file = await post(bestand, { ...command(), password: PASSWORD }, reader)
  assert.equal(file.headers['content-type'], 'application/pdf')
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="gegevens-2026-\d+\.pdf"$/)
  assert.equal(file.rawPayload.toString('latin1', 0, 5), '%PDF-')
  const [, brief = ''] = /href="(\/mijn\/verzoek\/\d+\/brief\/\d+)"/.exec(page) ?? []
  assert.equal((await get(brief, reader)).headers['content-type'], 'application/pdf')
  assert.match((await get('/mijn/privacy', reader)).body, /<b>Inzage<\/b> · 2026-/)
  assert.match((await get(`${at}?taal=en`, reader)).body, /Document to read/)
})

test('P81 P85 by the page: erasing says what keeps it, what goes and what stays, and can be taken back', async () => {
  const page = (await get('/mijn/verzoek/nieuw/wissen', reader)).body
  assert.match(page, /1\. Wat houdt het tegen\?<\/h2><p>Niets/)
  assert.match(page, /De boekhouding blijft tien jaar/)
  const asked = await post(
    '/mijn/verzoek/nieuw/wissen',
    { ...command(), doel_statistics: 'ja', tekst: 'Enkel mijn <historiek>' },
    reader,
  )
  assert.equal(asked.statusCode, 303, asked.body)
  const at = asked.headers.location!
  const shown = (await get(at, reader)).body
  assert.match(shown, /ten laatste op maandag 28 december antwoord\. Dat is nog 33 dagen/)
  assert.match(shown, /Enkel mijn &lt;historiek&gt;/)
  assert.match((await get(`${at}/intrekken`, reader)).body, /Verzoek intrekken\?/)
  const back = await post(`${at}/intrekken`, command(), reader)
  assert.equal(back.headers.location, at)
  assert.match((await get(at, reader)).body, /Je trok dit verzoek in/)
})

test('P88 by the page: an objection needs a purpose, says what it suspends, and what is typed stays', async () => {
  const none = await post('/mijn/verzoek/nieuw/bezwaar', { ...command(), tekst: 'Liever niet' }, reader)
  assert.match(none.body, /role="alert"/)
  assert.match(none.body, />Liever niet<\/textarea>/)
  const said = await post('/mijn/verzoek/nieuw/bezwaar', { ...command(), doel_functional: 'ja' }, reader)
  assert.match((await get(said.headers.location!, reader)).body, /gebruiken we je gegevens nu niet: lenen/)
  assert.equal((await get('/mijn/verzoek/999999', reader)).headers.location, '/mijn/privacy')
  assert.equal((await get('/mijn/verzoek/nieuw/iets', reader)).headers.location, '/mijn/privacy')
})

test('P5 P7 P110 P111 P112 by the page: the statement, what a new version changes, and that it was taken note of', async () => {
  const first = await get('/mijn/verklaring/current')
  assert.match(first.body, /Laatst gewijzigd op 20 maart 2020/)
  assert.ok(!first.body.includes('Ik heb dit gelezen'), 'nobody is signed in')
  await world.rows(
    `insert into privacy.statement (version, from_on, title, changes, body, made_at)
     select '2026-12-01', '2026-12-01', title, 'Er komt een app bij.', replace(body, '## Wie is', '## Wie is nu'), now() from privacy.statement`,
  )
  world.now = Temporal.Instant.from('2026-12-02T09:00:00Z')
  const later = await aReader(world, await aPatron(world, here))
  assert.match((await get('/mijn', later)).body, /De privacyverklaring is gewijzigd/)
  const page = (await get('/mijn/verklaring/2026-12-01', later)).body
  assert.match(page, /Geldt nu · Laatst gewijzigd op 1 december 2026/)
  assert.match(page, /Je hoeft met niets akkoord te gaan/)
  const changes = (await get('/mijn/verklaring/2026-12-01/wijzigingen', later)).body
  assert.match(changes, /<del lang="nl">Wie is verantwoordelijk\?<\/del>/)
  assert.match(changes, /<ins lang="nl">Wie is nu verantwoordelijk\?<\/ins>/)
  const noted = await post('/mijn/verklaring', command(), later)
  assert.match(noted.body, /de verklaring van 1 december 2026 · online gelezen/)
  assert.match((await get('/mijn/verklaring/current', later)).body, /Je nam er kennis van op 2 december 2026/)
  assert.ok(!(await get('/mijn', later)).body.includes('De privacyverklaring is gewijzigd'))
  await post('/mijn/verklaring', command(), later)
  const kept = await world.call(op.myStatement, {}, later)
  assert.deepEqual(
    kept.body.shown.map(s => [s.version, s.how]),
    [['2026-12-01', 'online']],
    'once',
  )
  assert.match((await get('/mijn/verklaring/2020-03-20', later)).body, /Vroegere versie/)
  assert.equal(
    (await get('/mijn/verklaring/2020-03-20/wijzigingen')).headers.location,
    '/mijn/verklaring/2020-03-20',
  )
})
