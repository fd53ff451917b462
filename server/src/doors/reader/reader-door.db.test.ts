import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { anItem, aPatron, type TestPatron } from '../../testing/people.ts'
import { readerPages } from '../../testing/reader-pages.ts'
import { aLinkFor, aReader, PASSWORD, withPassword } from '../../testing/readers.ts'
import { aRegulation, plainRows } from '../../testing/regulation.ts'
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

const { get, post } = readerPages(() => world)

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

test('a title is read aloud in its own language, unless the page speaks that', async () => {
  const of = await aReader(world, patron)
  const named = "update cataloguing.title set language = $1 where title = 'De zeven fietsen'"
  await world.rows(named, ['dut'])
  assert.match((await get('/mijn', of)).body, /<b>De zeven fietsen<\/b>/)
  assert.match((await get('/mijn?taal=en', of)).body, /<b lang="nl">De zeven fietsen<\/b>/)
  await world.rows(named, ['fre'])
  assert.match((await get('/mijn?taal=nl', of)).body, /<b lang="fr">De zeven fietsen<\/b>/)
  await world.rows(named, [null])
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
  const way =
    /<form method="post" action="\/mijn\/gegevens">((?:<input type="hidden"[^>]*>)+)<button class="plain">Zet terug/.exec(
      saved.body,
    )
  const former = Object.fromEntries(
    [...(way?.[1] ?? '').matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  assert.notEqual(former['email'], 'ik@example.invalid')
  const back = await post('/mijn/gegevens', former, reader)
  assert.match(back.body, new RegExp(`value="${former['email'] ?? ''}"`))
  assert.match(back.body, new RegExp(`value="${former['message_channel'] ?? ''}" checked`))
  const same = await post('/mijn/gegevens', { ...former, command_id: uuid7(world.now) }, reader)
  assert.doesNotMatch(same.body, /Zet terug/, 'nothing changed, so there is nothing to go back to')
  await post('/mijn/privacy/historiek', { command_id: uuid7(world.now), keep: 'yes' }, reader)
  const privacy = await get('/mijn/privacy', reader)
  assert.match(privacy.body, /Je bewaart wat je leende/)
  assert.match(privacy.body, /Wie bekeek mijn gegevens/)
  const looks = [...privacy.body.matchAll(/<span class="q">([^<]* · jijzelf · [^<]*) · \d+ keer/g)].map(
    m => m[1],
  )
  assert.ok(looks.length > 0)
  assert.equal(new Set(looks).size, looks.length, 'one line for what reads the same on a day')
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
  const asks = (await get(url, reader)).body
  assert.match(asks, /Testgem Noord/)
  assert.match(asks, /<b>Nog een fiets<\/b>/, 'what it is that one reserves')
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

test('renewing what is late says the fine first, and asks', async () => {
  const late = await aPatron(world, here)
  const reader = await aReader(world, late)
  const item = await anItem(world, here, { title: 'De trage fiets' })
  const lent = await world.call(
    op.checkout,
    { body: { command_id: uuid7(world.now), patron_id: late.patron_id, item_id: item.item_id } },
    amina,
  )
  const { loan_id } = lent.body.loan!
  const was = world.now
  world.now = world.now.add({ hours: 24 * 32 })
  const [row] = (await world.call(op.myLoans, {}, reader)).body.rows
  assert.ok(row!.overdue_days > 0 && row!.fine_cents > 0 && row!.may_renew, JSON.stringify(row))
  const home = (await get('/mijn', reader)).body
  assert.match(home, new RegExp(`<a class="go plain" href="/mijn/verleng/${loan_id}"`))
  assert.match(home, /<a class="go wide" href="\/mijn\/verleng"/)
  const asks = (await get(`/mijn/verleng/${loan_id}`, reader)).body
  assert.match(asks, /De trage fiets/)
  assert.match(asks, /Als je verlengt, moet je €\s[0-9,]+ telaatgeld betalen/)
  const done = await post(`/mijn/verleng/${loan_id}`, { command_id: uuid7(world.now) }, reader)
  assert.match(done.body, /1 stuk verlengd/)
  const { balance_cents } = (await world.call(op.myAccount, {}, reader)).body
  assert.equal(balance_cents, row!.fine_cents, 'what was said is what is booked')
  world.now = was
})

test('what the regulation asks for renewing is said before, alone and beside a fine', async () => {
  const dear = await world.library('Duurgem')
  await aRegulation(world, dear, [
    ...plainRows({ fine: { kind: 'per_day', amount_cents: 10 } }),
    { row_no: 3, selectors: { action: 'renewal' }, values: { lending_fee: { cents: 25 } } },
  ])
  const desk = await world.staff(dear, ['balie'])
  const who = await aPatron(world, dear)
  const reader = await aReader(world, who)
  const item = await anItem(world, dear, { title: 'De dure fiets' })
  const lent = await world.call(
    op.checkout,
    { body: { command_id: uuid7(world.now), patron_id: who.patron_id, item_id: item.item_id } },
    desk,
  )
  const { loan_id } = lent.body.loan!
  const was = world.now
  world.now = world.now.add({ hours: 24 * 10 })
  const home = (await get('/mijn', reader)).body
  assert.match(home, /Verlengen kost €\s0,25\./)
  assert.match(home, new RegExp(`<a class="go plain" href="/mijn/verleng/${loan_id}"`))
  const asks = (await get(`/mijn/verleng/${loan_id}`, reader)).body
  assert.match(asks, /<h1>Verlengen kost iets\. Toch doen\?<\/h1>/)
  assert.match(asks, /Als je verlengt, moet je €\s0,25 betalen/)
  assert.doesNotMatch(asks, /telaatgeld|te laat/)
  world.now = was.add({ hours: 24 * 32 })
  const [row] = (await world.call(op.myLoans, {}, reader)).body.rows
  assert.ok(row!.may_renew && row!.fine_cents > 0)
  const both = (await get('/mijn/verleng', reader)).body
  const sum = (row!.fine_cents + 25) / 100
  assert.match(both, new RegExp(`moet je €\\s${sum.toFixed(2).replace('.', ',')} betalen`))
  assert.match(both, /Daarvan is €\s[0-9,]+ telaatgeld/)
  await post('/mijn/verleng', { command_id: uuid7(world.now) }, reader)
  const { balance_cents } = (await world.call(op.myAccount, {}, reader)).body
  assert.equal(balance_cents, row!.fine_cents + 25, 'what was said is what is booked')
  world.now = was
})

test('a reader is told at home, in their own person, what keeps them from borrowing', async () => {
  const who = await aPatron(world, here)
  const reader = await aReader(world, who)
  const lent = await world.call(
    op.checkout,
    {
      body: {
        command_id: uuid7(world.now),
        patron_id: who.patron_id,
        item_id: (await anItem(world, here)).item_id,
      },
    },
    amina,
  )
  assert.equal(lent.status, 201, lent.text)
  const was = world.now
  world.now = was.add({ hours: 24 * 10 })
  assert.match((await get('/mijn', reader)).body, /Verleng alles/)
  const ends = (day: string) =>
    world.rows('update patrons.patron set member_until = $2 where patron_id = $1', [who.patron_id, day])
  await ends('2026-12-20')
  assert.match((await get('/mijn', reader)).body, /role="status">Je lidmaatschap loopt tot 20 december 2026/)
  await ends('2026-11-01')
  const over = (await get('/mijn', reader)).body
  assert.match(over, /role="alert">Je lidmaatschap liep tot 1 november 2026\. Vernieuw het aan de balie/)
  assert.match(over, /<span class="q">Je lidmaatschap liep tot 1 november/, 'at the loan too')
  assert.doesNotMatch(over, /deze lener|Verleng alles/)
  assert.match((await get('/mijn?taal=en', reader)).body, /Your membership ran until 1 November 2026/)
  world.now = was
})
