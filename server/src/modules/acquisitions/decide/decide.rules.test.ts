import assert from 'node:assert/strict'
import { test } from 'node:test'
import { purchaseStates, type PurchaseState } from '@kaft/contract'
import { decisionFault, opens, withdrawalFault } from './decide.rules.ts'

const held = (state: PurchaseState, more: { asked?: number; version?: number } = {}) => ({
  state,
  version: 3,
  asked: 1,
  ...more,
})
const asked = { version: 3, to: 'accepted', reason: null, says: null } as const

test('from each state one goes where the work goes, and back', () => {
  const to = ['proposed', 'accepted', 'declined', 'ordered', 'received'] as const
  const goes = Object.fromEntries(
    purchaseStates.map(state => [
      state,
      to.filter(t => decisionFault(held(state), { ...asked, to: t, reason: 'too_dear' }) === null),
    ]),
  )
  assert.deepEqual(goes, {
    proposed: ['accepted', 'declined', 'ordered'],
    accepted: ['proposed', 'declined', 'ordered'],
    ordered: ['proposed', 'accepted', 'received'],
    received: ['ordered'],
    declined: ['proposed', 'accepted'],
    withdrawn: [],
  })
  for (const [from, all] of Object.entries(goes))
    for (const one of all)
      assert.ok(goes[one]?.includes(from as 'proposed'), `${from} → ${one} has no way back`)
})

test('why a decision is refused, one reason at a time', () => {
  const faults: [Parameters<typeof decisionFault>, ReturnType<typeof decisionFault>][] = [
    [[held('proposed'), asked], null],
    [[null, asked], 'not_found'],
    [[held('proposed', { version: 4 }), asked], 'changed_meanwhile'],
    [[held('received'), asked], 'purchase_wrong_state'],
    [[held('proposed'), { ...asked, to: 'declined' }], 'purchase_reason_needed'],
    [[held('proposed'), { ...asked, to: 'declined', reason: 'other', says: ' ' }], 'purchase_reason_needed'],
    [[held('proposed'), { ...asked, to: 'declined', reason: 'other', says: 'Enkel in het Fins.' }], null],
    [[held('proposed'), { ...asked, to: 'declined', reason: 'too_dear' }], null],
  ]
  for (const [of, says] of faults) assert.equal(decisionFault(...of), says, JSON.stringify(of))
})

test('withdrawn while nobody decided, one proposal of several while it is open, back once withdrawn', () => {
  const fits = (what: 'all' | 'one' | 'back', times: number) =>
    purchaseStates.filter(
      state => withdrawalFault(held(state, { asked: times }), { version: 3, what }) === null,
    )
  assert.deepEqual(fits('all', 1), ['proposed'])
  assert.deepEqual(fits('one', 1), [])
  assert.deepEqual(fits('one', 2), ['proposed', 'accepted', 'ordered'])
  assert.deepEqual(fits('back', 1), ['withdrawn'])
  assert.equal(withdrawalFault(null, { version: 3, what: 'all' }), 'not_found')
  assert.equal(withdrawalFault(held('proposed'), { version: 2, what: 'all' }), 'changed_meanwhile')
})

test('what was over and is opened again is looked at once more', () => {
  assert.deepEqual(
    [
      opens('declined', 'proposed'),
      opens('withdrawn', 'proposed'),
      opens('ordered', 'accepted'),
      opens('declined', 'declined'),
    ],
    [true, true, false, false],
  )
})
