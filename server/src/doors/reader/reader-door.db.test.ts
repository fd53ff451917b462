import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { anItem, aPatron, type TestPatron } from '../../testing/people.ts'
import { aLinkFor, aReader, PASSWORD, withPassword } from '../../testing/readers.ts'
import { aRegulation } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'

let world: World
let here: Library
let amina: Someone
let patron: TestPatron
before(async () => {
  world = await openWorld({ mails: true })
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie', 'hoofd_balie'])
  await aRegulation(world, here)
  patron = await aPatron(world, here)
  const item = await anItem(world, here, { title: 'De zeven fietsen' })
  const lent = await world.call(
    op.checkout,
    { body: { command_id: uuid7(world.now), patron_id: patron.patron_id, item_id: item.item_id } },
    amina,
  )
  assert.equal(lent.status, 201, lent.text)
})
after(() => world.close())

const get = (url: string, reader?: Someone) =>
  world.app.inject({ method: 'GET', url, cookies: { kaft_reader: reader?.reader ?? '' } })
const post = (url: string, form: Record<string, string>, reader?: Someone) =>
  world.app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    cookies: { kaft_reader: reader?.reader ?? '' },
  })

test('P85 by the page: a link, a password, signing in, and what is at home', async () => {
  const key = await aLinkFor(world, patron)
  assert.match((await get(`/mijn/wachtwoord/${key}`)).body, /Kies een wachtwoord/)
  assert.match(
    (await post(`/mijn/wachtwoord/${key}`, { password: 'kort' })).body,
    /role="alert">Dit wachtwoord is te kort/,
  )
  assert.match(
    (await post(`/mijn/wachtwoord/${key}`, { password: PASSWORD })).body,
    /Je wachtwoord is bewaard/,
  )
  const wrong = await post('/mijn/aanmelden', { card: patron.card, password: 'fout' })
  assert.match(wrong.body, /horen niet bij elkaar/)
  const entered = await post('/mijn/aanmelden', {
    card: patron.card,
    password: PASSWORD,
    naar: '//boos.example',
  })
  assert.deepEqual(
    [entered.statusCode, entered.headers.location],
    [303, '/mijn'],
    'and never to another host',
  )
  const cookie = entered.cookies.find(c => c.name === 'kaft_reader')
  const home = await get('/mijn', { ...amina, reader: cookie?.value ?? '' })
  assert.match(home.body, /Dag Testpersoon/)
  assert.match(home.body, /De zeven fietsen/)
  assert.equal(home.headers['cache-control'], 'no-store')
  assert.match(
    (await get('/mijn?taal=en', { ...amina, reader: cookie?.value ?? '' })).body,
    /Hello Testpersoon/,
  )
})

test('who is not signed in sees the way in and nobody’s data, and comes back to where they were', async () => {
  for (const url of ['/mijn', '/mijn/gegevens', '/mijn/privacy', '/mijn/reserveer/1']) {
    const page = await get(url)
    assert.match(page.body, /Kaartnummer/, url)
    assert.ok(!page.body.includes('Testpersoon'))
  }
  assert.match((await get('/mijn/reserveer/1')).body, /name="naar" value="\/mijn\/reserveer\/1"/)
  const foreign = await world.app.inject({
    method: 'POST',
    url: '/mijn/verleng',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
  })
  assert.equal(foreign.statusCode, 403, 'a form of another site')
})

test('P71 P76 renewing, choices and history by the page, with what happens said before', async () => {
  const reader = await aReader(world, patron)
  const renewed = await post('/mijn/verleng', { command_id: uuid7(world.now) }, reader)
  assert.equal(renewed.statusCode, 200, renewed.body)
  assert.match(renewed.body, /class="say/)
  const saved = await post(
    '/mijn/gegevens',
    {
      command_id: uuid7(world.now),
      email: 'ik@example.invalid',
      phone: '',
      message_channel: 'letter',
      language: 'nl',
    },
    reader,
  )
  assert.match(saved.body, /role="status">Het is bewaard/)
  assert.match(saved.body, /value="letter" checked/)
  await post('/mijn/privacy/historiek', { command_id: uuid7(world.now), keep: 'yes' }, reader)
  const privacy = await get('/mijn/privacy', reader)
  assert.match(privacy.body, /Je bewaart wat je leende/)
  assert.match(privacy.body, /Wie bekeek mijn gegevens/)
  assert.match(privacy.body, /jijzelf/)
  assert.match((await get('/mijn/privacy/historiek', reader)).body, /Dat kan niemand terughalen/)
  const stopped = await post('/mijn/privacy/historiek', { command_id: uuid7(world.now), keep: 'no' }, reader)
  assert.match(stopped.body, /We bewaren niet wat je leende/)
})

test('a reader reserves by the page, and cancels after being told what is lost', async () => {
  const other = await aPatron(world, here)
  await withPassword(world, other)
  const reader = await aReader(world, other)
  const item = await anItem(world, here, { title: 'Nog een fiets', branch: 1 })
  const url = `/mijn/reserveer/${item.title_id}`
  assert.match((await get(url, reader)).body, /Testgem Noord/)
  const placed = await post(
    url,
    { command_id: uuid7(world.now), pickup_branch_id: here.branches[0]! },
    reader,
  )
  assert.match(placed.body, /Je reservering is geplaatst/)
  const holds = await world.call(op.myHolds, {}, reader)
  const cancel = `/mijn/reservering/${holds.body.rows[0]!.hold_id}/annuleer`
  assert.match((await get(cancel, reader)).body, /Je verliest je plaats/)
  assert.match((await post(cancel, { command_id: uuid7(world.now) }, reader)).body, /is geannuleerd/)
  assert.match((await post('/mijn/afmelden', {}, reader)).body, /Je bent afgemeld/)
  assert.match((await get('/mijn', reader)).body, /Kaartnummer/)
})
