import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { type Db, openDb } from '../../../base/db.ts'
import type { JobCtx } from '../../../base/job.ts'
import { newRing } from '../../../base/keys.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { logAccess } from '../../privacy/index.ts'
import { anItem, aPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { ageToLost } from './age-to-lost.ts'

let world: World
let here: Library
let amina: Someone
let jobs: Db
before(async () => {
  world = await openWorld()
  jobs = openDb({ connection: { connectionString: world.db.urlFor('kaft_jobs') }, deskSize: 1, bulkSize: 1 })
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie', 'hoofd_balie'])
  await aRegulation(world, here)
  await world.rows("select circulation.make_partitions('2027-02-10')")
})
after(async () => {
  await jobs.close()
  await world.close()
})
const id = () => uuid7(world.now)

const job = (): JobCtx => ({
  db: jobs,
  keys: newRing('/dev/null'),
  now: world.now,
  secret: null,
  actor: null,
  source: 'job',
  operation: 'age_to_lost',
  purpose: null,
  testNumbers: true,
  logAccess,
  log: () => undefined,
  signal: new AbortController().signal,
})

test('what is late for as long as the library says counts as lost; a claim is left to people; renewing says why', async () => {
  const lend = async () => {
    const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
    await world.rows('update inventory.item set price_cents = 1500 where item_id = $1', [item.item_id])
    const lent = await world.call(
      op.checkout,
      { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
      amina,
    )
    return { patron, item, loan_id: lent.body.loan!.loan_id }
  }
  const [late, claimed] = [await lend(), await lend()]
  world.now = Temporal.Instant.from('2027-01-10T13:05:00Z')
  await world.call(
    op.claimReturned,
    { params: { loan_id: claimed.loan_id }, body: { command_id: id() } },
    amina,
  )
  world.now = Temporal.Instant.from('2027-02-10T03:30:00Z')
  assert.equal(await ageToLost(job()), 0, 'never, while the library says nothing')
  await world.rows(`insert into organisation.setting values ($1, 'circulation.lost_after_days', '49')`, [
    here.library_id,
  ])
  // Due on 23 December: 49 days later is 10 February.
  world.now = Temporal.Instant.from('2027-02-09T03:30:00Z')
  assert.equal(await ageToLost(job()), 0)
  world.now = Temporal.Instant.from('2027-02-10T03:30:00Z')
  assert.equal(await ageToLost(job()), 1)
  assert.equal(await ageToLost(job()), 0)
  const renewed = await world.call(op.renew, { body: { command_id: id(), loan_id: late.loan_id } }, amina)
  assert.deepEqual(
    renewed.problem.findings?.map(f => [f.code, f.about['aged']]),
    [['loan_lost', true]],
  )
  const account = await world.call(op.readAccount, { params: { patron_id: late.patron.patron_id } }, amina)
  assert.deepEqual(
    account.body.open.map(e => e.charge_kind),
    ['replacement', 'fine'],
  )
  const [event] = await world.rows(
    `select event_id, source, staff_id from circulation.event where kind = 'item_lost' and loan_id = $1`,
    [late.loan_id],
  )
  assert.deepEqual([event!.source, event!.staff_id], ['job', null])
  const undone = await world.call(op.undo, { body: { command_id: id(), event_id: event!.event_id! } }, amina)
  assert.equal(undone.body.loan_restored, true, undone.text)
})
