import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  activateRegulation,
  changeRegulation,
  changeSetting,
  draftRegulation,
  listRegulations,
  type RegulationRow,
  readChanges,
  readRegulation,
} from '@kaft/contract'
import { addDays } from '../../../../base/dates.ts'
import { uuid7 } from '../../../../base/uuid.ts'
import { anItem } from '../../../../testing/people.ts'
import { plainRows } from '../../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../../testing/world.ts'

let world: World
let a: Library
let manager: Someone
const today = '2026-11-25'
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  a = await world.library('Bib Testgem')
  manager = await world.staff(a, ['beheer'])
  await anItem(world, a, { item_type: 'book' })
  await anItem(world, a, { item_type: 'dvd' })
})
after(() => world.close())

const draft = (more: object = {}, as = manager) =>
  world.call(
    draftRegulation,
    { body: { ...command(), name: '2027-1', reason: 'Nieuw jaar', copy_of: null, ...more } },
    as,
  )
const write = (version_id: string, rows: readonly RegulationRow[], as = manager) =>
  world.call(changeRegulation, { params: { version_id }, body: { ...command(), rows: [...rows] } }, as)
const activate = (version_id: string, starts_on: string, as = manager) =>
  world.call(
    activateRegulation,
    { params: { version_id }, body: { ...command(), starts_on, reason: 'Goedgekeurd' } },
    as,
  )
const states = async (as = manager) =>
  (await world.call(listRegulations, {}, as)).body.rows.map(r => [r.name, r.state, r.starts_on])
const epoch = async (of = a) =>
  Number(
    (await world.rows('select epoch from organisation.library where library_id = $1', [of.library_id]))[0]
      ?.epoch,
  )
async function at<T>(now: string, work: () => Promise<T>): Promise<T> {
  const then = world.now
  world.now = Temporal.Instant.from(now)
  try {
    return await work()
  } finally {
    world.now = then
  }
}

test('from draft to active to retired: the state follows the day, and the version never changes', async () => {
  const first = await draft({ name: '2026-2' })
  assert.equal(first.status, 201, first.text)
  assert.equal(first.body.state, 'draft')
  assert.match(first.body.author, /^Testmedewerker/)
  const { version_id } = first.body
  assert.deepEqual((await write(version_id, plainRows())).body.rows, plainRows())
  const before = await epoch()
  const active = await activate(version_id, today)
  assert.equal(active.status, 201, active.text)
  assert.deepEqual(
    [active.body.state, active.body.starts_on, active.body.reason],
    ['active', today, 'Goedgekeurd'],
  )
  assert.ok(active.body.activated_at)
  assert.equal(await epoch(), before + 1, 'every process hears of it')

  const next = await draft({ name: '2027-1', copy_of: version_id })
  assert.deepEqual(next.body.rows, plainRows())
  assert.equal((await activate(next.body.version_id, '2027-01-01')).body.state, 'scheduled')
  assert.deepEqual(await states(), [
    ['2027-1', 'scheduled', '2027-01-01'],
    ['2026-2', 'active', today],
  ])
  await at('2026-12-31T22:59:59Z', async () => assert.equal((await states())[0]?.[1], 'scheduled'))
  await at('2026-12-31T23:00:00Z', async () =>
    assert.deepEqual(await states(), [
      ['2027-1', 'active', '2027-01-01'],
      ['2026-2', 'retired', today],
    ]),
  )

  assert.equal((await write(version_id, [])).problem.code, 'regulation_not_draft')
  assert.equal(
    (await write(next.body.version_id, [])).problem.code,
    'regulation_not_draft',
    'nor a scheduled one',
  )
  assert.equal((await activate(version_id, '2027-03-01')).problem.code, 'regulation_not_draft')
})

