import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cardNumberIsValid, writtenCardNumber } from './card-number.ts'
import { readBirth, readCompact, readDay } from './card-dates.ts'
import { readCardFiles } from './read-card.ts'
import { specimen } from './specimen.test-data.ts'
import { fieldText } from './text.ts'
import { readTlv } from './tlv.ts'
import { writeCardFiles } from './write-card.ts'

const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'))
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

const alice = {
  family_name: 'SPECIMEN',
  given_name: 'Alice Geldigekaart',
  birth_on: '1971-01-01',
  gender: 'f',
  street: 'Meirplaats 1 bus 1',
  postcode: '2000',
  municipality: 'Antwerpen',
  national_number: '71715100070',
  card_number: '000000128019',
  valid_until: '2015-04-30',
}

test('P25 P26 P28 P29 the SPECIMEN cards are read, and of the rest only the kinds are told', () => {
  const read = (identity: string, address?: string) =>
    readCardFiles({ identity: bytes(identity), ...(address ? { address: bytes(address) } : {}) })
  const gone = [
    'photo',
    'nationality',
    'birth_place',
    'chip_number',
    'special_status',
    'third_name',
    'issued',
  ]
  assert.deepEqual(read(specimen.alice_2010, specimen.address_2010), {
    ok: true,
    fields: alice,
    dropped: gone,
  })
  assert.deepEqual(read(specimen.alice_2009, specimen.address_2005), {
    ok: true,
    fields: { ...alice, card_number: '000000122157', valid_until: '2014-07-23' },
    dropped: gone,
  })
  const first = {
    card_number: '000000226635',
    valid_until: '2010-08-08',
    given_name: 'Alice Geldigekaart2266',
  }
  assert.deepEqual(read(specimen.alice_2005, specimen.address_2005), {
    ok: true,
    fields: { ...alice, ...first },
    dropped: gone,
  })
  const none = { street: null, postcode: null, municipality: null }
  assert.deepEqual(read(specimen.cane), {
    ok: true,
    fields: {
      ...alice,
      ...none,
      given_name: 'Robert Suspendu0115',
      gender: 'm',
      birth_on: '1971-01-21',
      national_number: '71717100052',
      card_number: '000000011518',
      valid_until: '2008-10-24',
    },
    dropped: gone,
  })
  assert.deepEqual(read(specimen.signature), { ok: false, why: 'damaged' })
})

test('no value of what is let go stands anywhere in what comes out', () => {
  for (const identity of [specimen.alice_2005, specimen.alice_2010, specimen.cane]) {
    const said = JSON.stringify(readCardFiles({ identity: bytes(identity) }))
    for (const value of [
      'BELG',
      'Belg',
      'Hamont',
      'Ottignies',
      '534c494e',
      'Certipost',
      '08.08.2005',
      '28f3ec53',
    ])
      assert.ok(!said.includes(value), value)
  }
})

test('lengths are bytes and not characters, and a hash of 48 bytes is as good as one of 20', () => {
  const identity = hex(
    '00020007010c3539323030303030303138320210000102030405060708090a0b0c0d0e0f030a30312e30322e32303234040a30312e30322e323033' +
      '34050447656e74060b3830363331303030323733071354657374706572736f6f6e2d4dc3bc6c6c6572080d4c6965736265746820416e6e610901' +
      `4d0a0442656c670b0447656e740c0c3130204d41415220313938300d01560e000f013110013011${'30'}${'00'.repeat(48)}`,
  )
  const address = hex('011354657374737472616174203132206275732033020439303030030447656e74')
  assert.deepEqual(readCardFiles({ identity, address }), {
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
    dropped: ['photo', 'nationality', 'birth_place', 'chip_number', 'special_status', 'third_name', 'issued'],
  })
})

const invented = {
  card_number: '592000000182',
  national_number: '80631000273',
  family_name: 'Vandenhoute',
  given_name: 'Liesbeth',
  birth: '10 MAAR 1980',
  sex: 'V',
  valid_from: '01.02.2024',
  valid_until: '01.02.2034',
  issued: 'Gent',
  nationality: 'Belg',
  birth_place: 'Gent',
  chip_number: new Uint8Array(16),
  photo_hash: new Uint8Array(48),
  street: 'Teststraat 1',
  postcode: '9000',
  municipality: 'Gent',
}
const reread = (wish: Partial<typeof invented>) => {
  const read = readCardFiles(writeCardFiles({ ...invented, ...wish }))
  assert.ok(read.ok)
  return read.fields
}

test('sex is written in three languages, and anything else is not known', () => {
  const of = (sex: string) => reread({ sex }).gender
  assert.deepEqual(['M', 'V', 'F', 'W', 'm', 'X', ''].map(of), [
    'm',
    'f',
    'f',
    'f',
    'm',
    'unknown',
    'unknown',
  ])
})

