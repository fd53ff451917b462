import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField, type MarcRecord } from '@kaft/marc'
import { mergeFindings, type Weighed, withFields } from './merge.rules.ts'

const title: Weighed = {
  title_id: '1',
  source: 'vlacc',
  material: 'book',
  isbns: ['9789025363420'],
  provisional: false,
  kept_here: false,
}
const own: Weighed = { ...title, title_id: '2', source: 'testgem', kept_here: true }
const sources = new Set(['testgem', 'elders'])
const codes = (kept: Weighed, gone: Weighed) =>
  mergeFindings(kept, gone, sources).map(f => `${f.weight} ${f.code}`)

test('what is not kept here does not go; what is odd is asked', () => {
  assert.deepEqual(codes(title, own), [])
  assert.deepEqual(codes(own, title), ['stop source_not_yours', 'ask title_merge_central'])
  assert.deepEqual(codes(title, title), ['stop title_merge_self', 'stop source_not_yours'])
  assert.deepEqual(codes(title, { ...own, material: 'ebook' }), ['ask title_merge_material'])
  assert.deepEqual(codes(title, { ...own, isbns: ['9789460000010'] }), ['ask title_merge_isbn'])
  assert.deepEqual(codes(title, { ...own, isbns: [] }), [])
  // What a desk typed says nothing of the material.
  assert.deepEqual(codes(title, { ...own, source: 'snel', material: 'other', provisional: true }), [])
})

test('fields come among their hundred, once, and never the number of the other', () => {
  const kept: MarcRecord = {
    leader: BOOK_LEADER,
    fields: [
      { tag: '001', value: 'a' },
      dataField('245', '10', [['a', 'Kaas']]),
      dataField('650', ' 0', [['a', 'Kaas']]),
      dataField('700', '1 ', [['a', 'X']]),
    ],
  }
  const gone: MarcRecord = {
    leader: BOOK_LEADER,
    fields: [
      { tag: '001', value: 'b' },
      dataField('520', '  ', [['a', 'Over kaas']]),
      dataField('650', ' 0', [['a', 'Kaas']]),
      dataField('650', ' 0', [['a', 'Antwerpen']]),
    ],
  }
  const made = withFields(kept, gone, [0, 1, 2, 3, 3, 99])
  assert.deepEqual(
    made.fields.map(f => ('value' in f ? `${f.tag} ${f.value}` : `${f.tag} ${f.subfields[0]?.value}`)),
    ['001 a', '245 Kaas', '520 Over kaas', '650 Kaas', '650 Antwerpen', '700 X'],
  )
})
