import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  authorityNames,
  authorityNumbers,
  headingField,
  headingOf,
  headingsIn,
  nacoForm,
  withHeading,
} from './heading.ts'
import { BOOK_LEADER, dataField, type MarcRecord } from './record.ts'

const norm = (tag: string, ...parts: [string, string][]) => headingOf(dataField(tag, '  ', parts))?.norm

test('the comparison form forgets case, marks and punctuation, and keeps the first comma of a name', () => {
  assert.equal(nacoForm('Elsschot, Willem,', true), 'elsschot,willem')
  assert.equal(nacoForm('Chung Hui', true), 'chung hui')
  assert.notEqual(nacoForm('Chung, Hui', true), nacoForm('Chung Hui', true))
  assert.equal(nacoForm("Ku, Ch'ün", true), nacoForm('Ku, Chun', true))
  assert.equal(nacoForm('Large-Scale  Modeling.'), 'large scale modeling')
  assert.notEqual(nacoForm('Johnson & Johnson'), nacoForm('Johnson and Johnson'))
  assert.equal(nacoForm('Łódź [Polen] Ærø straße'), 'lodz polen aero strasse')
  assert.equal(nacoForm('Multatuli,', true), 'multatuli')
  assert.equal(nacoForm('Brontë, Charlotte, pseud.', true), 'bronte,charlotte pseud')
})

test('subfields count, as they do where a body has a unit', () => {
  const one = norm('110', ['a', 'Gent.'], ['b', 'Stadsbestuur'])
  assert.notEqual(one, norm('110', ['a', 'Gent. Stadsbestuur']))
  assert.equal(one, norm('710', ['a', 'GENT'], ['b', 'stadsbestuur.']))
  assert.equal(
    norm('100', ['a', 'Multatuli,'], ['d', '1820-1887,'], ['e', 'auteur'], ['4', 'aut']),
    'multatuli$d1820 1887',
  )
})

test('headings of a description: kind, words that are typed, and what stands without subdivisions', () => {
  const record: MarcRecord = {
    leader: BOOK_LEADER,
    fields: [
      { tag: '001', value: '1' },
      dataField('100', '1 ', [
        ['a', 'Multatuli,'],
        ['d', '1820-1887'],
        ['0', ' (VLACC) 77 '],
      ]),
      dataField('245', '10', [['a', 'Max Havelaar']]),
      dataField('650', ' 7', [
        ['a', 'Slavernij'],
        ['x', 'Geschiedenis'],
        ['9', 'vtr'],
      ]),
      dataField('650', ' 7', [
        ['a', 'Romans'],
        ['9', 'vge'],
      ]),
      dataField('700', '12', [
        ['a', 'Elsschot, Willem.'],
        ['t', 'Kaas.'],
      ]),
      dataField('830', ' 0', [
        ['a', 'Salamander'],
        ['x', '1234-5679'],
        ['v', '12'],
      ]),
    ],
  }
  assert.deepEqual(
    headingsIn(record).map(h => h.title),
    [null, null, null, 'Kaas', null],
  )
  assert.deepEqual(
    headingsIn(record).map(h => [h.kind, h.text, h.bare, h.base, h.at, h.numbers]),
    [
      ['person', 'Multatuli, 1820-1887', 'Multatuli', null, 1, ['(VLACC)77']],
      ['topic', 'Slavernij -- Geschiedenis', 'Slavernij Geschiedenis', 'slavernij', 3, []],
      ['genre', 'Romans', 'Romans', null, 4, []],
      ['title', 'Elsschot, Willem. Kaas', 'Elsschot, Willem Kaas', null, 5, []],
      ['title', 'Salamander', 'Salamander', null, 6, []],
    ],
  )
})

const authority: MarcRecord = {
  leader: '00000nz  a2200000n  4500',
  fields: [
    { tag: '001', value: '77' },
    { tag: '003', value: 'BE-VLACC' },
    dataField('024', '7 ', [
      ['a', 'Q313727'],
      ['2', 'wikidata'],
    ]),
    dataField('100', '1 ', [
      ['a', 'Dekker, Eduard Douwes,'],
      ['d', '1820-1887'],
    ]),
    dataField('400', '0 ', [
      ['w', 'nne'],
      ['a', 'Multatuli,'],
      ['d', '1820-1887'],
    ]),
    dataField('500', '1 ', [
      ['w', 'g'],
      ['a', 'Dekker, familie'],
    ]),
  ],
}

test('an authority record has a heading, what leads to it, what stands beside it, and numbers', () => {
  assert.deepEqual(
    authorityNames(authority).map(n => [n.role, n.text, n.relation]),
    [
      ['heading', 'Dekker, Eduard Douwes, 1820-1887', 'other'],
      ['see', 'Multatuli, 1820-1887', 'other'],
      ['also', 'Dekker, familie', 'broader'],
    ],
  )
  assert.deepEqual(authorityNumbers(authority, 'vlacc'), ['(vlacc)77', '(BE-VLACC)77', 'Q313727'])
})

test('a field takes the heading of its authority record, and keeps what is its own', () => {
  const heading = headingField(authority)
  assert.ok(heading)
  const made = withHeading(
    dataField('700', '0 ', [
      ['i', 'Vertaling van:'],
      ['a', 'Multatuli,'],
      ['d', '1820-1887,'],
      ['e', 'auteur.'],
      ['0', 'x'],
      ['9', 'y'],
    ]),
    heading,
    '(vlacc)77',
  )
  assert.deepEqual(
    [made.ind1, made.subfields.map(s => `${s.code}${s.value}`)],
    ['1', ['iVertaling van:', 'aDekker, Eduard Douwes,', 'd1820-1887,', 'eauteur.', '9y', '0(vlacc)77']],
  )
  const topic = dataField('150', '  ', [['a', 'Poezen']])
  const subject = withHeading(
    dataField('650', ' 7', [
      ['a', 'Katten'],
      ['x', 'Verzorging.'],
      ['2', 'vtr'],
    ]),
    topic,
    '9',
  )
  assert.deepEqual(
    subject.subfields.map(s => `${s.code}${s.value}`),
    ['aPoezen', 'xVerzorging.', '2vtr', '09'],
  )
})

test('a heading that was met lately is the one that would be made anew, and of that field alone', () => {
  const boon = () =>
    dataField('700', '1 ', [
      ['a', 'Boon, Louis Paul,'],
      ['d', '1912-1979'],
    ])
  const first = headingOf(boon())
  assert.equal(first?.text, 'Boon, Louis Paul, 1912-1979')
  assert.deepEqual(headingOf(boon()), first)
  // The same text, told apart otherwise.
  const other = [
    dataField('700', '1 ', [['a', 'Boon, Louis Paul,\u001fd\u001f9\u001f1912-1979']]),
    dataField('700', '1 ', [['a', 'Boon, Louis Paul, 1912-1979']]),
    dataField('710', '1 ', [
      ['a', 'Boon, Louis Paul,'],
      ['d', '1912-1979'],
    ]),
  ].map(headingOf)
  for (const heading of other) assert.notDeepEqual(heading, first)
  for (let i = 0; i < 6_000; i++) headingOf(dataField('650', ' 0', [['a', `Ding ${i}`]]))
  assert.deepEqual(headingOf(boon()), first)
})
