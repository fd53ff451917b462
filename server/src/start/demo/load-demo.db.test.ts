import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Ask,
  callList,
  checkin,
  CommandId,
  crates,
  findItems,
  findPatrons,
  holdRatios,
  holdShelf,
  hopelessHolds,
  iblBoard,
  type OkOf,
  type Operation,
  readTitle,
  scan,
  searchTitles,
  shelfFirst,
  signIn,
  transits,
} from '@kaft/contract'
import type { FastifyInstance } from 'fastify'
import { Compile } from 'typebox/compile'
import { readDemo } from '../../../../demo/read-demo.ts'
import { showcase, SHOWN_ITEMS } from '../../../../demo/showcase.ts'
import { withClient } from '../../base/client.ts'
import type { Db } from '../../base/db.ts'
import { newRing } from '../../base/keys.ts'
import { cloneTestDb, type TestDb } from '../../base/test-db.ts'
import { uuid7 } from '../../base/uuid.ts'
import { openMetrics } from '../../doors/http/metrics.ts'
import { openHttpDoor } from '../../doors/http/server.ts'
import { logAccess } from '../../modules/privacy/index.ts'
import { allRoutes } from '../../routes.ts'
import { demoFacts } from './demo-facts.ts'
import { commandId } from './desk.ts'
import { FORMER_MEMBERS } from './former-members.store.ts'
import { loadDemo } from './load-demo.ts'

let db: TestDb
let app: FastifyInstance
const keys = newRing('/dev/null')
const said: string[] = []
const now = Temporal.Now.instant()

const load = (through: Db): Promise<void> =>
  withClient(db.urlFor('postgres'), async client => {
    await client.query('set role kaft_owner')
    await loadDemo({ client, db: through, keys, say: text => void said.push(text) })
  })

/** The pools, of which the desk's breaks after so many transactions. */
function breaking(after: number): Db {
  let left = after
  const desk = new Proxy(db.desk, {
    get: (pool, key) =>
      key === 'connect'
        ? () => (left-- > 0 ? pool.connect() : Promise.reject(new Error('the power went')))
        : Reflect.get(pool, key),
  })
  return { ...db, desk }
}

const count = async (table: string): Promise<number> =>
  Number((await db.admin.query(`select count(*) as n from ${table}`)).rows[0].n)
const tables = [
  'organisation.library',
  'organisation.staff',
  'patrons.patron',
  'patrons.person',
  'cataloguing.title',
  'cataloguing.title_search',
  'inventory.item',
  'circulation.loan',
  'circulation.hold',
  'finance.entry',
  'circulation.loan_fact',
]
async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const table of tables) found[table] = await count(table)
  return found
}

before(async () => {
  db = await cloneTestDb()
  await db.admin.query('insert into base.installation (demo, made_at) values (true, $1)', [now.toString()])
  app = await openHttpDoor({
    routes: allRoutes({ demo: true }),
    base: { db, keys, source: 'desk', testNumbers: true, logAccess },
    now: () => now,
    log: () => undefined,
    metrics: openMetrics(db),
    secure: false,
    trustProxy: false,
  })
})
after(async () => {
  await app.close()
  await db.drop()
})

async function call<O extends Operation>(
  op: O,
  ask: Partial<Ask<O>>,
  cookie?: string,
): Promise<{ status: number; body: OkOf<O>; cookie: string }> {
  const params: Record<string, string> = ask.params ?? {}
  const path = op.path.replace(/:([a-z_]+)/g, (_, name: string) => params[name] ?? '')
  const query = new URLSearchParams(ask.query ?? {}).toString()
  const answer = await app.inject({
    method: op.method,
    url: `/api/v1${path}${query ? `?${query}` : ''}`,
    ...(op.body ? { payload: ask.body as object } : {}),
    ...(cookie ? { cookies: { kaft_session: cookie } } : {}),
  })
  return { status: answer.statusCode, body: answer.json(), cookie: answer.cookies[0]?.value ?? cookie ?? '' }
}
const command_id = () => uuid7(Temporal.Now.instant())

