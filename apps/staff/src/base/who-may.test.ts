import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whoMay } from './who-may.ts'

test('who may is named in a sentence: commas, and "of" before the last', () => {
  assert.match(whoMay(['circulation.lend'], 'nl'), /^balie, .*[^,] of [^,]+$|^balie of hoofd balie$/)
  assert.match(whoMay(['circulation.override.heavy'], 'nl'), /^hoofd balie/)
  assert.doesNotMatch(whoMay(['patrons.read', 'circulation.lend'], 'en'), / or .* or /)
  assert.equal(whoMay(['privacy.retention'], 'nl'), 'DPO')
})
