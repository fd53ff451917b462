import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import fc from 'fast-check'
import { residueInDatabase } from '../../base/catalogue/residue.ts'
import { addDays, dayOf, momentOn } from '../../base/dates.ts'
import { uuid7 } from '../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../testing/jobs.ts'
import { leftOnDisk } from '../../testing/on-disk.ts'
import { openWorld, type Someone, type World } from '../../testing/world.ts'
import { circulationJobs } from '../circulation/jobs.ts'
import { financeJobs } from '../finance/jobs.ts'
import { messagingJobs } from '../messaging/jobs.ts'
import { patronJobs } from '../patrons/jobs.ts'
import { testNumber } from '../patrons/testing/forms.ts'
import { privacyJobs } from '../privacy/jobs.ts'
import { removedBy } from '../privacy/retention/retention.rules.ts'
import { DEPARTURE_JOB } from './departure/departure-job.ts'
import { movingJobs } from './jobs.ts'
import { movingPersonal } from './personal.ts'
import {
  aHouse,
  doing,
  doings,
  type House,
  pay,
  type Person,
  register,
  type Standing,
  takeBack,
} from './testing/lives.ts'

/*
 * Random lives over years, at two libraries that know nothing of one another: people join, borrow, pay, move, object, keep their history
 * and stop, turn out to stand there twice, leave, come back, die; and in some of them a library leaves Kaft. Whatever happens, each record
 * goes in its own run, the person with the last of them, and then nothing of them is left anywhere.
 */
let world: World
let clock: TestClock
let folder: string
let centre: readonly [Someone, Someone]
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  folder = await mkdtemp(join(tmpdir(), 'kaft-many-lives-'))
  world.now = momentOn('2026-01-05', '10:00')
  const home = await world.library('Centrale')
  centre = [await world.staff(home, ['consortium']), await world.staff(home, ['consortium'])]
})
after(async () => {
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true })
})

const acts = fc.array(
  fc.record({
    days: fc.integer({ min: 1, max: 90 }),
    at: fc.constantFrom(0 as const, 1 as const),
    what: fc.constantFrom(...doings),
  }),
  { minLength: 6, maxLength: 14 },
)
const lives = fc.record({ acts, a_library_leaves: fc.boolean() })
type LifeOf = typeof lives extends fc.Arbitrary<infer T> ? T : never

const today = () => dayOf(world.now)
const id = () => uuid7(world.now)
async function to(day: string): Promise<void> {
  world.now = momentOn(day, '10:00')
  await world.rows('select circulation.make_partitions($1::date)', [day])
}
const ledger = () => join(folder, 'erased.jsonl')
const nightly = [
  'messages',
  'forget_history',
  'forget_charge_abouts',
  'forget_messages',
  'forget_notes',
  'finish_merges',
  'retention',
]
const night = () =>
  runJobs(
    clock,
    [
      ...circulationJobs,
      ...financeJobs,
      ...patronJobs,
      ...messagingJobs(null),
      ...privacyJobs(ledger(), [movingPersonal]),
    ],
    ...nightly,
  )
const isThere = async ({ patron_id }: Standing): Promise<boolean> =>
  (await world.rows('select 1 from patrons.patron where patron_id = $1', [patron_id])).length === 1

/** Announced, confirmed, exported, accepted and erased, by the operations of the central role and the job. */
async function leaves({ library }: House): Promise<void> {
  const work = async (): Promise<void> => {
    await world.rows('update moving.departure set beat_at = null')
    await runJobs(clock, movingJobs(ledger(), [movingPersonal]), DEPARTURE_JOB)
  }
  const [first, second] = centre
  const announced = {
    command_id: id(),
    library_id: library.library_id,
    reason: 'stopt',
    leaves_on: addDays(today(), -1),
  }
  const made = await world.call(op.announceDeparture, { body: announced }, first)
  assert.equal(made.status, 201, made.text)
  const params = { departure_id: made.body.departure_id }
  const steer = (act: 'confirm' | 'export' | 'erase', as: Someone) =>
    world.call(op.steerDeparture, { params, body: { command_id: id(), act } }, as)
  await steer('confirm', second)
  await work()
  await steer('export', first)
  await work()
  const { checks } = (await world.call(op.readDeparture, { params }, first)).body
  for (const { code } of checks.filter(c => c.state === 'open'))
    await world.call(
      op.acceptDeparture,
      { params, body: { command_id: id(), check: code, reason: 'akkoord' } },
      first,
    )
  const said = await steer('erase', first)
  assert.equal(said.status, 200, said.text)
  await work()
  assert.equal((await world.call(op.readDeparture, { params }, first)).body.state, 'left')
}

