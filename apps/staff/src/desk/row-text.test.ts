import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatsOf } from '../base/format.ts'
import type { Row } from './desk.state.ts'
import { rowText, type Speech, shortName, spoken, undoneText, undoneTold } from './row-text.ts'
import { aDestination, aFinding, anAnswer, anItem, aPatron } from './samples.test-data.ts'
import { deskTexts } from './texts/index.ts'

const speech: Speech = { t: deskTexts.nl, f: formatsOf('nl'), lang: 'nl' }
const year = new Date().getFullYear()
const aRow = (more: Partial<Row> = {}): Row => ({
  row_id: 1,
  code: '3000000000011',
  at: 0,
  phase: 'done',
  chapter: 0,
  return_on: null,
  child: null,
  answer: null,
  problem: null,
  accepted: [],
  put_away: false,
  undone: null,
  care: null,
  note: null,
  ...more,
})
const words = (row: Row) => rowText(row, speech, () => 'probleem')
const loan = { loan_id: '5', patron_id: '31', due_on: `${year}-12-23`, renewals: 0, lent_at: '' }

test('a loan says its date', () => {
  const text = words(aRow({ answer: anAnswer({ did: 'lent', item: anItem(), loan }) }))
  assert.equal(text.word, 'Uitgeleend')
  assert.match(text.detail, /^terug (zo|ma|di|wo|do|vr|za) 23\u00a0dec\.$/)
  assert.equal(text.title, 'De kleine Johannes')
})

test('a late return says how late, what it costs and where it goes', () => {
  const answer = anAnswer({
    did: 'taken_back',
    item: anItem({ title: 'Max Havelaar' }),
    fine: { amount_cents: 60, days: 6, entry_id: '1' },
    destination: aDestination('shelf'),
  })
  assert.equal(
    words(aRow({ answer })).detail,
    '6 dagen te laat · €\u00a00,60 · Terug op het rek: Romans, EEDE',
  )
})

test('each destination is said in its own words, without anyone’s name', () => {
  const to = (kind: 'hold_shelf' | 'transit') =>
    words(aRow({ answer: anAnswer({ did: 'taken_back', destination: aDestination(kind) }) })).detail
  assert.equal(to('hold_shelf'), 'Reserveringskast V-17')
  assert.equal(to('transit'), 'Bak naar Noord · hoort daar thuis')
})

test('what was not on loan says where it belongs', () => {
  const answer = anAnswer({
    did: 'not_on_loan',
    destination: aDestination('shelf', { shelf: 'Jeugd', call_number: 'B VAND' }),
  })
  const text = words(aRow({ answer }))
  assert.equal(`${text.word}. ${text.detail}`, 'Was niet uitgeleend. Hoort op: Jeugd, B VAND')
})

test('a refusal says its sentence, a remark stays in the row', () => {
  const answer = anAnswer({
    did: 'refused',
    findings: [
      aFinding('limit_reached', 'ask', { about: { count: 4, item_type: 'dvd' }, may_accept: false }),
      aFinding('item_note', 'info', { about: { note: '2 schijven' } }),
    ],
  })
  const text = words(aRow({ answer }))
  assert.equal(text.detail, "Deze lener heeft al 4 dvd's. Meer kan niet tegelijk.")
  assert.deepEqual(text.remarks, ['Kijk na: 2 schijven'])
})

test('the code of a badge does not stay on the screen', () => {
  const text = words(aRow({ code: 'B100000002', answer: anAnswer({ did: 'badge' }) }))
  assert.equal(text.title, 'Badge')
  assert.ok(!JSON.stringify(text).includes('B100000002'))
})

test('undo says what it put back', () => {
  const undone = {
    undone: 'taken_back',
    item: null,
    loan_restored: true,
    loan_removed: false,
    hold_restored: true,
    fine_reversed_cents: 60,
    cost_reversed_cents: 0,
    due_on: null,
    patron: null,
  }
  assert.equal(
    undoneText(undone, speech),
    'Uitlening, plaats in de wachtrij en €\u00a00,60 telaatgeld zijn hersteld.',
  )
  const one = { ...undone, hold_restored: false, fine_reversed_cents: 0 }
  assert.equal(
    undoneText({ ...one, loan_removed: true }, speech),
    'Uitlening aan wie het eerst had is hersteld. De uitlening is weg.',
  )
  assert.equal(undoneText(one, speech), 'Uitlening is hersteld.')
  assert.equal(
    undoneTold('Nana', undoneText(one, speech), speech.t),
    'Ongedaan gemaakt: Uitlening is hersteld.',
  )
  assert.equal(undoneTold('BAK-2002-01', '', speech.t), 'Ongedaan gemaakt: BAK-2002-01.')
})

test('the spoken sentence is the row in words', () => {
  const answer = anAnswer({ did: 'taken_back', item: anItem(), destination: aDestination('hold_shelf') })
  assert.equal(
    spoken(words(aRow({ answer })), speech),
    'Ingenomen: De kleine Johannes, Reserveringskast V-17.',
  )
})

test('a name is shortened for the toast', () => {
  assert.equal(shortName('Liesbeth Vandenhoute'), 'L. Vandenhoute')
  assert.equal(shortName('An Van den Broeck'), 'A. Van den Broeck')
  assert.equal(shortName('Wout'), 'Wout')
})

test('a class hears for which child it was, and what of the box is still missing', () => {
  const child = (still: number) => ({ child_id: '7', name: 'Noor B.', still })
  const lent = words(aRow({ answer: anAnswer({ did: 'lent', item: anItem(), loan, child: child(1) }) }))
  assert.match(lent.detail, / · voor Noor B\.$/)
  const back = (still: number, loans: number) =>
    words(
      aRow({
        answer: anAnswer({
          did: 'taken_back',
          item: anItem(),
          child: child(still),
          patron: aPatron({ name: 'Klas 6A', card_type: 'class', loans }),
        }),
      }),
    ).detail
  assert.equal(back(2, 14), 'Noor B.: nog 2 · Klas 6A: nog 14 in totaal')
  assert.equal(back(0, 0), 'Noor B. heeft alles terug · alles van Klas 6A is terug')
})
