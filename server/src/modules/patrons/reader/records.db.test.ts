import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openDb } from '../../../base/db.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron, type TestPatron } from '../../../testing/people.ts'
import { aReader, asReader, PASSWORD } from '../../../testing/readers.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let there: Library
let desk: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  there = await world.library('Buurgem')
  for (const library of [here, there]) await aRegulation(world, library)
  desk = await world.staff(here, ['balie', 'hoofd_balie'])
})
after(() => world.close())
const command = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return { command_id: uuid7(world.now) }
}
const records = async (reader: Someone) => (await world.call(op.myRecords, {}, reader)).body.rows
const show = (reader: Someone, patron_id: string) =>
  world.call(op.showRecord, { params: { patron_id }, body: {} }, reader)
async function lend(patron: TestPatron) {
  const item = await anItem(world, here)
  const said = await world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(said.status, 201, said.text)
  return said.body.loan!.loan_id
}
const born = (patron: TestPatron, on: string) =>
  world.rows('update patrons.patron set birth_on = $2 where patron_id = $1', [patron.patron_id, on])
const tie = (child: TestPatron, parent: TestPatron) =>
  world.rows(
    `insert into patrons.family_link (library_id, patron_id, other_id, kind, consent, made_at)
     select library_id, patron_id, $2, 'guardian', 'desk', now() from patrons.patron where patron_id = $1`,
    [child.patron_id, parent.patron_id],
  )
/** The walls count ages by the database's own clock, which no test moves. */
const dayOfTheDatabase = () => Temporal.Now.plainDateISO('Europe/Brussels')
const today = () => world.now.toZonedDateTimeISO('Europe/Brussels').toPlainDate()

test('P85 a parent looks at a child: what is at home, reserved and owed; renews, and does nothing else', async () => {
  const [parent, child, stranger] = [
    await aPatron(world, here),
    await aPatron(world, here, { given_name: 'Wout' }),
    await aPatron(world, here),
  ]
  const clock = dayOfTheDatabase()
  await born(child, clock.subtract({ years: 8 }).toString())
  await tie(child, parent)
  const [loan_id, theirs] = [await lend(child), await lend(stranger)]
  const reader = await aReader(world, parent)
  assert.deepEqual(
    (await records(reader)).map(r => [r.patron_id, r.tie, r.given_name, r.loans, r.shown]),
    [
      [parent.patron_id, 'own', 'Testpersoon', 0, true],
      [child.patron_id, 'child', 'Wout', 1, false],
    ],
  )
  assert.equal((await show(reader, stranger.patron_id)).problem.code, 'not_found')
  assert.deepEqual((await show(reader, child.patron_id)).body, { patron_id: child.patron_id, tie: 'child' })
  assert.equal((await world.call(op.readMe, {}, reader)).body.given_name, 'Wout')
  const loans = await world.call(op.myLoans, {}, reader)
  assert.deepEqual(
    loans.body.rows.map(r => r.loan_id),
    [loan_id],
  )
  world.now = world.now.add({ hours: 24 * 10 })
  const renewed = await world.call(op.renewMine, { params: { loan_id }, body: command() }, reader)
  assert.equal(renewed.body.did, 'renewed', renewed.text)
  const other = await world.call(op.renewMine, { params: { loan_id: theirs }, body: command() }, reader)
  assert.equal(other.problem.code, 'not_on_loan')
  assert.equal((await world.call(op.myAccount, {}, reader)).status, 200)
  assert.equal((await world.call(op.myHolds, {}, reader)).status, 200)
  for (const { op: o } of op.operations)
    if (o.leave === 'reader' && !op.guardianMay.has(o.id)) {
      const said = await world.call(
        o,
        {
          params: { case_id: '1', file_id: '1', letter_id: '1', hold_id: '1' },
          query: {},
          body: o.method === 'GET' ? undefined : wholeBody(o.id),
        } as never,
        reader,
      )
      assert.equal(said.problem?.code, 'reader_of_child', `${o.id}: ${said.text}`)
    }
  const [logged] = await world.rows(
    "select role from privacy.access_log where patron_id = $1 and operation = 'myLoans' order by access_id desc limit 1",
    [child.patron_id],
  )
  assert.equal(logged!.role, 'guardian')
  await show(reader, parent.patron_id)
  assert.equal((await world.call(op.readMe, {}, reader)).body.given_name, 'Testpersoon')
  assert.equal((await world.call(op.myChoices, {}, reader)).status, 200)
})

const wholeBody = (id: string): object => {
  const bodies: Record<string, object> = {
    changeReaderPassword: { password: PASSWORD, new_password: 'vier blauwe fietsen' },
    beginRequest: { ...command(), kind: 'access', purposes: [] },
    readMyRequestFile: { ...command(), password: PASSWORD },
    placeMyHold: { ...command(), title_id: '1', pickup_branch_id: '1' },
    suspendMyHold: { ...command(), until: '2027-01-01' },
    changeMyHold: { ...command(), pickup_branch_id: '1' },
  }
  return bodies[id] ?? command()
}

