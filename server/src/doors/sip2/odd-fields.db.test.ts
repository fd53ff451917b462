import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anItem, aPatron } from '../../testing/people.ts'
import { aRegulation, plainRows } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import {
  aMachine,
  openTerminal,
  openTestDoor,
  signedIn,
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

test('the owner of an item (BG) is the library that has it, by its code', async () => {
  const partner = await world.library('Bibliotheek Buurgem')
  await world.agreement('3b', [here, partner])
  const [own, theirs] = [await anItem(world, here), await anItem(world, partner)]
  const line = await signedIn(kaft.port, machine)
  const codes = await world.rows(
    'select code from organisation.library where library_id = any ($1) order by library_id',
    [[here.library_id, partner.library_id]],
  )
  const owners = []
  for (const { barcode } of [own, theirs]) {
    const said = await line.say(`17${at}AOI200|AB${barcode}|`)
    assert.match(said, /^1803/)
    owners.push(valueOf(said, 'BG'))
  }
  assert.deepEqual(
    owners,
    codes.map(c => c.code),
  )
  assert.notEqual(owners[0], owners[1])
  line.end()
})

test('control characters in a field are of an unknown item or patron, and no fault', async () => {
  const patron = await aPatron(world, here, ever)
  const item = await anItem(world, here)
  const old = await aMachine(world, { library: here, manager }, { encoding: 'latin1' })
  for (const [line, odd] of [
    [await signedIn(kaft.port, machine), ['\0', '\u0001', '\u001b', '\u007f']],
    [await signedIn(kaft.port, old), ['\0', '\u0085']],
  ] as const) {
    for (const sign of odd) {
      const [barcode, card] = [item.barcode, patron.card].map(c => `${c.slice(0, 4)}${sign}${c.slice(4)}`)
      const ask = (body: string): Promise<string> => line.say(body)
      const unknown = await ask(`17${at}AOI200|AB${barcode}|`)
      assert.match(unknown, /^1801/)
      assert.equal(valueOf(unknown, 'AF'), 'Dit stuk kennen we niet. Breng het naar de balie.')
      assert.match(await ask(`09N${at}${at}APx|AOI200|AB${barcode}|AC|`), /^100NNY.*kennen we niet/)
      assert.match(
        await ask(`11NN${at}${at}AOI200|AA${patron.card}|AB${barcode}|AC|`),
        /^120.*kennen we niet/,
      )
      assert.match(
        await ask(`29NN${at}${at}AOI200|AA${patron.card}|AB${barcode}|AC|`),
        /^300.*kennen we niet/,
      )
      assert.match(await ask(`15+${at}AOI200|AA${patron.card}|AB${barcode}|AC|`), /^160.*kennen we niet/)
      assert.match(await ask(`19${at}AOI200|AB${barcode}|CHx|`), /^200.*kennen we niet/)
      for (const [body, shape] of [
        [`23005${at}AOI200|AA${card}|AC|AD|`, /^24YYYY.*BLN/],
        [`63005${at}          AOI200|AA${card}|AC|AD${sign}|`, /^64YYYY.*BLN/],
        [`11NN${at}${at}AOI200|AA${card}|AB${item.barcode}|AC|`, /^120/],
        [`65${at}AOI200|AA${card}|`, /^660/],
        [`37${at}0100EURBV1.00|AOI200|AA${card}|`, /^38N/],
        [`25${at}AOI200|AA${card}|`, /^26YYYY/],
        [`01N${at}AOI200|ALx${sign}|AA${card}|AC|`, /^24YYYY.*BLN/],
      ] as const)
        assert.match(await ask(body), shape)
      assert.match(
        await ask(`23005${at}AOI200|AA${patron.card}|AC|AD${sign}|`),
        /BLY\|CQN/,
        'no code that was checked',
      )
    }
    line.end()
  }
  const line = await openTerminal(kaft.port)
  assert.equal((await line.say(`9300CN${machine.login}\0|CO${machine.password}|`)).slice(0, 3), '940')
  assert.equal((await line.say(`9300CN${machine.login}|CO${machine.password}\0|`)).slice(0, 3), '940')
  line.end()
  const [block] = await world.rows('select count(*) as n from patrons.block where patron_id = $1', [
    patron.patron_id,
  ])
  assert.equal(block!.n, '0')
  assert.deepEqual(world.logged.join('\n').match(/.*"says":"fault".*/g), null)
})
