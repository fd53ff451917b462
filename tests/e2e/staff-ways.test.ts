import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneHouse } from './journeys/house.ts'
import { merging } from './journeys/merging.ts'
import { officers } from './journeys/officers.ts'
import { slips } from './journeys/slips.ts'
import { waysBack } from './journeys/ways-back.ts'

// What was done in the staff client and is taken back: a file of its own, since the journeys together take longer than one file may.
const open = oneHouse(waysBack, slips, merging, officers)

test('in all of it no page had a fault, opened a dialog, or called anywhere but Kaft', () => {
  assert.deepEqual(open().kaft.faults, [])
})
