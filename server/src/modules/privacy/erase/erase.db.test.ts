import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { residueInDatabase, residueInFiles } from '../../../base/catalogue/residue.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { aLife, CARD_NUMBER, MARK, NUMBER } from '../../../testing/life.ts'
import { anItem, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { circulationJobs } from '../../circulation/jobs.ts'
import { messagingJobs } from '../../messaging/jobs.ts'
import { aForm, commandId } from '../../patrons/testing/forms.ts'
import { ctxOf } from '../../patrons/testing/ctx.ts'
import { askErasure, ErasureAsked, previewErasure, readErasure } from '../index.ts'
import { movingPersonal } from '../../moving/index.ts'
import { privacyJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let folder: string
let here: Library
let desk: Someone
let dpo: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  folder = await mkdtemp(join(tmpdir(), 'kaft-erase-'))
  here = await world.library('Testgem')
  await aRegulation(world, here)
  desk = await world.staff(here, ['hoofd_balie'])
  dpo = await world.staff(here, ['dpo'])
})
after(async () => {
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true })
})

const id = () => uuid7(world.now)
const ledger = () => join(folder, 'erased.jsonl')
const params = (patron_id: string) => ({ patron_id })
/** What stands nowhere but with this person. */
const values = [
  MARK,
  'zwartemarkering@example.invalid',
  'Zwartemarkeringstraat',
  '+32470998877',
  '470 99 88 77',
  NUMBER,
  NUMBER.replaceAll(/[.-]/g, ''),
  CARD_NUMBER,
  '2990000077441',
  'Oudemarkering',
  'Kotmarkering',
  'Ouderzwart',
]
const left = async () => (await residueInDatabase(world.db.admin, values)).map(r => r.where)
const ask = async (patron_id: string, ...parts: op.ErasurePart[]): Promise<string> => {
  const ctx = await ctxOf(world, dpo, 'askErasure')
  return transact(ctx, async tx => {
    await tx.first([])
    const [rows = []] = await tx.last(askErasure(ctx, { library_id: here.library_id, patron_id, parts }))
    return oneOf(ErasureAsked, rows)!.erasure_id
  })
}
const preview = async (patron_id: string, ...parts: op.ErasurePart[]) => {
  const ctx = await ctxOf(world, dpo, 'previewErasure')
  return transact(ctx, async tx => {
    await tx.first([])
    return previewErasure(ctx, tx, { patron_id, parts, above: [movingPersonal] })
  })
}
const told = async (erasure_id: string) => {
  const ctx = await ctxOf(world, dpo, 'readErasure')
  return transact(ctx, async tx => {
    await tx.first([])
    return readErasure(tx, erasure_id)
  })
}
const work = () => runJobs(clock, privacyJobs(ledger(), [movingPersonal]), 'erase_asked')
const rowsOf = (patron_id: string) =>
  world.rows('select * from patrons.patron where patron_id = $1', [patron_id])

