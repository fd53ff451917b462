import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksIssue, nextIssue, proposed, spineOf } from './add-items.model.ts'

test('a call number is made of the family name, or of the title without its article', () => {
  assert.equal(spineOf({ author: 'Willem Elsschot', title: 'Kaas' }), 'ELSS')
  assert.equal(spineOf({ author: 'Élise Éclair', title: 'x' }), 'ECLA')
  assert.equal(spineOf({ author: null, title: 'De ontdekking' }), 'ONTD')
})

test('an item is like another one of its title here, else like the one before', () => {
  const form = { branch_id: '1', item_type: 'book', shelf: 'Romans', call_number: 'OUD', issue: '2026/3' }
  const title = { author: 'Hugo Claus', title: 'Het verdriet', material: 'audiobook' }
  assert.deepEqual(proposed(form, title, undefined), {
    branch_id: '1',
    item_type: 'audiobook',
    shelf: 'Romans',
    call_number: 'CLAU',
    issue: '',
  })
  const beside = { item_type: 'book', shelf: null, call_number: 'C 1', issue: '2026/4' }
  assert.deepEqual(proposed(form, title, beside), {
    branch_id: '1',
    item_type: 'book',
    shelf: '',
    call_number: 'C 1',
    issue: '',
  })
  const paper = proposed(form, { ...title, material: 'magazine' }, beside)
  assert.equal(paper.issue, '2026/5', 'a magazine goes on behind its newest number here')
  assert.equal(proposed(form, { ...title, material: 'magazine' }, { ...beside, issue: null }).issue, '')
})

test('the number of a magazine counts on', () => {
  assert.deepEqual(['2026/3', 'nr 9', '12', 'maart 2026', '', 'lente'].map(nextIssue), [
    '2026/4',
    'nr 10',
    '13',
    '',
    '',
    '',
  ])
  assert.deepEqual([asksIssue('magazine'), asksIssue('book')], [true, false])
})
