import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  changeBranch,
  changeCalendar,
  changeCalendars,
  changeSetting,
  changeWorkstation,
  listBranches,
  listWorkstations,
  readCalendar,
  readChanges,
  readSettings,
  registerWorkstation,
  settings,
} from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'

let world: World
let a: Library
let b: Library
let managerOfA: Someone
let managerOfB: Someone
let deskOfA: Someone
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  a = await world.library('Bib Testgem')
  b = await world.library('Bib Voorbeeldlo')
  managerOfA = await world.staff(a, ['beheer'])
  managerOfB = await world.staff(b, ['beheer'])
  deskOfA = await world.staff(a, ['balie'])
})
after(() => world.close())

const epochOf = async (library: Library): Promise<number> =>
  Number(
    (
      await world.rows('select epoch from organisation.library where library_id = $1', [library.library_id])
    )[0]?.epoch,
  )
const changesOf = async (who: Someone) => (await world.call(readChanges, {}, who)).body.rows
const hours = [
  { weekday: 3, opens: '13:00', closes: '18:00' },
  { weekday: 3, opens: '09:00', closes: '12:00' },
]
const branchBody = { name: 'Hoofdbibliotheek', address: 'Marktplein 1, 9999 Testgem', hours }

test('everyone may read the branches of all libraries with their hours, and no inactive library', async () => {
  const closed = await world.library('Bib Gesloten')
  await world.rows('update organisation.library set active = false where library_id = $1', [
    closed.library_id,
  ])
  const { status, body } = await world.call(listBranches, {}, null)
  assert.equal(status, 200)
  assert.equal(body.rows.length, 4)
  const one = body.rows.find(r => r.branch_id === a.branches[0])
  assert.equal(one?.library_name, 'Bib Testgem')
  assert.deepEqual(one?.hours[0], { weekday: 1, opens: '10:00', closes: '18:00' })
  assert.equal(one?.hours.length, 6)
})

test('a branch gets another name, address and hours; the change is kept, and every process is told', async () => {
  const epoch = await epochOf(a)
  const ask = { params: { branch_id: a.branches[0]! }, body: { ...command(), ...branchBody } }
  const { status, body } = await world.call(changeBranch, ask, managerOfA)
  assert.equal(status, 200)
  assert.equal(body.name, 'Hoofdbibliotheek')
  assert.deepEqual(
    body.hours.map(h => h.opens),
    ['09:00', '13:00'],
  )
  assert.equal(await epochOf(a), epoch + 1)
  const [change] = await changesOf(managerOfA)
  assert.equal(change?.what, 'changeBranch')
  assert.equal(change?.subject, a.branches[0])
  assert.match(change?.by ?? '', /^Testmedewerker/)
  assert.equal((change?.before as typeof branchBody | undefined)?.name, 'Bib Testgem Centrum')
  assert.deepEqual(change?.after, { ...branchBody, hours: [hours[1], hours[0]] })

  assert.equal(
    (await world.call(changeBranch, ask, managerOfA)).status,
    200,
    'a repeat gets the answer again',
  )
  const same = { ...ask, body: { ...ask.body, ...command() } }
  assert.equal(
    (await world.call(changeBranch, same, managerOfA)).status,
    200,
    'and what changes nothing is allowed',
  )
  assert.equal(await epochOf(a), epoch + 1, 'neither is a change')
  assert.equal((await changesOf(managerOfA)).length, 1)
})

test('hours that overlap are refused, and nothing of the change stays', async () => {
  const epoch = await epochOf(a)
  const overlap = [...hours, { weekday: 3, opens: '11:59', closes: '12:30' }]
  const ask = {
    params: { branch_id: a.branches[0]! },
    body: { ...command(), ...branchBody, name: 'Anders', hours: overlap },
  }
  const said = await world.call(changeBranch, ask, managerOfA)
  assert.equal(said.status, 409)
  assert.equal(said.problem.code, 'hours_invalid')
  assert.equal(await epochOf(a), epoch)
})

