import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { residueInDatabase, residueInFiles } from '../../../base/catalogue/residue.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { aLife, CARD_NUMBER, MARK, NUMBER } from '../../../testing/life.ts'
import { anItem, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { levelLedger } from '../../privacy/index.ts'
import { systems } from '../index.ts'
import { movingJobs } from '../jobs.ts'
import { movingPersonal } from '../personal.ts'
import { loadFolder } from '../steer/load-folder.ts'
import { goes } from '../testing/left-behind.ts'
import { type TwoLibraries, twoLibraries } from '../testing/two-libraries.ts'
import { DEPARTURE_JOB } from './departure-job.ts'

let world: World
let clock: TestClock
let two: TwoLibraries
let folder: string
let second: Someone
let own: Someone
let life: Record<string, string>
let departure_id: string
const command = () => ({ command_id: uuid7(world.now) })
const ledger = () => join(folder, 'erased.jsonl')
const values = [
  MARK,
  'zwartemarkering@example.invalid',
  'Zwartemarkeringstraat',
  '+32470998877',
  NUMBER.replaceAll(/[.-]/g, ''),
  CARD_NUMBER,
  '2990000077441',
]

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-departure-'))
  world = await openWorld()
  clock = openClock(world)
  two = await twoLibraries(world, 5)
  const { absorbed, old } = two
  second = await world.staff(await world.library('Centrale'), ['consortium'])
  own = await world.staff(absorbed, ['overstap'])
  const items = [await anItem(world, absorbed), await anItem(world, absorbed), await anItem(world, absorbed)]
  life = await aLife(world, { home: absorbed, owner: old, items: items as [TestItem, TestItem, TestItem] })
  await historyElsewhere()
})
after(async () => {
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

/** A reader of the other library who keeps a history had an item of the library that leaves. */
async function historyElsewhere(): Promise<void> {
  const item = await anItem(world, two.absorbed, { title: 'Geleend elders' })
  await world.rows(
    `insert into circulation.loan (library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on, first_due_on, terms_id,
       trace, returned_at, returned_on, ended, kept)
     select $1, $2, $3, $4, $5, 'book', $6, now() - interval '40 days', current_date, current_date, t.terms_id, '{}', now() - interval '20 days',
            current_date - 20, 'returned', true from circulation.terms t limit 1`,
    [
      two.kept.library_id,
      two.both.here.patron_id,
      item.item_id,
      two.absorbed.library_id,
      item.title_id,
      two.kept.branches[0],
    ],
  )
}

const work = async () => {
  await world.rows('update moving.departure set beat_at = null')
  await runJobs(clock, movingJobs(ledger(), [movingPersonal]), DEPARTURE_JOB)
}
const params = () => ({ params: { departure_id } })
const look = async () => (await world.call(op.readDeparture, params(), two.maker)).body
const steer = (act: 'confirm' | 'look' | 'export' | 'erase', as = two.maker) =>
  world.call(op.steerDeparture, { ...params(), body: { ...command(), act } }, as)
const accept = (code: op.DepartureCheckCode) =>
  world.call(
    op.acceptDeparture,
    { ...params(), body: { ...command(), check: code, reason: 'de bib volgt dit zelf op' } },
    two.maker,
  )
const open = async () =>
  Object.fromEntries((await look()).checks.filter(c => c.state === 'open').map(c => [c.code, c.count]))

/** All that other libraries have, row by row; what the consortium writes of itself aside. */
async function ofOthers(): Promise<Record<string, string>> {
  const tables = await world.rows(
    `select n.nspname || '.' || c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'library_id' and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname not in ('pg_catalog', 'information_schema', 'base', 'moving')
        and n.nspname || '.' || c.relname not in ('organisation.change', 'organisation.session', 'privacy.access_log', 'privacy.certificate',
              'organisation.agreement_member', 'privacy.retention_run', 'organisation.library') order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await world.rows(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as n from ${name} t where library_id <> $1`,
      [two.absorbed.library_id],
    )
    found[name!] = row!.n!
  }
  return found
}

async function fetched(): Promise<Map<string, string>> {
  const { departure } = (await world.call(op.ownDeparture, {}, own)).body
  const files = new Map<string, string>()
  for (const file of departure?.files ?? []) {
    const parts: Buffer[] = []
    for (let no = 1; no <= file.parts; no++) {
      const said = await world.call(
        op.departurePart,
        { params: { file_no: String(file.file_no), part_no: String(no) } },
        own,
      )
      assert.equal(said.status, 200, said.text)
      assert.equal(said.body.last, no === file.parts)
      parts.push(Buffer.from(said.body.base64, 'base64'))
    }
    const whole = Buffer.concat(parts)
    assert.equal(whole.length, file.bytes)
    assert.equal(createHash('sha256').update(whole).digest('hex'), file.sha256)
    files.set(file.name, whole.toString('utf8'))
  }
  return files
}

test('P58 a library leaves when it is announced, and confirmed by somebody else; then what will happen is told', async () => {
  const announce = (library_id: string) =>
    world.call(
      op.announceDeparture,
      {
        body: {
          ...command(),
          library_id,
          reason: 'stapt over naar een ander systeem',
          leaves_on: '2026-12-05',
        },
      },
      two.maker,
    )
  assert.equal((await announce(two.maker.library_id)).problem.code, 'departure_self')
  const made = await announce(two.absorbed.library_id)
  assert.equal(made.status, 201, made.text)
  departure_id = made.body.departure_id
  assert.equal((await announce(two.absorbed.library_id)).problem.code, 'departure_open_already')
  assert.equal((await steer('look')).problem.code, 'departure_state')
  assert.equal((await steer('confirm')).problem.code, 'departure_other_person')
  assert.equal((await steer('confirm', second)).status, 200)
  await work()
  const { report, checks, missing, confirmed_by, made_by } = await look()
  assert.notEqual(confirmed_by, made_by)
  assert.deepEqual(
    [report?.patrons, report?.only_here, report?.items, report?.items_named, report?.branches],
    [6, 5, 11, 1, 2],
  )
  assert.deepEqual(report?.agreements, ['test'])
  assert.deepEqual(missing, ['day', 'export', 'settle'])
  const counts = Object.fromEntries(checks.filter(c => c.count > 0).map(c => [c.code, c.count]))
  assert.deepEqual(
    [counts['open_loans'], counts['open_holds'], counts['open_claims'], Number(counts['open_costs']) > 0],
    [7, 2, 1, true],
  )
  assert.equal((await steer('erase')).problem.code, 'departure_not_ready')
})

test('P129 the export has all of it, only the library itself fetches it, and a Kaft takes it in again', async () => {
  assert.equal((await steer('export')).status, 200)
  await work()
  const { files, exported_at, missing, wants } = await look()
  assert.deepEqual([wants, exported_at !== null, missing], [null, true, ['day', 'settle']])
  assert.ok(files.length >= 14)
  assert.equal((await world.call(op.ownDeparture, {}, two.desk)).status, 403, 'a desk fetches nothing')
  const stranger = await world.staff(two.kept, ['overstap'])
  assert.equal((await world.call(op.ownDeparture, {}, stranger)).body.departure, null)
  const taken = { params: { file_no: '1', part_no: '1' } }
  assert.equal((await world.call(op.departurePart, taken, stranger)).status, 404)
  assert.equal((await world.call(op.departurePart, taken, two.maker)).status, 403)
  const texts = await fetched()
  assert.match(texts.get('leners.csv') ?? '', new RegExp(`${MARK};Testpersoon`))
  assert.match(texts.get('leners.csv') ?? '', new RegExp(NUMBER.replaceAll(/[.-]/g, '')))
  const records = (texts.get('dossiers.ndjson') ?? '')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  assert.equal(records.length, 6)
  assert.equal(records.find(r => r.key === life['patron_id']).blocks[0].reason, MARK)
  assert.equal(JSON.parse(texts.get('huis.json') ?? '').branches.length, 2)
  for (const part of await world.rows('select cipher from moving.departure_part'))
    assert.doesNotMatch(part['cipher']!, new RegExp(MARK), 'what lies there is encrypted')

  await takenInAgain(texts)
})

/** In another Kaft, since this one knows all of it. */
async function takenInAgain(texts: ReadonlyMap<string, string>): Promise<void> {
  const other = await openWorld()
  const hands = openClock(other)
  try {
    const again = await other.library('Terugkomgem')
    await aRegulation(other, again)
    const codeOf = 'select code from organisation.library where library_id = $1'
    const [row] = await other.rows(codeOf, [again.library_id])
    const branches = 'select code from organisation.branch where library_id = $1 order by branch_id'
    const theirs = await world.rows(branches, [two.absorbed.library_id])
    const here = await other.rows(branches, [again.library_id])
    const branch = Object.fromEntries(theirs.map(({ code }, i) => [code!, here[i]!['code']!]))
    const told = await loadFolder(hands.ctx('move'), {
      library: row!['code']!,
      mapping: { ...systems.csv, codes: { ...systems.csv.codes, branch } },
      files: [...texts].map(([name, text]) => ({
        name,
        bytes: Buffer.byteLength(text),
        open: async function* () {
          yield Buffer.from(text)
        },
      })),
      load: true,
      whole: true,
    })
    assert.equal(told.move.state, 'loaded', JSON.stringify(told.move.fault))
    assert.equal(told.counts?.fits, true, JSON.stringify(told.counts))
    const counts = Object.fromEntries(told.counts?.rows.map(r => [r.kind, r.here]) ?? [])
    assert.deepEqual([counts['patrons'], counts['items'], counts['loans'], counts['holds']], [6, 11, 7, 2])
  } finally {
    await hands.close()
    await other.close()
  }
}

test('P58 what is open is settled or accepted with a reason; what opens after that keeps it from beginning', async () => {
  const { files } = await look()
  for (const file of files) {
    const wrong = {
      params: { file_no: String(file.file_no) },
      body: { ...command(), sha256: 'a'.repeat(64) },
    }
    assert.equal((await world.call(op.fetchedDeparture, wrong, own)).problem.code, 'departure_file_differs')
    const body = { ...command(), sha256: file.sha256! }
    const said = await world.call(op.fetchedDeparture, { params: wrong.params, body }, own)
    assert.equal(said.status, 200, said.text)
  }
  assert.notEqual((await look()).fetched_at, null)
  await steer('look')
  await work()
  assert.equal((await accept('in_transit')).problem.code, 'departure_nothing_open')
  for (const code of Object.keys(await open()) as op.DepartureCheckCode[])
    assert.equal((await accept(code)).status, 200, code)
  assert.deepEqual((await look()).missing, ['day'])
  assert.equal((await steer('erase')).problem.code, 'departure_not_ready', 'its last day is not over')
  world.now = world.now.add({ hours: 24 * 14 })
  await world.rows(
    `insert into base.command (library_id, command_id, operation, request_hash, answer, at) values ($1, gen_random_uuid(), 'checkout', '', '{}', $2)`,
    [two.absorbed.library_id, world.now.toString()],
  )
  assert.equal((await steer('erase')).status, 200)
  await work()
  const back = await look()
  assert.deepEqual([back.state, back.fault], ['confirmed', 'changed'])
  assert.deepEqual(await open(), { done_since_export: 1 })
  const [library] = await world.rows('select active from organisation.library where library_id = $1', [
    two.absorbed.library_id,
  ])
  assert.equal(library!.active, true, 'it opens again')
  assert.deepEqual(
    await world.rows('select 1 from organisation.agreement_member where left_at is not null'),
    [],
    'and is in its agreements',
  )
  await accept('done_since_export')
})

test('P58 P59 P129 it is erased: nothing is left that leads to anybody, others lose nothing, and a certificate says so', async () => {
  const before = await ofOthers()
  const planted = await residueInDatabase(world.db.admin, values)
  assert.ok(planted.length > 5)
  assert.equal((await steer('erase')).status, 200)
  await work()
  const done = await look()
  assert.deepEqual([done.state, done.fault, done.done], ['left', null, done.total])
  assert.equal((await steer('look')).problem.code, 'departure_state')

  const left: string[] = []
  for (const table of goes) {
    const [row] = await world.rows(`select count(*) as n from ${table} where library_id = $1`, [
      two.absorbed.library_id,
    ])
    if (row!.n !== '0') left.push(`${table}: ${row!.n}`)
  }
  assert.deepEqual(left, [])
  assert.deepEqual(await ofOthers(), before, 'other libraries have what they had')
  assert.deepEqual(
    (await residueInDatabase(world.db.admin, values)).map(r => r.where),
    [],
  )
  assert.deepEqual(await residueInFiles(folder, values), [])
  const persons = await world.rows('select person_id from patrons.person')
  assert.equal(persons.length, 1, 'who is known elsewhere stays a person')
  const items = await world.rows(
    'select state, note, call_number from inventory.item where library_id = $1',
    [two.absorbed.library_id],
  )
  assert.deepEqual(items, [{ state: 'withdrawn', note: null, call_number: null }])
  assert.deepEqual(
    await world.rows(
      'select 1 from organisation.agreement_member where library_id = $1 and left_at is null',
      [two.absorbed.library_id],
    ),
    [],
  )
  const titles = await world.rows("select 1 from cataloguing.title where title = 'Geleend elders'")
  assert.ok(titles.length > 0, 'titles stay')

  const made = await world.call(op.departureCertificate, params(), two.maker)
  assert.equal(made.status, 200, made.text)
  const { text, name } = made.body
  assert.match(name, /^attest-vertrek-\d+\.txt$/)
  assert.match(text, /Oudgem/)
  assert.match(text, /Leners +6\n/)
  assert.match(text, /Exemplaren +1\d\n/)
  assert.match(text, /SHA-256 [0-9a-f]{64}/)
  for (const value of values) assert.ok(!text.includes(value))
  assert.match(await readFile(ledger(), 'utf8'), /"parts":\["library"\]/)
  assert.equal((await world.call(op.ownDeparture, {}, own)).status, 401, 'its staff are signed out')
})

test('P83 P58 a backup of before it is put back: what the ledger knows leaves again', async () => {
  const returned = await world.library('Terugzetgem')
  const { library_id } = returned
  await aRegulation(world, returned)
  const clerk = await world.staff(returned, ['hoofd_balie'])
  const items = [await anItem(world, returned), await anItem(world, returned), await anItem(world, returned)]
  await aLife(world, { home: returned, owner: clerk, items: items as [TestItem, TestItem, TestItem] })
  const line = { library_id, mark: 'of-a-library-that-left', parts: ['library'], at: world.now.toString() }
  await writeFile(ledger(), `${await readFile(ledger(), 'utf8')}${JSON.stringify(line)}\n`)
  await levelLedger(clock.ctx('erase-again'), ledger(), [movingPersonal])
  await work()
  const [row] = await world.rows('select state, replayed from moving.departure where library_id = $1', [
    library_id,
  ])
  assert.deepEqual(row, { state: 'left', replayed: true })
  assert.deepEqual(await world.rows('select 1 from patrons.patron where library_id = $1', [library_id]), [])
  assert.deepEqual(
    (await residueInDatabase(world.db.admin, values)).map(r => r.where),
    [],
  )
  await levelLedger(clock.ctx('erase-again'), ledger(), [movingPersonal])
  await work()
  assert.equal((await world.rows('select 1 from moving.departure')).length, 2, 'once is enough')
})
