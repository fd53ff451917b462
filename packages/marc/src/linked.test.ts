import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extractTitle } from './extract.ts'
import { brokenLinks, inOwnScript, linkedFields } from './linked.ts'
import { BOOK_LEADER, dataField, type MarcRecord } from './record.ts'

const record: MarcRecord = {
  leader: BOOK_LEADER,
  fields: [
    dataField('100', '1 ', [
      ['6', '880-01'],
      ['a', 'Dostoevskiĭ, Fedor'],
    ]),
    dataField('245', '10', [
      ['6', '880-02'],
      ['a', 'Idiot'],
    ]),
    dataField('260', '  ', [
      ['6', '880-09'],
      ['a', 'Moskva'],
    ]),
    dataField('880', '1 ', [
      ['6', '100-01/(N'],
      ['a', 'Достоевский, Федор'],
    ]),
    dataField('880', '10', [
      ['6', '245-02/(N'],
      ['a', 'Идиот'],
    ]),
    dataField('880', '  ', [
      ['6', '500-00/(2/r'],
      ['a', 'הערה'],
    ]),
    dataField('880', '  ', [
      ['6', '490-07'],
      ['a', 'Серия'],
    ]),
    dataField('880', '  ', [['a', 'no link at all']]),
  ],
}

test('each 880 stands beside the field that it writes in another script', () => {
  assert.deepEqual(
    linkedFields(record).map(l => [l.tag, l.regular?.tag ?? null, l.script, l.right_to_left]),
    [
      ['100', '100', '(N', false],
      ['245', '245', '(N', false],
      ['500', null, '(2', true],
      ['490', null, null, false],
    ],
  )
})

test('title and names in their own script are read by the same rules', () => {
  const facts = extractTitle(inOwnScript(record))
  assert.equal(facts.title, 'Идиот')
  assert.deepEqual(
    facts.contributors.map(c => c.name),
    ['Достоевский, Федор'],
  )
})

test('links that lead nowhere are named; occurrence 00 is none', () => {
  assert.deepEqual(brokenLinks(record), ['880 490-07', '260 880-09'])
})
