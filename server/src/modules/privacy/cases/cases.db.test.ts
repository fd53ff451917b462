import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, type TestPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { movingPersonal } from '../../moving/index.ts'
import { commandId } from '../../patrons/testing/forms.ts'
import { privacyJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let there: Library
let desk: Someone
let dpo: Someone
let central: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  there = await world.library('Proefdorp')
  desk = await world.staff(here, ['balie'])
  dpo = await world.staff(here, ['dpo'])
  central = await world.staff(await world.library('Centraal'), ['dpo_centraal'])
})
after(async () => {
  rmSync(dirname(erasedFile), { recursive: true })
  await clock.close()
  await world.close()
})
const command = () => ({ command_id: commandId() })
const erasedFile = join(mkdtempSync(join(tmpdir(), 'kaft-rights-')), 'erased.jsonl')
const runJob = (name: string) =>
  privacyJobs(erasedFile, [movingPersonal])
    .find(job => job.name === name)!
    .handler(clock.ctx(name))

const start = (patron: TestPatron, wish: object = {}, as = desk) =>
  world.call(
    op.startCase,
    {
      params: { patron_id: patron.patron_id },
      body: { ...command(), kind: 'access', purposes: [], proof: 'document', ...wish },
    },
    as,
  )
const read = (case_id: string, as = dpo) => world.call(op.readCase, { params: { case_id } }, as)
const decide = (case_id: string, wish: object = {}, as = dpo) =>
  world.call(
    op.decideCase,
    { params: { case_id }, body: { ...command(), decision: 'granted', reasons: '', ...wish } },
    as,
  )
const answer = (case_id: string, as = dpo) =>
  world.call(op.answerCase, { params: { case_id }, body: command() }, as)
const close = (case_id: string, as = dpo) =>
  world.call(op.closeCase, { params: { case_id }, body: { ...command(), how: 'answered' } }, as)

test('P86 the desk starts any right of a member with how identity was proven; the same command starts one', async () => {
  const patron = await aPatron(world, here, { family_name: 'Vanrechten' })
  const body = {
    ...command(),
    kind: 'access' as const,
    purposes: ['functional' as const],
    proof: 'eid' as const,
  }
  const ask = () => world.call(op.startCase, { params: { patron_id: patron.patron_id }, body }, desk)
  const first = await ask()
  assert.equal(first.status, 201, first.text)
  assert.deepEqual(
    [first.body.step, first.body.received_on, first.body.strict_on, first.body.due_on, first.body.days_left],
    ['judge', '2026-11-25', '2026-12-25', '2026-12-28', 30],
  )
  assert.equal((await ask()).body.case_id, first.body.case_id)
  const found = await read(first.body.case_id)
  assert.deepEqual([found.body.identity_how, found.body.name], ['eid', 'Testpersoon Vanrechten'])
  assert.match(found.body.letters[0]!.body, /25 december|28 december/)
  const rows = await world.call(op.patronCases, { params: { patron_id: patron.patron_id } }, desk)
  assert.deepEqual(
    rows.body.rows.map(row => row.number),
    [`2026-${first.body.case_id}`],
  )
  assert.equal((await read(first.body.case_id, desk)).problem.code, 'no_leave')
  const far = await world.staff(there, ['balie', 'dpo'])
  assert.equal((await start(patron, {}, far)).problem.code, 'patron_unknown')
  assert.equal((await read(first.body.case_id, far)).problem.code, 'not_found')
  for (const wish of [{ kind: 'objection' }, { kind: 'complaint' }, { kind: 'rectification' }])
    assert.equal((await start(patron, wish)).problem.code, 'case_says_nothing')
})

