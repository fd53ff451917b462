import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MoveTally } from '@kaft/contract'
import { noTally } from '../run/notes.store.ts'
import { countOf } from './reconcile.rules.ts'

const pass = (n: number, more: Partial<MoveTally>): MoveTally => ({
  ...noTally,
  pass: n,
  kind: 'charges',
  whole: true,
  ...more,
})

test('one export: what was there is what is here and what stayed behind, to the cent', () => {
  const first = pass(1, {
    read: 10,
    made: 7,
    refused: 2,
    left_behind: 1,
    read_cents: 1_000,
    refused_cents: 250,
  })
  const said = countOf('charges', [first], { count: 7, cents: 750, kept: 0 })
  assert.deepEqual([said.source, said.refused, said.left_behind, said.fits], [10, 2, 1, true])
  assert.equal(countOf('charges', [first], { count: 7, cents: 749, kept: 0 }).fits, false)
  assert.equal(countOf('charges', [first], { count: 6, cents: 750, kept: 0 }).fits, false)
})

test('a later whole export counts in the place of the first, one with changes is added', () => {
  const first = pass(1, { read: 10, made: 10, read_cents: 1_000 })
  const second = pass(2, { read: 9, same: 7, changed: 1, made: 1, gone: 2, read_cents: 940 })
  const third = pass(3, {
    whole: false,
    read: 3,
    changed: 1,
    made: 1,
    refused: 1,
    read_cents: 60,
    refused_cents: 30,
  })
  const whole = countOf('charges', [second, first], { count: 9, cents: 940, kept: 0 })
  assert.deepEqual([whole.source, whole.fits], [9, true])
  const all = countOf('charges', [first, second, third], { count: 10, cents: 970, kept: 0 })
  assert.deepEqual([all.source, all.refused, all.source_cents, all.fits], [11, 1, 1_000, true])
})

test('what could not go although the export lost it is told apart', () => {
  const said = countOf('patrons', [pass(1, { read: 5, made: 5 }), pass(2, { read: 4, same: 4 })], {
    count: 5,
    cents: 0,
    kept: 1,
  })
  assert.deepEqual([said.source, said.kept, said.here, said.fits], [4, 1, 5, true])
})
