import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import { acquisitionsJobs, FORGET_PURCHASES_JOB } from './jobs.ts'

let world: World
let clock: TestClock
let testgem: Library
let elsewhere: Library
let desk: Someone
let buyer: Someone
let stranger: Someone
const titles: Record<string, string> = {}
const id = () => uuid7(world.now)

const title = async (name: string, isbn: string): Promise<string> => {
  const [made] = await world.rows(
    `insert into cataloguing.title (source, control_number, record, record_hash, title, author, material, language, isbns, subjects, contributors, changed_at)
     values ('proef', $1, '', '', $1, 'Elsschot, Willem', 'book', 'nl', array[$2], '{}', '{}', now()) returning title_id`,
    [name, isbn],
  )
  await world.rows(
    'insert into cataloguing.title_isbn (title_id, isbn) values ($1, $2) on conflict do nothing',
    [made!['title_id'], isbn],
  )
  return made!['title_id']!
}

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  testgem = await world.library('Testgem', 2)
  elsewhere = await world.library('Elders', 1)
  desk = await world.staff(testgem, ['balie'])
  buyer = await world.staff(testgem, ['bestellen'])
  stranger = await world.staff(elsewhere, ['bestellen'])
  titles['kaas'] = await title('Kaas', '9789460001000')
  titles['lijmen'] = await title('Lijmen', '9789460001017')
})
after(async () => {
  await clock.close()
  await world.close()
})