test('P89 P90 a mailed request of any library waits for identity; the copy is encrypted, and gone with the proof', async () => {
  const patron = await aPatron(world, there, { family_name: 'Vanpost' })
  await world.rows(
    "insert into patrons.name_token (library_id, token, patron_id) values ($1, 'vanpost', $2), ($1, 'testpersoon', $2)",
    [there.library_id, patron.patron_id],
  )
  const people = await world.call(op.findForCase, { query: { q: 'Testpersoon Vanpost' } }, central)
  assert.equal(people.status, 200, people.text + world.logged.join())
  assert.deepEqual(
    people.body.rows.map(row => [row.patron_id, row.name, row.library_name, row.birth_year]),
    [[patron.patron_id, 'Testpersoon Vanpost', 'Proefdorp', '1984']],
  )
  assert.deepEqual(
    (await world.call(op.findForCase, { query: { q: 'Testpersoon Vanpost' } }, dpo)).body.rows,
    [],
  )
  const logged = await world.rows(
    "select library_id from privacy.access_log where operation = 'findForCase' and patron_id = $1",
    [patron.patron_id],
  )
  assert.deepEqual(logged, [{ library_id: there.library_id }])
  const body = {
    kind: 'portability' as const,
    purposes: [],
    library_id: there.library_id,
    patron_id: patron.patron_id,
    received_on: '2026-11-20',
    name: 'Testpersoon Vanpost',
    email: 'vanpost@example.invalid',
  }
  assert.equal(
    (await world.call(op.addCase, { body: { ...command(), ...body } }, dpo)).problem.code,
    'case_other_library',
  )
  assert.equal(
    (await world.call(op.addCase, { body: { ...command(), ...body, received_on: '2026-11-26' } }, central))
      .problem.code,
    'case_day_ahead',
  )
  const made = await world.call(op.addCase, { body: { ...command(), ...body } }, central)
  assert.equal(made.status, 201, made.text)
  const { case_id } = made.body
  const params = { case_id }
  assert.equal(made.body.step, 'identity')
  assert.equal((await decide(case_id, {}, central)).problem.code, 'case_identity_needed')
  const asked = await world.call(
    op.askIdentity,
    { params, body: { ...command(), why: 'Er zijn twee personen met deze naam.' } },
    central,
  )
  assert.deepEqual([asked.body.state, asked.body.letters.at(-1)?.kind], ['waits', 'identity'])
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('MARKERING')]).toString(
    'base64',
  )
  const wrong = { ...command(), name: 'a.png', mime: 'image/jpeg' as const, content: png }
  assert.equal(
    (await world.call(op.addIdentityCopy, { params, body: wrong }, central)).problem.code,
    'case_copy_kind',
  )
  const copy = await world.call(
    op.addIdentityCopy,
    { params, body: { ...command(), name: 'kaart.png', mime: 'image/png', content: png } },
    central,
  )
  assert.equal(copy.status, 200, copy.text)
  assert.deepEqual(
    copy.body.files.map(file => [file.kind, file.until]),
    [['identity_copy', '2026-12-25']],
  )
  const [stored] = await world.rows('select cipher from privacy.case_file where case_id = $1', [case_id])
  assert.ok(!stored!.cipher!.includes(png) && !Buffer.from(stored!.cipher!, 'base64').includes('MARKERING'))
  const file_id = copy.body.files[0]!.file_id
  const fetch = (as: Someone) =>
    world.call(op.readCaseFile, { params: { case_id, file_id }, body: command() }, as)
  assert.equal((await fetch(dpo)).problem.code, 'not_found')
  assert.equal((await fetch(central)).body.base64, png)
  const proven = await world.call(op.proveIdentity, { params, body: { ...command(), how: 'copy' } }, central)
  assert.deepEqual([proven.body.files, proven.body.identity_how, proven.body.step], [[], 'copy', 'judge'])
  assert.deepEqual(await world.rows('select 1 from privacy.case_file where case_id = $1', [case_id]), [])
})

