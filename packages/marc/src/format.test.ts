import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { recordArbitrary } from './for-tests.ts'
import { checkFormat } from './format.ts'
import { MARC21, OPEN_VLACC } from './format-marc21.ts'
import { FORMATS } from './formats.ts'
import { BOOK_LEADER, dataField, type MarcField, type MarcRecord } from './record.ts'

const record = (...fields: MarcField[]): MarcRecord => ({
  leader: BOOK_LEADER,
  fields: [
    { tag: '001', value: '10157217' },
    { tag: '008', value: '240101s1933    be            000 1 dut d' },
    ...fields,
  ],
})
const title = dataField('245', '10', [['a', 'Kaas']])
const said = (r: MarcRecord, format = MARC21) =>
  checkFormat(r, format).map(f => `${f.weight} ${f.at} ${f.tag} ${f.code} ${f.about}`.trim())

test('a sound record has no faults in either format', () => {
  const sound = record(
    dataField('020', '  ', [['a', '9789460000010']]),
    dataField('100', '1 ', [['a', 'Elsschot, Willem']]),
    title,
  )
  assert.deepEqual(said(sound), [])
  assert.deepEqual(said(sound, OPEN_VLACC), [])
})

test('each fault has its place, and what would be right', () => {
  const table: readonly [MarcField[], string][] = [
    [[], 'stop -1 245 field_required'],
    [[title, title], 'ask 3 245 field_repeated'],
    [[title, dataField('020', '  ', [['a', '9789460000011']])], 'ask 3 020 number_wrong 0'],
    [[title, dataField('022', '  ', [['a', '0378-5950']])], 'ask 3 022 number_wrong 5'],
    [[title, dataField('020', '  ', [['a', '90 inch']])], 'ask 3 020 number_wrong'],
    [[dataField('245', '3 ', [['a', 'x']])], 'ask 2 245 indicator_wrong 1: 3'],
    [[dataField('245', '10', [['b', 'x']])], 'stop 2 245 subfield_missing a'],
    [
      [
        dataField('245', '10', [
          ['a', 'x'],
          ['j', 'y'],
        ]),
      ],
      'ask 2 245 subfield_unknown j',
    ],
    [
      [
        dataField('245', '10', [
          ['a', 'x'],
          ['a', 'y'],
        ]),
      ],
      'ask 2 245 subfield_repeated a',
    ],
    [[dataField('245', '10', [['a', ' ']])], 'ask 2 245 subfield_empty a'],
    [[title, dataField('999', '  ', [['a', 'x']])], 'ask 3 999 field_unknown'],
    [[title, dataField('24', '  ', [['a', 'x']])], 'stop 3 24 tag_wrong'],
    [[title, { tag: '245', value: 'x' }], 'stop 3 245 tag_wrong'],
    [
      [
        title,
        dataField('880', '10', [
          ['6', '245-01'],
          ['a', 'x'],
        ]),
      ],
      'ask -1 880 link_broken 245-01',
    ],
  ]
  for (const [fields, expected] of table)
    assert.ok(
      said(record(...fields)).includes(expected),
      `${expected}: ${said(record(...fields)).join(' | ')}`,
    )
})

test('a binding or a price behind the number is no fault of it', () => {
  for (const value of ['9789460000010 (paperback)', '9789460000010 : € 12', '94-6000-001-0'])
    assert.deepEqual(said(record(title, dataField('020', '  ', [['a', value]]))), [], value)
})

test('fixed fields and the leader', () => {
  const short = { ...record(title), fields: [{ tag: '008', value: 'kort' }, title] }
  assert.ok(said(short).includes('ask 0 008 fixed_length 40'))
  assert.ok(
    said({ ...record(title), leader: `${BOOK_LEADER.slice(0, 6)}?${BOOK_LEADER.slice(7)}` }).includes(
      'stop -1 LDR leader_wrong 6: ?',
    ),
  )
})

test('Open Vlacc has its own fields and lists', () => {
  const ok = record(
    title,
    dataField('090', '  ', [['a', 'M3']]),
    dataField('095', '  ', [['a', '350.6']]),
    dataField('650', ' 7', [
      ['a', 'Liefde'],
      ['9', 'vth'],
    ]),
  )
  assert.deepEqual(said(ok, OPEN_VLACC), [])
  assert.ok(
    said(record(title, dataField('096', '  ', [['a', '3O1']])), OPEN_VLACC).includes(
      'ask 3 096 code_unknown 3O1',
    ),
  )
  assert.ok(said({ leader: BOOK_LEADER, fields: [title] }, OPEN_VLACC).includes('stop -1 001 field_required'))
})

test('the formats are whole: names in both languages, indicators and subfields where there are any', () => {
  for (const format of Object.values(FORMATS))
    for (const [tag, f] of Object.entries(format.fields)) {
      assert.ok(/^\d{3}$/.test(tag) && f.nl !== '' && f.en !== '', tag)
      assert.equal(f.codes === undefined, tag.startsWith('00'), tag)
      if (f.codes !== undefined) assert.match(f.codes, /^[a-z0-9]*\|?[a-z0-9]*$/, tag)
      for (const code of f.needs ?? '') assert.ok(f.codes?.includes(code), tag)
    }
})

test('no record makes it throw, and each fault is of a field that is there or missing', () => {
  fc.assert(
    fc.property(recordArbitrary, r => {
      for (const f of checkFormat(r, OPEN_VLACC)) assert.ok(f.at >= -1 && f.at < r.fields.length)
    }),
  )
})
