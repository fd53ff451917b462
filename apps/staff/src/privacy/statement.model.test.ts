import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf } from './statement.model.ts'

test('P5 a statement is headings, lists and paragraphs', () => {
  const blocks = blocksOf('## Wie?\nWij zijn het.\nDe bib.\n- een\n- twee\n\nNog iets.\n')
  assert.deepEqual(
    blocks.map(({ kind, lines }) => [kind, lines]),
    [
      ['head', ['Wie?']],
      ['text', ['Wij zijn het.', 'De bib.']],
      ['list', ['een', 'twee']],
      ['text', ['Nog iets.']],
    ],
  )
  assert.equal(new Set(blocks.map(block => block.key)).size, blocks.length)
  assert.deepEqual(blocksOf('\n\n'), [])
})
