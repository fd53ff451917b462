import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type MagdaSimulator, neverKept, openMagdaSimulator, type Persona } from '../../testing/magda.ts'
import { readAnswer } from './answer.ts'
import { openMagda } from './magda.ts'
import { personQuestion, SOAP } from './messages.ts'
import { readXml, textAt, XmlFault } from './xml.ts'

const insz = '80631000273'
const now = Temporal.Instant.from('2026-11-25T13:05:00Z')
const asking = { reference: '0198a000-0000-7000-8000-000000000001', now, insz }
const sender = { uri: 'proef.kaft/test', capacity: '1300' }
const both = ['address', 'death'] as const
let simulator: MagdaSimulator
before(async () => (simulator = await openMagdaSimulator()))
after(() => simulator.close())

const ask = (persona: Persona, patience_ms = 5_000) => {
  simulator.people.set(insz, persona)
  return openMagda({ url: simulator.url, sender, patience_ms }).person(asking, both)
}
const lives: Persona = { street: 'Nieuwstraat', house: '5', box: '2', postcode: '9000', municipality: 'Gent' }

test('an address comes back, and of all the rest nothing but how much it was', async () => {
  const said = await ask(lives)
  assert.ok(said.is === 'person')
  assert.deepEqual(said.person, {
    address: { is: 'known', street: 'Nieuwstraat 5 bus 2', postcode: '9000', municipality: 'Gent' },
    died_on: null,
  })
  assert.ok(said.dropped > 15, String(said.dropped))
  for (const word of neverKept) assert.ok(!JSON.stringify(said).includes(word), word)
  const { service, sender: uri, capacity } = simulator.asked.at(-1) ?? {}
  assert.deepEqual([service, uri, capacity], ['GeefPersoon', sender.uri, sender.capacity])
})

test('what the authorisation does not name is not read', async () => {
  simulator.people.set(insz, { ...lives, died_on: '2026-10-01' })
  const door = openMagda({ url: simulator.url, sender })
  const death = await door.person(asking, ['death'])
  assert.deepEqual(death.is === 'person' && death.person, { died_on: '2026-10-01' })
  const none = await door.person(asking, [])
  assert.deepEqual(none.is === 'person' && none.person, {})
})

test('a protected address is not read, also where it stands beside', async () => {
  const said = await ask({ ...lives, secret: true })
  assert.deepEqual(said.is === 'person' && said.person.address, { is: 'protected' })
  assert.ok(!JSON.stringify(said).includes('Nieuwstraat'))
})

test('a replaced number comes with the data, and names the new one', async () => {
  const said = await ask({ ...lives, replaced_by: '80631000174' })
  assert.deepEqual(said.is === 'person' && [said.replaced_by, said.warnings], ['80631000174', ['30004']])
})

test('errors are told apart by where they stand, and by whether a repeat can help', async () => {
  const rows: readonly [Persona, object][] = [
    [{ fault: 'Server' }, { is: 'away', level: 'fault', codes: ['Server'] }],
    [{ error: { level: 'reply', code: '60007' } }, { is: 'refused', level: 'reply', codes: ['60007'] }],
    [{ error: { level: 'answer', code: '48181' } }, { is: 'refused', level: 'answer', codes: ['48181'] }],
    [{ error: { level: 'reply', code: '99996' } }, { is: 'away', level: 'reply', codes: ['99996'] }],
    [{ error: { level: 'answer', code: '30001' } }, { is: 'unknown', codes: ['30001'] }],
    [{ http: 503 }, { is: 'away', level: 'transport', codes: ['http_503'] }],
    [{ raw: 'geen xml' }, { is: 'away', level: 'transport', codes: ['unreadable'] }],
  ]
  for (const [persona, expected] of rows) assert.deepEqual(await ask(persona), expected)
  assert.deepEqual(await ask({ delay_ms: 3_000 }, 50), {
    is: 'away',
    level: 'transport',
    codes: ['too_slow'],
  })
  const nobody = openMagda({ url: 'http://127.0.0.1:1/', sender })
  assert.deepEqual(await nobody.person(asking, both), {
    is: 'away',
    level: 'transport',
    codes: ['unreachable'],
  })
})

test('a registration in the directory says from when to when', async () => {
  const door = openMagda({ url: simulator.url, sender })
  simulator.people.delete(insz)
  const period = { from: '2026-11-25', until: '2027-11-24' }
  assert.deepEqual(await door.register(asking, period), { is: 'registered' })
  const last = simulator.asked.at(-1)
  assert.deepEqual(
    [last?.service, last?.insz, last?.from, last?.until],
    ['RegistreerInschrijving', insz, period.from, period.until],
  )
})

test('a real number gets no answer of the simulator', async () => {
  const door = openMagda({ url: simulator.url, sender })
  assert.deepEqual(await door.person({ ...asking, insz: '71021400117' }, both), {
    is: 'unknown',
    codes: ['30001'],
  })
})

test('hostile XML is refused: document types, entities, depth, size', () => {
  const bad = [
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<a>&x;</a>',
    `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`,
    `<a>${'<b/>'.repeat(9_000)}</a>`,
    `<a>${' '.repeat(300_000)}</a>`,
    '<a><b></a>',
    '',
  ]
  for (const text of bad) assert.throws(() => readXml(text), XmlFault, text.slice(0, 40))
  const question = { service: 'GeefPersoon', reference: asking.reference, fields: both } as const
  for (const text of bad) assert.equal(readAnswer(text, question).is, 'away')
})

test('whatever comes back, reading it never throws and never says more than the list', () => {
  const question = { service: 'GeefPersoon', reference: 'r', fields: both } as const
  const base = personQuestion(sender, asking)
    .replaceAll('m:GeefPersoon', 'm:GeefPersoonResponse')
    .replaceAll('Verzoek', 'Repliek')
  fc.assert(
    fc.property(fc.nat(base.length), fc.nat(40), fc.string(), (from, length, put) => {
      const said = readAnswer(base.slice(0, from) + put + base.slice(from + length), question)
      assert.ok(['away', 'refused', 'unknown'].includes(said.is))
    }),
  )
  fc.assert(fc.property(fc.string(), text => assert.equal(readAnswer(text, question).is, 'away')))
})

test('what is asked is escaped, so that no value becomes an element', () => {
  const text = personQuestion({ uri: 'a</Identificatie><x/>&', capacity: '1' }, asking)
  const outer = readXml(text).children.find(c => c.name === 'Body' && c.space === SOAP)?.children[0]
  assert.equal(
    textAt(outer, 'Verzoek', 'Context', 'Bericht', 'Afzender', 'Identificatie'),
    'a</Identificatie><x/>&',
  )
})
