import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { aForm, commandId, testNumber } from '../../modules/patrons/testing/forms.ts'
import { anItem } from '../../testing/people.ts'
import { aRegulation, plainRows } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import {
  aMachine,
  openTestDoor,
  signedIn,
  type Terminal,
  type TestDoor,
  valueOf,
} from './testing/terminal.ts'

let world: World
let here: Library
let desk: Someone
let kaft: TestDoor
let t: Terminal
const at = '20261109    101500'
const EID = '592123456732'
const NUMBER = testNumber(1)

before(async () => {
  world = await openWorld()
  // Sessions end by the clock of the database, so the door's clock starts there.
  world.now = Temporal.Now.instant()
  await world.rows('select circulation.make_partitions(current_date)')
  here = await world.library('Bibliotheek Testgem')
  desk = await world.staff(here, ['hoofd_balie'])
  await aRegulation(world, here, plainRows())
  kaft = await openTestDoor(world)
  t = await signedIn(
    kaft.port,
    await aMachine(world, { library: here, manager: await world.staff(here, ['beheer']) }),
  )
})
after(async () => {
  t?.end()
  await kaft?.door.stop()
  await world?.close()
})

const lend = async (code: string): Promise<string> =>
  t.say(`11NN${at}${at}AOI200|AA${code}|AB${(await anItem(world, here)).barcode}|AC|`)
const status = (code: string): Promise<string> => t.say(`23000${at}AOI200|AA${code}|AC|`)

test('P42 P29 at a machine an identity card lends until it is lost, ended or expired, and no answer repeats its number', async () => {
  const { card: _, ...form } = aForm({
    national_number: NUMBER,
    proof: 'eid',
    eid: { card_number: EID, valid_until: '2199-01-01' },
  })
  const made = await world.call(op.registerPatron, { body: form }, desk)
  assert.equal(made.status, 201, made.text)
  const { patron_id, cards } = made.body
  const mark = (state: 'active' | 'lost' | 'ended') =>
    world.call(
      op.markCard,
      { params: { patron_id, card_id: cards[0]!.card_id }, body: { command_id: commandId(), state } },
      desk,
    )
  // By the card and by the number that a machine reads from it.
  for (const code of [EID, NUMBER]) {
    const lent = await lend(code)
    assert.match(lent, /^121/, lent)
    assert.equal(valueOf(lent, 'AA'), '')
    assert.ok(!lent.includes(code))
    assert.match(await status(code), /^24 /)
  }
  assert.equal((await mark('lost')).status, 200)
  for (const code of [EID, NUMBER]) {
    const refused = await lend(code)
    assert.match(refused, /^120/, code)
    assert.ok(!refused.includes(code))
    assert.match(await status(code), /^24Y/)
  }
  assert.equal((await mark('active')).status, 200)
  assert.match(await lend(EID), /^121/)
  await world.rows(`update patrons.card set expires_on = current_date - 1 where patron_id = $1`, [patron_id])
  for (const code of [EID, NUMBER]) assert.match(await lend(code), /^120/, code)
  await world.rows(`update patrons.card set expires_on = null where patron_id = $1`, [patron_id])
  assert.equal((await mark('ended')).status, 200)
  for (const code of [EID, NUMBER]) assert.match(await lend(code), /^120/, code)
  for (const hidden of [EID, NUMBER]) assert.ok(!world.logged.join().includes(hidden))
})
