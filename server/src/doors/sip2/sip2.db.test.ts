import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { anItem, aPatron } from '../../testing/people.ts'
import { aRegulation, plainRows } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import {
  aMachine,
  isSealed,
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
let desk: Someone
let kaft: TestDoor
let machine: TestMachine
let t: Terminal
const ever = { member_until: '2199-01-01' }
const id = () => uuid7(world.now)
const at = '20261109    101500'
before(async () => {
  world = await openWorld()
  // Sessions end by the clock of the database, so the door's clock starts there.
  world.now = Temporal.Now.instant()
  await world.rows('select circulation.make_partitions(current_date)')
  here = await world.library('Bibliotheek Testgem')
  manager = await world.staff(here, ['beheer'])
  desk = await world.staff(here, ['hoofd_balie'])
  await aRegulation(world, here, plainRows())
  kaft = await openTestDoor(world)
  machine = await aMachine(world, { library: here, manager })
  t = await signedIn(kaft.port, await aMachine(world, { library: here, manager, name: 'Hoek' }))
})
after(async () => {
  t?.end()
  await kaft?.door.stop()
  await world?.close()
})
const lend = (card: string, barcode: string) => `11NN${at}${at}AOI200|AA${card}|AB${barcode}|AC|`
const back = (barcode: string) => `09N${at}${at}APbalie|AOI200|AB${barcode}|AC|`
const due = async (item_id: string): Promise<string> => {
  const [loan] = await world.rows(
    'select due_on::text from circulation.loan where item_id = $1 and returned_at is null',
    [item_id],
  )
  return `${loan!.due_on!.replaceAll('-', '')}    235959`
}
const open = async (item_id: string) =>
  (
    await world.rows('select loan_id from circulation.loan where item_id = $1 and returned_at is null', [
      item_id,
    ])
  ).length

test('an item tells how many wait for it, also who cannot be first (CF)', async () => {
  const item = await anItem(world, here)
  for (let n = 0; n < 4; n++) {
    const { patron_id } = await aPatron(world, here, ever)
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at) values ($1, $2, $3, $4, 'waiting', now())`,
      [here.library_id, patron_id, item.title_id, here.branches[0]],
    )
  }
  assert.equal(valueOf(await t.say(`17${at}AOI200|AB${item.barcode}|`), 'CF'), '4')
})

test('a visit as a machine makes it: sign in, status, card, lend, renew, take back, end', async () => {
  const patron = await aPatron(world, here, ever)
  const item = await anItem(world, here, { title: 'Testtitel' })
  const line = await openTerminal(kaft.port)
  const early = await line.say('9900802.00')
  assert.match(early, /^98YNNNNN100003\d{8} {4}\d{6}2\.00AO\|BXNNNNYYYNNNNNNNNN\|/)
  assert.equal(
    await line.say(`9300CN${machine.login}|CO${machine.password}|CPI200-2001|`),
    sealed('941', 2).toString(),
  )
  const status = await line.say('9900802.00')
  assert.ok(isSealed(status, 3))
  assert.match(status, /^98YYYYNN/)
  assert.equal(valueOf(status, 'BX'), 'YYYYYYYYYYYNYYYY')
  assert.match(
    await line.say(`2300520261109    101500AOI200|AA${patron.card}|AC|AD|`),
    /^24 {14}005.{18}AOI200\|AA\d+\|AETestpersoon\|BLY\|CQY\|BHEUR\|BV0\.00\|AY4/,
  )
  const lent = await line.say(lend(patron.card, item.barcode))
  assert.match(lent, /^121NNY/)
  assert.equal(valueOf(lent, 'AJ'), 'Testtitel')
  assert.equal(valueOf(lent, 'AH'), await due(item.item_id))
  assert.equal(valueOf(lent, 'CK'), '001')
  assert.equal(await open(item.item_id), 1)
  const info = await line.say(`63005${at}  Y       AOI200|AA${patron.card}|AC|AD|`)
  assert.match(info, /^64 {14}005.{18}000000000001000000000000/)
  assert.equal(valueOf(info, 'AU'), item.barcode)
  world.now = world.now.add({ hours: 48 })
  const renewed = await line.say(`29NN${at}${at}AOI200|AA${patron.card}|AB${item.barcode}|`)
  assert.match(renewed, /^301YNN/)
  assert.notEqual(valueOf(renewed, 'AH'), valueOf(lent, 'AH'))
  assert.equal(valueOf(renewed, 'AH'), await due(item.item_id))
  const taken = await line.say(back(item.barcode))
  assert.match(taken, /^101YNN/)
  assert.equal(valueOf(taken, 'CL'), '1')
  assert.equal(await open(item.item_id), 0)
  assert.match(await line.say(`35${at}AOI200|AA${patron.card}|`), /^36Y/)
  const events = await world.rows(
    'select distinct source, staff_id from circulation.event where item_id = $1',
    [item.item_id],
  )
  assert.deepEqual(events, [{ source: 'self', staff_id: machine.machine_id }])
  line.end()
})

test('answers are the vectors byte for byte', async () => {
  const was = world.now
  await world.rows("select circulation.make_partitions('2026-11-09')")
  const exact = await aMachine(
    world,
    { library: here, manager, name: 'Vector' },
    { personal: 'none', may_pay: false, may_renew: true },
  )
  const [p] = await world.rows(
    `insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, language, message_channel,
       membership_type, member_since, member_until, provenance, registered_at)
     values ($1, 'Vantest', 'Vector', '1984-05-17', 'x', 'nl', 'email', 'volwassene', '2026-01-01', null, '{}', now()) returning patron_id`,
    [here.library_id],
  )
  await world.rows(
    `insert into patrons.card (library_id, patron_id, code, state, since) values ($1, $2, '30000000012345', 'active', '2026-01-01')`,
    [here.library_id, p!.patron_id],
  )
  await anItem(world, here, { barcode: '30000012345678', title: 'Testtitel' })
  const line = await signedIn(kaft.port, exact)
  world.now = Temporal.Instant.from('2026-11-09T09:15:00Z')
  const said = async (seq: number, body: string) =>
    (await line.raw(Buffer.concat([sealed(body, seq), Buffer.from('\r')])))[0]
  assert.equal(
    await said(2, `11YN${at}${at}AOI200|AA30000000012345|AB30000012345678|AC|`),
    '121NNY20261109    101500AOI200|AA30000000012345|AB30000012345678|AJTesttitel|AH20261207    235959|CK001|AY2AZE5B9',
  )
  assert.equal(
    (await line.raw('6300520261109    101500Y         AOI200|AA30000000012345|AC|AD|AY4AZF14C\r'))[0],
    '64              00520261109    101500000000000001000000000000AOI200|AA30000000012345|AE|BLY|CQY|BHEUR|BV0.00|AY4AZE6F2',
  )
  world.now = was
  line.end()
})

test('a repeat gets the identical answer and lends once: by 97, by the same message, and from a server started anew', async () => {
  const patron = await aPatron(world, here, ever)
  const item = await anItem(world, here)
  const line = await signedIn(kaft.port, machine)
  const first = await line.say(lend(patron.card, item.barcode))
  const bytes = Buffer.concat([sealed(lend(patron.card, item.barcode), line.seq), Buffer.from('\r')])
  assert.deepEqual(await line.raw(bytes), [first])
  assert.deepEqual(await line.raw('97AZFEF5\r'), [first])
  assert.deepEqual(await line.raw('97AZFEF5\r'), [first])
  line.end()
  const anew = await openTestDoor(world)
  const again = await signedIn(anew.port, machine)
  world.now = world.now.add({ seconds: 20 })
  const [later] = await again.raw(bytes)
  assert.equal(later!.slice(0, 6), first.slice(0, 6))
  assert.equal(valueOf(later!, 'AH'), valueOf(first, 'AH'))
  const loans = await world.rows('select count(*) as n from circulation.loan where item_id = $1', [
    item.item_id,
  ])
  assert.equal(loans[0]!.n, '1')
  const events = await world.rows(
    "select count(*) as n from circulation.event where item_id = $1 and kind = 'checkout'",
    [item.item_id],
  )
  assert.equal(events[0]!.n, '1')
  again.end()
  await anew.door.stop()
})

test('a machine whose clock stands still lends again what came back since', async () => {
  const patron = await aPatron(world, here, ever)
  const item = await anItem(world, here)
  const line = await signedIn(kaft.port, machine)
  const bytes = Buffer.concat([sealed(lend(patron.card, item.barcode), 7), Buffer.from('\r')])
  assert.match((await line.raw(bytes))[0]!, /^121/)
  assert.match(await line.say(back(item.barcode)), /^101/)
  world.now = world.now.add({ seconds: 30 })
  assert.match((await line.raw(bytes))[0]!, /^121/)
  assert.equal(await open(item.item_id), 1)
  line.end()
})

test('two lines that want one item at the same moment: one gets it', async () => {
  const [a, b] = [await aPatron(world, here, ever), await aPatron(world, here, ever)]
  const [left, right] = [await signedIn(kaft.port, machine), await signedIn(kaft.port, machine)]
  for (let round = 0; round < 5; round++) {
    const item = await anItem(world, here)
    const said = await Promise.all([
      left.say(lend(a.card, item.barcode)),
      right.say(lend(b.card, item.barcode)),
    ])
    assert.deepEqual(said.map(s => s.slice(0, 3)).toSorted(), ['120', '121'])
    assert.equal(await open(item.item_id), 1)
  }
  for (const line of [left, right]) line.end()
})

test('every message has an answer: before the sign-in, of another branch, of a stranger, unknown and for nobody', async () => {
  const far = await world.library('Vreemdgem')
  const foreign = await anItem(world, far)
  const other = await anItem(world, here, { branch: 1, title: 'Van Noord' })
  const patron = await aPatron(world, here, ever)
  const line = await openTerminal(kaft.port)
  const asks: readonly [ask: string, before: RegExp][] = [
    [`23005${at}AOI200|AA${patron.card}|AC|AD|`, /^24YYYY.{10}005.{18}AO\|AA\|AE\|BLN\|CQN\|AF/],
    [`63005${at}          AOI200|AA${patron.card}|`, /^64YYYY.*BLN\|/],
    [lend(patron.card, other.barcode), /^120NNN/],
    [back(other.barcode), /^100NNY/],
    [`29NN${at}${at}AOI200|AA${patron.card}|AB${other.barcode}|`, /^300/],
    [`65${at}AOI200|AA${patron.card}|`, /^66000000000/],
    [`15+${at}AOI200|AA${patron.card}|AB${other.barcode}|`, /^160/],
    [`17${at}AOI200|AB${other.barcode}|`, /^1801/],
    [`19${at}AOI200|AB${other.barcode}|CHx|`, /^200/],
    [`35${at}AOI200|AA${patron.card}|`, /^36/],
    [`37${at}0100EURBV1.00|AOI200|AA${patron.card}|`, /^38N/],
    [`01N${at}AOI200|AL|AA${patron.card}|AC|`, /^24YYYY/],
    [`25${at}AOI200|AA${patron.card}|`, /^26YYYY/],
  ]
  for (const [ask, expected] of asks) {
    const answer = await line.say(ask)
    assert.match(answer, expected, ask.slice(0, 2))
    assert.ok(!answer.includes('Testpersoon') && !answer.includes(patron.card), ask.slice(0, 2))
    assert.match(answer, ask.startsWith('35') ? /./ : /Dit toestel is niet aangemeld\./)
  }
  assert.match(await line.say(`9300CN${machine.login}|CO${machine.password}|`), /^941/)
  const taken = await line.say(back(other.barcode))
  assert.match(taken, /^101YNY/, 'an item of another branch')
  assert.equal(valueOf(taken, 'CV'), '04')
  assert.equal(valueOf(taken, 'CT'), 'Bibliotheek Testgem Noord')
  for (const barcode of [foreign.barcode, '000', '', 'a'.repeat(200)]) {
    assert.match(await line.say(back(barcode)), /^100NNY/)
    assert.match(await line.say(lend(patron.card, barcode)), /^120/)
    assert.match(await line.say(`17${at}AOI200|AB${barcode}|`), /^1801/)
  }
  for (const card of ['', '0', '85.07.30-033.28', 'x'.repeat(100)]) {
    const answer = await line.say(`63005${at}          AOI200|AA${card}|`)
    assert.match(answer, /^64YYYY/)
    assert.equal(
      valueOf(answer, 'AA'),
      '',
      'what nobody here has is not repeated: it may be a national number',
    )
  }
  line.end()
})

test('nonsense is asked again and the next message is answered; a line of nothing else is closed', async () => {
  const line = await signedIn(kaft.port, machine)
  const again = '96AZFEF6'
  assert.deepEqual(await line.raw('9900802.00AY3AZ0000\r'), [again], 'a wrong checksum')
  assert.deepEqual(await line.raw('9900802.00\r'), [again], 'a missing checksum on a line that counts')
  assert.deepEqual(await line.raw(`${sealed('88', 3).toString()}\r`), [again], 'an unknown code')
  assert.deepEqual(await line.raw(`${'9'.repeat(9000)}\r`), [again], 'far too long')
  assert.deepEqual(await line.raw(Buffer.from([0, 255, 254, 13])), [again], 'bytes')
  assert.match(await line.say('9900802.00'), /^98/)
  const few = await openTestDoor(world, { nonsense: 3 })
  const mad = await openTerminal(few.port)
  assert.equal((await mad.raw('x\ry\rz\r', 3)).length, 3)
  await mad.closed()
  line.end()
  await few.door.stop()
})

test('messages that come all at once are answered in order, also when the machine is slow to read', async () => {
  const line = await signedIn(kaft.port, machine)
  const items = await Promise.all(Array.from({ length: 40 }, () => anItem(world, here)))
  const patron = await aPatron(world, here, ever)
  const burst = items.flatMap((item, i) => [
    sealed(`17${at}AOI200|AB${item.barcode}|`, i),
    Buffer.from('\r\n'),
  ])
  line.socket.pause()
  const said = line.raw(Buffer.concat(burst), 40)
  setTimeout(() => line.socket.resume(), 200)
  assert.deepEqual(
    (await said).map(a => valueOf(a, 'AB')),
    items.map(i => i.barcode),
  )
  // One byte at a time.
  const bytes = Buffer.concat([sealed(`23005${at}AOI200|AA${patron.card}|`, 3), Buffer.from('\r')])
  for (const byte of bytes.subarray(0, -1)) line.socket.write(Buffer.from([byte]))
  assert.match((await line.raw(bytes.subarray(-1)))[0]!, /^24/)
  line.end()
})

test('many machines at once are all answered', async () => {
  const lines = await Promise.all(Array.from({ length: 20 }, () => signedIn(kaft.port, machine)))
  const patron = await aPatron(world, here, ever)
  const said = await Promise.all(lines.flatMap(l => [l.say(`23005${at}AOI200|AA${patron.card}|`)]))
  assert.ok(said.every(s => /BLY/.test(s)))
  for (const line of lines) line.end()
})

test('a wrong code beside the card tells nothing and does nothing; five of them rest the card', async () => {
  const strict = await aMachine(world, { library: here, manager }, { patron_pin: 'birth', personal: 'full' })
  const patron = await aPatron(world, here, {
    ...ever,
    birth_on: '1984-05-17',
    family_name: 'Zwartemarkering',
  })
  const item = await anItem(world, here)
  const line = await signedIn(kaft.port, strict)
  const ask = (pin: string) => line.say(`63005${at}Y         AOI200|AA${patron.card}|AD${pin}|`)
  const wrong = await ask('1705x')
  assert.match(
    wrong,
    /^64YYYY.{10}005.{18}0{24}AOI200\|AA\|AE\|BLY\|CQN\|AFKaart en code horen niet bij elkaar\.\|/,
  )
  assert.match(await line.say(`11NN${at}${at}AOI200|AA${patron.card}|AB${item.barcode}|AD0000|`), /^120/)
  assert.equal(await open(item.item_id), 0)
  assert.match(await ask('1705'), /CQY/)
  for (let i = 0; i < 5; i++) await ask('9999')
  const resting = await ask('1705')
  assert.match(resting, /CQN/)
  assert.ok(!resting.includes('Zwartemarkering'))
  line.end()
})

test('the profile says how much of a person goes over the line', async () => {
  const patron = await aPatron(world, here, { ...ever, family_name: 'Zwartemarkering' })
  await world.rows(
    "update patrons.patron set email = 'zm@example.invalid', street = 'Markt 1', postcode = '9000', municipality = 'Gent' where patron_id = $1",
    [patron.patron_id],
  )
  const ask = async (personal: 'none' | 'first_name' | 'full') => {
    const line = await signedIn(
      kaft.port,
      await aMachine(world, { library: here, manager }, { personal, show_amounts: false }),
    )
    const answer = await line.say(`63005${at}          AOI200|AA${patron.card}|`)
    line.end()
    return answer
  }
  const none = await ask('none')
  assert.equal(valueOf(none, 'AE'), '')
  assert.ok(!/BV|BH|BD|BE|BF/.test(none))
  assert.equal(valueOf(await ask('first_name'), 'AE'), 'Testpersoon')
  const full = await ask('full')
  assert.equal(valueOf(full, 'AE'), 'Testpersoon Zwartemarkering')
  assert.equal(valueOf(full, 'BD'), 'Markt 1, 9000 Gent')
  assert.equal(valueOf(full, 'BE'), 'zm@example.invalid')
})

test('debt, blocks and age are no words on a public screen, unless the profile allows them', async () => {
  const patron = await aPatron(world, here, ever)
  await world.rows(
    "insert into patrons.block (library_id, patron_id, reason, since) values ($1, $2, 'ruzie', '2026-01-01')",
    [here.library_id, patron.patron_id],
  )
  const item = await anItem(world, here)
  const quiet = await t.say(lend(patron.card, item.barcode))
  assert.match(quiet, /^120NNN/)
  assert.equal(valueOf(quiet, 'AF'), 'Kom even naar de balie.')
  assert.match(await t.say(`23005${at}AOI200|AA${patron.card}|`), /^24YY Y {10}005/)
  const open = await aMachine(world, { library: here, manager }, { show_reasons: true, language: 'fr' })
  const line = await signedIn(kaft.port, open)
  const told = await line.say(lend(patron.card, item.barcode))
  assert.equal(valueOf(told, 'AF'), 'Je kaart is geblokkeerd.', 'in the language of the patron')
  await world.rows("update patrons.patron set language = 'de' where patron_id = $1", [patron.patron_id])
  assert.equal(valueOf(await line.say(lend(patron.card, item.barcode)), 'AF'), 'Ihre Karte ist gesperrt.')
  assert.equal(
    valueOf(await line.say(back('0')), 'AF'),
    "Ce document est inconnu. Apportez-le Ã\u00a0 l'accueil.",
    'in the language of the screen',
  )
  for (const [number, text] of [
    ['026', 'connue'],
    ['000', 'connue'],
    ['005', 'kennen'],
    ['001', 'know'],
  ] as const)
    assert.match(valueOf(await line.say(`23${number}${at}AOI200|AA0|`), 'AF')!, new RegExp(text), number)
  line.end()
})

test('an identity card opens its own patron, and its number is nowhere: not in answers, not in the log', async () => {
  const made = await world.call(
    op.registerPatron,
    {
      body: {
        command_id: id(),
        family_name: 'Vaneid',
        given_name: 'Testpersoon',
        birth_on: '1985-07-30',
        gender: 'm',
        street: null,
        postcode: null,
        municipality: null,
        email: null,
        phone: null,
        language: 'nl',
        message_channel: 'letter',
        keep_history: false,
        news: false,
        national_number: '80.63.10-001.74',
        proof: 'document',
        card: '2990000055555',
        membership_type: 'volwassene',
        statement: 'screen',
      },
    },
    desk,
  ) // prettier-ignore
  assert.equal(made.status, 201, made.text)
  const item = await anItem(world, here)
  const lent = await t.say(lend('80631000174', item.barcode))
  assert.match(lent, /^121/)
  assert.equal(valueOf(lent, 'AA'), '2990000055555')
  assert.ok(!lent.includes('80631000174'))
  assert.ok(!world.logged.join().includes('80631000174'))
})

test('money: an amount that fits is booked once, also when the message comes again by another line', async () => {
  const patron = await aPatron(world, here, ever)
  const charged = await world.call(
    op.addCharge,
    {
      params: { patron_id: patron.patron_id },
      body: { command_id: id(), charge_kind: 'other', amount_cents: 500, reason: 'proef' },
    },
    desk,
  )
  assert.equal(charged.status, 201, charged.text)
  const pay = `37${at}0102EURBV3.00|AOI200|AA${patron.card}|BKbon1|`
  const bytes = Buffer.concat([sealed(pay, 5), Buffer.from('\r')])
  const one = await signedIn(kaft.port, machine)
  const [first] = await one.raw(bytes)
  one.end()
  assert.match(first!, /^38Y/)
  const other = await signedIn(kaft.port, machine)
  assert.match((await other.raw(bytes))[0]!, /^38Y/)
  const account = await world.call(op.readAccount, { params: { patron_id: patron.patron_id } }, desk)
  assert.equal(account.body.balance_cents, 200)
  assert.match(await other.say(`37${at}0102EURBV9.00|AOI200|AA${patron.card}|`), /^38N/)
  assert.match(await other.say(`37${at}0102USDBV1.00|AOI200|AA${patron.card}|`), /^38N/)
  other.end()
})

test('19 and 25: answered in the layout of the standard, and 25 takes back only what the machine itself blocked', async () => {
  const [patron, debtor] = [await aPatron(world, here, ever), await aPatron(world, here, ever)]
  const item = await anItem(world, here, { title: 'Testtitel' })
  const updated = await t.say(`19${at}AOI200|AB${item.barcode}|AC|CHbedrukt|`)
  assert.match(updated, /^200\d{8} {4}\d{6}AB\d+\|AJTesttitel\|AF[^|]+\|AY/)
  const enable = (card: string) => t.say(`25${at}AOI200|AA${card}|AC|AD|`)
  assert.match(await t.say(`01N${at}AOI200|ALachtergelaten|AA${patron.card}|AC|`), /^24YYYY/)
  assert.match(await t.say(lend(patron.card, item.barcode)), /^120/)
  const enabled = await enable(patron.card)
  assert.match(enabled, /^26 {14}005\d{8} {4}\d{6}AOI200\|AA\d+\|AETestpersoon\|BLY\|CQY\|AY/)
  assert.match(await t.say(lend(patron.card, item.barcode)), /^121/)
  const said = await world.call(
    op.setBlock,
    { params: { patron_id: debtor.patron_id }, body: { command_id: id(), reason: 'proef', until: null } },
    desk,
  )
  assert.ok(said.status < 300, said.text)
  assert.match(await enable(debtor.card), /^26YY Y/, 'what people blocked stays')
  assert.match(await enable('2990000000009'), /^26YYYY.*BLN\|/)
  const shy = await aMachine(world, { library: here, manager, name: 'Zonder' }, { may_block: false })
  const line = await signedIn(kaft.port, shy)
  assert.match(await line.say(`25${at}AOI200|AA${patron.card}|AC|AD|`), /^26YYYY/)
  assert.equal(valueOf(await line.say('9900802.00'), 'BX')?.[12], 'N')
  line.end()
})

test('materials that a machine refuses go to the desk, and nothing happens to them', async () => {
  const patron = await aPatron(world, here, ever)
  const [cd, book] = [await anItem(world, here, { item_type: 'cd' }), await anItem(world, here)]
  const profile = { lend_refuses: ['cd'], return_refuses: ['book'] }
  const line = await signedIn(
    kaft.port,
    await aMachine(world, { library: here, manager, name: 'Kieskeurig' }, profile),
  )
  const refused = await line.say(lend(patron.card, cd.barcode))
  assert.match(refused, /^120NNN/)
  assert.equal(valueOf(refused, 'AF'), 'Breng dit naar de balie.')
  assert.equal(await open(cd.item_id), 0)
  assert.match(await line.say(lend(patron.card, book.barcode)), /^121/)
  const stays = await line.say(back(book.barcode))
  assert.match(stays, /^100NNY/)
  assert.equal(valueOf(stays, 'AF'), 'Breng dit naar de balie.')
  assert.equal(await open(book.item_id), 1)
  assert.match(await t.say(back(book.barcode)), /^101/, 'another machine takes it')
  line.end()
})

test('reserving, cancelling and blocking, where the profile allows it', async () => {
  const [patron, borrower] = [await aPatron(world, here, ever), await aPatron(world, here, ever)]
  const item = await anItem(world, here)
  assert.match(await t.say(lend(borrower.card, item.barcode)), /^121/)
  const held = await t.say(`15+${at}AOI200|AA${patron.card}|AB${item.barcode}|`)
  assert.match(held, /^161N/)
  assert.equal(valueOf(held, 'BR'), '1')
  assert.match(await t.say(`15+${at}AOI200|AA${patron.card}|AB${item.barcode}|`), /^160/)
  const back1 = await t.say(back(item.barcode))
  assert.match(back1, /^101YNY/)
  assert.equal(valueOf(back1, 'CV'), '01')
  assert.match(valueOf(back1, 'CY')!, /^V-\d+$/)
  assert.ok(!back1.includes(patron.card) && !back1.includes('Vantest'), 'never for whom (P153)')
  assert.match(await t.say(`15-${at}AOI200|AA${patron.card}|AB${item.barcode}|`), /^161/)
  assert.match(await t.say(`01Y${at}AOI200|ALkaart ingehouden|AA${patron.card}|AC|`), /^24YYYY.*BLY/)
  assert.match(await t.say(lend(patron.card, item.barcode)), /^120/)
  const small = await aMachine(
    world,
    { library: here, manager },
    {
      may_lend: false,
      may_take_back: false,
      may_hold: false,
      may_pay: false,
      may_block: false,
      may_renew: false,
    },
  )
  const line = await signedIn(kaft.port, small)
  assert.equal(valueOf(await line.say('9900802.00'), 'BX'), 'YNNNYYYYYNYNNNNN')
  for (const ask of [
    lend(borrower.card, item.barcode),
    back(item.barcode),
    `37${at}0100EURBV1.00|AA${borrower.card}|`,
    `01Y${at}AA${borrower.card}|`,
  ])
    assert.match(await line.say(ask), /Dat kan niet aan dit toestel/)
  line.end()
})

test('all at once renewed, each with what came of it', async () => {
  const patron = await aPatron(world, here, ever)
  const items = await Promise.all([1, 2].map(() => anItem(world, here)))
  for (const item of items) assert.match(await t.say(lend(patron.card, item.barcode)), /^121/)
  world.now = world.now.add({ hours: 72 })
  const said = await t.say(`65${at}AOI200|AA${patron.card}|`)
  assert.match(said, /^66100020000/)
  assert.match(said, new RegExp(`BM${items[0]!.barcode}\\|BM${items[1]!.barcode}\\|`))
})

test('what was lent while the line was down is recorded with its own moment, where the profile allows it', async () => {
  const off = await aMachine(world, { library: here, manager }, { offline: true })
  const line = await signedIn(kaft.port, off)
  assert.match(await line.say('9900802.00'), /^98YYYYNY/)
  const patron = await aPatron(world, here, ever)
  await world.rows(
    "insert into patrons.block (library_id, patron_id, reason, since) values ($1, $2, 'x', '2026-01-01')",
    [here.library_id, patron.patron_id],
  )
  const item = await anItem(world, here)
  const earlier = world.now.subtract({ hours: 24 }).toZonedDateTimeISO('Europe/Brussels')
  const when = `${earlier.toPlainDate().toString().replaceAll('-', '')}    ${String(earlier.hour).padStart(2, '0')}0000`
  const ask = (block: string) => `11N${block}${when}${when}AOI200|AA${patron.card}|AB${item.barcode}|`
  assert.match(await line.say(ask('N')), /^120/)
  assert.match(await line.say(ask('Y')), /^121/)
  const [loan] = await world.rows(
    'select lent_at::text as lent_at from circulation.loan where item_id = $1',
    [item.item_id],
  )
  assert.equal(loan!.lent_at!.slice(0, 10), earlier.toInstant().toString().slice(0, 10))
  assert.match(
    await t.say(ask('Y').replace(item.barcode, (await anItem(world, here)).barcode)),
    /^120/,
    'not on another machine',
  )
  line.end()
})

test('CRLF and CP850 by profile', async () => {
  const old = await aMachine(world, { library: here, manager }, { encoding: 'cp850', line_end: 'crlf' })
  const item = await anItem(world, here, { title: 'Één façade' })
  const line = await signedIn(kaft.port, old, '\r\n')
  const answer = await line.say(`17${at}AOI200|AB${item.barcode}|`)
  assert.ok(answer.includes('AJ\u0090\u0082n fa\u0087ade|'), JSON.stringify(answer))
  assert.ok(isSealed(answer, line.seq))
  line.end()
})

test('a machine is let in by its own password only, once it is known, active and not resting', async () => {
  const one = await aMachine(world, { library: here, manager })
  const line = await openTerminal(kaft.port)
  const web = await world.call(op.signIn, { body: { login: one.login, password: one.password } }, null)
  assert.equal(web.status, 401, 'a machine does not sign in as a person')
  assert.equal((await line.say(`9300CN${one.login}|CO${one.password}x|`)).slice(0, 3), '940')
  assert.equal((await line.say(`9300CNnobody|CO${one.password}|`)).slice(0, 3), '940')
  assert.equal((await line.say(`9310CN${one.login}|CO${one.password}|`)).slice(0, 3), '940')
  assert.equal((await line.say(`9300CN${one.login.toUpperCase()}|CO${one.password}|`)).slice(0, 3), '941')
  for (let i = 0; i < 5; i++) await line.say(`9300CN${one.login}|COwrong${i}|`)
  assert.equal(
    (await line.say(`9300CN${one.login}|CO${one.password}|`)).slice(0, 3),
    '940',
    'five wrong ones rest it',
  )
  line.end()
})

test('the settings change a machine while it is on its line, and end it at once', async () => {
  const one = await aMachine(world, { library: here, manager, name: 'Hal' })
  const line = await signedIn(kaft.port, one)
  const { body } = await world.call(op.listMachines, {}, manager)
  const known = body.rows.find(m => m.machine_id === one.machine_id)!
  assert.deepEqual([known.name, known.active, known.signed_in_at !== null], ['Hal', true, true])
  const change = async (to: object) => {
    const { machine_id, login: _, locked: __, signed_in_at: ___, ...rest } = known
    return world.call(
      op.changeMachine,
      { params: { machine_id }, body: { ...rest, command_id: id(), ...to } },
      manager,
    )
  }
  assert.match(await line.say('9900802.00'), /AOI200/)
  assert.equal((await change({ profile: { ...known.profile, institution: 'NIEUW' } })).status, 200)
  assert.match(await line.say('9900802.00'), /AONIEUW/)
  assert.equal((await change({ branch_id: here.branches[1], profile: known.profile })).status, 200)
  assert.match(await line.say('9900802.00'), /Testgem Noord/, 'it moved, and works on without a new sign-in')
  assert.equal((await change({ active: false })).status, 200)
  assert.match(await line.say(`23005${at}AOI200|AA0|`), /niet aangemeld/)
  const fresh = await change({ new_password: true })
  assert.match(fresh.body.password!, /^[a-z2-9]{20}$/)
  assert.notEqual(fresh.body.password, one.password)
  assert.equal(
    (await world.call(op.listStaff, {}, await world.staff(here, ['beheer']))).body.rows.filter(
      s => s.login === one.login,
    ).length,
    0,
  )
  line.end()
})

test('a machine that lost its power gets its newest line; the oldest is closed', async () => {
  const one = await aMachine(world, { library: here, manager }, { max_connections: 2 })
  const [a, b, c] = [
    await signedIn(kaft.port, one),
    await signedIn(kaft.port, one),
    await signedIn(kaft.port, one),
  ]
  await a.closed()
  assert.match(await b.say('9900802.00'), /^98/)
  assert.match(await c.say('9900802.00'), /^98/)
  for (const line of [b, c]) line.end()
})

test('who says nothing, or never ends a message, is not waited for', async () => {
  // Two doors: on a busy machine a sign-in takes longer than the silence that one of them bears.
  const [short, quick] = [
    await openTestDoor(world, { sign_in_ms: 300 }),
    await openTestDoor(world, { stall_ms: 300 }),
  ]
  try {
    const silent = await openTerminal(short.port)
    await silent.closed()
    const half = await signedIn(quick.port, machine)
    const trickle = setInterval(() => half.socket.write('9'), 50)
    await half.closed().finally(() => clearInterval(trickle))
    assert.ok(silent.socket.destroyed && half.socket.destroyed)
  } finally {
    await short.door.stop()
    await quick.door.stop()
  }
})

test('the door counts its messages, and its log knows nobody', async () => {
  const text = await kaft.registry.metrics()
  assert.match(text, /kaft_sip2_message_seconds_count\{message="checkout"\} \d+/)
  assert.match(text, /kaft_sip2_messages_total\{message="resend",outcome="resent"\} 2/)
  assert.match(text, /kaft_sip2_lines\{state="signed_in"\} 1/)
  const cards = await world.rows('select code from patrons.card')
  const log = world.logged.join('\n')
  for (const word of [
    ...cards.map(c => c.code ?? ''),
    'Vantest',
    'Testpersoon',
    'Zwartemarkering',
    machine.password,
  ])
    assert.ok(!log.includes(String(word)), 'the log names nobody')
  assert.deepEqual(log.match(/.*"says":"fault".*/g), null)
})
