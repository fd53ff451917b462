import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChangeRule } from '@kaft/contract'
import { BOOK_LEADER, dataField, type MarcRecord } from '@kaft/marc'
import { applyRules } from './apply.rules.ts'

const record: MarcRecord = {
  leader: BOOK_LEADER,
  fields: [
    { tag: '001', value: 'a1' },
    { tag: '008', value: '240101s2001    be            000 1 dut d' },
    dataField('100', '1 ', [['a', 'Elsschot, Willem']]),
    dataField('245', '10', [
      ['a', 'Kaas'],
      ['b', 'roman'],
    ]),
    dataField('650', ' 0', [
      ['a', 'Handel'],
      ['9', 'vtr'],
    ]),
    dataField('650', ' 0', [
      ['a', 'Kaas'],
      ['9', 'vge'],
    ]),
    dataField('690', '  ', [['a', 'kast 3']]),
  ],
}
const said = (r: MarcRecord, tag: string): string[] =>
  r.fields
    .filter(f => f.tag === tag)
    .map(f => ('value' in f ? f.value : f.subfields.map(s => `$${s.code}${s.value}`).join('')))
const after = (tag: string, ...rules: ChangeRule[]): string[] => said(applyRules(record, rules), tag)
const vge = { tag: '650', code: '9', is: 'equal', value: 'vge' } as const
const none = { when: null }

test('each rule does what it says, and nothing else', () => {
  const cases: [string, string, ChangeRule, string[]][] = [
    [
      'adds a field',
      '655',
      {
        do: 'add_field',
        tag: '655',
        ind1: '#',
        ind2: '',
        subfields: [{ code: 'a', value: 'Romans' }],
        ...none,
      },
      ['$aRomans'],
    ],
    [
      'once',
      '690',
      {
        do: 'add_field',
        tag: '690',
        ind1: '',
        ind2: '',
        subfields: [{ code: 'a', value: 'kast 3' }],
        ...none,
      },
      ['$akast 3'],
    ],
    [
      'never a number',
      '001',
      { do: 'add_field', tag: '001', ind1: '', ind2: '', subfields: [{ code: 'a', value: 'x' }], ...none },
      ['a1'],
    ],
    ['removes fields', '650', { do: 'remove_field', tag: '6XX', ...none }, []],
    ['only those that are meant', '650', { do: 'remove_field', tag: '650', when: vge }, ['$aHandel$9vtr']],
    [
      'nothing where the record has not what is asked',
      '650',
      { do: 'remove_field', tag: '650', when: { ...vge, tag: '655' } },
      ['$aHandel$9vtr', '$aKaas$9vge'],
    ],
    ['sets', '690', { do: 'set', tag: '690', code: 'a', value: 'kast 4', ...none }, ['$akast 4']],
    [
      'sets what was not there',
      '690',
      { do: 'set', tag: '690', code: '5', value: 'I200', ...none },
      ['$akast 3$5I200'],
    ],
    ['removes a subfield', '245', { do: 'remove', tag: '245', code: 'b', ...none }, ['$aKaas']],
    ['and the field with its last one', '690', { do: 'remove', tag: '690', code: 'a', ...none }, []],
    [
      'replaces',
      '650',
      { do: 'replace', tag: '650', code: 'a', find: 'a', value: 'o', whole: false, ...none },
      ['$aHondel$9vtr', '$aKoos$9vge'],
    ],
    [
      'all of it',
      '650',
      { do: 'replace', tag: '650', code: 'a', find: 'Kaas', value: 'Zuivel', whole: true, ...none },
      ['$aHandel$9vtr', '$aZuivel$9vge'],
    ],
    [
      'signs of patterns are signs',
      '650',
      { do: 'replace', tag: '650', code: null, find: '.', value: '$&', whole: false, ...none },
      ['$aHandel$9vtr', '$aKaas$9vge'],
    ],
    [
      'moves a field',
      '655',
      { do: 'move', tag: '650', code: null, to_tag: '655', to_code: null, when: vge },
      ['$aKaas$9vge'],
    ],
    [
      'moves a subfield',
      '246',
      { do: 'move', tag: '245', code: 'b', to_tag: '246', to_code: 'a', ...none },
      ['$aroman'],
    ],
    [
      'gives another code',
      '650',
      { do: 'move', tag: '650', code: '9', to_tag: null, to_code: '2', ...none },
      ['$aHandel$2vtr', '$aKaas$2vge'],
    ],
    [
      'a fixed field',
      '008',
      { do: 'fixed', tag: '008', from: 35, value: 'fre', ...none },
      ['240101s2001    be            000 1 fre d'],
    ],
    [
      'not behind its end',
      '008',
      { do: 'fixed', tag: '008', from: 39, value: 'fre', ...none },
      ['240101s2001    be            000 1 dut d'],
    ],
    [
      'with what must not be there',
      '655',
      {
        do: 'add_field',
        tag: '655',
        ind1: '',
        ind2: '',
        subfields: [{ code: 'a', value: 'x' }],
        when: { tag: '690', code: null, is: 'not_there', value: '' },
      },
      [],
    ],
  ]
  for (const [says, tag, rule, expected] of cases) assert.deepEqual(after(tag, rule), expected, says)
})

test('rules see what the one before them made; what no rule names is the same', () => {
  const rules: ChangeRule[] = [
    { do: 'move', tag: '650', code: null, to_tag: '655', to_code: null, when: vge },
    { do: 'remove', tag: '655', code: '9', when: null },
  ]
  const made = applyRules(record, rules)
  assert.deepEqual(said(made, '655'), ['$aKaas'])
  assert.deepEqual(said(made, '650'), ['$aHandel$9vtr'])
  assert.deepEqual(
    made.fields.filter(f => f.tag < '650'),
    record.fields.filter(f => f.tag < '650'),
  )
  assert.deepEqual(record.fields.length, 7)
})

test('of the leader only what a cataloguer says is changed', () => {
  const put = (from: number, value: string) =>
    applyRules(record, [{ do: 'fixed', tag: 'LDR', from, value, when: null }]).leader
  assert.equal(put(17, '5')[17], '5')
  assert.equal(put(0, '9'), record.leader)
  assert.equal(put(12, '9'), record.leader)
})
