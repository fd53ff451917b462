import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { openWorld, type World } from '../../../testing/world.ts'
import { FACETS } from '../search/facets.rules.ts'
import { marksOf } from './marks.rules.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

test('marks are those of the database, whatever the values', async () => {
  const field = fc.constantFrom(...FACETS, 'siso', '')
  const text = fc.string({ maxLength: 60, unit: 'grapheme' }).map(t => t.toWellFormed().replaceAll('\0', ''))
  const tag = fc.tuple(field, fc.constantFrom(':', ''), text).map(parts => parts.join(''))
  const lists = [
    [],
    ['material:book', 'language:dut', 'author:Willem Elsschot', 'subject:België -- 20e eeuw', 'decade:1930'],
    Array.from({ length: 300 }, (_, n) => `subject:${'x'.repeat(n % 40)}`),
    ...fc.sample(fc.array(tag, { maxLength: 20 }), 300),
  ]
  const said = await world.rows(
    `select encode(cataloguing.marks_of(array(select jsonb_array_elements_text(l.tags))), 'hex') as marks
       from jsonb_array_elements($1::jsonb) with ordinality as l(tags, place) order by l.place`,
    [JSON.stringify(lists)],
  )
  for (const [i, tags] of lists.entries())
    assert.equal(marksOf(tags).toString('hex'), said[i]?.marks, JSON.stringify(tags))
})
