import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readEidFile } from './eid-file.ts'

const file = `<?xml version="1.0" encoding="UTF-8"?>
<eid version="4.0" graphpersoversion="0">
  <identity nationalnumber="80631000273" dateofbirth="19800310" gender="female" noblecondition="" specialstatus="NO_STATUS" duplicate="01">
    <name>Testpersoon-M&#252;ller</name><firstname>Liesbeth Anna</firstname><middlenames>M</middlenames>
    <nationality>Belg</nationality><placeofbirth>Geheimstad</placeofbirth><photo>/9j/4AAQ</photo>
  </identity>
  <card documenttype="belgian_citizen" cardnumber="592000000182" chipnumber="000102030405060708090A0B0C0D0E0F" validitydatebegin="20240201" validitydateend="20340201">
    <deliverymunicipality>Gent</deliverymunicipality>
  </card>
  <address><streetandnumber>Teststraat 12 bus 3</streetandnumber><zip>9000</zip><municipality>Gent</municipality></address>
  <certificates><root>MIIF</root></certificates>
</eid>`

test('P25 P33 a file of the eID viewer gives the same fields as the card, and lets the same go', () => {
  const read = readEidFile(file)
  assert.deepEqual(read, {
    ok: true,
    fields: {
      family_name: 'Testpersoon-Müller',
      given_name: 'Liesbeth Anna',
      birth_on: '1980-03-10',
      gender: 'f',
      street: 'Teststraat 12 bus 3',
      postcode: '9000',
      municipality: 'Gent',
      national_number: '80631000273',
      card_number: '592000000182',
      valid_until: '2034-02-01',
    },
    dropped: [
      'photo',
      'nationality',
      'birth_place',
      'chip_number',
      'special_status',
      'third_name',
      'issued',
      'other',
    ],
  })
  assert.ok(!/Belg|Geheimstad|9j|0001020304|MIIF/.test(JSON.stringify(read)))
})

test('what is no such file is told, whatever it is', () => {
  const bomb = `<!DOCTYPE eid [<!ENTITY a "${'x'.repeat(99)}"><!ENTITY b "&a;&a;">]><eid><identity><name>&b;</name></identity></eid>`
  for (const text of [
    '',
    'hallo',
    '<html/>',
    '<eid/>',
    '<eid><identity>',
    file.slice(0, 300),
    bomb,
    `<eid>${'<a/>'.repeat(60_000)}</eid>`,
  ])
    assert.deepEqual(readEidFile(text), { ok: false, why: 'not_a_card' }, text.slice(0, 40))
})

test('a partial date of birth, a number that is none and a byte order mark do no harm', () => {
  const odd = file
    .replace('19800310', '19800000')
    .replace('nationalnumber="80631000273"', 'nationalnumber="x"')
    .replace('592000000182', '592000000183')
  const read = readEidFile(`\uFEFF${odd}`)
  assert.ok(read.ok)
  assert.deepEqual(
    [read.fields.birth_on, read.fields.national_number, read.fields.card_number],
    ['1980', null, null],
  )
})

test('no text makes the reader stumble', () => {
  const part = fc.constantFrom(
    '<eid>',
    '</eid>',
    '<identity ',
    'nationalnumber="',
    '"',
    '>',
    '<name>',
    '</name>',
    '&#x0;',
    '&amp;',
    ']]>',
    'x',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(part).map(parts => parts.join('')),
      ),
      text => {
        assert.equal(typeof readEidFile(text).ok, 'boolean')
      },
    ),
    { numRuns: 2000, seed: 5 },
  )
})