/** A life with more beside it: a former name, a second address, a parent's consent, a merged record, a message, a run of many. */
async function plant(): Promise<Record<string, string>> {
  // Nobody lives alone in a library.
  const other = await world.call(op.registerPatron, { body: aForm({ family_name: 'Buurman' }) }, desk)
  assert.equal(other.status, 201, other.text)
  const items = [await anItem(world, here), await anItem(world, here), await anItem(world, here)] as [
    TestItem,
    TestItem,
    TestItem,
  ]
  const life = await aLife(world, { home: here, owner: desk, items })
  const patron_id = life['patron_id']!
  const read = async () => (await world.call(op.readPatron, { params: params(patron_id) }, desk)).body
  const twin = await world.call(
    op.registerPatron,
    { body: aForm({ family_name: 'Oudemarkering', given_name: 'Testpersoon', birth_on: '1980-03-10' }) },
    desk,
  )
  assert.equal(twin.status, 201, twin.text)
  const merged = await world.call(
    op.mergePatrons,
    {
      params: params(patron_id),
      body: {
        command_id: id(),
        other_id: twin.body.patron_id,
        take: [],
      },
    },
    desk,
  )
  assert.equal(merged.status, 201, merged.text)
  const address = {
    kind: 'other' as const,
    care_of: 'Ouderzwart',
    street: 'Kotmarkering 3',
    postcode: '9000',
    municipality: 'Gent',
    letters: false,
    until: null,
  }
  const addressed = await world.call(
    op.setAddresses,
    {
      params: params(patron_id),
      body: { command_id: id(), version: (await read()).version, addresses: [address] },
    },
    desk,
  )
  assert.equal(addressed.status, 200, addressed.text)
  const consent = await world.call(
    op.giveConsent,
    {
      params: params(patron_id),
      body: { command_id: id(), given_by: 'Ouderzwart Testpersoon', relation: 'parent', consent: 'paper' },
    },
    desk,
  )
  assert.equal(consent.status, 200, consent.text)
  const bulk = await world.call(
    op.beginBulk,
    {
      body: {
        command_id: id(),
        change: { kind: 'patron_until', on: '2027-06-30' },
        codes: ['2990000077441'],
        reason: 'test',
        purpose: 'administration',
      },
    },
    desk,
  )
  assert.equal(bulk.status, 201, bulk.text)
  return { ...life, back: items[0].item_id }
}

/** Ends everything that keeps a record, by the desk's own means. */
async function settle(life: Record<string, string>): Promise<void> {
  const patron_id = life['patron_id']!
  const claim = await world.call(
    op.resolveClaim,
    { params: { claim_id: life['claim_id']! }, body: { command_id: id(), how: 'dismissed' } },
    desk,
  )
  assert.equal(claim.status, 201, claim.text)
  const back = await world.call(op.checkin, { body: { command_id: id(), item_id: life['back']! } }, desk)
  assert.equal(back.status, 201, back.text)
  const hold = await world.call(
    op.cancelHold,
    { params: { hold_id: life['hold_id']! }, body: { command_id: id() } },
    desk,
  )
  assert.equal(hold.status, 201, hold.text)
  const lifted = await world.call(op.liftBlock, { params: { patron_id, block_id: life['block_id']! } }, desk)
  assert.equal(lifted.status, 200, lifted.text)
  const { open } = (await world.call(op.readAccount, { params: params(patron_id) }, desk)).body
  const paid = await world.call(
    op.receivePayment,
    {
      params: params(patron_id),
      body: { command_id: id(), method: 'card', entry_ids: open.map(line => line.entry_id) },
    },
    desk,
  )
  assert.equal(paid.status, 201, paid.text)
}