test('months are read in Dutch, French and German, and partial dates stay partial', () => {
  const rows = [
    ['01 JAN 1971', '1971-01-01'],
    ['10 MAAR 1980', '1980-03-10'],
    ['10 MARS 1980', '1980-03-10'],
    ['10.MÄR.1980', '1980-03-10'],
    ['10.MA\u0308R.1980', '1980-03-10'],
    ['05  MEI  1999', '1999-05-05'],
    ['05 MAI 1999', '1999-05-05'],
    ['28 FEV 1990', '1990-02-28'],
    ['28 FÉV 1990', '1990-02-28'],
    ['15 AOUT 2001', '2001-08-15'],
    ['15 AOÛT 2001', '2001-08-15'],
    ['15 SEPT 2001', '2001-09-15'],
    ['15 OKT 2001', '2001-10-15'],
    ['15 OCT 2001', '2001-10-15'],
    ['15.DEZ.2001', '2001-12-15'],
    ['15 JUIL 2001', '2001-07-15'],
    ['15.06.2001', '2001-06-15'],
    ['1971', '1971'],
    ['00 00 1971', '1971'],
    ['MEI 1962', '1962-05'],
    ['00 MEI 1962', '1962-05'],
    ['31 FEB 1962', '1962-02'],
    ['12 BRUMAIRE 1962', '1962'],
    ['29 FEB 2004', '2004-02-29'],
    ['29 FEB 2003', '2003-02'],
    ['', null],
    ['10 MAAR 80', null],
    ['1 2 3 1980', null],
  ] as const
  for (const [text, expected] of rows) assert.equal(readBirth(text), expected, text)
  assert.deepEqual(['01.02.2034', '31.02.2034', '1.2.2034', 'x'].map(readDay), [
    '2034-02-01',
    null,
    null,
    null,
  ])
  assert.deepEqual(['19840517', '19840500', '1984', '1984051'].map(readCompact), [
    '1984-05-17',
    '1984-05',
    '1984',
    null,
  ])
})

test('a field in Latin-1, as on some of the first cards, keeps its letters', () => {
  assert.equal(fieldText(Uint8Array.from(Buffer.from('Müller', 'latin1'))), 'Müller')
  assert.equal(fieldText(Uint8Array.from(Buffer.from('Mu\u0308ller\u0000 \u200b', 'utf8'))), 'Müller')
})

test('one name only, no names, and a file that is cut', () => {
  assert.deepEqual(
    [reread({ given_name: '' }).given_name, reread({ given_name: '' }).family_name],
    ['Vandenhoute', 'Vandenhoute'],
  )
  const { identity } = writeCardFiles(invented)
  assert.deepEqual(readCardFiles({ identity: identity.slice(0, 65) }), { ok: false, why: 'damaged' })
  assert.deepEqual(readCardFiles({ identity: new Uint8Array() }), { ok: false, why: 'not_a_card' })
  // What comes after the sex is let go anyway, so that a card that breaks off there is as good as whole.
  assert.ok(readCardFiles({ identity: identity.slice(0, identity.length - 20) }).ok)
})

test('card numbers carry their check', () => {
  for (const good of ['592000000182', '610001234520', '000000009797', '000000128019'])
    assert.ok(cardNumberIsValid(good), good)
  for (const bad of ['592000000183', '59200000018', '5920000001822', '59200000018a', '', '٥٩٢٠٠٠٠٠٠١٨٢'])
    assert.ok(!cardNumberIsValid(bad), bad)
  assert.equal(writtenCardNumber('592000000182'), '592-0000001-82')
})

test('a value of more than 255 bytes, padding, and a tag that stands twice', () => {
  const long = 'a'.repeat(600)
  const { identity } = writeCardFiles({ ...invented, birth_place: long })
  assert.equal(readTlv(identity).fields.get(11)?.length, 600)
  const twice = readTlv(Uint8Array.of(1, 1, 65, 1, 1, 66, 0, 0, 0))
  assert.deepEqual([twice.whole, [...(twice.fields.get(1) ?? [])]], [true, [65]])
})

test('whatever bytes a card gives, reading answers, and nothing that comes out is longer than a form allows', () => {
  const whole = writeCardFiles(invented)
  const mutated = fc
    .tuple(fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }), fc.nat(400))
    .map(([changes, end]) => {
      const copy = Uint8Array.from(whole.identity).slice(0, end)
      for (const [at, value] of changes) if (at < copy.length) copy[at] = value
      return copy
    })
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 700 }), mutated),
      fc.uint8Array({ maxLength: 200 }),
      (identity, address) => {
        const read = readCardFiles({ identity, address })
        if (!read.ok) return
        const { fields } = read
        assert.ok(fields.family_name.length > 0 && fields.given_name.length > 0)
        assert.match(fields.birth_on ?? '1984', /^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/)
        for (const [key, most] of [
          ['family_name', 100],
          ['given_name', 100],
          ['street', 120],
          ['postcode', 10],
          ['municipality', 80],
        ] as const) {
          const value = fields[key] ?? ''
          assert.ok(value.length <= most && value.isWellFormed() && !/\p{Cc}/u.test(value), key)
        }
      },
    ),
    { numRuns: 3000, seed: 4 },
  )
})
