import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { inventedCards } from '../card/invented-cards.ts'
import { type Simulated, simulatedDevices, simulatorDoor } from '../simulator.ts'
import { type HelperDoor, openDoor } from './open-door.ts'
import { keepSettings, openPairing, type Pairing, readSettings } from './pairing.ts'

const KAFT = 'https://kaft.testgem.be'
let [folder, door, devices, pairing, token]: [string, HelperDoor, Simulated, Pairing, string] = [
  '',
  ...([] as unknown as [HelperDoor, Simulated, Pairing, string]),
]
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-helper-'))
  devices = simulatedDevices()
  pairing = openPairing([], pairs => keepSettings(join(folder, 'helper.json'), { pairs }))
  door = await openDoor({ port: 0, devices, pairing, simulator: simulatorDoor(devices) })
  token = (
    JSON.parse((await ask('POST', '/pair', { body: { code: pairing.code() }, token: null })).text) as {
      token: string
    }
  ).token
})
after(async () => {
  await door.close()
  await rm(folder, { recursive: true })
})

interface Wish {
  readonly origin?: string | null
  readonly host?: string
  readonly token?: string | null
  readonly body?: unknown
}
interface Heard {
  readonly status: number
  readonly text: string
  readonly headers: Record<string, string | string[] | undefined>
}
/** Node's own client, since fetch would not let a test say its host and origin. */
function ask(method: string, path: string, wish: Wish = {}): Promise<Heard> {
  const headers: Record<string, string> = {
    host: wish.host ?? `127.0.0.1:${door.port}`,
    'content-type': 'application/json',
  }
  if (wish.origin !== null) headers['origin'] = wish.origin ?? KAFT
  if (wish.token !== null) headers['authorization'] = `Bearer ${wish.token ?? token}`
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: door.port, method, path, headers }, response => {
      let text = ''
      response.on('data', part => (text += String(part)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end(wish.body === undefined ? '' : JSON.stringify(wish.body))
  })
}

test('a paired page with its token is served', async () => {
  const said = await ask('GET', '/devices')
  assert.equal(said.status, 200)
  assert.deepEqual(Object.keys(JSON.parse(said.text) as object), [
    'card_reader',
    'rfid_pad',
    'receipt_printer',
    'label_printer',
    'drawer',
    'terminal',
  ])
  assert.equal(said.headers['access-control-allow-origin'], KAFT)
})

test('nobody else is: another page, another host, no token, the token of another, no origin', async () => {
  const tries: [Wish, number][] = [
    [{ origin: 'https://elders.example' }, 401],
    [{ origin: 'http://kaft.testgem.be' }, 401],
    [{ origin: 'null' }, 403],
    [{ origin: null }, 403],
    [{ host: 'kwaad.example' }, 403],
    [{ host: `kwaad.example:${door.port}` }, 403],
    [{ token: null }, 401],
    [{ token: 'x'.repeat(32) }, 401],
  ]
  for (const path of ['/devices', '/events', '/nergens']) {
    for (const [wish, status] of tries) {
      const said = await ask('GET', path, wish)
      assert.equal(said.status, status, JSON.stringify([path, wish]))
      if (wish.origin !== undefined || wish.host !== undefined)
        assert.equal(said.headers['access-control-allow-origin'], undefined, JSON.stringify(wish))
    }
  }
  const before = await ask('OPTIONS', '/print/receipt', { origin: 'https://elders.example', token: null })
  assert.equal(before.headers['access-control-allow-origin'], undefined)
  const own = await ask('OPTIONS', '/print/receipt', { token: null })
  assert.deepEqual([own.status, own.headers['access-control-allow-private-network']], [204, 'true'])
})

test('a code lets in once, not after five tries, and not after ten minutes', async () => {
  let now = 0
  const own = openPairing(
    [],
    async () => undefined,
    () => now,
  )
  const first = own.code()
  assert.match(first, /^[0-9]{6}$/)
  assert.equal(own.code(), first)
  assert.equal((await own.pair(KAFT, first))?.length, 32)
  assert.equal(await own.pair(KAFT, first), null)
  const second = own.code()
  for (let i = 0; i < 5; i++) assert.equal(await own.pair(KAFT, 'abcdef'), null)
  assert.equal(await own.pair(KAFT, second), null)
  const third = own.code()
  now += 10 * 60_000
  assert.equal(await own.pair(KAFT, third), null)
  assert.equal((await ask('POST', '/pair', { body: { code: '12345' }, token: null })).status, 403)
  assert.equal((await ask('POST', '/pair', { body: {}, token: null })).status, 403)
})

test('what is kept is the hash of the token, for the owner only, and is known after a restart', async () => {
  const file = join(folder, 'helper.json')
  assert.ok(!(await readFile(file, 'utf8')).includes(token))
  assert.equal((await stat(file)).mode & 0o077, 0)
  const again = openPairing((await readSettings(file)).pairs, async () => undefined)
  assert.ok(again.fits(KAFT, token) && !again.fits('https://elders.example', token))
  assert.deepEqual(await readSettings(join(folder, 'none.json')), { pairs: [] })
})

/** The lines of `/events` until so many have come. */
const listen = async (count: number, act: () => Promise<void>): Promise<unknown[]> => {
  const stop = new AbortController()
  const response = await fetch(`http://127.0.0.1:${door.port}/events`, {
    headers: { origin: KAFT, authorization: `Bearer ${token}` },
    signal: stop.signal,
  })
  const heard: unknown[] = []
  const decoder = new TextDecoder()
  await act()
  for await (const part of response.body ?? []) {
    for (const line of decoder.decode(part).split('\n')) if (line !== '') heard.push(JSON.parse(line))
    if (heard.length >= count) break
  }
  stop.abort()
  return heard
}

