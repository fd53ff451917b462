import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atTheCounter } from './journeys/at-the-counter.ts'
import { focus } from './journeys/focus.ts'
import { oneHouse } from './journeys/house.ts'
import { reader } from './journeys/reader.ts'
import { everyScreen } from './journeys/screens.ts'
import { everyWalk } from './journeys/walks.ts'

// Each screen of the staff client, and a reader's own pages, in a real browser against the real program: that they can be read, reached and used by everyone.
const open = oneHouse(everyScreen, everyWalk, reader, focus, atTheCounter)

test('in all of it no page had a fault, opened a dialog, or called anywhere but Kaft', () => {
  assert.deepEqual(open().kaft.faults, [])
})