type Proposing = Partial<op.BodyOf<typeof op.proposePurchase>>
const ask = (more: Proposing = {}, as = desk) => {
  world.now = world.now.add({ seconds: 1 })
  const body = {
    command_id: id(),
    branch_id: as.branch_id,
    title_id: null,
    title: null,
    author: null,
    isbn: null,
    because: 'asked',
    remark: null,
    copies: 1,
    ...more,
  } as const
  return world.call(op.proposePurchase, { body }, as)
}
const proposed = async (more: Proposing, as = desk) => {
  const said = await ask(more, as)
  assert.equal(said.status, 201, said.text)
  return said.body
}
type Deciding = Partial<op.BodyOf<typeof op.decidePurchase>>
const decide = (suggestion_id: string, more: Deciding, as = buyer) => {
  world.now = world.now.add({ seconds: 1 })
  const body = {
    command_id: id(),
    version: 1,
    to: 'accepted',
    reason: null,
    says: null,
    ...more,
  } as const
  return world.call(op.decidePurchase, { params: { suggestion_id }, body }, as)
}
const withdraw = (suggestion_id: string, more: Partial<op.BodyOf<typeof op.withdrawPurchase>>, as = desk) => {
  world.now = world.now.add({ seconds: 1 })
  const body = { command_id: id(), version: 1, what: 'all', copies: null, remark: null, ...more } as const
  return world.call(op.withdrawPurchase, { params: { suggestion_id }, body }, as)
}
const one = async (suggestion_id: string, as = desk) => {
  const said = await world.call(op.readPurchase, { params: { suggestion_id } }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const list = async (query: op.QueryOf<typeof op.listPurchases> = {}, as = desk) => {
  const said = await world.call(op.listPurchases, { query }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const night = () => runJobs(clock, acquisitionsJobs, FORGET_PURCHASES_JOB)
const countIn = (counts: readonly { state: string; count: number }[], state: string) =>
  counts.find(c => c.state === state)?.count ?? 0

test('a desk proposes what it typed; the library reads it, with who asked, and nobody else does', async () => {
  const { suggestion_id, asked, state, copies_before } = await proposed({
    title: 'Het huis aan de dijk',
    author: 'Iemand',
    remark: 'Besproken in de krant',
  })
  assert.deepEqual([asked, state, copies_before], [1, 'proposed', null])
  const row = await one(suggestion_id, buyer)
  assert.deepEqual(
    [row.title, row.author, row.isbn, row.title_id, row.remark, row.copies, row.branch_id],
    ['Het huis aan de dijk', 'Iemand', null, null, 'Besproken in de krant', 1, desk.branch_id],
  )
  assert.match(row.proposed_by ?? '', /^Testmedewerker/)
  const said = await world.call(op.readPurchase, { params: { suggestion_id } }, stranger)
  assert.equal(said.problem.code, 'not_found')
  assert.deepEqual((await list({}, stranger)).rows, [])
  assert.equal((await decide(suggestion_id, {}, stranger)).problem.code, 'not_found')
  assert.equal((await withdraw(suggestion_id, {}, stranger)).problem.code, 'not_found')
  assert.equal((await decide(suggestion_id, {}, desk)).problem.code, 'no_leave')
})

test('what asks nothing is refused, and leaves nothing behind', async () => {
  const before = await list()
  const refusals: [Proposing, string][] = [
    [{}, 'purchase_says_nothing'],
    [{ title: 'X', isbn: '9789460001056' }, 'purchase_isbn_wrong'],
    [{ title: 'X', title_id: '999999' }, 'not_found'],
    [{ title: 'X', branch_id: elsewhere.branches[0]! }, 'not_found'],
  ]
  for (const [body, code] of refusals)
    assert.equal((await ask(body)).problem.code, code, JSON.stringify(body))
  assert.deepEqual((await list()).counts, before.counts)
})

test('the same command twice makes one suggestion; with another body it is refused', async () => {
  const command_id = id()
  const first = await proposed({ command_id, title: 'Tweemaal verstuurd' })
  assert.deepEqual(await proposed({ command_id, title: 'Tweemaal verstuurd' }), first)
  assert.equal((await ask({ command_id, title: 'Anders' })).problem.code, 'command_reused')
  assert.equal((await list({ q: 'tweemaal' })).rows.length, 1)
})

test('the same title or ISBN once more raises what is open, also when it is typed another way; another library begins its own', async () => {
  const first = await proposed({ title_id: titles['kaas']!, because: 'no_items', copies: 2 })
  assert.equal((await one(first.suggestion_id)).title, 'Kaas')
  const again = await proposed({ isbn: '978-94-6000-100-0', copies: 1, remark: 'voor de leesclub' })
  assert.deepEqual(
    [again.suggestion_id, again.asked, again.copies, again.copies_before],
    [first.suggestion_id, 2, 2, 2],
  )
  const third = await proposed({ isbn: '9460001009', copies: 5, remark: 'en voor Noord' }, buyer)
  assert.deepEqual([third.asked, third.copies, third.copies_before], [3, 5, 2])
  assert.equal((await one(first.suggestion_id)).remark, 'voor de leesclub · en voor Noord')
  const theirs = await proposed({ title_id: titles['kaas']! }, stranger)
  assert.deepEqual([theirs.asked, theirs.suggestion_id === first.suggestion_id], [1, false])
  // Taken back: one proposal less, for as many copies as before, without the words that came with it.
  const back = await withdraw(first.suggestion_id, {
    version: third.version,
    what: 'one',
    copies: 2,
    remark: 'en voor Noord',
  })
  assert.equal(back.status, 201, back.text)
  const row = await one(first.suggestion_id)
  assert.deepEqual([row.asked, row.copies, row.remark, row.state], [2, 2, 'voor de leesclub', 'proposed'])
  // Once it is over, the same begins anew.
  await decide(first.suggestion_id, { version: row.version, to: 'declined', reason: 'too_dear' })
  const fresh = await proposed({ title_id: titles['kaas']! })
  assert.equal(fresh.asked, 1)
  const opened = await decide(first.suggestion_id, { version: row.version + 1, to: 'proposed' })
  assert.equal(opened.problem.code, 'purchase_open_already')
})

test('the same words without title or ISBN are the same wish; the words of another author are not', async () => {
  const first = await proposed({ title: 'Zonder nummer', author: 'Iemand' })
  const again = await proposed({ title: ' zonder NUMMER', author: 'iemand' })
  assert.deepEqual([again.suggestion_id, again.asked], [first.suggestion_id, 2])
  assert.equal((await proposed({ title: 'Zonder nummer' })).asked, 1)
  assert.equal((await proposed({ title: 'Zonder nummer', author: 'Iemand', isbn: '9789460001062' })).asked, 1)
})

test('two desks that propose the same at once make one suggestion', async () => {
  const isbn = '9789460001024'
  const said = await Promise.all(Array.from({ length: 6 }, () => ask({ isbn })))
  assert.equal(new Set(said.map(s => s.body.suggestion_id)).size, 1)
  assert.deepEqual(said.map(s => s.body.asked).toSorted(), [1, 2, 3, 4, 5, 6])
})

test('from proposed to received, each step with its moment and with its way back', async () => {
  const { suggestion_id } = await proposed({ title: 'Van begin tot einde' })
  const steps: [Deciding, (string | null | boolean)[]][] = [
    [{ to: 'accepted' }, ['accepted', null, true, false, false]],
    [{ to: 'ordered' }, ['ordered', null, true, true, false]],
    [{ to: 'received' }, ['received', null, true, true, true]],
    [{ to: 'ordered' }, ['ordered', null, true, true, false]],
    [{ to: 'accepted' }, ['accepted', null, true, false, false]],
    [
      { to: 'declined', reason: 'other', says: ' Enkel in het Fins ' },
      ['declined', 'other', true, false, false],
    ],
    [{ to: 'proposed' }, ['proposed', null, false, false, false]],
  ]
  let version = 1
  for (const [step, is] of steps) {
    const said = await decide(suggestion_id, { ...step, version })
    assert.equal(said.status, 201, said.text)
    assert.equal(said.body.version, ++version)
    const row = await one(suggestion_id)
    const dates = [row.decided_at, row.ordered_at, row.received_at].map(at => at !== null)
    assert.deepEqual([row.state, row.declined_because, ...dates], is, JSON.stringify(step))
    assert.equal(row.says, step.to === 'declined' ? 'Enkel in het Fins' : null)
    assert.equal(row.decided_by !== null, row.decided_at !== null)
  }
  assert.equal((await decide(suggestion_id, { version: 1 })).problem.code, 'changed_meanwhile')
  assert.equal(
    (await decide(suggestion_id, { version, to: 'received' })).problem.code,
    'purchase_wrong_state',
  )
  assert.equal(
    (await decide(suggestion_id, { version, to: 'declined' })).problem.code,
    'purchase_reason_needed',
  )
})

test('withdrawn and brought back, by whoever is at the desk, while nobody decided', async () => {
  const { suggestion_id } = await proposed({ isbn: '9789460001031' })
  assert.equal((await withdraw(suggestion_id, {})).body.state, 'withdrawn')
  assert.equal((await withdraw(suggestion_id, { version: 2, what: 'back' })).body.state, 'proposed')
  await decide(suggestion_id, { version: 3 })
  assert.equal((await withdraw(suggestion_id, { version: 4 })).problem.code, 'purchase_wrong_state')
})

test('the list is narrowed by state, branch and words, is walked by key, and counts each state', async () => {
  const other = testgem.branches[1]!
  for (let n = 0; n < 52; n++) await proposed({ title: `Reeksdeel ${n}`, branch_id: other })
  const first = await list({ branch_id: other })
  assert.deepEqual([first.rows.length, countIn(first.counts, 'proposed')], [50, 52])
  const second = await list({ branch_id: other, after: first.next! })
  assert.deepEqual([second.rows.length, second.next], [2, null])
  assert.deepEqual(
    (await list({ q: 'REEKSDEEL 51' })).rows.map(r => r.title),
    ['Reeksdeel 51'],
  )
  const found = await list({ q: '978-94-6000-102-4' })
  assert.deepEqual(
    found.rows.map(r => r.isbn),
    ['9789460001024'],
  )
  const ordered = await list({ state: 'ordered', branch_id: other })
  assert.deepEqual([ordered.rows, countIn(ordered.counts, 'proposed')], [[], 52])
})

test('a title that is merged into another takes its suggestion along; one that goes leaves its words', async () => {
  const gone = await title('Lijmen (dubbel)', '9789460001048')
  const { suggestion_id } = await proposed({ title_id: gone })
  await world.rows("update cataloguing.title set state = 'merged', merged_into = $2 where title_id = $1", [
    gone,
    titles['lijmen'],
  ])
  assert.deepEqual((({ title_id, title: is }) => [title_id, is])(await one(suggestion_id)), [
    titles['lijmen'],
    'Lijmen',
  ])
  assert.equal((await proposed({ title_id: titles['lijmen']! })).asked, 2, 'the one that stayed is the same')
  // What it was merged into is merged on.
  const last = await title('Lijmen, het been', '9789460001055')
  const leadsTo = (from: string, to: string | null) =>
    world.rows('update cataloguing.title set state = $3, merged_into = $2 where title_id = $1', [
      from,
      to,
      to === null ? 'in_use' : 'merged',
    ])
  await leadsTo(titles['lijmen']!, last)
  assert.equal((await one(suggestion_id)).title_id, last)
  assert.equal((await proposed({ title_id: last })).asked, 3)
  await leadsTo(titles['lijmen']!, null)
  await world.rows('delete from cataloguing.title_isbn where title_id = $1', [gone])
  await world.rows('delete from cataloguing.title where title_id = $1', [gone])
  const left = await one(suggestion_id)
  assert.deepEqual([left.title, left.title_id, left.asked], ['Lijmen (dubbel)', null, 3])
})

test('who decides finds on their day how many wait; a desk does not', async () => {
  const waits = async (as: Someone) =>
    (await world.call(op.myDay, {}, as)).body.counters.find(c => c.id === 'purchases')?.count
  assert.equal(await waits(buyer), countIn((await list()).counts, 'proposed'))
  assert.equal(await waits(desk), undefined)
})

test('what is suggested stands beside the title in the lists of holds and tells how many wait', async () => {
  await proposed({ title_id: titles['lijmen']!, because: 'no_items', copies: 3 })
  for (const n of [0, 1, 2])
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, placed_at, state)
       values ($1, $2::bigint, $3, $4, '2026-11-20', 'waiting')`,
      [testgem.library_id, 900_000_001 + n, titles['lijmen'], testgem.branches[0]],
    )
  const hopeless = async () => (await world.call(op.hopelessHolds, {}, desk)).body.rows
  const open = (await list({ q: 'lijmen', state: 'proposed' })).rows[0]!
  assert.deepEqual([open.waiting, open.items], [3, 0])
  const rows = await hopeless()
  assert.deepEqual(
    rows.map(r => [r.waiting, r.purchase]),
    rows.map(() => [3, { suggestion_id: open.suggestion_id, state: 'proposed' }]),
  )
  const ratios = await world.call(op.holdRatios, { query: { above: '2' } }, desk)
  assert.deepEqual(
    ratios.body.rows.map(r => r.purchase?.suggestion_id),
    [open.suggestion_id],
  )
  await withdraw(open.suggestion_id, { version: open.version, what: 'all' })
  assert.ok((await hopeless()).every(r => r.purchase === null))
})

test('two years after it is over it goes whole; the names of whoever left go at night', async () => {
  const leaver = await world.staff(testgem, ['hoofd_balie'])
  const stays = await proposed({ title: 'Blijft staan' }, leaver)
  const over = await proposed({ title: 'Is lang voorbij' }, leaver)
  await decide(over.suggestion_id, { to: 'declined', reason: 'no_budget' }, leaver)
  await world.rows(
    "update organisation.staff set active = false, left_at = '2026-11-25' where staff_id = $1",
    [leaver.staff_id],
  )
  await night()
  const row = await one(stays.suggestion_id)
  assert.deepEqual([row.proposed_by, row.title], [null, 'Blijft staan'])
  const named = () =>
    world.rows(
      'select decided_by, proposed_by from acquisitions.purchase_suggestion where suggestion_id = $1',
      [over.suggestion_id],
    )
  assert.deepEqual(await named(), [{ decided_by: null, proposed_by: null }])
  for (const [changed, left] of [
    ['2024-11-25', 1],
    ['2024-11-24', 0],
  ] as const) {
    await world.rows('update acquisitions.purchase_suggestion set changed_at = $2 where suggestion_id = $1', [
      over.suggestion_id,
      changed,
    ])
    await night()
    assert.equal((await named()).length, left, changed)
  }
})
