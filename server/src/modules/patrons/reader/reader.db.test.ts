import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openDb } from '../../../base/db.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { aPatron, type TestPatron } from '../../../testing/people.ts'
import { aLinkFor, aReader, asReader, PASSWORD, withPassword } from '../../../testing/readers.ts'
import { aWebsite } from '../../../testing/website.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let there: Library
let amina: Someone
before(async () => {
  world = await openWorld({ mails: true })
  here = await world.library('Testgem')
  there = await world.library('Andergem')
  amina = await world.staff(here, ['hoofd_balie'])
})
after(() => world.close())
const id = () => uuid7(world.now)
const later = (minutes: number) => void (world.now = world.now.add({ minutes }))
const signIn = (card: string, password: string) =>
  world.call(op.readerSignIn, { body: { card, password } }, null)
const me = (as: Someone | null) => world.call(op.readMe, {}, as)

test('P85 a reader signs in with card and password, and sees who they are', async () => {
  const patron = await aPatron(world, here)
  const reader = await aReader(world, patron)
  const said = await me(reader)
  assert.equal(said.status, 200, said.text)
  const { card, library_name, session, other_sessions } = said.body
  assert.deepEqual([card, library_name, session.website, other_sessions], [patron.card, 'Testgem', false, 0])
  // Typed in groups, as it is printed.
  const spaced = patron.card.replace(/(...)/g, '$1 ')
  assert.equal((await signIn(spaced, PASSWORD)).status, 200)
  assert.equal((await me(reader)).body.other_sessions, 1)
  assert.equal((await me(null)).status, 401)
  assert.equal((await me(amina)).status, 401, 'a session of staff is none of a reader')
  assert.ok(!world.logged.join().includes(PASSWORD))
})

test('nothing tells a card that exists from one that does not: not the answer, not the rest', async () => {
  const known = await aPatron(world, here)
  await withPassword(world, known)
  const bare = await aPatron(world, here)
  const answers = []
  for (const card of [known.card, bare.card, '7777777777']) {
    const said = []
    for (let n = 0; n < 6; n++) said.push((await signIn(card, 'niet dit woord')).text)
    answers.push(said.join())
  }
  assert.equal(answers[1], answers[0], 'a card without a password')
  assert.equal(answers[2], answers[0], 'no card at all')
  assert.equal((await signIn(known.card, PASSWORD)).problem.code, 'reader_rests', 'also with the right one')
  later(16)
  assert.equal((await signIn(known.card, PASSWORD)).status, 200)
})

test('guesses that run side by side are counted too', async () => {
  const patron = await aPatron(world, here)
  await withPassword(world, patron)
  const said = await Promise.all(Array.from({ length: 12 }, (_, n) => signIn(patron.card, `gok nummer ${n}`)))
  const codes = said.map(s => s.problem.code)
  assert.equal(codes.filter(code => code === 'reader_unknown').length, 5)
  assert.equal(codes.filter(code => code === 'reader_rests').length, 7)
  later(16)
})

test('a lost card opens nothing, nor does that of somebody who died', async () => {
  const patron = await aPatron(world, here)
  const reader = await aReader(world, patron)
  await world.rows("update patrons.card set state = 'lost' where patron_id = $1", [patron.patron_id])
  assert.equal((await signIn(patron.card, PASSWORD)).problem.code, 'reader_unknown')
  assert.equal((await me(reader)).status, 200, 'who is in stays in')
})

test('a link works once, for an hour, and puts out whoever was in', async () => {
  const patron = await aPatron(world, here)
  const first = await aReader(world, patron)
  const key = await aLinkFor(world, patron)
  const choose = (password: string, with_key = key) =>
    world.call(op.setReaderPassword, { body: { key: with_key, password } }, null)
  assert.equal((await choose('kort')).problem.code, 'reader_password_short')
  assert.equal((await choose(patron.card)).problem.code, 'reader_password_weak')
  const forged = `${key.slice(0, -4)}${key.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`
  assert.equal((await choose('een ander woord', forged)).problem.code, 'reader_link_over')
  assert.equal((await choose('een ander woord')).status, 200)
  assert.equal((await me(first)).status, 401, 'the former session')
  assert.equal((await choose('nog een woord')).problem.code, 'reader_link_over', 'a second time')
  assert.equal((await signIn(patron.card, PASSWORD)).problem.code, 'reader_unknown')
  assert.equal((await signIn(patron.card, 'een ander woord')).status, 200)
  const old = await aLinkFor(world, patron)
  later(61)
  assert.equal((await choose('weer een woord', old)).problem.code, 'reader_link_over', 'an hour later')
})