test('P90 a copy that nobody looked at goes after thirty days by itself', async () => {
  const patron = await aPatron(world, here)
  const made = await world.call(
    op.addCase,
    {
      body: {
        ...command(),
        kind: 'access',
        purposes: [],
        library_id: here.library_id,
        patron_id: patron.patron_id,
        received_on: '2026-11-25',
        name: 'Testpersoon',
      },
    },
    dpo,
  )
  const params = { case_id: made.body.case_id }
  const content = Buffer.from('%PDF-1.7 proef').toString('base64')
  await world.call(
    op.addIdentityCopy,
    { params, body: { ...command(), name: 'kaart.pdf', mime: 'application/pdf', content } },
    dpo,
  )
  world.now = Temporal.Instant.from('2026-12-25T22:00:00Z')
  await runJob('forget_case_files')
  assert.equal(
    (await world.rows('select 1 from privacy.case_file where case_id = $1', [params.case_id])).length,
    1,
  )
  world.now = Temporal.Instant.from('2026-12-26T01:05:00Z')
  await runJob('forget_case_files')
  assert.deepEqual(
    await world.rows('select 1 from privacy.case_file where case_id = $1', [params.case_id]),
    [],
  )
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
})

test('P96 P118 lengthening once, inside the first month, with a letter; late and nearly late show in the list and in Mijn dag', async () => {
  const patron = await aPatron(world, here)
  const { case_id } = (await start(patron)).body
  const extend = (why: string) =>
    world.call(op.extendCase, { params: { case_id }, body: { ...command(), why } }, dpo)
  assert.equal((await extend('druk')).problem.code, 'case_reason_needed')
  const longer = await extend('De vraag gaat over vijf vestigingen.')
  assert.deepEqual([longer.body.strict_on, longer.body.extend_until], ['2027-02-25', null])
  assert.match(longer.body.letters.at(-1)!.body, /25 februari 2027.*Vlaamse Toezichtcommissie/s)
  assert.equal((await extend('En nog eens, om zeker te zijn.')).problem.code, 'case_extended')
  const late = await start(await aPatron(world, here))
  world.now = Temporal.Instant.from('2026-12-26T09:00:00Z')
  const other = await start(await aPatron(world, here))
  assert.equal(other.status, 201)
  const due = (await world.call(op.myDay, {}, dpo)).body.counters.find(one => one.id === 'rights_cases')
  assert.ok(due && due.count > 0 && due.until === '2026-12-25', JSON.stringify(due))
  assert.equal(
    (await world.call(op.myDay, {}, desk)).body.counters.some(one => one.id === 'rights_cases'),
    false,
  )
  world.now = Temporal.Instant.from('2026-12-29T09:00:00Z')
  const list = await world.call(op.rightsCases, { query: { tab: 'late' } }, dpo)
  assert.ok(list.body.rows.some(row => row.case_id === late.body.case_id && row.state === 'late'))
  assert.ok(!list.body.rows.some(row => [case_id, other.body.case_id].includes(row.case_id)))
  assert.equal(list.body.counts.late, list.body.rows.length)
  assert.equal(
    (
      await world.call(
        op.extendCase,
        { params: { case_id: late.body.case_id }, body: { ...command(), why: 'Dit kwam er niet van.' } },
        dpo,
      )
    ).problem.code,
    'case_extend_too_late',
  )
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
})

test('P80 P93 P124 what was wrong is put right item by item, and the case waits until every recipient was told', async () => {
  const patron = await aPatron(world, here)
  const made = await start(patron, {
    kind: 'rectification',
    items: [
      { field: 'Straat', wish: 'Proefweg 1' },
      { field: 'Voornaam', wish: 'Test' },
    ],
  })
  assert.equal(made.status, 201, made.text)
  const { case_id } = made.body
  const decided = await decide(case_id)
  assert.equal(decided.body.step, 'carry_out', decided.text)
  const carry = () => world.call(op.carryOut, { params: { case_id }, body: command() }, dpo)
  assert.equal((await carry()).problem.code, 'case_items_open')
  for (const { item_id } of decided.body.items)
    await world.call(
      op.settleItem,
      { params: { case_id, item_id }, body: { ...command(), did: 'done' } },
      dpo,
    )
  const carried = await carry()
  assert.equal(carried.body.step, 'answer', carried.text)
  const names = carried.body.notices.map(n => n.recipient)
  assert.ok(names.length >= 2 && names.includes('De bibliotheekwebsite'), names.join())
  assert.equal((await answer(case_id)).body.step, 'notices')
  assert.equal((await close(case_id)).problem.code, 'case_notices_open')
  for (const [no, { notice_id }] of carried.body.notices.entries())
    await world.call(
      op.settleNotice,
      {
        params: { case_id, notice_id },
        body: {
          ...command(),
          ...(no === 0 ? { told: false, impossible: 'Die dienst bestaat niet meer.' } : { told: true }),
        },
      },
      dpo,
    )
  const closed = await close(case_id)
  assert.equal(closed.body.step, 'closed', closed.text)
  assert.equal((await decide(case_id)).problem.code, 'case_closed')
  const again = await world.call(op.reopenCase, { params: { case_id }, body: command() }, dpo)
  assert.equal(again.body.step, 'ready')
})