test('two changes at once of one branch follow each other, each with the other as what was before', async () => {
  const names = ['Een', 'Twee', 'Drie', 'Vier']
  await Promise.all(
    names.map(name =>
      world.call(
        changeBranch,
        { params: { branch_id: a.branches[1]! }, body: { ...command(), ...branchBody, name } },
        managerOfA,
      ),
    ),
  )
  const chain = (await changesOf(managerOfA)).filter(c => c.subject === a.branches[1]).reverse()
  assert.equal(chain.length, 4)
  const named = (x: unknown) => (x as { name: string }).name
  chain.slice(1).forEach((c, i) => assert.equal(named(c.before), named(chain[i]!.after)))
})

test('exceptional days are set, changed and cleared; each day once', async () => {
  const params = { branch_id: a.branches[0]! }
  const change = (body: object) =>
    world.call(changeCalendar, { params, body: { ...command(), set: [], clear: [], ...body } }, managerOfA)
  const christmas = { on_day: '2026-12-25', type: 'gesloten', note: 'Kerstmis' }
  const made = await change({ set: [{ on_day: '2026-12-28', type: 'vakantie', note: null }, christmas] })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(
    made.body.rows.map(r => [r.on_day, r.type]),
    [
      ['2026-12-25', 'gesloten'],
      ['2026-12-28', 'vakantie'],
    ],
  )
  const moved = await change({
    set: [{ ...christmas, type: 'boetevrij' }],
    clear: ['2026-12-28', '2026-12-29'],
  })
  assert.deepEqual(moved.body.rows, [{ ...christmas, type: 'boetevrij' }])
  const [record] = await changesOf(managerOfA)
  assert.deepEqual(record?.after, { set: [{ ...christmas, type: 'boetevrij' }], cleared: ['2026-12-28'] })
  for (const wrong of [
    { set: [christmas, christmas] },
    { set: [christmas], clear: ['2026-12-25'] },
    { set: [{ ...christmas, on_day: '2026-02-30' }] },
    { clear: ['2026-13-01'] },
  ])
    assert.equal((await change(wrong)).problem.code, 'invalid')
  const read = (from?: string) => world.call(readCalendar, { params, query: from ? { from } : {} }, deskOfA)
  assert.equal((await read()).body.rows.length, 1)
  assert.equal((await read('2026-12-26')).body.rows.length, 0)
  assert.equal((await read('2026-02-30')).problem.code, 'invalid')
})

test('days of several branches are set together: of all, each with its own record, or of none', async () => {
  const [here, there] = [a.branches[0]!, a.branches[1]!]
  const day = { on_day: '2027-05-06', type: 'gesloten' as const, note: 'Hemelvaart' }
  const one = (branch_id: string, set: (typeof day)[] = [day], clear: string[] = []) => ({
    branch_id,
    set,
    clear,
  })
  const change = (branches: ReturnType<typeof one>[]) =>
    world.call(changeCalendars, { body: { ...command(), branches } }, managerOfA)
  const held = async (branch_id: string) =>
    (await world.call(readCalendar, { params: { branch_id }, query: {} }, deskOfA)).body.rows.filter(
      row => row.on_day === day.on_day,
    )
  assert.equal((await change([one(here), one(b.branches[0]!)])).problem.code, 'not_found')
  assert.equal((await change([one(here), one(here)])).problem.code, 'invalid')
  assert.equal((await change([one(here), one(there, [day, day])])).problem.code, 'invalid')
  assert.deepEqual(await held(here), [], 'nothing of what was refused')
  const made = await change([one(here), one(there)])
  assert.deepEqual([made.status, made.body.branches], [200, 2], made.text)
  assert.deepEqual([await held(here), await held(there)], [[day], [day]])
  const records = (await changesOf(managerOfA)).slice(0, 2)
  assert.deepEqual(new Set(records.map(row => row.subject)), new Set([here, there]))
  assert.ok(records.every(row => row.what === 'changeCalendars'))
  // One of them is what it was already: only the other leaves a trace.
  await change([one(here, [], [day.on_day]), one(there)])
  const [last, before] = await changesOf(managerOfA)
  assert.deepEqual([last?.subject, before?.change_id], [here, records[0]?.change_id])
  assert.deepEqual([await held(here), await held(there)], [[], [day]])
  await change([one(there, [], [day.on_day])])
})

