import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkFormat } from './format.ts'
import { HOLDINGS } from './format-holdings.ts'
import { dataField, type MarcField, type MarcRecord } from './record.ts'

const LEADER = '00000cy  a22000003n 4500'
const record = (...fields: MarcField[]): MarcRecord => ({
  leader: LEADER,
  fields: [
    { tag: '001', value: 'b1' },
    { tag: '004', value: 't1' },
    { tag: '008', value: '2501014u    8   4001bu   0000000' },
    ...fields,
  ],
})
const place = dataField('852', '  ', [['b', 'Centrum']])
const said = (r: MarcRecord) =>
  checkFormat(r, HOLDINGS).map(f => `${f.weight} ${f.at} ${f.tag} ${f.code} ${f.about}`.trim())

test('a sound holdings record has no faults: place, captions with their numbering, words and items', () => {
  const sound = record(
    place,
    dataField('853', '20', [
      ['8', '1'],
      ['a', 'jrg.'],
      ['i', '(year)'],
    ]),
    dataField('863', '40', [
      ['8', '1.1'],
      ['a', '1-7'],
      ['i', '1998-2004'],
    ]),
    dataField('866', ' 0', [
      ['a', '1998-2004'],
      ['z', 'zonder 2001'],
    ]),
    dataField('876', '  ', [
      ['p', '3000'],
      ['c', '€ 12'],
      ['c', '€ 13'],
    ]),
  )
  assert.deepEqual(said(sound), [])
})

test('what does not fit has its place: no place at all is the one thing that a record cannot be kept without', () => {
  const table: readonly [MarcField[], string][] = [
    [[], 'stop -1 852 field_required'],
    [[place, dataField('866', ' 0', [['z', 'x']])], 'stop 4 866 subfield_missing a'],
    [
      [
        place,
        dataField('863', '40', [
          ['8', '2.1'],
          ['a', '1'],
        ]),
      ],
      'ask 4 863 link_broken 2.1',
    ],
    [[place, dataField('863', '40', [['a', '1']])], 'ask 4 863 link_broken 8'],
    [[place, dataField('245', '10', [['a', 'Kaas']])], 'ask 4 245 field_unknown'],
    [
      [
        place,
        dataField('876', '  ', [
          ['p', '1'],
          ['a', 'x'],
          ['a', 'y'],
        ]),
      ],
      'ask 4 876 subfield_repeated a',
    ],
  ]
  for (const [fields, fault] of table) assert.deepEqual(said(record(...fields)), [fault])
})

test('the leader and 008 have the values of holdings, not those of a description', () => {
  const of = (leader: string, fixed: string) =>
    said({ leader, fields: [{ tag: '008', value: fixed }, place] })
  const fixed = '2501014u    8   4001bu   0000000'
  assert.deepEqual(of('00000nam a2200000 i 4500', fixed), [
    'stop -1 LDR leader_wrong 6: a',
    'ask -1 LDR leader_wrong 17:',
  ])
  assert.deepEqual(of(LEADER, fixed.slice(1)), ['ask 0 008 fixed_length 32'])
  assert.deepEqual(of(LEADER, '2501019u    8   4001bu   0000000'), ['ask 0 008 fixed_value 06'])
  assert.deepEqual(of(LEADER, '250101||||||||||||||||||||||||||'), [])
})
