import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  endAgreement,
  listAgreements,
  makeAgreement,
  type OkOf,
  readChanges,
  readSession,
} from '@kaft/contract'
import { addDays, dayOf } from '../../../base/dates.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let maker: Someone
let today: string
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  // Scope follows the day of the database, so the test stands on the same day.
  world.now = Temporal.Now.instant()
  today = dayOf(world.now)
  maker = await world.staff(await world.library('Consortium'), ['consortium'])
})
after(() => world.close())

const make = (libraries: readonly Library[], more: object = {}) =>
  world.call(
    makeAgreement,
    {
      body: {
        ...command(),
        name: 'Samen',
        rung: '3a',
        starts_on: '2026-01-01',
        ends_on: null,
        library_ids: libraries.map(l => l.library_id),
        ...more,
      },
    },
    maker,
  )
const end = (agreement_id: string, ends_on: string, library?: Library) =>
  world.call(
    endAgreement,
    {
      params: { agreement_id },
      body: { ...command(), ends_on, ...(library ? { library_id: library.library_id } : {}) },
    },
    maker,
  )
const libraries = (...names: string[]) => Promise.all(names.map(name => world.library(name)))

/** Patrons that a session really sees, as the database filters them. */
async function sees(who: Someone): Promise<number> {
  const client = await world.db.bulk.connect()
  try {
    await client.query('begin')
    await client.query('select organisation.enter($1)', [who.secret])
    return Number((await client.query('select count(*) from patrons.patron')).rows[0].count)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('what an agreement opens is read from its rung and kept with it', async () => {
  const opens: Record<string, string[]> = {}
  for (const rung of ['1', '2', '3a', '3b', '3c'] as const) {
    const made = await make(await libraries(`Een ${rung}`, `Twee ${rung}`), { rung })
    assert.equal(made.status, 201, made.text)
    const [row] = await world.rows(
      'select to_jsonb(a) as row from organisation.agreement a where agreement_id = $1',
      [made.body.agreement_id],
    )
    opens[rung] = Object.entries(row!.row as unknown as Record<string, unknown>)
      .filter(([, v]) => v === true)
      .map(([k]) => k)
      .sort()
  }
  assert.deepEqual(opens, {
    1: ['shares_fee'],
    2: ['shares_fee', 'shares_rules'],
    '3a': ['shares_fee', 'shares_patrons', 'shares_rules'],
    '3b': ['has_transport', 'shares_fee', 'shares_patrons', 'shares_rules'],
    '3c': ['floats', 'has_transport', 'shares_fee', 'shares_letters', 'shares_patrons', 'shares_rules'],
  })
})

test('an agreement of 3a opens patrons at once and closes them at once, in sessions that are open', async () => {
  const [a, b] = (await libraries('Bib Testgem', 'Bib Voorbeeldlo')) as [Library, Library]
  const staff = await world.staff(a, ['balie'])
  await aPatron(world, a)
  await aPatron(world, b)
  assert.equal(await sees(staff), 1)
  assert.equal((await world.call(readSession, {}, staff)).body.scope.length, 1)
  const made = await make([a, b])
  assert.deepEqual(
    made.body.members.map(m => m.name),
    ['Bib Testgem', 'Bib Voorbeeldlo'],
  )
  assert.equal(await sees(staff), 2)
  assert.equal((await world.call(readSession, {}, staff)).body.scope.length, 2, 'the session is told too')
  const ended = await end(made.body.agreement_id, today)
  assert.equal(ended.body.ends_on, today)
  assert.equal(await sees(staff), 1)
  assert.equal((await world.call(readSession, {}, staff)).body.scope.length, 1)
  const [row] = await world.rows('select ended_at from organisation.agreement where agreement_id = $1', [
    made.body.agreement_id,
  ])
  assert.ok(row?.ended_at)
})

test('an end on a later day leaves everything open until then, and can be brought forward only', async () => {
  const [a, b] = (await libraries('Bib Eersthuis', 'Bib Tweedhuis')) as [Library, Library]
  const staff = await world.staff(a, ['balie'])
  await aPatron(world, b)
  const { agreement_id } = (await make([a, b])).body
  assert.equal((await end(agreement_id, addDays(today, 30))).body.ends_on, addDays(today, 30))
  assert.equal(await sees(staff), 1)
  assert.equal((await end(agreement_id, addDays(today, 31))).problem.code, 'invalid')
  assert.equal((await end(agreement_id, addDays(today, -1))).problem.code, 'invalid')
  assert.equal((await end(agreement_id, '2026-02-30')).problem.code, 'invalid')
  assert.equal((await end(agreement_id, today)).status, 200)
  assert.equal(await sees(staff), 0)
  assert.equal((await end(agreement_id, today)).problem.code, 'agreement_ended')
})

test('one member leaves, the others stay together', async () => {
  const [a, b, c] = (await libraries('Bib Aa', 'Bib Bee', 'Bib Cee')) as [Library, Library, Library]
  const at = {
    a: await world.staff(a, ['balie']),
    b: await world.staff(b, ['balie']),
    c: await world.staff(c, ['balie']),
  }
  for (const library of [a, b, c]) await aPatron(world, library)
  const { agreement_id } = (await make([a, b, c])).body
  assert.deepEqual([await sees(at.a), await sees(at.b), await sees(at.c)], [3, 3, 3])
  const left = await end(agreement_id, today, c)
  assert.deepEqual(
    left.body.members.map(m => m.left_on),
    [null, null, today],
  )
  assert.deepEqual([await sees(at.a), await sees(at.b), await sees(at.c)], [2, 2, 1])
  assert.equal((await end(agreement_id, today, c)).problem.code, 'agreement_ended')
  assert.equal((await end(agreement_id, today, (await libraries('Bib Vreemd'))[0])).problem.code, 'not_found')
  assert.equal((await make([b, c], { name: 'Opnieuw' })).status, 201, 'who left may join others')
})

test('two libraries are in one agreement at a time', async () => {
  const [a, b, c] = (await libraries('Bib Pe', 'Bib Qu', 'Bib Er')) as [Library, Library, Library]
  assert.equal((await make([a, b], { starts_on: '2026-01-01', ends_on: '2027-06-30' })).status, 201)
  assert.equal((await make([b, a, c], { starts_on: '2027-06-30' })).problem.code, 'agreement_overlaps')
  assert.equal(
    (await make([a, b], { starts_on: '2025-01-01', ends_on: '2026-01-01' })).problem.code,
    'agreement_overlaps',
  )
  assert.equal((await make([a, b], { starts_on: '2025-01-01', ends_on: '2025-12-31' })).status, 201)
  assert.equal((await make([a, b], { starts_on: '2027-07-01' })).status, 201)
  assert.equal((await make([a, c], { starts_on: '2026-01-01' })).status, 201, 'with others one may')
})

test('two agreements at once over the same libraries: one is made', async () => {
  const [a, b] = (await libraries('Bib Tegelijk', 'Bib Ineens')) as [Library, Library]
  const said = await Promise.all([make([a, b]), make([b, a])])
  assert.deepEqual(said.map(s => s.status).sort(), [201, 409])
})

test('what cannot be an agreement', async () => {
  const [a, b] = (await libraries('Bib Zo', 'Bib Niet')) as [Library, Library]
  const cases: [object, string][] = [
    [{ starts_on: '2026-02-30' }, 'invalid'],
    [{ starts_on: '2026-05-01', ends_on: '2026-04-30' }, 'invalid'],
    [{ library_ids: [a.library_id] }, 'invalid'],
    [{ library_ids: [a.library_id, a.library_id] }, 'invalid'],
    [{ library_ids: [a.library_id, '999999'] }, 'not_found'],
    [{ rung: '0' }, 'invalid'],
  ]
  for (const [more, code] of cases)
    assert.equal((await make([a, b], more)).problem.code, code, JSON.stringify(more))
  const manager = await world.staff(a, ['beheer'])
  const body = {
    ...command(),
    name: 'Samen',
    rung: '3a' as const,
    starts_on: today,
    ends_on: null,
    library_ids: [a.library_id, b.library_id],
  }
  assert.equal(
    (await world.call(makeAgreement, { body }, manager)).status,
    403,
    'a library does not open another',
  )
  assert.equal((await end('424242', today)).problem.code, 'not_found')
})

test('agreements are public among staff, and their changes are recorded', async () => {
  const [a, b] = (await libraries('Bib Een', 'Bib Twee')) as [Library, Library]
  const { agreement_id } = (await make([a, b], { name: 'Regiobib' })).body
  await end(agreement_id, today)
  const staff = await world.staff(b, ['balie'])
  const listed = (await world.call(listAgreements, {}, staff)).body.rows.find(
    (r: OkOf<typeof makeAgreement>) => r.agreement_id === agreement_id,
  )
  assert.equal(listed?.name, 'Regiobib')
  const consortium = await world.staff(
    { library_id: maker.library_id, name: '', branches: [maker.branch_id] },
    ['beheer'],
  )
  const mine = (await world.call(readChanges, {}, consortium)).body.rows.filter(
    c => c.subject === agreement_id,
  )
  assert.deepEqual(
    mine.map(c => c.what),
    ['endAgreement', 'makeAgreement'],
  )
})