test('the wall in the database lets the program change drafts of its own library, and nothing else', async () => {
  const own = (await draft()).body.version_id
  const b = await world.library('Bib Voorbeeldlo')
  const theirs = (await draft({}, await world.staff(b, ['beheer']))).body.version_id
  const [active] = await world.rows(
    "select version_id from circulation.regulation where library_id = $1 and state = 'scheduled'",
    [a.library_id],
  )
  const changed = async (text: string, version: string | undefined): Promise<number | string> => {
    const client = await world.db.bulk.connect()
    try {
      await client.query('begin')
      await client.query('select organisation.enter($1)', [manager.secret])
      return (await client.query(text, [version])).rowCount ?? 0
    } catch (error) {
      return (error as { code: string }).code
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const rename = "update circulation.regulation set name = 'x' where version_id = $1"
  const steal = `update circulation.regulation set library_id = ${a.library_id} where version_id = $1`
  const addRow = "insert into circulation.regulation_row (version_id, row_no, rule) values ($1, 999, '{}')"
  const dropRows = 'delete from circulation.regulation_row where version_id = $1'
  assert.deepEqual([await changed(rename, own), await changed(addRow, own)], [1, 1])
  for (const version of [active?.version_id, theirs]) {
    assert.equal(await changed(rename, version), 0)
    assert.equal(await changed(steal, version), 0)
    assert.equal(await changed(addRow, version), '42501')
    assert.equal(await changed(dropRows, version), 0)
  }
})

test('a hole or a tie is refused in words, and the draft stays a draft', async () => {
  const { version_id } = (await draft({ name: 'gaten' })).body
  const [wide] = plainRows()
  await write(version_id, [{ ...wide!, selectors: { item_type: 'book' } }])
  const said = await activate(version_id, '2027-02-01')
  assert.equal(said.status, 409)
  assert.equal(said.problem.code, 'regulation_incomplete')
  assert.equal(said.problem.texts.nl, 'Er is geen regel voor Volwassene × Dvd.')
  assert.deepEqual([...new Set(said.problem.findings?.map(f => f.about.kind))], ['hole'])
  assert.equal(said.problem.findings?.length, 4, 'each membership type without a rule for dvds')

  const period = { loanable: true, period: { n: 3, unit: 'weeks' } } as const
  const tie = (row_no: number, membership_type?: string): RegulationRow => ({
    row_no,
    selectors: { age_band: { from: 10, to: 20 + row_no }, ...(membership_type ? { membership_type } : {}) },
    values: period,
  })
  await write(version_id, [
    ...plainRows(),
    { ...tie(7), selectors: { age_band: { from: 0, to: 10 } } },
    { ...tie(8), selectors: { age_band: { from: 5, to: 15 } } },
  ])
  const tied = await activate(version_id, '2027-02-01')
  assert.deepEqual(
    tied.problem.findings?.map(f => [f.about.kind, f.rule?.row_no, f.about.what]),
    [['tie', 7, '8']],
  )
  assert.match(String(tied.problem.findings?.[0]?.about.says_nl), /7.*8/)
  assert.notEqual(tied.problem.texts.nl, tied.problem.texts.en)

  await write(version_id, [...plainRows(), tie(9, 'onbekend')])
  assert.equal(
    (await activate(version_id, '2027-02-01')).problem.findings?.[0]?.about.what,
    'membership_type_unknown',
  )
  assert.equal((await world.call(readRegulation, { params: { version_id } }, manager)).body.state, 'draft')
})

test('what must be covered follows the settings and the items of the library', async () => {
  const { version_id } = (await draft({ name: 'dekking' })).body
  const rows = plainRows()
  const forAdults = [{ ...rows[0]!, selectors: { membership_type: 'volwassene' } }]
  await write(version_id, forAdults)
  assert.equal((await activate(version_id, '2027-05-01')).problem.code, 'regulation_incomplete')
  const type = {
    type: 'volwassene',
    name: 'Volwassene',
    fee_cents: 500,
    months: 12,
    from_age: 0,
    to_age: 150,
  }
  const key = 'patrons.membership_types'
  await world.call(changeSetting, { params: { key }, body: { ...command(), value: [type] } }, manager)
  assert.equal((await activate(version_id, '2027-05-01')).status, 201)
  await anItem(world, a, { item_type: 'game' })
  const games = (await draft({ name: 'spellen' })).body.version_id
  await write(games, [
    { ...rows[0]!, selectors: { item_type: 'book' } },
    { ...rows[0]!, row_no: 2, selectors: { item_type: 'dvd' } },
  ])
  const said = await activate(games, '2027-06-01')
  assert.deepEqual(
    said.problem.findings?.map(f => f.about.what),
    ['volwassene × game'],
  )
})

test('no two versions start on one day, not even when both are activated at once; none starts in the past', async () => {
  const ids = [(await draft()).body.version_id, (await draft()).body.version_id]
  for (const id of ids) await write(id, plainRows())
  const said = await Promise.all(ids.map(id => activate(id, '2028-01-01')))
  assert.deepEqual(said.map(s => s.problem?.code ?? s.status).sort(), [201, 'regulation_same_moment'])
  for (const day of [addDays(today, -1), '2027-02-30'])
    assert.equal((await activate(ids[0]!, day)).problem.code, 'invalid', day)
})

test('rows have a number each; a repeat of a command makes one draft', async () => {
  const body = { ...command(), name: 'tweeling', reason: 'test', copy_of: null }
  const twins = await Promise.all([1, 2].map(() => world.call(draftRegulation, { body }, manager)))
  assert.equal(new Set(twins.map(t => t.body.version_id)).size, 1)
  const { version_id } = twins[0]!.body
  const [row] = plainRows()
  assert.equal((await write(version_id, [row!, row!])).problem.code, 'invalid')
  assert.equal((await write(version_id, [{ ...row!, row_no: 0 }])).problem.code, 'invalid')
  assert.deepEqual((await write(version_id, [])).body.rows, [])
})

test('ten thousand rows are kept in order', async () => {
  const { version_id } = (await draft({ name: 'groot' })).body
  const many = Array.from({ length: 10_000 }, (_, i) => ({
    row_no: 10_000 - i,
    selectors: { item_type: `t${i}` },
    values: { loanable: false },
  }))
  const said = await write(version_id, many)
  assert.equal(said.status, 200, said.text.slice(0, 300))
  assert.deepEqual(
    said.body.rows.map(r => r.row_no),
    Array.from({ length: 10_000 }, (_, i) => i + 1),
  )
})

test('a draft disturbs nobody, a change of it is recorded with the rows that differ, an activation with what it follows', async () => {
  const { version_id } = (await draft({ name: 'sporen' })).body
  const before = await epoch()
  const rows = plainRows()
  await write(version_id, rows)
  const other = { ...rows[1]!, note: 'Beslist op 20 november' }
  await write(version_id, [rows[0]!, other])
  await write(version_id, [rows[0]!, other])
  assert.equal(await epoch(), before)
  await activate(version_id, '2027-09-01')
  const records = (await world.call(readChanges, {}, manager)).body.rows.filter(c => c.subject === version_id)
  assert.deepEqual(
    records.map(c => c.what),
    ['activateRegulation', 'changeRegulation', 'changeRegulation', 'draftRegulation'],
  )
  assert.deepEqual([records[1]?.before, records[1]?.after], [{ rows: [rows[1]] }, { rows: [other] }])
  assert.equal((records[0]?.after as { version?: string } | undefined)?.version, 'sporen')
})

test('another library neither reads nor changes nor copies a version of this one; the desk changes none', async () => {
  const b = await world.library('Bib Anderdorp')
  const theirs = await world.staff(b, ['beheer'])
  const { version_id } = (await draft()).body
  const asked = [
    world.call(readRegulation, { params: { version_id } }, theirs),
    write(version_id, [], theirs),
    activate(version_id, '2029-01-01', theirs),
    draft({ copy_of: version_id }, theirs),
  ]
  for (const said of await Promise.all(asked)) assert.equal(said.problem.code, 'not_found', said.text)
  assert.deepEqual(await states(theirs), [])
  const desk = await world.staff(a, ['balie'])
  assert.equal((await draft({}, desk)).status, 403)
  assert.equal((await world.call(readRegulation, { params: { version_id } }, desk)).status, 200)
})
