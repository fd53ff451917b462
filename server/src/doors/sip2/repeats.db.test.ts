import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anItem, aPatron } from '../../testing/people.ts'
import { aRegulation, plainRows } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import {
  aMachine,
  openTerminal,
  openTestDoor,
  sealed,
  signedIn,
  type Terminal,
  type TestDoor,
  type TestMachine,
  valueOf,
} from './testing/terminal.ts'

let world: World
let here: Library
let manager: Someone
let kaft: TestDoor
let machine: TestMachine
const ever = { member_until: '2199-01-01' }
const at = '20261109    101500'
before(async () => {
  world = await openWorld()
  // Sessions end by the clock of the database, so the door's clock starts there.
  world.now = Temporal.Now.instant()
  await world.rows('select circulation.make_partitions(current_date)')
  here = await world.library('Bibliotheek Testgem')
  manager = await world.staff(here, ['beheer'])
  await aRegulation(world, here, plainRows())
  kaft = await openTestDoor(world)
  machine = await aMachine(world, { library: here, manager })
})
after(async () => {
  await kaft?.door.stop()
  await world?.close()
})

const lend = (card: string, barcode: string) => `11NN${at}${at}AOI200|AA${card}|AB${barcode}|AC|`
const wait = (seconds: number): void => void (world.now = world.now.add({ seconds }))
const happened = async (item_id: string, kind: string): Promise<string> =>
  (
    await world.rows('select count(*) as n from circulation.event where item_id = $1 and kind = $2', [
      item_id,
      kind,
    ])
  )[0]!.n!

/** A line of a machine that neither counts nor checks its messages, signed in. */
async function uncounted(of: TestMachine): Promise<Terminal & { ask(body: string): Promise<string> }> {
  const line = await openTerminal(kaft.port)
  const ask = async (body: string): Promise<string> => (await line.raw(`${body}\r`))[0] ?? '(no answer)'
  assert.equal(await ask(`9300CN${of.login}|CO${of.password}|`), '941')
  return Object.assign(line, { ask })
}

test('what only asks is answered anew on a line that does not count: the profile and the shelf are told as they are now', async () => {
  const own = await aMachine(world, { library: here, manager })
  const [line, other] = [await uncounted(own), await signedIn(kaft.port, machine)]
  const patron = await aPatron(world, here, ever)
  const item = await anItem(world, here)
  const first = await line.ask('9900302.00')
  assert.match(first, /^98YYYYNN/)
  wait(1)
  await world.rows(
    `update organisation.machine set profile = profile || '{"may_lend": false, "institution": "ANDERS"}' where machine_id = $1`,
    [own.machine_id],
  )
  const second = await line.ask('9900302.00')
  assert.match(second, /^98YYNYNN/)
  assert.equal(valueOf(second, 'BX')?.[1], 'N')
  assert.ok(second.includes('AOANDERS|'))
  assert.notEqual(second.slice(8, 40), first.slice(8, 40), 'and its time is the time of now')
  const [shelf, status, having] = [
    `17${at}AOI200|AB${item.barcode}|`,
    `23005${at}AOI200|AA${patron.card}|AC|AD|`,
    `63005${at}  Y       AOI200|AA${patron.card}|AC|AD|`,
  ]
  assert.match(await line.ask(shelf), /^1803/)
  assert.match(await other.say(lend(patron.card, item.barcode)), /^121/)
  assert.match(await line.ask(shelf), /^1804/)
  assert.equal(valueOf(await line.ask(having), 'AU'), item.barcode)
  assert.match(await other.say(`09N${at}${at}APx|AOI200|AB${item.barcode}|AC|`), /^101/)
  assert.equal(valueOf(await line.ask(having), 'AU'), null)
  assert.match(await line.ask(status), /^24 {14}/)
  await world.rows(
    "insert into patrons.block (library_id, patron_id, reason, since) values ($1, $2, 'x', '2026-01-01')",
    [here.library_id, patron.patron_id],
  )
  assert.match(await line.ask(status), /^24YY Y/)
  for (const one of [line, other]) one.end()
})

