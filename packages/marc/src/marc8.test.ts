import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { latin1 } from './for-tests.ts'
import { decodeMarc8, eaccTable } from './marc8.ts'

const E = '\x1b'

/** Bytes in Latin-1 notation, and the text that the code tables of the Library of Congress give for them. */
const cases: [name: string, bytes: string, text: string][] = [
  ['plain ASCII', 'De leeuw van Vlaanderen', 'De leeuw van Vlaanderen'],
  ['acute before its letter', 'Caf\xe2e', 'Café'],
  ['umlaut, grave, circumflex, cedilla', '\xe8u\xe1a\xe3o\xf0c', 'üàôç'],
  ['two diacritics on one letter', '\xe3\xf2e', 'ệ'],
  ['ligature over two letters', '\xebT\xecS', 'T͡S'],
  ['double tilde over two letters', '\xfan\xfbg', 'n͠g'],
  ['a diacritic over a blank', 'a\xe2 b', 'a \u0301b'],
  ['letters of ANSEL', '\xa1\xb1\xa2\xb2\xa5\xb5\xa6\xb6\xb8\xc7\xc8', 'ŁłØøÆæŒœıß€'],
  ['non-sorting marks and joiners', '\x88De \x89titel\x8d\x8e', '\u0098De \u009ctitel\u200d\u200c'],
  ['Greek symbols and back', `${E}ga${E}s-a`, 'α-a'],
  ['subscript', `H${E}b2${E}sO`, 'H₂O'],
  ['superscript', `m${E}p2${E}s`, 'm²'],
  ['Cyrillic as G0', `${E}(NtOLSTOJ`, 'Толстой'],
  ['Cyrillic as G1', `${E})N\xf4\xcf\xcc\xd3\xd4\xcf\xca`, 'Толстой'],
  ['extended Cyrillic', `${E}(Q@CF`, 'ґєі'],
  ['Greek with tonos before its letter', `${E}(Sn"rdrw`, 'λόγος'],
  ['Hebrew', `${E}(2ylem`, 'שלום'],
  ['Hebrew with a vowel point before its letter', `${E}(2Hy`, 'ש\u05b2'],
  ['Arabic', `${E}(3Gd`, 'ال'],
  ['extended Arabic', `${E}(4)`, 'پ'],
  ['EACC', `${E}$1!0!!0"${E}(B.`, '一丁.'],
  ['EACC beyond the basic plane', `${E}$1!uY`, '𡋄'],
  ['EACC as G1', `${E}$)1\xa1\xb0\xa1`, '一'],
  ['a blank among EACC', `${E}$1!0! !0"`, '一 丁'],
  ['ANSEL designated with its intermediate', `${E}(!Eb(`, '·\u0301'],
  ['a delimiter restores the sets', `${E}(NO\x1faO`, 'о\x1faO'],
]

for (const [name, bytes, text] of cases) {
  test(`MARC-8: ${name}`, () => {
    assert.equal(decodeMarc8(latin1(bytes)).text, text.normalize('NFC'))
  })
}

test('what no table has is replaced and counted', () => {
  assert.deepEqual(decodeMarc8(latin1('a\xd0b')), { text: 'a\ufffdb', unknown: 1, dangling: 0 })
  assert.deepEqual(decodeMarc8(latin1(`${E}$1~~~`)), { text: '\ufffd', unknown: 1, dangling: 0 })
  assert.deepEqual(decodeMarc8(latin1(`${E}$1!0`)), { text: '\ufffd\ufffd', unknown: 2, dangling: 0 })
  assert.deepEqual(decodeMarc8(latin1(`x${E}(?y`)), { text: 'x(?y', unknown: 1, dangling: 0 })
})

test('a diacritic without a letter stands alone and is counted', () => {
  assert.deepEqual(decodeMarc8(latin1('a\xe2')), { text: 'á', unknown: 0, dangling: 1 })
  assert.deepEqual(decodeMarc8(latin1('\xe2\x1fb')), { text: '\u0301\x1fb', unknown: 0, dangling: 1 })
})

test('the East Asian table is whole', () => {
  const table = eaccTable()
  assert.equal(table.size, 15_739)
  const at = (first: number, second: number, third: number) =>
    table.get((first * 0x80 + second) * 0x80 + third)
  assert.deepEqual([at(0x21, 0x23, 0x20), at(0x21, 0x30, 0x21), at(0x69, 0x24, 0x22)], ['\u3000', '一', 'あ'])
})

test('any bytes decode to well-formed text in normal form C', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(fc.constantFrom('\x1b', '$', '(', ')', '1', 'N', '!E', '\xe2'), { maxLength: 20 }),
      (bytes, mixed) => {
        for (const input of [
          bytes,
          latin1(mixed.join('')),
          Uint8Array.from([...latin1(mixed.join('')), ...bytes]),
        ]) {
          const { text } = decodeMarc8(input)
          assert.ok(text.isWellFormed())
          assert.equal(text, text.normalize('NFC'))
        }
      },
    ),
  )
})