test('P33 a card is told with what may be kept and the kinds of the rest, and a page that comes later hears of it too', async () => {
  const heard = await listen(1, () => devices.card_reader.insert(inventedCards.liesbeth))
  const { national_number, card_number } = inventedCards.liesbeth
  assert.deepEqual(heard[0], {
    kind: 'card_in',
    card: {
      ok: true,
      fields: {
        family_name: 'Vandenhoute',
        given_name: 'Liesbeth Anna',
        birth_on: '1984-05-17',
        gender: 'f',
        street: 'Teststraat 12 bus 3',
        postcode: '9000',
        municipality: 'Gent',
        national_number,
        card_number,
        valid_until: '2034-02-01',
      },
      dropped: [
        'photo',
        'nationality',
        'birth_place',
        'chip_number',
        'noble_condition',
        'special_status',
        'third_name',
        'issued',
      ],
    },
  })
  assert.deepEqual(await listen(1, async () => undefined), heard)
  const out = await listen(2, async () => devices.card_reader.remove())
  assert.deepEqual((out[1] as { kind: string }).kind, 'card_out')
  devices.rfid_pad.lay([{ code: '3000', part: 1, parts: 1 }])
  assert.deepEqual(await listen(1, async () => undefined), [
    { kind: 'stack', tags: [{ uid: 'e004015000000000', code: '3000', part: 1, parts: 1, secured: true }] },
  ])
})

test('receipts, labels, the drawer, the terminal and the pad do what a page asks', async () => {
  assert.equal(
    (await ask('POST', '/print/receipt', { body: { lines: [{ text: 'Bib Testgem', style: 'title' }] } }))
      .status,
    200,
  )
  assert.equal(
    (await ask('POST', '/print/label', { body: { lines: ['J VAND'], barcode: '3000' } })).status,
    200,
  )
  assert.equal((await ask('POST', '/drawer/open')).status, 200)
  assert.deepEqual([devices.receipt_printer.jobs.length, devices.label_printer.jobs.length], [2, 1])
  assert.deepEqual(JSON.parse((await ask('POST', '/terminal/pay', { body: { cents: 60 } })).text), {
    outcome: 'approved',
    receipt_no: '0001',
  })
  assert.deepEqual(
    JSON.parse((await ask('POST', '/rfid/secure', { body: { uid: 'e004015000000000', on: false } })).text),
    { done: true },
  )
  devices.receipt_printer.turn(false)
  const off = await ask('POST', '/print/receipt', { body: { lines: [{ text: 'x' }] } })
  assert.deepEqual([off.status, off.text], [503, '{"code":"device_away"}'])
  devices.receipt_printer.turn(true)
})

test('what is no receipt, label, amount or tag is refused, and reaches no device', async () => {
  const wrong: [string, unknown][] = [
    ['/print/receipt', {}],
    ['/print/receipt', { lines: [] }],
    ['/print/receipt', { lines: [{ text: 5 }] }],
    ['/print/receipt', { lines: [{ text: 'x', style: 'raw' }] }],
    ['/print/receipt', { lines: [{ text: 'x', end: 'y'.repeat(21) }] }],
    ['/print/receipt', { lines: Array.from({ length: 401 }, () => ({ text: 'x' })) }],
    ['/print/label', { lines: [] }],
    ['/print/label', { lines: ['x'], copies: 51 }],
    ['/terminal/pay', { cents: 0 }],
    ['/terminal/pay', { cents: 1.5 }],
    ['/terminal/pay', { cents: 100_001 }],
    ['/rfid/secure', { uid: '../..', on: true }],
    ['/rfid/secure', null],
  ]
  const before = devices.receipt_printer.jobs.length
  for (const [path, body] of wrong)
    assert.equal((await ask('POST', path, { body })).status, 400, JSON.stringify([path, body]))
  assert.equal(devices.receipt_printer.jobs.length, before)
  assert.equal((await ask('POST', '/devices')).status, 404)
})

test('the page of the simulator works by itself, and a form of another page does not', async () => {
  const own = `http://127.0.0.1:${door.port}`
  assert.match((await ask('GET', '/', { origin: null })).text, /Nagebootste toestellen/)
  assert.equal((await ask('POST', '/simulate/card/wout', { origin: own })).status, 303)
  const heard = await listen(1, async () => undefined)
  assert.equal((heard[0] as { kind: string }).kind, 'card_in')
  assert.equal(
    (await ask('POST', '/simulate/card-out', { origin: 'https://elders.example', token: null })).status,
    401,
  )
  assert.equal((await ask('POST', '/simulate/card-out', { origin: own })).status, 303)
})

test('a helper without devices says so for each', async () => {
  const bare = await openDoor({ port: 0, devices: {}, pairing })
  const former = door
  door = bare
  assert.equal((await ask('GET', '/devices')).text, '{}')
  for (const [path, body] of [
    ['/print/receipt', { lines: [{ text: 'x' }] }],
    ['/print/label', { lines: ['x'] }],
    ['/drawer/open', {}],
    ['/terminal/pay', { cents: 5 }],
    ['/terminal/cancel', {}],
    ['/rfid/secure', { uid: 'e0040150', on: true }],
  ] as const)
    assert.deepEqual([(await ask('POST', path, { body })).status], [404], path)
  door = former
  await bare.close()
})
