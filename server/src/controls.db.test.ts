import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { readDataMap } from './base/catalogue/data-map.ts'
import { addDays, momentOn } from './base/dates.ts'
import { openMagda } from './base/magda/magda.ts'
import { uuid7 } from './base/uuid.ts'
import { allJobs } from './jobs.ts'
import { cataloguingJobs, noFeeds } from './modules/cataloguing/jobs.ts'
import { circulationTitleMoves } from './modules/circulation/index.ts'
import { aForm, testNumber } from './modules/patrons/testing/forms.ts'
import { openClock, type TestClock } from './testing/jobs.ts'
import { anItem, aPatron } from './testing/people.ts'
import { aRegulation, plainRows } from './testing/regulation.ts'
import { sample } from './testing/sample.ts'
import { type Library, openWorld, type Someone, type World } from './testing/world.ts'

/* What was promised in writing, asked of the program: of its whole contract, its roles in the database, and all of its jobs. */
const MAGDA = {
  url: 'http://127.0.0.1:9/geheime-poort',
  sender: { uri: 'geheim.kaft/test', capacity: '1397' },
}
let world: World
let clock: TestClock
let folder: string
let here: Library
let desk: Someone
before(async () => {
  world = await openWorld({ magda: openMagda(MAGDA) })
  clock = openClock(world)
  folder = await mkdtemp(join(tmpdir(), 'kaft-controls-'))
  here = await world.library('Testgem')
  await aRegulation(
    world,
    here,
    plainRows({
      reminders: { predue_days: null, steps: [], invoice_days: 14, invoice_cents: 500 },
      period: { n: 7, unit: 'days' },
      fine: { kind: 'per_day', amount_cents: 10, cap_cents: 400 },
    }),
  )
  desk = await world.staff(here, ['hoofd_balie', 'beheer'])
})
after(async () => {
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true })
})
const id = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return uuid7(world.now)
}
const all = op.operations.map(o => o.op)
const ids = (which: readonly op.Operation[]) => which.map(o => o.id).toSorted()

interface Shape {
  readonly properties?: Readonly<Record<string, object>>
  readonly items?: object
  readonly anyOf?: readonly object[]
}
/** Every name in an answer, by its path; `[]` stands for each of a list. */
function namesIn(schema: object | undefined, path = ''): string[] {
  if (schema === undefined) return []
  const { properties = {}, items, anyOf = [] }: Shape = schema
  const own = Object.entries(properties).flatMap(([name, inner]) => [
    `${path}${name}`,
    ...namesIn(inner, `${path}${name}.`),
  ])
  return [...own, ...namesIn(items, `${path}[].`), ...anyOf.flatMap(one => namesIn(one, path))]
}

test('P4 a website has an identity of its own, four operations, and these fields; the database knows no website', async () => {
  const ofWebsite = all.filter(o => o.leave === 'website')
  const told = Object.fromEntries(ofWebsite.map(o => [o.id, namesIn(o.ok).toSorted()]))
  assert.deepEqual(told, {
    onlineForm: ['guardian_until_age', 'library_name', 'may_hold', 'open', 'statement_version', 'visit_days'],
    registerOnline: ['confirm_until', 'reference'],
    confirmOnline: ['library_name', 'may_hold', 'visit_until'],
    openReaderToken: ['expires_at', 'idle_minutes', 'token'],
  })
  for (const o of ofWebsite)
    for (const as of [null, desk, { ...desk, secret: '', key: 'geen-sleutel-van-ons' }]) {
      const part = (schema: op.Operation['params']) => (schema ? sample(schema, () => undefined) : undefined)
      const said = await world.call(o, { query: part(o.query), body: part(o.body) } as never, as)
      assert.equal(said.status, 401, `${o.id}: ${said.text}`)
    }
  const roles = await world.rows(
    "select rolname from pg_roles where rolcanlogin and not rolsuper and rolname like 'kaft%' order by 1",
  )
  assert.deepEqual(
    roles.map(row => row['rolname']),
    ['kaft_app', 'kaft_jobs', 'kaft_public', 'kaft_reader'],
  )
})

