import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentence } from './sentence.ts'

test('what was typed ends with one full stop, or with what was typed there', () =>
  assert.deepEqual(['Het was een oefening', 'Het was een oefening. ', 'Waarom?'].map(sentence), [
    'Het was een oefening.',
    'Het was een oefening.',
    'Waarom?',
  ]))