test('P73 a link goes to the known address, by mail only, and the answer is the same for whoever asks', async () => {
  const patron = await aPatron(world, here)
  await world.rows("update patrons.patron set email = 'lezer2@example.invalid' where patron_id = $1", [
    patron.patron_id,
  ])
  const bare = await aPatron(world, here)
  const ask = (card: string) => world.call(op.askReaderLink, { body: { card } }, null)
  const said = [await ask(patron.card), await ask(bare.card), await ask('7777777777')].map(s => s.text)
  assert.deepEqual(
    said,
    Array.from({ length: 3 }, () => '{"minutes":60}'),
  )
  const links = () =>
    world.rows('select made_by, used_at from patrons.reader_link where patron_id = any ($1)', [
      [patron.patron_id, bare.patron_id],
    ])
  assert.deepEqual(await links(), [{ made_by: null, used_at: null }], 'who has no address gets none')
  for (let n = 0; n < 4; n++) await ask(patron.card)
  assert.equal((await links()).length, 3, 'three a day')
})

test('P116 a child needs the consent of a parent first', async () => {
  const child = await aPatron(world, here, { birth_on: '2016-03-01' })
  const key = await aLinkFor(world, child)
  const choose = () => world.call(op.setReaderPassword, { body: { key, password: PASSWORD } }, null)
  const refused = (await choose()).problem
  assert.equal(refused.code, 'reader_guardian')
  assert.match(refused.texts.nl, /jonger is dan 13,/)
  await world.rows(
    `insert into patrons.guardian_consent (library_id, patron_id, relation, consent, given_by, given_at) values ($1, $2, 'parent', 'desk', 'Ouder', now())`,
    [here.library_id, child.patron_id],
  )
  assert.equal((await choose()).status, 200)
})

test('a session ends half an hour after it was used, twelve hours after it began, and when it is ended', async () => {
  const patron = await aPatron(world, here)
  const [a, b, c] = [
    await aReader(world, patron),
    await asReader(world, patron),
    await asReader(world, patron),
  ]
  const age = (column: string, minutes: number) =>
    world.rows(
      `update patrons.reader_session set ${column} = now() - make_interval(mins => $2) where patron_id = $1 and ended_at is null`,
      [patron.patron_id, minutes],
    )
  await age('seen_at', 29)
  assert.equal((await me(a)).status, 200)
  assert.equal((await me(a)).status, 200, 'used a moment ago')
  const [used] = await world.rows(
    "select max(seen_at) > now() - interval '1 minute' as just_now from patrons.reader_session where patron_id = $1",
    [patron.patron_id],
  )
  assert.equal(used?.['just_now'], true, 'who only reads uses it too')
  await age('seen_at', 31)
  assert.equal((await me(b)).status, 401)
  await age('seen_at', 0)
  await age('expires_at', 1)
  assert.equal((await me(c)).status, 401)
  const [d, e] = [await asReader(world, patron), await asReader(world, patron)]
  const out = (as: Someone, everywhere: boolean) => world.call(op.readerSignOut, { body: { everywhere } }, as)
  assert.equal((await out(d, false)).body.ended, 1)
  assert.equal((await me(d)).status, 401)
  assert.equal((await me(e)).status, 200)
  const f = await asReader(world, patron)
  await out(f, true)
  assert.deepEqual([(await me(e)).status, (await me(f)).status], [401, 401])
})

test('another password needs the present one, and who guesses it rests', async () => {
  const patron = await aPatron(world, here)
  const reader = await aReader(world, patron)
  const change = (password: string, new_password = 'vier gele fietsen') =>
    world.call(op.changeReaderPassword, { body: { password, new_password } }, reader)
  assert.equal((await change('fout geraden')).problem.code, 'password_wrong')
  assert.equal((await change(PASSWORD, 'kort')).problem.code, 'reader_password_short')
  assert.equal((await change(PASSWORD)).status, 200)
  assert.equal((await me(reader)).status, 401)
  assert.equal((await signIn(patron.card, 'vier gele fietsen')).status, 200)
  const again = await asReader(world, patron, 'vier gele fietsen')
  for (let n = 0; n < 5; n++)
    await world.call(op.changeReaderPassword, { body: { password: 'x', new_password: PASSWORD } }, again)
  const rests = await world.call(
    op.changeReaderPassword,
    { body: { password: 'vier gele fietsen', new_password: PASSWORD } },
    again,
  )
  assert.equal(rests.problem.code, 'reader_rests')
})