test('a loading that breaks off goes on where it was, and nothing is there twice', async () => {
  await assert.rejects(load(breaking(400)), /the power went/)
  const half = await count('circulation.loan')
  assert.ok(half > 50 && half < 700, `${half} loans`)
  await load(db)
  const demo = readDemo(now.toZonedDateTimeISO('Europe/Brussels').toPlainDate().toString())
  const done = await counts()
  assert.equal(done['organisation.library'], demo.libraries.length)
  // Three more sent the form of the website.
  assert.equal(done['patrons.patron'], demo.patrons.length + FORMER_MEMBERS + 3)
  assert.equal(done['inventory.item'], demo.items.length + SHOWN_ITEMS)
  assert.equal(done['cataloguing.title_search'], done['cataloguing.title'])
  assert.ok(done['circulation.loan_fact']! > 1_000, 'a draft of a regulation has something to be tried on')
  assert.ok(
    done['circulation.loan']! >= demo.loans.length * 0.97,
    `${done['circulation.loan']} of ${demo.loans.length} loans`,
  )
  assert.ok(
    done['circulation.hold']! >= demo.holds.length * 0.9,
    `${done['circulation.hold']} of ${demo.holds.length} holds`,
  )
  const open = await db.admin.query(
    'select item_id from circulation.loan where returned_at is null group by item_id having count(*) > 1',
  )
  assert.equal(open.rowCount, 0)
})

test('a third time it finds the demonstration and does nothing', async () => {
  const done = await counts()
  const words = said.length
  await load(db)
  assert.equal(said.length, words)
  assert.deepEqual(await counts(), done)
})

test('its sessions are over', async () => {
  const open = await db.admin.query('select from organisation.session where ended_at is null')
  assert.equal(open.rowCount, 0)
})

test('no number in it is a citizen’s, and none can be read in the database', async () => {
  const demo = readDemo('2026-11-25')
  const numbers = demo.patrons.flatMap(p => p.national_number ?? [])
  assert.ok(numbers.length > 300)
  for (const number of numbers) assert.ok(Number(number.slice(2, 4)) > 60, 'a month of the test register')
  const { rows } = await db.admin.query(
    "select number_cipher, convert_from(number_index, 'UTF8') as number_index from patrons.person",
  )
  const stored = JSON.stringify(rows)
  assert.equal(rows.length, new Set(numbers).size)
  for (const number of numbers.slice(0, 50)) assert.ok(!stored.includes(number))
})

test('the sheet tells the truth: each code is there, and does what it says', async () => {
  const facts = await demoFacts(db)
  for (const row of facts.sheet.filter(r => r.kind === 'item')) {
    assert.ok(row.title, `${row.code} has a title`)
    const found = await db.admin.query(
      `select coalesce(s.status, i.state) as status, i.loanable from inventory.item i join organisation.library l on l.library_id = i.library_id
         left join circulation.item_status s on s.item_id = i.item_id where i.barcode = $1 and l.code = $2`,
      [row.code, row.library],
    )
    assert.equal(found.rowCount, 1, row.code)
    if (/on loan/.test(row.en)) assert.equal(found.rows[0].status, 'on_loan', row.en)
    if (/on the shelf/.test(row.en)) assert.equal(found.rows[0].status, 'in_use', row.en)
  }
  const card = (says: RegExp) => facts.sheet.find(r => r.kind === 'card' && says.test(r.en))?.code ?? ''
  const late = await db.admin.query(
    `select from circulation.loan l join patrons.card c on c.patron_id = l.patron_id where c.code = $1 and l.returned_at is null and l.due_on < $2`,
    [card(/overdue/), now.toString().slice(0, 10)],
  )
  assert.ok((late.rowCount ?? 0) > 0)
})

test('the five minutes: sign in, lend a real book, take it back', async () => {
  const facts = await demoFacts(db)
  const amina = facts.accounts[0]!
  const centre = facts.workstations.find(w => w.branch === 'Centrum')!
  const inside = await call(signIn, {
    body: { login: amina.login, password: facts.password, workstation_key: centre.key },
  })
  assert.equal(inside.status, 201)
  assert.equal(inside.body.branch_name, 'Centrum')
  assert.equal(inside.body.workstation?.name, centre.name)
  const card = facts.sheet.find(r => r.kind === 'card')!
  const book = facts.sheet.find(r => r.kind === 'item')!
  const opened = await call(
    scan,
    { body: { command_id: command_id(), code: card.code, patron_id: null } },
    inside.cookie,
  )
  assert.equal(opened.body.did, 'opened')
  const lent = await call(
    scan,
    { body: { command_id: command_id(), code: book.code, patron_id: opened.body.patron!.patron_id } },
    inside.cookie,
  )
  assert.equal(lent.body.did, 'lent', JSON.stringify(lent.body.findings))
  assert.equal(lent.body.item?.title, book.title)
  const back = await call(checkin, { body: { command_id: command_id(), barcode: book.code } }, inside.cookie)
  assert.equal(back.body.did, 'taken_back')
  const twice = facts.sheet.find(r => /another library has too/.test(r.en))!
  const found = await call(findItems, { query: { barcode: twice.code } }, inside.cookie)
  assert.ok(found.body.rows.length > 1)
})

