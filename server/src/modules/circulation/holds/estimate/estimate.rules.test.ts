import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdSpeech } from '../explain/texts.ts'
import { estimateWords } from '../explain/estimate-words.ts'
import { type Copy, ENOUGH, estimate, quartilesOf, TURN_DAYS } from './estimate.rules.ts'

const stays = (...pairs: [days: number, returns: number][]) =>
  pairs.map(([days, returns]) => ({ days, returns }))
const month = stays([14, 10], [21, 10], [28, 10], [35, 10])
const out = (days_out: number): Copy => ({ status: 'on_loan', days_out })

test('quartiles are the days that a quarter, a half and three quarters did not pass', () => {
  assert.deepEqual(quartilesOf(month), { low: 14, mid: 21, high: 28 })
  assert.deepEqual(quartilesOf(stays([7, 1])), { low: 7, mid: 7, high: 7 })
})
test('who is first gets the item that comes back first', () => {
  const e = estimate({ copies: [out(11)], ahead: 0, of_title: month, of_type: [] })
  assert.deepEqual(
    [e?.low_days, e?.mid_days, e?.high_days, e?.learned_from, e?.returns],
    [4, 11, 18, 'title', 40],
  )
})
test('each one ahead adds a stay and a turn, and another copy takes half of it away', () => {
  const one = estimate({ copies: [out(11)], ahead: 1, of_title: month, of_type: [] })
  assert.equal(one?.mid_days, 11 + TURN_DAYS + 21)
  const two = estimate({ copies: [out(11), out(1)], ahead: 1, of_title: month, of_type: [] })
  assert.equal(two?.mid_days, 21)
})
test('the own title counts first, then its item type; below that nothing is said', () => {
  const few = stays([14, ENOUGH.title - 1])
  const copies = [out(1)]
  const type = estimate({ copies, ahead: 0, of_title: few, of_type: month })
  assert.equal(type?.learned_from, 'item_type')
  const none = estimate({ copies, ahead: 0, of_title: few, of_type: stays([14, ENOUGH.item_type - 1]) })
  assert.equal(none, null)
  assert.equal(
    estimateWords(none, holdSpeech.nl),
    'Er is nog te weinig geschiedenis om een datum te schatten.',
  )
})
test('what stands on a shelf needs no history, as long as there is one for everybody ahead', () => {
  const shelf: Copy = { status: 'available', days_out: 0 }
  assert.equal(estimate({ copies: [shelf], ahead: 0, of_title: [], of_type: [] })?.learned_from, 'shelf')
  assert.equal(estimate({ copies: [shelf], ahead: 1, of_title: [], of_type: [] }), null)
  assert.equal(estimate({ copies: [], ahead: 0, of_title: month, of_type: month }), null)
})
test('the band is said in words: a week, weeks, months', () => {
  const said = (low_days: number, high_days: number) =>
    estimateWords(
      { low_days, mid_days: low_days, high_days, copies: 1, ahead: 0, returns: 40, learned_from: 'title' },
      holdSpeech.nl,
    )
  assert.equal(said(2, 6), 'Waarschijnlijk binnen een week.')
  assert.equal(said(14, 21), 'Ongeveer 2 tot 3 weken.')
  assert.equal(said(15, 20), 'Ongeveer 2 tot 3 weken.')
  assert.equal(said(7, 8), 'Ongeveer 1 tot 2 weken.')
  assert.equal(said(92, 150), 'Ongeveer 3 tot 5 maanden.')
})

const copies: fc.Arbitrary<Copy[]> = fc.array(
  fc.record({ status: fc.constantFrom('available', 'promised', 'on_loan'), days_out: fc.nat(90) }),
  { minLength: 1, maxLength: 8 },
)
test('the band holds its middle, and more people ahead never come sooner', () => {
  fc.assert(
    fc.property(copies, fc.nat(40), (all, ahead) => {
      const at = (n: number) => estimate({ copies: all, ahead: n, of_title: month, of_type: [] })
      const [e, later] = [at(ahead), at(ahead + 1)]
      assert.ok(e && later)
      assert.ok(e.low_days <= e.mid_days && e.mid_days <= e.high_days)
      assert.ok(later.mid_days >= e.mid_days)
    }),
  )
})