test('P6 P12 a website gets a token for its own readers, and only while its coupling runs', async () => {
  const site = await aWebsite(world, here, 'Stad')
  const patron = await aPatron(world, here)
  const foreign = await aPatron(world, there)
  for (const p of [patron, foreign]) await withPassword(world, p)
  const exchange = (p: TestPatron, password = PASSWORD) =>
    world.call(op.openReaderToken, { body: { card: p.card, password } }, site)
  assert.equal((await exchange(foreign)).problem.code, 'reader_unknown')
  assert.equal((await exchange(patron, 'fout geraden')).problem.code, 'reader_unknown')
  const { token } = (await exchange(patron)).body
  const bearer = (secret: string) =>
    world.app.inject({ method: 'GET', url: '/api/v1/me', headers: { authorization: `Bearer ${secret}` } })
  const said = await bearer(token)
  assert.deepEqual([said.statusCode, said.json().session.website], [200, true], said.body)
  assert.equal((await bearer(site.key ?? '')).statusCode, 401, 'the key of the website opens no reader')
  await withoutCoupling(world, 'website', async () => assert.equal((await bearer(token)).statusCode, 401))
  assert.equal((await bearer(token)).statusCode, 200)
  await world.rows('update organisation.staff set active = false where staff_id = $1', [site.staff_id])
  assert.equal((await bearer(token)).statusCode, 401, 'the website was stopped')
})

test('the desk sends a link, sees whether there is a password, and closes the door', async () => {
  const patron = await aPatron(world, here)
  const params = { patron_id: patron.patron_id }
  const send = (as = amina) => world.call(op.sendReaderLink, { params, body: { command_id: id() } }, as)
  assert.equal((await send()).problem.code, 'reader_no_email')
  await world.rows("update patrons.patron set email = 'lezer@example.invalid' where patron_id = $1", [
    patron.patron_id,
  ])
  const sent = await send()
  assert.equal(sent.status, 201, sent.text)
  assert.deepEqual([sent.body.password_since, sent.body.sessions, sent.body.has_email], [null, 0, true])
  assert.ok(sent.body.link_until)
  const reader = await aReader(world, patron)
  const door = await world.call(op.readReaderDoor, { params }, amina)
  assert.deepEqual([door.body.sessions, door.body.link_until], [1, null])
  const stranger = await world.staff(there, ['hoofd_balie'])
  assert.equal((await world.call(op.readReaderDoor, { params }, stranger)).status, 404)
  assert.equal((await send(stranger)).status, 404)
  const closed = await world.call(op.closeReaderDoor, { params, body: { command_id: id() } }, amina)
  assert.deepEqual(
    [closed.status, closed.body.password_since, closed.body.sessions],
    [201, null, 0],
    closed.text,
  )
  assert.equal((await me(reader)).status, 401)
  assert.equal((await signIn(patron.card, PASSWORD)).problem.code, 'reader_unknown')
})

test('P60 a session of a reader sees one person in the database, whatever is asked of it', async () => {
  const [mine, other] = [await aPatron(world, here), await aPatron(world, here)]
  const reader = await aReader(world, mine)
  await withPassword(world, other)
  const db = openDb({
    connection: { connectionString: world.db.urlFor('kaft_reader') },
    deskSize: 1,
    bulkSize: 1,
  })
  const client = await db.bulk.connect()
  const injected = async (...texts: string[]) => {
    await client.query('begin')
    try {
      await client.query('select patrons.enter_reader($1)', [reader.reader])
      let rows: unknown[] = []
      for (const text of texts) rows = (await client.query(text)).rows
      return rows
    } catch (error) {
      return (error as { code: string }).code
    } finally {
      await client.query('rollback')
    }
  }
  try {
    const own = [{ patron_id: mine.patron_id }]
    assert.deepEqual(await injected('select patron_id from patrons.patron'), own)
    assert.deepEqual(await injected('select distinct patron_id from patrons.card'), own)
    for (const set of [
      `set local kaft.session = '${amina.secret}'`,
      `set local kaft.job_library = '${here.library_id}'`,
      'set local row_security = off',
    ]) {
      const said = await injected(set, 'select patron_id from patrons.patron')
      assert.ok(
        said === '42501' || JSON.stringify(said) === JSON.stringify(own),
        `${set}: ${JSON.stringify(said)}`,
      )
    }
    for (const text of [
      'select * from patrons.reader_login',
      'select secret_hash from patrons.reader_session',
      'select * from patrons.note',
      'select * from patrons.person',
      'select * from organisation.staff',
      `select patrons.set_reader_password(${other.patron_id}, 'x', now())`,
      `select organisation.enter('${amina.secret}')`,
      'set role kaft_app',
      "update patrons.patron set family_name = 'x'",
      'delete from privacy.access_log',
    ])
      assert.equal(await injected(text), '42501', text)
    assert.deepEqual(
      await injected("set local kaft.reader = 'forged'", 'select patron_id from patrons.patron'),
      [],
    )
    // A staff role has no way into a reader's session either.
    const staff = await world.db.bulk.connect()
    const refused = await staff
      .query('select patrons.enter_reader($1)', [reader.reader])
      .catch((e: { code: string }) => e.code)
    staff.release()
    assert.equal(refused, '42501')
  } finally {
    client.release()
    await db.close()
  }
})
