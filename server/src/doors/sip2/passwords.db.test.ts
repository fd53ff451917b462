import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { aForm, testNumber } from '../../modules/patrons/testing/forms.ts'
import { anItem, aPatron } from '../../testing/people.ts'
import { PASSWORD, withPassword } from '../../testing/readers.ts'
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
let manager: Someone
let kaft: TestDoor
const at = '20261109    101500'
const WRONG = 'fout-wachtwoord'
const person = { member_until: '2199-01-01', family_name: 'Zwartemarkering' }
before(async () => {
  world = await openWorld()
  // Sessions end by the clock of the database, so the door's clock starts there.
  world.now = Temporal.Now.instant()
  await world.rows('select circulation.make_partitions(current_date)')
  here = await world.library('Bibliotheek Testgem')
  manager = await world.staff(here, ['beheer'])
  await aRegulation(world, here, plainRows())
  kaft = await openTestDoor(world)
})
after(async () => {
  await kaft?.door.stop()
  await world?.close()
})

const having = (card: string, pin: string) => `63005${at}  Y       AOI200|AA${card}|AC|AD${pin}|`
const status = (card: string, pin: string) => `23005${at}AOI200|AA${card}|AC|AD${pin}|`
const enable = (card: string, pin: string) => `25${at}AOI200|AA${card}|AC|AD${pin}|`
const lend = (card: string, barcode: string, pin: string) =>
  `11NN${at}${at}AOI200|AA${card}|AB${barcode}|AC|AD${pin}|`
const open = async (item_id: string) =>
  (await world.rows('select 1 from circulation.loan where item_id = $1 and returned_at is null', [item_id]))
    .length
const lineOf = async (patron_pin: 'none' | 'birth' | 'password'): Promise<Terminal> =>
  signedIn(
    kaft.port,
    await aMachine(world, { library: here, manager }, { patron_pin, personal: 'full', show_reasons: true }),
  )
const looks = async (patron_id: string): Promise<string[]> =>
  (
    await world.rows('select outcome from privacy.access_log where patron_id = $1 order by access_id', [
      patron_id,
    ])
  ).map(r => r.outcome!)

test('a code that the profile does not ask is never called right: nothing personal goes along, and the card lends', async () => {
  const line = await lineOf('none')
  const patron = await aPatron(world, here, person)
  const [lent, item] = [await anItem(world, here), await anItem(world, here)]
  await world.rows(
    "update patrons.patron set email = 'zm@example.invalid', phone = '09 000', street = 'Markt 1', language = 'fr' where patron_id = $1",
    [patron.patron_id],
  )
  const done = await line.say(lend(patron.card, lent.barcode, WRONG))
  assert.match(done, /^121/)
  assert.equal(await open(lent.item_id), 1)
  for (const [ask, shape] of [
    [having, /^64 {14}005.{18}0{24}AOI200\|AA\d+\|AE\|BLY\|CQN\|AY/],
    [status, /^24 {14}005.{18}AOI200\|AA\d+\|AE\|BLY\|CQN\|AY/],
    [enable, /^26 {14}005.{18}AOI200\|AA\d+\|AE\|BLY\|CQN\|AY/],
  ] as const) {
    const said = await line.say(ask(patron.card, WRONG))
    assert.match(said, shape)
    assert.equal(valueOf(said, 'AA'), patron.card)
    assert.match(
      await line.say(ask(patron.card, '')),
      /^..\s{14}002.*AETestpersoon Zwartemarkering\|BLY\|CQY\|/,
    )
  }
  await world.rows(
    "insert into patrons.block (library_id, patron_id, reason, since) values ($1, $2, 'x', '2026-01-01')",
    [here.library_id, patron.patron_id],
  )
  const blocked = await line.say(having(patron.card, WRONG))
  assert.match(blocked, /^64YY Y {10}005/, 'whether, and not why')
  assert.equal(valueOf(blocked, 'AF'), 'Kom even naar de balie.')
  assert.match(await line.say(lend(patron.card, item.barcode, WRONG)), /^120/)
  line.end()
})