/** The day of the run that removes a record, once nothing is open: by what is in the record, and what was closed last. */
async function goesOn(s: Standing): Promise<string> {
  while (s.home.length > 0) await takeBack(s)
  await pay(s)
  const [row] = await world.rows('select member_until::text from patrons.patron where patron_id = $1', [
    s.patron_id,
  ])
  const [entry] = await world.rows(
    `select max(e.on_day)::text as on from finance.account a join finance.entry e using (account_id) where a.patron_id = $1`,
    [s.patron_id],
  )
  return removedBy([row!['member_until'] ?? '', s.closed, entry!['on'] ?? ''].toSorted().at(-1) ?? '')
}

/** A machine that does much else lives fewer lives, once a library has left in one of them. */
const ENOUGH_MS = 10_000
const began = performance.now()
let departed = 0
let count = 0
/** What stood of those who lived. */
const lived: string[] = []
async function live({ acts: program, a_library_leaves }: LifeOf): Promise<void> {
  if (departed > 0 && performance.now() - began > ENOUGH_MS) return
  const no = ++count
  const word = String.fromCharCode(96 + (no % 26)) + String.fromCharCode(97 + ((no * 7) % 26))
  const person: Person = {
    name: `Levensmarkering${word}`,
    street: `Levensstraat${word} 1`,
    number: testNumber(100 + no),
    standing: [null, null],
  }
  const values = [person.name, `Levensstraat${word}`, person.number]
  lived.push(person.name, `Levensstraat${word}`)
  await to(addDays(today(), 1))
  const houses = [await aHouse(world, `Eerstlo ${no}`), await aHouse(world, `Tweedlo ${no}`)] as const
  await register(person, 0, houses[0])
  for (const { days, at, what } of program) {
    await to(addDays(today(), days))
    await night()
    const here = person.standing[at]
    if (what === 'join') {
      if (here === null) await register(person, at, houses[at])
    } else if (here !== null) await doing[what](here, person)
  }
  const second = person.standing[1]
  let first = person.standing[0]
  if (a_library_leaves && first !== null) {
    await leaves(houses[0])
    departed += 1
    assert.equal(await isThere(first), false, 'gone with its library')
    if (second !== null) assert.equal(await isThere(second), true, 'what another library keeps stays')
    first = null
  }
  const left = [first, second].filter(s => s !== null)
  // A merge that can still be taken back keeps a record: that is over in a month, well within the two years.
  const ends = (await Promise.all(left.map(async s => ({ s, on: await goesOn(s) })))).toSorted((a, b) =>
    a.on < b.on ? -1 : 1,
  )
  for (const { s, on } of ends) {
    if (addDays(on, -1) > today()) await to(addDays(on, -1))
    await night()
    assert.equal(await isThere(s), true, `kept until ${addDays(on, -1)}`)
    assert.equal(
      (await world.rows('select 1 from patrons.person')).length,
      1,
      'the person stays with the last record',
    )
    await to(on)
    await night()
    assert.equal(await isThere(s), false, `gone with the run of ${on}`)
  }
  assert.deepEqual(await world.rows('select 1 from patrons.person'), [])
  assert.deepEqual(
    (await residueInDatabase(world.db.admin, values)).map(r => r.where),
    [],
  )
  assert.deepEqual(await world.rows('select privacy.broken_certificate() as r'), [{ r: null }])
}

test('P54 P56 P58 P59 P83 random lives over years, at two libraries of which one may leave: each record goes in its run, and nothing is left', async () => {
  // A failure prints the seed and the path with the shortest life that fails.
  await fc.assert(fc.asyncProperty(lives, live), {
    numRuns: 5,
    seed: 20261129,
    endOnFailure: true,
    includeErrorInReport: true,
  })
  const [left] = await world.rows("select count(*)::integer as n from moving.departure where state = 'left'")
  assert.ok(Number(left!['n']) > 0, 'in some of these lives a library left')
  // Past SQL: the bytes on the disk, of which a deleted row leaves its own until the pages are written anew.
  assert.ok((await leftOnDisk(world, ['Buurman'])).length > 0, 'who stays is there')
  await runJobs(clock, privacyJobs(ledger(), [movingPersonal]), 'clean_pages')
  assert.deepEqual(await leftOnDisk(world, lived), [])
})
