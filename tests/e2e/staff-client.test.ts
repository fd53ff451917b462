import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cataloguing } from './journeys/cataloguing.ts'
import type { House } from './journeys/house.ts'
import { keyboard } from './journeys/keyboard.ts'
import { merging } from './journeys/merging.ts'
import { newcomer } from './journeys/newcomer.ts'
import { ownWay } from './journeys/own-way.ts'
import { purchases } from './journeys/purchases.ts'
import { reader } from './journeys/reader.ts'
import { rush } from './journeys/rush.ts'
import { everyScreen } from './journeys/screens.ts'
import { everyWalk } from './journeys/walks.ts'
import { waysBack } from './journeys/ways-back.ts'
import { type Kaft, openKaft } from './kaft.ts'
import { stockOf } from './stock.ts'

// The staff client, and a reader's own pages, in a real browser against the real program, one for all journeys: the demonstration is loaded once.

let house: House | undefined
const open = (): House => {
  if (house === undefined) throw new Error('Kaft is not open')
  return house
}

before(async () => {
  const kaft: Kaft = await openKaft()
  house = { kaft, stock: stockOf(kaft.demo) }
})
after(() => house?.kaft.close())

newcomer(open)
keyboard(open)
waysBack(open)
merging(open)
cataloguing(open)
ownWay(open)
purchases(open)
rush(open)
everyScreen(open)
everyWalk(open)
reader(open)

test('in all of it no page had a fault, opened a dialog, or called anywhere but Kaft', () => {
  assert.deepEqual(open().kaft.faults, [])
})