/** Where a form puts what is no column of a patron; null: not kept as data of a person, or the number of a row or a version. */
const elsewhere: Readonly<Record<string, string | null>> = {
  national_number: 'patrons.person',
  card: 'patrons.card',
  eid: 'patrons.card',
  addresses: 'patrons.address',
  guardian: 'patrons.guardian_consent',
  tariff: 'patrons.patron',
  statement: 'patrons.patron',
  read: 'patrons.patron',
  command_id: null,
  version: null,
  proof: null,
  reason: null,
}

test('P20 P33 a form asks nothing that the data map does not name', async () => {
  const client = await world.db.bulk.connect()
  const { personal } = await readDataMap(client).finally(() => client.release())
  const columns = new Set(personal.filter(one => one.table === 'patrons.patron').map(one => one.column))
  const tables = new Set(personal.map(one => one.table))
  for (const form of [op.registerPatron, op.changePatron, op.setAddresses, op.registerOnline, op.choose])
    for (const field of Object.keys(form.body.properties)) {
      const goes = columns.has(field) ? 'patrons.patron' : elsewhere[field]
      assert.notEqual(
        goes,
        undefined,
        `${form.id} asks ${field}: describe its column, or say here where it goes`,
      )
      if (goes) assert.ok(tables.has(goes), `${field}: ${goes} holds nothing of people by the data map`)
    }
  const parts = Object.keys(op.setAddresses.body.properties.addresses.items.properties)
  const described = new Set(personal.filter(one => one.table === 'patrons.address').map(one => one.column))
  assert.deepEqual(
    parts.filter(part => !described.has(part) && !['kind', 'letters', 'until'].includes(part)),
    [],
  )
})

test('P30 the history of a loan tells what, when and back when, of the membership here and of no other', async () => {
  // The language of a title is told so that it is read aloud in it.
  const fields = [
    'author',
    'barcode',
    'branch_name',
    'language',
    'lent_on',
    'loan_id',
    'returned_on',
    'title',
  ]
  for (const o of [op.readHistory, op.myHistory])
    assert.deepEqual(
      namesIn(o.ok)
        .filter(name => name.startsWith('rows.[].'))
        .map(name => name.slice(8))
        .toSorted(),
      fields,
    )
  const there = await world.library('Voorbeeldlo')
  await aRegulation(world, there)
  const elsewhere = await world.staff(there, ['hoofd_balie'])
  const number = testNumber(42)
  const history = async (as: Someone, patron_id: string) => {
    const said = await world.call(
      op.readHistory,
      { params: { patron_id }, body: { reason: 'own_request' } },
      as,
    )
    assert.equal(said.status, 200, said.text)
    return said.body.rows
  }
  const join = async (as: Someone) => {
    const made = await world.call(op.registerPatron, { body: aForm({ national_number: number }) }, as)
    assert.equal(made.status, 201, made.text)
    return made.body.patron_id
  }
  const [mine, other] = [await join(desk), await join(elsewhere)]
  const item = await anItem(world, here, { title: 'Een boek van hier' })
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: mine, item_id: item.item_id, accept: ['debt_block'] } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, desk)
  assert.deepEqual(await history(desk, mine), [
    {
      loan_id: lent.body.loan?.loan_id,
      title: 'Een boek van hier',
      author: null,
      language: null,
      barcode: item.barcode,
      branch_name: 'Testgem Centrum',
      lent_on: '2026-11-25',
      returned_on: '2026-11-25',
    },
  ])
  assert.deepEqual(await history(elsewhere, other), [], 'one person, and another membership')
})

test('P37 no answer tells how the coupling reaches the register, and nobody asks it freely', async () => {
  const asks = all.filter(o => /magda/i.test(o.path))
  assert.deepEqual(
    ids(asks.filter(o => !o.path.startsWith('/magda'))),
    ['askMagda'],
    'by a patron who is a member here',
  )
  assert.deepEqual(Object.keys(op.askMagda.body.properties), ['command_id'])
  for (const key of [...Object.keys(op.settings), ...Object.keys(op.centralSettings)])
    assert.doesNotMatch(key, /magda.*(url|sender|capacity|certificate|key)/)
  const manager = await world.staff(here, ['beheer', 'dpo', 'consortium', 'dpo_centraal'])
  for (const o of all.filter(one => one.method === 'GET')) {
    const part = (schema: op.Operation['params']) => (schema ? sample(schema, () => undefined) : undefined)
    const said = await world.call(o, { params: part(o.params), query: part(o.query) } as never, manager)
    assert.doesNotMatch(said.text, /geheime-poort|geheim\.kaft|"1397"/, o.id)
  }
})