test('a workstation gets a key that is shown once and kept as a hash; a repeat shows the same one', async () => {
  const body = {
    ...command(),
    branch_id: a.branches[0]!,
    name: 'Balie 1',
    settings: { sound: true, lock_after_s: 900 },
  }
  const made = await world.call(registerWorkstation, { body }, managerOfA)
  assert.equal(made.status, 201, made.text)
  const { workstation, workstation_key } = made.body
  assert.ok(workstation_key.length >= 43)
  const [stored] = await world.rows(
    "select encode(key_hash, 'hex') as hash from organisation.workstation where workstation_id = $1",
    [workstation.workstation_id],
  )
  assert.equal(stored?.hash, createHash('sha256').update(workstation_key).digest('hex'))
  const again = await world.call(registerWorkstation, { body }, managerOfA)
  assert.deepEqual(again.body, made.body)
  const other = await world.call(
    registerWorkstation,
    { body: { ...body, ...command(), name: 'Balie 2' } },
    managerOfA,
  )
  assert.notEqual(other.body.workstation_key, workstation_key)
  assert.equal(
    (await world.call(registerWorkstation, { body: { ...body, ...command() } }, managerOfA)).problem.code,
    'name_in_use',
  )
  const kept = await world.rows(
    "select answer::text || coalesce((select string_agg(coalesce(after::text, ''), '') from organisation.change), '') as text from base.command",
  )
  for (const { text } of kept) assert.ok(!text?.includes(workstation_key), 'the key is kept nowhere')
  const listed = await world.call(listWorkstations, {}, deskOfA)
  assert.deepEqual(
    listed.body.rows.map(r => r.name),
    ['Balie 1', 'Balie 2'],
  )
})

test('twins of one registration make one workstation', async () => {
  const body = { ...command(), branch_id: a.branches[0]!, name: 'Balie 7', settings: {} }
  const twins = await Promise.all([1, 2, 3].map(() => world.call(registerWorkstation, { body }, managerOfA)))
  assert.deepEqual(
    twins.map(t => t.status),
    [201, 201, 201],
  )
  assert.equal(new Set(twins.map(t => t.body.workstation.workstation_id)).size, 1)
})

test('a workstation is changed; unknown settings are refused by their shape', async () => {
  const [first] = (await world.call(listWorkstations, {}, managerOfA)).body.rows
  const params = { workstation_id: first!.workstation_id }
  const body = { branch_id: a.branches[1]!, name: 'Balie jeugd', settings: { receipt: 'never' as const } }
  const changed = await world.call(changeWorkstation, { params, body: { ...command(), ...body } }, managerOfA)
  assert.deepEqual(changed.body, { ...params, ...body })
  const wrong = { ...command(), ...body, settings: { patron: 'Testpersoon' } }
  assert.equal(
    (await world.call(changeWorkstation, { params, body: wrong as never }, managerOfA)).problem.code,
    'invalid',
  )
  const taken = await world.call(
    changeWorkstation,
    { params, body: { ...command(), ...body, name: 'Balie 2' } },
    managerOfA,
  )
  assert.equal(taken.problem.code, 'name_in_use')
})

