import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openDb } from '../../../base/db.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, type TestPatron } from '../../../testing/people.ts'
import { aReader, PASSWORD } from '../../../testing/readers.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { commandId } from '../../patrons/testing/forms.ts'
import { privacyJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let desk: Someone
let dpo: Someone
before(async () => {
  world = await openWorld({ mails: true })
  clock = openClock(world)
  here = await world.library('Testgem')
  desk = await world.staff(here, ['balie', 'hoofd_balie'])
  dpo = await world.staff(here, ['dpo'])
  await aRegulation(world, here)
})
after(async () => {
  await clock.close()
  await world.close()
})
const command = () => ({ command_id: commandId() })
const tasks = () =>
  privacyJobs('/dev/null', [])
    .find(job => job.name === 'privacy_tasks')!
    .handler(clock.ctx('privacy_tasks'))
const begin = (reader: Someone, wish: object) =>
  world.call(op.beginRequest, { body: { ...command(), kind: 'access', purposes: [], ...wish } }, reader)
const read = (reader: Someone, case_id: string) =>
  world.call(op.readMyRequest, { params: { case_id } }, reader)
const withdraw = (reader: Someone, case_id: string) =>
  world.call(op.withdrawRequest, { params: { case_id }, body: command() }, reader)
async function someone(family_name: string): Promise<{ patron: TestPatron; reader: Someone }> {
  const patron = await aPatron(world, here, { family_name })
  return { patron, reader: await aReader(world, patron) }
}
const fetch = (reader: Someone, of: { case_id: string; file_id: string }, password = PASSWORD) =>
  world.call(op.readMyRequestFile, { params: of, body: { ...command(), password } }, reader)

test('P85 P78 P79 a reader takes along the own data: report, file and table, made at once and answered by nobody', async () => {
  const { patron, reader } = await someone('Vandownload')
  const other = await someone('Vananders')
  const ask = { ...command(), kind: 'access' as const, purposes: [] }
  const made = await world.call(op.beginRequest, { body: ask }, reader)
  assert.equal(made.status, 201, made.text)
  const { case_id } = made.body
  assert.deepEqual(
    [made.body.source, made.body.busy, made.body.may_withdraw, made.body.due_on],
    ['portal', true, true, '2026-12-28'],
  )
  assert.equal((await world.call(op.beginRequest, { body: ask }, reader)).body.case_id, case_id, 'a repeat')
  assert.equal((await begin(reader, { kind: 'portability' })).problem.code, 'case_busy')
  await tasks()
  const { body } = await read(reader, case_id)
  assert.deepEqual(
    [body.step, body.decision, body.closed_how, body.busy, body.may_withdraw],
    ['closed', 'granted', 'answered', false, false],
  )
  assert.deepEqual(
    body.letters.map(l => l.kind),
    ['received', 'decision'],
  )
  assert.deepEqual(
    body.files.map(f => [f.kind, f.name.split('.').at(-1)]),
    [
      ['report', 'pdf'],
      ['report', 'html'],
      ['portability', 'json'],
      ['csv', 'csv'],
      ['csv', 'csv'],
    ],
  )
  const contents = await Promise.all(
    body.files.map(async ({ file_id }) =>
      Buffer.from((await fetch(reader, { case_id, file_id })).body.base64, 'base64'),
    ),
  )
  assert.equal(contents[0]!.toString('latin1', 0, 5), '%PDF-')
  const file = JSON.parse(contents[2]!.toString()) as { patron: { family_name: string; patron_id: string } }
  assert.deepEqual(
    [file.patron.family_name, String(file.patron.patron_id)],
    ['Vandownload', patron.patron_id],
  )
  assert.ok(contents[3]!.toString().includes('Vandownload'))
  assert.deepEqual(
    (await read(reader, case_id)).body.files.map(f => f.fetched),
    [1, 1, 1, 1, 1],
  )
  const [letter] = body.letters
  const paper = await world.call(
    op.readMyRequestLetter,
    { params: { case_id, letter_id: letter!.letter_id } },
    reader,
  )
  assert.equal(Buffer.from(paper.body.base64, 'base64').toString('latin1', 0, 5), '%PDF-')
  // Nothing of it is anybody else's, and the officer sees that it was done.
  const file_id = body.files[0]!.file_id
  for (const said of [
    await read(other.reader, case_id),
    await fetch(other.reader, { case_id, file_id }),
    await withdraw(other.reader, case_id),
    await world.call(
      op.readMyRequestLetter,
      { params: { case_id, letter_id: letter!.letter_id } },
      other.reader,
    ),
  ])
    assert.equal(said.problem.code, 'not_found', said.text)
  assert.deepEqual((await world.call(op.myRequests, { query: {} }, other.reader)).body.rows, [])
  const seen = await world.call(op.readCase, { params: { case_id } }, dpo)
  assert.deepEqual([seen.body.identity_how, seen.body.decided_by], ['portal', null])
})

test('P85 a browser that was left open gives no file away: the password is asked again, and guessing it rests', async () => {
  const { reader } = await someone('Vanopen')
  const { case_id } = (await begin(reader, {})).body
  await tasks()
  const { file_id } = (await read(reader, case_id)).body.files[0]!
  assert.equal((await fetch(reader, { case_id, file_id }, 'geraden woord')).problem.code, 'password_wrong')
  assert.equal((await read(reader, case_id)).body.files[0]!.fetched, 0)
  assert.equal((await fetch(reader, { case_id, file_id })).status, 200)
  const guesses: string[] = []
  for (let n = 0; n < 12; n++)
    guesses.push((await fetch(reader, { case_id, file_id }, `geraden ${n}`)).problem.code)
  assert.equal(guesses.at(-1), 'reader_rests', guesses.join())
})

test('P85 a few of a kind in a day, and the next day again', async () => {
  const { reader } = await someone('Vanveel')
  for (let n = 0; n < op.MOST_REQUESTS; n++) {
    assert.equal((await begin(reader, { kind: 'portability' })).status, 201)
    await tasks()
  }
  assert.equal((await begin(reader, { kind: 'portability' })).problem.code, 'requests_enough')
  assert.equal((await begin(reader, { kind: 'access' })).status, 201, 'another right')
  const list = await world.call(op.myRequests, { query: {} }, reader)
  assert.equal(list.body.rows.length, 4)
  const { case_id } = list.body.rows[1]!
  const rest = await world.call(op.myRequests, { query: { after: case_id } }, reader)
  assert.equal(rest.body.rows.length, 2)
})

test('P85 P80 P82 the other rights begin a request that the officer handles; the reader reads the answer', async () => {
  const { reader } = await someone('Vanverbeter')
  assert.equal((await begin(reader, { kind: 'rectification' })).problem.code, 'case_says_nothing')
  const items = [{ field: 'Voornaam', wish: 'Maria' }]
  const made = await begin(reader, { kind: 'rectification', items, purposes: ['identification'] })
  assert.deepEqual([made.body.step, made.body.items[0]!.wish], ['judge', 'Maria'], made.text)
  const { case_id } = made.body
  const params = { case_id }
  const decided = await world.call(
    op.decideCase,
    { params, body: { ...command(), decision: 'granted', reasons: '' } },
    dpo,
  )
  assert.equal(decided.status, 200, decided.text)
  const item_id = decided.body.items[0]!.item_id
  await world.call(op.settleItem, { params: { case_id, item_id }, body: { ...command(), did: 'done' } }, dpo)
  const { body } = await read(reader, case_id)
  assert.deepEqual([body.decision, body.items[0]!.did, body.may_withdraw], ['granted', 'done', false])
  assert.match(body.letters.at(-1)!.body, /Wij verbeteren uw gegevens/)
  assert.equal((await withdraw(reader, case_id)).problem.code, 'case_decided')
  // A copy of an identity card is never told of, nor a note of staff.
  await world.rows(
    "insert into privacy.case_file (library_id, case_id, kind, name, mime, cipher, made_at, until) values ($1, $2, 'identity_copy', 'kaart.png', 'image/png', 'x', now(), '2027-01-01')",
    [here.library_id, case_id],
  )
  assert.deepEqual((await read(reader, case_id)).body.files, [])
})

test('P85 P88 an objection suspends at once, and taken back it suspends nothing', async () => {
  const { patron, reader } = await someone('Vanbezwaar')
  const made = await begin(reader, { kind: 'objection', purposes: ['functional'], objection: 'Liever niet.' })
  assert.deepEqual(made.body.limited, ['functional'], made.text)
  const item = await anItem(world, here)
  const held = await world.call(
    op.placeMyHold,
    { body: { ...command(), title_id: item.title_id, pickup_branch_id: here.branches[0]! } },
    reader,
  )
  assert.ok(held.status >= 400, 'suspended')
  const back = await withdraw(reader, made.body.case_id)
  assert.deepEqual([back.body.closed_how, back.body.limited], ['withdrawn', []], back.text)
  assert.equal((await withdraw(reader, made.body.case_id)).problem.code, 'case_closed')
  const [limit] = await world.rows(
    'select lifted_at is not null as lifted, lifted_by from privacy.restriction where patron_id = $1',
    [patron.patron_id],
  )
  assert.deepEqual(limit, { lifted: true, lifted_by: null })
  await world.rows('update patrons.patron set news = true where patron_id = $1', [patron.patron_id])
  await begin(reader, { kind: 'objection', purposes: ['communication'] })
  await tasks()
  assert.equal((await world.call(op.myChoices, {}, reader)).body.news, false)
})

test('P81 P85 what keeps a record is told before erasing is asked, without the words of staff', async () => {
  const { patron, reader } = await someone('Vanwissen')
  assert.deepEqual((await world.call(op.myErasure, {}, reader)).body, { blocks: [] })
  const item = await anItem(world, here)
  const lent = await world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  await world.rows(
    "insert into patrons.block (library_id, patron_id, reason, since, actions) select library_id, patron_id, 'Streng woord', '2026-11-01', '{loan}' from patrons.patron where patron_id = $1",
    [patron.patron_id],
  )
  const said = await world.call(op.myErasure, {}, reader)
  assert.deepEqual(
    said.body.blocks.map(b => [b.code, b.count]),
    [
      ['open_loans', 1],
      ['blocked', undefined],
    ],
  )
  assert.ok(!said.text.includes('Streng'))
  const asked = await begin(reader, {
    kind: 'erasure',
    purposes: ['statistics'],
    limits: 'Enkel de historiek',
  })
  assert.deepEqual([asked.body.step, asked.body.limits], ['judge', 'Enkel de historiek'], asked.text)
  const back = await withdraw(reader, asked.body.case_id)
  assert.equal(back.body.closed_how, 'withdrawn')
})

test('P85 a session of a reader decides nothing, in no request, and begins none for another', async () => {
  const { patron, reader } = await someone('Vanslim')
  const other = await someone('Vandoel')
  const { body } = await begin(other.reader, { kind: 'complaint', objection: 'Mijn kaart' })
  const own = await begin(reader, { kind: 'erasure' })
  const db = openDb({
    connection: { connectionString: world.db.urlFor('kaft_reader') },
    deskSize: 1,
    bulkSize: 1,
  })
  const client = await db.bulk.connect()
  const as = async (statement: string, values: unknown[]) => {
    await client.query('begin')
    try {
      await client.query('select patrons.enter_reader($1)', [reader.reader])
      const said = await client.query(statement, values)
      return said.rowCount
    } catch (error) {
      return (error as { code?: string }).code
    } finally {
      await client.query('rollback')
    }
  }
  const mine = [own.body.case_id]
  const insert = `insert into privacy.rights_case (library_id, patron_id, kind, source, received_on, identity_how, identity_at, made_at)
    values ($1, $2, 'access', $3, '2026-11-25', 'portal', now(), now())`
  assert.deepEqual(
    [
      await as(
        "update privacy.rights_case set decision = 'granted', decided_at = now() where case_id = $1",
        mine,
      ),
      await as(
        "update privacy.rights_case set closed_at = now(), closed_how = 'answered' where case_id = $1",
        mine,
      ),
      await as(
        "update privacy.rights_case set closed_at = now(), closed_how = 'withdrawn' where case_id = $1",
        [body.case_id],
      ),
      await as(insert, [here.library_id, other.patron.patron_id, 'portal']),
      await as(insert, [here.library_id, patron.patron_id, 'desk']),
      await as('select reasons from privacy.rights_case', []),
      await as('select made_by from privacy.case_letter', []),
      await as(
        "insert into privacy.case_letter (library_id, case_id, kind, subject, body, made_at) values ($1, $2, 'decision', '', '', now())",
        [here.library_id, own.body.case_id],
      ),
      await as(
        "insert into privacy.case_task (library_id, case_id, kind, made_at) values ($1, $2, 'files', now())",
        [here.library_id, body.case_id],
      ),
      await as('delete from privacy.rights_case', []),
    ],
    ['42501', '42501', 0, '42501', '42501', '42501', '42501', '42501', '42501', '42501'],
  )
  client.release()
  await db.close()
})