test('a loan that is asked again without a number is the same answer for as long as the machine asks, and later still one loan', async () => {
  const patron = await aPatron(world, here, ever)
  const item = await anItem(world, here)
  const line = await uncounted(machine)
  const first = await line.ask(lend(patron.card, item.barcode))
  assert.match(first, /^121NNY/)
  for (const seconds of [10, 10, 10]) {
    wait(seconds)
    assert.equal(await line.ask(lend(patron.card, item.barcode)), first)
  }
  wait(30)
  const late = await line.ask(lend(patron.card, item.barcode))
  assert.match(late, /^121NNY/)
  assert.equal(valueOf(late, 'AH'), valueOf(first, 'AH'))
  assert.notEqual(late, first, 'its time is the time of now')
  assert.equal(await happened(item.item_id, 'checkout'), '1')
  line.end()
})

test('what came back since is lent again, and what was lent since is taken back, on a line that does not count', async () => {
  const [a, b] = [await aPatron(world, here, ever), await aPatron(world, here, ever)]
  const item = await anItem(world, here)
  const [line, other] = [await uncounted(machine), await signedIn(kaft.port, machine)]
  const back = `09N${at}${at}APx|AOI200|AB${item.barcode}|AC|`
  assert.match(await line.ask(lend(a.card, item.barcode)), /^121/)
  assert.match(await other.say(back), /^101/)
  wait(60)
  assert.match(await line.ask(lend(a.card, item.barcode)), /^121/)
  assert.equal(await happened(item.item_id, 'checkout'), '2')
  assert.match(await line.ask(back), /^101/)
  assert.match(await other.say(lend(b.card, item.barcode)), /^121/)
  wait(60)
  assert.match(await line.ask(back), /^101/)
  const [open] = await world.rows(
    'select count(*) as n from circulation.loan where item_id = $1 and returned_at is null',
    [item.item_id],
  )
  assert.equal(open!.n, '0')
  for (const one of [line, other]) one.end()
})

test('with a number the same bytes are the same message, also much later', async () => {
  const line = await signedIn(kaft.port, machine)
  const bytes = Buffer.concat([sealed('9900802.00', 5), Buffer.from('\r')])
  const [first] = await line.raw(bytes)
  wait(3600)
  assert.deepEqual(await line.raw(bytes), [first])
  const next = await line.say('9900802.00')
  assert.notEqual(next.slice(8, 40), first!.slice(8, 40))
  line.end()
})

test('97 where nothing was said yet asks for the message once, and does not go round', async () => {
  const line = await openTerminal(kaft.port)
  assert.deepEqual(await line.raw('97\r'), ['96'])
  // Two that ask each other to repeat: the second is answered by what comes next.
  const [answer] = await line.raw('97\r97\r9900802.00\r')
  assert.match(answer!, /^98/)
  assert.deepEqual(await line.raw('97\r'), [answer])
  line.end()
  const few = await openTestDoor(world, { nonsense: 3 })
  const mad = await openTerminal(few.port)
  assert.deepEqual(await mad.raw('97\r97\r97\r'), ['96'])
  await mad.closed()
  assert.ok(mad.socket.destroyed)
  await few.door.stop()
})

test('blanks before and after a message are no nonsense', async () => {
  const line = await openTerminal(kaft.port)
  assert.match((await line.raw('  9900802.00  \r'))[0]!, /^98/)
  const counted = sealed('9900802.00', 4).toString()
  assert.match((await line.raw(` ${counted}  \r\n  \r\n`))[0]!, /^98.*AY4AZ/)
  assert.match((await line.raw(`\t${sealed('9900802.00', 5).toString()}\r`))[0]!, /^98.*AY5AZ/)
  line.end()
})

