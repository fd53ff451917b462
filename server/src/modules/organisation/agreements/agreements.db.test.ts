import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  activateJoining,
  endAgreement,
  listAgreements,
  type OkOf,
  planJoining,
  previewParting,
  readChanges,
  readSession,
  takeBackParting,
} from '@kaft/contract'
import { addDays, dayOf } from '../../../base/dates.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron } from '../../../testing/people.ts'
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

/** Plans a cooperation whose patrons were told before they came to this system, and begins it on its day. */
async function make(
  libraries: readonly Library[],
  more: { starts_on?: string; [key: string]: unknown } = {},
) {
  const starts_on = more.starts_on ?? today
  const body = {
    ...command(),
    name: 'Samen',
    rung: '3a' as const,
    ends_on: null,
    library_ids: libraries.map(l => l.library_id),
    membership_types: null,
    told_before: { on: '2020-01-01', reference: 'brief van 2020' },
    ...more,
    starts_on,
  }
  const planned = await world.call(planJoining, { body }, maker)
  if (planned.status !== 201) return planned as never
  const params = { joining_id: planned.body.joining_id }
  return world.call(activateJoining, { params, body: { ...command(), starts_on } }, maker)
}
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
  assert.equal((await end(agreement_id, '2027-02-30')).problem.code, 'invalid')
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
  const [from, until] = [addDays(today, 100), addDays(today, 200)]
  assert.equal((await make([a, b], { starts_on: from, ends_on: until })).status, 201)
  assert.equal((await make([b, a, c], { starts_on: until })).problem.code, 'agreement_overlaps')
  assert.equal((await make([a, b], { ends_on: from })).problem.code, 'agreement_overlaps')
  assert.equal((await make([a, b], { ends_on: addDays(from, -1) })).status, 201)
  assert.equal((await make([a, b], { starts_on: addDays(until, 1) })).status, 201)
  assert.equal((await make([a, c], { starts_on: from })).status, 201, 'with others one may')
})

test('two agreements at once over the same libraries: one is made', async () => {
  const [a, b] = (await libraries('Bib Tegelijk', 'Bib Ineens')) as [Library, Library]
  const said = await Promise.all([make([a, b]), make([b, a])])
  assert.deepEqual(said.map(s => s.status).sort(), [201, 409])
})

test('what cannot be an agreement', async () => {
  const [a, b] = (await libraries('Bib Zo', 'Bib Niet')) as [Library, Library]
  const cases: [Record<string, unknown>, string][] = [
    [{ starts_on: '2026-02-30' }, 'invalid'],
    [{ starts_on: addDays(today, 2), ends_on: addDays(today, 1) }, 'invalid'],
    [{ library_ids: [a.library_id] }, 'joining_few'],
    [{ told_before: { on: addDays(today, 1), reference: 'morgen' } }, 'invalid'],
    [{ agreement_id: '424242' }, 'agreement_ended'],
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
    membership_types: null,
    told_before: null,
  }
  assert.equal(
    (await world.call(planJoining, { body }, manager)).status,
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
    (r: OkOf<typeof endAgreement>) => r.agreement_id === agreement_id,
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
    ['endAgreement', 'activateJoining'],
  )
})

test('an end that was set can be taken back until its day is over, and what stood before stands again', async () => {
  const [a, b] = (await libraries('Bib Terug', 'Bib Keert')) as [Library, Library]
  const staff = await world.staff(a, ['balie'])
  await aPatron(world, b)
  const { agreement_id } = (await make([a, b], { ends_on: addDays(today, 300) })).body
  const back = (parting_id: string) =>
    world.call(takeBackParting, { params: { parting_id }, body: command() }, maker)
  const first = (await end(agreement_id, addDays(today, 30))).body.partings[0]!
  const second = (await end(agreement_id, addDays(today, 10))).body.partings
  assert.equal(second.length, 1, 'the last one counts')
  assert.equal((await back(first.parting_id)).problem.code, 'parting_over')
  const kept = await back(second[0]!.parting_id)
  assert.deepEqual(
    [kept.body.ends_on, kept.body.partings[0]?.ends_on],
    [addDays(today, 30), addDays(today, 30)],
  )
  assert.equal((await back(kept.body.partings[0]!.parting_id)).body.ends_on, addDays(today, 300))
  assert.equal(await sees(staff), 1)
  // At once is at once: nothing is left to take back.
  assert.deepEqual((await end(agreement_id, today)).body.partings, [])
  assert.equal(await sees(staff), 0)
})

test('at every rung the end closes at once what it opened, and what lies across is counted', async () => {
  for (const rung of ['1', '2', '3a', '3b', '3c'] as const) {
    const [a, b] = (await libraries(`Van ${rung}`, `Met ${rung}`)) as [Library, Library]
    const staff = await world.staff(a, ['balie'])
    const [mine, theirs] = [await aPatron(world, a), await aPatron(world, b)]
    const { agreement_id } = (await make([a, b], { rung })).body
    const opens = rung >= '3'
    assert.equal(await sees(staff), opens ? 2 : 1, rung)
    await across(a, b, mine.patron_id)
    const preview = await world.call(
      previewParting,
      { params: { agreement_id }, query: { library_id: a.library_id } },
      maker,
    )
    assert.deepEqual(
      preview.body.libraries.map(({ library_id: _library, ...row }) => row),
      [
        { name: b.name, leaves: false, ...nothingAcross },
        {
          name: a.name,
          leaves: true,
          ...nothingAcross,
          loans_elsewhere: 1,
          holds_elsewhere: 1,
          owed_cents: 120,
        },
      ],
      preview.text,
    )
    await end(agreement_id, today, a)
    assert.equal(await sees(staff), 1, rung)
    assert.doesNotMatch(preview.text, new RegExp(`"${theirs.patron_id}"`))
  }
})

const nothingAcross = {
  loans_elsewhere: 0,
  holds_elsewhere: 0,
  ready_elsewhere: 0,
  items_elsewhere: 0,
  on_the_way: 0,
  owed_cents: 0,
  fee_once: 0,
}
/** A loan of an item of the other, a reservation to be picked up there, and a fine that was made there. */
async function across(mine: Library, theirs: Library, patron_id: string): Promise<void> {
  const item = await anItem(world, theirs)
  const [regulation] = await world.rows(
    `insert into circulation.regulation (library_id, name, state, starts_on, made_at, activated_at, reason) values ($1, 'x', 'active', '2020-01-01', now(), now(), 'x') returning version_id`,
    [mine.library_id],
  )
  const [terms] = await world.rows(
    `insert into circulation.terms (version_id, hash, resolved) values ($1, sha256($2::text::bytea), '{}') returning terms_id`,
    [regulation!.version_id, item.item_id],
  )
  await world.rows(
    `insert into circulation.loan (library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on, first_due_on, terms_id, trace)
     values ($1, $2, $3, $4, $5, 'book', $6, now(), '2030-01-01', '2030-01-01', $7, '{}')`,
    [
      mine.library_id,
      patron_id,
      item.item_id,
      theirs.library_id,
      item.title_id,
      theirs.branches[0],
      terms!.terms_id,
    ],
  )
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at) values ($1, $2, $3, $4, 'waiting', now())`,
    [mine.library_id, patron_id, item.title_id, theirs.branches[0]],
  )
  await world.rows(
    `with account as (insert into finance.account (library_id, patron_id) values ($1, $2) returning account_id)
     insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day, branch_id)
     select $1, account_id, 'charge', 'fine', 120, now(), current_date, $3 from account`,
    [mine.library_id, patron_id, theirs.branches[0]],
  )
}
