import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField, type MarcField } from '@kaft/marc'
import { workName } from './work-key.rules.ts'
import { workOf } from './work-number.ts'

const record = (...fields: MarcField[]) => ({
  leader: BOOK_LEADER,
  fields: [{ tag: '001', value: '1' }, ...fields],
})
const by = (name: string, ...more: [string, string][]) => dataField('100', '1 ', [['a', name], ...more])
const titled = (title: string, ind = '10') => dataField('245', ind, [['a', title]])

test('editions of one work have one number, whatever their language, punctuation, article or dates', () => {
  const kaas = workOf(record(by('Elsschot, Willem'), titled('Kaas')))
  assert.ok(kaas !== null && BigInt(kaas) > 0n)
  for (const other of [
    record(by('Elsschot, Willem,', ['d', '1882-1960']), titled('Kaas : roman /')),
    record(
      by('Elsschot, Willem'),
      dataField('240', '10', [
        ['a', 'Kaas.'],
        ['l', 'Engels'],
      ]),
      titled('Cheese'),
    ),
    record(by('Elsschot, Willem'), titled('Fromage'), dataField('765', '0 ', [['t', 'Kaas']])),
    record(
      by('Elsschot, Willem'),
      titled('Käse'),
      dataField('500', '  ', [['a', 'Oorspronkelijke titel: Kaas']]),
    ),
    record(
      by('Elsschot, Willem'),
      titled('Cheese'),
      dataField('246', '1 ', [
        ['i', 'Oorspr. titel:'],
        ['a', 'Kaas'],
      ]),
    ),
    record(
      titled('Kaas'),
      dataField('700', '1 ', [
        ['a', 'Elsschot, Willem'],
        ['4', 'aut'],
      ]),
    ),
  ])
    assert.equal(workOf(other), kaas)
  assert.equal(
    workOf(record(by('Claus, Hugo'), titled('Het verdriet van België', '14'))),
    workOf(record(by('Claus, Hugo'), titled('Verdriet van België'))),
  )
})

test('another maker, another title and another volume are other works', () => {
  const numbers = [
    record(by('Elsschot, Willem'), titled('Kaas')),
    record(by('Claus, Hugo'), titled('Kaas')),
    record(by('Elsschot, Willem'), titled('Lijmen')),
    record(
      by('Elsschot, Willem'),
      dataField('245', '10', [
        ['a', 'Lijmen'],
        ['n', '2'],
      ]),
    ),
  ].map(workOf)
  assert.equal(new Set(numbers).size, 4)
})

test('where nothing names a work each title stands for itself', () => {
  assert.equal(workName(record(titled('Jaarboek'))), null)
  assert.equal(workName(record(by('Gezelle, Guido'), titled('Verzamelde gedichten'))), null)
  assert.equal(
    workName(record(by('Gezelle, Guido'), dataField('240', '10', [['a', 'Werken']]), titled('Dichtwerken'))),
    null,
  )
  assert.equal(
    workName({ ...record(by('Redactie'), titled('Humo')), leader: '00000nas a2200000 i 4500' }),
    null,
  )
  assert.deepEqual(workName(record(dataField('130', '0 ', [['a', 'Bijbel']]), titled('De Bijbel'))), {
    by: '',
    title: '=bijbel',
  })
})
