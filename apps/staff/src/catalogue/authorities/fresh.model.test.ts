import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkFormat, FORMATS, headingField, headingOf } from '@kaft/marc'
import { recordOfFresh, TAGS } from './fresh.model.ts'

test('a new heading is a record that the format of authorities accepts, of each kind', () => {
  for (const kind of Object.keys(TAGS) as (keyof typeof TAGS)[]) {
    const record = recordOfFresh({ kind, heading: 'Iets, Anders', dates: '' }, '2026-11-29')
    assert.deepEqual(
      checkFormat(record, FORMATS.authority).filter(f => f.weight === 'stop'),
      [],
      kind,
    )
    const field = headingField(record)
    assert.equal(field && headingOf(field)?.kind, kind)
  }
})

test('dates belong to a person, and a name in one part has another indicator', () => {
  const of = (heading: string, dates: string) =>
    headingField(recordOfFresh({ kind: 'person', heading, dates }, '2026-11-29'))
  const elsschot = of('Elsschot, Willem', '1882-1960')
  assert.equal(elsschot && headingOf(elsschot)?.text, 'Elsschot, Willem, 1882-1960')
  assert.equal(elsschot?.ind1, '1')
  assert.equal(of('Multatuli', '')?.ind1, '0')
})