test('the neighbour’s patrons cannot be found, the catalogue can', async () => {
  const facts = await demoFacts(db)
  const amina = facts.accounts[0]!
  const { cookie } = await call(signIn, { body: { login: amina.login, password: facts.password } })
  const stranger = readDemo('2026-11-25').patrons.find(p => p.library === 'I290' && p.email !== null)!
  const patrons = await call(findPatrons, { query: { q: stranger.email! } }, cookie)
  assert.deepEqual(patrons.body.rows, [])
  const titles = await call(searchTitles, { query: { q: 'conscience leeuw vlaanderen' } }, cookie)
  assert.ok(titles.body.rows.length > 0)
  const title = await call(readTitle, { params: { title_id: titles.body.rows[0]!.title_id } }, cookie)
  assert.equal(title.status, 200)
})

test('an operation called twice under one name is done once', async () => {
  const at = Temporal.Instant.from('2026-11-25T10:00:00Z')
  assert.equal(commandId('loan a', at), commandId('loan a', at))
  assert.notEqual(commandId('loan a', at), commandId('loan b', at))
  assert.ok(Compile(CommandId).Check(commandId('loan a', at)))
})

test('a newcomer finds each screen of the catalogue alive', async () => {
  const of = (sql: string) => db.admin.query(sql).then(r => Number(r.rows[0].n))
  assert.equal(await of('select count(*) as n from cataloguing.authority'), 3)
  const facts = await demoFacts(db)
  const { login } = facts.accounts[0]!
  const { cookie } = await call(signIn, { body: { login, password: facts.password } })
  const other = await call(searchTitles, { query: { q: 'samuel falkland' } }, cookie)
  assert.ok(
    other.body.rows.some(row => row.author === 'Herman Heijermans'),
    JSON.stringify(other.body.also),
  )
  assert.equal(
    await of('select count(*) as n from cataloguing.holding'),
    showcase.filter(r => r.leader[6] === 'y').length,
  )
  assert.equal(
    await of(
      "select count(*) as n from cataloguing.title_series s join cataloguing.title t using (title_id) where t.control_number like 'toon-speurneuzen%'",
    ),
    3,
  )
  assert.equal(
    await of(
      "select count(distinct w.work) as n from cataloguing.title_work w join cataloguing.title t using (title_id) where t.control_number like 'toon-regen%'",
    ),
    1,
  )
  assert.equal(await of('select count(*) as n from cataloguing.title_list_entry'), 4)
  assert.equal(await of('select count(*) as n from cataloguing.synonym_group'), 2)
  assert.equal(await of('select count(*) as n from cataloguing.saved_search'), 2)
  assert.equal(await of('select count(*) as n from cataloguing.search_follow'), 3)
  assert.equal(await of('select count(*) as n from acquisitions.purchase_suggestion'), 5)
  assert.equal(await of('select count(*) as n from acquisitions.suggestion_asker'), 2)
  assert.equal(
    await of("select count(*) as n from acquisitions.purchase_suggestion where state = 'proposed'"),
    2,
  )
})

test('who begins a shift finds something on each list of the desk', async () => {
  const facts = await demoFacts(db)
  const { login } = facts.accounts[0]!
  const centre = facts.workstations.find(w => w.branch === 'Centrum')!
  const body = { login, password: facts.password, workstation_key: centre.key }
  const { cookie } = await call(signIn, { body })
  const read = async <O extends Operation>(op: O) => {
    const said = await call(op, {}, cookie)
    assert.equal(said.status, 200, op.id)
    return said.body
  }
  const shelf = await read(holdShelf)
  const board = await read(iblBoard)
  const moving = await read(transits)
  const boxes = await read(crates)
  const counted = {
    hopeless: (await read(hopelessHolds)).rows.length,
    ratio: (await read(holdRatios)).rows.length,
    ends_today: shelf.today.length,
    clear: shelf.clear.length,
    ibl_theirs: board.to_answer.length,
    ibl_ours: board.asked.length,
    late: moving.rows.filter(row => row.late).length,
    in_crate: moving.rows.filter(row => row.crate !== null).length,
    crates: boxes.to_receive.length,
    calls: (await read(callList)).rows.length,
    shelf_first: (await read(shelfFirst)).rows.length > 0,
    children: await count('patrons.class_child'),
    closures: await count('circulation.closure'),
  }
  assert.deepEqual(counted, {
    hopeless: 2,
    ratio: 1,
    ends_today: 1,
    clear: 1,
    ibl_theirs: 1,
    ibl_ours: 1,
    late: 2,
    in_crate: 2,
    crates: 1,
    calls: 2,
    shelf_first: true,
    children: 10,
    closures: 1,
  })
})
