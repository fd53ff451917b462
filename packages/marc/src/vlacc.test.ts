import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extractTitle, type TitleFacts } from './extract.ts'
import { checkFormat } from './format.ts'
import { OPEN_VLACC } from './format-marc21.ts'
import { BOOK_LEADER, dataField, type MarcField, type MarcRecord } from './record.ts'

/* The local fields of the data format of Open Vlacc (9 January 2015), each by itself: what is read of it, and what is refused. */

const fixed = (at: number, value: string): string => {
  const text = '260102s1998    be            000 1 dut d'.padEnd(40)
  return text.slice(0, at) + value + text.slice(at + value.length)
}
const book = (fields: MarcField[], f008 = fixed(33, '|')): MarcRecord => ({
  leader: BOOK_LEADER,
  fields: [
    { tag: '001', value: '10157217' },
    { tag: '008', value: f008 },
    dataField('245', '10', [['a', 'Titel']]),
    ...fields,
  ],
})
const a = (tag: string, value: string, ...more: [string, string][]) =>
  dataField(tag, '  ', [['a', value], ...more])
const classes = (facts: TitleFacts) => facts.classes.map(c => `${c.scheme} ${c.value}`)

const table: readonly [
  name: string,
  record: MarcRecord,
  read: (f: TitleFacts) => unknown,
  expected: unknown,
][] = [
  ['001 Vlaccnummer', book([]), f => f.control_number, '10157217'],
  ['090 AVI', book([a('090', 'AVI-E4')]), classes, ['avi E4']],
  ['090 AVI, more than one', book([a('090', 'avi start'), a('090', 'm3')]), classes, ['avi Start', 'avi M3']],
  ['095 SISO', book([a('095', '614.8')]), classes, ['siso 614.8']],
  ['095 SISO of youth', book([a('095', 'J 614.8')]), classes, ['siso J 614.8']],
  [
    '095 SISO, more than one',
    book([a('095', '614.8'), a('095', '350')]),
    classes,
    ['siso 614.8', 'siso 350'],
  ],
  ['096 NUR, at most two', book([a('096', 'NUR 282'), a('096', '301')]), classes, ['nur 282', 'nur 301']],
  ['097 music', book([a('097', '782.3')]), classes, ['music 782.3']],
  ['084 ZIZO', book([a('084', 'Dieren', ['2', 'zizo'])]), classes, ['zizo Dieren']],
  ['084 of another scheme', book([a('084', 'x', ['2', 'rvk'])]), classes, []],
  [
    '650 theme of adults',
    book([a('650', 'Oorlog', ['9', 'vth'])]),
    f => [f.subjects, f.audience],
    [['Oorlog'], 'adult'],
  ],
  [
    '650 keyword of youth',
    book([a('650', 'Paarden', ['9', 'jtr'])]),
    f => [f.subjects, f.audience],
    [['Paarden'], 'youth'],
  ],
  [
    '650 genre of youth',
    book([a('650', 'Sprookjes', ['9', 'jge'])]),
    f => [f.genres, f.subjects],
    [['Sprookjes'], []],
  ],
  [
    '650 genre of music',
    book([a('650', 'Jazz', ['9', 'mge'])]),
    f => [f.genres, f.audience],
    [['Jazz'], null],
  ],
  ['008/33 non-fiction', book([], fixed(33, '0')), f => f.fiction, false],
  ['008/33 fiction', book([], fixed(33, '1')), f => f.fiction, true],
  ['008/33 not applicable', book([], fixed(33, '2')), f => f.fiction, null],
  ['008/22 age', book([], fixed(22, 'b')), f => [f.audience, f.age_from, f.age_to], ['youth', 6, 8]],
  ['521 age label', book([a('521', '9-12 jaar')]), f => [f.age_from, f.age_to], [9, 12]],
  ['590 local note', book([a('590', 'Gesigneerd')]), f => f.local_notes, ['Gesigneerd']],
  [
    '500 with $5',
    book([a('500', 'Legaat Claes', ['5', 'BE-GENT']), a('500', 'Met register')]),
    f => f.local_notes,
    ['Legaat Claes'],
  ],
]
for (const [name, record, read, expected] of table)
  test(name, () => assert.deepEqual(read(extractTitle(record)), expected))

const faults = (field: MarcField) =>
  checkFormat(book([field]), OPEN_VLACC).map(f => `${f.tag} ${f.code} ${f.about}`)
const checked: readonly [field: MarcField, says: string[]][] = [
  [a('090', 'M4'), []],
  [a('090', 'M9'), ['090 code_unknown M9']],
  [a('095', '614.8'), []],
  [a('095', 'J 614.8'), []],
  [a('095', '61.48'), ['095 code_unknown 61.48']],
  [a('096', '282'), []],
  [a('096', '28'), ['096 code_unknown 28']],
  [a('097', '782.3'), []],
  [dataField('095', '  ', [['b', 'x']]), ['095 subfield_missing a']],
]
for (const [field, says] of checked)
  test(`${field.tag} ${JSON.stringify(field)} is checked`, () => assert.deepEqual(faults(field), says))
