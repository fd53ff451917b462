import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField, isControlField, type MarcField } from '@kaft/marc'
import { overlay } from './overlay.rules.ts'

const record = (...fields: MarcField[]) => ({ leader: BOOK_LEADER, fields })
const field = (tag: string, a: string, own = false) =>
  dataField(tag, '  ', [['a', a], ...(own ? [['5', 'I1'] as [string, string]] : [])])
const shown = (r: { fields: readonly MarcField[] }) =>
  r.fields.map(f => (isControlField(f) ? f.tag : `${f.tag} ${f.subfields[0]?.value}`))

test('protected fields stay as they are here, and those of the new record by that name go', () => {
  const here = record(field('245', 'oud'), field('690', 'plaatselijk'), field('900', 'kast 3'))
  const fresh = record(
    { tag: '001', value: '1' },
    field('245', 'nieuw'),
    field('650', 'onderwerp'),
    field('690', 'van hen'),
  )
  assert.deepEqual(shown(overlay(fresh, here, ['690', '9XX'])), [
    '001',
    '245 nieuw',
    '650 onderwerp',
    '690 plaatselijk',
    '900 kast 3',
  ])
})

test('a field that says whose it is stays, once', () => {
  const here = record(field('500', 'exemplaar met opdracht', true))
  assert.deepEqual(shown(overlay(record(field('245', 'x')), here, [])), [
    '245 x',
    '500 exemplaar met opdracht',
  ])
  assert.deepEqual(
    shown(overlay(record(field('245', 'x'), field('500', 'exemplaar met opdracht', true)), here, [])),
    ['245 x', '500 exemplaar met opdracht'],
  )
})

test('without anything to protect the new record is taken as it is', () => {
  const fresh = record(field('245', 'x'), field('500', 'y'))
  assert.deepEqual(overlay(fresh, record(field('500', 'z')), []), fresh)
})
