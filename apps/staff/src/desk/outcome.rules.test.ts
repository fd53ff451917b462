import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choicesOf, isQuestion, missingLeave, outcomeOf } from './outcome.rules.ts'
import { anAnswer, aDestination, aFinding } from './samples.test-data.ts'

test('an item that the patron has at home asks: renew, take back or nothing', () => {
  const answer = anAnswer({ did: 'asked', findings: [aFinding('item_on_loan_here', 'ask')] })
  assert.deepEqual(
    choicesOf(answer).map(c => c.id),
    ['renew', 'take_back', 'nothing'],
  )
  assert.equal(isQuestion(answer), true)
  assert.deepEqual(outcomeOf(answer), { state: 'ask', sound: 'ask' })
})

test('an item on loan to another offers to take it back first, with or without the fee', () => {
  const answer = anAnswer({
    did: 'asked',
    findings: [aFinding('item_on_loan_elsewhere', 'ask', { may_accept: true })],
  })
  assert.deepEqual(choicesOf(answer), [
    { kind: 'send', id: 'book_fine', accept: ['item_on_loan_elsewhere'], other_loan_fine: 'book' },
    { kind: 'send', id: 'drop_fine', accept: ['item_on_loan_elsewhere'], other_loan_fine: 'drop' },
    { kind: 'dismiss', id: 'not_lend' },
    { kind: 'remedy', id: 'who' },
  ])
})

test('what else is in the way of an item that another has is passed first, by a button that says nothing of the other loan', () => {
  const found = (...codes: ('debt_block' | 'limit_reached' | 'item_on_loan_elsewhere')[]) =>
    choicesOf(
      anAnswer({ did: 'asked', findings: codes.map(code => aFinding(code, 'ask', { may_accept: true })) }),
    )
  assert.deepEqual(found('debt_block', 'item_on_loan_elsewhere'), [
    { kind: 'remedy', id: 'pay' },
    { kind: 'send', id: 'anyway', accept: ['debt_block'] },
    { kind: 'dismiss', id: 'not_lend' },
  ])
  assert.deepEqual(found('item_on_loan_elsewhere', 'limit_reached'), [
    { kind: 'send', id: 'anyway', accept: ['limit_reached'] },
    { kind: 'dismiss', id: 'not_lend' },
  ])
  const answer = anAnswer({
    did: 'asked',
    findings: ['debt_block' as const, 'item_on_loan_elsewhere' as const].map(code =>
      aFinding(code, 'ask', { may_accept: true }),
    ),
  })
  assert.equal(isQuestion(answer), true)
})

test('a limit that this person may pass is a refusal with a way, no question that blocks the closing', () => {
  const answer = anAnswer({
    did: 'asked',
    findings: [aFinding('limit_reached', 'ask', { may_accept: true })],
  })
  assert.deepEqual(
    choicesOf(answer).map(c => c.id),
    ['anyway', 'nothing'],
  )
  assert.equal(isQuestion(answer), false)
  assert.deepEqual(outcomeOf(answer), { state: 'stop', sound: 'stop' })
})

test('a question that this person may not pass has no button that would fail, and says whose leave is missing', () => {
  const answer = anAnswer({ did: 'asked', findings: [aFinding('age_too_low', 'ask', { may_accept: false })] })
  assert.deepEqual(choicesOf(answer), [])
  assert.equal(missingLeave(answer), 'circulation.override.heavy')
})

test('a code that nobody knows is added, or scanned again, and is no question that keeps the visit open', () => {
  const answer = anAnswer({ did: 'refused', findings: [aFinding('code_unknown', 'stop')] })
  assert.deepEqual(choicesOf(answer), [
    { kind: 'remedy', id: 'quick_add' },
    { kind: 'dismiss', id: 'scan_again' },
  ])
  assert.equal(isQuestion(answer), false)
})

test('one stop among the questions takes every way past them, but not the remedies', () => {
  const answer = anAnswer({
    did: 'refused',
    findings: [aFinding('debt_block', 'ask', { may_accept: true }), aFinding('item_withdrawn', 'stop')],
  })
  assert.deepEqual(choicesOf(answer), [{ kind: 'remedy', id: 'pay' }])
})

test('accepting passes all questions at once', () => {
  const answer = anAnswer({
    did: 'asked',
    findings: [
      aFinding('limit_reached', 'ask', { may_accept: true }),
      aFinding('patron_expired', 'ask', { may_accept: true }),
      aFinding('item_note', 'info'),
    ],
  })
  const anyway = choicesOf(answer).find(c => c.id === 'anyway')
  assert.ok(anyway?.kind === 'send')
  assert.deepEqual(anyway.accept, ['limit_reached', 'patron_expired'])
})

test('a code that fits more than one thing lists them', () => {
  const answer = anAnswer({
    did: 'choose',
    choices: [
      { kind: 'item', id: '7', label: 'Lijmen', library_name: 'Testgem' },
      { kind: 'patron', id: '9', label: 'lenerskaart', library_name: 'Testgem' },
    ],
  })
  assert.deepEqual(
    choicesOf(answer).map(c => (c.kind === 'send' ? [c.as, c.chosen_id, c.label] : c.id)),
    [['item', '7', 'Lijmen'], ['patron', '9', 'lenerskaart'], 'nothing'],
  )
})

test('each destination has its own sound, and an unknown code its own', () => {
  const to = (kind: 'shelf' | 'hold_shelf' | 'transit') =>
    outcomeOf(anAnswer({ did: 'taken_back', destination: aDestination(kind) })).sound
  assert.deepEqual([to('shelf'), to('hold_shelf'), to('transit')], ['ok', 'hold', 'move'])
  const unknown = anAnswer({ did: 'refused', findings: [aFinding('code_unknown', 'stop')] })
  assert.deepEqual(outcomeOf(unknown), { state: 'stop', sound: 'unknown' })
})

test('an item that came in with a note is looked at, and waits for the answer only where it must', () => {
  const came = (weight: 'ask' | 'info') =>
    anAnswer({
      did: 'taken_back',
      destination: aDestination('shelf'),
      findings: [aFinding('item_note', weight, { about: { note: '4 puzzelstukken' } })],
    })
  assert.deepEqual(
    choicesOf(came('info')).map(c => c.id),
    ['checked', 'incomplete', 'damaged'],
  )
  assert.deepEqual([isQuestion(came('info')), isQuestion(came('ask'))], [false, true])
  assert.equal(outcomeOf(came('ask')).state, 'ask')
})
