import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cataloguing } from './journeys/cataloguing.ts'
import { oneHouse } from './journeys/house.ts'
import { keyboard } from './journeys/keyboard.ts'
import { newcomer } from './journeys/newcomer.ts'
import { ownWay } from './journeys/own-way.ts'
import { purchases } from './journeys/purchases.ts'
import { rush } from './journeys/rush.ts'

// The staff client in a real browser against the real program: what people do with it.
const open = oneHouse(newcomer, keyboard, cataloguing, ownWay, purchases, rush)

test('in all of it no page had a fault, opened a dialog, or called anywhere but Kaft', () => {
  assert.deepEqual(open().kaft.faults, [])
})