test('P119 P120 P109 a refusal has reasons and remedies; a fee has its motivation', async () => {
  const { case_id } = (await start(await aPatron(world, here), { kind: 'erasure' })).body
  assert.equal((await decide(case_id, { decision: 'refused' })).problem.code, 'case_reason_needed')
  assert.equal((await decide(case_id, { fee_cents: 500 })).problem.code, 'case_fee_unfounded')
  const said = await decide(case_id, { decision: 'refused', reasons: 'Er staat nog een uitlening open.' })
  assert.equal(said.body.step, 'answer')
  const letter = said.body.letters.at(-1)!
  for (const part of [
    /uitlening open/,
    /Vlaamse Toezichtcommissie/,
    /Gegevensbeschermingsautoriteit/,
    /rechter/,
  ])
    assert.match(letter.body, part)
  assert.equal((await answer(case_id)).body.step, 'ready')
  assert.equal((await close(case_id)).status, 200)
})

test('P108 a complaint has its own flow: looked into, answered, closed', async () => {
  const { case_id } = (
    await start(await aPatron(world, here), { kind: 'complaint', objection: 'Ik kreeg post van een ander.' })
  ).body
  const said = await decide(case_id, { reasons: 'De brief was verkeerd gedrukt. Dat is verbeterd.' })
  assert.deepEqual(
    [said.body.step, said.body.letters.at(-1)!.body.includes('onderzochten')],
    ['answer', true],
  )
  await answer(case_id)
  assert.equal((await close(case_id)).body.step, 'closed')
})

test('a case goes two years after it was closed, with all that hangs on it', async () => {
  const { case_id } = (await start(await aPatron(world, here), { kind: 'complaint', objection: 'Iets.' }))
    .body
  await world.call(op.closeCase, { params: { case_id }, body: { ...command(), how: 'withdrawn' } }, dpo)
  world.now = Temporal.Instant.from('2028-11-26T01:10:00Z')
  await runJob('forget_cases')
  assert.deepEqual(await world.rows('select 1 from privacy.rights_case where case_id = $1', [case_id]), [])
  assert.deepEqual(await world.rows('select 1 from privacy.case_letter where case_id = $1', [case_id]), [])
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
})

test('P81 P83 P84 an erasure that is granted takes the person from everywhere, and the case forgets who it was when it closes', async () => {
  const patron = await aPatron(world, here, { family_name: 'Vergeetmij' })
  const { case_id } = (await start(patron, { kind: 'erasure', changes: 'Wis Vergeetmij.' })).body
  const decided = await decide(case_id)
  assert.equal(decided.body.erasure, 'asked', decided.text)
  const carry = () => world.call(op.carryOut, { params: { case_id }, body: command() }, dpo)
  assert.equal((await carry()).problem.code, 'case_not_erased')
  await runJob('erase_asked')
  assert.deepEqual(
    await world.rows('select 1 from patrons.patron where patron_id = $1', [patron.patron_id]),
    [],
  )
  assert.equal((await read(case_id)).body.erasure, 'done')
  const carried = await carry()
  assert.equal(carried.body.step, 'answer', carried.text)
  await answer(case_id)
  for (const { notice_id } of carried.body.notices)
    await world.call(
      op.settleNotice,
      { params: { case_id, notice_id }, body: { ...command(), told: true } },
      dpo,
    )
  const closed = await close(case_id)
  assert.equal(closed.status, 200, closed.text)
  assert.deepEqual(
    [closed.body.step, closed.body.name, closed.body.patron_id, closed.body.decision],
    ['closed', null, null, 'granted'],
  )
  const left = await world.rows(
    `select 1 from privacy.rights_case c where c.case_id = $1 and c::text ilike '%vergeetmij%'
     union all select 1 from privacy.case_letter l where l.case_id = $1 and l::text ilike '%vergeetmij%'`,
    [case_id],
  )
  assert.deepEqual(left, [])
})