test('what makes somebody a parent ends what they see at once: the tie, the age, the setting', async () => {
  const [parent, child] = [await aPatron(world, here), await aPatron(world, here, { given_name: 'Roza' })]
  const clock = dayOfTheDatabase()
  await born(child, clock.subtract({ years: 12 }).add({ days: 1 }).toString())
  await tie(child, parent)
  const reader = await aReader(world, parent)
  const shows = async () => (await world.call(op.readMe, {}, reader)).body.given_name
  const looks = async () => ((await show(reader, child.patron_id)).status === 200 ? shows() : 'refused')
  assert.equal(await looks(), 'Roza', 'the day before twelve')
  await born(child, clock.subtract({ years: 12 }).toString())
  assert.equal(await shows(), 'Testpersoon', 'twelve today')
  assert.equal(await looks(), 'refused')
  await born(child, String(clock.year - 12))
  assert.equal(await looks(), 'refused', 'twelve this year, as far as is known')
  await born(child, String(clock.year - 11))
  assert.equal(await looks(), 'Roza')
  await world.rows('update patrons.family_link set removed_at = now() where patron_id = $1', [
    child.patron_id,
  ])
  assert.equal(await shows(), 'Testpersoon', 'the tie went')
  assert.deepEqual(
    (await records(reader)).map(r => r.tie),
    ['own'],
  )
})

test('P60 P61 the same person at a library that shares patrons; elsewhere and after the end of it, nothing', async () => {
  const person = await world.rows(
    "insert into patrons.person (number_cipher, number_index, made_at) values ('x', '\\x01', now()) returning person_id",
  )
  const [mine, near] = [await aPatron(world, here), await aPatron(world, there)]
  await world.rows('update patrons.patron set person_id = $1 where patron_id = any ($2)', [
    person[0]!.person_id,
    [mine.patron_id, near.patron_id],
  ])
  const reader = await aReader(world, mine)
  const names = async () => (await records(reader)).map(r => [r.tie, r.library_name])
  assert.deepEqual(await names(), [['own', 'Testgem']], 'no agreement')
  const agreement = await world.agreement('3b', [here, there])
  assert.deepEqual(await names(), [
    ['own', 'Testgem'],
    ['library', 'Buurgem'],
  ])
  assert.equal((await show(reader, near.patron_id)).body.tie, 'library')
  const me = await world.call(op.readMe, {}, reader)
  assert.deepEqual([me.body.library_name, me.body.card], ['Buurgem', near.card], me.text)
  const item = await anItem(world, there)
  const held = await world.call(
    op.placeMyHold,
    { body: { ...command(), title_id: item.title_id, pickup_branch_id: there.branches[0]! } },
    reader,
  )
  assert.equal(held.status, 201, held.text)
  const [kept] = await world.rows('select patron_id, library_id from circulation.hold where title_id = $1', [
    item.title_id,
  ])
  assert.deepEqual(kept, { patron_id: near.patron_id, library_id: there.library_id })
  await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [agreement])
  assert.equal((await world.call(op.readMe, {}, reader)).body.library_name, 'Testgem', 'it ended')
  assert.equal((await world.call(op.readerSignOut, { body: { everywhere: false } }, reader)).body.ended, 1)
})

test('signing out and the password stay those of who signed in, whoever is looked at', async () => {
  const [parent, child] = [await aPatron(world, here), await aPatron(world, here)]
  const childsOwn = await aReader(world, child)
  await born(child, today().subtract({ years: 5 }).toString())
  await tie(child, parent)
  const reader = await aReader(world, parent)
  await show(reader, child.patron_id)
  const said = await world.call(op.readerSignOut, { body: { everywhere: true } }, reader)
  assert.equal(said.body.ended, 1, said.text)
  assert.equal((await world.call(op.readMe, {}, reader)).problem.code, 'not_signed_in')
  assert.equal((await world.call(op.readMe, {}, childsOwn)).status, 200, 'the child is still in')
})

test('the database shows a parent nothing that is the child’s own, and lets them change nothing but a renewal', async () => {
  const [parent, child] = [await aPatron(world, here), await aPatron(world, here)]
  const own = await aReader(world, child)
  await born(child, today().subtract({ years: 5 }).toString())
  await tie(child, parent)
  await lend(child)
  await world.call(op.beginRequest, { body: { ...command(), kind: 'erasure', purposes: [] } }, own)
  const reader = await aReader(world, parent)
  const connection = { connectionString: world.db.urlFor('kaft_reader') }
  const db = openDb({ connection, deskSize: 1, bulkSize: 1 })
  const client = await db.bulk.connect()
  const as = async (who: Someone, text: string): Promise<unknown> => {
    await client.query('begin')
    try {
      await client.query('select patrons.enter_reader($1)', [who.reader])
      return (await client.query(text)).rowCount
    } catch (error) {
      return (error as { code: string }).code
    } finally {
      await client.query('rollback')
    }
  }
  await show(reader, child.patron_id)
  const cases = 'select case_id from privacy.rights_case'
  assert.deepEqual(
    [
      await as(own, cases),
      await as(reader, cases),
      await as(reader, 'select access_id from privacy.access_log'),
      await as(reader, `select loan_id from circulation.loan where patron_id = ${child.patron_id}`),
      await as(reader, `update patrons.patron set email = 'x@y.be' where patron_id = ${child.patron_id}`),
      await as(reader, `select patron_id from patrons.patron where patron_id = ${parent.patron_id}`),
      await as(reader, `update patrons.reader_session set shows_id = ${child.patron_id}`),
      await as(reader, `select * from patrons.family_link`),
    ],
    [1, 0, 0, 1, '42501', 0, '42501', '42501'],
  )
  client.release()
  await db.close()
  assert.ok(await asReader(world, parent))
})
