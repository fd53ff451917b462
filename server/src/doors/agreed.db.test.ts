import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { addDays, dayOf } from '../base/dates.ts'
import { uuid7 } from '../base/uuid.ts'
import { aPatron, type TestPatron } from '../testing/people.ts'
import { aReader, PASSWORD } from '../testing/readers.ts'
import { aRegulation, plainRows } from '../testing/regulation.ts'
import { aWebsite } from '../testing/website.ts'
import { type Library, openWorld, type Someone, type World } from '../testing/world.ts'
import {
  aMachine,
  openTerminal,
  openTestDoor,
  signedIn,
  type TestDoor,
  type TestMachine,
} from './sip2/testing/terminal.ts'

/*
 * P16: without an agreement that holds today nobody of a library comes in, by whichever door, nor stays in. The day is moved
 * by the agreement and not by the clock, since doors ask the clock of the database.
 */
const SECRET = 'drie blauwe fietsen'
let world: World
let library: Library
let other: Library
let staff: Someone
let patron: TestPatron
let reader: Someone
let site: Someone
let machine: TestMachine
let kaft: TestDoor
let today: string
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld({ mails: true })
  world.now = Temporal.Now.instant()
  today = dayOf(world.now)
  await world.rows('select circulation.make_partitions(current_date)')
  library = await world.library('Bib Testgem')
  other = await world.library('Bib Andergem')
  await aRegulation(world, library, plainRows())
  staff = await world.staff(library, ['beheer', 'balie'])
  const account = { login: 'testgem', name: 'Testmedewerker', initials: 'T', password: SECRET, roles: [] }
  const added = await world.call(op.addStaff, { body: { ...command(), ...account } }, staff)
  assert.equal(added.status, 201, added.text)
  patron = await aPatron(world, library)
  reader = await aReader(world, patron)
  site = await aWebsite(world, library)
  machine = await aMachine(world, { library, manager: staff })
  kaft = await openTestDoor(world)
})
after(async () => {
  await kaft?.door.stop()
  await world?.close()
})

/** The last day of what the library signed. */
const lastDay = (on: string, of: Library = library) =>
  world.rows(
    'update organisation.participation set stops_on = $2, stopped_at = now() where library_id = $1',
    [of.library_id, on],
  )
const signIn = (login: string) => world.call(op.signIn, { body: { login, password: SECRET } }, null)
const statusOf = (code: string) => `23000${'20261109    101500'}AOI200|AA${code}|AC|`

/** What each door says: to who is in already, and to who comes. */
async function doors() {
  const terminal = await openTerminal(kaft.port)
  const line = await terminal.say(`9300CN${machine.login}|CO${machine.password}|CPkiosk|`)
  terminal.end()
  const read = (as: Someone, o: op.Operation) => world.call(o, {}, as)
  return {
    'staff at the sign-in': (await signIn('testgem')).status,
    'staff who are in': (await read(staff, op.myDay)).status,
    'a reader at the sign-in': (
      await world.call(op.readerSignIn, { body: { card: patron.card, password: PASSWORD } }, null)
    ).status,
    'a reader who is in': (await read(reader, op.readMe)).status,
    'the website of the library': (await read(site, op.onlineForm)).status,
    'a terminal at the sign-in': line.slice(0, 3),
  }
}
const open = {
  'staff at the sign-in': 201,
  'staff who are in': 200,
  'a reader at the sign-in': 200,
  'a reader who is in': 200,
  'the website of the library': 200,
  'a terminal at the sign-in': '941',
}

test('P16 every door of a library is open the day before the end of its agreement and on that day, closed the day after, and opens again with a new one', async () => {
  const line = await signedIn(kaft.port, machine)
  assert.deepEqual(await doors(), open, 'without end')
  await lastDay(addDays(today, 1))
  assert.deepEqual(await doors(), open, 'the day before')
  await lastDay(today)
  assert.deepEqual(await doors(), open, 'the last day')
  assert.match(await line.say(statusOf(patron.card)), /^24/)

  await lastDay(addDays(today, -1))
  assert.deepEqual(await doors(), {
    'staff at the sign-in': 409,
    'staff who are in': 401,
    'a reader at the sign-in': 401,
    'a reader who is in': 401,
    'the website of the library': 401,
    'a terminal at the sign-in': '940',
  })
  const told = await line.say(statusOf(patron.card))
  assert.ok(!told.includes('Testpersoon'), `a line that is open tells nothing: ${told}`)
  line.end()

  const central = await world.staff(await world.library('Centrum'), ['consortium'])
  const signed = { reference: 'VO-2027', version: '2', signed_on: today, starts_on: today, ends_on: null }
  const body = { ...command(), library_id: library.library_id, ...signed }
  assert.equal((await world.call(op.addParticipation, { body }, central)).status, 201)
  assert.deepEqual(await doors(), open, 'a new one: the key of the website too, and who was in')
})

test('P16 who comes to a closed door is told why, in both languages, and only with the right password', async () => {
  const theirs = await world.staff(other, ['beheer'])
  const account = { login: 'andergem', name: 'Testmedewerker', initials: 'T', password: SECRET, roles: [] }
  await world.call(op.addStaff, { body: { ...command(), ...account } }, theirs)
  await lastDay(addDays(today, -1), other)
  assert.equal((await signIn('andergem')).problem.code, 'library_not_agreed')
  const wrong = await world.call(
    op.signIn,
    { body: { login: 'andergem', password: 'een ander woord' } },
    null,
  )
  assert.equal(wrong.problem.code, 'sign_in_failed')
  assert.match(op.texts.nl.library_not_agreed({}), /overeenkomst/)
  assert.match(op.texts.en.library_not_agreed({}), /agreement/)
})

test('P16 nothing of a closed library is in a session, whoever asks the database itself', async () => {
  const own = await world.library('Bib Databank')
  const who = await world.staff(own, ['balie'])
  await aPatron(world, own)
  const enter = async (): Promise<string> => {
    const client = await world.db.bulk.connect()
    try {
      await client.query('begin')
      await client.query('select organisation.enter($1)', [who.secret])
      return (await client.query('select count(*) from patrons.patron')).rows[0].count
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  assert.equal(await enter(), '1')
  await lastDay(addDays(today, -1), own)
  await assert.rejects(enter(), { code: 'KF001' })
})