test('P81 an erasure that something kept from being done is asked anew once that is settled, and waits for nobody else', async () => {
  const patron = await aPatron(world, here, { family_name: 'Nogopen' })
  const head = await world.staff(here, ['hoofd_balie'])
  const { patron_id } = patron
  const owes = { charge_kind: 'other' as const, amount_cents: 250, reason: 'kopieën' }
  const charged = await world.call(
    op.addCharge,
    { params: { patron_id }, body: { ...command(), ...owes } },
    head,
  )
  assert.equal(charged.status, 201, charged.text)
  const { case_id } = (await start(patron, { kind: 'erasure', changes: 'Wis alles.' })).body
  assert.equal((await decide(case_id)).body.erasure, 'asked')
  const again = () => world.call(op.eraseAgain, { params: { case_id }, body: command() }, dpo)
  assert.equal((await again()).problem.code, 'case_not_held', 'it runs already')
  await runJob('erase_asked')
  assert.equal((await read(case_id)).body.erasure, 'blocked')
  assert.equal((await again()).body.erasure, 'asked')
  await runJob('erase_asked')
  assert.equal((await read(case_id)).body.erasure, 'blocked', 'what is open keeps it each time')
  const { entry_id = '' } = charged.body.open[0] ?? {}
  await world.call(op.waiveCharge, { params: { entry_id }, body: { ...command(), reason: 'wissen' } }, head)
  assert.equal((await again()).body.erasure, 'asked')
  await runJob('erase_asked')
  const gone = await world.rows('select 1 from patrons.patron where patron_id = $1', [patron_id])
  assert.deepEqual([(await read(case_id)).body.erasure, gone], ['done', []])
  assert.equal((await again()).problem.code, 'case_not_held')
})

test('P81 what holds an erasure back is told as the erasure itself looks at it: a block and a limit too', async () => {
  const patron = await aPatron(world, here, { family_name: 'Tegenhoud' })
  const { patron_id } = patron
  const { case_id } = (await start(patron, { kind: 'erasure', changes: 'Wis alles.' })).body
  const codes = async (as = dpo) =>
    (await world.call(op.readCase, { params: { case_id } }, as)).body.holds_back?.map(one => one.code)
  assert.deepEqual(await codes(), [])
  await world.rows(
    `insert into patrons.block (library_id, patron_id, reason, since) values ($1, $2, 'Deurwaarder', '2026-10-01')`,
    [here.library_id, patron_id],
  )
  const limits = { kind: 'restriction', limits: 'Gebruik mijn gegevens niet.' }
  const limited = (await start(patron, limits)).body
  await world.rows(
    `insert into privacy.restriction (library_id, patron_id, case_id, cause, purposes, from_at)
     values ($1, $2, $3, 'request', '{statistics}', '2026-11-01')`,
    [here.library_id, patron_id, limited.case_id],
  )
  assert.deepEqual(await codes(), ['blocked', 'restricted'])
  assert.equal(await codes(central), undefined, 'out of reach it says so')
  assert.equal((await decide(case_id)).body.erasure, 'asked')
  await runJob('erase_asked')
  assert.equal((await read(case_id)).body.erasure, 'blocked')
  assert.deepEqual(await codes(central), ['blocked', 'restricted'], 'as the erasure found it')
  await world.rows(
    "update privacy.restriction set told_at = from_at, lifted_at = '2026-11-20' where patron_id = $1",
    [patron_id],
  )
  assert.deepEqual(await codes(), ['blocked'])
})