test('P81 P83 P84 a whole life is erased on request, everywhere, and what keeps it back is told first', async () => {
  const life = await plant()
  const patron_id = life['patron_id']!
  await runJobs(clock, messagingJobs(null), 'messages')
  await world.rows('analyze')
  const planted = await left()
  for (const table of [
    'patrons.patron',
    'patrons.card',
    'patrons.note',
    'patrons.address',
    'finance.entry',
    'patrons.name_token',
  ])
    assert.ok(planted.includes(table), `${table} holds something before: ${planted.join(', ')}`)
  assert.ok(planted.includes('circulation.bulk_line'))

  const before = await preview(patron_id, 'everything')
  assert.deepEqual(
    before?.blocks.map(b => b.code).filter(code => code !== 'merge_open'),
    ['open_loans', 'open_holds', 'open_costs', 'open_claims', 'blocked'],
  )
  const tooEarly = await ask(patron_id, 'everything')
  await work()
  const kept = await told(tooEarly)
  assert.deepEqual(
    [kept?.state, kept?.certificate, kept?.blocks.length],
    ['blocked', null, before?.blocks.length],
  )
  assert.equal((await rowsOf(patron_id)).length, 1)

  await settle(life)
  world.now = world.now.add({ hours: 24 * 31 })
  await runJobs(clock, [...(await import('../../patrons/jobs.ts')).patronJobs], 'finish_merges')
  const now = await preview(patron_id, 'everything')
  assert.deepEqual(now?.blocks, [])
  const asked = await ask(patron_id, 'everything')
  assert.equal((await told(asked))?.state, 'asked')
  await work()
  const done = await told(asked)
  assert.equal(done?.state, 'done')
  // What was said beforehand is what happened.
  const said = new Map(now?.goes.map(g => [g.table, g.rows]))
  for (const { table, rows } of done?.certificate?.rows ?? []) {
    if (table !== 'patrons.person' && table !== 'privacy.access_log')
      assert.equal(rows, said.get(table), table)
  }
  assert.deepEqual(await left(), [])
  assert.deepEqual(await residueInFiles(folder, values), [])
  assert.doesNotMatch(world.logged.join('\n'), /arkering/i)
  assert.deepEqual(await world.rows('select 1 from privacy.access_log where patron_id = $1', [patron_id]), [])
  assert.deepEqual(await world.rows('select privacy.broken_row() as r'), [{ r: null }])
  const lines = await world.rows(
    'select sum(amount_cents) as s, count(*) as n from finance.entry where library_id = $1',
    [here.library_id],
  )
  assert.ok(Number(lines[0]!.n) > 3, 'the lines of the ledger stay')
  assert.equal(lines[0]!.s, '500', 'and say what they said: the fee of somebody else is open')
  assert.deepEqual(await world.rows('select 1 from patrons.person'), [])
  // The number may come back: nobody is known by it.
  assert.match(await readFile(ledger(), 'utf8'), /"parts":\["everything"\]/)
})

test('the scan finds what is left, wherever it is', async () => {
  const hide: readonly [string, string][] = [
    [
      `insert into base.key_fingerprint (key_name, fingerprint, state, at) values ('x', 'aa${MARK.toUpperCase()}bb', 'destroyed', now())`,
      'base.key_fingerprint',
    ],
    [
      `update organisation.branch set address = encode(convert_to('xx${MARK}', 'UTF8'), 'base64')`,
      'organisation.branch',
    ],
    [`update organisation.workstation set settings = '{}'`, ''],
    [
      `insert into organisation.change (library_id, at, what, subject, after) select library_id, now(), 'x', 'x', jsonb_build_object('name', '${MARK}') from organisation.library limit 1`,
      'organisation.change',
    ],
  ]
  for (const [sql, where] of hide) {
    await world.rows('begin')
    try {
      await world.rows(sql)
      assert.deepEqual(await left(), where === '' ? [] : [where])
    } finally {
      await world.rows('rollback')
    }
  }
})

test('P81 parts are erased by themselves, while the rest goes on', async () => {
  const made = await world.call(
    op.registerPatron,
    {
      body: aForm({
        family_name: 'Deelwissen',
        email: 'deel@voorbeeld.be',
        phone: '+32 470 11 22 33',
        news: true,
        keep_history: true,
      }),
    },
    desk,
  )
  assert.equal(made.status, 201, made.text)
  const { patron_id } = made.body
  const item = await anItem(world, here)
  await world.call(op.checkout, { body: { command_id: id(), patron_id, item_id: item.item_id } }, desk)
  await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, desk)
  await world.call(
    op.addNote,
    {
      params: params(patron_id),
      body: { command_id: commandId(), text: 'Deelnotitie', until: '2027-12-01' },
    },
    desk,
  )
  world.now = world.now.add({ hours: 48 })
  const asked = await ask(patron_id, 'contact', 'notes', 'history', 'preferences')
  await work()
  assert.equal((await told(asked))?.state, 'done')
  const [row] = await rowsOf(patron_id)
  assert.deepEqual(
    [row!.family_name, row!.email, row!.phone, row!.message_channel, row!.news, row!.keep_history],
    ['Deelwissen', null, null, 'letter', false, false],
  )
  assert.deepEqual(await world.rows('select 1 from patrons.note where patron_id = $1', [patron_id]), [])
  assert.deepEqual(await world.rows('select 1 from circulation.loan where patron_id = $1', [patron_id]), [])
  assert.deepEqual(
    await world.rows('select 1 from circulation.event_patron where patron_id = $1', [patron_id]),
    [],
  )
})

