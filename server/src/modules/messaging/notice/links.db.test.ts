import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import * as op from '@kaft/contract'
import type { Mail, Mailer } from '../../../base/mail.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { withoutCoupling } from '../../../testing/couplings.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, type TestPatron } from '../../../testing/people.ts'
import { asReader, PASSWORD } from '../../../testing/readers.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { messagingJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let desk: Someone
const sent: Mail[] = []
const mailer: Mailer = {
  send: async mail => {
    sent.push(mail)
    return 'sent'
  },
  close: () => undefined,
}
before(async () => {
  world = await openWorld({ mails: true })
  clock = openClock(world)
  here = await world.library('Testgem')
  desk = await world.staff(here, ['balie', 'hoofd_balie'])
})
after(async () => {
  await clock.close()
  await world.close()
})
beforeEach(() => void (sent.length = 0))
const jobs = messagingJobs(mailer, 'https://kaft.example.invalid')
const run = () => runJobs(clock, jobs, 'messages')
async function mailed(): Promise<TestPatron> {
  const patron = await aPatron(world, here)
  await world.rows('update patrons.patron set email = $2 where patron_id = $1', [
    patron.patron_id,
    `lezer${patron.patron_id}@example.invalid`,
  ])
  return patron
}
const send = ({ patron_id }: TestPatron) =>
  world.call(op.sendReaderLink, { params: { patron_id }, body: { command_id: uuid7(world.now) } }, desk)

test('P85 a link that the desk sends lies in the mailbox, once, and leads to a password and a session', async () => {
  const patron = await mailed()
  assert.equal((await send(patron)).status, 201)
  await run()
  await run()
  assert.deepEqual(
    sent.map(mail => mail.to),
    [`lezer${patron.patron_id}@example.invalid`],
  )
  const [, key = ''] =
    /\/mijn\/wachtwoord\/([0-9a-f-]{36}\.[A-Za-z0-9_-]{43})/.exec(JSON.stringify(sent[0])) ?? []
  const chosen = await world.call(op.setReaderPassword, { body: { key, password: PASSWORD } }, null)
  assert.equal(chosen.status, 200, chosen.text)
  assert.ok(await asReader(world, patron))
})

test('P6 P12 while the officer has not approved mail no link leaves the house; it goes once they have', async () => {
  const patron = await mailed()
  await withoutCoupling(world, 'mail', async () => {
    assert.equal((await send(patron)).status, 201)
    await run()
    assert.equal(sent.length, 0)
  })
  await run()
  assert.equal(sent.length, 1)
})