test('P127 in a year of nights nothing grave comes of books that are not brought back: no invoice, no block, no membership that ends', async () => {
  const patron = await aPatron(world, here, { member_until: '2199-01-01' })
  const item = await anItem(world, here)
  await world.rows('update inventory.item set price_cents = 1800 where item_id = $1', [item.item_id])
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  const state = async () => {
    const [row] = await world.rows(
      `select (select count(*) from patrons.block where patron_id = $1) as blocks,
              (select count(*) from finance.entry e join finance.account a using (account_id) where a.patron_id = $1) as entries,
              (select member_until::text from patrons.patron where patron_id = $1) as member_until,
              (select string_agg(kind || ' ' || channel || ' ' || state, ', ') from messaging.message where patron_id = $1) as messages`,
      [patron.patron_id],
    )
    return { ...row }
  }
  const first = await state()
  // Those of the catalogue reach nobody, and build whole indexes.
  const ofTitles = new Set(cataloguingJobs(noFeeds, null, circulationTitleMoves).map(job => job.name))
  const jobs = allJobs({ mailer: null, magda: null, erasedFile: join(folder, 'erased.jsonl') }).filter(
    job => !ofTitles.has(job.name),
  )
  assert.ok(jobs.length > 30, `${jobs.length} jobs`)
  const began = '2026-11-25'
  for (const days of [8, 22, 23, 60, 120, 250, 365]) {
    world.now = momentOn(addDays(began, days), '05:00')
    await world.rows('select circulation.make_partitions($1::date)', [addDays(began, days)])
    for (const job of jobs) await job.handler(clock.ctx(job.name))
  }
  assert.deepEqual(await state(), { ...first, messages: 'invoice letter planned' })
  const morning = await world.staff(here, ['hoofd_balie'])
  const [letter] = (await world.call(op.readLetters, {}, morning)).body.rows
  assert.equal(letter?.kind, 'invoice', 'it waits for somebody who prints it')
  const body = { command_id: id(), message_ids: [...(letter?.message_ids ?? [])] }
  assert.equal((await world.call(op.markPrinted, { body }, morning)).status, 200)
  assert.ok(Number((await state())['entries']) > Number(first['entries']), 'and then it is booked')
})

test('P130 people leave in a file, or many with their address, by these operations only: each has a leave, a purpose, and the log', async () => {
  const open = (o: op.Operation) => ['anyone', 'signed_in'].includes(o.leave)
  const files = all.filter(o => namesIn(o.ok).includes('base64'))
  assert.deepEqual(ids(files), [
    'breachLetters',
    'departurePart',
    'fetchAddressList',
    'printReaderCode',
    'readCaseFile',
    'readCaseLetter',
    'readMyRequestFile',
    'readMyRequestLetter',
  ])
  // What a library takes along when it leaves is sealed in parts: it was asked for, confirmed by a second person, and is read by the library.
  assert.deepEqual(ids(files.filter(o => o.purpose === undefined || open(o))), ['departurePart'])
  const reach = /\[\]\.(email|phone|street|address|birth_on|national_number)$/
  const many = all.filter(
    o =>
      o.purpose !== undefined &&
      namesIn(o.ok).some(name => reach.test(name) && !name.startsWith('addresses.')),
  )
  assert.deepEqual(ids(many), [
    'callList',
    'callPaper',
    'homeRoundPaper',
    'identityConflicts',
    'markCalled',
    'readLetters',
    'readPersonList',
  ])
  assert.deepEqual(many.filter(open), [])
  for (const o of [op.makePersonList, op.makeAddressList]) {
    const says = namesIn(o.body)
    assert.ok(says.includes('purpose') && says.includes('days'), `${o.id} says what for and until when`)
  }
})