test('P83 P84 what was erased stays erased in a database that comes from before: nothing open there keeps it', async () => {
  const made = await world.call(op.registerPatron, { body: aForm({ family_name: 'Terugkeer' }) }, desk)
  const { patron_id } = made.body
  await world.rows('create table public.kept_patron as select * from patrons.patron where patron_id = $1', [
    patron_id,
  ])
  const account = (await world.call(op.readAccount, { params: params(patron_id) }, desk)).body.open
  await world.call(
    op.receivePayment,
    {
      params: params(patron_id),
      body: { command_id: id(), method: 'card', entry_ids: account.map(a => a.entry_id) },
    },
    desk,
  )
  const asked = await ask(patron_id, 'everything')
  await work()
  assert.deepEqual((await told(asked))?.blocks, [])

  assert.equal((await told(asked))?.state, 'done')
  // As an older backup has it: the record is there with an open loan, and nobody knows that it was erased.
  const columns = (
    await world.rows(
      `select string_agg(quote_ident(column_name), ', ') as c from information_schema.columns
        where table_schema = 'patrons' and table_name = 'patron' and is_generated = 'NEVER'`,
    )
  )[0]!.c
  await world.rows(
    `insert into patrons.patron (${columns}) overriding system value select ${columns} from public.kept_patron`,
  )
  await world.rows('drop table public.kept_patron')
  await world.rows('delete from privacy.erased')
  const item = await anItem(world, here)
  await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id, item_id: item.item_id, accept: ['debt_block'] } },
    desk,
  )
  assert.equal((await rowsOf(patron_id)).length, 1)
  await runJobs(clock, privacyJobs(ledger(), [movingPersonal]), 'retention')
  assert.deepEqual(await rowsOf(patron_id), [])
  const [last] = (await world.call(op.erasureCertificates, {}, dpo)).body.rows
  assert.equal(last?.because, 'replay')
  const again = (await readFile(ledger(), 'utf8')).trim().split('\n').length
  await runJobs(clock, privacyJobs(ledger(), [movingPersonal]), 'retention')
  assert.equal((await readFile(ledger(), 'utf8')).trim().split('\n').length, again, 'a line is written once')
})

test('P84 a message that waits for somebody who is erased is never sent', async () => {
  const made = await world.call(op.registerPatron, { body: aForm({ family_name: 'Wachtbericht' }) }, desk)
  const { patron_id } = made.body
  await world.rows(
    `insert into messaging.message (library_id, patron_id, kind, title_id, branch_id, channel, planned_at, not_before, state, once)
     select $1, $2, 'moved_in', null, $3, 'letter', now(), now(), 'planned', 'test'`,
    [here.library_id, patron_id, here.branches[0]],
  )
  const account = (await world.call(op.readAccount, { params: params(patron_id) }, desk)).body.open
  await world.call(
    op.receivePayment,
    {
      params: params(patron_id),
      body: { command_id: id(), method: 'card', entry_ids: account.map(a => a.entry_id) },
    },
    desk,
  )
  const asked = await ask(patron_id, 'everything')
  await work()
  assert.deepEqual([(await told(asked))?.state, (await told(asked))?.blocks], ['done', []])
  await runJobs(clock, messagingJobs(null), 'messages')
  assert.deepEqual(await world.rows('select 1 from messaging.message where patron_id = $1', [patron_id]), [])
  assert.deepEqual(await rowsOf(patron_id), [])
  await runJobs(clock, circulationJobs, 'forget_history')
})