test('the own password of a reader, checked as /mijn checks it: by its turns, and with its rest', async () => {
  const line = await lineOf('password')
  const [patron, other, without] = [
    await aPatron(world, here, person),
    await aPatron(world, here, person),
    await aPatron(world, here, person),
  ]
  const item = await anItem(world, here)
  await withPassword(world, patron)
  await withPassword(world, other, 'vier gele fietsen')
  assert.match(await line.say(having(patron.card, PASSWORD)), /AETestpersoon Zwartemarkering\|BLY\|CQY\|/)
  for (const [card, pin] of [
    [patron.card, 'vier gele fietsen'],
    [patron.card, ''],
    [patron.card, '1705'],
    [without.card, PASSWORD],
  ] as const) {
    const said = await line.say(having(card, pin))
    assert.match(
      said,
      /^64YYYY.{10}005.{18}0{24}AOI200\|AA\|AE\|BLY\|CQN\|AFKaart en code horen niet bij elkaar\.\|/,
    )
    assert.match(await line.say(enable(card, pin)), /^26YYYY.*AE\|BLY\|CQN\|/)
  }
  assert.match(await line.say(lend(patron.card, item.barcode, '')), /^120/)
  assert.match(await line.say(`29NN${at}${at}AOI200|AA${patron.card}|AD|AB${item.barcode}|`), /^300/)
  assert.match(await line.say(lend(patron.card, item.barcode, PASSWORD)), /^121/, 'four tries are no rest')
  assert.equal(await open(item.item_id), 1)
  for (let i = 0; i < 5; i++) assert.match(await line.say(status(patron.card, `${WRONG}${i}`)), /^24.*CQN/)
  const resting = await line.say(status(patron.card, PASSWORD))
  assert.match(resting, /CQN/)
  assert.ok(!resting.includes('Zwartemarkering'))
  const web = () => world.call(op.readerSignIn, { body: { card: patron.card, password: PASSWORD } }, null)
  assert.equal((await web()).problem.code, 'reader_rests', 'one count, at the machine and at home')
  assert.match(await line.say(status(other.card, 'vier gele fietsen')), /CQY/, 'nobody else rests')
  world.now = world.now.add({ minutes: 16 })
  assert.match(await line.say(status(patron.card, PASSWORD)), /CQY/)
  assert.equal((await web()).status, 200)
  assert.deepEqual([...new Set(await looks(without.patron_id))], ['refused'])
  assert.ok((await looks(patron.patron_id)).includes('seen'))
  for (const secret of [PASSWORD, WRONG]) assert.ok(!world.logged.join().includes(secret))
  line.end()
})

test('by a national number the password is the one of the library card', async () => {
  const line = await lineOf('password')
  const [number, card] = [testNumber(1), '2990000055555']
  const desk = await world.staff(here, ['hoofd_balie'])
  const made = await world.call(op.registerPatron, { body: aForm({ national_number: number, card }) }, desk)
  assert.equal(made.status, 201, made.text)
  const { patron_id } = made.body
  await withPassword(world, { patron_id, card, library: here })
  const said = await line.say(status(number, PASSWORD))
  assert.match(said, /CQY/)
  assert.equal(valueOf(said, 'AA'), card)
  assert.match(await line.say(status(number, WRONG)), /CQN/)
  const loose = await lineOf('none')
  const unasked = await loose.say(status(number, WRONG))
  assert.match(unasked, /^24 {14}.*AA\|AE\|BLY\|CQN\|/, 'nor whose card it is')
  for (const one of [line, loose]) one.end()
})

test('a machine that guesses at card after card is slowed down', async () => {
  const line = await lineOf('password')
  const patron = await aPatron(world, here, person)
  await withPassword(world, patron)
  for (let i = 0; i < 30; i++) assert.match(await line.say(status(`2990000001${100 + i}`, WRONG)), /BLN/)
  assert.match(await line.say(status(patron.card, PASSWORD)), /BLY\|CQN/)
  world.now = world.now.add({ seconds: 20 })
  assert.match(await line.say(status(patron.card, PASSWORD)), /BLY\|CQY/)
  line.end()
})