test('settings have defaults; a change is checked by its key, kept, and recorded with before and after', async () => {
  const read = async () =>
    new Map((await world.call(readSettings, {}, deskOfA)).body.rows.map(r => [r.key, r.value]))
  assert.deepEqual(
    [...(await read()).entries()],
    Object.entries(settings).map(([key, rule]) => [key, rule.default]),
  )
  const change = (key: string, value: unknown) =>
    world.call(changeSetting, { params: { key }, body: { ...command(), value } }, managerOfA)
  assert.deepEqual((await change('desk.receipt', 'never')).body, { key: 'desk.receipt', value: 'never' })
  assert.equal((await read()).get('desk.receipt'), 'never')
  const [record] = await changesOf(managerOfA)
  assert.deepEqual(
    [record?.subject, record?.before, record?.after],
    ['desk.receipt', { value: 'ask' }, { value: 'never' }],
  )
  const type = {
    type: 'volwassene',
    name: 'Volwassene',
    fee_cents: 500,
    months: 12,
    from_age: 18,
    to_age: 150,
  }
  for (const [key, value] of [
    ['desk.receipt', 'soms'],
    ['finance.round_cash', 'ja'],
    ['patrons.card_fee_cents', -1],
    ['patrons.membership_types', []],
    ['patrons.membership_types', [type, type]],
    ['patrons.membership_types', [{ ...type, from_age: 20, to_age: 19 }]],
    ['patrons.membership_types', [{ ...type, kleur: 'rood' }]],
  ] as const)
    assert.equal(
      (await change(key, value)).problem.code,
      'setting_invalid',
      `${key} ${JSON.stringify(value)}`,
    )
  for (const key of ['desk.unknown', 'constructor', '__proto__', 'toString'])
    assert.equal((await change(key, true)).problem.code, 'setting_unknown', key)
})

test('another library reads and changes nothing of this one: not found, and no trace', async () => {
  const [workstation] = (await world.call(listWorkstations, {}, managerOfA)).body.rows
  const branch_id = a.branches[0]!
  const epoch = await epochOf(a)
  const asked = [
    world.call(changeBranch, { params: { branch_id }, body: { ...command(), ...branchBody } }, managerOfB),
    world.call(readCalendar, { params: { branch_id }, query: {} }, managerOfB),
    world.call(
      changeCalendar,
      { params: { branch_id }, body: { ...command(), set: [], clear: ['2026-12-25'] } },
      managerOfB,
    ),
    world.call(
      changeWorkstation,
      {
        params: { workstation_id: workstation!.workstation_id },
        body: { ...command(), branch_id: b.branches[0]!, name: 'Gekaapt', settings: {} },
      },
      managerOfB,
    ),
    world.call(
      changeBranch,
      { params: { branch_id: '9999999999999999999' }, body: { ...command(), ...branchBody } },
      managerOfB,
    ),
  ]
  for (const said of await Promise.all(asked)) assert.equal(said.problem.code, 'not_found', said.text)
  const body = { ...command(), branch_id, name: 'Gekaapt', settings: {} }
  assert.equal((await world.call(registerWorkstation, { body }, managerOfB)).problem.code, 'branch_not_yours')
  assert.deepEqual((await world.call(listWorkstations, {}, managerOfB)).body.rows, [])
  assert.deepEqual(await changesOf(managerOfB), [])
  assert.equal(await epochOf(a), epoch)
})

test('the desk configures nothing', async () => {
  const said = await world.call(
    changeBranch,
    { params: { branch_id: a.branches[0]! }, body: { ...command(), ...branchBody } },
    deskOfA,
  )
  assert.equal(said.status, 403)
  assert.equal((await world.call(readChanges, {}, deskOfA)).status, 403)
})

test('changes are walked page by page, newest first', async () => {
  await world.rows(
    `insert into organisation.change (library_id, at, what, subject, before, after)
     select $1, now(), 'changeSetting', i::text, null, '{}' from generate_series(1, 120) i`,
    [b.library_id],
  )
  const seen: string[] = []
  let before: string | null = null
  do {
    const page: { body: { rows: { subject: string; by: string }[]; next: string | null } } = await world.call(
      readChanges,
      { query: before ? { before } : {} },
      managerOfB,
    )
    seen.push(...page.body.rows.map(r => r.subject))
    assert.equal(page.body.rows[0]?.by, '–')
    before = page.body.next
  } while (before)
  assert.deepEqual(
    seen,
    Array.from({ length: 120 }, (_, i) => String(120 - i)),
  )
})
