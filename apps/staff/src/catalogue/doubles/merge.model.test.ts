import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DoubleSide } from '@kaft/contract/catalogue-doubles'
import { recordOf } from '../record/line.model.ts'
import { keptFirst, layBeside } from './merge.model.ts'

const side = (title_id: string, more: Partial<DoubleSide>): DoubleSide => ({
  title_id,
  title: 'Kaas',
  author: null,
  year: null,
  material: 'book',
  language: 'dut',
  publisher: null,
  extent: null,
  isbns: [],
  source: 'vlacc',
  control_number: title_id,
  provisional: false,
  items: 1,
  may_go: true,
  ...more,
})

test('what is not kept here stays, then what is described, then what has more items', () => {
  const first = (one: DoubleSide, other: DoubleSide) => keptFirst({ one, other })[0].title_id
  const shared = side('1', { may_go: false })
  const own = side('2', { items: 9 })
  const typed = side('3', { provisional: true, items: 20 })
  assert.deepEqual([first(own, shared), first(shared, own)], ['1', '1'])
  assert.deepEqual([first(typed, own), first(own, typed)], ['2', '2'])
  assert.deepEqual([first(own, side('4', { items: 10 })), first(own, side('4', {}))], ['4', '2'])
})

test('what is the same stands on one line; what only the other has can be taken, but never its number', () => {
  const record = (number: string, ...subjects: string[]) =>
    recordOf({
      leader: ' '.repeat(24),
      fields: [
        { '001': number },
        ...subjects.map(a => ({ '650': { ind1: ' ', ind2: '0', subfields: [{ a }] } })),
      ],
    })
  const lines = layBeside(record('a', 'Kaas', 'Handel'), record('b', 'Kaas', 'Antwerpen', 'Gent'))
  assert.deepEqual(
    lines.map(l => [l.tag, l.kept, l.gone, l.at]),
    [
      ['001', 'a', 'b', null],
      ['650', '#0 ‡a Kaas', '#0 ‡a Kaas', null],
      ['650', '#0 ‡a Handel', '#0 ‡a Antwerpen', 2],
      ['650', null, '#0 ‡a Gent', 3],
    ],
  )
})
