import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { openWorld, type World } from '../../../testing/world.ts'
import { planNotices } from '../../messaging/notice/plan-notices.ts'
import { type TwoLibraries, twoLibraries } from '../testing/two-libraries.ts'
import { workOnFusions } from './fusion-job.ts'

let world: World
let clock: TestClock
let two: TwoLibraries
let folder: string
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-fusion-'))
  world = await openWorld()
  clock = openClock(world)
  two = await twoLibraries(world, 7)
})
after(async () => {
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const work = () => workOnFusions(clock.ctx('fusing'), { batch: 3 })
const params = (fusion_id: string) => ({ params: { fusion_id } })
const steer = (fusion_id: string, act: 'check' | 'begin' | 'stop') =>
  world.call(op.steerFusion, { ...params(fusion_id), body: { ...command(), act } }, two.maker)
const look = async (fusion_id: string) => (await world.call(op.readFusion, params(fusion_id), two.maker)).body
const plan = () =>
  world.call(
    op.planFusion,
    {
      body: {
        ...command(),
        kept_id: two.kept.library_id,
        absorbed_id: two.absorbed.library_id,
        fused_on: '2026-12-01',
      },
    },
    two.maker,
  )

/** Everything that hangs on a library, so that what came can be told from what was. */
const standing = (library_id: string) =>
  world.rows(
    `select (select count(*) from patrons.patron where library_id = $1) as patrons, (select count(*) from patrons.card where library_id = $1) as cards,
            (select count(*) from circulation.loan where library_id = $1) as loans,
            (select count(*) from circulation.loan where item_library_id = $1) as lent, (select count(*) from circulation.hold where library_id = $1) as holds,
            (select count(*) from inventory.item where library_id = $1) as items, (select count(*) from finance.account where library_id = $1) as accounts,
            (select count(*) from organisation.branch where library_id = $1) as branches, (select count(*) from organisation.staff where library_id = $1) as staff,
            (select count(*) from organisation.workstation where library_id = $1) as seats, (select string_agg(code, ',' order by code) from circulation.crate where library_id = $1) as crates,
            (select count(*) from acquisitions.purchase_suggestion where library_id = $1) as suggestions,
            (select string_agg(patron_id::text, ',' order by patron_id) from acquisitions.suggestion_asker where library_id = $1) as askers,
            (select string_agg(code, ',' order by code) from patrons.card where library_id = $1) as codes,
            (select string_agg(barcode, ',' order by barcode) from inventory.item where library_id = $1) as barcodes,
            (select string_agg(membership_type, ',' order by patron_id) from patrons.patron where library_id = $1) as types`,
    [library_id],
  )

test('a dry run says what comes and what is in the way; a word that nobody knows keeps it from beginning', async () => {
  await world.rows("update patrons.patron set membership_type = 'volw' where patron_id = $1", [
    two.patrons[2]!.patron_id,
  ])
  const { fusion_id } = (await plan()).body
  assert.equal((await plan()).problem.code, 'fusion_open_already')
  assert.equal((await steer(fusion_id, 'begin')).problem.code, 'fusion_state')
  await steer(fusion_id, 'check')
  await work()
  const { report, state } = await look(fusion_id)
  assert.equal(state, 'checked')
  assert.deepEqual(
    [report?.records, report?.loans, report?.holds, report?.items, report?.balance_cents],
    [7, 7, 1, 9, 245],
  )
  assert.deepEqual([report?.same_persons, report?.taken_cards, report?.taken_barcodes], [1, 1, 1])
  assert.deepEqual(report?.agreements, ['test'])
  assert.deepEqual(
    report?.membership_types.map(t => [t.word, t.known]),
    [
      ['volw', false],
      ['volwassene', true],
    ],
  )
  assert.ok(report?.membership_types.every(t => (t.word === 'volw') === (t.name === undefined)))
  assert.ok(report?.membership_choices?.some(t => t.word === 'volwassene' && t.name === 'Volwassene'))
  assert.equal((await steer(fusion_id, 'begin')).problem.code, 'fusion_unmapped')
  const map = { membership_types: { volw: 'volwassene' }, item_types: { book: 'book' } }
  await world.call(op.changeFusionMap, { ...params(fusion_id), body: { ...command(), map } }, two.maker)
  assert.equal((await steer(fusion_id, 'begin')).problem.code, 'fusion_state', 'another dry run is asked')
  assert.equal((await steer(fusion_id, 'stop')).body.state, 'stopped')
})

test('two libraries become one: every row comes, one person is one record, the counts fit to the cent, and it goes back', async () => {
  const [was, wasKept] = [await standing(two.absorbed.library_id), await standing(two.kept.library_id)]
  const { fusion_id } = (await plan()).body
  const map = { membership_types: { volw: 'volwassene' }, item_types: {} }
  await world.call(op.changeFusionMap, { ...params(fusion_id), body: { ...command(), map } }, two.maker)
  await steer(fusion_id, 'check')
  await work()
  const begun = await steer(fusion_id, 'begin')
  assert.equal(begun.status, 200, begun.text)
  // The library is closed: nobody signs in there any more, and who was signed in is out.
  assert.equal((await world.call(op.readSession, {}, two.old)).problem.code, 'session_ended')
  await work()
  const moved = await look(fusion_id)
  assert.deepEqual([moved.state, moved.fault, moved.counts.filter(c => !c.fits)], ['moved', null, []])
  const [left] = await standing(two.absorbed.library_id)
  assert.deepEqual(
    Object.entries(left!).filter(([, v]) => v !== '0' && v !== null),
    [],
  )
  assert.equal((await standing(two.kept.library_id))[0]?.['suggestions'], '2')
  await oneRecord()
  await labels()

  const signed = await world.call(op.signFusion, { ...params(fusion_id), body: command() }, two.maker)
  assert.equal(signed.body.state, 'live', signed.text)
  // The desk of the other library lends to who came over, and takes back what they have.
  const { rows } = (
    await world.call(op.patronLoans, { params: { patron_id: two.patrons[3]!.patron_id } }, two.desk)
  ).body
  assert.equal(rows.length, 1)

  const back = await world.call(
    op.takeBackFusion,
    { ...params(fusion_id), body: { ...command(), reason: 'toch niet' } },
    two.maker,
  )
  assert.equal(back.status, 200, back.text)
  await work()
  assert.equal((await look(fusion_id)).state, 'taken_back')
  assert.deepEqual(await standing(two.absorbed.library_id), was)
  assert.deepEqual(await standing(two.kept.library_id), wasKept)
  const [member] = await world.rows(
    'select left_at from organisation.agreement_member where library_id = $1',
    [two.absorbed.library_id],
  )
  assert.equal(member!.left_at, null, 'its agreement goes on')
})

/** Who was a member of both: one record, with the loans and charges of both, and the stricter choice. */
async function oneRecord(): Promise<void> {
  const { here, there } = two.both
  const found = async (q: string) =>
    (await world.call(op.findPatrons, { query: { q } }, two.desk)).body.rows.map(r => r.patron_id)
  assert.deepEqual(await found('dubbel'), [here.patron_id])
  assert.deepEqual(await found(there.card), [here.patron_id])
  const read = await world.call(op.readPatron, { params: { patron_id: here.patron_id } }, two.desk)
  assert.equal(read.status, 200, read.text)
  const one = read.body
  assert.deepEqual(
    [one.loans, one.balance_cents, one.cards.length, one.keep_history, one.news],
    [1, 35, 2, false, true],
  )
  const account = (await world.call(op.readAccount, { params: { patron_id: here.patron_id } }, two.desk)).body
  const paid = await world.call(
    op.receivePayment,
    {
      params: { patron_id: two.patrons[4]!.patron_id },
      body: {
        ...command(),
        method: 'card',
        entry_ids: (
          await world.call(op.readAccount, { params: { patron_id: two.patrons[4]!.patron_id } }, two.desk)
        ).body.open.map(l => l.entry_id),
      },
    },
    two.desk,
  )
  assert.equal(paid.status, 201, paid.text)
  assert.equal(account.open.length, 1)
}

/** The same code twice: one of them gets its own, and is listed to be labelled anew; a card opens nobody else's record. */
async function labels(): Promise<void> {
  const { rows } = (await world.call(op.itemsToLabel, { query: {} }, two.desk)).body
  assert.deepEqual(
    rows.map(r => [r.was, r.code]),
    [['30009999999999', '30009999999999-OUD']],
  )
  const found = (await world.call(op.findPatrons, { query: { q: two.patrons[0]!.card } }, two.desk)).body.rows
  assert.deepEqual(found.map(r => r.patron_id).includes(two.patrons[0]!.patron_id), false)
}

test('signed for good: patrons are told where their data came from, and the old log is read by the new DPO', async () => {
  const { fusion_id } = (await plan()).body
  const map = { membership_types: { volw: 'volwassene' }, item_types: {} }
  await world.call(op.changeFusionMap, { ...params(fusion_id), body: { ...command(), map } }, two.maker)
  await steer(fusion_id, 'check')
  await work()
  await steer(fusion_id, 'begin')
  await work()
  await world.call(op.signFusion, { ...params(fusion_id), body: command() }, two.maker)
  await world.rows("update moving.fusion set undo_until = now() - interval '1 minute' where fusion_id = $1", [
    fusion_id,
  ])
  await planNotices(clock.ctx('notices'), true)
  const told = await world.rows(
    `select patron_id from messaging.message where kind = 'fused' and library_id = $1 order by patron_id`,
    [two.kept.library_id],
  )
  const expected = [...two.patrons.filter(p => p !== two.both.there), two.both.here].map(p => p.patron_id)
  assert.deepEqual(
    told.map(r => r.patron_id),
    expected.toSorted((a, b) => Number(a) - Number(b)),
  )
  const log = (await world.call(op.readAccessLog, { query: {} }, two.desk)).body.rows
  assert.ok(
    log.some(r => r.operation === 'checkout'),
    'lending at the library that was',
  )
  const body = { ...command(), reason: 'te laat' }
  world.now = world.now.add({ hours: 48 })
  await world.rows("update moving.fusion set undo_until = '2026-11-26T14:00:00Z' where fusion_id = $1", [
    fusion_id,
  ])
  const late = await world.call(op.takeBackFusion, { ...params(fusion_id), body }, two.maker)
  assert.equal(late.problem.code, 'fusion_too_late')
  world.now = world.now.subtract({ hours: 48 })
})