const count = async (text: string, id: string): Promise<string> => (await world.rows(text, [id]))[0]!.n!
/** One second before ten minutes end, by which repeats are told from what is said again much later. */
function toTheEdge(): void {
  const ten = 10 * 60_000
  const next = (Math.floor(world.now.epochMilliseconds / ten) + 1) * ten
  world.now = Temporal.Instant.fromEpochMilliseconds(next - 1000)
}
/** What the same bytes are answered on two lines, so many seconds apart. */
async function onTwoLines(body: string, seconds: number): Promise<[string, string]> {
  const bytes = Buffer.concat([sealed(body, 5), Buffer.from('\r')])
  const said: string[] = []
  for (const after of [seconds, 0]) {
    const line = await signedIn(kaft.port, machine)
    said.push((await line.raw(bytes))[0]!)
    line.end()
    wait(after)
  }
  return [said[0]!, said[1]!]
}

test('a repeat over a new line does nothing twice, also where ten minutes end between the two', async () => {
  const patron = await aPatron(world, here, ever)
  const [item, wanted] = [await anItem(world, here), await anItem(world, here)]
  const other = await aPatron(world, here, ever)
  const line = await signedIn(kaft.port, machine)
  assert.match(await line.say(lend(patron.card, item.barcode)), /^121/)
  assert.match(await line.say(lend(other.card, wanted.barcode)), /^121/)
  line.end()
  wait(48 * 3600)
  toTheEdge()
  const [renewed, again] = await onTwoLines(`29NN${at}${at}AOI200|AA${patron.card}|AB${item.barcode}|`, 2)
  assert.match(renewed, /^301YN/)
  assert.equal(again.slice(0, 6), renewed.slice(0, 6))
  assert.equal(valueOf(again, 'AH'), valueOf(renewed, 'AH'))
  assert.equal(await happened(item.item_id, 'renewal'), '1')
  toTheEdge()
  const holds = await onTwoLines(`15+${at}AOI200|AA${patron.card}|AB${wanted.barcode}|`, 2)
  assert.deepEqual(
    holds.map(h => h.slice(0, 3)),
    ['161', '161'],
  )
  toTheEdge()
  await onTwoLines(`01N${at}AOI200|ALachtergelaten|AA${patron.card}|AC|`, 2)
  assert.equal(
    await count('select count(*) as n from patrons.block where patron_id = $1', patron.patron_id),
    '1',
  )
})

test('the same bytes more than ten minutes later are said anew', async () => {
  const [a, b] = [await aPatron(world, here, ever), await aPatron(world, here, ever)]
  const item = await anItem(world, here)
  const back = Buffer.concat([sealed(`09N${at}${at}APx|AOI200|AB${item.barcode}|AC|`, 5), Buffer.from('\r')])
  const line = await signedIn(kaft.port, machine)
  for (const { card } of [a, b]) {
    assert.match(await line.say(lend(card, item.barcode)), /^121/)
    assert.match((await line.raw(back))[0]!, /^101/)
    assert.equal(
      await count(
        'select count(*) as n from circulation.loan where item_id = $1 and returned_at is null',
        item.item_id,
      ),
      '0',
    )
    wait(601)
  }
  line.end()
})

test('who just lent and did not hear it has lent, where the machine asks to renew what is lent already', async () => {
  const patron = await aPatron(world, here, ever)
  const item = await anItem(world, here)
  const ask = `11YN${at}${at}AOI200|AA${patron.card}|AB${item.barcode}|AC|`
  const one = await uncounted(machine)
  const first = await one.ask(ask)
  assert.match(first, /^121NNY/)
  one.end()
  wait(20)
  const two = await uncounted(machine)
  const again = await two.ask(ask)
  assert.match(again, /^121NNY/)
  assert.equal(valueOf(again, 'AH'), valueOf(first, 'AH'))
  wait(48 * 3600)
  assert.match(await two.ask(ask), /^121YNY/)
  assert.equal(await happened(item.item_id, 'renewal'), '1')
  two.end()
})
